//! From pages to PDF.

use casework::letter::Letter;
use chrono::{DateTime, Datelike, Timelike, Utc};
use krilla::{
    Document, SerializeSettings,
    color::rgb,
    configure::{Accessibility, Archival, ConfigurationBuilder},
    destination::XyzDestination,
    error::KrillaError,
    geom::{PathBuilder, Point, Rect},
    metadata::{Metadata, TextDirection},
    num::NormalizedF32,
    outline::{Outline, OutlineNode},
    page::PageSettings,
    paint::Fill,
    surface::Surface,
    tagging::{Artifact, ArtifactType, ContentTag, SpanTag},
};

use crate::{
    Meta,
    compose::{Entry, Plan, SMALL, words},
    error::DocumentError,
    face::{Faces, Weight},
    pages::{Ink, LEFT, PAGE, Page, WIDTH},
    tree::{Filled, Leaf},
};

const BLACK: (u8, u8, u8) = (0, 0, 0);
const GROUND: (u8, u8, u8) = (236, 239, 242);
const LINE: (u8, u8, u8) = (110, 120, 130);

/// A heading that has been drawn: page and height.
type Place = (usize, f32);

/// Draws the pages.
pub(crate) fn draw(
    letter: &Letter,
    meta: &Meta,
    faces: &Faces,
    pages: &[Page],
    plan: Plan,
) -> Result<Vec<u8>, DocumentError> {
    let fault = |why: String| DocumentError::Format { title: letter.title.clone(), why };
    let configuration = ConfigurationBuilder::new()
        .with_archival_validator(Archival::A2_A)
        .with_accessibility_validator(Accessibility::UA1)
        .finish()
        .map_err(|error| fault(format!("{error:?}")))?;
    let mut document = Document::new_with(SerializeSettings { configuration, ..SerializeSettings::default() });
    let mut filled = Filled::new(&plan.tree);
    let mut places: Vec<Option<Place>> = vec![None; plan.outline.len()];
    for (at, page) in pages.iter().enumerate() {
        let settings = PageSettings::from_wh(PAGE.0, PAGE.1).unwrap_or_default();
        let mut sheet = document.start_page_with(settings);
        // The pen lets go of the page before the page ends.
        {
            let mut pen = Pen { surface: sheet.surface(), faces };
            pen.furniture(letter, meta, (at, pages.len()));
            for (top, unit) in &page.units {
                for ink in &unit.inks {
                    let drawn = pen.ink(ink, *top);
                    if let Some((leaf, piece)) = drawn {
                        filled.add(leaf, piece);
                        note(&plan.outline, &mut places, leaf, (at, *top));
                    }
                }
            }
            pen.surface.finish();
        }
        sheet.finish();
    }
    document.set_outline(outline(&plan.outline, &places));
    document.set_metadata(metadata(letter, meta));
    document.set_tag_tree(filled.finish(plan.tree, &letter.language));
    document.finish().map_err(|error| fault(said(&error)))
}

/// What the writer says, without its own words for parts of a file.
fn said(error: &KrillaError) -> String {
    match error {
        KrillaError::Validation(errors) => {
            errors.iter().map(|(error, _)| format!("{error:?}")).collect::<Vec<_>>().join("; ")
        }
        other => format!("{other:?}"),
    }
}

fn metadata(letter: &Letter, meta: &Meta) -> Metadata {
    Metadata::new()
        .title(letter.title.clone())
        .language(letter.language.clone())
        .authors(vec![meta.author.clone(), letter.authority.clone(), meta.municipality.clone()])
        .creator("Insyn".to_owned())
        .creation_date(date(meta.made_at))
        .text_direction(TextDirection::LeftToRight)
}

fn date(at: DateTime<Utc>) -> krilla::metadata::DateTime {
    // Month to second are below 60.
    let small = |number: u32| u8::try_from(number).unwrap_or_default();
    krilla::metadata::DateTime::new(u16::try_from(at.year()).unwrap_or_default())
        .month(small(at.month()))
        .day(small(at.day()))
        .hour(small(at.hour()))
        .minute(small(at.minute()))
        .second(small(at.second()))
        .utc_offset_hour(0)
        .utc_offset_minute(0)
}

/// Remembers where a heading begins.
fn note(entries: &[Entry], places: &mut [Option<Place>], leaf: Leaf, place: Place) {
    let found = entries.iter().zip(places).find(|(entry, _)| entry.leaf == leaf);
    if let Some((_, known)) = found {
        known.get_or_insert(place);
    }
}

/// The headings as an outline, each below the last higher one.
fn outline(entries: &[Entry], places: &[Option<Place>]) -> Outline {
    let mut open: Vec<(u16, OutlineNode)> = Vec::new();
    let mut outline = Outline::new();
    for (entry, place) in entries.iter().zip(places) {
        close(&mut open, &mut outline, entry.level);
        let (page, y) = place.unwrap_or_default();
        let destination = XyzDestination::new(page, Point::from_xy(LEFT, y));
        open.push((entry.level, OutlineNode::new(entry.text.clone(), destination)));
    }
    close(&mut open, &mut outline, 0);
    outline
}

