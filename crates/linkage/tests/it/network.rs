//! The network: the same whatever the order, no path through a hub, and never another answer than the slow way gives.
//!
//! Everyone is made up.
#![expect(clippy::unwrap_used, clippy::indexing_slicing, clippy::string_slice, reason = "a test may fail loudly")]

use std::collections::BTreeSet;
use std::num::NonZeroUsize;

use linkage::network::{
    Caps, CompanyRole, Cut, HubKind, LayoutLimits, Network, NetworkBuilder, NewTie, NodeId, NodeKind, Period, Relation,
    Source, picture_svg,
};
use proptest::prelude::*;

/// A tie between two nodes by number, from a record.
type DraftTie = (usize, Relation, usize, Period, u8);

#[derive(Debug, Clone)]
struct Draft {
    /// The nodes by number, in the order in which they are added.
    nodes: Vec<usize>,
    ties: Vec<DraftTie>,
    hub: usize,
    cap: u32,
}

impl Draft {
    fn network(&self) -> Network {
        let mut builder = NetworkBuilder::new().with_caps(Caps::all(self.cap));
        let node = |builder: &mut NetworkBuilder, number: usize| {
            let kind = NodeKind::ALL[number % NodeKind::ALL.len()];
            builder.node(kind, &format!("n{number}"), &format!("Nummer {number}"))
        };
        for &number in &self.nodes {
            node(&mut builder, number);
        }
        for &(from, relation, to, period, record) in &self.ties {
            let (from, to) = (node(&mut builder, from), node(&mut builder, to));
            let source = Source { register: "påhitt", record: &record.to_string() };
            builder.tie(NewTie::new(from, relation, to, source).during(period));
        }
        let hub = node(&mut builder, self.hub);
        builder.hub(hub, HubKind::Accountant);
        builder.finish()
    }
}

fn tie(nodes: usize) -> impl Strategy<Value = DraftTie> {
    let relation = prop::sample::select(Relation::ALL.to_vec());
    let day = || prop::option::of(0..20);
    let period = (day(), day()).prop_map(|(from, to)| Period { from, to });
    (0..nodes, relation, 0..nodes, period, 0..4_u8)
}

fn draft() -> impl Strategy<Value = Draft> {
    (2..11_usize).prop_flat_map(|nodes| {
        let ties = prop::collection::vec(tie(nodes), 0..24);
        let order = Just((0..nodes).collect::<Vec<_>>()).prop_shuffle();
        (order, ties, 0..nodes, 1..5_u32).prop_map(|(nodes, ties, hub, cap)| Draft { nodes, ties, hub, cap })
    })
}

/// A draft and the same in another order.
fn shuffled() -> impl Strategy<Value = (Draft, Draft)> {
    draft().prop_flat_map(|draft| {
        let (nodes, ties) = (Just(draft.nodes.clone()).prop_shuffle(), Just(draft.ties.clone()).prop_shuffle());
        let other = (nodes, ties, Just((draft.hub, draft.cap))).prop_map(|(nodes, ties, (hub, cap))| Draft {
            nodes,
            ties,
            hub,
            cap,
        });
        (Just(draft), other)
    })
}

fn pairs(network: &Network) -> Vec<(NodeId, NodeId)> {
    network.node_ids().flat_map(|a| network.node_ids().map(move |b| (a, b))).collect()
}

/// All that can be asked of a network, as text.
fn everything(network: &Network) -> String {
    let nodes = network.node_ids().map(|id| network.node(id).unwrap());
    let mut all: Vec<String> = nodes.map(|node| format!("{} {} {}", node.kind.code(), node.id, node.label)).collect();
    for (a, b) in pairs(network) {
        let path = network.path_between(a, b, 4);
        all.push(format!("{:?} {:?}", network.ties_between(a, b), path));
    }
    let layouts = network.node_ids().map(|id| network.layout(id, LayoutLimits { steps: 2, nodes: 5 }).unwrap());
    all.extend(layouts.map(|layout| format!("{layout:?}{}", picture_svg(&layout))));
    all.push(format!("{:?}", network.cuts().collect::<Vec<_>>()));
    all.push(format!("{:?} {:?}", network.components(), network.bridges()));
    all.join("\n")
}

