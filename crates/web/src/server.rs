//! Listening, taking connections, and stopping without losing anything.

use std::fmt;
use std::future::Future;
use std::net::{IpAddr, TcpListener as StdListener};
use std::sync::atomic::AtomicU64;
use std::sync::{Arc, mpsc};
use std::thread::{self, JoinHandle};
use std::time::{Duration, Instant};

use axum::routing::any_service;
use axum::{Extension, Router};
use hyper::server::conn::http1;
use hyper_util::rt::{TokioIo, TokioTimer};
use hyper_util::server::graceful::GracefulShutdown;
use hyper_util::service::TowerToHyperService;
use payments::Screener;
use payments::log::Log;
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::{OwnedSemaphorePermit, Semaphore, oneshot};
use tokio::task::JoinSet;

use crate::meter::Meters;
use crate::patient::Patient;
use crate::routes::{App, router};
use crate::seen::Seen;
use crate::voices::Tag;
use crate::writer::{Standing, Writer};
use crate::{Clock, Config, Event, Exchange, Site, Tokens, Watch, WebError};

/// What a connection gets when there are too many. Written before anything is read, so it is made once, by hand.
fn crowded() -> Vec<u8> {
    let body = "{\"type\":\"urn:insyn:problem:crowded\",\"title\":\"För många anslutningar\",\"status\":503,\
                \"detail\":\"Servern har så många anslutningar som den tar; försök igen om en stund.\"}";
    let head = "HTTP/1.1 503 Service Unavailable\r\ncontent-type: application/problem+json\r\nretry-after: 1\r\n\
                connection: close\r\ncontent-length: ";
    format!("{head}{}\r\n\r\n{body}", body.len()).into_bytes()
}

/// What the server is made of, besides its limits.
pub struct Parts {
    /// What screens; another may be put in its place at any time.
    pub screener: Arc<Exchange<dyn Screener>>,
    /// Who may ask; others may be put in their place at any time.
    pub tokens: Arc<Exchange<Tokens>>,
    /// Where answers are written before they leave.
    pub log: Log,
    /// What time it is.
    pub clock: Clock,
    /// Who is told what happens.
    pub watch: Watch,
}

impl fmt::Debug for Parts {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Parts").field("log", &self.log).finish_non_exhaustive()
    }
}

/// The screening API, ready to run.
pub struct Server {
    app: Arc<App>,
    writer: JoinHandle<()>,
    /// Closed when the thread ends, for whatever reason.
    alive: oneshot::Receiver<()>,
}

impl fmt::Debug for Server {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Server").field("config", &self.app.config).finish_non_exhaustive()
    }
}

impl Server {
    /// Starts the thread that screens and writes.
    ///
    /// # Errors
    /// [`WebError`] when the limits contradict each other or the thread cannot start.
    pub fn new(config: Config, parts: Parts) -> Result<Self, WebError> {
        config.check()?;
        let Parts { screener, tokens, log, clock, watch } = parts;
        let (sender, receiver) = mpsc::channel();
        let (living, alive) = oneshot::channel();
        let standing = Arc::new(Standing::new());
        let app = App {
            screener: Arc::clone(&screener),
            tokens,
            clock: Arc::clone(&clock),
            watch: Arc::clone(&watch),
            standing: Arc::clone(&standing),
            meters: Meters::new(config.token_per_second, config.token_queue_payments),
            queue: sender,
            room: Arc::new(Semaphore::new(config.queue_payments)),
            reading: Semaphore::new(config.reading_bytes),
            started: Instant::now(),
            tip: log.tip().chars().take(32).collect(),
            count: AtomicU64::new(0),
            config: config.clone(),
        };
        let writer = Writer { config, screener, log, clock, watch, standing, queue: receiver, seen: Seen::default() };
        let writer = thread::Builder::new().name("screening".to_owned()).spawn(move || {
            writer.run();
            drop(living);
        });
        let writer = writer.map_err(|source| WebError::Start { source })?;
        Ok(Self { app: Arc::new(app), writer, alive })
    }

