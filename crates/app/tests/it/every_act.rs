//! Four eyes, for all: every pair of people is tried on every act that takes two.

use std::collections::{BTreeMap, BTreeSet};

use app::{
    AppError,
    proposal::{Act, ProposalRef},
};
use casework::id::CaseId;
use chrono::TimeDelta;
use serde_json::Value;
use store::Backend;
use vault::{CaseKey, Context, OsRng, PersonKeys, Sealed, ServerKey, ShredKeys};

use crate::{
    acts::{Ground, Try, tried_by},
    world::{World, everybody, phrase, run},
};

/// What opens the body of a proposal and closes it again: the server's key, or the key of the case as a member holds it.
enum Opener {
    Server(ServerKey),
    Case(String, Box<CaseKey>),
}

impl World {
    async fn opener(&self, row: &store::Proposal) -> Opener {
        let keys = self.data().join("keys");
        let Some(case) = &row.case_id else {
            return Opener::Server(ServerKey::open_or_create(&keys.join("server.key"), &mut OsRng).unwrap());
        };
        // The name of a reporter is asked for under the server's key.
        if row.kind == "report_identity" {
            return Opener::Server(ServerKey::open_or_create(&keys.join("server.key"), &mut OsRng).unwrap());
        }
        let member = if row.kind.starts_with("report_") { "mottagare1" } else { "hr" };
        let person = self.id(member).to_string();
        let wrapped = self.store.person_key_get(&person).await.unwrap().unwrap().wrapped;
        let own = PersonKeys::unwrap(&wrapped, &phrase(member)).unwrap();
        let members = self.store.case_members(case).await.unwrap();
        let wrapped = members.into_iter().find(|member| member.person == person).unwrap().wrapped_key.unwrap();
        let shred = ShredKeys::new(keys.join("shred")).get(case).unwrap();
        Opener::Case(case.clone(), Box::new(CaseKey::unwrap(&own, &wrapped, &shred).unwrap()))
    }

    /// What a proposal says, as whoever holds the keys of the server or of the case reads it.
    async fn body(&self, row: &store::Proposal) -> Value {
        let (sealed, object) = (Sealed::from_bytes(row.body.clone()).unwrap(), format!("proposal/{}", row.id));
        let text = match self.opener(row).await {
            Opener::Server(key) => key.open(&Context::new("proposal", &object), &sealed).unwrap(),
            Opener::Case(case, key) => key.open(&Context::new(&case, &object), &sealed).unwrap(),
        };
        serde_json::from_slice(&text).unwrap()
    }

    async fn sealed(&self, row: &store::Proposal, body: &Value) -> Vec<u8> {
        let (text, object) = (serde_json::to_vec(body).unwrap(), format!("proposal/{}", row.id));
        let sealed = match self.opener(row).await {
            Opener::Server(key) => key.seal(&Context::new("proposal", &object), &text, &mut OsRng),
            Opener::Case(case, key) => key.seal(&Context::new(&case, &object), &text, &mut OsRng),
        };
        sealed.unwrap().into_bytes()
    }

    async fn row(&self, id: &str) -> store::Proposal {
        self.store.proposal_get(id).await.unwrap().unwrap()
    }

    /// Puts another row in the place of one.
    async fn swap(&self, row: &store::Proposal) {
        self.store.tamper(&format!("delete from proposal where id = '{}'", row.id)).await.unwrap();
        self.store.proposal_put(row).await.unwrap();
    }

    /// Approves, when the person can still come in.
    async fn second(&self, username: &str, proposal: ProposalRef) -> Result<(), AppError> {
        match self.seen(username).await {
            Some(cx) => self.once(self.app.proposal_approve(&cx, proposal)).await,
            None => Err(AppError::SignedOut),
        }
    }

    /// Whether somebody could approve it now, without doing it.
    async fn could(&self, username: &str, proposal: ProposalRef) -> bool {
        let Some(cx) = self.seen(username).await else { return false };
        let page = self.once(self.app.proposal_show(&cx, proposal)).await;
        page.is_ok_and(|page| page.hindrance.is_none())
    }

