//! `POST /v1/screen`.

use std::sync::Arc;
use std::time::Instant;

use axum::body::{Body, Bytes};
use axum::extract::State;
use axum::http::{HeaderMap, Request, StatusCode};
use axum::response::{IntoResponse, Response};
use http_body_util::{BodyExt, LengthLimitError, Limited};
use tokio::sync::{Semaphore, oneshot};
use tokio::time::timeout;

use crate::event::Verdicts;
use crate::request::{check_headers, read};
use crate::routes::{Answer, App, as_json};
use crate::writer::{Given, Job};
use crate::{Event, Fault, Scope, Token};

/// Answers a request and tells of it.
pub(crate) async fn screen(State(app): State<Arc<App>>, request: Request<Body>) -> Response {
    let started = Instant::now();
    let (head, body) = request.into_parts();
    let admitted = app.admit(&head.headers, Scope::Screen);
    let token = admitted.as_ref().ok().map(|token| token.name.clone());
    let given = match admitted {
        Ok(token) => given(&app, &token, &head.headers, body).await,
        Err(fault) => Err(fault),
    };
    let (verdicts, replayed) = match &given {
        Ok(given) => (Verdicts::of(&given.recorded.answers), given.recorded.is_replay),
        Err(_) => (Verdicts::default(), false),
    };
    let problem = given.as_ref().err().map(|fault| fault.code().1);
    let response = given.map_or_else(Fault::into_response, |given| answered(&given));
    let micros = u64::try_from(started.elapsed().as_micros()).unwrap_or(u64::MAX);
    let status = response.status().as_u16();
    (app.watch)(&Event::Answered { token, status, problem, verdicts, replayed, micros });
    response
}

fn answered(given: &Given) -> Response {
    let recorded = &given.recorded;
    let answer = Answer {
        answered_at: &recorded.at,
        replayed: recorded.is_replay,
        basis: given.basis.as_deref(),
        answers: &recorded.answers,
    };
    as_json(StatusCode::OK, &answer)
}

async fn given(app: &App, token: &Token, headers: &HeaderMap, body: Body) -> Result<Given, Fault> {
    let asked = {
        let length = check_headers(headers, &app.config)?;
        let _place = app.reading.try_acquire_many(places(length)).map_err(|_| full(&app.reading))?;
        let body = whole(app, body).await?;
        read(headers, &body, &app.config)?
    };
    let payments = places(asked.payments.len());
    let own = app.meters.room(token, payments)?;
    let room = Arc::clone(&app.room).try_acquire_many_owned(payments).map_err(|_| full(&app.room))?;
    let (reply, answer) = oneshot::channel();
    let key = app.key(token, asked.key.as_deref());
    let job = Job { key, payments: asked.payments, asked: Instant::now(), reply, room: [own, room] };
    app.queue.send(job).map_err(|_| Fault::Stopping)?;
    // A request that is dropped unanswered has met the end of the thread.
    timeout(app.config.answer_wait, answer).await.map_err(|_| Fault::Late)?.map_err(|_| Fault::Late)?
}

fn full(semaphore: &Semaphore) -> Fault {
    if semaphore.is_closed() { Fault::Stopping } else { Fault::Full }
}

/// As many permits as things; the limits are far below what fits.
fn places(count: usize) -> u32 {
    u32::try_from(count).unwrap_or(u32::MAX)
}

async fn whole(app: &App, body: Body) -> Result<Bytes, Fault> {
    let most = app.config.body_bytes;
    let read = timeout(app.config.body_wait, Limited::new(body, most).collect()).await.map_err(|_| Fault::Slow)?;
    read.map(http_body_util::Collected::to_bytes)
        .map_err(|error| if error.is::<LengthLimitError>() { Fault::TooLarge { most } } else { Fault::Broken })
}