/// The best of all paths of at most `max` steps, one after the other, from the lower end.
fn path_by_trying_all(network: &Network, a: NodeId, b: NodeId, max: usize) -> Option<Vec<NodeId>> {
    fn go(network: &Network, path: &mut Vec<NodeId>, goal: NodeId, max: usize, found: &mut Vec<Vec<NodeId>>) {
        let here = *path.last().unwrap();
        if here == goal {
            found.push(path.clone());
        } else if path.len() <= max && (path.len() == 1 || network.cut(here).is_none()) {
            for next in network.neighbours(here).filter(|next| !path.contains(next)).collect::<Vec<_>>() {
                path.push(next);
                go(network, path, goal, max, found);
                path.pop();
            }
        }
    }
    let mut found = Vec::new();
    go(network, &mut vec![a.min(b)], a.max(b), max, &mut found);
    let mut best = found.into_iter().min_by_key(|path| (path.len(), path.clone()))?;
    if a > b {
        best.reverse();
    }
    Some(best)
}

/// The sizes of what hangs together without the link between `without`, and in which each node is.
fn parts_by_spreading(network: &Network, without: Option<(NodeId, NodeId)>) -> Vec<BTreeSet<NodeId>> {
    let mut parts: Vec<BTreeSet<NodeId>> = Vec::new();
    for root in network.node_ids().filter(|&node| network.cut(node).is_none()) {
        if parts.iter().any(|part| part.contains(&root)) {
            continue;
        }
        let mut part = BTreeSet::from([root]);
        loop {
            let links = part.iter().flat_map(|&a| network.neighbours(a).map(move |b| (a, b)));
            let kept = links.filter(|&(a, b)| Some((a.min(b), a.max(b))) != without && network.cut(b).is_none());
            let next: BTreeSet<NodeId> = kept.map(|(_, b)| b).chain(part.iter().copied()).collect();
            if next == part {
                break;
            }
            part = next;
        }
        parts.push(part);
    }
    parts
}

proptest! {
    #[test]
    fn the_order_of_insertion_changes_nothing((one, other) in shuffled()) {
        prop_assert_eq!(everything(&one.network()), everything(&other.network()));
    }

    #[test]
    fn a_path_is_the_one_that_trying_all_gives(draft in draft(), max in 0..6_usize, day in prop::option::of(0..20)) {
        let network = draft.network();
        let network = day.map_or(network.clone(), |day| network.during(Period::on(day)));
        for (a, b) in pairs(&network) {
            let path = network.path_between(a, b, max).map(|path| path.nodes().to_vec());
            prop_assert_eq!(path, path_by_trying_all(&network, a, b, max), "{:?} {:?}", a, b);
        }
    }

    #[test]
    fn a_path_back_is_the_path_there_reversed(draft in draft()) {
        let network = draft.network();
        for (a, b) in pairs(&network) {
            let there = network.path_between(a, b, 4).map(|path| path.nodes().to_vec());
            let back = network.path_between(b, a, 4).map(|path| path.nodes().iter().rev().copied().collect::<Vec<_>>());
            prop_assert_eq!(there, back);
        }
    }

    #[test]
    fn what_is_cut_never_lies_inside_a_path(draft in draft()) {
        let network = draft.network();
        for (a, b) in pairs(&network) {
            let Some(path) = network.path_between(a, b, 6) else { continue };
            let inside = path.nodes().iter().skip(1).rev().skip(1);
            prop_assert!(inside.copied().all(|node| network.cut(node).is_none()));
        }
    }

    #[test]
    fn every_step_has_a_tie_in_force_with_a_source(draft in draft(), day in 0..20) {
        let network = draft.network().during(Period::on(day));
        for (a, b) in pairs(&network) {
            for step in network.path_between(a, b, 4).iter().flat_map(|path| network.steps(path)) {
                prop_assert!(!step.ties.is_empty());
                for tie in step.ties {
                    prop_assert!(tie.period.overlaps(Period::on(day)) && !tie.sources.is_empty());
                    prop_assert_eq!((tie.from.min(tie.to), tie.from.max(tie.to)), (step.from.min(step.to), step.from.max(step.to)));
                }
            }
        }
    }

    #[test]
    fn threads_change_nothing(draft in draft()) {
        let network = draft.network();
        let pairs = pairs(&network);
        let alone: Vec<_> = pairs.iter().map(|&(a, b)| network.path_between(a, b, 4)).collect();
        for threads in [1, 2, 3, 7, 1_000] {
            prop_assert_eq!(&network.paths_between(&pairs, 4, NonZeroUsize::new(threads).unwrap()), &alone);
        }
    }

    #[test]
    fn bridges_are_what_splits_when_removed(draft in draft()) {
        let network = draft.network();
        let whole = parts_by_spreading(&network, None);
        let found: Vec<_> = network.bridges().iter().map(|b| (b.low, b.high, b.smaller_part)).collect();
        let mut expected = Vec::new();
        for (low, high) in pairs(&network).into_iter().filter(|&(a, b)| a < b && network.neighbours(a).any(|c| c == b)) {
            let parts = parts_by_spreading(&network, Some((low, high)));
            if parts.len() > whole.len() {
                let smaller = parts.iter().filter(|part| part.contains(&low) || part.contains(&high)).map(BTreeSet::len).min();
                expected.push((low, high, u32::try_from(smaller.unwrap()).unwrap()));
            }
        }
        prop_assert_eq!(found, expected);
    }

    #[test]
    fn components_are_what_can_be_reached(draft in draft()) {
        let network = draft.network();
        let components = network.components();
        let found: Vec<BTreeSet<NodeId>> = components.iter().map(|part| part.iter().copied().collect()).collect();
        prop_assert_eq!(found, parts_by_spreading(&network, None));
        for node in network.node_ids() {
            let own = components.of(node).map(|number| components.members(number).contains(&node));
            prop_assert_eq!(own, network.cut(node).is_none().then_some(true));
        }
    }

    #[test]
    fn the_surroundings_are_as_far_away_as_the_paths_are_long(draft in draft(), max in 0..4_usize) {
        let network = draft.network();
        for a in network.node_ids() {
            let within: BTreeSet<_> = network.within(a, max).iter().map(|at| (at.node, at.steps)).collect();
            let paths = network.node_ids().filter_map(|b| Some((b, network.path_between(a, b, max)?.step_count())));
            prop_assert_eq!(within, paths.collect::<BTreeSet<_>>());
        }
    }

    #[test]
    fn all_that_is_in_the_picture_is_in_the_list(draft in draft(), limit in 0..8_usize) {
        let network = draft.network();
        for subject in network.node_ids() {
            let layout = network.layout(subject, LayoutLimits { steps: 2, nodes: limit }).unwrap();
            let around = layout.nodes.len() + layout.more;
            prop_assert!(network.within(subject, 1).len() <= around && around <= network.within(subject, 2).len());
            prop_assert!(layout.nodes.len() <= limit + 1);
            let named = |label: &str| layout.lines.iter().any(|line| line.who == label || line.whom == label);
            for node in layout.nodes.iter().skip(1) {
                let tied = node.tied.as_ref().unwrap();
                prop_assert!(named(&node.label) && layout.lines.iter().any(|line| line.period == tied.period));
                let noted = layout.lines.iter().any(|line| line.note.as_ref().is_some_and(|note| note.contains(&node.label)));
                prop_assert_eq!(noted, node.cut.is_some());
            }
            for link in &layout.links {
                let ends = [link.ends.0, link.ends.1].map(|at| layout.nodes[at].label.clone());
                let lines = &layout.lines[link.lines.clone()];
                prop_assert!(!lines.is_empty() && lines.iter().all(|line| ends.contains(&line.who) && ends.contains(&line.whom)));
            }
            let places: BTreeSet<_> = layout.nodes.iter().map(|node| node.place).collect();
            prop_assert_eq!(places.len(), layout.nodes.len(), "two cards in one place");
        }
    }
}

