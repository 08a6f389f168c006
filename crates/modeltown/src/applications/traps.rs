//! Fifteen innocent traps: what looks wrong in an honest application.

use super::Verdict;
use super::story::{Application, Attached, Form, Post, post};
use super::world::{AS_OF, World};
use crate::calendar::Day;
use crate::draw::Draw;

type Trap = fn(&mut Draw, &mut World, &mut Application, &[Application]);

const TRAPS: [(&str, Trap); 15] = [
    ("parental_leave", parental_leave),
    ("study_beside_work", study_beside_work),
    ("employer_renamed", employer_renamed),
    ("employer_merged", employer_merged),
    ("merged_under_new_name", merged_under_new_name),
    ("foreign_employer", foreign_employer),
    ("short_gap", short_gap),
    ("two_part_time", two_part_time),
    ("employed_until_bankruptcy", employed_until_bankruptcy),
    ("company_being_founded", company_being_founded),
    ("applied_twice", applied_twice),
    ("shared_switchboard", shared_switchboard),
    ("written_by_helper", written_by_helper),
    ("years_only", years_only),
    ("certificate_scanned_later", certificate_scanned_later),
];

/// Lays a trap in an honest application, in turn by each kind.
pub(super) fn lay(
    turn: usize,
    draw: &mut Draw,
    world: &mut World,
    application: &mut Application,
    earlier: &[Application],
) -> Verdict {
    let (what, trap) = TRAPS.get(turn % TRAPS.len()).copied().unwrap_or(("plain", |_, _, _, _| {}));
    trap(draw, world, application, earlier);
    Verdict { kind: "honest", what, fact: "", verdict: "" }
}

/// A year at home within a post that goes on, told as a period of its own.
fn parental_leave(draw: &mut Draw, _: &mut World, application: &mut Application, _: &[Application]) {
    let Some(middle) = application.middle() else { return };
    "Heltid.".clone_into(&mut middle.note);
    let from = middle.from.month_plus(2);
    let to = middle.to.unwrap_or(AS_OF).month_plus(-1).max(from);
    let leave = Post {
        title: "Föräldraledig".to_owned(),
        from,
        to: Some(to.min(from.month_plus(draw.days(6, 14)))),
        note: "Tjänstledig från min anställning.".to_owned(),
        ..Post::default()
    };
    application.posts.insert(0, leave);
}

fn study_beside_work(draw: &mut Draw, world: &mut World, application: &mut Application, _: &[Application]) {
    let Some(middle) = application.middle() else { return };
    let from = middle.from.month_plus(3);
    let organisation = world.schools.first().map(|school| school.name.clone()).unwrap_or_default();
    let course = Post {
        is_education: true,
        title: "Kurser i förvaltningsrätt".to_owned(),
        organisation,
        from,
        to: Some(from.month_plus(draw.days(5, 20))),
        note: "Deltid 50 % vid sidan av arbetet.".to_owned(),
        ..Post::default()
    };
    application.posts.push(course);
}

fn employer_renamed(draw: &mut Draw, world: &mut World, application: &mut Application, _: &[Application]) {
    let mut company = world.company(" AB", Day::new(1987, 2, 1));
    if let Some(post) = application.middle() {
        post.at(&company, draw.chance(500));
    }
    company.earlier = company.name;
    company.name = format!("{} AB", world.unknown_name());
    world.others.push(company);
}

fn employer_merged(draw: &mut Draw, world: &mut World, application: &mut Application, _: &[Application]) {
    let mut gone = world.company(" AB", Day::new(1987, 2, 1));
    let into = world.company(" AB", Day::new(1990, 2, 1));
    if let Some(post) = application.middle() {
        gone.to = Some(post.to.unwrap_or(AS_OF).plus(-draw.days(60, 500)));
        post.at(&gone, draw.chance(500));
    }
    into.org.clone_into(&mut gone.merged_into);
    world.others.extend([gone, into]);
}

