//! The written decision that forbids secondary employment, as a document: who, what, on which ground, why, from which day,
//! what can be done about it, and by whom. LOA (1994:260) 7 c § wants it written, with reasons.

use std::collections::BTreeMap;

use super::{Decided, Declaration, Declared, event::Forbidden, shown_number};
use crate::{
    Hand, Item,
    id::PersonId,
    letter::{Block, Letter, Signature},
    local,
    routine::Certainty,
};

impl Declared {
    /// The decision that forbids it; none while nothing does.
    #[must_use]
    pub fn forbidden(&self) -> Option<(&Item<Decided>, &Forbidden)> {
        let item = self.decided.last()?;
        let Decided::Forbidden(forbidden) = &item.what else { return None };
        Some((item, forbidden))
    }
}

impl Declaration {
    /// The decision that forbids a tie, by its number from 1, as a document of its own day; none when nothing forbids it.
    /// The same events make the same document, whoever fetches it and when.
    #[must_use]
    pub fn decision(&self, number: usize, names: &BTreeMap<PersonId, String>, authority: &str) -> Option<Letter> {
        let declared = self.tie(number)?;
        let (item, forbidden) = declared.forbidden()?;
        let name = |person: PersonId| names.get(&person).cloned().unwrap_or_else(|| "okänd".to_owned());
        let day = local::day(item.at);
        let heading = |text: &str| Block::Heading { level: 1, text: text.to_owned() };
        let mut blocks = vec![
            paragraph(&format!(
                "{} får inte ha bisysslan »{}«. Den ska ha upphört senast {}. Är den inte påbörjad får den inte börja.",
                name(self.person),
                declared.tie.name,
                forbidden.stop_by,
            )),
            self.about(declared, forbidden, &name(self.person), day),
            heading("Grund"),
        ];
        blocks.extend(self.ground(forbidden));
        blocks.push(heading("Skäl"));
        blocks.extend(paragraphs(&forbidden.why));
        blocks.push(heading("Om du tycker att beslutet är fel"));
        blocks.extend(paragraphs(&self.routine.negotiate.text.sv));
        blocks.extend(self.cited(&self.routine.negotiate.law));
        blocks.push(heading("Beslutat av"));
        let signed = |hand: &Hand, did: &str| Signature {
            name: name(hand.person),
            role: format!("{}, {did}", role(&hand.role)),
            signed: Some(format!("beslut {day}")),
        };
        let (first, second) = (&forbidden.two.proposer, &forbidden.two.approver);
        let lines = vec![signed(first, "föreslog"), signed(second, "godkände")];
        blocks.push(Block::Signatures { lines });
        Some(Letter {
            title: "Beslut om bisyssla".to_owned(),
            language: "sv".to_owned(),
            authority: authority.to_owned(),
            day,
            diary_no: None,
            secrecy_marks: Vec::new(),
            blocks,
        })
    }

    fn about(&self, declared: &Declared, forbidden: &Forbidden, name: &str, day: chrono::NaiveDate) -> Block {
        let tie = &declared.tie;
        let kind = self.kind_of(tie).map_or("", |kind| kind.title.sv.as_str());
        let row = |head: &str, text: String| vec![head.to_owned(), text];
        let rows = [
            row("Medarbetare", name.to_owned()),
            row("Bisyssla", format!("{kind}: {}", tie.name)),
            row("Organisationsnummer", tie.org_no.as_deref().map(shown_number).unwrap_or_default()),
            row("Vad den är", tie.what.split_whitespace().collect::<Vec<_>>().join(" ")),
            row("Anmäld", self.declared_on().to_string()),
            row("Beslutad", day.to_string()),
            row("Ska ha upphört senast", forbidden.stop_by.to_string()),
        ];
        Block::Table {
            caption: "Vad beslutet gäller".to_owned(),
            head: vec!["Uppgift".to_owned(), "Innehåll".to_owned()],
            rows: rows.into_iter().filter(|row| row.last().is_some_and(|text| !text.is_empty())).collect(),
        }
    }

    /// The ground and its law, then the law that wants the decision written.
    fn ground(&self, forbidden: &Forbidden) -> Vec<Block> {
        let mut blocks = Vec::new();
        if let Some(ground) = self.routine.ground(&forbidden.ground) {
            blocks.push(paragraph(&format!("{}. {}", ground.title.sv, ground.says.sv)));
            blocks.extend(self.cited(&ground.law));
        }
        blocks.extend(self.routine.decision.as_ref().and_then(|law| self.cited(law)));
        blocks
    }

    /// A law as it is cited, with what it says and how sure that is.
    fn cited(&self, id: &str) -> Option<Block> {
        let law = self.routine.law(id)?;
        let unsure = match law.certainty {
            Certainty::C => "",
            Certainty::L => " (troligt, inte läst i lagen)",
            Certainty::U => " (obekräftat: ska kontrolleras av jurist)",
        };
        Some(paragraph(&format!("Lagrum: {}{unsure}. {}", law.cite, law.says)))
    }
}

fn role(word: &str) -> &str {
    match word {
        "manager" => "närmaste chef",
        "hr" => "HR",
        "director" => "direktör",
        other => other,
    }
}

fn paragraph(text: &str) -> Block {
    Block::Paragraph { text: text.to_owned() }
}

/// Each line as a paragraph of its own: a paragraph has no line breaks.
fn paragraphs(text: &str) -> impl Iterator<Item = Block> {
    text.lines().map(str::trim).filter(|line| !line.is_empty()).map(paragraph)
}
