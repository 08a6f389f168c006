//! The screening API over a trivial screener, to be measured and tried out: `serve FOLDER [PER_SECOND] [ADDRESS]`.
//!
//! Every payment goes. It prints the address and a token, and whatever happens besides answers.
#![expect(clippy::print_stdout, clippy::disallowed_methods, reason = "a program for the command line with a clock")]

use std::error::Error;
use std::net::TcpListener;
use std::path::PathBuf;
use std::sync::Arc;

use chrono::{DateTime, Utc};
use payments::log::Log;
use payments::{Basis, Payment, ScreenError, Screened, Screener, Verdict};
use web::{Config, Event, Exchange, Parts, Scope, Secret, Token, Tokens};

struct Trivial;

impl Screener for Trivial {
    fn screen(&self, payments: &[Payment]) -> Result<Vec<Screened>, ScreenError> {
        let go = |payment: &Payment| Screened {
            order: payment.order,
            id: payment.id.clone(),
            verdict: Verdict::Go,
            reasons: Vec::new(),
        };
        Ok(payments.iter().map(go).collect())
    }

    fn basis(&self) -> Basis {
        Basis { generation: 1, ..Basis::default() }
    }
}

fn main() -> Result<(), Box<dyn Error>> {
    let mut arguments = std::env::args().skip(1);
    let folder = PathBuf::from(arguments.next().ok_or("serve FOLDER [PER_SECOND] [ADDRESS]")?);
    let per_second = arguments.next().map(|text| text.parse()).transpose()?;
    let listener = TcpListener::bind(arguments.next().unwrap_or_else(|| "127.0.0.1:8311".to_owned()))?;
    // Everybody knows this secret: it opens a server that checks nothing.
    let secret = Secret::new([7; 32]);
    let mut token = Token::new("load", "prov", &[Scope::Screen], "9999-12-31".parse()?, &secret);
    token.per_second = per_second;
    println!("{} {}", listener.local_addr()?, secret.reveal());
    let screener: Arc<Exchange<dyn Screener>> = Arc::new(Exchange::new(Arc::new(Trivial)));
    let parts = Parts {
        screener,
        tokens: Arc::new(Exchange::new(Arc::new(Tokens::new(vec![token])?))),
        log: Log::open(folder.join("screening.log"))?.0,
        clock: Arc::new(|| DateTime::<Utc>::from(std::time::SystemTime::now())),
        watch: Arc::new(|event| match event {
            Event::Answered { .. } | Event::Crowded => {}
            other => println!("{other:?}"),
        }),
    };
    Ok(web::serve(listener, Config::new("prov"), parts)?)
}
