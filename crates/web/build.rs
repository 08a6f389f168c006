//! Makes `T`'s methods of the texts in `locales/`: one per message, one argument per variable.
//!
//! A message that is missing in a language, or whose variables differ between the languages, fails the build; so does a
//! key in a page that is in no file. A message without variables becomes a `&'static str`; the others are formatted by
//! Fluent at run time. A variable that chooses a plural, or stands in `NUMBER()`, is an `i64`; any other is whatever can
//! be displayed.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::path::{Path, PathBuf};
use std::{env, fs};

use fluent_syntax::ast::{
    CallArguments, Entry, Expression, InlineExpression, Message, Pattern, PatternElement, Variant, VariantKey,
};
use fluent_syntax::parser;

/// The languages: name of the folder, and of the variant of `Lang`.
const LANGUAGES: [(&str, &str); 2] = [("sv", "Sv"), ("en", "En")];

/// What a variable is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Kind {
    Text,
    Number,
}

/// A message of one language.
#[derive(Debug)]
struct Text {
    /// The words, when it has no variables.
    plain: Option<String>,
    variables: BTreeMap<String, Kind>,
    /// Its place, for messages to the writer.
    place: String,
}

type Texts = BTreeMap<String, Text>;

fn main() -> Result<(), String> {
    let root = PathBuf::from(env::var("CARGO_MANIFEST_DIR").map_err(|error| error.to_string())?);
    let out = PathBuf::from(env::var("OUT_DIR").map_err(|error| error.to_string())?);
    let mut languages = Vec::new();
    let mut files = String::new();
    for (folder, variant) in LANGUAGES {
        let (texts, sources) = read(&root.join("locales").join(folder), folder)?;
        let listed: String = sources.iter().map(|path| format!("include_str!({path:?}), ")).collect();
        let _ = writeln!(files, "const {}: &[&str] = &[{listed}];", variant.to_uppercase());
        languages.push(texts);
    }
    let [swedish, english] = languages.as_slice() else { return Err("there are two languages".to_owned()) };
    compare(swedish, english)?;
    let made = format!("{files}\n{}", methods(swedish, english)?);
    fs::write(out.join("texts.rs"), made).map_err(|error| error.to_string())
}

/// Reads the files of a language.
fn read(folder: &Path, language: &str) -> Result<(Texts, Vec<PathBuf>), String> {
    println!("cargo::rerun-if-changed={}", folder.display());
    let listed = fs::read_dir(folder).map_err(|error| format!("{}: {error}", folder.display()))?;
    let mut paths: Vec<PathBuf> = listed.filter_map(|entry| Some(entry.ok()?.path())).collect();
    paths.retain(|path| path.extension().is_some_and(|ending| ending == "ftl"));
    paths.sort();
    let mut texts = Texts::new();
    for path in &paths {
        let name = path.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
        let place = format!("locales/{language}/{name}");
        let source = fs::read_to_string(path).map_err(|error| format!("{place}: {error}"))?;
        let resource = parser::parse(source.as_str()).map_err(|(_, errors)| format!("{place}: {errors:?}"))?;
        for entry in &resource.body {
            match entry {
                Entry::Message(message) => add(&mut texts, message, &place)?,
                Entry::Term(term) => return Err(format!("{place}: -{}: write a message, not a term", term.id.name)),
                Entry::Junk { content } => return Err(format!("{place}: cannot be read: {content}")),
                Entry::Comment(_) | Entry::GroupComment(_) | Entry::ResourceComment(_) => {}
            }
        }
    }
    Ok((texts, paths))
}

fn add(texts: &mut Texts, message: &Message<&str>, place: &str) -> Result<(), String> {
    let key = message.id.name.to_owned();
    let place = format!("{place}: {key}");
    if !message.attributes.is_empty() {
        return Err(format!("{place}: write a message of its own instead of an attribute"));
    }
    let Some(pattern) = &message.value else { return Err(format!("{place}: has no text")) };
    let mut variables = BTreeMap::new();
    gather(pattern, &mut variables).map_err(|what| format!("{place}: {what}"))?;
    let text = Text { plain: plain(pattern), variables, place: place.clone() };
    match texts.insert(key, text) {
        None => Ok(()),
        Some(other) => Err(format!("{place}: stands also in {}", other.place)),
    }
}

/// The words of a pattern without anything to fill in.
fn plain(pattern: &Pattern<&str>) -> Option<String> {
    let words = |element: &PatternElement<&str>| match element {
        PatternElement::TextElement { value } => Some((*value).to_owned()),
        PatternElement::Placeable { expression: Expression::Inline(InlineExpression::StringLiteral { value }) } => {
            Some((*value).to_owned())
        }
        PatternElement::Placeable { .. } => None,
    };
    pattern.elements.iter().map(words).collect()
}

