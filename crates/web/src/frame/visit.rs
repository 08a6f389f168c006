//! A request, as a page's function sees it.

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::sync::Arc;

use app::{App, Cx};
use axum::extract::{RawPathParams, Request};
use axum::http::header::{ACCEPT_LANGUAGE, COOKIE, USER_AGENT};
use axum::http::request::Parts;
use axum::http::{HeaderMap, HeaderName};
use chrono::{DateTime, Utc};

use super::{Access, Frame};
use crate::failure::Failure;
use crate::part::{Csrf, Form};
use crate::session::{self, device};
use crate::text::{Lang, T};
use crate::{Lock, Session, SessionError, SessionId, Site, Viewer};

/// The cookie of the language.
pub(crate) const LANG_COOKIE: &str = "__Host-insyn-lang";

/// A request: who, where, in which language. Cheap to clone.
#[derive(Debug, Clone)]
pub struct Visit(Arc<Inner>);

#[derive(Debug)]
struct Inner {
    site: Arc<Site>,
    id: SessionId,
    is_new: bool,
    session: Option<Session>,
    viewer: Option<Viewer>,
    trouble: Option<String>,
    t: T,
    device: String,
    /// The path as asked, and as declared.
    path: String,
    route: &'static str,
    params: BTreeMap<String, String>,
    query: Vec<(String, String)>,
}

/// What the sessions and the desk know.
type Known = (Option<Session>, Option<Viewer>);

impl Visit {
    /// Reads who comes.
    pub(crate) async fn enter(site: Arc<Site>, parts: &Parts, params: &RawPathParams, route: &'static str) -> Self {
        let params = params.iter().map(|(name, value)| (name.to_owned(), value.to_owned())).collect();
        Self::new(site, parts, params, route).await
    }

    /// A visit to a place that is not there.
    pub(crate) async fn stray(site: Arc<Site>, request: Request) -> Self {
        let (parts, _) = request.into_parts();
        Self::new(site, &parts, BTreeMap::new(), "").await
    }

    async fn new(site: Arc<Site>, parts: &Parts, params: BTreeMap<String, String>, route: &'static str) -> Self {
        let headers = &parts.headers;
        let id = cookie(headers, session::COOKIE).and_then(SessionId::of_cookie);
        let is_new = id.is_none();
        let known = match &id {
            Some(id) => known(&site, id).await,
            None => Ok((None, None)),
        };
        let (known, trouble) = match known {
            Ok(known) => (known, None),
            Err(what) => ((None, None), Some(what)),
        };
        let (session, viewer) = known;
        let chosen = viewer.as_ref().and_then(|viewer| viewer.lang);
        let chosen = chosen.or_else(|| Lang::of_code(cookie(headers, LANG_COOKIE)?));
        let lang = chosen.unwrap_or_else(|| Lang::of_browser(text(headers, ACCEPT_LANGUAGE)));
        let query = parts.uri.query().unwrap_or_default();
        Self(Arc::new(Inner {
            id: id.unwrap_or_else(|| site.new_id()),
            site,
            is_new,
            session,
            viewer,
            trouble,
            t: T::new(lang),
            device: device(text(headers, USER_AGENT)),
            path: parts.uri.path().to_owned(),
            route,
            params,
            query: form_urlencoded::parse(query.as_bytes()).map(owned).collect(),
        }))
    }

    /// The visit, when it may come to a page of this access.
    pub(crate) fn admitted(&self, access: Access) -> Result<Self, Failure> {
        if let Some(what) = &self.0.trouble {
            return Err(Failure::Internal(what.clone()));
        }
        let stage = self.0.session.as_ref().map(|session| session.stage);
        if access.is_met_by(stage) {
            return Ok(self.clone());
        }
        Err(Failure::SignIn)
    }

    /// The texts of the reader's language.
    #[must_use]
    pub fn t(&self) -> T {
        self.0.t
    }

    /// The site.
    #[must_use]
    pub fn site(&self) -> &Arc<Site> {
        &self.0.site
    }

    /// What time it is.
    #[must_use]
    pub fn now(&self) -> DateTime<Utc> {
        (self.0.site.clock)()
    }

    /// The session.
    ///
    /// # Errors
    /// [`Failure::SignIn`] when nobody is signed in.
    pub fn session(&self) -> Result<&Session, Failure> {
        self.0.session.as_ref().ok_or(Failure::SignIn)
    }

    /// The use cases and the context of the person's acts: what every page that does something begins with.
    ///
    /// # Errors
    /// [`Failure::SignIn`] when nobody is signed in.
    pub fn acts(&self) -> Result<(&App, &Cx), Failure> {
        let cx = self.viewer().and_then(|viewer| viewer.cx.as_ref()).ok_or(Failure::SignIn)?;
        let app = self.0.site.app.as_deref();
        Ok((app.ok_or_else(|| Failure::Internal("pages without use cases".to_owned()))?, cx))
    }

    /// Who is signed in, all the way.
    #[must_use]
    pub fn viewer(&self) -> Option<&Viewer> {
        self.0.viewer.as_ref()
    }