/// Anna sits on the board of a firm whose account a caseworker's cousin also has.
fn small_town() -> Network {
    let mut builder = NetworkBuilder::new();
    let anna = builder.node(NodeKind::Person, "p1", "Anna <Ek> & \"Co\"");
    let bo = builder.node(NodeKind::Person, "p2", "Bo Al");
    let firm = builder.node(NodeKind::Organisation, "5560000001", "Ek Bygg AB");
    let account = builder.node(NodeKind::Account, "50501055", "5050-1055");
    let roles = |record| Source { register: "company_roles", record };
    builder.tie(NewTie::new(anna, Relation::Board, firm, roles("7")).during(Period::since(18_687)));
    builder.tie(NewTie::new(anna, Relation::Board, firm, roles("3")).during(Period::since(18_687)));
    builder.tie(NewTie::new(anna, Relation::Board, firm, roles("3")).during(Period::since(18_687)));
    let deputy = Relation::Role(CompanyRole::Deputy);
    builder.tie(NewTie::new(anna, deputy, firm, roles("1")).during(Period::between(18_000, 18_686)));
    let giro = |record| Source { register: "giro_register", record };
    builder.tie(NewTie::new(firm, Relation::Account, account, giro("50501055")));
    builder.tie(NewTie::new(bo, Relation::Account, account, giro("50501055")));
    builder.tie(NewTie::new(bo, Relation::Household, bo, giro("50501055")));
    builder.finish()
}

fn found(network: &Network, kind: NodeKind, id: &str) -> NodeId {
    network.find(kind, id).unwrap()
}

