//! The surroundings of a subject as SVG: shapes by kind, words beside them, and the same for those who do not see it.

use std::fmt::{self, Write};

use super::layout::{CARD_HEIGHT, CARD_WIDTH};
use super::{Layout, NodeKind, PlacedLink, PlacedNode};
use crate::chart::escaped;

const MARGIN: i32 = 16;
/// Height of a line in the legend.
const LEGEND_LINE: i32 = 24;
/// Width of an entry in the legend.
const LEGEND_ENTRY: i32 = 132;
/// Characters that fit on a card in its first line, which is larger, and in the others.
const LABEL_CHARACTERS: usize = 30;
const DETAIL_CHARACTERS: usize = 37;
/// Colours on white; each has a contrast of at least 4.5 to 1.
const INK: &str = "#1a1a1a";
const QUIET_INK: &str = "#4a4a4a";
const LINE: &str = "#6b6b6b";

/// The layout as an SVG picture with title, description and legend in Swedish.
///
/// Everything in it stands in [`Layout::lines`] and [`Layout::more_words`] too, which belong beside it as text. Equal
/// layouts give equal bytes.
#[must_use]
pub fn picture_svg(layout: &Layout) -> String {
    let Some(subject) = layout.subject() else { return String::new() };
    let mut canvas = Canvas::default();
    for link in &layout.links {
        canvas.link(layout, link);
    }
    for node in &layout.nodes {
        canvas.card(node);
    }
    let bottom = canvas.legend(layout, MARGIN + layout.size.1 + MARGIN);
    let (width, height) = ((layout.size.0 + 2 * MARGIN).max(LEGEND_ENTRY * 4 + 2 * MARGIN), bottom + MARGIN);

    let id = format!("natverk-{}", subject.node.get());
    let title = escaped(&format!("Nätverket kring {}", subject.label));
    let description = escaped(&description(layout));
    let body = canvas.body;
    format!(
        r##"<svg xmlns="http://www.w3.org/2000/svg" role="img" aria-labelledby="{id}-titel {id}-beskrivning" viewBox="0 0 {width} {height}" width="{width}" height="{height}" style="max-width:100%;height:auto" font-family="system-ui, sans-serif" font-size="13"><title id="{id}-titel">{title}</title><desc id="{id}-beskrivning">{description}</desc><rect width="{width}" height="{height}" fill="#ffffff"/>{body}</svg>"##
    )
}

fn description(layout: &Layout) -> String {
    let shown = layout.nodes.len().saturating_sub(1);
    let more = layout.more_words().map_or_else(String::new, |more| format!(", {more}"));
    format!(
        "Till vänster den som bilden gäller, därefter de som den är knuten till, steg för steg. Visas: {shown}{more}. \
         Antal kopplingar i bilden: {}. Samma uppgifter finns i listan.",
        layout.lines.len()
    )
}

#[derive(Default)]
struct Canvas {
    body: String,
}

impl Canvas {
    fn link(&mut self, layout: &Layout, link: &PlacedLink) {
        let (Some(a), Some(b)) = (layout.nodes.get(link.ends.0), layout.nodes.get(link.ends.1)) else { return };
        let lines = layout.lines.get(link.lines.clone()).unwrap_or_default();
        let words: Vec<String> = lines.iter().map(ToString::to_string).collect();
        let middle = |node: &PlacedNode| MARGIN + node.place.1 + CARD_HEIGHT / 2;
        let right = |node: &PlacedNode| MARGIN + node.place.0 + CARD_WIDTH;
        let (x1, y1, y2) = (right(a), middle(a), middle(b));
        // Within a column the link bulges to the right; otherwise it leaves to the right and arrives from the left.
        let (x2, bend1, bend2) = if a.steps == b.steps {
            (right(b), x1 + 40, right(b) + 40)
        } else {
            let x2 = MARGIN + b.place.0;
            (x2, x1.midpoint(x2), x1.midpoint(x2))
        };
        self.push(format_args!(
            r#"<path d="M{x1} {y1}C{bend1} {y1} {bend2} {y2} {x2} {y2}" fill="none" stroke="{LINE}" stroke-width="1.5"><title>{}</title></path>"#,
            escaped(&words.join("\n"))
        ));
    }

