//! A session as a calendar entry (iCalendar, RFC 5545), to be taken into the calendar of whoever is enrolled.

use chrono::{DateTime, Utc};

use super::occasion::{Occasion, Place};

/// The longest line, in bytes without its end.
const LINE: usize = 75;

/// A calendar with the one entry. `host` makes its id one that no other system gives.
#[must_use]
pub fn calendar(occasion: &Occasion, (title, host): (&str, &str), now: DateTime<Utc>) -> String {
    let stamp = |at: DateTime<Utc>| at.format("%Y%m%dT%H%M%SZ").to_string();
    let place = match &occasion.place {
        Place::Room(room) => room,
        Place::Online(address) => address,
    };
    let status = if occasion.cancelled { "CANCELLED" } else { "CONFIRMED" };
    let lines = [
        "BEGIN:VCALENDAR".to_owned(),
        "VERSION:2.0".to_owned(),
        "PRODID:-//Insyn//Utbildning//SV".to_owned(),
        "CALSCALE:GREGORIAN".to_owned(),
        format!("METHOD:{}", if occasion.cancelled { "CANCEL" } else { "PUBLISH" }),
        "BEGIN:VEVENT".to_owned(),
        format!("UID:{}@{host}", occasion.id),
        format!("DTSTAMP:{}", stamp(now)),
        format!("DTSTART:{}", stamp(occasion.starts)),
        format!("DTEND:{}", stamp(occasion.ends())),
        format!("SEQUENCE:{}", occasion.sequence),
        format!("STATUS:{status}"),
        format!("SUMMARY:{}", escaped(title)),
        format!("LOCATION:{}", escaped(place)),
        format!("DESCRIPTION:{}", escaped(&format!("Håller i tillfället: {}", occasion.trainer))),
        "END:VEVENT".to_owned(),
        "END:VCALENDAR".to_owned(),
    ];
    lines.iter().map(|line| folded(line)).collect()
}

/// A text as RFC 5545 3.3.11 writes it.
fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for sign in text.chars().filter(|sign| *sign != '\r') {
        match sign {
            '\\' | ';' | ',' => {
                out.push('\\');
                out.push(sign);
            }
            '\n' => out.push_str("\\n"),
            other if other.is_control() => {}
            other => out.push(other),
        }
    }
    out
}

/// A line with its end; a long one goes on in lines that begin with a blank, never in the middle of a letter.
fn folded(line: &str) -> String {
    let (mut out, mut width) = (String::with_capacity(line.len() + 2), 0);
    for sign in line.chars() {
        if width + sign.len_utf8() > LINE {
            out.push_str("\r\n ");
            width = 1;
        }
        out.push(sign);
        width += sign.len_utf8();
    }
    out.push_str("\r\n");
    out
}
