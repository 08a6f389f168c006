//! `cargo xtask new-control`: the first draft of a control document.
//!
//! The draft is whole in form and empty in substance. Every place where a person has to write is marked, and `tidy`
//! refuses a document that still has a mark.

use std::{fs, io::Write};

use anyhow::{Context, Result, bail};

use crate::house::House;

/// The flows of the library and the letters of their controls. A new flow is a new line here.
const FLOWS: [(&str, &str); 12] = [
    ("access-logs", "AL"),
    ("conflict-of-interest", "CI"),
    ("contracts", "CO"),
    ("delegation", "DE"),
    ("economic-assistance", "EA"),
    ("grants", "GR"),
    ("network", "NW"),
    ("payroll", "HR"),
    ("procurement", "PR"),
    ("property", "PL"),
    ("statistics", "ST"),
    ("supplier-payments", "SP"),
];

const TEMPLATE: &str = include_str!("new_control/template.md");

/// Writes the draft.
///
/// # Errors
/// When the flow is unknown, the code does not fit it, or the document exists.
pub(crate) fn run(house: &House, flow: &str, id: &str) -> Result<()> {
    let text = draft(flow, id)?;
    let folder = house.root.join("library/controls").join(flow);
    fs::create_dir_all(&folder).with_context(|| format!("cannot make `{}`", folder.display()))?;
    let shown = format!("library/controls/{flow}/{id}.md");
    let mut file = fs::File::create_new(folder.join(format!("{id}.md")))
        .with_context(|| format!("cannot write `{shown}` (a document is never overwritten)"))?;
    file.write_all(text.as_bytes()).with_context(|| format!("cannot write `{shown}`"))?;
    println!("wrote {shown}\nnext: write every place that is marked, then");
    println!("    cargo run -- library test {id}\n    cargo xtask tidy");
    Ok(())
}

/// The draft of a control in a flow.
fn draft(flow: &str, id: &str) -> Result<String> {
    let Some((_, letters)) = FLOWS.iter().find(|(name, _)| *name == flow) else {
        let known: Vec<&str> = FLOWS.iter().map(|(name, _)| *name).collect();
        bail!("there is no flow `{flow}`; there are {} (FLOWS in xtask/src/new_control.rs)", known.join(", "));
    };
    let number = id.strip_prefix(letters).and_then(|rest| rest.strip_prefix('-'));
    if !number.is_some_and(|number| number.len() == 2 && number.chars().all(|digit| digit.is_ascii_digit())) {
        bail!("`{id}` is no code of {flow}: write {letters}- and two digits, for example {letters}-07");
    }
    Ok(TEMPLATE.replace("{id}", id).replace("{flow}", flow))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_draft_names_its_code_and_flow_and_has_every_part() {
        let text = draft("contracts", "CO-07").unwrap();
        assert!(text.contains("\"CO-07\"") && text.contains("\"contracts\"") && !text.contains("{id}"), "{text}");
        let parts: Vec<&str> = text.lines().filter_map(|line| line.strip_prefix("## ")).collect();
        assert_eq!(
            parts,
            ["Fråga", "Så fungerar den", "Varför", "Falska larm", "Utred så här", "Sökfråga", "Underlag", "Prov"]
        );
    }

    #[test]
    fn a_draft_is_a_document_that_the_library_can_read() {
        for (flow, letters) in FLOWS {
            let id = format!("{letters}-99");
            let control =
                library::Control::parse(&format!("controls/{flow}/{id}.md"), &draft(flow, &id).unwrap()).unwrap();
            assert_eq!((control.id.as_str(), control.flow.as_str()), (id.as_str(), flow));
        }
    }

    #[test]
    fn a_code_of_another_flow_is_refused() {
        for id in ["SP-07", "CO-7", "CO-007", "CO07", "co-07", "CO-0x", "CO-../../x"] {
            assert!(draft("contracts", id).is_err(), "{id}");
        }
    }

    #[test]
    fn an_unknown_flow_is_refused_with_the_known_ones() {
        let message = draft("parking", "PA-01").unwrap_err().to_string();
        assert!(message.contains("supplier-payments"), "{message}");
    }
}
