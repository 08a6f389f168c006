//! The twenty kinds of false applications. Each is an honest one with one thing changed.

use super::Verdict;
use super::story::{Answer, Application, Attached, Form, Post, Tie, pick, post};
use super::world::{AS_OF, Company, World};
use crate::calendar::Day;
use crate::draw::Draw;
use crate::numbers::{OrgForm, org_dashed};

type Lie = fn(&mut Draw, &mut World, &mut Application, &[Application]);

/// Name, the fact and verdict that should tell, and how it is done.
const LIES: [(&str, &str, &str, Lie); 20] = [
    ("employer_not_yet", "employer_existed", "contradicted", employer_not_yet),
    ("employer_gone", "employer_existed", "contradicted", employer_gone),
    ("employer_bankrupt", "employer_solvent", "contradicted", employer_bankrupt),
    ("number_wrong", "organisation_number", "contradicted", number_wrong),
    ("number_unknown", "employer_existed", "contradicted", number_unknown),
    ("number_of_another", "organisation_number", "contradicted", number_of_another),
    ("two_full_time", "overlap", "contradicted", two_full_time),
    ("dates_reversed", "dates", "contradicted", dates_reversed),
    ("hidden_gap", "gap", "not_verified", hidden_gap),
    ("certificate_shared", "certificate_unique", "contradicted", certificate_shared),
    ("issuer_of_many", "issuer_known", "not_verified", issuer_of_many),
    ("history_copied", "history_unique", "contradicted", history_copied),
    ("referee_tied", "referee_independent", "contradicted", referee_tied),
    ("referee_is_candidate", "referee_independent", "contradicted", referee_is_candidate),
    ("referee_elsewhere", "referee_placed", "contradicted", referee_elsewhere),
    ("degree_denied", "degree_confirmed", "contradicted", degree_denied),
    ("school_too_young", "school_existed", "contradicted", school_too_young),
    ("study_too_short", "study_time", "not_verified", study_too_short),
    ("certificate_file_older", "document_dates", "contradicted", certificate_file_older),
    ("file_too_late", "document_dates", "contradicted", file_too_late),
];

/// Makes an application false, in turn by each kind.
pub(super) fn tell(
    turn: usize,
    draw: &mut Draw,
    world: &mut World,
    application: &mut Application,
    earlier: &[Application],
) -> Verdict {
    let Some((what, fact, verdict, lie)) = LIES.get(turn % LIES.len()).copied() else {
        return Verdict { kind: "honest", what: "plain", fact: "", verdict: "" };
    };
    lie(draw, world, application, earlier);
    Verdict { kind: "false", what, fact, verdict }
}

/// Gives the middle post to a company that is made for it.
fn employed_by(
    world: &mut World,
    application: &mut Application,
    tells_number: bool,
    fate: impl FnOnce(&mut Company, &Post),
) {
    let mut company = world.company(" AB", Day::new(1988, 3, 1));
    if let Some(post) = application.middle() {
        fate(&mut company, post);
        post.at(&company, tells_number);
    }
    world.others.push(company);
}

fn employer_not_yet(draw: &mut Draw, world: &mut World, application: &mut Application, _: &[Application]) {
    let late = draw.days(220, 900);
    employed_by(world, application, draw.chance(500), |company, post| company.from = Some(post.from.plus(late)));
}

fn employer_gone(draw: &mut Draw, world: &mut World, application: &mut Application, _: &[Application]) {
    let early = draw.days(90, 900);
    employed_by(world, application, draw.chance(500), |company, post| {
        company.to = Some(post.to.unwrap_or(AS_OF).plus(-early));
    });
}

fn employer_bankrupt(draw: &mut Draw, world: &mut World, application: &mut Application, _: &[Application]) {
    let early = draw.days(230, 1_400);
    employed_by(world, application, draw.chance(700), |company, post| {
        company.bankrupt = Some(post.to.unwrap_or(AS_OF).plus(-early));
    });
}

fn number_wrong(draw: &mut Draw, world: &mut World, application: &mut Application, _: &[Application]) {
    let company = pick(draw, &world.steady);
    if let Some(post) = application.middle() {
        post.at(&company, true);
        let last = post.org.pop().and_then(|last| last.to_digit(10)).unwrap_or(0);
        post.org.push(char::from_digit((last + 3) % 10, 10).unwrap_or('0'));
    }
}

fn number_unknown(_: &mut Draw, world: &mut World, application: &mut Application, _: &[Application]) {
    let name = format!("{} AB", world.unknown_name());
    let org = org_dashed(&world.mint.org(OrgForm::Company));
    if let Some(post) = application.middle() {
        (post.organisation, post.org) = (name, org);
    }
}

fn number_of_another(draw: &mut Draw, world: &mut World, application: &mut Application, _: &[Application]) {
    let (named, numbered) = (pick(draw, &world.steady), world.company(" AB", Day::new(1989, 5, 1)));
    if let Some(post) = application.middle() {
        post.at(&named, false);
        post.org = org_dashed(&numbered.org);
    }
    world.others.push(numbered);
}

