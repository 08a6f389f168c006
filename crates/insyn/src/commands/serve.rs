//! `insyn screen --serve`: the payment stop over HTTP, on registers that it follows.

use std::{
    fs,
    net::TcpListener,
    path::{Path, PathBuf},
    sync::{Arc, Mutex, PoisonError},
    thread,
    time::Duration,
};

use ::registers::DataFolder;
use anyhow::Context;
use clap::ArgMatches;
use payments::{Basis, Payment, Reason, ScreenError, Screened, Screener, Verdict, log::Log};
use web::{Config, Exchange, Parts, Scope, Secret, Token, Tokens};

use super::{
    screen::{open, order},
    text,
};
use crate::{
    Outcome, clock, console, data,
    holds::HoldBook,
    screening::{Order, settle},
};

/// How often new snapshots, decisions and tokens are looked for.
const LOOK: Duration = Duration::from_secs(5);

/// Serves until the process is told to stop.
pub(crate) fn run(matches: &ArgMatches) -> anyhow::Result<Outcome> {
    let folder = data::folder(matches)?;
    let order = order(matches, &folder)?.screen;
    let library = data::library(matches)?;
    let tokens_path = tokens_path(&folder);
    let tokens = Arc::new(Exchange::new(Arc::new(read_tokens(&tokens_path)?)));
    let mut ground = ground(&folder, &order)?;
    let first = open(&folder, library.clone(), &order)?;
    let screener: Arc<Exchange<dyn Screener>> =
        Arc::new(Exchange::new(Arc::new(Desk::new(first, &folder)) as Arc<dyn Screener>));
    let log_path = folder.path().join("screening").join(format!("{}.log", order.authority));
    fs::create_dir_all(folder.path().join("screening"))?;
    let (log, torn) = Log::open(&log_path)?;
    if let Some(torn) = torn {
        console::note(&format!("Loggens sista rad var avhuggen och togs bort: {torn:?}"));
    }
    let address = text(matches, "serve");
    let listener =
        TcpListener::bind(address).with_context(|| format!("adressen `{address}` går inte att lyssna på"))?;
    console::note(&format!("Insyn prövar betalningar på http://{}/v1/screen", listener.local_addr()?));
    let config = Config::new(order.authority.clone());
    let parts = Parts {
        screener: Arc::clone(&screener),
        tokens: Arc::clone(&tokens),
        log,
        clock: Arc::new(clock::instant),
        watch: Arc::new(|event| {
            if let Ok(line) = serde_json::to_string(event) {
                console::note(&line);
            }
        }),
    };
    thread::Builder::new().name("register".to_owned()).spawn(move || {
        let mut generation = 1;
        loop {
            thread::sleep(LOOK);
            match read_tokens(&tokens_path) {
                Ok(new) => drop(tokens.put(Arc::new(new))),
                Err(error) => console::error(&format!("{error:#}")),
            }
            let now = self::ground(&folder, &order);
            if matches!(&now, Ok(now) if *now == ground) {
                continue;
            }
            generation += 1;
            let order = Order { generation, on: clock::today(), ..order.clone() };
            match now.and_then(|now| Ok((now, open(&folder, library.clone(), &order)?))) {
                Ok((now, screen)) => {
                    ground = now;
                    screener.put(Arc::new(Desk::new(screen, &folder)));
                }
                Err(error) => {
                    let why = format!("Registren gick inte att läsa om: {error:#}");
                    console::error(&why);
                    let old = screener.get();
                    screener.put(Arc::new(Stale { old, why }));
                    ground.clear();
                }
            }
        }
    })?;
    web::serve(listener, config, parts)?;
    Ok(Outcome::Clean)
}