#[test]
fn parallel_ties_are_one_link_and_every_source_stays() {
    let network = small_town();
    assert_eq!((network.node_count(), network.link_count()), (4, 3));
    let (anna, firm) = (found(&network, NodeKind::Person, "p1"), found(&network, NodeKind::Organisation, "5560000001"));
    let ties = network.ties_between(firm, anna);
    let told: Vec<_> = ties
        .iter()
        .map(|tie| {
            (tie.relation.code(), tie.period.to_string(), tie.sources.iter().map(|s| s.record).collect::<Vec<_>>())
        })
        .collect();
    let expected = [
        ("deputy", "2019-04-14 till 2021-02-28".to_owned(), vec!["1"]),
        ("board_member", "sedan 2021-03-01".to_owned(), vec!["3", "7"]),
    ];
    assert_eq!(told, expected);
    assert!(network.ties_between(anna, anna).is_empty());
}

#[test]
fn a_network_of_a_day_knows_only_what_was_in_force() {
    let network = small_town();
    let (anna, bo) = (found(&network, NodeKind::Person, "p1"), found(&network, NodeKind::Person, "p2"));
    assert_eq!(network.path_between(anna, bo, 3).unwrap().step_count(), 3);
    assert_eq!(network.path_between(anna, bo, 2), None);
    let early = network.during(Period::on(17_999));
    assert_eq!((early.link_count(), early.path_between(anna, bo, 4)), (2, None));
    let later = network.during(Period::on(18_686));
    let path = later.path_between(bo, anna, 4).unwrap();
    let relations: Vec<_> = later.steps(&path).iter().map(|step| step.ties[0].relation.code()).collect();
    assert_eq!(relations, ["account", "account", "deputy"]);
    assert_eq!(later.during(Period::ALWAYS).link_count(), 3, "narrowing is from all that is known");
}

#[test]
fn an_identifier_over_its_cap_and_a_listed_hub_end_paths_and_say_why() {
    let source = Source { register: "employees", record: "1" };
    let mut builder = NetworkBuilder::new().with_caps(Caps { phone: 2, ..Caps::default() });
    let phone = builder.node(NodeKind::Phone, "031", "031");
    let office = builder.node(NodeKind::Organisation, "o", "Bokföring AB");
    builder.hub(office, HubKind::Trustee);
    builder.hub(office, HubKind::Accountant);
    for person in ["a", "b", "c"] {
        let person = builder.node(NodeKind::Person, person, "");
        builder.tie(NewTie::new(person, Relation::Phone, phone, source));
        builder.tie(NewTie::new(person, Relation::Employed, office, source));
    }
    let network = builder.finish();
    let (a, b) = (found(&network, NodeKind::Person, "a"), found(&network, NodeKind::Person, "b"));
    let (office, phone) = (found(&network, NodeKind::Organisation, "o"), found(&network, NodeKind::Phone, "031"));
    assert_eq!(network.path_between(a, b, 4), None);
    assert_eq!(network.path_between(a, phone, 4).unwrap().step_count(), 1);
    assert_eq!(network.path_between(office, phone, 4).unwrap().step_count(), 2);
    let cuts: Vec<_> = network.cuts().collect();
    assert_eq!(cuts, [(office, Cut::Hub(HubKind::Accountant)), (phone, Cut::Degree { degree: 3, cap: 2 })]);
    assert_eq!(cuts[1].1.to_string(), "bär inga vägar: 3 kopplingar, gränsen är 2");
    assert_eq!(&*network.node(a).unwrap().label, "a", "without a label the id stands");
}

#[test]
fn bridges_of_a_very_long_chain_are_found_without_recursion() {
    let mut builder = NetworkBuilder::new();
    let links = 200_000_u32;
    let source = Source { register: "påhitt", record: "" };
    let mut before = builder.node(NodeKind::Person, "0000000", "");
    for number in 1..=links {
        let next = builder.node(NodeKind::Person, &format!("{number:07}"), "");
        builder.tie(NewTie::new(before, Relation::Declared, next, source));
        before = next;
    }
    let bridges = builder.finish().bridges();
    assert_eq!(bridges.len(), links as usize);
    assert_eq!((bridges[0].smaller_part, bridges[99_999].smaller_part), (1, 100_000));
}

#[test]
fn a_number_from_another_network_finds_nothing() {
    let (network, empty) = (small_town(), NetworkBuilder::new().finish());
    let bo = found(&network, NodeKind::Person, "p2");
    assert_eq!(empty.path_between(bo, bo, 4), None);
    assert!(empty.within(bo, 2).is_empty() && empty.layout(bo, LayoutLimits::default()).is_none());
    assert!(empty.ties_between(bo, bo).is_empty() && empty.bridges().is_empty());
    assert!(empty.paths_between(&[], 4, NonZeroUsize::MIN).is_empty());
}

