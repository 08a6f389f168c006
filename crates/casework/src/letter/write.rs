//! From a case and a template to a document.

use chrono::NaiveDate;

use super::{Block, Letter, Mark, Order, Signature};
use crate::{
    Case, ClockState, Hand, LetterError, MeasureStatus, Seq,
    case::DecisionItem,
    id::PersonId,
    local,
    routine::{Certainty, Law, Part, TemplateBlock},
};

impl Letter {
    /// Writes a document.
    ///
    /// # Errors
    /// [`LetterError`] when the template, the decision or an answer is not what it should be.
    pub fn write(case: &Case, order: &Order<'_>) -> Result<Self, LetterError> {
        let Some(template) = case.routine.template(order.template) else {
            return Err(LetterError::Template { id: order.template.to_owned() });
        };
        if let Some(id) = order.answers.keys().find(|id| !template.fills().any(|fill| fill.id == **id)) {
            return Err(LetterError::Answer { id: id.clone() });
        }
        let about = template.blocks.contains(&TemplateBlock::Part(Part::Decision));
        let decision = order.decision.and_then(|seq| case.decision(seq));
        if decision.is_none() && (about || order.decision.is_some()) {
            return Err(LetterError::Decision { template: template.id.clone() });
        }
        let writer = Writer { case, order, decision };
        let mut marks: Vec<Mark> = Vec::new();
        for mark in &case.marks {
            let provision = mark.what.provision.to_string();
            if !marks.iter().any(|known| known.provision == provision) {
                marks.push(Mark { provision, day: local::day(mark.at), authority: order.authority.to_owned() });
            }
        }
        Ok(Self {
            title: template.title.sv.clone(),
            language: "sv".to_owned(),
            authority: order.authority.to_owned(),
            day: order.day,
            diary_no: case.diary_number.as_ref().map(|number| number.number.clone()),
            secrecy_marks: marks,
            blocks: template.blocks.iter().flat_map(|block| writer.block(block)).collect(),
        })
    }
}

struct Writer<'a> {
    case: &'a Case,
    order: &'a Order<'a>,
    decision: Option<&'a DecisionItem>,
}

fn paragraph(text: impl Into<String>) -> Block {
    // One paragraph is one line: what was written on several is told apart by a space.
    let text: String = text.into();
    Block::Paragraph { text: text.split_whitespace().collect::<Vec<_>>().join(" ") }
}

fn table(caption: &str, head: &[&str], rows: Vec<Vec<String>>, none: &str) -> Vec<Block> {
    if rows.is_empty() {
        return vec![paragraph(none)];
    }
    let head = head.iter().map(|name| (*name).to_owned()).collect();
    vec![Block::Table { caption: caption.to_owned(), head, rows }]
}

fn list(items: Vec<String>, none: &str) -> Vec<Block> {
    if items.is_empty() { vec![paragraph(none)] } else { vec![Block::List { numbered: false, items }] }
}

fn period(from: NaiveDate, to: Option<NaiveDate>) -> String {
    to.map_or_else(|| format!("från {from} och tills vidare"), |to| format!("från {from} till och med {to}"))
}

fn law_line(law: &Law) -> String {
    let note = match law.certainty {
        Certainty::C => "",
        Certainty::L => " (trolig uppgift, kontrollera)",
        Certainty::U => " (obekräftad uppgift, ska kontrolleras av jurist)",
    };
    format!("{}: {}{note}", law.cite, law.says)
}

