//! Reading a course: every rule of the format, each broken one with its line.

use std::collections::BTreeSet;

use serde::Deserialize;

use super::{Answer, Choice, Course, Lesson, Question, Scenario, Step};
use crate::{
    Text,
    document::RawDocument,
    error::Fault,
    guidance::{check_front, day, prose, readable},
};

/// Who a course can be for.
const ROLES: [&str; 6] = ["all", "manager", "authority", "recruiter", "welfare", "elected"];

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Front {
    id: String,
    version: u32,
    order: u32,
    title: Text,
    audience: Text,
    roles: Vec<String>,
    minutes: u32,
    valid_months: u32,
    draw: usize,
    pass: usize,
    law_read: String,
    sources: Vec<String>,
}

/// A heading with the lines below it.
struct Part<'a> {
    at: usize,
    heading: &'a str,
    lines: Vec<(usize, &'a str)>,
}

/// What stands before the first heading of a mark, and the parts.
fn parts<'a>(lines: &[(usize, &'a str)], mark: &str) -> (Vec<(usize, &'a str)>, Vec<Part<'a>>) {
    let (mut before, mut parts): (Vec<(usize, &str)>, Vec<Part<'_>>) = (Vec::new(), Vec::new());
    for (at, line) in lines {
        match (line.strip_prefix(mark), parts.last_mut()) {
            (Some(heading), _) => parts.push(Part { at: *at, heading: heading.trim(), lines: Vec::new() }),
            (None, Some(part)) => part.lines.push((*at, line)),
            (None, None) => before.push((*at, line)),
        }
    }
    (before, parts)
}

pub(super) fn course(file: &str, text: &str) -> Result<Course, Fault> {
    let (raw, lines) = RawDocument::head(text)?;
    let front: Front = raw.front()?;
    check_front(&raw, (file, &front.id), &front.sources)?;
    check(&raw, &front)?;
    let (intro, parts) = parts(&lines, "# ");
    let intro = prose(&intro)?;
    if intro.is_empty() {
        return Err(Fault::new(1, "ingressen saknas; skriv vad man kan efteråt"));
    }
    let (mut lessons, mut scenarios, mut questions) = (Vec::new(), Vec::new(), None);
    for part in &parts {
        if let Some(title) = part.heading.strip_prefix("Lektion:") {
            let body = readable(&part.lines, "lektionen")?;
            if body.is_empty() || title.trim().is_empty() {
                return Err(Fault::new(part.at, "lektionen saknar rubrik eller text"));
            }
            lessons.push(Lesson { title: title.trim().to_owned(), body });
        } else if let Some(title) = part.heading.strip_prefix("Scenario:") {
            scenarios.push(scenario(title.trim(), part)?);
        } else if part.heading == "Kunskapsprov" && questions.is_none() {
            questions = Some((part.at, self::questions(part)?));
        } else {
            let text = format!(
                "rubriken `{}` är varken `Lektion: …`, `Scenario: …` eller ett enda `Kunskapsprov`",
                part.heading
            );
            return Err(Fault::new(part.at, text));
        }
    }
    let (at, questions) = questions.ok_or_else(|| Fault::new(1, "`# Kunskapsprov` saknas"))?;
    if !(3..=5).contains(&lessons.len()) {
        return Err(Fault::new(1, format!("kursen har {} lektioner; den ska ha tre till fem", lessons.len())));
    }
    if scenarios.is_empty() {
        return Err(Fault::new(1, "`# Scenario: …` saknas; kursen ska ha minst ett"));
    }
    if questions.len() < 10 {
        return Err(Fault::new(at, format!("provet har {} frågor; det ska ha minst tio", questions.len())));
    }
    if front.draw >= questions.len() {
        let text = format!("`draw` är {}, men ska vara färre än frågorna, som är {}", front.draw, questions.len());
        return Err(Fault::new(raw.front_line("draw"), text));
    }
    Ok(Course {
        file: file.to_owned(),
        law_read: day(&raw, &front.law_read)?,
        id: front.id,
        version: front.version,
        order: front.order,
        title: front.title,
        audience: front.audience,
        roles: front.roles.into_iter().collect(),
        minutes: front.minutes,
        valid_months: front.valid_months,
        draw: front.draw,
        pass: front.pass,
        sources: front.sources,
        intro,
        lessons,
        scenarios,
        questions,
    })
}

fn check(raw: &RawDocument, front: &Front) -> Result<(), Fault> {
    let unknown = front.roles.iter().find(|role| !ROLES.contains(&role.as_str()));
    if let Some(role) = unknown {
        return Err(Fault::new(raw.front_line("roles"), format!("`{role}` är ingen av {}", ROLES.join(", "))));
    }
    if front.roles.is_empty() {
        return Err(Fault::new(raw.front_line("roles"), "`roles` är tom; skriv vem kursen är för"));
    }
    if front.pass == 0 || front.pass > front.draw {
        return Err(Fault::new(raw.front_line("pass"), "`pass` ska vara minst 1 och högst `draw`"));
    }
    if front.minutes == 0 || !(1..=120).contains(&front.valid_months) {
        let text = "`minutes` ska vara minst 1 och `valid_months` 1 till 120";
        return Err(Fault::new(raw.front_line("minutes"), text));
    }
    Ok(())
}

/// The lines of a list's items, each with the lines that continue it.
fn items<'a>(lines: &[(usize, &'a str)]) -> Vec<(usize, Vec<&'a str>)> {
    let mut items: Vec<(usize, Vec<&str>)> = Vec::new();
    for (at, line) in lines.iter().filter(|(_, line)| !line.trim().is_empty()) {
        match (line.strip_prefix("- "), items.last_mut()) {
            (Some(text), _) => items.push((*at, vec![text.trim()])),
            (None, Some((_, more))) => more.push(line.trim()),
            (None, None) => {}
        }
    }
    items
}

