//! The public pages of the whistleblowing function: a list of routes of its own, with a layout of its own.
//!
//! They need no script, no account and no cookie before the first answer. The language stands in the address, since a cookie
//! would remember it. Nothing about a request is written down: no log, no address, no name of a browser; a failure is told
//! to whoever keeps the listener without where it was. A request meets `guard`, then `Call` (which channel, which draft),
//! then the token of the draft, and only then the page's own function.
//!
//! The pages know the [`Letterbox`] and the [`Drawers`] of crate `voices`, and neither use cases nor a database.

mod ask;
mod call;
mod check;
mod file;
mod mine;
mod rate;
mod receipt;
mod routes;
pub(crate) mod sample;
mod sheet;
mod start;
mod steps;

use std::fmt;
use std::future::Future;
use std::net::IpAddr;
use std::sync::Arc;

use tokio::net::TcpListener;
use vault::CryptoRngCore;
use voices::{Drawers, Letterbox, VoicesError};

use crate::asset::Assets;
use crate::failure::Failure;
use crate::server::Door;
use crate::{Clock, Config, Event, Municipality, Statement, Watch};

pub(crate) use call::Call;
pub use rate::Rates;
pub(crate) use rate::Tag;
pub use routes::{Public, public};

/// Gives the generator of the operating system.
pub type Generator = Arc<dyn Fn() -> Box<dyn CryptoRngCore + Send> + Send + Sync>;

/// What the public pages are made of.
pub struct VoicesParts {
    /// Where reports are handed in.
    pub letterbox: Arc<Letterbox>,
    /// What reporters have under way.
    pub drawers: Arc<Drawers>,
    /// Logo and colours, and the name where there is no channel.
    pub municipality: Municipality,
    /// What time it is.
    pub clock: Clock,
    /// Randomness for keys.
    pub generator: Generator,
    /// Who is told what goes wrong.
    pub watch: Watch,
    /// What is known of the accessibility of these pages.
    pub statement: Statement,
    /// Where somebody lands who leaves in a hurry: `https://www.smhi.se/`.
    pub leave: String,
    /// How much is taken at once.
    pub rates: Rates,
}

impl fmt::Debug for VoicesParts {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("VoicesParts").field("municipality", &self.municipality).finish_non_exhaustive()
    }
}

/// The public pages, as their handlers share them.
pub struct Voices {
    letterbox: Arc<Letterbox>,
    drawers: Arc<Drawers>,
    municipality: Municipality,
    assets: Assets,
    clock: Clock,
    generator: Generator,
    watch: Watch,
    statement: Statement,
    leave: String,
    rates: Arc<Rates>,
}

impl fmt::Debug for Voices {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Voices").field("municipality", &self.municipality).finish_non_exhaustive()
    }
}

impl Voices {
    /// Puts the pages together.
    #[must_use]
    pub fn new(parts: VoicesParts) -> Arc<Self> {
        let VoicesParts { letterbox, drawers, municipality, clock, generator, watch, statement, leave, rates } = parts;
        let assets = Assets::new(&municipality);
        let rates = Arc::new(rates);
        Arc::new(Self { letterbox, drawers, municipality, assets, clock, generator, watch, statement, leave, rates })
    }

    /// The pages, as a service.
    pub fn router(self: &Arc<Self>) -> axum::Router {
        routes::router(self)
    }

    /// Serves the pages until `stop` is done.
    pub async fn run(self: Arc<Self>, listener: TcpListener, config: &Config, stop: impl Future<Output = ()>) {
        let (rates, clock) = (Arc::clone(&self.rates), Arc::clone(&self.clock));
        let generator = Arc::clone(&self.generator);
        let tagger = move |peer: IpAddr| rates.tag(peer, clock(), &mut *generator());
        let door = Door::new(self.router(), config, Arc::clone(&self.watch)).tagged(Arc::new(tagger));
        door.run(listener, config, stop).await;
    }

    /// Tells of a failure, without where it was or what stood there.
    fn tell(&self, what: &str) {
        let (reference, page) = (String::new(), String::new());
        (self.watch)(&Event::PageFailed { reference, page, what: what.to_owned() });
    }
}

impl From<VoicesError> for Failure {
    fn from(error: VoicesError) -> Self {
        match error {
            VoicesError::NoReport | VoicesError::Channel { .. } => Self::NotFound,
            VoicesError::Forgotten => Self::Token,
            VoicesError::Full => Self::TooOften { seconds: 60 },
            VoicesError::TooMuch { most, .. } if most > 10_000 => {
                Self::TooLarge { most: usize::try_from(most).unwrap_or(usize::MAX) }
            }
            error => Self::Internal(error.to_string()),
        }
    }
}