fn two_full_time(draw: &mut Draw, world: &mut World, application: &mut Application, _: &[Application]) {
    let Some(middle) = application.middle() else { return };
    "Heltid.".clone_into(&mut middle.note);
    let (from, to) = (middle.from.month_plus(1), middle.to);
    let mut other = post(draw, world, from, to);
    other.at(&world.company(" AB", Day::new(1985, 1, 1)), false);
    "Heltid.".clone_into(&mut other.note);
    application.posts.insert(0, other);
}

fn dates_reversed(draw: &mut Draw, _: &mut World, application: &mut Application, _: &[Application]) {
    let back = draw.days(2, 20);
    if let Some(post) = application.middle() {
        post.to = Some(post.from.month_plus(-back));
    }
}

fn hidden_gap(draw: &mut Draw, world: &mut World, application: &mut Application, _: &[Application]) {
    let months = draw.days(6, 18);
    let work = application.work();
    if work > 1 {
        let at = work - 2;
        if let Some(post) = application.posts.get_mut(at) {
            let to = post.to.unwrap_or(AS_OF).month_plus(-months);
            // A post too short to hold the gap is left out whole.
            post.to = Some(to.max(post.from));
        }
    } else if let Some(only) = application.posts.first_mut() {
        only.from = only.from.month_plus(months);
        only.at(&pick(draw, &world.steady), false);
    }
}

fn certificate_shared(draw: &mut Draw, world: &mut World, application: &mut Application, earlier: &[Application]) {
    application.in_full();
    application.add_paper(draw, world);
    let shared = earlier
        .iter()
        .rev()
        .filter(|other| other.person.id != application.person.id)
        .find_map(|other| other.papers.first());
    if let (Some(shared), Some(own)) = (shared, application.papers.last_mut()) {
        shared.number.clone_into(&mut own.number);
        shared.issuer.clone_into(&mut own.issuer);
    }
}

fn issuer_of_many(draw: &mut Draw, world: &mut World, application: &mut Application, _: &[Application]) {
    application.in_full();
    application.add_paper(draw, world);
    if let Some(own) = application.papers.last_mut() {
        "Nordiska Examensakademin Exempel".clone_into(&mut own.issuer);
    }
}

fn history_copied(_: &mut Draw, _: &mut World, application: &mut Application, earlier: &[Application]) {
    let is_whole =
        |other: &&Application| other.posts.iter().all(|post| !post.organisation.is_empty()) && other.posts.len() >= 3;
    if let Some(other) = earlier.iter().rev().step_by(3).find(is_whole) {
        other.posts.clone_into(&mut application.posts);
        application.papers.clear();
        application.referees.clear();
    }
}

fn referee_tied(draw: &mut Draw, world: &mut World, application: &mut Application, _: &[Application]) {
    application.in_full();
    application.add_referee(draw, world);
    let referee = application.referees.len() - 1;
    let what = draw.pick(&["syskon", "äger bolag tillsammans", "gifta"]);
    application.ties.push(Tie { referee, to: "candidate", what, source: "uppgift i intervjun" });
}

fn referee_is_candidate(draw: &mut Draw, world: &mut World, application: &mut Application, _: &[Application]) {
    application.in_full();
    application.add_referee(draw, world);
    let phone = application.person.phone.clone();
    if let Some(referee) = application.referees.last_mut() {
        referee.phone = phone;
    }
}

fn referee_elsewhere(draw: &mut Draw, world: &mut World, application: &mut Application, _: &[Application]) {
    application.in_full();
    application.add_referee(draw, world);
    let referee = application.referees.len() - 1;
    application.ties.push(Tie {
        referee,
        to: "other_employer",
        what: "anställd hos annan arbetsgivare",
        source: "arbetsgivarens växel",
    });
}

fn degree_denied(_: &mut Draw, _: &mut World, application: &mut Application, _: &[Application]) {
    let period = application.work();
    let by = application.posts.get(period).map(|post| post.organisation.clone()).unwrap_or_default();
    application.answers.push(Answer { period, by, outcome: "denied" });
}

fn school_too_young(draw: &mut Draw, world: &mut World, application: &mut Application, _: &[Application]) {
    let late = draw.days(200, 2_000);
    let mut school = world.company(" högskola", Day::new(1990, 1, 1));
    school.org = world.mint.org(OrgForm::Public);
    let period = application.work();
    if let Some(post) = application.posts.get_mut(period) {
        school.name.clone_into(&mut post.organisation);
        school.from = post.to.map(|to| to.plus(late));
    }
    world.others.push(school);
}

fn study_too_short(draw: &mut Draw, _: &mut World, application: &mut Application, _: &[Application]) {
    let months = draw.days(4, 14);
    let period = application.work();
    if let Some(post) = application.posts.get_mut(period) {
        post.from = post.to.unwrap_or(AS_OF).month_plus(-months);
    }
}

fn certificate_file_older(draw: &mut Draw, world: &mut World, application: &mut Application, _: &[Application]) {
    application.in_full();
    application.papers.clear();
    application.add_paper(draw, world);
    let before = draw.days(30, 700);
    let made = application.papers.first().map(|paper| paper.issued.plus(-before)).unwrap_or_default();
    application.attached = vec![Attached { made, author: application.person.name.clone(), program: "Exempel Word" }];
}

fn file_too_late(draw: &mut Draw, _: &mut World, application: &mut Application, _: &[Application]) {
    application.form = Form::Pdf;
    application.made = application.received.plus(draw.days(10, 60));
}
