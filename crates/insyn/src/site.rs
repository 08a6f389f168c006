//! The web application, put together: the database and the keys of the data folder, the use cases over them, the pages.

mod incidents;
mod people;
mod prevention;

use std::{
    future::Future,
    net::{SocketAddr, TcpListener},
    path::Path,
    sync::Arc,
};

use ::registers::DataFolder;
use anyhow::Context;
use app::{App, Parts};
use store::{JournalWriter, Store, Tuning, sqlite_url};
use vault::{Cost, CryptoRngCore, OsRng, ServerKey, ShredKeys};
use web::{AppDesk, AppSessions, Config, Municipality, Site, SiteParts, Statement};

use crate::{
    clock, console, data,
    desks::{Payments, Registers, Signals},
    mailroom::Mailroom,
    memory,
};

use people::demo_page;

/// Where the database is, when it is not in the data folder.
const DATABASE: &str = "INSYN_DATABASE_URL";

/// What a site is served as.
#[derive(Debug)]
pub(crate) struct Served {
    /// Where to listen: `127.0.0.1:8080`.
    pub(crate) address: String,
    /// The municipality, as it is called.
    pub(crate) municipality: String,
    /// The address that browsers know the pages by, when another server stands in front: `https://insyn.exempel.se`.
    pub(crate) origin: Option<String>,
    /// Threads of a run.
    pub(crate) threads: usize,
    /// Where letters of the whistleblowing function go.
    pub(crate) mailroom: Mailroom,
    /// Whether the people of the demo are made when nobody is there, and shown.
    pub(crate) is_demo: bool,
}

/// A thread pool for what waits.
pub(crate) fn runtime() -> anyhow::Result<tokio::runtime::Runtime> {
    tokio::runtime::Builder::new_multi_thread().enable_all().build().context("trådarna kan inte startas")
}

/// The use cases over a data folder, for browsers that know the pages by an address; empty where there are no pages.
pub(crate) async fn application(folder: &DataFolder, served: &Served, origin: &str) -> anyhow::Result<App> {
    let keys = folder.path().join("keys");
    let store = open_store(folder).await?;
    let journal = JournalWriter::start(&store).await.context("journalen går inte att skriva")?;
    // What the demo's people choose is known to every visitor: a cheap hash saves a minute and gives nothing away.
    let cheap = Cost { memory_kib: 1024, passes: 1, lanes: 1 };
    let parts = Parts {
        store,
        journal,
        server: ServerKey::open_or_create(&keys.join("server.key"), &mut OsRng)?,
        shred: ShredKeys::new(keys.join("shred")),
        library: data::live(folder)?,
        signals: Arc::new(Signals::new(folder, served.threads)),
        payments: Arc::new(Payments::new(folder, served.threads)),
        registers: Arc::new(Registers::new(folder, served.threads)?),
        clock: Arc::new(clock::instant),
        random: Arc::new(|| Box::new(OsRng) as Box<dyn CryptoRngCore + Send>),
        passphrase_cost: if served.is_demo { cheap } else { Cost::PASSPHRASE },
        password_cost: if served.is_demo { cheap } else { Cost::PASSWORD },
        municipality: served.municipality.clone(),
        origin: origin.to_owned(),
    };
    Ok(App::new(parts)?)
}

/// The database of a data folder, or the one that the environment names.
pub(crate) async fn open_store(folder: &DataFolder) -> anyhow::Result<Store> {
    let url = std::env::var(DATABASE).unwrap_or_else(|_| sqlite_url(&folder.path().join("insyn.db")));
    Store::open(&url, &Tuning::default()).await.context("databasen går inte att öppna")
}