fn scenario(title: &str, part: &Part<'_>) -> Result<Scenario, Fault> {
    let (intro, steps) = parts(&part.lines, "## ");
    let mut read = Vec::new();
    for one in &steps {
        let step = step(one)?;
        if read.iter().any(|(_, known): &(usize, Step)| known.id == step.id) {
            return Err(Fault::new(one.at, format!("steget `{}` står två gånger", step.id)));
        }
        read.push((one.at, step));
    }
    let wrong = |text: String| Err(Fault::new(part.at, text));
    if title.is_empty() {
        return wrong("scenariot saknar rubrik".to_owned());
    }
    if read.first().is_none_or(|(_, step)| step.id != "start") {
        return wrong("scenariots första steg ska heta `start`".to_owned());
    }
    if read.len() < 6 {
        return wrong(format!("scenariot har {} steg; det ska ha minst sex", read.len()));
    }
    if read.iter().filter(|(_, step)| step.choices.is_empty()).count() < 2 {
        return wrong("scenariot ska ha minst två slut, alltså steg utan val".to_owned());
    }
    let mut reached = BTreeSet::from(["start"]);
    let mut open = vec!["start"];
    while let Some(from) = open.pop() {
        let here = read.iter().find(|(_, step)| step.id == from);
        for choice in here.into_iter().flat_map(|(_, step)| &step.choices) {
            if reached.insert(&choice.to) {
                open.push(&choice.to);
            }
        }
    }
    for (at, step) in &read {
        if let Some(choice) = step.choices.iter().find(|choice| !read.iter().any(|(_, to)| to.id == choice.to)) {
            return Err(Fault::new(*at, format!("valet »{}« leder till `{}`, som inte finns", choice.text, choice.to)));
        }
        if !reached.contains(step.id.as_str()) {
            return Err(Fault::new(*at, format!("inget val leder till steget `{}`", step.id)));
        }
    }
    Ok(Scenario {
        title: title.to_owned(),
        intro: prose(&intro)?,
        steps: read.into_iter().map(|(_, step)| step).collect(),
    })
}

fn step(part: &Part<'_>) -> Result<Step, Fault> {
    let Some((id, title)) = part.heading.split_once(':') else {
        return Err(Fault::new(part.at, "ett steg skrivs `## id: Rubrik`"));
    };
    let is_choice = |line: &&str| line.starts_with("- [") && line.contains("](#");
    let first = part.lines.iter().position(|(_, line)| is_choice(line)).unwrap_or(part.lines.len());
    let (text, choices) = part.lines.split_at_checked(first).unwrap_or((&part.lines, &[]));
    let mut read = Vec::new();
    for (at, lines) in items(choices) {
        let line = lines.join(" ");
        let choice =
            line.strip_prefix('[').and_then(|rest| rest.strip_suffix(')')).and_then(|rest| rest.split_once("](#"));
        let Some((text, to)) = choice.filter(|(text, to)| !text.is_empty() && !to.is_empty()) else {
            return Err(Fault::new(at, "ett val skrivs `- [Vad du gör](#steg)` och valen står sist i steget"));
        };
        read.push(Choice { text: text.to_owned(), to: to.to_owned() });
    }
    let (id, title, text) = (id.trim().to_owned(), title.trim().to_owned(), prose(text)?);
    if id.is_empty() || title.is_empty() || text.is_empty() {
        return Err(Fault::new(part.at, "steget saknar id, rubrik eller text"));
    }
    Ok(Step { id, title, text, choices: read })
}

fn questions(part: &Part<'_>) -> Result<Vec<Question>, Fault> {
    let (before, all) = parts(&part.lines, "## ");
    if let Some((at, _)) = before.iter().find(|(_, line)| !line.trim().is_empty()) {
        return Err(Fault::new(*at, "text före första frågan; varje fråga är en rubrik `## Frågan?`"));
    }
    all.iter().map(question).collect()
}

fn question(part: &Part<'_>) -> Result<Question, Fault> {
    let mut answers = Vec::new();
    for (at, lines) in items(&part.lines) {
        let line = lines.join(" ");
        let right = line.starts_with("[x] ");
        let Some(rest) = line.strip_prefix("[x] ").or_else(|| line.strip_prefix("[ ] ")) else {
            return Err(Fault::new(at, "ett svar skrivs `- [x] Rätt svar` eller `- [ ] Fel svar`"));
        };
        let Some((text, feedback)) = rest.split_once("Återkoppling:") else {
            return Err(Fault::new(at, "svaret saknar sin rad `Återkoppling: …`"));
        };
        let (text, feedback) = (text.trim().to_owned(), feedback.trim().to_owned());
        if text.is_empty() || feedback.is_empty() {
            return Err(Fault::new(at, "svaret eller dess återkoppling är tom"));
        }
        answers.push(Answer { text, right, feedback });
    }
    if !(3..=4).contains(&answers.len()) {
        return Err(Fault::new(part.at, format!("frågan har {} svar; den ska ha tre eller fyra", answers.len())));
    }
    let right = answers.iter().filter(|answer| answer.right).count();
    if right != 1 {
        return Err(Fault::new(part.at, format!("frågan har {right} rätta svar; den ska ha exakt ett")));
    }
    Ok(Question { text: part.heading.to_owned(), answers })
}
