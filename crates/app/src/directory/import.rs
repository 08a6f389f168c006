//! People from HR: a CSV file in which each row is a person, known by their employee number.

use std::collections::BTreeMap;

use super::{employment::wrong_first, manager::Wanted, written::CHANGED, *};

/// What a file of people gave.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct ImportedPeople {
    /// New people.
    pub added: usize,
    /// Known people that changed.
    pub changed: usize,
    /// People whose access ended.
    pub ended: usize,
    /// Proposals to give people other managers.
    pub proposed: usize,
    /// Rows that could not be taken: line and reason.
    pub rejected: Vec<(usize, String)>,
}

/// The columns, in any order.
const COLUMNS: [&str; 6] = ["anstallningsnr", "namn", "epost", "enhet", "chef", "slutdatum"];

/// A column that a file may have: the first day of employment. An empty cell leaves what is known.
const FIRST: &str = "startdatum";

impl App {
    /// Reads people from HR's file: `anstallningsnr;namn;epost;enhet;chef;slutdatum`, where `chef` is an employee number,
    /// and perhaps `startdatum`.
    /// A row that can not be taken is told with its line; the others are. No role is given, and another manager for
    /// somebody who is known is only proposed.
    ///
    /// # Errors
    /// [`AppError::Invalid`] when the header is another.
    pub async fn person_import(&self, cx: &Cx, text: &str) -> Result<ImportedPeople, AppError> {
        let resource = directory_of(cx, None);
        let ask = Ask { action: Action::PersonImport, resource: &resource, object: "directory".to_owned() };
        self.perform(cx, ask, async {
            let (rows, mut imported) = read(text, cx.today())?;
            let firsts = self.employments().await?;
            let own = cx.subject.authority.clone();
            let mut known: BTreeMap<String, store::Person> = BTreeMap::new();
            for person in self.store.person_list(Some(&own)).await.map_err(AppError::Store)? {
                known.extend(person.employee_no.clone().map(|no| (no, person)));
            }
            let id_of: BTreeMap<String, String> = rows
                .iter()
                .map(|row| {
                    let fresh = || PersonId::from_bits(self.random_bits()).to_string();
                    let id = known.get(&row.number).map_or_else(fresh, |person| person.id.clone());
                    (row.number.clone(), id)
                })
                .chain(known.iter().map(|(number, person)| (number.clone(), person.id.clone())))
                .collect();
            let mut wanted = Vec::new();
            for row in rows {
                let manager = id_of.get(&row.manager).cloned();
                if !row.manager.is_empty() && manager.is_none() {
                    imported
                        .rejected
                        .push((row.line, format!("chefen `{}` finns inte i filen eller här", row.manager)));
                    continue;
                }
                let before = known.get(&row.number);
                let (manager, change) = Self::manager_of(before, manager);
                let person = row.person(&own, id_of.get(&row.number).cloned().unwrap_or_default(), manager, before);
                let first = row.first.filter(|first| firsts.get(&person.id) != Some(first));
                if before == Some(&person) && change.is_none() && first.is_none() {
                    continue;
                }
                if let Some(before) = before
                    && !self.is_person_written(before).await?
                {
                    imported.rejected.push((row.line, CHANGED.to_owned()));
                    continue;
                }
                if let Some(why) = refused(cx, before, &row) {
                    imported.rejected.push((row.line, why));
                    continue;
                }
                match change {
                    Some(_) if !self.is_unlocked(cx) => imported.rejected.push((row.line, LOCKED.to_owned())),
                    change => wanted.extend(change.map(|change| Wanted { person: person.clone(), ..change })),
                }
                if before == Some(&person) && first.is_none() {
                    continue;
                }
                if let Some(why) = self.row_keep(&person, &row, first).await? {
                    imported.rejected.push((row.line, why));
                    continue;
                }
                if row.ends.is_some_and(|last| last < cx.today()) {
                    self.end_access(&person.id).await?;
                    imported.ended += 1;
                } else if before.is_some() {
                    imported.changed += 1;
                } else {
                    imported.added += 1;
                }
            }
            imported.proposed = self.managers_propose(cx, wanted, "Enligt HR:s fil.").await?.len();
            Ok(imported)
        })
        .await
    }

