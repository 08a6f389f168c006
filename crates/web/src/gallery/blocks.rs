//! The building blocks with made-up data.

use chrono::NaiveDate;

use super::gallery;
use crate::failure::Answer;
use crate::frame::Visit;
use crate::part::{
    Cell, Chip, Choice, Column, Field, Form, Markup, Moment, Network, Notice, Pager, Progress, Table, Tabs, Tie,
    Timeline, Tone, TwoPeople,
};

/// The three ways an error can show: none, none, and one on every field.
fn a_form(visit: &Visit, wrong: &str) -> Form {
    let t = visit.t();
    let routes = vec![
        Choice::new("hr", "HR"),
        Choice::new("sak", "Säkerhetssamordnare").with_hint("Direkt under direktören."),
        Choice::new("dir", "Direktör"),
    ];
    let measures = ["Intern utredning", "Polisanmälan", "Analys av hot"];
    let measures = measures.into_iter().zip(["1", "2", "3"]).map(|(text, value)| Choice::new(value, text)).collect();
    let units = ["Ekonomi", "Bygglov", "Försörjningsstöd"].map(|unit| Choice::new(unit, unit));
    let error = |field: Field| field.with_error(wrong);
    visit
        .form("/galleri/formular")
        .guarded()
        .field(error(Field::text(t, "rubrik", "Rubrik")).with_hint("Några ord, utan namn på personer."))
        .field(error(Field::area(t, "text", "Vad har hänt?")).with_value("Första raden.\nAndra raden."))
        .group("När och var", |form| {
            form.field(error(Field::date(t, "dag", "Känt sedan")).with_value("2026-11-20"))
                .field(error(Field::select(t, "enhet", "Enhet", units.into())).optional())
        })
        .field(error(Field::radios(t, "till", "Vem tar emot?", routes)).with_value("sak"))
        .field(error(Field::checks(t, "atgard", "Åtgärder", measures)).with_values(["1", "3"]).optional())
        .submit("Öppna ärendet")
        .or_submit("utkast", "Spara utkast")
        .or_back("/galleri")
}

/// A page with one block, and nothing that the others have.
pub(super) fn form(visit: &Visit) -> Answer {
    gallery(visit.frame("Formulär"), vec![Markup::of(&a_form(visit, ""))])
}

pub(super) fn form_wrong(visit: &Visit) -> Answer {
    let form = a_form(visit, "Fyll i det här fältet, till exempel så här");
    gallery(visit.frame("Formulär").with_errors(true), vec![Markup::of(&form)])
}

pub(super) fn upload(visit: &Visit) -> Answer {
    let t = visit.t();
    let file =
        Field::file(t, "fil", "Fil från ekonomisystemet", ".csv,.xlsx").with_hint("CSV eller Excel, högst 200 MB.");
    let slag = vec![Choice::new("ledger", "Leverantörsreskontra"), Choice::new("staff", "Personal")];
    let slag = Field::select(t, "slag", "Slag av register", slag).with_value("ledger").sent_at_once();
    let form = visit.form("/galleri/fil").field(slag).field(file).submit("Förhandsgranska");
    gallery(visit.frame("Läs in en fil").below("/register", t.nav_registers()), vec![Markup::of(&form)])
}

pub(super) fn table(visit: &Visit) -> Answer {
    let t = visit.t();
    let columns =
        vec![Column::text("Leverantör"), Column::text("Kontroll"), Column::number("Belopp"), Column::text("Allvar")];
    let rows = [("Exempel Städ AB", "SP-01", 1_250_000, 5), ("Påhittad Bygg AB", "CO-04", 98_700_050, 3)];
    let row = |(who, control, ore, level): (&str, &str, i64, u8)| -> Vec<Cell> {
        vec![Markup::link("/signaler", who), control.into(), t.amount(ore).into(), Chip::severity(t, level).into()]
    };
    let table = Table::new(t, "signaler", "Signaler efter ordning", columns).rows(rows.map(row)).with_filter();
    let tabs =
        Tabs::new("Delar", "/galleri/tabell").tab("/galleri/tabell", "Signaler").tab("/galleri/tabell-tom", "Historik");
    let pager = Pager::new(t, "/galleri/tabell", visit.page_no(), 12);
    gallery(visit.frame("Tabell"), vec![Markup::of(&tabs), Markup::of(&table), Markup::of(&pager)])
}

