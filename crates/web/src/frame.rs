//! The frame around a page's own function: its declaration, who may come, what comes back.

mod layout;
mod visit;

use std::future::Future;
use std::sync::Arc;

use axum::Router;
use axum::extract::{RawPathParams, Request, State};
use axum::http::HeaderValue;
use axum::http::header::SET_COOKIE;
use axum::middleware::map_response;
use axum::response::Response;
use axum::routing::{MethodRouter, get, post};

pub use layout::Frame;
pub(crate) use layout::acts;
pub(crate) use visit::LANG_COOKIE;
pub use visit::Visit;

pub use crate::sent::{File, Part, Sent, Upload};

use crate::failure::{Answer, Failure};
use crate::guard::{is_ours, secured};
use crate::{Site, Stage};

/// Who may come to a page.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Access {
    /// Anybody.
    Open,
    /// Whose password was right, on the way to the code.
    Code,
    /// Who is signed in; the action is the one that the use case behind the page is decided by.
    Act(&'static str),
}

/// A page: the only way to a route.
#[derive(Debug, Clone)]
pub struct Page {
    /// `GET` or `POST`.
    pub method: &'static str,
    /// The path, `{name}` for what varies.
    pub path: &'static str,
    /// Who may come.
    pub access: Access,
    handler: MethodRouter<Arc<Site>>,
}

impl Page {
    /// A page that shows something.
    pub fn get<F, A>(path: &'static str, access: Access, page: F) -> Self
    where
        F: Fn(Visit) -> A + Clone + Send + Sync + 'static,
        A: Future<Output = Answer> + Send + 'static,
    {
        let handler = get(async move |State(site), params: RawPathParams, request: Request| {
            let (parts, _) = request.into_parts();
            let visit = Visit::enter(site, &parts, &params, path).await;
            let answer = match visit.admitted(access) {
                Ok(visit) => whole(page(visit)).await,
                Err(failure) => Err(failure),
            };
            finish(&visit, answer)
        });
        Self { method: "GET", path, access, handler }
    }

    /// A page that takes a form. The function is not reached without the token of the session.
    pub fn post<F, A>(path: &'static str, access: Access, page: F) -> Self
    where
        F: Fn(Visit, Sent) -> A + Clone + Send + Sync + 'static,
        A: Future<Output = Answer> + Send + 'static,
    {
        let handler = post(async move |State(site), params: RawPathParams, request: Request| {
            let (parts, body) = request.into_parts();
            let visit = Visit::enter(site, &parts, &params, path).await;
            let answer = async {
                let visit = visit.admitted(access)?;
                let sent = Sent::read(&visit, &parts, body).await?;
                whole(page(visit, sent)).await
            };
            finish(&visit, answer.await)
        });
        Self { method: "POST", path, access, handler }
    }

    /// A page that takes files, `most` bytes in all. The function is not reached without the token of the session, which
    /// stands first in the form.
    pub fn upload<F, A>(path: &'static str, access: Access, most: usize, page: F) -> Self
    where
        F: Fn(Visit, Upload) -> A + Clone + Send + Sync + 'static,
        A: Future<Output = Answer> + Send + 'static,
    {
        let handler = post(async move |State(site), params: RawPathParams, request: Request| {
            let (parts, body) = request.into_parts();
            let visit = Visit::enter(site, &parts, &params, path).await;
            let answer = async {
                let visit = visit.admitted(access)?;
                let upload = Upload::begin(&visit, Request::from_parts(parts, body), most).await?;
                whole(page(visit, upload)).await
            };
            finish(&visit, answer.await)
        });
        Self { method: "POST", path, access, handler }
    }
}

/// The answer of a page, which is carried to its end even when the one who asked goes away: what is begun is journalled
/// and closed.
async fn whole(page: impl Future<Output = Answer> + Send + 'static) -> Answer {
    match tokio::spawn(page).await {
        Ok(answer) => answer,
        Err(error) => Err(Failure::Internal(error.to_string())),
    }
}

/// The router of declared pages, their assets, and the page for what is not there.
pub fn router(site: Arc<Site>, pages: Vec<Page>) -> Router {
    let add = |router: Router<Arc<Site>>, page: Page| router.route(page.path, page.handler);
    let asset = async |State(site): State<Arc<Site>>, params: RawPathParams| {
        let part = |name| params.iter().find(|(key, _)| *key == name).map_or("", |(_, value)| value);
        site.assets.answer(part("hash"), part("name"))
    };
    let missing = async |State(site), request: Request| {
        let visit = Visit::stray(site, request).await;
        finish(&visit, Err(Failure::NotFound))
    };
    let guarded = axum::middleware::from_fn_with_state(Arc::clone(&site), foreign);
    pages
        .into_iter()
        .fold(Router::new(), add)
        .route("/static/{hash}/{name}", get(asset))
        .fallback(missing)
        .method_not_allowed_fallback(missing)
        .layer(guarded)
        .layer(map_response(secured))
        .with_state(site)
}

/// Turns away what would change something and does not come from us.
async fn foreign(State(site): State<Arc<Site>>, request: Request, next: axum::middleware::Next) -> Response {
    if is_ours(&request) {
        return next.run(request).await;
    }
    let visit = Visit::stray(site, request).await;
    finish(&visit, Err(Failure::Foreign))
}

/// The answer, with an identity for who has none yet.
fn finish(visit: &Visit, answer: Answer) -> Response {
    let mut response = answer.unwrap_or_else(|failure| failure.respond(visit));
    if visit.is_new()
        && !response.headers().contains_key(SET_COOKIE)
        && let Ok(cookie) = HeaderValue::from_str(&visit.id().cookie())
    {
        response.headers_mut().insert(SET_COOKIE, cookie);
    }
    response
}

impl Access {
    /// Whether a stage of sign-in is enough.
    pub(crate) fn is_met_by(self, stage: Option<Stage>) -> bool {
        match self {
            Self::Open => true,
            Self::Code => stage == Some(Stage::Code),
            Self::Act(_) => stage == Some(Stage::Full),
        }
    }
}
