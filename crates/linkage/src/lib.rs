//! Which records are the same person, firm, account or address, and which paths lie between them.
//!
//! Pure arithmetic over columns: no files, no clock, no randomness that is not passed in. Reading order: `standardise` brings
//! values to one written form, `table` codes them, `model` says what is compared, `block` chooses the pairs, `compare` finds
//! the level of each comparison, `train` learns what a level is worth, `predict` weighs pairs, `cluster` gathers entities.

mod block;
pub mod chart;
mod cluster;
mod compare;
pub mod decisions;
mod dictionary;
pub mod entities;
mod error;
mod evaluate;
mod explain;
mod grouped;
mod hold;
mod index;
mod learnt;
mod linker;
mod model;
pub mod network;
mod predict;
mod remarks;
mod sample;
mod similarity;
pub mod standardise;
mod table;
mod train;

pub use block::{RuleReport, Scope};
pub use cluster::{Clustering, Clusters, components};
pub use dictionary::{Dictionary, MISSING};
pub use error::LinkageError;
pub use evaluate::{Scores, Threshold, Truth, best};
pub use explain::{ClusterExplanation, PairExplanation, Step};
pub use index::{Answer, Candidate, Index, Placed};
pub use learnt::{Learnt, LearntComparison, LearntLevel};
pub use linker::Linker;
pub use model::Model;
pub use predict::{Edge, probability};
pub use remarks::{Remark, RemarkKind};
pub use sample::Label;
pub use table::{Column, Table};
pub use train::{Evidence, Parameters, SessionEvidence};
