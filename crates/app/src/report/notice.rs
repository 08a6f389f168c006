//! Notices by mail, at fixed hours: that there is something to see to, and nothing of what, how much or about whom. They go
//! to recipients of reports and to those who are reminded of a declaration or a course, and look the same.
//!
//! A mail is a file that the municipality's mail server picks up. The hours are fixed, so that the time of a mail tells
//! nothing of the time of a report.

use std::{collections::BTreeSet, path::Path};

use chrono::{TimeDelta, Timelike as _};
use store::{CaseFilter, CaseState, Way};

use super::*;
use crate::{stamp, swedish_time};

/// The hours, on a Swedish clock.
const HOURS: [(u32, u32); 2] = [(7, 30), (13, 0)];

/// How near a last day is told of.
const NEAR_DAYS: i64 = 3;

/// When notices were last looked for.
const LAST: &str = "voice-notices";

impl App {
    /// Leaves a mail in a folder for each recipient of reports who has something to see to, and for whoever is to be reminded
    /// of a declaration or a course, when one of the fixed hours has come since the last time. How many were left. Done by the program, for nobody.
    ///
    /// # Errors
    /// When the folder can not be written or the database fails.
    pub async fn report_notices(&self, folder: &Path) -> Result<u64, AppError> {
        let Some(hour) = self.hour_come().await? else { return Ok(0) };
        let mut left = 0;
        let mut told = self.to_be_told().await?;
        let clock = swedish_time(hour);
        // Once a day, with the first of the fixed hours: nobody is in a hurry to declare.
        if HOURS.first() == Some(&(clock.hour(), clock.minute())) {
            told.extend(self.declaration_reminders(crate::swedish_day(hour)).await?);
            self.training_dispose_planned().await?;
            told.extend(self.extract_reminders(crate::swedish_day(hour)).await?);
        }
        told.extend(self.training_remind().await?);
        for person in told {
            let Some(row) = self.store.person_get(&person).await.map_err(AppError::Store)? else { continue };
            let Some(to) = row.email.filter(|to| is_address(to)) else { continue };
            let name = format!("{:032x}", self.random_bits());
            let text = mail(&to, &row.locale, &name, hour);
            let (folder, name) = (folder.to_owned(), name.clone());
            let written = crate::app::blocking(move || write(&folder, &name, &text)).await?;
            written.map_err(|error| AppError::Internal(format!("ett meddelande kan inte skrivas: {error}")))?;
            left += 1;
        }
        self.store.setting_put(LAST, stamp(hour).as_bytes()).await.map_err(AppError::Store)?;
        Ok(left)
    }

    /// The last fixed hour, when nothing was looked for since.
    async fn hour_come(&self) -> Result<Option<chrono::DateTime<chrono::Utc>>, AppError> {
        let last = self.store.setting_get(LAST).await.map_err(AppError::Store)?;
        let last = last.and_then(|text| String::from_utf8(text).ok());
        // Back by minutes: the Swedish clock jumps twice a year, and nothing else knows when.
        let now = self.now();
        let hour = (0..24 * 60).map(|minutes| now - TimeDelta::minutes(minutes)).find(|at| {
            let clock = swedish_time(*at);
            HOURS.contains(&(clock.hour(), clock.minute()))
        });
        let hour = hour.and_then(|hour| hour.with_second(0)?.with_nanosecond(0));
        Ok(hour.filter(|hour| last.is_none_or(|last| last < stamp(*hour))))
    }

    /// The recipients of reports that are new to them, in which the reporter has written, or whose last day is near.
    async fn to_be_told(&self) -> Result<BTreeSet<String>, AppError> {
        let near = (crate::swedish_day(self.now()) + TimeDelta::days(NEAR_DAYS)).to_string();
        let posts = self.store.voice_post_waiting(Way::In, None).await.map_err(AppError::Store)?;
        let written: BTreeSet<String> = posts.into_iter().map(|post| post.report).collect();
        let kind = Some(REPORT.to_owned());
        let filter = CaseFilter { kind, ..CaseFilter::default() };
        let mut told = BTreeSet::new();
        for record in self.store.case_list(&filter).await.map_err(AppError::Store)? {
            if record.state == CaseState::Disposed {
                continue;
            }
            let is_near = record.next_deadline.as_ref().is_some_and(|day| *day <= near);
            let all = is_near || written.contains(&record.id);
            let plain = self.members_of(record).await?;
            for member in plain.current() {
                if all || self.is_new_to(&plain.record, &member.person).await? {
                    told.insert(member.person.clone());
                }
            }
        }
        Ok(told)
    }
}

/// An address that can stand in a header and nowhere else.
fn is_address(text: &str) -> bool {
    text.contains('@') && text.chars().all(|sign| sign.is_ascii_graphic() && !"<>,;:\"()".contains(sign))
}

fn mail(to: &str, locale: &str, id: &str, at: chrono::DateTime<chrono::Utc>) -> String {
    let (subject, text) = match locale {
        "en" => ("Sign in to Insyn", "There may be something for you to see to in Insyn. Sign in as usual."),
        _ => ("Logga in i Insyn", "Det kan finnas något för dig att se till i Insyn. Logga in som vanligt."),
    };
    let text = base64(text);
    format!(
        "To: <{to}>\r\nSubject: {subject}\r\nDate: {}\r\nMessage-ID: <{id}@insyn.invalid>\r\nMIME-Version: 1.0\r\n\
         Auto-Submitted: auto-generated\r\nContent-Type: text/plain; charset=utf-8\r\n\
         Content-Transfer-Encoding: base64\r\n\r\n{text}\r\n",
        at.to_rfc2822()
    )
}

/// Swedish letters go through every mail server as base 64.
fn base64(text: &str) -> String {
    const SIGNS: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    let sign =
        |six: u32| SIGNS.get(usize::try_from(six & 63).unwrap_or_default()).map_or('=', |sign| char::from(*sign));
    let mut out = String::new();
    for three in format!("{text}\r\n").as_bytes().chunks(3) {
        let bits = three.iter().fold(0_u32, |bits, byte| bits << 8 | u32::from(*byte)) << (8 * (3 - three.len()));
        for at in 0..4 {
            out.push(if at <= three.len() { sign(bits >> (18 - 6 * at)) } else { '=' });
        }
    }
    let lines: Vec<String> = out.as_bytes().chunks(76).map(|line| String::from_utf8_lossy(line).into_owned()).collect();
    lines.join("\r\n")
}

/// Written aside and moved into place, so that none is picked up half.
fn write(folder: &Path, name: &str, text: &str) -> std::io::Result<()> {
    std::fs::create_dir_all(folder)?;
    let aside = folder.join(format!(".{name}.part"));
    std::fs::write(&aside, text)?;
    std::fs::rename(&aside, folder.join(format!("{name}.eml")))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_mail_tells_nothing_and_no_address_can_add_a_header() {
        let at = "2026-11-22T06:30:00Z".parse().unwrap();
        let mail = mail("anna@exempel.invalid", "sv", "a1", at);
        assert!(mail.starts_with("To: <anna@exempel.invalid>\r\nSubject: Logga in i Insyn\r\n"), "{mail}");
        assert!(!mail.to_lowercase().contains("rapport"));
        assert!(!is_address("anna@exempel.invalid\r\nBcc: alla@exempel.invalid"));
        assert!(!is_address("Anna <anna@exempel.invalid>"));
    }

    #[test]
    fn base_64_is_as_others_write_it() {
        assert_eq!(base64("Å"), "w4UNCg==");
        assert_eq!(base64("aÅ"), "YcOFDQo=");
        assert_eq!(base64(""), "DQo=");
    }
}
