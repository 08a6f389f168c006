//! `insyn holds`: held payments, which only two people release or stop for good.

use anyhow::Context;
use clap::ArgMatches;
use payments::hold::{Answered, End, Ending, Hold};
use quorum::{Person, Proposal};
use signals::format_money;

use super::text;
use crate::{Outcome, clock, console, data, holds::HoldBook};

/// Lists, shows, answers, proposes or confirms.
pub(crate) fn run(matches: &ArgMatches) -> anyhow::Result<Outcome> {
    match matches.subcommand() {
        Some(("list", inner)) => list(inner),
        Some(("show", inner)) => show(inner),
        Some(("answer", inner)) => answer(inner),
        Some(("propose", inner)) => propose(inner),
        Some(("confirm", inner)) => confirm(inner),
        _ => Ok(Outcome::Clean),
    }
}

fn list(matches: &ArgMatches) -> anyhow::Result<Outcome> {
    let book = HoldBook::open(&data::folder(matches)?)?;
    let waiting = book.waiting()?;
    let all = matches.get_flag("all");
    let state = |id: &str, hold: &Hold| match &hold.ended {
        Some(agreed) => format!("{} {}", agreed.what().end.sv(), agreed.at()[1]),
        None if waiting.contains_key(id) => "väntar på en andra person".to_owned(),
        None => format!("beslut före {}", hold.opened.decide_by),
    };
    let row = |(id, hold): (&str, &Hold)| {
        let payment = &hold.opened.payment;
        let checks: Vec<&str> = hold.opened.reasons.iter().map(|reason| reason.check.as_str()).collect();
        vec![
            id.to_owned(),
            payment.pay_on.to_string(),
            payment.payee_name.clone(),
            format_money(payment.amount_ore.into()),
            checks.join(", "),
            state(id, hold),
        ]
    };
    let rows: Vec<_> = book.holds().iter().filter(|(_, hold)| all || hold.is_open()).map(row).collect();
    if rows.is_empty() {
        console::line("Inga betalningar hålls.")?;
        return Ok(Outcome::Clean);
    }
    let header = ["Stopp", "Förfaller", "Mottagare", "Belopp", "Kontroller", "Läge"];
    let right = [false, false, false, true, false, false];
    console::table(&header, &rows, &right).iter().try_for_each(|line| console::line(line))?;
    for warning in book.holds().due(clock::day(matches)?) {
        console::line(&format!("Obs: {}", warning.text))?;
    }
    Ok(Outcome::Findings)
}

fn show(matches: &ArgMatches) -> anyhow::Result<Outcome> {
    let book = HoldBook::open(&data::folder(matches)?)?;
    let id = text(matches, "name");
    let hold = book.holds().get(id).with_context(|| format!("stoppet `{id}` finns inte; se `insyn holds list`"))?;
    let payment = &hold.opened.payment;
    console::line(&console::strong(&format!("{id}, öppnat {}", hold.opened.at)))?;
    console::line(&format!(
        "  {} till {} ({}), förfaller {}",
        format_money(payment.amount_ore.into()),
        payment.payee_name,
        payment.account.number,
        payment.pay_on
    ))?;
    for reason in &hold.opened.reasons {
        console::line(&format!("  {} {}", reason.check, reason.sentence))?;
    }
    for answer in &hold.answers {
        console::line(&format!("  {}, hörd {} av {}: {}", answer.party, answer.at, answer.by, answer.answer))?;
    }
    if let Some(proposal) = book.waiting()?.get(id) {
        let wish = if proposal.what.end == End::Released { "släppa" } else { "stoppa för gott" };
        console::line(&format!("  {} vill {wish}: {}", proposal.by, proposal.reason))?;
    }
    if let Some(agreed) = &hold.ended {
        let [first, second] = agreed.by();
        console::line(&format!("  {} av {first} och {second}: {}", agreed.what().end.sv(), agreed.reason()))?;
    }
    Ok(Outcome::Clean)
}

fn answer(matches: &ArgMatches) -> anyhow::Result<Outcome> {
    let mut book = HoldBook::open(&data::folder(matches)?)?;
    let answered = Answered {
        hold: text(matches, "name").to_owned(),
        party: text(matches, "party").to_owned(),
        answer: text(matches, "answer").to_owned(),
        by: Person::new(text(matches, "by"))?,
        at: clock::now(),
    };
    book.answer(answered)?;
    console::line("Motpartens syn är antecknad.")?;
    Ok(Outcome::Clean)
}

fn propose(matches: &ArgMatches) -> anyhow::Result<Outcome> {
    let book = HoldBook::open(&data::folder(matches)?)?;
    let hold = text(matches, "name").to_owned();
    book.holds()
        .get(&hold)
        .filter(|hold| hold.is_open())
        .with_context(|| format!("stoppet `{hold}` är inte öppet; se `insyn holds list`"))?;
    let end = if text(matches, "end") == "final" { End::Final } else { End::Released };
    let what = Ending { hold, end };
    let by = Person::new(text(matches, "by"))?;
    book.propose(&Proposal { what, reason: text(matches, "reason").to_owned(), by, at: clock::now() })?;
    console::line("Förslaget väntar på en andra person: `insyn holds confirm`.")?;
    Ok(Outcome::Clean)
}

fn confirm(matches: &ArgMatches) -> anyhow::Result<Outcome> {
    let mut book = HoldBook::open(&data::folder(matches)?)?;
    let id = text(matches, "name");
    let by = Person::new(text(matches, "by"))?;
    let proposal = book.waiting()?.remove(id);
    let proposal = proposal.with_context(|| {
        format!("ingen har föreslagit något om stoppet `{id}`; kör `insyn holds propose {id}` först")
    })?;
    let agreed = proposal.confirm(by, &clock::now())?;
    let end = agreed.what().end;
    book.end(agreed)?;
    console::line(match end {
        End::Released => "Betalningen är släppt. Kör `insyn screen` på filen med det som hölls för att få ut den.",
        End::Final => "Betalningen är stoppad för gott.",
    })?;
    Ok(Outcome::Clean)
}
