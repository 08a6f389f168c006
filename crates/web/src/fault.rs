//! Why a request gets no verdicts: one table of status, type and title, and the sentence that the caller reads
//! (RFC 9457, `application/problem+json`).

use axum::http::header::{ALLOW, CONTENT_TYPE, RETRY_AFTER, WWW_AUTHENTICATE};
use axum::http::{HeaderName, HeaderValue, StatusCode};
use axum::response::{IntoResponse, Response};
use chrono::NaiveDate;
use payments::ScreenError;
use serde_json::json;

/// Why a request is refused. With each of them no payment of it may go.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum Fault {
    /// No token.
    #[error("begäran saknar åtkomstmärke; skicka det i huvudet Authorization: Bearer …")]
    NoToken,
    /// A token that is not ours.
    #[error("åtkomstmärket gäller inte här; kontrollera att hela märket skickas, eller be om ett nytt")]
    UnknownToken,
    /// A token whose time is over.
    #[error("åtkomstmärket gällde till och med {expires}; be om ett nytt")]
    ExpiredToken {
        /// Its last day.
        expires: NaiveDate,
    },
    /// A token for something else.
    #[error("åtkomstmärket får inte användas till detta; det som behövs är rätten `{needed}`")]
    Scope {
        /// The scope that is needed.
        needed: &'static str,
    },
    /// A token for other payments.
    #[error("åtkomstmärket är utfärdat för {authority}, vars betalningar inte granskas här; vänd dig till rätt server")]
    Authority {
        /// Whose token it is.
        authority: String,
    },
    /// More requests than a token may make.
    #[error("åtkomstmärket gör fler anrop per sekund än det får; vänta {seconds} s och skicka igen, gärna i omgångar")]
    TooOften {
        /// How long to wait.
        seconds: u64,
    },
    /// More payments of one token than may wait.
    #[error("åtkomstmärket har redan så många betalningar i kö som det får; vänta på svar och skicka igen")]
    TokenQueue,
    /// Not JSON.
    #[error("begäran ska vara JSON utan komprimering; sätt Content-Type: application/json")]
    MediaType,
    /// A body that is too large.
    #[error("begäran är större än {most} byte; dela upp betalningarna i flera omgångar")]
    TooLarge {
        /// The most bytes.
        most: usize,
    },
    /// Too many payments.
    #[error("begäran har {count} betalningar men får ha högst {most}; dela upp dem i flera omgångar")]
    TooMany {
        /// Payments sent.
        count: usize,
        /// The most that are taken.
        most: usize,
    },
    /// A body that does not come.
    #[error("begäran kom inte fram i tid; skicka den igen")]
    Slow,
    /// A body that broke off.
    #[error("begäran bröts innan den var hel; skicka den igen")]
    Broken,
    /// Not what the schema says.
    #[error("begäran kan inte läsas vid {place}: {detail}; jämför med /v1/openapi.json")]
    Json {
        /// Where in the body.
        place: String,
        /// What the parser says.
        detail: String,
    },
    /// A payment that cannot be screened.
    #[error("{place}: {what}")]
    Payment {
        /// Where in the body.
        place: String,
        /// What is wrong and what to do.
        what: &'static str,
    },
    /// A batch without a key.
    #[error("en omgång betalningar kräver huvudet Idempotency-Key; skicka en egen nyckel för varje omgång")]
    NoKey,
    /// A key that cannot be one.
    #[error("huvudet Idempotency-Key ska vara 1-128 tecken ASCII utan blanksteg; skapa nyckeln som ett UUID")]
    BadKey,
    /// A key that was used for something else.
    #[error("nyckeln i Idempotency-Key är redan använd för andra betalningar; skicka en ny nyckel")]
    KeyReused,
    /// Too much in the queue.
    #[error("servern har full kö; inget har granskats, skicka samma begäran igen om en stund")]
    Full,
    /// Waited longer than the limit.
    #[error("begäran väntade för länge i kön; inget har granskats, skicka samma begäran igen om en stund")]
    Waited,
    /// No answer in time, and it is not known how far it came.
    #[error("svaret blev inte klart i tid; släpp inget, skicka samma begäran igen med samma Idempotency-Key")]
    Late,
    /// The screener gave no answer.
    #[error("{0}")]
    Screen(ScreenError),
    /// The log cannot be written.
    #[error(
        "svaret kunde inte skrivas i granskningsloggen och lämnas därför inte; släpp inget, skicka samma begäran igen med \
         samma Idempotency-Key"
    )]
    Log,
    /// The server is stopping.
    #[error("servern stängs; släpp inget, skicka samma begäran igen om en stund")]
    Stopping,
    /// No such address.
    #[error("adressen finns inte; adresserna står i /v1/openapi.json")]
    NotFound,
    /// Not this method.
    #[error("adressen tar bara emot {allow}")]
    Method {
        /// The methods that it takes.
        allow: &'static str,
    },
}

