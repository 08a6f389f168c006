//! The incidents of the demo: reported by its people, all invented.

use app::{
    App, SecretString,
    incident::{
        IncidentDraft,
        event::{Counter, Event, Level, Levelled, Place, Post},
    },
};
use chrono::{Days, NaiveDate};

use super::people::{entered, phrase};

/// An incident of the demo.
struct Sample {
    by: &'static str,
    kind: &'static str,
    /// So many days ago.
    days: u64,
    place: Place,
    unit: &'static str,
    process: &'static str,
    source: &'static str,
    is_grave: bool,
    text: &'static str,
}

/// The account behind two of them.
const SOURCE: &str = "kontot @pahittad_norr";

const SAMPLES: [Sample; 6] = [
    Sample {
        by: "medarbetare",
        kind: "trakasserier",
        days: 40,
        place: Place::SocialMedia,
        unit: "Tillståndsenheten",
        process: "tillsyn",
        source: SOURCE,
        is_grave: false,
        text: "Ett påhittat konto har lagt ut mitt namn och skrivit att jag ska få ångra avslaget.",
    },
    Sample {
        by: "medarbetare",
        kind: "hot",
        days: 3,
        place: Place::Phone,
        unit: "Tillståndsenheten",
        process: "tillsyn",
        source: SOURCE,
        is_grave: true,
        text: "En man ringde och sade: »Vi vet var du parkerar.« Sedan stod någon vid min bil när jag gick hem.",
    },
    Sample {
        by: "medarbetare",
        kind: "narmande",
        days: 12,
        place: Place::Home,
        unit: "Tillståndsenheten",
        process: "tillsyn",
        source: "",
        is_grave: false,
        text: "En ny bekantskap på gymmet frågar ofta hur vi väljer vilka vi besöker. Trevlig, men frågar mycket.",
    },
    Sample {
        by: "chef",
        kind: "muta",
        days: 20,
        place: Place::Work,
        unit: "Fastighetsenheten",
        process: "inkop",
        source: "en påhittad entreprenör",
        is_grave: false,
        text: "Efter mötet låg ett kuvert med presentkort kvar på bordet. Jag lämnade tillbaka det samma dag.",
    },
    Sample {
        by: "controller",
        kind: "skada",
        days: 6,
        place: Place::Work,
        unit: "Fastighetsenheten",
        process: "inkop",
        source: "",
        is_grave: false,
        text: "Två rutor krossades på kontoret natten efter att avtalet sades upp.",
    },
    Sample {
        by: "chef",
        kind: "desinformation",
        days: 9,
        place: Place::SocialMedia,
        unit: "Tillståndsenheten",
        process: "tillsyn",
        source: "",
        is_grave: false,
        text: "Flera konton sprider att kommunen stänger serveringar för att hjälpa en konkurrent.",
    },
];

/// Posts of the campaign: so many days ago, where, reach.
const POSTS: [(u64, &str, u64); 4] = [
    (9, "Gruppen Påhittade Lindåker", 340),
    (8, "Gruppen Påhittade Lindåker", 1_250),
    (6, "Kanalen Exempel", 9_800),
    (2, "Kanalen Exempel", 2_100),
];

/// Reports them, and adds to the campaign what the coordinator has seen of it.
pub(super) async fn report(app: &App) -> anyhow::Result<()> {
    let today = app::swedish_day(app.now());
    let ago = |days: u64| today.checked_sub_days(Days::new(days)).unwrap_or(today);
    let coordinator = entered(app, "samordnare").await?;
    app.unlock(&coordinator, SecretString::from(phrase("samordnare"))).await?;
    for sample in &SAMPLES {
        let id = app.incident_report(&entered(app, sample.by).await?, draft(sample, ago(sample.days))).await?;
        if sample.kind != "desinformation" {
            continue;
        }
        for (days, place, reach) in POSTS {
            let text = "Kommunen stänger serveringar för att hjälpa en konkurrent.".to_owned();
            let post = Post { on: ago(days), place: place.to_owned(), text, reach };
            app.incident_event(&coordinator, id, Event::PostAdded(post)).await?;
        }
        let (place, text) = ("Kommunens webbplats".to_owned(), "Så prövas ett serveringstillstånd.".to_owned());
        app.incident_event(&coordinator, id, Event::Countered(Counter { on: ago(5), place, text })).await?;
        let why = "Ingen anställd pekas ut, men spridningen ökar.".to_owned();
        app.incident_event(&coordinator, id, Event::LevelSet(Levelled { level: Level::Raised, why })).await?;
    }
    app.lock(&coordinator).await?;
    Ok(())
}

fn draft(sample: &Sample, happened_on: NaiveDate) -> IncidentDraft {
    IncidentDraft {
        kind: sample.kind.to_owned(),
        happened_on,
        time: String::new(),
        place: sample.place,
        unit: sample.unit.to_owned(),
        process: sample.process.to_owned(),
        colleague: None,
        whole_unit: matches!(sample.kind, "skada" | "desinformation"),
        source: sample.source.to_owned(),
        grave: sample.is_grave,
        called_112: false,
        text: sample.text.to_owned(),
        witnesses: String::new(),
        left_out: Vec::new(),
        pictures: Vec::new(),
    }
}