fn merged_under_new_name(draw: &mut Draw, world: &mut World, application: &mut Application, _: &[Application]) {
    let mut gone = world.company(" AB", Day::new(1987, 2, 1));
    let mut into = world.company(" AB", Day::new(1990, 2, 1));
    if let Some(post) = application.middle() {
        let merged = post.from.plus(draw.days(200, 400));
        into.from = Some(merged.plus(-20));
        gone.to = Some(merged);
        post.at(&into, draw.chance(500));
    }
    into.org.clone_into(&mut gone.merged_into);
    world.others.extend([gone, into]);
}

fn foreign_employer(draw: &mut Draw, world: &mut World, application: &mut Application, _: &[Application]) {
    let name = world.unknown_name();
    let [country, form] = draw.pick(&[["NO", "AS"], ["DE", "GmbH"], ["PL", "sp"]]);
    let name_of_country = match country {
        "NO" => "Norge",
        "DE" => "Tyskland",
        _ => "Polen",
    };
    if let Some(post) = application.middle() {
        post.organisation = format!("{name} {form}");
        post.org = String::new();
        post.country = (country, name_of_country);
    }
}

fn short_gap(_: &mut Draw, _: &mut World, application: &mut Application, _: &[Application]) {
    let at = application.work().saturating_sub(2);
    let next = application.posts.get(at + 1).map(|next| next.from);
    if let (Some(next), Some(post)) = (next, application.posts.get_mut(at)) {
        post.to = Some(next.month_plus(-3).max(post.from));
    }
}

fn two_part_time(draw: &mut Draw, world: &mut World, application: &mut Application, _: &[Application]) {
    let Some(middle) = application.middle() else { return };
    "Deltid 50 %.".clone_into(&mut middle.note);
    let (from, to) = (middle.from, middle.to);
    let mut other = post(draw, world, from, to);
    "Deltid 50 %.".clone_into(&mut other.note);
    application.posts.insert(0, other);
}

fn employed_until_bankruptcy(draw: &mut Draw, world: &mut World, application: &mut Application, _: &[Application]) {
    let mut company = world.company(" AB", Day::new(1987, 2, 1));
    if let Some(post) = application.middle() {
        let start = post.to.unwrap_or(AS_OF).plus(-draw.days(0, 100)).max(post.from.plus(31));
        company.bankrupt = Some(start);
        post.at(&company, draw.chance(500));
    }
    world.others.push(company);
}

fn company_being_founded(draw: &mut Draw, world: &mut World, application: &mut Application, _: &[Application]) {
    let mut company = world.company(" AB", Day::new(1987, 2, 1));
    if let Some(post) = application.middle() {
        company.from = Some(post.from.plus(draw.days(31, 150)));
        post.at(&company, draw.chance(500));
    }
    world.others.push(company);
}

/// The same person, the same history and certificate, in an earlier round.
fn applied_twice(_: &mut Draw, _: &mut World, application: &mut Application, earlier: &[Application]) {
    let honest = earlier.iter().rev().find(|other| other.number.is_multiple_of(4));
    if let Some(first) = honest {
        let (number, received) = (application.number, application.received);
        *application = Application { number, received, made: received, ..first.clone() };
    }
}

fn shared_switchboard(draw: &mut Draw, world: &mut World, application: &mut Application, _: &[Application]) {
    application.in_full();
    application.referees.clear();
    application.add_referee(draw, world);
    application.add_referee(draw, world);
    let phone = application.referees.first().map(|first| first.phone.clone()).unwrap_or_default();
    for referee in &mut application.referees {
        referee.phone.clone_from(&phone);
    }
}

fn written_by_helper(draw: &mut Draw, _: &mut World, application: &mut Application, _: &[Application]) {
    application.form = Form::Pdf;
    application.author = format!("Bibliotekarie Hjälpsam{}", draw.below(10));
}

fn years_only(_: &mut Draw, _: &mut World, application: &mut Application, _: &[Application]) {
    for post in &mut application.posts {
        post.is_years = true;
    }
}

fn certificate_scanned_later(draw: &mut Draw, world: &mut World, application: &mut Application, _: &[Application]) {
    application.in_full();
    application.papers.clear();
    application.add_paper(draw, world);
    let made = application.received.plus(-draw.days(0, 30));
    application.attached = vec![Attached { made, author: String::new(), program: "Exempel Skanner 3" }];
}