/// Makes a token, whose secret is shown this once.
pub(crate) fn token(matches: &ArgMatches) -> anyhow::Result<Outcome> {
    let folder = data::folder(matches)?;
    let path = tokens_path(&folder);
    let mut random = [0_u8; 32];
    getrandom::fill(&mut random).map_err(|error| anyhow::anyhow!("datorn ger inga slumptal: {error}"))?;
    let secret = Secret::new(random);
    let until = text(matches, "to");
    let until = until.parse().with_context(|| format!("--to: `{until}` är ingen dag; skriv som 2026-11-22"))?;
    let new = Token::new(text(matches, "name"), text(matches, "authority"), &[Scope::Screen], until, &secret);
    let known = read_tokens(&path)?;
    let all = Tokens::new(known.iter().cloned().chain([new]).collect())?;
    let beside = path.with_extension("tmp");
    fs::write(&beside, all.to_toml()?)?;
    fs::rename(&beside, &path)?;
    console::line(&secret.reveal())?;
    console::note(
        "Märket visas bara den här gången. Det gäller till sista dagen, eller tills raden tas bort ur filen.",
    );
    Ok(Outcome::Clean)
}

fn tokens_path(folder: &DataFolder) -> PathBuf {
    folder.path().join("tokens.toml")
}

fn read_tokens(path: &Path) -> anyhow::Result<Tokens> {
    if !path.exists() {
        return Ok(Tokens::default());
    }
    let text = fs::read_to_string(path).with_context(|| format!("`{}` går inte att läsa", path.display()))?;
    Ok(Tokens::parse(&text)?)
}

/// What a screen rests on: when it changes the registers are read anew. Snapshots, their age, the day and the decisions.
fn ground(folder: &DataFolder, order: &Order) -> anyhow::Result<String> {
    let snapshots = folder.snapshots(&order.authority)?;
    let mut ground: Vec<String> = snapshots.iter().map(|snapshot| snapshot.manifest.id.clone()).collect();
    ground.push(clock::today().to_string());
    let decisions = folder.path().join("decisions");
    if decisions.is_dir() {
        let mut files: Vec<PathBuf> =
            fs::read_dir(&decisions)?.map(|entry| Ok(entry?.path())).collect::<anyhow::Result<_>>()?;
        files.sort();
        for file in files {
            ground.push(blake3::hash(&fs::read(file)?).to_hex().to_string());
        }
    }
    Ok(ground.join(" "))
}

/// A screen that opens holds, as the command does with files.
struct Desk {
    screen: engine::Screen,
    folder: DataFolder,
    /// One at a time: the book of holds is one file.
    settling: Mutex<()>,
}

impl Desk {
    fn new(screen: engine::Screen, folder: &DataFolder) -> Self {
        Self { screen, folder: folder.clone(), settling: Mutex::new(()) }
    }
}

impl Screener for Desk {
    fn screen(&self, payments: &[Payment]) -> Result<Vec<Screened>, ScreenError> {
        let mut screened = self.screen.screen(payments)?;
        if screened.iter().any(|one| one.verdict == Verdict::Hold) {
            let _one = self.settling.lock().unwrap_or_else(PoisonError::into_inner);
            let settled = HoldBook::open(&self.folder)
                .and_then(|mut book| settle(payments, &mut screened, &mut book, clock::today()));
            settled.map_err(|error| ScreenError::Failed { detail: format!("{error:#}") })?;
        }
        Ok(screened)
    }

    fn basis(&self) -> Basis {
        self.screen.basis()
    }
}

/// The screen of before, when the registers could not be read anew: nothing goes without somebody looking.
struct Stale {
    old: Arc<dyn Screener>,
    why: String,
}

impl Screener for Stale {
    fn screen(&self, payments: &[Payment]) -> Result<Vec<Screened>, ScreenError> {
        let mut screened = self.old.screen(payments)?;
        for one in &mut screened {
            one.verdict = one.verdict.max(Verdict::Look);
            one.reasons.push(Reason {
                check: "underlag".to_owned(),
                version: 0,
                verdict: Verdict::Look,
                sentence: self.why.clone(),
            });
        }
        Ok(screened)
    }

    fn basis(&self) -> Basis {
        let mut basis = self.old.basis();
        basis.warnings.push(self.why.clone());
        basis
    }
}