    /// Writes a person of a row, and their first day when it is another; the answer is why it can not be taken.
    async fn row_keep(
        &self,
        person: &store::Person,
        row: &Row,
        first: Option<NaiveDate>,
    ) -> Result<Option<String>, AppError> {
        match self.person_keep(person).await {
            Ok(()) => {}
            Err(store::Error::Reference { .. }) => return Ok(Some(format!("enheten `{}` finns inte", row.unit))),
            Err(store::Error::Exists { .. }) => {
                return Ok(Some("anställningsnumret finns hos en annan myndighet".to_owned()));
            }
            Err(error) => return Err(AppError::Store(error)),
        }
        if first.is_some() {
            self.employed_from_keep(&person.id, first).await?;
        }
        Ok(None)
    }
}

/// Why somebody's manager stays, though the file has another.
const LOCKED: &str =
    "en annan chef beslutas av två, och ditt förslag måste skrivas under; lås upp dina nycklar och läs in filen igen";

/// Why a row that changes somebody may not: nobody changes what is written of themselves, and whose access has ended does
/// not get it back by a file.
fn refused(cx: &Cx, before: Option<&store::Person>, row: &Row) -> Option<String> {
    let before = before?;
    if before.id == cx.person.to_string() {
        return Some("raden gäller dig själv; be en kollega läsa in den".to_owned());
    }
    let lasts = row.ends.is_none_or(|last| last >= cx.today());
    (has_ended(before, cx.today()) && lasts)
        .then(|| "personens tillgång har upphört; den som kommer tillbaka läggs upp som ny".to_owned())
}

struct Row {
    line: usize,
    number: String,
    name: String,
    email: String,
    unit: String,
    manager: String,
    ends: Option<NaiveDate>,
    first: Option<NaiveDate>,
}

impl Row {
    fn person(&self, own: &str, id: String, manager: Option<String>, before: Option<&store::Person>) -> store::Person {
        let full = |text: &str| Some(text.to_owned()).filter(|text| !text.is_empty());
        store::Person {
            id,
            name: self.name.clone(),
            email: full(&self.email),
            employee_no: Some(self.number.clone()),
            authority: own.to_owned(),
            unit: full(&self.unit),
            manager,
            employed_until: self.ends.map(|day| day.to_string()),
            locale: before.map_or_else(|| "sv".to_owned(), |person| person.locale.clone()),
        }
    }
}

fn read(text: &str, today: NaiveDate) -> Result<(Vec<Row>, ImportedPeople), AppError> {
    let mut lines = text.trim_start_matches('\u{feff}').lines().enumerate();
    let header = lines.next().map(|(_, line)| cells(line)).unwrap_or_default();
    let place = |name: &str| header.iter().position(|cell| cell.to_lowercase() == name);
    let missing: Vec<&str> = COLUMNS.into_iter().filter(|name| place(name).is_none()).collect();
    if !missing.is_empty() {
        let text =
            format!("Filen saknar kolumnerna {}. Första raden ska vara {}.", missing.join(", "), COLUMNS.join(";"));
        return Err(AppError::field("file", text));
    }
    let (mut rows, mut imported) = (Vec::new(), ImportedPeople::default());
    for (at, line) in lines.filter(|(_, line)| !line.trim().is_empty()) {
        let cells = cells(line);
        let cell = |name: &str| place(name).and_then(|at| cells.get(at)).cloned().unwrap_or_default();
        let [number, name, email, unit, manager, ends] = COLUMNS.map(cell);
        let day = |column: &str, text: &str| match text {
            "" => Ok(None),
            text => text
                .parse::<NaiveDate>()
                .map(Some)
                .map_err(|_| format!("{column} `{text}` är ingen dag; skriv som 2026-11-22")),
        };
        let days = day("slutdatum", &ends).and_then(|ends| Ok((ends, day(FIRST, &cell(FIRST))?)));
        let reason = match days {
            Err(why) => why,
            Ok(_) if number.is_empty() || name.is_empty() => "anställningsnummer eller namn saknas".to_owned(),
            Ok((ends, first)) => match first.and_then(|first| wrong_first(first, ends, today)) {
                Some(why) => why.to_owned(),
                None => {
                    rows.push(Row { line: at + 1, number, name, email, unit, manager, ends, first });
                    continue;
                }
            },
        };
        imported.rejected.push((at + 1, reason));
    }
    Ok((rows, imported))
}

fn cells(line: &str) -> Vec<String> {
    line.split(';').map(|cell| cell.trim().trim_matches('"').to_owned()).collect()
}
