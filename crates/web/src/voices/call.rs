//! A request to the public pages, as a page's function sees it: which channel, which draft, in which language. Nothing of
//! who asks.

use std::sync::Arc;

use axum::http::header::{COOKIE, SET_COOKIE};
use axum::http::request::Parts;
use axum::http::{HeaderValue, Uri};
use axum::response::Response;
use blake3::Hash;
use chrono::{DateTime, NaiveDate, Utc};
use vault::DraftKey;
use voices::{Card, Opened, draft::Draft};

use super::sheet::Sheet;
use super::{Tag, Voices};
use crate::failure::Failure;
use crate::part::Csrf;
use crate::text::{Lang, T};

/// The cookie. Its name says nothing of what it is for.
const NAME: &str = "__Host-form";

/// A request.
#[derive(Debug, Clone)]
pub(crate) struct Call {
    pub(crate) voices: Arc<Voices>,
    pub(crate) t: T,
    card: Option<Arc<Card>>,
    step: String,
    /// The path after the language: `/exempelstad/ny/vad`.
    pub(crate) path: String,
    query: String,
    pub(crate) key: Option<DraftKey>,
    pub(crate) tag: Tag,
}

impl Call {
    pub(crate) fn new(voices: &Arc<Voices>, lang: Lang, parts: &Parts) -> Self {
        let path = plain(&parts.uri, lang);
        let part = |place| path.split('/').nth(place).unwrap_or_default();
        let cookies = parts.headers.get_all(COOKIE).into_iter().filter_map(|value| value.to_str().ok());
        let mut cookies = cookies.flat_map(|value| value.split(';')).filter_map(|pair| pair.trim().split_once('='));
        let key = cookies.find(|(name, _)| *name == NAME).and_then(|(_, value)| DraftKey::parse(value));
        Self {
            voices: Arc::clone(voices),
            t: T::new(lang),
            card: voices.letterbox.channel(part(1)),
            step: part(3).to_owned(),
            path: path.clone(),
            query: parts.uri.query().unwrap_or_default().to_owned(),
            key,
            tag: parts.extensions.get::<Tag>().copied().unwrap_or(Tag(None)),
        }
    }

    /// The channel.
    pub(crate) fn card(&self) -> Result<&Arc<Card>, Failure> {
        self.card.as_ref().ok_or(Failure::NotFound)
    }

    /// What stands last in the address of a file.
    pub(crate) fn file(&self) -> &str {
        self.path.split('/').nth(4).unwrap_or_default()
    }

    /// What stands in the address for the step.
    pub(crate) fn step(&self) -> &str {
        &self.step
    }

    /// A value of the query.
    pub(crate) fn query(&self, name: &str) -> String {
        let mut pairs = form_urlencoded::parse(self.query.as_bytes());
        pairs.find(|(key, _)| key == name).map(|(_, value)| value.into_owned()).unwrap_or_default()
    }

    pub(crate) fn now(&self) -> DateTime<Utc> {
        (self.voices.clock)()
    }

    pub(crate) fn today(&self) -> NaiveDate {
        casework::local::day(self.now())
    }

    /// An address of this channel: `to("/ny/vad")`.
    pub(crate) fn to(&self, path: &str) -> String {
        let channel = self.card.as_ref().map_or(String::new(), |card| format!("/{}", card.channel));
        format!("{}{channel}{path}", prefix(self.t.lang()))
    }

    /// The key of the draft, and the draft.
    ///
    /// # Errors
    /// [`Failure::Token`] when there is none, or no longer: what was written is forgotten.
    pub(crate) fn draft(&self) -> Result<(&DraftKey, Draft), Failure> {
        let key = self.key.as_ref().ok_or(Failure::Token)?;
        let draft = self.voices.drawers.draft(key, self.now())?.ok_or(Failure::Token)?;
        if draft.channel == self.card()?.channel.as_str() { Ok((key, draft)) } else { Err(Failure::Token) }
    }

    /// The report that was opened with the words.
    pub(crate) fn opened(&self) -> Option<(&DraftKey, Arc<Opened>)> {
        let key = self.key.as_ref()?;
        let opened = self.voices.drawers.opened(key, self.now())?;
        (opened.head().channel == self.card.as_ref()?.channel).then_some((key, opened))
    }

    /// Keeps a draft.
    pub(crate) fn keep(&self, key: &DraftKey, draft: &Draft) -> Result<(), Failure> {
        Ok(self.voices.drawers.put(key, draft, self.now(), &mut *(self.voices.generator)())?)
    }

    /// A fresh key.
    pub(crate) fn new_key(&self) -> DraftKey {
        DraftKey::generate(&mut *(self.voices.generator)())
    }

    /// The token that the forms of the draft carry.
    pub(crate) fn token(&self) -> Option<Hash> {
        self.key.as_ref().map(|key| Hash::from_bytes(key.token()))
    }

    pub(crate) fn csrf(&self) -> Csrf {
        Csrf::of(self.token())
    }

    /// What stands around a page: its heading, and the neutral words in the tab of the browser.
    pub(crate) fn sheet(&self, title: impl Into<String>, tab: impl Into<String>) -> Sheet {
        Sheet::of(self, title.into(), tab.into())
    }

    /// Whose page it is: the channel's name, else the installation's.
    pub(crate) fn name(&self) -> String {
        let of = |card: &Arc<Card>| spoken(self.t, &card.name).to_owned();
        self.card.as_ref().map_or_else(|| self.voices.municipality.name().to_owned(), of)
    }
}

/// A text of a card in a language; the Swedish one where the other is empty.
pub(crate) fn spoken(t: T, text: &voices::card::Text) -> &str {
    match t.lang() {
        Lang::En if !text.en.trim().is_empty() => &text.en,
        Lang::Sv | Lang::En => &text.sv,
    }
}

/// Gives the browser the key of the draft: until it is closed, and to nobody else.
pub(crate) fn give(mut response: Response, key: &DraftKey) -> Response {
    let cookie = format!("{NAME}={}; Path=/; HttpOnly; Secure; SameSite=Strict", key.text().as_str());
    if let Ok(cookie) = HeaderValue::from_str(&cookie) {
        response.headers_mut().insert(SET_COOKIE, cookie);
    }
    response
}

/// Takes it back, with all that the browser keeps of these pages.
pub(crate) fn taken_back(mut response: Response) -> Response {
    let cookie = "__Host-form=; Path=/; HttpOnly; Secure; SameSite=Strict; Max-Age=0";
    let headers = response.headers_mut();
    headers.insert(SET_COOKIE, HeaderValue::from_static(cookie));
    headers.insert("clear-site-data", HeaderValue::from_static("\"cache\", \"cookies\", \"storage\""));
    response
}

/// What stands before the addresses of a language.
pub(crate) const fn prefix(lang: Lang) -> &'static str {
    match lang {
        Lang::Sv => "",
        Lang::En => "/en",
    }
}

/// A path without its language.
fn plain(uri: &Uri, lang: Lang) -> String {
    let path = uri.path();
    let path = path.strip_prefix(prefix(lang)).unwrap_or(path);
    if path.is_empty() { "/".to_owned() } else { path.to_owned() }
}
