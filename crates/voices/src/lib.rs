//! The listener of the whistleblowing function: a folder of ciphertext, and what passes between it and the core.
//!
//! ```text
//! reporter ─▶ Drawers (a draft, an hour) ─▶ Letterbox ─▶ folder ─▶ Exchange ─▶ core
//!    ▲                                                     │
//!    └──────────── the words, Letterbox::page ◀────────────┘ ◀── answers, cards
//! ```
//! * [`card`]: what the core tells of a channel: who receives, with which keys, and who is in conflict with whom.
//! * [`draft`] and [`Drawers`]: what somebody has under way, sealed with a key that lies in their browser.
//! * [`Letterbox`]: hands in, unlocks with the words, shows the dialogue, takes messages.
//! * [`letter`]: what the core tells the reporter, and what the reporter says later.
//! * [`Exchange`]: the core's side. [`Folder`] is one over a shared folder.
//! * [`reveals`]: what a file may tell of whoever made it.
//!
//! # The folder
//! ```text
//! core.txt                       what proves cards; taken from the first one, and never another
//! cards/<channel>.json           a card, signed by the core
//! drafts/                        sealed pieces of files under way; emptied at each start
//! reports/<report>/              appears whole, by one renaming
//!   head.json                    channel, day, locator, where to send; no content
//!   lock copy                    for the reporter: keys under the words, what was written
//!   shred wraps/<person>         for the core and the recipients
//!   event identity files/<file> files/<file>.about
//!   in/<n>                       post to the case; own/<n> is the reporter's own copy of it
//!   out/<n>                      post to the reporter; answers/<file> are pictures that belong to it
//! ```
//! Nothing in it is secret to whoever keeps it. A file is written aside, is on the disk before it gets its name, and its
//! time is set to noon of its day. When the core has what it asked for, all but `head.json`, `lock`, `copy`, `own`, `out`
//! and `answers` is deleted.

pub mod card;
pub mod draft;
mod drawers;
mod error;
mod exchange;
mod folder;
pub mod letter;
mod letterbox;
pub mod reveals;

pub use card::{Card, SignedCard};
pub use drawers::{Drawers, Incoming};
pub use error::VoicesError;
pub use exchange::{Exchange, FileAbout, Folder, Head, Identity, Kept, Parcel, Restored};
pub use letterbox::{Clock, Letterbox, Line, Mine, Minutes, Opened, Side};
