//! Versions of controls that two people have published: `library/published.jsonl` in the data folder says which, and
//! `library/versions/` has their documents, which never change.

use std::{collections::BTreeMap, fs, path::PathBuf};

use ::registers::DataFolder;
use anyhow::{Context, bail};
use signals::publication::{Draft, Published, Shelf, Tested};

use crate::{
    journal::{Journal, replace},
    waiting::Waiting,
};

/// The published versions, locked while they are open.
#[derive(Debug)]
pub(crate) struct Publications {
    folder: PathBuf,
    journal: Journal,
    shelf: Shelf,
    controls: Vec<String>,
}

impl Publications {
    /// Opens what is published in a data folder.
    pub(crate) fn open(data: &DataFolder) -> anyhow::Result<Self> {
        let folder = data.path().join("library");
        let journal = Journal::open(&folder, "published.jsonl")?;
        let (mut shelf, mut controls) = (Shelf::default(), Vec::new());
        for published in journal.read::<Published>()? {
            controls.push(published.act().what().draft().control().to_owned());
            shelf.add(published)?;
        }
        controls.sort();
        controls.dedup();
        Ok(Self { folder, journal, shelf, controls })
    }

    /// Whether a text may become this version.
    pub(crate) fn check(&self, draft: &Draft) -> anyhow::Result<()> {
        Ok(self.shelf.check(draft)?)
    }

    /// What waits for a second person.
    pub(crate) fn waiting(&self) -> anyhow::Result<Waiting<Tested>> {
        Waiting::open(&self.folder, "waiting.json")
    }

    /// Keeps the text of a draft, so that what is confirmed is what was tested.
    pub(crate) fn keep_draft(&self, draft: &Draft, text: &str) -> anyhow::Result<()> {
        replace(&self.folder.join("drafts").join(name(draft)), text.as_bytes())
    }

    /// Puts a version into use: first its document, then the act.
    pub(crate) fn publish(&mut self, published: Published) -> anyhow::Result<()> {
        let draft = published.act().what().draft();
        self.check(draft)?;
        let text = read(&self.folder.join("drafts").join(name(draft)), draft)?;
        replace(&self.folder.join("versions").join(name(draft)), text.as_bytes())?;
        let control = draft.control().to_owned();
        self.journal.write(std::slice::from_ref(&published))?;
        self.shelf.add(published)?;
        self.controls.push(control);
        self.controls.sort();
        self.controls.dedup();
        Ok(())
    }

    /// The documents of the versions in use, as a library takes them. One that was changed afterwards is an error.
    pub(crate) fn documents(&self) -> anyhow::Result<BTreeMap<String, String>> {
        let mut documents = BTreeMap::new();
        for published in self.controls.iter().filter_map(|control| self.shelf.live(control)) {
            let draft = published.act().what().draft();
            let text = read(&self.folder.join("versions").join(name(draft)), draft)?;
            documents.insert(format!("controls/{}/{}.md", flow(&text), draft.control()), text);
        }
        Ok(documents)
    }
}

fn name(draft: &Draft) -> String {
    format!("{}-{}.md", draft.control(), draft.version())
}

/// The flow that a document says that it belongs to: a library has the document in a folder of that name.
fn flow(document: &str) -> String {
    let front = document.split("+++").nth(1).and_then(|front| front.parse::<toml::Table>().ok());
    front.and_then(|front| Some(front.get("flow")?.as_str()?.to_owned())).unwrap_or_default()
}

/// The text of a draft, which has its hash.
fn read(path: &std::path::Path, draft: &Draft) -> anyhow::Result<String> {
    let text = fs::read_to_string(path).with_context(|| format!("`{}` går inte att läsa", path.display()))?;
    if Draft::new(draft.control(), draft.version(), &text) != *draft {
        bail!("`{}` har ändrats efter provet; en version ändras inte, ge den nya texten en ny version", path.display());
    }
    Ok(text)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_flow_stands_in_the_front_of_a_document() {
        assert_eq!(flow("+++\nid = \"SP-01\"\nflow     = \"supplier-payments\"\n+++\n## Fråga\n"), "supplier-payments");
        assert_eq!(flow("inget huvud"), "");
    }
}
