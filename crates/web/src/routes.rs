//! The addresses: what is asked at each, and what is answered.

use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::mpsc::Sender;
use std::time::Instant;

use axum::Router;
use axum::extract::State;
use axum::http::header::{AUTHORIZATION, CACHE_CONTROL, CONTENT_TYPE};
use axum::http::{HeaderMap, HeaderName, HeaderValue, StatusCode};
use axum::middleware::map_response;
use axum::response::{IntoResponse, Response};
use axum::routing::{MethodRouter, get, post};
use payments::{Basis, Screened, Screener};
use serde::Serialize;
use serde_json::json;
use tokio::sync::Semaphore;

use crate::meter::Meters;
use crate::screen::screen;
use crate::token::Asked;
use crate::writer::{Job, Standing};
use crate::{Clock, Config, Exchange, Fault, Scope, Token, Tokens, Watch};

/// The description of the API: OpenAPI 3.1.
pub const OPENAPI: &str = include_str!("../openapi.json");

/// The addresses of the API.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Route {
    /// Verdicts for payments.
    Screen,
    /// What verdicts rest on now.
    Basis,
    /// Whether the server can answer.
    Health,
    /// The description of the API.
    OpenApi,
}

impl Route {
    /// All of them.
    pub const ALL: [Self; 4] = [Self::Screen, Self::Basis, Self::Health, Self::OpenApi];

    /// Its path.
    #[must_use]
    pub const fn path(self) -> &'static str {
        match self {
            Self::Screen => "/v1/screen",
            Self::Basis => "/v1/basis",
            Self::Health => "/v1/health",
            Self::OpenApi => "/v1/openapi.json",
        }
    }

    /// Its method.
    #[must_use]
    pub const fn method(self) -> &'static str {
        match self {
            Self::Screen => "POST",
            Self::Basis | Self::Health | Self::OpenApi => "GET",
        }
    }

    fn handler(self) -> MethodRouter<Arc<App>> {
        match self {
            Self::Screen => post(screen).fallback(async || Fault::Method { allow: "POST" }),
            Self::Basis => get(basis).fallback(only_get),
            Self::Health => get(health).fallback(only_get),
            Self::OpenApi => get(openapi).fallback(only_get),
        }
    }
}

async fn only_get() -> Fault {
    Fault::Method { allow: "GET, HEAD" }
}

/// What the handlers share.
pub(crate) struct App {
    pub(crate) config: Config,
    pub(crate) screener: Arc<Exchange<dyn Screener>>,
    pub(crate) tokens: Arc<Exchange<Tokens>>,
    pub(crate) clock: Clock,
    pub(crate) watch: Watch,
    pub(crate) standing: Arc<Standing>,
    pub(crate) meters: Meters,
    pub(crate) queue: Sender<Job>,
    /// Places in the queue, one per payment.
    pub(crate) room: Arc<Semaphore>,
    /// Bytes of bodies that may be read at once.
    pub(crate) reading: Semaphore,
    pub(crate) started: Instant,
    /// Requests without a key get one that the log has never seen: where it stood at the start, and a count.
    pub(crate) tip: String,
    pub(crate) count: AtomicU64,
}

impl App {
    /// Who asks, when they may.
    pub(crate) fn admit(&self, headers: &HeaderMap, scope: Scope) -> Result<Arc<Token>, Fault> {
        let header = headers.get(AUTHORIZATION).and_then(|value| value.to_str().ok());
        let today = app::swedish_day((self.clock)());
        let token = self.tokens.get().admit(header, &Asked { scope, authority: &self.config.authority, today })?;
        self.meters.request(&token, self.started.elapsed())?;
        Ok(token)
    }

    /// The key of a request in the log. A token's name has no slash, so no two callers share one; a caller's key has no
    /// blank, so none is like one that is made here.
    pub(crate) fn key(&self, token: &Token, key: Option<&str>) -> String {
        match key {
            Some(key) => format!("{}/{key}", token.name),
            None => format!("{}/ {}/{}", token.name, self.tip, self.count.fetch_add(1, Ordering::Relaxed)),
        }
    }
}

/// The answer to a request for verdicts.
#[derive(Debug, Serialize)]
pub(crate) struct Answer<'a> {
    pub(crate) answered_at: &'a str,
    pub(crate) replayed: bool,
    pub(crate) basis: Option<&'a Basis>,
    pub(crate) answers: &'a [Screened],
}

/// Everything that is served.
pub(crate) fn router(app: Arc<App>) -> Router {
    let add = |router: Router<Arc<App>>, route: Route| router.route(route.path(), route.handler());
    Route::ALL
        .into_iter()
        .fold(Router::new(), add)
        .fallback(async || Fault::NotFound)
        .layer(map_response(secured))
        .with_state(app)
}

/// What every answer says to a browser: show nothing, keep nothing, guess nothing.
async fn secured(mut response: Response) -> Response {
    let headers = [
        (CACHE_CONTROL, "no-store"),
        (HeaderName::from_static("content-security-policy"), "default-src 'none'; frame-ancestors 'none'"),
        (HeaderName::from_static("cross-origin-resource-policy"), "same-origin"),
        (HeaderName::from_static("referrer-policy"), "no-referrer"),
        (HeaderName::from_static("x-content-type-options"), "nosniff"),
    ];
    for (name, value) in headers {
        response.headers_mut().insert(name, HeaderValue::from_static(value));
    }
    response
}

/// A value as JSON.
pub(crate) fn as_json(status: StatusCode, value: &impl Serialize) -> Response {
    let Ok(body) = serde_json::to_vec(value) else { return Fault::Late.into_response() };
    (status, [(CONTENT_TYPE, HeaderValue::from_static("application/json"))], body).into_response()
}

async fn basis(State(app): State<Arc<App>>, headers: HeaderMap) -> Response {
    match app.admit(&headers, Scope::Basis) {
        Ok(_token) => as_json(StatusCode::OK, &app.screener.get().basis()),
        Err(fault) => fault.into_response(),
    }
}

async fn health(State(app): State<Arc<App>>) -> Response {
    let troubles = app.standing.troubles();
    if troubles.is_empty() {
        return as_json(StatusCode::OK, &json!({ "status": "ready" }));
    }
    as_json(StatusCode::SERVICE_UNAVAILABLE, &json!({ "status": "not_ready", "reasons": troubles }))
}

async fn openapi() -> Response {
    ([(CONTENT_TYPE, HeaderValue::from_static("application/json"))], OPENAPI).into_response()
}