    /// Goes on only when the person's keys are open: for pages with the content of cases.
    ///
    /// # Errors
    /// [`Failure::Locked`], which leads to the page that unlocks and back here.
    pub fn unlocked(&self) -> Result<(), Failure> {
        match self.0.viewer.as_ref().map(|viewer| viewer.lock) {
            Some(Lock::Unlocked) => Ok(()),
            Some(Lock::Locked | Lock::None) => Err(Failure::Locked),
            None => Err(Failure::SignIn),
        }
    }

    /// What stands in the path for `{name}`; empty when there is none.
    #[must_use]
    pub fn param(&self, name: &str) -> &str {
        self.0.params.get(name).map_or("", String::as_str)
    }

    /// A value of the query; empty when there is none.
    #[must_use]
    pub fn query(&self, name: &str) -> &str {
        self.0.query.iter().find(|(key, _)| key == name).map_or("", |(_, value)| value)
    }

    /// All values of the query for a name that may stand several times.
    pub fn queries<'a>(&'a self, name: &'a str) -> impl Iterator<Item = &'a str> {
        self.0.query.iter().filter(move |(key, _)| key == name).map(|(_, value)| value.as_str())
    }

    /// The page that is asked for, from 1: `?sida=2`.
    #[must_use]
    pub fn page_no(&self) -> usize {
        self.query("sida").parse().ok().filter(|no| *no > 0).unwrap_or(1)
    }

    /// Whether the reader wants the page to load itself again: `?lasom=1`.
    pub(crate) fn is_refresh_wanted(&self) -> bool {
        self.query("lasom") == "1"
    }

    /// The path as asked.
    #[must_use]
    pub fn path(&self) -> &str {
        &self.0.path
    }

    /// Browser and system by family.
    #[must_use]
    pub fn device(&self) -> &str {
        &self.0.device
    }

    /// The frame of a page with this heading.
    #[must_use]
    pub fn frame(&self, title: impl Into<String>) -> Frame {
        Frame::new(self, title.into())
    }

    /// A form of this session.
    #[must_use]
    pub fn form(&self, action: impl Into<String>) -> Form {
        Form::new(self.t(), self.csrf(), action)
    }

    /// The hidden field that every form carries, for those that are not a [`Form`].
    #[must_use]
    pub fn csrf(&self) -> Csrf {
        Csrf::new(&self.0.id)
    }

    /// The same visit by the invented person of the gallery.
    pub(crate) fn as_sample(&self) -> Self {
        self.seen_as(Some(crate::gallery::viewer()))
    }

    /// The same visit by nobody.
    pub(crate) fn as_stranger(&self) -> Self {
        self.seen_as(None)
    }

    fn seen_as(&self, viewer: Option<Viewer>) -> Self {
        let Inner { site, id, is_new, session, trouble, t, device, path, route, params, query, .. } = &*self.0;
        Self(Arc::new(Inner {
            site: Arc::clone(site),
            id: id.clone(),
            is_new: *is_new,
            session: session.clone(),
            viewer,
            trouble: trouble.clone(),
            t: *t,
            device: device.clone(),
            path: path.clone(),
            route,
            params: params.clone(),
            query: query.clone(),
        }))
    }

    pub(crate) fn id(&self) -> &SessionId {
        &self.0.id
    }

    pub(crate) fn is_new(&self) -> bool {
        self.0.is_new
    }

    pub(crate) fn route(&self) -> &'static str {
        self.0.route
    }
}

/// The session and who it is; a person who may not be here any more has none.
async fn known(site: &Site, id: &SessionId) -> Result<Known, String> {
    let lost = |error: SessionError| error.to_string();
    let found = site.sessions.find(id, (site.clock)()).await.map_err(lost)?;
    let Some(session) = found else { return Ok((None, None)) };
    if session.stage == crate::Stage::Code {
        return Ok((Some(session), None));
    }
    match site.desk.viewer(&session).await.map_err(|error| error.to_string())? {
        Some(viewer) => Ok((Some(session), Some(viewer))),
        None => {
            site.sessions.0.remove(&session.hash).await.map_err(lost)?;
            Ok((None, None))
        }
    }
}

impl From<SessionError> for Failure {
    fn from(error: SessionError) -> Self {
        Self::Internal(error.to_string())
    }
}

fn owned((name, value): (Cow<'_, str>, Cow<'_, str>)) -> (String, String) {
    (name.into_owned(), value.into_owned())
}

fn text(headers: &HeaderMap, name: HeaderName) -> &str {
    headers.get(name).and_then(|value| value.to_str().ok()).unwrap_or_default()
}

fn cookie<'a>(headers: &'a HeaderMap, name: &str) -> Option<&'a str> {
    let all = headers.get_all(COOKIE).into_iter().filter_map(|value| value.to_str().ok());
    let mut pairs = all.flat_map(|value| value.split(';')).filter_map(|pair| pair.trim().split_once('='));
    pairs.find(|(key, _)| *key == name).map(|(_, value)| value)
}