/// Hangs all open headings of that level or a lower one below their parents.
fn close(open: &mut Vec<(u16, OutlineNode)>, outline: &mut Outline, level: u16) {
    while open.last().is_some_and(|(last, _)| *last >= level) {
        let Some((_, node)) = open.pop() else { return };
        match open.last_mut() {
            Some((_, parent)) => parent.push_child(node),
            None => outline.push_child(node),
        }
    }
}

struct Pen<'a, 'b> {
    surface: Surface<'a>,
    faces: &'b Faces,
}

impl Pen<'_, '_> {
    /// Ink of a unit whose upper edge is `top`; a text that belongs to the tree gives its piece.
    fn ink(&mut self, ink: &Ink, top: f32) -> Option<(Leaf, krilla::tagging::Identifier)> {
        match ink {
            Ink::Ground { x, y, width, height } => {
                self.silent(ArtifactType::Layout, |pen| pen.rect(*x, top + y, (*width, *height), GROUND));
                None
            }
            Ink::Rule { x, y, width, thickness } => {
                let y = top + y - thickness / 2.0;
                self.silent(ArtifactType::Layout, |pen| pen.rect(*x, y, (*width, *thickness), LINE));
                None
            }
            Ink::Text { x, baseline, size, weight, text, leaf } => {
                let at = (*x, top + baseline);
                let Some(leaf) = leaf else {
                    self.silent(ArtifactType::PaginationOther, |pen| pen.text(at, *size, *weight, text));
                    return None;
                };
                let piece = self.surface.start_tagged(ContentTag::Span(SpanTag::empty()));
                self.text(at, *size, *weight, text);
                self.surface.end_tagged();
                Some((*leaf, piece))
            }
        }
    }

    /// Head and foot of a page: ink that a screen reader passes over.
    fn furniture(&mut self, letter: &Letter, meta: &Meta, (at, of): (usize, usize)) {
        let words = words(&letter.language);
        if at > 0 {
            let mut left = meta.municipality.clone();
            left.push_str(", ");
            left.push_str(&letter.authority);
            let diary_no = letter.diary_no.as_ref().map(|no| format!("{}: {no}", words.diary_no));
            let secrecy = (!letter.secrecy_marks.is_empty()).then(|| words.secrecy.to_owned());
            let right = [diary_no, secrecy].into_iter().flatten().collect::<Vec<_>>().join(" · ");
            self.sides(ArtifactType::Header, 46.0, (&left, &right));
        }
        let number = format!("{} {} {} {of}", words.page, at + 1, words.of);
        self.sides(ArtifactType::Footer, PAGE.1 - 40.0, (&letter.title, &number));
    }

    /// A small line with a text at the left, cut when it meets the one at the right.
    fn sides(&mut self, kind: ArtifactType, baseline: f32, (left, right): (&str, &str)) {
        let face = self.faces.of(Weight::Regular);
        let (mut left, right) = (self.faces.settable(left), self.faces.settable(right));
        let beside = face.width(&right, SMALL.size);
        left.truncate(face.fits(&left, SMALL.size, WIDTH - beside - 24.0));
        let right_at = (LEFT + WIDTH - beside, baseline);
        self.silent(kind, |pen| {
            pen.text((LEFT, baseline), SMALL.size, Weight::Regular, &left);
            pen.text(right_at, SMALL.size, Weight::Regular, &right);
        });
    }

    fn silent(&mut self, kind: ArtifactType, draw: impl FnOnce(&mut Self)) {
        self.surface.start_tagged(ContentTag::Artifact(Artifact::with_kind(kind)));
        draw(self);
        self.surface.end_tagged();
    }

    fn text(&mut self, (x, y): (f32, f32), size: f32, weight: Weight, text: &str) {
        let face = self.faces.of(weight);
        let glyphs = face.glyphs(text);
        if glyphs.is_empty() {
            return;
        }
        self.fill(BLACK);
        self.surface.draw_glyphs(Point::from_xy(x, y), &glyphs, face.font.clone(), text, size, false);
    }

    fn rect(&mut self, x: f32, y: f32, (width, height): (f32, f32), colour: (u8, u8, u8)) {
        let mut path = PathBuilder::new();
        let Some(rect) = Rect::from_xywh(x, y, width, height) else { return };
        path.push_rect(rect);
        let Some(path) = path.finish() else { return };
        self.fill(colour);
        self.surface.draw_path(&path);
    }

    fn fill(&mut self, (red, green, blue): (u8, u8, u8)) {
        let paint = rgb::Color::new(red, green, blue).into();
        self.surface.set_fill(Some(Fill { paint, opacity: NormalizedF32::ONE, ..Fill::default() }));
    }
}