    /// Serves until `stop` is done; then takes no more connections, answers what is in the queue, and ends.
    ///
    /// # Errors
    /// [`WebError::Writer`] when the thread that screens has died. Nothing was answered after that.
    pub async fn run(self, listener: TcpListener, stop: impl Future<Output = ()>) -> Result<(), WebError> {
        self.run_with(listener, Router::new(), stop).await
    }

    /// The same, with the pages of a site beside the API.
    ///
    /// # Errors
    /// As [`Server::run`].
    pub async fn run_with_pages(
        self,
        listener: TcpListener,
        site: &Arc<Site>,
        stop: impl Future<Output = ()>,
    ) -> Result<(), WebError> {
        self.run_with(listener, site.router(), stop).await
    }

    async fn run_with(
        self,
        listener: TcpListener,
        pages: Router,
        stop: impl Future<Output = ()>,
    ) -> Result<(), WebError> {
        let Self { app, writer, mut alive } = self;
        let api = router(Arc::clone(&app));
        let router = if pages.has_routes() { beside(api, pages) } else { api };
        let door = Door::new(router, &app.config, Arc::clone(&app.watch));
        let ended = async {
            tokio::select! {
                () = stop => {}
                _ = &mut alive => {}
            }
        };
        door.run(listener, &app.config, ended).await;
        drop(app);
        // The last sender is gone: the thread answers what is left, and ends.
        let ended = tokio::task::spawn_blocking(move || writer.join()).await;
        if matches!(ended, Ok(Ok(()))) { Ok(()) } else { Err(WebError::Writer) }
    }
}

/// The API at its addresses, the pages at all others.
fn beside(api: Router, pages: Router) -> Router {
    let api = Router::new().route("/v1/{*rest}", any_service(api));
    api.fallback_service(pages)
}

/// The connections.
pub(crate) struct Door {
    router: Router,
    builder: http1::Builder,
    graceful: GracefulShutdown,
    places: Arc<Semaphore>,
    write_wait: Duration,
    watch: Watch,
    crowded: Vec<u8>,
    connections: JoinSet<()>,
    tagger: Option<Tagger>,
}

/// Makes of a peer's address what its requests are counted by. The address itself reaches nobody.
type Tagger = Arc<dyn Fn(IpAddr) -> Tag + Send + Sync>;

impl Door {
    pub(crate) fn new(router: Router, config: &Config, watch: Watch) -> Self {
        let mut builder = http1::Builder::new();
        builder.timer(TokioTimer::new()).header_read_timeout(config.head_wait).max_headers(64).max_buf_size(32 << 10);
        Self {
            router,
            builder,
            graceful: GracefulShutdown::new(),
            places: Arc::new(Semaphore::new(config.connections)),
            write_wait: config.write_wait,
            watch,
            crowded: crowded(),
            connections: JoinSet::new(),
            tagger: None,
        }
    }

    /// Gives each request the tag of its peer.
    pub(crate) fn tagged(mut self, tagger: Tagger) -> Self {
        self.tagger = Some(tagger);
        self
    }

    /// Takes connections until `stop` is done, then lets those that are open finish.
    pub(crate) async fn run(mut self, listener: TcpListener, config: &Config, stop: impl Future<Output = ()>) {
        let mut stop = std::pin::pin!(stop);
        loop {
            tokio::select! {
                () = &mut stop => break,
                accepted = listener.accept() => match accepted {
                    Ok((stream, peer)) => self.enter(stream, peer.ip()),
                    // Out of file handles, or a connection that was gone at once: wait a moment rather than spin.
                    Err(_) => tokio::time::sleep(Duration::from_millis(50)).await,
                },
            }
        }
        drop(listener);
        (self.watch)(&Event::Stopping);
        self.close(config.stop_wait).await;
    }

