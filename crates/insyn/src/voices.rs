//! `insyn serve --voices`: the public pages of the whistleblowing function, over a folder that the core shares.
//!
//! This process opens no data folder and no database: on a host of its own it has nothing but the folder.

use std::{
    net::{SocketAddr, TcpListener},
    path::PathBuf,
    sync::Arc,
    time::Duration,
};

use ::voices::{Drawers, Letterbox};
use anyhow::Context;
use vault::{Cost, OsRng};
use web::{
    Config, Municipality, Statement,
    voices::{Rates, Voices, VoicesParts},
};

use crate::{clock, console, memory, site};

/// How often cards are read anew and old drafts forgotten.
const LOOK: Duration = Duration::from_secs(60);

/// What the public pages are served as.
#[derive(Debug)]
pub(crate) struct Listening {
    /// The folder.
    pub(crate) folder: PathBuf,
    /// Where to listen.
    pub(crate) address: String,
    /// The municipality, as it is called where there is no channel.
    pub(crate) municipality: String,
    /// Where somebody lands who leaves quickly.
    pub(crate) leave: String,
}

/// Serves the public pages until the process is told to stop.
pub(crate) fn serve(listening: &Listening) -> anyhow::Result<()> {
    memory::close()?;
    let letterbox = Arc::new(Letterbox::open(&listening.folder, Cost::RECEIPT)?);
    let drawers = Arc::new(Drawers::open(&listening.folder)?);
    let listener = TcpListener::bind(&listening.address)
        .with_context(|| format!("adressen `{}` går inte att lyssna på", listening.address))?;
    listener.set_nonblocking(true)?;
    let address = listener.local_addr()?;
    let voices = Voices::new(VoicesParts {
        letterbox: Arc::clone(&letterbox),
        drawers: Arc::clone(&drawers),
        municipality: Municipality::new(&listening.municipality),
        clock: Arc::new(clock::instant),
        generator: Arc::new(|| Box::new(OsRng)),
        watch: Arc::new(|event| {
            if let Ok(line) = serde_json::to_string(event) {
                console::note(&line);
            }
        }),
        statement: Statement::of_program("")?,
        leave: listening.leave.clone(),
        rates: Rates::default(),
    });
    site::runtime()?.block_on(async {
        look(&letterbox, &drawers);
        say(address, &letterbox)?;
        tokio::spawn(tend(letterbox, drawers));
        let listener = tokio::net::TcpListener::from_std(listener)?;
        voices.run(listener, &Config::new("insyn"), web::told_to_stop()).await;
        Ok(())
    })
}

fn say(address: SocketAddr, letterbox: &Letterbox) -> anyhow::Result<()> {
    console::line(&format!("De öppna sidorna finns på {}/", site::origin_of(address)))?;
    match letterbox.core() {
        Some(core) => console::line(&format!("Korten prövas mot kärnans nyckel {core}; jämför den med kärnans egen."))?,
        None => console::line("Inget kort har kommit från kärnan än, så ingen kan rapportera.")?,
    }
    console::line("Avsluta med Ctrl-C.")
}

async fn tend(letterbox: Arc<Letterbox>, drawers: Arc<Drawers>) {
    let mut tick = tokio::time::interval(LOOK);
    tick.tick().await;
    loop {
        tick.tick().await;
        look(&letterbox, &drawers);
    }
}

/// Reads what the core has put in the folder, and forgets what nobody came back to.
fn look(letterbox: &Letterbox, drawers: &Drawers) {
    match letterbox.refresh() {
        Ok(wrong) => wrong.iter().for_each(|error| console::error(&error.to_string())),
        Err(error) => console::error(&error.to_string()),
    }
    if let Err(error) = drawers.sweep(clock::instant()) {
        console::error(&error.to_string());
    }
}
