//! The structure tree: what a screen reader meets, in reading order.
//!
//! It is planned while the letter is composed and filled while the pages are drawn: a [`Leaf`] collects the pieces of text
//! that belong to it, over lines and pages.

use krilla::tagging::{Identifier, Node as Drawn, TagGroup, TagKind, TagTree};

/// The place of a text in the tree.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Leaf(usize);

/// A planned part of the tree.
pub(crate) enum Node {
    /// A tag and what is in it.
    Group(TagKind, Vec<Node>),
    /// A text.
    Text(Leaf),
}

/// The planned tree.
#[derive(Default)]
pub(crate) struct Tree {
    /// The parts, in reading order.
    pub(crate) nodes: Vec<Node>,
    leaves: usize,
}

impl Node {
    /// A tag around one text.
    pub(crate) fn text(tag: impl Into<TagKind>, leaf: Leaf) -> Self {
        Self::Group(tag.into(), vec![Self::Text(leaf)])
    }

    /// A tag around other parts.
    pub(crate) fn group(tag: impl Into<TagKind>, parts: Vec<Self>) -> Self {
        Self::Group(tag.into(), parts)
    }
}

impl Tree {
    /// A new place for a text.
    pub(crate) fn leaf(&mut self) -> Leaf {
        self.leaves += 1;
        Leaf(self.leaves - 1)
    }

    /// A new place for a text, in a tag at the end of the tree.
    pub(crate) fn push_text(&mut self, tag: impl Into<TagKind>) -> Leaf {
        let leaf = self.leaf();
        self.nodes.push(Node::text(tag, leaf));
        leaf
    }
}

/// What has been drawn, by leaf.
pub(crate) struct Filled {
    pieces: Vec<Vec<Identifier>>,
}

impl Filled {
    pub(crate) fn new(tree: &Tree) -> Self {
        Self { pieces: vec![Vec::new(); tree.leaves] }
    }

    /// A piece of a text has been drawn.
    pub(crate) fn add(&mut self, leaf: Leaf, piece: Identifier) {
        if let Some(pieces) = self.pieces.get_mut(leaf.0) {
            pieces.push(piece);
        }
    }

    /// The tree with all pieces in their places.
    pub(crate) fn finish(mut self, tree: Tree, language: &str) -> TagTree {
        let mut root = TagTree::new().with_lang(Some(language.to_owned()));
        for node in tree.nodes {
            for drawn in self.drawn(node) {
                root.push(drawn);
            }
        }
        root
    }

    fn drawn(&mut self, node: Node) -> Vec<Drawn> {
        match node {
            Node::Text(leaf) => {
                let pieces = self.pieces.get_mut(leaf.0).map(std::mem::take).unwrap_or_default();
                pieces.into_iter().map(Drawn::from).collect()
            }
            Node::Group(tag, parts) => {
                let mut group = TagGroup::new(tag);
                for part in parts {
                    for drawn in self.drawn(part) {
                        group.push(drawn);
                    }
                }
                vec![Drawn::from(group)]
            }
        }
    }
}
