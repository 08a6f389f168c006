//! Files of a case: kept as they came, shown only as clean copies, and the documents that are made of a case.

use casework::{
    Document, Evidence,
    id::FileId,
    letter::{Letter, Order},
};
use documents::Meta;
use vault::clean::{self, Clean};

use super::*;

/// A file that comes in.
#[derive(Debug, Clone)]
pub struct NewFile {
    /// What it is.
    pub title: String,
    /// Where it comes from.
    pub from: String,
    /// Who handed it over.
    pub handed_over_by: String,
    /// Its bytes.
    pub bytes: Vec<u8>,
}

/// A file as it may be shown.
#[derive(Debug)]
pub struct FilePage {
    /// What it is.
    pub title: String,
    /// The clean copy, or why there is none.
    pub clean: Clean,
}

impl App {
    /// Takes a file as evidence. What came is sealed untouched.
    ///
    /// # Errors
    /// [`AppError::Invalid`] when something is missing.
    pub async fn case_file_add(&self, cx: &Cx, id: CaseId, file: NewFile) -> Result<FileId, AppError> {
        let plain = self.plain(&id).await?;
        let resource = Resource::Case(plain.resource());
        let ask = Ask { action: Action::CaseFileAdd, resource: &resource, object: self.case_object(&id) };
        self.perform(cx, ask, async {
            if file.bytes.is_empty() {
                return Err(AppError::field("file", "Välj en fil som inte är tom."));
            }
            let opened = self.unseal(cx, plain).await?;
            let hash = blake3::hash(&file.bytes).to_hex().to_string();
            let file_id = self.keep_file(&opened, &file.bytes).await?;
            let evidence = Evidence {
                kind: EvidenceKind::File,
                title: file.title,
                from: file.from,
                handed_over_by: file.handed_over_by,
                rows: None,
                file: Some(file_id),
                hash,
                custody: Vec::new(),
            };
            self.append(cx, &opened, vec![Event::EvidenceTaken(Box::new(evidence))]).await?;
            Ok(file_id)
        })
        .await
    }

    /// A file as it may be shown: a re-encoded copy, never the original.
    ///
    /// # Errors
    /// [`AppError::NotFound`] when there is none.
    pub async fn case_file_show(&self, cx: &Cx, id: CaseId, file: FileId) -> Result<FilePage, AppError> {
        let plain = self.plain(&id).await?;
        let resource = Resource::Case(plain.resource());
        let ask = Ask { action: Action::CaseFileShow, resource: &resource, object: self.case_object(&id) };
        self.perform(cx, ask, async {
            let opened = self.unseal(cx, plain).await?;
            let known = opened.case.evidence.iter().find(|one| one.taken.what.file == Some(file));
            let title = known.ok_or(AppError::NotFound)?.taken.what.title.clone();
            let bytes = self.open_file(&opened, file).await?;
            let clean = crate::app::blocking(move || clean::clean(&bytes)).await?;
            Ok(FilePage { title, clean })
        })
        .await
    }

    /// Makes a document of the case from a template of its routine, as a tagged PDF that is kept in the case.
    ///
    /// # Errors
    /// When the template, the decision or an answer is not what it should be.
    pub async fn case_document_make(
        &self,
        cx: &Cx,
        id: CaseId,
        (template, decision): (&str, Option<u64>),
        answers: &BTreeMap<String, String>,
    ) -> Result<FileId, AppError> {
        let plain = self.plain(&id).await?;
        let resource = Resource::Case(plain.resource());
        let ask = Ask { action: Action::CaseDocumentMake, resource: &resource, object: self.case_object(&id) };
        self.perform(cx, ask, async {
            let opened = self.unseal(cx, plain).await?;
            let names = self.names(opened.case.members.keys().copied().chain([cx.person])).await?;
            let authority = self.authority_name(opened.case.authority.as_str()).await?;
            let order = Order { template, decision, day: cx.today(), authority: &authority, names: &names, answers };
            let letter =
                Letter::write(&opened.case, &order).map_err(|error| AppError::field("template", error.to_string()))?;
            let meta = Meta { municipality: self.municipality().to_owned(), made_at: cx.at, author: cx.name.clone() };
            let title = letter.title.clone();
            let pdf = crate::app::blocking(move || documents::pdf(&letter, &meta)).await?;
            let pdf = pdf.map_err(|error| AppError::Internal(error.to_string()))?;
            let hash = blake3::hash(&pdf).to_hex().to_string();
            let file = self.keep_file(&opened, &pdf).await?;
            let made = Document { template: template.to_owned(), title, hash, file, decision };
            self.append(cx, &opened, vec![Event::DocumentMade(made)]).await?;
            Ok(file)
        })
        .await
    }

    /// A document of the case, as the PDF that was made.
    ///
    /// # Errors
    /// [`AppError::NotFound`] when there is none.
    pub async fn case_document_show(&self, cx: &Cx, id: CaseId, file: FileId) -> Result<(String, Vec<u8>), AppError> {
        let plain = self.plain(&id).await?;
        let resource = Resource::Case(plain.resource());
        let ask = Ask { action: Action::CaseDocumentShow, resource: &resource, object: self.case_object(&id) };
        self.perform(cx, ask, async {
            let opened = self.unseal(cx, plain).await?;
            let known = opened.case.documents.iter().find(|one| one.what.file == file);
            let title = known.ok_or(AppError::NotFound)?.what.title.clone();
            Ok((title, self.open_file(&opened, file).await?.to_vec()))
        })
        .await
    }

    /// Seals a file for its case and keeps it.
    pub(crate) async fn keep_file(&self, opened: &Opened, bytes: &[u8]) -> Result<FileId, AppError> {
        let id = FileId::from_bits(self.random_bits());
        self.keep_file_as(opened, id, bytes).await?;
        Ok(id)
    }

    /// Seals a file for its case and keeps it under an id that nothing else has.
    pub(crate) async fn keep_file_as(&self, opened: &Opened, id: FileId, bytes: &[u8]) -> Result<(), AppError> {
        let case = opened.plain.record.id.clone();
        let object = format!("file/{id}");
        let sealed = self.with_random(|random| opened.key.seal(&Context::new(&case, &object), bytes, random))?;
        let sealed = sealed.into_bytes();
        let size = sealed.len() as u64;
        let file = store::File { case_id: case, id: id.to_string(), sealed, size };
        self.store.case_file_put(&file).await.map_err(AppError::Store)
    }

    pub(crate) async fn open_file(&self, opened: &Opened, id: FileId) -> Result<Zeroizing<Vec<u8>>, AppError> {
        let (case, object) = (&opened.plain.record.id, format!("file/{id}"));
        let file = self.store.case_file_get(case, &id.to_string()).await.map_err(AppError::Store)?;
        let sealed = Sealed::from_bytes(file.ok_or(AppError::NotFound)?.sealed)?;
        Ok(opened.key.open(&Context::new(case, &object), &sealed)?)
    }
}