pub(super) fn table_empty(visit: &Visit) -> Answer {
    let t = visit.t();
    let table = Table::new(t, "tom", "Signaler", vec![Column::text("Vem")]);
    let said = "Inga signaler från de 61 kontroller som kördes. 9 kontroller kunde inte köras: där vet vi ingenting.";
    gallery(visit.frame("Tom tabell"), vec![Markup::of(&table.when_empty(said))])
}

pub(super) fn chips(visit: &Visit) -> Answer {
    let t = visit.t();
    let mut blocks = Vec::new();
    for level in 1..=5 {
        blocks.push(Chip::severity(t, level));
    }
    for days in [-2, 0, 1, 5, 40] {
        blocks.push(Chip::days_left(t, days));
    }
    let chips = blocks.iter().fold(Markup::default(), |all, chip| all.then(&Markup::of(chip)));
    let tones =
        [(Tone::Info, "Bra att veta"), (Tone::Done, "Sparat"), (Tone::Warning, "Snart"), (Tone::Serious, "Åtgärda nu")];
    let notices =
        tones.map(|(tone, title)| Markup::of(&Notice::new(tone, title).with("En mening till om vad det betyder.")));
    let chips = Markup::raw(format!("<p>{chips}</p>"));
    gallery(visit.frame("Brickor och meddelanden"), std::iter::once(chips).chain(notices).collect())
}

pub(super) fn two_people(visit: &Visit) -> Answer {
    let t = visit.t();
    let boxes = [50, 3, 0].map(|hours| {
        let title = "Polisanmälan i ärende 2026-14";
        let change = TwoPeople::new(t, title, hours).change("Inte beslutad", "Beslutad, anmälan skickas");
        let reason = "Uppgifterna tyder på tagande av muta, 10 kap. 5 a § brottsbalken.";
        Markup::of(&change.because("Astrid Exempelsson, säkerhetssamordnare", reason))
    });
    gallery(visit.frame("Två personer"), boxes.into())
}

fn day(day: u32) -> NaiveDate {
    NaiveDate::from_ymd_opt(2026, 3, day).unwrap_or_default()
}

pub(super) fn timeline(visit: &Visit) -> Answer {
    let moment = |row: &str, from, to, what: &str| Moment {
        row: row.to_owned(),
        from: day(from),
        to: day(to),
        what: what.into(),
    };
    let moments = vec![
        moment("SP-01", 3, 28, "Två betalningar av samma belopp"),
        moment("SP-01", 12, 12, "Makulering"),
        moment("Anställning", 1, 31, "Handläggare, bygglov"),
        moment("Ärende", 20, 20, "Misstanken blev känd"),
    ];
    let timeline = Timeline::new(visit.t(), "tid", "Vad som hände i mars", moments);
    gallery(visit.frame("Tidslinje"), vec![Markup::of(&timeline)])
}

/// As the engine draws it, with the style that our policy forbids.
const PICTURE: &str = r##"<svg xmlns="http://www.w3.org/2000/svg" role="img" aria-labelledby="natverk-1-titel natverk-1-beskrivning" viewBox="0 0 420 120" width="420" height="120" style="max-width:100%;height:auto" font-family="system-ui, sans-serif" font-size="13"><title id="natverk-1-titel">Exempel Städ AB</title><desc id="natverk-1-beskrivning">Två samband.</desc><rect width="420" height="120" fill="#ffffff"/><line x1="110" y1="60" x2="310" y2="60" stroke="#7d8583"/><circle cx="100" cy="60" r="26" fill="#17506a"/><circle cx="320" cy="60" r="26" fill="#56605f"/><text x="60" y="105">Exempel Städ AB</text><text x="290" y="105">Person 1</text></svg>"##;

pub(super) fn network(visit: &Visit) -> Answer {
    let tie = |who: &str, how: &str, whom: &str| Tie {
        who: who.to_owned(),
        how: how.to_owned(),
        whom: whom.to_owned(),
        when: "sedan 2024-02-01".to_owned(),
        source: "företagsregistret".to_owned(),
    };
    let ties = vec![
        tie("Person 1", "styrelseledamot i", "Exempel Städ AB"),
        tie("Exempel Städ AB", "samma konto som", "Påhittad Bygg AB"),
    ];
    let network = Network::new(visit.t(), "natverk", "Samband", PICTURE, ties).with_more("Tre till visas inte.");
    gallery(visit.frame("Samband kring Exempel Städ AB"), vec![Markup::of(&network)])
}

pub(super) fn progress(visit: &Visit) -> Answer {
    let progress = Progress::new(visit, "Kontrollerna körs", 1_240, 3_000);
    gallery(visit.frame("Körning 2026-11-22").refreshed(10), vec![Markup::of(&progress)])
}