#[test]
fn the_debug_form_names_nobody() {
    let network = small_town();
    let node = network.node(found(&network, NodeKind::Person, "p1")).unwrap();
    assert_eq!(format!("{network:?} {node:?}"), "Network(4 nodes, 3 links, datum saknas) Node(person, ..)");
}

#[test]
fn the_picture_is_well_formed_and_readable_without_being_seen() {
    let network = small_town();
    let firm = found(&network, NodeKind::Organisation, "5560000001");
    let layout = network.layout(firm, LayoutLimits { steps: 2, nodes: 1 }).unwrap();
    let svg = picture_svg(&layout);
    assert_eq!(layout.more_words().as_deref(), Some("och 2 till inom 2 steg"));
    let whole = picture_svg(&network.layout(firm, LayoutLimits::default()).unwrap());
    for part in ["role=\"img\"", "<title id=", "<desc id=", "aria-labelledby=\"natverk-", "Ek Bygg AB"] {
        assert!(svg.contains(part) && whole.contains(part), "{part}");
    }
    for part in
        ["Anna &lt;Ek&gt; &amp; &quot;Co&quot;", "sedan 2021-03-01", "konto för Ek Bygg AB", ">person<", ">konto<"]
    {
        assert!(whole.contains(part), "{part} in {whole}");
    }
    assert!(svg.contains("och 2 till inom 2 steg") && !whole.contains("bär inga vägar"));
    let mut open = Vec::new();
    for tag in whole.split('<').skip(1) {
        let (tag, _) = tag.split_once('>').expect("a tag without end");
        match tag.strip_prefix('/') {
            Some(name) => assert_eq!(open.pop(), Some(name)),
            None if tag.ends_with('/') => {}
            None => open.push(tag.split(' ').next().unwrap()),
        }
    }
    assert!(open.is_empty());
}

#[test]
fn an_approvers_other_suppliers_are_not_in_the_picture_but_her_own_firm_is() {
    let mut builder = NetworkBuilder::new();
    let source = Source { register: "påhitt", record: "1" };
    let anna = builder.node(NodeKind::Person, "p1", "Anna Ek");
    let [firm, other, own, both] =
        ["firm", "other", "own", "both"].map(|id| builder.node(NodeKind::Organisation, id, id));
    for (relation, of) in [
        (Relation::Attested, firm),
        (Relation::Attested, other),
        (Relation::Handled, other),
        (Relation::Owner, own),
        (Relation::Attested, both),
        (Relation::Board, both),
    ] {
        builder.tie(NewTie::new(anna, relation, of, source));
    }
    let network = builder.finish();
    let around = |id: &str, kind: NodeKind| {
        let layout = network.layout(found(&network, kind, id), LayoutLimits::default()).unwrap();
        assert_eq!(layout.more, 0);
        layout.nodes.into_iter().map(|node| node.label).collect::<Vec<_>>()
    };
    assert_eq!(around("firm", NodeKind::Organisation), ["firm", "Anna Ek", "both", "own"]);
    assert_eq!(around("p1", NodeKind::Person).len(), 5);
}

#[test]
fn every_colour_stands_out_from_white() {
    let mut builder = NetworkBuilder::new().with_caps(Caps::all(0));
    let source = Source { register: "påhitt", record: "1" };
    let anna = builder.node(NodeKind::Person, "p1", "Anna Ek");
    for kind in NodeKind::ALL {
        let other = builder.node(kind, "x", "");
        builder.tie(NewTie::new(anna, Relation::Declared, other, source));
    }
    let network = builder.finish();
    let anna = found(&network, NodeKind::Person, "p1");
    let svg = picture_svg(&network.layout(anna, LayoutLimits::default()).unwrap());
    let colours: BTreeSet<&str> = svg.split("=\"#").skip(1).map(|rest| &rest[..6]).collect();
    assert!(colours.len() > NodeKind::ALL.len());
    for colour in colours.iter().filter(|&&colour| colour != "ffffff") {
        // WCAG 2.1, relative luminance and contrast ratio.
        let channel = |at: usize| {
            let part = f64::from(u8::from_str_radix(&colour[at..at + 2], 16).unwrap()) / 255.0;
            if part <= 0.03928 { part / 12.92 } else { ((part + 0.055) / 1.055).powf(2.4) }
        };
        let luminance = 0.2126 * channel(0) + 0.7152 * channel(2) + 0.0722 * channel(4);
        assert!(1.05 / (luminance + 0.05) >= 4.5, "#{colour}");
    }
}
