//! Adjacency in three flat arrays.

/// Whom each node is linked to (compressed sparse rows).
///
/// INVARIANT: the neighbours of a node are in ascending order and each stands once.
#[derive(Clone, Default)]
pub(super) struct Walk {
    /// Where each node's neighbours begin, and at the end how many there are.
    starts: Vec<u32>,
    neighbours: Vec<u32>,
    /// Beside each neighbour, the link that leads there.
    links: Vec<u32>,
}

impl Walk {
    /// From links (lower end, higher end, number) sorted by their ends.
    pub(super) fn new(nodes: usize, links: impl Iterator<Item = (u32, u32, u32)> + Clone) -> Self {
        let mut starts = vec![0; nodes + 2];
        for (low, high, _) in links.clone() {
            bump(&mut starts, low + 2);
            bump(&mut starts, high + 2);
        }
        let mut total = 0;
        for start in &mut starts {
            total += *start;
            *start = total;
        }
        let mut walk = Self { starts, neighbours: vec![0; total as usize], links: vec![0; total as usize] };
        // A node's lower neighbours come before its higher ones, because links with a lower first end do. `starts` is
        // one ahead of itself while it counts, and right when the last link is in.
        for (low, high, link) in links {
            walk.put(low, high, link);
            walk.put(high, low, link);
        }
        walk.starts.pop();
        walk
    }

    fn put(&mut self, node: u32, neighbour: u32, link: u32) {
        let at = bump(&mut self.starts, node + 1) as usize;
        if let (Some(to), Some(by)) = (self.neighbours.get_mut(at), self.links.get_mut(at)) {
            (*to, *by) = (neighbour, link);
        }
    }

    pub(super) fn link_count(&self) -> usize {
        self.neighbours.len() / 2
    }

    pub(super) fn neighbours(&self, node: u32) -> &[u32] {
        let (start, end) = self.range(node);
        self.neighbours.get(start..end).unwrap_or_default()
    }

    pub(super) fn degree(&self, node: u32) -> u32 {
        let (start, end) = self.range(node);
        narrow(end - start)
    }

    pub(super) fn link_between(&self, a: u32, b: u32) -> Option<u32> {
        let at = self.neighbours(a).binary_search(&b).ok()?;
        self.links.get(self.range(a).0 + at).copied()
    }

    fn range(&self, node: u32) -> (usize, usize) {
        let at = node as usize;
        match (self.starts.get(at), self.starts.get(at + 1)) {
            (Some(&start), Some(&end)) => (start as usize, end as usize),
            _ => (0, 0),
        }
    }
}

/// Counts one up and gives the count before.
fn bump(counts: &mut [u32], at: u32) -> u32 {
    counts.get_mut(at as usize).map_or(0, |count| {
        *count += 1;
        *count - 1
    })
}

/// A count of things in memory as 32 bits.
#[expect(clippy::cast_possible_truncation, reason = "four thousand million nodes or ties do not fit in memory")]
pub(super) const fn narrow(count: usize) -> u32 {
    count as u32
}