impl Writer<'_> {
    fn name(&self, person: PersonId) -> String {
        self.order.names.get(&person).map_or_else(|| "okänd".to_owned(), Clone::clone)
    }

    fn hand(&self, hand: &Hand) -> String {
        format!("{} ({})", self.name(hand.person), self.case.routine.role_sv(&hand.role))
    }

    fn filled(&self, text: &str) -> String {
        let diary = self.case.diary_number.as_ref().map_or("ej diariefört", |number| number.number.as_str());
        let routine = &self.case.routine;
        // The title last: it is written by people, and what looks like a place in it stays as it is.
        text.replace("{diary}", diary)
            .replace("{day}", &self.order.day.to_string())
            .replace("{authority}", self.order.authority)
            .replace("{routine}", &format!("{}, version {}", routine.title.sv, routine.version))
            .replace("{title}", &self.case.title)
    }

    fn block(&self, block: &TemplateBlock) -> Vec<Block> {
        match block {
            TemplateBlock::Heading(text) => vec![Block::Heading { level: 1, text: self.filled(text) }],
            TemplateBlock::Subheading(text) => vec![Block::Heading { level: 2, text: self.filled(text) }],
            TemplateBlock::Text(text) => vec![paragraph(self.filled(text))],
            TemplateBlock::Points(points) => {
                vec![Block::List { numbered: false, items: points.iter().map(|point| self.filled(point)).collect() }]
            }
            TemplateBlock::Part(part) => self.part(*part),
            TemplateBlock::Fill(fill) => {
                match self.order.answers.get(&fill.id).filter(|text| !text.trim().is_empty()) {
                    Some(answer) => {
                        answer.split("\n\n").filter(|text| !text.trim().is_empty()).map(paragraph).collect()
                    }
                    None => vec![paragraph(format!("[Fyll i: {}]", fill.prompt))],
                }
            }
        }
    }

    fn part(&self, part: Part) -> Vec<Block> {
        match part {
            Part::Opening => vec![paragraph(format!(
                "Ärendet »{}« öppnades {} och handläggs enligt rutinen {}, version {}.",
                self.case.title,
                local::day(self.case.opened_at),
                self.case.routine.title.sv,
                self.case.routine.version
            ))],
            Part::Concerned => self.concerned(),
            Part::Facts => {
                let row =
                    |fact: &crate::Item<crate::Fact>| vec![fact.what.known_on.to_string(), fact.what.text.clone()];
                let rows = self.case.facts.iter().map(row).collect();
                table(
                    "Omständigheter och när de blev kända",
                    &["Känt", "Omständighet"],
                    rows,
                    "Inga omständigheter är inskrivna.",
                )
            }
            Part::Decision => self.decision.map_or_else(Vec::new, |decision| self.decided(decision)),
            Part::Laws => self.laws(),
            Part::Measures => self.measures(),
            Part::Tasks => self.tasks(),
            Part::Deadlines => self.deadlines(),
            Part::Evidence => self.evidence(),
            Part::Told => self.told(),
            Part::Disclosures => self.disclosures(),
            Part::Outcome => self.outcome(),
            Part::Signatures => vec![Block::Signatures { lines: self.signatures() }],
        }
    }

    fn concerned(&self) -> Vec<Block> {
        let line = |one: &crate::Concerned| {
            one.id.as_ref().map_or_else(|| one.name.clone(), |id| format!("{} ({id})", one.name))
        };
        list(self.case.concerned.iter().map(line).collect(), "Ingen är angiven.")
    }

    fn decided(&self, item: &DecisionItem) -> Vec<Block> {
        let decision = &item.decided.what;
        let measure = self.case.routine.measure(&decision.measure);
        let option = decision.option.as_deref().and_then(|id| measure.and_then(|measure| measure.option(id)));
        let title = option.map(|option| &option.title.sv).or(measure.map(|measure| &measure.title.sv));
        let mut blocks = vec![
            paragraph(format!("Beslutet gäller: {}.", title.map_or(decision.measure.as_str(), String::as_str))),
            paragraph(decision.text.as_str()),
            paragraph(format!("Skäl: {}", decision.why)),
            paragraph(format!("Beslutet gäller {}.", period(decision.from, decision.to))),
            paragraph(format!(
                "Det fattas med stöd av {}, enligt delegationsordningens punkt {}.",
                decision.law, decision.delegation
            )),
        ];
        if !decision.conditions.is_empty() {
            blocks.push(paragraph("Följande villkor gäller."));
            blocks.push(Block::List { numbered: true, items: decision.conditions.clone() });
        }
        if let Some(lifted) = &item.lifted {
            blocks.push(paragraph(format!("Beslutet upphävdes från {}: {}", lifted.on, lifted.why)));
        }
        blocks.push(paragraph(format!(
            "Beslutet föreslogs av {} och godkändes av {}.",
            self.hand(&decision.two.proposer),
            self.hand(&decision.two.approver)
        )));
        blocks
    }

    fn laws(&self) -> Vec<Block> {
        let routine = &self.case.routine;
        let mut ids: Vec<&String> = Vec::new();
        let chosen = self.decision.map(|decision| &decision.decided.what);
        for measure in &routine.measures {
            if chosen.is_some_and(|decision| decision.measure != measure.id) {
                continue;
            }
            ids.extend(&measure.laws);
            let option = chosen.and_then(|decision| decision.option.as_deref());
            let options = measure.options.iter().filter(|found| option.is_none_or(|id| found.id == id));
            ids.extend(options.flat_map(|option| &option.laws));
        }
        let named = routine.laws.iter().filter(|law| ids.contains(&&law.id));
        let mut blocks = list(named.map(law_line).collect(), "Ingen lag är angiven.");
        blocks.push(paragraph(format!(
            "Lagtexterna lästes {}. Kontrollera att de fortfarande gäller.",
            routine.law_read
        )));
        blocks
    }

    fn measures(&self) -> Vec<Block> {
        let mut rows = Vec::new();
        for measure in &self.case.routine.measures {
            let title = measure.title.sv.clone();
            let Some(state) = self.case.measures.get(&measure.id) else { continue };
            match state.status() {
                MeasureStatus::Open => rows.push(vec![title, "Inte avgjord".to_owned(), String::new(), String::new()]),
                MeasureStatus::Declined => {
                    for no in &state.declined {
                        let because = format!("Inte vald därför att {}", no.what.because);
                        rows.push(vec![title.clone(), because, local::day(no.at).to_string(), self.both(&no.what.two)]);
                    }
                }
                MeasureStatus::Decided => {
                    for yes in &state.decisions {
                        let decision = &yes.decided.what;
                        let end = yes.lifted.as_ref().map_or(decision.to, |lifted| Some(lifted.on));
                        let days = period(decision.from, end);
                        rows.push(vec![title.clone(), decision.text.clone(), days, self.both(&decision.two)]);
                    }
                }
            }
        }
        table("Rutinens åtgärder", &["Åtgärd", "Beslut", "Tid", "Av"], rows, "Rutinen har inga åtgärder.")
    }

    fn both(&self, two: &crate::Two) -> String {
        two.hands().map(|hand| self.name(hand.person)).join(" och ")
    }

    fn tasks(&self) -> Vec<Block> {
        let row = |task: &crate::TaskItem| {
            let done = task.done.as_ref().map_or_else(|| "Nej".to_owned(), |(_, result)| result.clone());
            vec![task.task.title.clone(), self.name(task.task.owner), task.task.due.to_string(), done]
        };
        let rows = self.case.tasks.iter().map(row).collect();
        table("Uppgifter", &["Uppgift", "Ansvarig", "Senast", "Gjord"], rows, "Inga uppgifter är satta.")
    }

    fn deadlines(&self) -> Vec<Block> {
        let row = |deadline: crate::Deadline| {
            let state = match deadline.state {
                ClockState::Overdue => format!("Passerad för {} dagar sedan", -deadline.days_left),
                ClockState::Warned | ClockState::Running => format!("{} dagar kvar", deadline.days_left),
                ClockState::Stopped => "Stoppad".to_owned(),
            };
            vec![deadline.title.sv, deadline.due.to_string(), state, deadline.reason]
        };
        let rows = self.case.deadlines(self.order.day).into_iter().map(row).collect();
        table("Frister", &["Frist", "Sista dag", "Läge", "Skäl"], rows, "Inga frister löper.")
    }

    fn evidence(&self) -> Vec<Block> {
        let row = |item: &crate::EvidenceItem| {
            let evidence = &item.taken.what;
            let chain = item.custody.iter().map(|link| {
                format!("{} {}: {}", local::time(link.at).format("%Y-%m-%d %H:%M"), link.holder, link.what)
            });
            let taken =
                format!("{} från {}", local::time(item.taken.at).format("%Y-%m-%d %H:%M"), evidence.handed_over_by);
            let chain = std::iter::once(taken).chain(chain).collect::<Vec<_>>().join("; ");
            vec![evidence.title.clone(), evidence.from.clone(), evidence.hash.clone(), chain]
        };
        let rows = self.case.evidence.iter().map(row).collect();
        table(
            "Underlag",
            &["Underlag", "Kommer från", "Kontrollsumma (blake3)", "Vem som har haft det"],
            rows,
            "Inget underlag är intaget.",
        )
    }

    fn told(&self) -> Vec<Block> {
        let row = |told: &crate::Item<crate::Telling>| {
            let what = &told.what;
            vec![what.who.clone(), what.what.clone(), what.law.clone(), what.on.to_string()]
        };
        let rows = self.case.told.iter().map(row).collect();
        table("Underrättelser", &["Vem", "Vad", "Grund", "Dag"], rows, "Ingen är underrättad.")
    }

    fn disclosures(&self) -> Vec<Block> {
        let row = |item: &crate::Item<crate::Disclosure>| {
            let what = &item.what;
            vec![what.to.clone(), what.items.join("; "), what.law.clone(), what.weighing.clone(), self.both(&what.two)]
        };
        let rows = self.case.disclosures.iter().map(row).collect();
        table("Utlämnanden", &["Till", "Vad", "Grund", "Avvägning", "Av"], rows, "Inget är utlämnat.")
    }

    fn outcome(&self) -> Vec<Block> {
        let Some(closing) = &self.case.closed else { return Vec::new() };
        let closing = &closing.what;
        let mut blocks = vec![
            paragraph(format!("{}. {}", closing.outcome.sv(), closing.why)),
            paragraph(format!("Lärdom: {}", closing.lesson)),
        ];
        let effects = closing.effects.iter().map(|effect| vec![effect.on.sv(), effect.text.clone()]).collect();
        blocks.extend(table("Vad som ändras", &["Var", "Ändring"], effects, "Inget ändras."));
        blocks.push(paragraph(format!(
            "Ärendet bevaras till och med {} ({}).",
            closing.retain_until, closing.retention_ground
        )));
        blocks
    }

    /// The two who decided, or two lines to sign by hand.
    fn signatures(&self) -> Vec<Signature> {
        let signed = |seq: Seq, hand: &Hand| Signature {
            name: self.name(hand.person),
            role: self.case.routine.role_sv(&hand.role).to_owned(),
            signed: Some(format!("Undertecknat i Insyn, beslut {seq}")),
        };
        match self.decision {
            Some(item) => item.decided.what.two.hands().map(|hand| signed(item.decided.seq, hand)).to_vec(),
            None => ["Den som har skrivit", "Den som har granskat"]
                .map(|role| Signature { name: String::new(), role: role.to_owned(), signed: None })
                .to_vec(),
        }
    }
}
