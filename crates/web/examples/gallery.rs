//! The gallery: every building block and page with made-up data, at `http://localhost:8322/galleri`.
//!
//! `gallery [ADDRESS]`; `gallery --paths` prints what there is to see, for the browser test.
#![expect(clippy::print_stdout, clippy::disallowed_methods, reason = "a program for the command line with a clock")]

use std::error::Error;
use std::net::TcpListener;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use chrono::{DateTime, Utc};
use web::{Config, Event, MemorySessions, Municipality, Site, SiteParts, Statement, gallery};

/// Invented, as the town.
const LOGO: &str = r##"<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 32 40" width="32" height="40"><path d="M2 2h28v20c0 9-8 14-14 16C10 36 2 31 2 22z" fill="#fff"/><path d="M7 20l9-9 9 9v9H7z" fill="#17506a"/></svg>"##;

fn main() -> Result<(), Box<dyn Error>> {
    let argument = std::env::args().nth(1);
    if argument.as_deref() == Some("--paths") {
        println!("{}", gallery::paths().join("\n"));
        return Ok(());
    }
    let listener = TcpListener::bind(argument.unwrap_or_else(|| "127.0.0.1:8322".to_owned()))?;
    println!("http://{}/galleri", listener.local_addr()?);
    listener.set_nonblocking(true)?;
    // Not random: nobody has anything to lose here.
    let count = AtomicU64::new(0);
    let random = move |bytes: &mut [u8]| {
        let no = count.fetch_add(1, Ordering::Relaxed).to_be_bytes();
        bytes.iter_mut().zip(no.into_iter().cycle()).for_each(|(byte, no)| *byte = no);
    };
    let site = Site::new(SiteParts {
        municipality: Municipality::new("Exempelstad").with_logo(LOGO),
        sessions: Arc::new(MemorySessions::default()),
        desk: Arc::new(gallery::SampleDesk),
        app: None,
        clock: Arc::new(|| DateTime::<Utc>::from(std::time::SystemTime::now())),
        random: Arc::new(random),
        watch: Arc::new(|event| match event {
            Event::PageFailed { .. } => {}
            other => println!("{other:?}"),
        }),
        program: "Insyn 0.5 · 3f9a2b7c".to_owned(),
        statement: Statement::of_program("registrator@exempelstad.example")?,
        demo: gallery::demo_people(),
    });
    let runtime = tokio::runtime::Builder::new_multi_thread().worker_threads(2).enable_all().build()?;
    runtime.block_on(async {
        let listener = tokio::net::TcpListener::from_std(listener)?;
        site.run_gallery(listener, &Config::new("exempelstad"), web::told_to_stop()).await;
        Ok(())
    })
}
