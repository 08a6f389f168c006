//! An extract is kept: of whoever got the post, when the law that the recorded check rests on says so.

use std::collections::BTreeMap;

use access::{Action, CaseState, Resource};
use casework::{
    Seq, Text,
    extract::{Event, Extract, FileKind, KeepsExtract, Kept, KeptDraft},
    id::{AuthorityId, CaseId, FileId, PersonId},
    recruitment::{Candidate, Recruitment, Register, event::Shown},
};
use chrono::NaiveDate;
use store::NewCase;
use vault::{
    Context,
    clean::{self, Clean},
};

use super::{EXTRACT, HOLDERS, MOST, sealed::record_of};
use crate::{
    App, AppError, Cx,
    app::Ask,
    case::stamped,
    recruitment::{ADMINISTRATORS, RECRUITMENT},
};

/// An extract that somebody hands in.
#[derive(Debug, Clone)]
pub struct ExtractDraft {
    /// The check that it was shown for: the document.
    pub check: String,
    /// Which register it comes from.
    pub register: Register,
    /// The day that the person begins.
    pub starts_on: NaiveDate,
    /// The day that the original went back, when it has.
    pub returned_on: Option<NaiveDate>,
    /// The file.
    pub bytes: Vec<u8>,
}

/// An extract that the law says is kept.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ToKeep {
    /// The document of the check.
    pub check: String,
    /// What the group of posts is called.
    pub title: Text,
    /// Which register it comes from.
    pub register: Register,
    /// At least how many months it is kept.
    pub months: u32,
    /// Whether it is kept already.
    pub is_kept: bool,
}

/// What is kept of whoever got a post.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ToKeepPage {
    /// The recruitment.
    pub recruitment: CaseId,
    /// The post.
    pub post: String,
    /// Who got it; none when nobody did, or it is not decided.
    pub chosen: Option<(Seq, String)>,
    /// What the law says is kept of them, kept or not.
    pub extracts: Vec<ToKeep>,
    /// Names of those who will be able to read it.
    pub holders: Vec<String>,
}

impl App {
    /// What the law says is kept of whoever got the post of a recruitment that the person takes part in.
    ///
    /// # Errors
    /// [`AppError::NotFound`] when there is no recruitment that the person may know of.
    pub async fn extract_new(&self, cx: &Cx, id: CaseId) -> Result<ToKeepPage, AppError> {
        let resource = to_be(cx);
        let ask = Ask { action: Action::ExtractKeep, resource: &resource, object: self.case_object(&id) };
        self.perform(cx, ask, async {
            let recruitment = self.recruited(cx, id).await?;
            let mut extracts = Vec::new();
            let chosen = chosen(&recruitment);
            let keeping: Vec<KeepsExtract> = chosen.into_iter().flat_map(kept_of).map(|(keeps, _)| keeps).collect();
            for keeps in keeping {
                for register in keeps.registers() {
                    let is_kept = self.is_kept(&self.extract_mark(&recruitment, keeps.check(), *register)).await?;
                    let (check, title) = (keeps.check().to_owned(), keeps.title().clone());
                    extracts.push(ToKeep { check, title, register: *register, months: keeps.months(), is_kept });
                }
            }
            let holders = self.extract_holders(cx, &recruitment.authority).await?;
            let names = self.names(holders.into_keys()).await?;
            Ok(ToKeepPage {
                recruitment: id,
                post: recruitment.post.title.clone(),
                chosen: chosen.map(|one| (one.seq, one.added.name.clone())),
                extracts,
                holders: names.into_values().collect(),
            })
        })
        .await
    }