    /// A deputy, as the server writes one: nobody may say who stands in for themselves, so a lone director names none.
    pub(crate) async fn deputy(&self, person: &str, deputy: &str) {
        let (person, deputy) = (self.id(person).to_string(), self.id(deputy).to_string());
        let (from_day, to_day) = ("2026-01-01".to_owned(), "2028-01-01".to_owned());
        let server = ServerKey::open_or_create(&self.data().join("keys/server.key"), &mut OsRng).unwrap();
        let mut mark = blake3::Hasher::new_keyed(&server.subkey("deputies"));
        for part in [&person, &deputy, &from_day, &to_day] {
            mark.update(&(part.len() as u64).to_le_bytes()).update(part.as_bytes());
        }
        let name = format!("deputy/{person}/{deputy}/{from_day}");
        self.store.setting_put(&name, mark.finalize().as_bytes()).await.unwrap();
        self.store.deputy_put(&store::Deputy { person, deputy, from_day, to_day }).await.unwrap();
    }

    /// Everybody stands in for everybody else.
    async fn deputies(&self) {
        for person in everybody() {
            for deputy in everybody().filter(|deputy| *deputy != person) {
                self.deputy(person, deputy).await;
            }
        }
    }

    /// Cases that are closed and have been kept long enough.
    pub(crate) async fn old(&self, count: usize) -> Vec<CaseId> {
        let mut old = Vec::new();
        for _ in 0..count {
            old.push(self.ground(Ground::Old).await);
        }
        self.wait(TimeDelta::days(72));
        self.unlock_all().await;
        old
    }

    /// One who proposes an act tries all seconds: those who may not, and then those who may, each on a proposal of its own.
    async fn all_seconds(&self, first: &str, act: Try, grounds: &mut Grounds) {
        let seconds = act.seconds(first);
        let id = grounds.of(self, act).await;
        let proposed = self.tries(first, act, id).await;
        assert_eq!(proposed.is_ok(), act.hands().0.contains(&first), "{first} proposes {act:?}: {:?}", proposed.err());
        let Ok(mut proposal) = proposed else { return };
        let cx = self.cx(first).await;
        let body = self.body(&self.row(&proposal.to_string()).await).await;
        let said: Act = serde_json::from_str(body["what"].as_str().unwrap()).unwrap();
        assert_eq!(tried_by(&said, &cx), Some(act));
        for second in everybody().filter(|second| !seconds.contains(second)) {
            assert!(self.second(second, proposal).await.is_err(), "{first} and {second}: {act:?}");
        }
        for (at, second) in seconds.iter().enumerate() {
            if at > 0 {
                let id = grounds.of(self, act).await;
                proposal = self.tries(first, act, id).await.unwrap();
            }
            let passed = self.second(second, proposal).await;
            assert!(passed.is_ok(), "{first} and {second}: {act:?}: {}", passed.unwrap_err());
            assert!(self.second(second, proposal).await.is_err(), "twice");
            grounds.used(act);
        }
        if seconds.is_empty() {
            self.once(self.app.proposal_withdraw(&cx, proposal)).await.unwrap();
        }
    }
}

/// The case that each act is tried in, until it is used up.
#[derive(Default)]
struct Grounds {
    ready: BTreeMap<Try, CaseId>,
    old: Vec<CaseId>,
}

impl Grounds {
    async fn of(&mut self, world: &World, act: Try) -> CaseId {
        if let Some(id) = self.ready.get(&act) {
            return *id;
        }
        let id = match act {
            Try::Dispose => self.old.pop().unwrap(),
            _ => world.ground(act.ground()).await,
        };
        self.ready.insert(act, id);
        id
    }

    fn used(&mut self, act: Try) {
        if !act.repeats() {
            self.ready.remove(&act);
        }
    }
}

// Who may does not depend on the database, and these are the longest tests: on SQLite only.

#[test]
fn every_pair_passes_every_act_only_where_the_rules_say_so() {
    run(Backend::Sqlite, async |world| {
        let mut grounds = Grounds { old: world.old(2).await, ..Grounds::default() };
        // A deputy acts by no right but their own.
        world.deputies().await;
        for act in Try::ALL {
            // Those who may not propose it first: a case that they tried in is still there for the others.
            let (may, may_not): (Vec<&str>, Vec<&str>) = everybody().partition(|first| act.hands().0.contains(first));
            for first in may_not.into_iter().chain(may) {
                world.all_seconds(first, *act, &mut grounds).await;
            }
        }
    });
}

