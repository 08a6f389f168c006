//! What the pages are made of, besides the use cases: the municipality, the sessions, the clock.

use std::fmt;
use std::future::Future;
use std::sync::Arc;

use app::App;
use tokio::net::TcpListener;

use crate::asset::Assets;
use crate::frame::router;
use crate::pages::{DemoPerson, Statement, pages};
use crate::server::Door;
use crate::session::Sessions;
use crate::{Clock, Config, Desk, Event, Municipality, SessionId, SessionStore, Watch};

/// Fills a buffer with bytes from the operating system's generator.
pub type Random = Arc<dyn Fn(&mut [u8]) + Send + Sync>;

/// What a site is made of.
pub struct SiteParts {
    /// Name, logo, colours.
    pub municipality: Municipality,
    /// Where sessions lie.
    pub sessions: Arc<dyn SessionStore>,
    /// What happens at the door.
    pub desk: Arc<dyn Desk>,
    /// The use cases; none where pages are shown without them.
    pub app: Option<Arc<App>>,
    /// What time it is.
    pub clock: Clock,
    /// Randomness for identities.
    pub random: Random,
    /// Who is told what goes wrong.
    pub watch: Watch,
    /// Version and hash of the program, for the footer: `Insyn 0.5 · 3f9a2b7c`.
    pub program: String,
    /// What is known of the accessibility of these pages.
    pub statement: Statement,
    /// Whom a visitor of the demo may be; empty outside the demo, and then there is no such page.
    pub demo: Vec<DemoPerson>,
}

impl fmt::Debug for SiteParts {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("SiteParts").field("municipality", &self.municipality).finish_non_exhaustive()
    }
}

/// The site, as its handlers share it.
pub struct Site {
    pub(crate) municipality: Municipality,
    pub(crate) assets: Assets,
    pub(crate) sessions: Sessions,
    pub(crate) desk: Arc<dyn Desk>,
    pub(crate) app: Option<Arc<App>>,
    pub(crate) clock: Clock,
    pub(crate) watch: Watch,
    pub(crate) program: String,
    pub(crate) statement: Statement,
    pub(crate) demo: Vec<DemoPerson>,
    random: Random,
}

impl fmt::Debug for Site {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Site").field("municipality", &self.municipality).finish_non_exhaustive()
    }
}

impl Site {
    /// Puts a site together.
    #[must_use]
    pub fn new(parts: SiteParts) -> Arc<Self> {
        let SiteParts { municipality, sessions, desk, app, clock, random, watch, program, statement, demo } = parts;
        let assets = Assets::new(&municipality);
        let sessions = Sessions(sessions);
        Arc::new(Self { municipality, assets, sessions, desk, app, clock, watch, program, statement, demo, random })
    }

    /// The pages, as a service.
    pub fn router(self: &Arc<Self>) -> axum::Router {
        router(Arc::clone(self), pages())
    }

    /// Serves the pages alone until `stop` is done; the limits are those of the screening server.
    pub async fn run(self: Arc<Self>, listener: TcpListener, config: &Config, stop: impl Future<Output = ()>) {
        let router = self.router();
        Door::new(router, config, Arc::clone(&self.watch)).run(listener, config, stop).await;
    }

    /// Serves the pages and the gallery.
    pub async fn run_gallery(self: Arc<Self>, listener: TcpListener, config: &Config, stop: impl Future<Output = ()>) {
        let router = crate::gallery::routed(&self);
        Door::new(router, config, Arc::clone(&self.watch)).run(listener, config, stop).await;
    }

    /// An identity that nobody has had.
    pub(crate) fn new_id(&self) -> SessionId {
        let mut bytes = [0; 32];
        (self.random)(&mut bytes);
        SessionId::new(bytes)
    }

    /// A word by which a reader and the keeper of the log speak of the same failure.
    pub(crate) fn reference(&self) -> String {
        let mut bytes = [0; 4];
        (self.random)(&mut bytes);
        format!("{:08x}", u32::from_be_bytes(bytes))
    }

    /// Tells of a failure.
    pub(crate) fn tell(&self, reference: &str, path: &str, what: &str) {
        (self.watch)(&Event::PageFailed {
            reference: reference.to_owned(),
            page: path.to_owned(),
            what: what.to_owned(),
        });
    }
}