    fn card(&mut self, node: &PlacedNode) {
        let (x, y) = (MARGIN + node.place.0, MARGIN + node.place.1);
        let dashes = if node.cut.is_some() { r#" stroke-dasharray="5 3""# } else { "" };
        let width = if node.tied.is_none() { 3 } else { 1 };
        let (kind, colour) = (node.kind.words(), colour(node.kind));
        let cut = node.cut.map_or_else(String::new, |cut| format!("\n{cut}"));
        let tied = node.tied.as_ref().map_or_else(String::new, |tie| format!("\n{}\n{}", tie.words, tie.period));
        let whole = escaped(&format!("{} ({kind}){tied}{cut}", node.label));
        self.push(format_args!(
            r##"<g><title>{whole}</title><rect x="{x}" y="{y}" width="{CARD_WIDTH}" height="{CARD_HEIGHT}" rx="4" fill="#ffffff" stroke="{colour}" stroke-width="{width}"{dashes}/>"##
        ));
        self.shape(node.kind, (x + 18, y + CARD_HEIGHT / 2));
        let text = x + 36;
        match &node.tied {
            None => {
                self.words((text, y + 24), (INK, "bold"), &shortened(&node.label, LABEL_CHARACTERS));
                self.words((text, y + 42), (QUIET_INK, "normal"), kind);
            }
            Some(tie) => {
                self.words((text, y + 18), (INK, "bold"), &shortened(&node.label, LABEL_CHARACTERS));
                self.words((text, y + 34), (INK, "normal"), &shortened(&tie.words, DETAIL_CHARACTERS));
                let others = if tie.others > 0 { format!(", {} till", tie.others) } else { String::new() };
                self.words((text, y + 49), (QUIET_INK, "normal"), &format!("{}{others}", tie.period));
            }
        }
        self.body.push_str("</g>");
    }

    /// A kind's shape, 16 pixels large, around a point.
    fn shape(&mut self, kind: NodeKind, (x, y): (i32, i32)) {
        let fill = colour(kind);
        if kind == NodeKind::Person {
            return self.push(format_args!(r#"<circle cx="{x}" cy="{y}" r="8" fill="{fill}"/>"#));
        }
        let corners: &[(i32, i32)] = match kind {
            NodeKind::Person => &[],
            NodeKind::Organisation => &[(-7, -7), (7, -7), (7, 7), (-7, 7)],
            NodeKind::Account => &[(0, -9), (9, 0), (0, 9), (-9, 0)],
            NodeKind::Address => &[(0, -9), (9, 8), (-9, 8)],
            NodeKind::Phone => &[(-9, 0), (-5, -8), (5, -8), (9, 0), (5, 8), (-5, 8)],
            NodeKind::Email => &[(-9, -8), (9, -8), (0, 9)],
            NodeKind::Property => &[(0, -9), (9, -1), (6, 8), (-6, 8), (-9, -1)],
        };
        let points: Vec<String> = corners.iter().map(|(dx, dy)| format!("{},{}", x + dx, y + dy)).collect();
        self.push(format_args!(r#"<polygon points="{}" fill="{fill}"/>"#, points.join(" ")));
    }

    /// How many more there are, and what the shapes mean. Gives where the next line would stand.
    fn legend(&mut self, layout: &Layout, top: i32) -> i32 {
        let mut y = top + 8;
        if let Some(more) = layout.more_words() {
            self.words((MARGIN, y + 4), (INK, "bold"), &more);
            y += LEGEND_LINE;
        }
        let shown = |kind: &NodeKind| layout.nodes.iter().any(|node| node.kind == *kind);
        let kinds: Vec<NodeKind> = NodeKind::ALL.into_iter().filter(shown).collect();
        for row in kinds.chunks(4) {
            let mut x = MARGIN;
            for &kind in row {
                self.shape(kind, (x + 9, y));
                self.words((x + 26, y + 4), (INK, "normal"), kind.words());
                x += LEGEND_ENTRY;
            }
            y += LEGEND_LINE;
        }
        if layout.nodes.iter().any(|node| node.cut.is_some()) {
            self.push(format_args!(
                r#"<rect x="{MARGIN}" y="{}" width="18" height="14" rx="2" fill="none" stroke="{INK}" stroke-dasharray="5 3"/>"#,
                y - 7
            ));
            self.words((MARGIN + 26, y + 4), (INK, "normal"), "delas av många eller är ett känt nav: bär inga vägar");
            y += LEGEND_LINE;
        }
        y
    }

    fn words(&mut self, (x, y): (i32, i32), (colour, weight): (&str, &str), words: &str) {
        let size = if weight == "bold" { 13 } else { 12 };
        let words = escaped(words);
        self.push(format_args!(
            r#"<text x="{x}" y="{y}" fill="{colour}" font-weight="{weight}" font-size="{size}">{words}</text>"#
        ));
    }

    fn push(&mut self, part: fmt::Arguments<'_>) {
        // INVARIANT: writing to a String does not fail.
        let _ = self.body.write_fmt(part);
    }
}

/// A kind's colour; never the only sign, the shape says the same.
const fn colour(kind: NodeKind) -> &'static str {
    match kind {
        NodeKind::Person => "#1b4f9c",
        NodeKind::Organisation => "#8a3b00",
        NodeKind::Account => "#00664f",
        NodeKind::Address => "#6b2c91",
        NodeKind::Phone => "#9c1450",
        NodeKind::Email => "#5a5200",
        NodeKind::Property => "#3d3d3d",
    }
}

/// At most `max` characters, the last an ellipsis when some were left out.
fn shortened(text: &str, max: usize) -> String {
    if text.chars().count() <= max {
        return text.to_owned();
    }
    let kept: String = text.chars().take(max - 1).collect();
    format!("{}…", kept.trim_end())
}