#[test]
fn no_act_passes_after_a_lost_role_an_edit_or_72_hours() {
    run(Backend::Sqlite, async |world| {
        let mut grounds = Grounds { old: world.old(1).await, ..Grounds::default() };
        let mut waiting = Vec::new();
        for act in Try::ALL {
            let pair = act.hands().0.iter().find_map(|first| Some((*first, *act.seconds(first).first()?)));
            let Some((first, second)) = pair else { continue };
            let id = grounds.of(world, *act).await;
            waiting.push((*act, first, second, world.tries(first, *act, id).await.unwrap()));
        }
        assert_eq!(waiting.len(), Try::ALL.len());
        edited(world, &waiting).await;
        let people: BTreeSet<&str> = waiting.iter().flat_map(|(_, first, second, _)| [*first, *second]).collect();
        for person in people {
            let id = world.id(person);
            let lost =
                format!("update role_holding set to_day = '2026-11-22' where person = '{id}' and to_day is null");
            assert_eq!(world.store.tamper(&lost).await.unwrap(), 1);
            for (act, first, second, proposal) in &waiting {
                if [*first, *second].contains(&person) {
                    assert!(world.second(second, *proposal).await.is_err(), "{person} has no role: {act:?}");
                }
            }
            world.store.tamper(&format!("update role_holding set to_day = null where person = '{id}'")).await.unwrap();
        }
        for (act, _, second, proposal) in &waiting {
            assert!(world.could(second, *proposal).await, "as before: {act:?}");
        }
        world.wait(TimeDelta::hours(72));
        world.unlock_all().await;
        for (act, _, second, proposal) in &waiting {
            let late = world.second(second, *proposal).await;
            assert!(matches!(late, Err(AppError::Denied { .. })), "{act:?}: {late:?}");
        }
    });
}

/// What it is called, and what it does to what a proposal says.
type Edit<'a> = (&'a str, &'a dyn Fn(&mut Value));

/// What whoever writes the database can do to a proposal, and what whoever holds the keys to its body can.
async fn edited(world: &World, waiting: &[(Try, &str, &str, ProposalRef)]) {
    let fails = async |what: &str, act: Try, second: &str, id: &str| {
        assert!(world.second(second, id.parse().unwrap()).await.is_err(), "{what}: {act:?}");
    };
    for (at, (act, first, second, proposal)) in waiting.iter().enumerate() {
        let id = proposal.to_string();
        let row = world.row(&id).await;
        assert!(world.could(second, *proposal).await, "{act:?} by {second}");
        let mut flipped = row.body.clone();
        *flipped.last_mut().unwrap() ^= 1;
        let kind = if row.kind == "role" { "delegation_put" } else { "role" };
        let rows = [
            ("flipped", store::Proposal { body: flipped, ..row.clone() }),
            ("of another kind", store::Proposal { kind: kind.to_owned(), ..row.clone() }),
            ("of another person", store::Proposal { proposer: world.id("revisor").to_string(), ..row.clone() }),
            ("of another authority", store::Proposal { authority: "socialnamnden".to_owned(), ..row.clone() }),
        ];
        for (what, changed) in rows {
            world.swap(&changed).await;
            fails(what, *act, second, &id).await;
        }
        let body = world
            .body(&{
                world.swap(&row).await;
                row.clone()
            })
            .await;
        let theirs = world.id(second).to_string();
        let edits: [Edit<'_>; 4] = [
            ("another reason", &|body| body["reason"] = "Annat.".into()),
            ("a later time", &|body| body["at"] = (body["at"].as_i64().unwrap() + 3600).into()),
            ("another proposer", &|body| body["by"]["person"] = theirs.clone().into()),
            ("another act", &|body| {
                let what = body["what"].as_str().unwrap().replace("Det behövs.", "Något annat.");
                let what = what.replace(&world.id("medarbetare").to_string(), &world.id("drift").to_string());
                body["what"] = format!("{what} ").into();
            }),
        ];
        for (what, edit) in edits {
            let mut edited = body.clone();
            edit(&mut edited);
            let sealed = world.sealed(&row, &edited).await;
            world.swap(&store::Proposal { body: sealed, ..row.clone() }).await;
            fails(what, *act, second, &id).await;
        }
        // Signed by nobody, in the name of the first.
        let copy = store::Proposal { id: format!("{at:032x}"), ..row.clone() };
        let mut forged = body.clone();
        forged["id"] = copy.id.clone().into();
        let sealed = world.sealed(&copy, &forged).await;
        world.store.proposal_put(&store::Proposal { body: sealed, ..copy.clone() }).await.unwrap();
        fails("forged", *act, second, &copy.id).await;
        world.swap(&row).await;
        assert!(world.could(second, *proposal).await, "as it was: {act:?} by {first}");
    }
}