    /// Serves a connection, or closes it when there are too many.
    fn enter(&mut self, stream: TcpStream, peer: IpAddr) {
        while self.connections.try_join_next().is_some() {}
        let Ok(place) = Arc::clone(&self.places).try_acquire_owned() else {
            // Told before it is answered: who has the answer finds the event.
            (self.watch)(&Event::Crowded);
            // Whether the client reads it is its own affair.
            drop(stream.try_write(&self.crowded));
            return;
        };
        drop(stream.set_nodelay(true));
        self.serve(stream, place, peer);
    }

    fn serve(&mut self, stream: TcpStream, place: OwnedSemaphorePermit, peer: IpAddr) {
        let io = TokioIo::new(Patient::new(stream, self.write_wait));
        let connection = self.builder.serve_connection(io, TowerToHyperService::new(self.routed(peer)));
        let connection = self.graceful.watch(connection);
        self.connections.spawn(async move {
            // A connection that ends in an error has ended: the client sees it, and the log has what was answered.
            drop(connection.await);
            drop(place);
        });
    }

    /// The routes, for one connection.
    fn routed(&self, peer: IpAddr) -> Router {
        match &self.tagger {
            Some(tagger) => self.router.clone().layer(Extension(tagger(peer))),
            None => self.router.clone(),
        }
    }

    /// Lets requests under way finish, for so long.
    async fn close(self, wait: Duration) {
        let Self { router, graceful, mut connections, .. } = self;
        drop(router);
        // Those that take longer are cut off.
        drop(tokio::time::timeout(wait, graceful.shutdown()).await);
        connections.shutdown().await;
    }
}

/// Serves on a listener until the process is told to stop (SIGTERM or Ctrl-C), with threads of its own.
///
/// # Errors
/// [`WebError`] when the server cannot start, or its screening thread dies.
pub fn serve(listener: StdListener, config: Config, parts: Parts) -> Result<(), WebError> {
    let threads = config.threads;
    let server = Server::new(config, parts)?;
    let runtime = tokio::runtime::Builder::new_multi_thread().worker_threads(threads).enable_all().build();
    let runtime = runtime.map_err(|source| WebError::Start { source })?;
    let listening = |source| WebError::Listen { source };
    listener.set_nonblocking(true).map_err(listening)?;
    runtime.block_on(async {
        let listener = TcpListener::from_std(listener).map_err(listening)?;
        server.run(listener, told_to_stop()).await
    })
}

/// Ends when the process is told to stop.
pub async fn told_to_stop() {
    #[cfg(unix)]
    if let Ok(mut term) = tokio::signal::unix::signal(tokio::signal::unix::SignalKind::terminate()) {
        tokio::select! {
            _ = term.recv() => {}
            _ = tokio::signal::ctrl_c() => {}
        }
        return;
    }
    drop(tokio::signal::ctrl_c().await);
}

#[cfg(test)]
mod tests {
    use axum::body::Body;
    use axum::http::Request;
    use axum::routing::get;
    use http_body_util::BodyExt;
    use tower::ServiceExt;

    use super::*;

    #[tokio::test]
    async fn the_api_keeps_its_addresses_beside_the_pages() {
        let api = Router::new().route("/v1/basis", get(async || "basis")).fallback(async || "no api");
        let pages = Router::new().route("/", get(async || "start")).fallback(async || "no page");
        let router = beside(api, pages);
        for (path, said) in
            [("/v1/basis", "basis"), ("/v1/x/y", "no api"), ("/", "start"), ("/konto", "no page"), ("/v1", "no page")]
        {
            let request = Request::builder().uri(path).body(Body::empty()).unwrap();
            let body = router.clone().oneshot(request).await.unwrap().into_body();
            assert_eq!(body.collect().await.unwrap().to_bytes(), said, "{path}");
        }
    }
}
