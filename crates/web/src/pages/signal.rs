//! Signals: the list, one signal, its judgement, and a proposal to suppress.

mod fact;
mod judge;
mod list;
mod show;
mod suppress;
pub(crate) mod words;

pub(super) use judge::sent as judge_sent;
pub(super) use list::{group_tabs, list};
pub(super) use show::{prose, show};
pub(super) use suppress::{propose as suppress, sent as suppress_sent};

pub(crate) use judge::Wrong;
pub(crate) use list::{Listed, list_page, none_page, row_cells, row_columns};
pub(crate) use show::signal_page;
pub(crate) use suppress::suppress_page;