    /// Keeps an extract of whoever got the post.
    ///
    /// # Errors
    /// [`AppError::NotFound`] when nobody got the post or no law says that this is kept, [`AppError::Invalid`] when the file
    /// is none that can be kept, [`AppError::Rule`] with what the rules of kept extracts say no to.
    pub async fn extract_keep(&self, cx: &Cx, id: CaseId, draft: ExtractDraft) -> Result<CaseId, AppError> {
        let resource = to_be(cx);
        let extract = CaseId::from_bits(self.random_bits());
        let ask = Ask { action: Action::ExtractKeep, resource: &resource, object: self.case_object(&extract) };
        self.perform(cx, ask, async {
            let recruitment = self.recruited(cx, id).await?;
            let candidate = chosen(&recruitment).ok_or(AppError::NotFound)?;
            let (keeps, shown) =
                kept_of(candidate).find(|(keeps, _)| keeps.check() == draft.check).ok_or(AppError::NotFound)?;
            let mark = self.extract_mark(&recruitment, keeps.check(), draft.register);
            if self.is_kept(&mark).await? {
                return Err(AppError::field("register", "Det utdraget är redan bevarat."));
            }
            let ExtractDraft { register, starts_on, returned_on, bytes, .. } = draft;
            let kind = checked(&bytes).await?;
            let kept = KeptDraft {
                extract,
                authority: recruitment.authority.clone(),
                name: candidate.added.name.clone(),
                post: recruitment.post.title.clone(),
                unit: recruitment.post.unit.clone(),
                register,
                starts_on,
                returned_on,
                file: FileId::from_bits(self.random_bits()),
                kind,
                hash: blake3::hash(&bytes).to_hex().to_string(),
                holders: self.extract_holders(cx, &recruitment.authority).await?,
            };
            self.keep_extract(cx, (&keeps, shown), kept, (&bytes, mark)).await?;
            Ok(extract)
        })
        .await
    }

    /// Seals an extract and writes it down. Nothing else takes the file of one, and it takes none without the law that says
    /// that it is kept.
    async fn keep_extract(
        &self,
        cx: &Cx,
        (keeps, shown): (&KeepsExtract, &Shown),
        draft: KeptDraft,
        (bytes, mark): (&[u8], blake3::Hash),
    ) -> Result<(), AppError> {
        let kept = Kept::new(keeps, shown, draft)?;
        let (id, authority, file) = (kept.extract().to_string(), kept.authority().to_string(), kept.file());
        let event = Event::Kept(Box::new(kept));
        let first = stamped(cx, 1, event);
        let extract = Extract::fold(std::slice::from_ref(&first))?;
        let (key, members) = self.lock_new(cx, &id, extract.holders.keys().copied()).await?;
        let written = async {
            if members.len() != extract.holders.len() {
                return Err(AppError::NotFound);
            }
            let object = format!("file/{file}");
            let sealed = self.with_random(|random| key.seal(&Context::new(&id, &object), bytes, random))?.into_bytes();
            let new = NewCase {
                id: id.clone(),
                kind: EXTRACT.to_owned(),
                authority,
                opened_at: cx.stamp(),
                next_deadline: None,
                next_clock: None,
                members,
                events: Vec::new(),
                hints: vec![mark.as_bytes().to_vec()],
            };
            self.begin_locked(&key, new, std::slice::from_ref(&first)).await?;
            let size = sealed.len() as u64;
            let file = store::File { case_id: id.clone(), id: file.to_string(), sealed, size };
            self.store.case_file_put(&file).await.map_err(AppError::Store)?;
            // Kept from here: one whose file never came down is in no list and opens to nobody.
            self.store.case_append(&id, 1, &[], &record_of(&extract)).await.map_err(AppError::Store)
        };
        let written: Result<(), AppError> = written.await;
        if written.is_err() && self.shred.get(&id).is_ok() {
            self.shred.destroy(&id)?;
        }
        written
    }

