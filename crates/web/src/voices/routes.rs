//! Every public page there is, once in each language.

use std::fmt;
use std::future::Future;
use std::sync::Arc;

use axum::Router;
use axum::extract::{RawPathParams, Request, State};
use axum::http::header::{CONTENT_SECURITY_POLICY, RETRY_AFTER};
use axum::http::{HeaderValue, StatusCode};
use axum::middleware::{from_fn_with_state, map_response};
use axum::response::{IntoResponse, Response};
use axum::routing::{MethodRouter, get, post};

use super::call::prefix;
use super::sheet::paragraphs;
use super::{Call, Voices, ask, check, file, mine, receipt, start};
use crate::failure::{Answer, Failure};
use crate::guard::{is_ours, secured};
use crate::sent::{self, Sent, TOKEN, Upload};
use crate::text::Lang;

/// A public page.
#[derive(Clone)]
pub struct Public {
    /// `GET` or `POST`.
    pub method: &'static str,
    /// The path without the language, `{channel}` and `{step}` for what varies.
    pub path: &'static str,
    handler: Handler,
}

type Handler = Arc<dyn Fn(Lang) -> MethodRouter<Arc<Voices>> + Send + Sync>;

impl fmt::Debug for Public {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} {}", self.method, self.path)
    }
}