impl Fault {
    /// Status, the end of the type and the title.
    #[must_use]
    pub const fn code(&self) -> (StatusCode, &'static str, &'static str) {
        match self {
            Self::NoToken => (StatusCode::UNAUTHORIZED, "no-token", "Åtkomstmärke saknas"),
            Self::UnknownToken => (StatusCode::UNAUTHORIZED, "unknown-token", "Okänt åtkomstmärke"),
            Self::ExpiredToken { .. } => (StatusCode::UNAUTHORIZED, "expired-token", "Åtkomstmärket har gått ut"),
            Self::Scope { .. } => (StatusCode::FORBIDDEN, "scope", "Åtkomstmärket räcker inte"),
            Self::Authority { .. } => (StatusCode::FORBIDDEN, "authority", "Fel myndighet"),
            Self::TooOften { .. } => (StatusCode::TOO_MANY_REQUESTS, "too-often", "För många anrop"),
            Self::TokenQueue => (StatusCode::TOO_MANY_REQUESTS, "token-queue", "För många betalningar i kö"),
            Self::MediaType => (StatusCode::UNSUPPORTED_MEDIA_TYPE, "media-type", "Fel innehållstyp"),
            Self::TooLarge { .. } => (StatusCode::PAYLOAD_TOO_LARGE, "too-large", "För stor begäran"),
            Self::TooMany { .. } => (StatusCode::PAYLOAD_TOO_LARGE, "too-many", "För många betalningar"),
            Self::Slow => (StatusCode::REQUEST_TIMEOUT, "slow", "Begäran tog för lång tid"),
            Self::Broken => (StatusCode::BAD_REQUEST, "broken", "Begäran är inte hel"),
            Self::Json { .. } => (StatusCode::BAD_REQUEST, "json", "Begäran kan inte läsas"),
            Self::Payment { .. } => (StatusCode::UNPROCESSABLE_ENTITY, "payment", "Betalningen kan inte granskas"),
            Self::NoKey => (StatusCode::BAD_REQUEST, "no-key", "Idempotency-Key saknas"),
            Self::BadKey => (StatusCode::BAD_REQUEST, "bad-key", "Idempotency-Key duger inte"),
            Self::KeyReused => (StatusCode::UNPROCESSABLE_ENTITY, "key-reused", "Idempotency-Key är redan använd"),
            Self::Full => (StatusCode::SERVICE_UNAVAILABLE, "full", "Full kö"),
            Self::Waited => (StatusCode::SERVICE_UNAVAILABLE, "waited", "För lång väntan"),
            Self::Late => (StatusCode::SERVICE_UNAVAILABLE, "late", "Svaret dröjer"),
            Self::Screen(_) => (StatusCode::SERVICE_UNAVAILABLE, "screening", "Granskningen gav inget svar"),
            Self::Log => (StatusCode::SERVICE_UNAVAILABLE, "log", "Granskningsloggen kan inte skrivas"),
            Self::Stopping => (StatusCode::SERVICE_UNAVAILABLE, "stopping", "Servern stängs"),
            Self::NotFound => (StatusCode::NOT_FOUND, "not-found", "Adressen finns inte"),
            Self::Method { .. } => (StatusCode::METHOD_NOT_ALLOWED, "method", "Fel metod"),
        }
    }

    /// The header that tells the client what to do.
    fn header(&self) -> Option<(HeaderName, HeaderValue)> {
        let challenge = |text| Some((WWW_AUTHENTICATE, HeaderValue::from_static(text)));
        let retry = |seconds: u64| Some((RETRY_AFTER, HeaderValue::from(seconds)));
        match self {
            Self::NoToken => challenge("Bearer realm=\"insyn\""),
            Self::UnknownToken | Self::ExpiredToken { .. } => {
                challenge("Bearer realm=\"insyn\", error=\"invalid_token\"")
            }
            Self::Scope { .. } | Self::Authority { .. } => {
                challenge("Bearer realm=\"insyn\", error=\"insufficient_scope\"")
            }
            Self::TooOften { seconds } => retry(*seconds),
            Self::TokenQueue | Self::Full | Self::Waited => retry(1),
            Self::Late | Self::Screen(_) | Self::Log | Self::Stopping => retry(5),
            Self::Method { allow } => Some((ALLOW, HeaderValue::from_static(allow))),
            Self::MediaType
            | Self::TooLarge { .. }
            | Self::TooMany { .. }
            | Self::Slow
            | Self::Broken
            | Self::Json { .. }
            | Self::Payment { .. }
            | Self::NoKey
            | Self::BadKey
            | Self::KeyReused
            | Self::NotFound => None,
        }
    }
}

impl IntoResponse for Fault {
    fn into_response(self) -> Response {
        let (status, kind, title) = self.code();
        let body = json!({
            "type": format!("urn:insyn:problem:{kind}"),
            "title": title,
            "status": status.as_u16(),
            "detail": capital(&self.to_string()),
        });
        let problem = [(CONTENT_TYPE, HeaderValue::from_static("application/problem+json"))];
        let mut response = (status, problem, body.to_string()).into_response();
        if let Some((name, value)) = self.header() {
            response.headers_mut().insert(name, value);
        }
        response
    }
}

/// A sentence of its own.
fn capital(text: &str) -> String {
    let mut letters = text.chars();
    let first: String = letters.next().into_iter().flat_map(char::to_uppercase).collect();
    first + letters.as_str() + "."
}