fn gather(pattern: &Pattern<&str>, variables: &mut BTreeMap<String, Kind>) -> Result<(), String> {
    for element in &pattern.elements {
        let PatternElement::Placeable { expression } = element else { continue };
        match expression {
            Expression::Inline(inline) => of_inline(inline, Kind::Text, variables)?,
            Expression::Select { selector, variants } => {
                let is_plural = variants.iter().all(is_plural);
                of_inline(selector, if is_plural { Kind::Number } else { Kind::Text }, variables)?;
                for variant in variants {
                    gather(&variant.value, variables)?;
                }
            }
        }
    }
    Ok(())
}

fn is_plural(variant: &Variant<&str>) -> bool {
    match variant.key {
        VariantKey::Identifier { name } => ["zero", "one", "two", "few", "many", "other"].contains(&name),
        VariantKey::NumberLiteral { .. } => true,
    }
}

fn of_inline(
    inline: &InlineExpression<&str>,
    kind: Kind,
    variables: &mut BTreeMap<String, Kind>,
) -> Result<(), String> {
    match inline {
        InlineExpression::VariableReference { id } => {
            let known = variables.entry(id.name.to_owned()).or_insert(kind);
            *known = (*known).max(kind);
            Ok(())
        }
        InlineExpression::FunctionReference { id, arguments: CallArguments { positional, .. } }
            if id.name == "NUMBER" =>
        {
            positional.iter().try_for_each(|argument| of_inline(argument, Kind::Number, variables))
        }
        InlineExpression::StringLiteral { .. } | InlineExpression::NumberLiteral { .. } => Ok(()),
        other => Err(format!("{other:?}: only variables, NUMBER() and literals can be filled in")),
    }
}

/// Every message in both languages, with the same variables.
fn compare(swedish: &Texts, english: &Texts) -> Result<(), String> {
    let mut wrong = Vec::new();
    for (key, text) in swedish {
        match english.get(key) {
            None => wrong.push(format!("{}: is missing in English", text.place)),
            Some(other) if names(text) != names(other) => {
                wrong.push(format!("{}: the variables differ in English", text.place));
            }
            Some(_) => {}
        }
    }
    for (key, text) in english {
        if !swedish.contains_key(key) {
            wrong.push(format!("{}: is missing in Swedish", text.place));
        }
    }
    if wrong.is_empty() { Ok(()) } else { Err(wrong.join("\n")) }
}

fn names(text: &Text) -> Vec<&String> {
    text.variables.keys().collect()
}

/// The methods, and one list of them all for the tests.
fn methods(swedish: &Texts, english: &Texts) -> Result<String, String> {
    let mut made = String::from("impl T {\n");
    let mut samples = String::new();
    for (key, text) in swedish {
        let Some(other) = english.get(key) else { continue };
        let name = key.replace('-', "_");
        let shown = text.plain.clone().unwrap_or_else(|| format!("The text `{key}`."));
        let first = shown.lines().next().unwrap_or_default().replace(['[', ']', '<', '>', '`'], " ");
        let _ = writeln!(made, "/// {first}\n#[must_use]");
        match (&text.plain, &other.plain) {
            (Some(sv), Some(en)) => {
                let _ = writeln!(
                    made,
                    "pub const fn {name}(self) -> &'static str {{ match self.0 {{ Lang::Sv => {sv:?}, Lang::En => {en:?} }} }}"
                );
                let _ = writeln!(samples, "({key:?}, self.{name}().to_owned()),");
            }
            _ => {
                let (parameters, arguments, example) = signature(text, other);
                if parameters.matches(": ").count() > 4 {
                    let reason = "as many as the text has variables";
                    let _ = writeln!(made, "#[expect(clippy::too_many_arguments, reason = {reason:?})]");
                }
                let _ = writeln!(
                    made,
                    "pub fn {name}(self{parameters}) -> String {{ self.filled({key:?}, &[{arguments}]) }}"
                );
                let _ = writeln!(samples, "({key:?}, self.{name}({example})),");
            }
        }
    }
    let _ = write!(
        made,
        "/// Every text, its variables filled with samples.\n#[cfg(test)]\n#[expect(clippy::too_many_lines, reason = \"one line per text\")]\n\
         pub(crate) fn samples(self) -> Vec<(&'static str, String)> {{ vec![{samples}] }}\n}}\n"
    );
    Ok(made)
}

/// Parameters, the arguments they become, and a sample of each.
fn signature(text: &Text, other: &Text) -> (String, String, String) {
    let (mut parameters, mut arguments, mut example) = (String::new(), String::new(), String::new());
    for (variable, kind) in &text.variables {
        let name = variable.replace('-', "_");
        let kind = other.variables.get(variable).map_or(*kind, |other| *kind.max(other));
        let (of_type, made, sample) = match kind {
            Kind::Number => ("i64", format!("Filled::Number({name})"), "1234, "),
            Kind::Text => ("impl std::fmt::Display", format!("Filled::Text({name}.to_string())"), "\"x\", "),
        };
        let _ = write!(parameters, ", {name}: {of_type}");
        let _ = write!(arguments, "({variable:?}, {made}), ");
        example.push_str(sample);
    }
    (parameters, arguments, example)
}