impl Public {
    fn get<F, A>(path: &'static str, page: F) -> Self
    where
        F: Fn(Call) -> A + Clone + Send + Sync + 'static,
        A: Future<Output = Answer> + Send + 'static,
    {
        let handler = move |lang| {
            let page = page.clone();
            get(async move |State(voices): State<Arc<Voices>>, request: Request| {
                let (parts, _) = request.into_parts();
                let call = Call::new(&voices, lang, &parts);
                finish(&call, page(call.clone()).await)
            })
        };
        Self { method: "GET", path, handler: Arc::new(handler) }
    }

    /// The function is not reached without the token of the draft, once there is one.
    fn post<F, A>(path: &'static str, page: F) -> Self
    where
        F: Fn(Call, Sent) -> A + Clone + Send + Sync + 'static,
        A: Future<Output = Answer> + Send + 'static,
    {
        let checked = move |call: Call, sent: Sent| {
            let token = call.token().map_or(Ok(()), |token| sent::check(&token, sent.text(TOKEN)));
            let page = page.clone();
            async move {
                token?;
                page(call, sent).await
            }
        };
        Self::open_post(path, checked)
    }

    /// The same for what needs no draft: a page that was opened before there was one still leads out, and takes words.
    fn open_post<F, A>(path: &'static str, page: F) -> Self
    where
        F: Fn(Call, Sent) -> A + Clone + Send + Sync + 'static,
        A: Future<Output = Answer> + Send + 'static,
    {
        let handler = move |lang| {
            let page = page.clone();
            post(async move |State(voices): State<Arc<Voices>>, request: Request| {
                let (parts, body) = request.into_parts();
                let call = Call::new(&voices, lang, &parts);
                let answer = async {
                    let sent = Sent::taken(&parts, body).await?;
                    whole(page(call.clone(), sent)).await
                };
                finish(&call, answer.await)
            })
        };
        Self { method: "POST", path, handler: Arc::new(handler) }
    }

    /// Files, to whoever has a draft.
    fn upload<F, A>(path: &'static str, page: F) -> Self
    where
        F: Fn(Call, Upload) -> A + Clone + Send + Sync + 'static,
        A: Future<Output = Answer> + Send + 'static,
    {
        let handler = move |lang| {
            let page = page.clone();
            post(async move |State(voices): State<Arc<Voices>>, request: Request| {
                let (parts, body) = request.into_parts();
                let call = Call::new(&voices, lang, &parts);
                let answer = async {
                    let token = call.token().ok_or(Failure::Token)?;
                    let request = Request::from_parts(parts, body);
                    page(call.clone(), Upload::begin_with(&token, request, file::MOST).await?).await
                };
                finish(&call, answer.await)
            })
        };
        Self { method: "POST", path, handler: Arc::new(handler) }
    }
}

/// Every public page.
#[must_use]
pub fn public() -> Vec<Public> {
    vec![
        Public::get("/", start::channels),
        Public::get("/{channel}", start::show),
        Public::get("/{channel}/tillganglighet", start::statement),
        Public::get("/{channel}/ny/{step}", ask::show),
        Public::post("/{channel}/ny/{step}", ask::sent),
        Public::get("/{channel}/ny/filer", file::show),
        Public::upload("/{channel}/ny/filer", file::taken),
        Public::post("/{channel}/ny/filer/val", file::chosen),
        Public::get("/{channel}/ny/kontrollera", check::show),
        Public::post("/{channel}/ny/kontrollera", check::sent),
        Public::get("/{channel}/kvitto", receipt::show),
        Public::post("/{channel}/kvitto", receipt::saved),
        Public::get("/{channel}/mina", mine::show),
        Public::open_post("/{channel}/mina", mine::words),
        Public::post("/{channel}/mina/meddelande", mine::message),
        Public::get("/{channel}/mina/fil", file::show_later),
        Public::upload("/{channel}/mina/fil", file::taken_later),
        Public::post("/{channel}/mina/fil/val", file::chosen_later),
        Public::get("/{channel}/mina/svar/{file}", mine::answer),
        Public::get("/{channel}/mina/protokoll", mine::minutes),
        Public::post("/{channel}/mina/protokoll", mine::minutes_sent),
        Public::open_post("/{channel}/lamna", start::leave),
    ]
}

/// What is done is carried to its end even when the one who asked goes away: a report is handed in, or it is not.
async fn whole(page: impl Future<Output = Answer> + Send + 'static) -> Answer {
    match tokio::spawn(page).await {
        Ok(answer) => answer,
        Err(_) => Err(Failure::Internal("en sida slutade i förtid".to_owned())),
    }
}

/// The router of the public pages, their assets, and the page for what is not there.
pub(super) fn router(voices: &Arc<Voices>) -> Router {
    let mut router: Router<Arc<Voices>> = Router::new();
    for lang in Lang::ALL {
        for page in public() {
            let path = format!("{}{}", prefix(lang), page.path);
            let path = if path == "/en/" { "/en" } else { &path };
            router = router.route(path, (page.handler)(lang));
        }
    }
    let asset = async |State(voices): State<Arc<Voices>>, params: RawPathParams| {
        let part = |name| params.iter().find(|(key, _)| *key == name).map_or("", |(_, value)| value);
        voices.assets.answer(part("hash"), part("name"))
    };
    router
        .route("/static/{hash}/{name}", get(asset))
        .fallback(missing)
        .method_not_allowed_fallback(missing)
        .layer(from_fn_with_state(Arc::clone(voices), foreign))
        .layer(map_response(secured))
        .layer(axum::middleware::map_response_with_state(Arc::clone(voices), policed))
        .with_state(Arc::clone(voices))
}

async fn missing(State(voices): State<Arc<Voices>>, request: Request) -> Response {
    stray(&voices, request, Failure::NotFound)
}

/// Turns away what would change something and does not come from us.
async fn foreign(State(voices): State<Arc<Voices>>, request: Request, next: axum::middleware::Next) -> Response {
    if is_ours(&request) { next.run(request).await } else { stray(&voices, request, Failure::Foreign) }
}

fn stray(voices: &Arc<Voices>, request: Request, failure: Failure) -> Response {
    let (parts, _) = request.into_parts();
    let path = parts.uri.path();
    let lang = if path == "/en" || path.starts_with("/en/") { Lang::En } else { Lang::Sv };
    finish(&Call::new(voices, lang, &parts), Err(failure))
}

/// No script at all, and a form may lead to the page that somebody who leaves in a hurry lands on.
async fn policed(State(voices): State<Arc<Voices>>, mut response: Response) -> Response {
    let leave = origin(&voices.leave);
    let policy = format!(
        "default-src 'none'; style-src 'self'; img-src 'self'; form-action 'self' {leave}; frame-ancestors 'none'; \
         base-uri 'none'"
    );
    if let Ok(policy) = HeaderValue::from_str(policy.trim()) {
        response.headers_mut().insert(CONTENT_SECURITY_POLICY, policy);
    }
    response
}

/// `https://www.smhi.se` of an address.
fn origin(address: &str) -> String {
    let (scheme, rest) = address.split_once("://").unwrap_or(("https", address));
    let host = rest.split(['/', '?', '#']).next().unwrap_or_default();
    format!("{scheme}://{host}")
}

/// The answer, or the page that says why there is none.
fn finish(call: &Call, answer: Answer) -> Response {
    let failure = match answer {
        Ok(response) => return response,
        Err(failure) => failure,
    };
    if let Failure::Internal(what) = &failure {
        call.voices.tell(what);
    }
    let t = call.t;
    let (status, title, what) = match &failure {
        // The draft is gone: an hour has passed, or somebody left.
        Failure::Token => (StatusCode::FORBIDDEN, t.voices_gone(), t.voices_gone_what().to_owned()),
        Failure::Internal(_) => {
            (StatusCode::INTERNAL_SERVER_ERROR, t.voices_failed(), t.voices_failed_what().to_owned())
        }
        other => other.told(t),
    };
    let view = call.view();
    let back = crate::part::Markup::link(view.sheet("", "").home(), t.voices_to_start());
    let blocks = vec![paragraphs(&what), back.paragraph()];
    let mut response = match view.page(title, t.voices_tab_failure(), blocks) {
        Ok(page) => (status, page).into_response(),
        Err(_) => status.into_response(),
    };
    if let Failure::TooOften { seconds } = failure {
        response.headers_mut().insert(RETRY_AFTER, HeaderValue::from(seconds));
    }
    response
}