    /// A recruitment that the person takes part in and does not only assess.
    async fn recruited(&self, cx: &Cx, id: CaseId) -> Result<Recruitment, AppError> {
        let plain = self.plain_of(RECRUITMENT, &id).await?;
        if !self.may(cx, Action::RecruitmentShow, &Resource::Case(plain.resource())) {
            return Err(AppError::NotFound);
        }
        let recruitment = self.recruitment_unseal(cx, plain).await?.recruitment;
        // Whoever holds the key of an extract is of the board of the one who keeps it.
        let is_own = recruitment.authority.as_str() == cx.subject.authority;
        if recruitment.only_assesses(cx.person) || !is_own {
            return Err(AppError::NotFound);
        }
        Ok(recruitment)
    }

    /// Who holds the key of what is kept today: HR and the director of a board, but for administrators.
    pub(super) async fn extract_holders(
        &self,
        cx: &Cx,
        authority: &AuthorityId,
    ) -> Result<BTreeMap<PersonId, String>, AppError> {
        let offices = self.offices(authority, cx).await?;
        let mut holders = BTreeMap::new();
        for role in HOLDERS {
            for held in offices.holdings.iter().filter(|held| held.role == role && held.authority == *authority) {
                holders.entry(held.person).or_insert_with(|| role.to_owned());
            }
        }
        for held in offices.holdings.iter().filter(|held| ADMINISTRATORS.contains(&held.role.as_str())) {
            holders.remove(&held.person);
        }
        Ok(holders)
    }

    /// By what an extract is found from its check. Whoever has the database alone can not tell of what it is.
    fn extract_mark(&self, recruitment: &Recruitment, check: &str, register: Register) -> blake3::Hash {
        let chosen = recruitment.decision.as_ref().and_then(|one| one.what.candidate);
        let text = format!("{}/{}/{check}/{register:?}", recruitment.id, chosen.unwrap_or_default());
        blake3::keyed_hash(&self.server.subkey("kept extracts"), text.as_bytes())
    }

    async fn is_kept(&self, mark: &blake3::Hash) -> Result<bool, AppError> {
        for id in self.store.hint_matches(mark.as_bytes()).await.map_err(AppError::Store)? {
            let record = self.store.case_get(&id).await.map_err(AppError::Store)?;
            if record.is_some_and(|one| one.kind == EXTRACT && one.state == store::CaseState::Closed) {
                return Ok(true);
            }
        }
        Ok(false)
    }
}

/// Whoever got the post.
fn chosen(recruitment: &Recruitment) -> Option<&Candidate> {
    recruitment.candidate(recruitment.decision.as_ref()?.what.candidate?)
}

/// The checks of a candidate whose extract is kept, each as it was last recorded.
fn kept_of(candidate: &Candidate) -> impl Iterator<Item = (KeepsExtract, &Shown)> {
    let last: BTreeMap<&str, &Shown> =
        candidate.shown.iter().map(|item| (item.what.basis().check(), &item.what)).collect();
    last.into_values().filter_map(|shown| Some((KeepsExtract::of(shown.basis())?, shown)))
}

/// What a file is; only what can be shown to an inspector is taken.
async fn checked(bytes: &[u8]) -> Result<FileKind, AppError> {
    let file = |text: String| AppError::field("file", text);
    if bytes.is_empty() {
        return Err(file("Välj en fil som inte är tom.".to_owned()));
    }
    if bytes.len() > MOST {
        return Err(file(format!("Filen är för stor: högst {} MB.", MOST >> 20)));
    }
    let other =
        || file("Filen är varken PDF, JPEG eller PNG. Spara utdraget som något av dem och välj det.".to_owned());
    let kind = FileKind::of(bytes).ok_or_else(other)?;
    if kind != FileKind::Pdf {
        let copy = bytes.to_vec();
        if !matches!(crate::app::blocking(move || clean::clean(&copy)).await?, Clean::Picture { .. }) {
            return Err(file("Bilden går inte att läsa. Fotografera eller skanna utdraget på nytt.".to_owned()));
        }
    }
    Ok(kind)
}

fn to_be(cx: &Cx) -> Resource {
    Resource::Extract(access::Case::new("", cx.subject.authority.clone(), CaseState::Open))
}