/// Serves the pages until the process is told to stop.
pub(crate) fn serve(folder: &DataFolder, served: &Served) -> anyhow::Result<()> {
    memory::close()?;
    let listener = TcpListener::bind(&served.address)
        .with_context(|| format!("adressen `{}` går inte att lyssna på", served.address))?;
    listener.set_nonblocking(true)?;
    let address = listener.local_addr()?;
    let origin = served.origin.clone().unwrap_or_else(|| origin_of(address));
    runtime()?.block_on(async {
        let app = Arc::new(application(folder, served, &origin).await?);
        if served.is_demo && app.is_empty().await? {
            people::found(&app, &folder.authorities()?).await?;
            incidents::report(&app).await?;
            prevention::fill(&app).await?;
        }
        served.mailroom.clone().open(Arc::clone(&app), folder.path().join("keys"))?;
        tokio::spawn(daily(Arc::clone(&app), folder.path().join("journal")));
        say(address, served.is_demo)?;
        let listener = tokio::net::TcpListener::from_std(listener)?;
        site(app, served)?.run(listener, &Config::new("insyn"), web::told_to_stop()).await;
        Ok(())
    })
}

fn site(app: Arc<App>, served: &Served) -> anyhow::Result<Arc<Site>> {
    Ok(Site::new(SiteParts {
        municipality: Municipality::new(&served.municipality),
        sessions: Arc::new(AppSessions::new(Arc::clone(&app))),
        desk: Arc::new(AppDesk::new(Arc::clone(&app))),
        app: Some(app),
        clock: Arc::new(clock::instant),
        random: Arc::new(|bytes| {
            let mut source: Box<dyn CryptoRngCore> = Box::new(OsRng);
            source.fill_bytes(bytes);
        }),
        watch: Arc::new(|event| {
            if let Ok(line) = serde_json::to_string(event) {
                console::note(&line);
            }
        }),
        program: program(),
        statement: Statement::of_program("")?,
        demo: if served.is_demo { demo_page() } else { Vec::new() },
    }))
}

/// Version and hash of the program.
fn program() -> String {
    let hash = std::env::current_exe().and_then(std::fs::read).map(|bytes| blake3::hash(&bytes).to_hex());
    let hash: String = hash.map(|hash| hash.chars().take(12).collect()).unwrap_or_default();
    format!("Insyn {} {hash}", env!("CARGO_PKG_VERSION"))
}

/// The address of a server that nothing stands in front of.
pub(crate) fn origin_of(address: SocketAddr) -> String {
    let host = if address.ip().is_loopback() { "localhost".to_owned() } else { address.ip().to_string() };
    format!("http://{host}:{}", address.port())
}

fn say(address: SocketAddr, is_demo: bool) -> anyhow::Result<()> {
    let origin = origin_of(address);
    console::line(&format!("Insyn finns på {origin}/"))?;
    if is_demo {
        console::line(&format!("Vem du kan vara och vad du kan prova: {origin}/demo"))?;
    }
    console::line("Avsluta med Ctrl-C.")
}

/// Signs how far the journal reaches once a day, and writes the line to a file for the diary.
async fn daily(app: Arc<App>, folder: impl AsRef<Path>) {
    let mut tick = tokio::time::interval(std::time::Duration::from_secs(24 * 60 * 60));
    // The first tick comes at once, before anything is written.
    tick.tick().await;
    loop {
        tick.tick().await;
        let kept =
            app.sign_head().await.map_err(anyhow::Error::from).and_then(|line| keep_head(folder.as_ref(), &line));
        if let Err(error) = kept {
            console::error(&format!("Journalens kvitto kunde inte skrivas: {error:#}"));
        }
    }
}

/// Appends a signed head to the file of heads.
pub(crate) fn keep_head(folder: &Path, line: &str) -> anyhow::Result<()> {
    crate::journal::Journal::open(folder, "kvitton.txt")?.append(&format!("{line}\n"))
}

/// Waits for something without a page.
pub(crate) fn wait_for<T>(future: impl Future<Output = anyhow::Result<T>>) -> anyhow::Result<T> {
    runtime()?.block_on(future)
}
