//! ISO 20022 `pain.001.001.03` and `.09`: the payments of a customer credit transfer, and where each stands in the file.
//!
//! The file is read for what it pays and kept as it is: a split cuts whole transactions out of the text and corrects the
//! counts and sums, nothing else.

mod cut;
mod transfer;

use std::ops::Range;

use crate::file::{Format, Found, Sink};
use crate::text::Lines;
use crate::xml::{Element, Tag, Visit, shortened};
use crate::{FileFault, amount};

pub(crate) use cut::cut;

use transfer::{Common, Taken, Transfer};

const NAMESPACE: &str = "urn:iso:std:iso:20022:tech:xsd:pain.001.001.";
const HEADER: &str = "/Document/CstmrCdtTrfInitn/GrpHdr";
const INFO: &str = "/Document/CstmrCdtTrfInitn/PmtInf";
const TRANSFER: &str = "/Document/CstmrCdtTrfInitn/PmtInf/CdtTrfTxInf";
/// What a bank or a program adds of its own; its content is nobody else's business.
const SUPPLEMENT: &str = "SplmtryData";

/// The version that a namespace names.
pub(crate) fn format_of(namespace: &str) -> Option<Format> {
    match namespace.strip_prefix(NAMESPACE)? {
        "03" => Some(Format::Pain03),
        "09" => Some(Format::Pain09),
        _ => None,
    }
}

/// Where everything that a split may touch stands.
#[derive(Debug, Clone, Default)]
pub(crate) struct Layout {
    header: Totals,
    infos: Vec<Info>,
}

/// The id, the count and the sum of the file or of one `PmtInf`.
#[derive(Debug, Clone, Default)]
struct Totals {
    id: Option<Range<usize>>,
    count: Option<Stated>,
    sum: Option<Stated>,
}

#[derive(Debug, Clone)]
struct Stated {
    at: Range<usize>,
    text: String,
}

/// One `PmtInf`.
#[derive(Debug, Clone, Default)]
struct Info {
    at: Range<usize>,
    totals: Totals,
    transfers: Vec<Place>,
}

/// One `CdtTrfTxInf`.
#[derive(Debug, Clone)]
struct Place {
    at: Range<usize>,
    order: u64,
    /// The amount; none when it cannot be read.
    exact: Option<i128>,
}

/// The count and the sum of some transfers.
#[derive(Debug, Clone, Copy, Default)]
struct Sum {
    count: u64,
    exact: i128,
    /// Every amount could be read.
    is_whole: bool,
}

fn sum<'a>(places: impl Iterator<Item = &'a Place>) -> Sum {
    places.fold(Sum { is_whole: true, ..Sum::default() }, |sum, place| Sum {
        count: sum.count + 1,
        exact: sum.exact + place.exact.unwrap_or_default(),
        is_whole: sum.is_whole && place.exact.is_some(),
    })
}

/// Reads the payments of a file whose outermost element is of a namespace that we know.
pub(crate) fn parse(text: &str, sink: Sink<'_>) -> Result<Layout, FileFault> {
    let mut reading = Reading {
        text,
        sink,
        layout: Layout::default(),
        info: Info::default(),
        common: Common::default(),
        transfer: Transfer::default(),
        lines: Lines::default(),
        order: 0,
        is_in_transfer: false,
        depth_of_supplement: None,
    };
    crate::xml::walk(text, &mut reading)?;
    let layout = reading.layout;
    check(&layout)?;
    Ok(layout)
}

struct Reading<'a> {
    text: &'a str,
    sink: Sink<'a>,
    layout: Layout,
    info: Info,
    common: Common,
    transfer: Transfer,
    lines: Lines,
    order: u64,
    is_in_transfer: bool,
    /// Length of the path of the supplement that we are in.
    depth_of_supplement: Option<usize>,
}

impl Visit for Reading<'_> {
    fn open(&mut self, tag: &Tag<'_>) -> Result<(), FileFault> {
        if self.depth_of_supplement.is_some() {
            return Ok(());
        }
        if !tag.is_of_root {
            let line = self.lines.of(self.text, tag.at);
            return Err(FileFault::Namespace { line, element: shortened(tag.name) });
        }
        let place = match tag.name {
            "PmtInf" => Some(INFO),
            "CdtTrfTxInf" => Some(TRANSFER),
            _ => None,
        };
        if place.is_some_and(|place| place != tag.path) {
            // A bank that looks for names and not for places would pay what we do not see.
            return Err(self.misplaced(tag.name, tag.at));
        }
        if tag.name == SUPPLEMENT {
            self.depth_of_supplement = Some(tag.path.len());
        } else if self.is_in_transfer {
            // Everything below is told when it closes.
        } else if tag.path == INFO {
            self.info = Info::default();
            self.common = Common::default();
        } else if tag.path == TRANSFER {
            self.transfer = Transfer::default();
            self.is_in_transfer = true;
        }
        Ok(())
    }

    fn close(&mut self, element: &Element<'_>) -> Result<(), FileFault> {
        if let Some(depth) = self.depth_of_supplement {
            if element.path.len() == depth {
                self.depth_of_supplement = None;
            }
            return Ok(());
        }
        if self.is_in_transfer {
            return self.of_transfer(element.path.get(TRANSFER.len()..).unwrap_or_default(), element);
        }
        if let Some(within) = element.path.strip_prefix(INFO) {
            return self.of_info(within, element);
        }
        match element.path.strip_prefix(HEADER) {
            Some(within) => self.stated(within, element),
            None => Ok(()),
        }
    }
}

impl Reading<'_> {
    fn of_transfer(&mut self, within: &str, element: &Element<'_>) -> Result<(), FileFault> {
        if let Some(leaf) = &element.leaf {
            self.transfer.take(within, leaf);
        }
        if within.is_empty() {
            self.is_in_transfer = false;
            self.order += 1;
            let exact = self.transfer.exact();
            let found = match self.transfer.payment(self.order, &self.common) {
                Ok(payment) => Found::Payment(payment),
                Err(wrong) => {
                    let line = self.lines.of(self.text, element.span.start);
                    Found::Reject(wrong.reject(self.order, line))
                }
            };
            (self.sink)(found);
            self.info.transfers.push(Place { at: element.span.clone(), order: self.order, exact });
        }
        Ok(())
    }

    fn of_info(&mut self, within: &str, element: &Element<'_>) -> Result<(), FileFault> {
        if within.is_empty() {
            let mut info = std::mem::take(&mut self.info);
            info.at = element.span.clone();
            self.layout.infos.push(info);
            return Ok(());
        }
        let taken = element.leaf.as_ref().map_or(Taken::No, |leaf| self.common.take(within, leaf));
        // INVARIANT: what holds for all transfers stands before them (as the schema says); else they were read without it.
        let is_late = taken != Taken::No && !self.info.transfers.is_empty();
        if is_late || taken == Taken::Again {
            return Err(self.misplaced(within, element.span.start));
        }
        self.stated(within, element)
    }

    /// Ids, counts and sums.
    fn stated(&mut self, within: &str, element: &Element<'_>) -> Result<(), FileFault> {
        let Some(leaf) = &element.leaf else { return Ok(()) };
        let is_header = element.path.starts_with(HEADER);
        let totals = if is_header { &mut self.layout.header } else { &mut self.info.totals };
        let stated = || Stated { at: leaf.span.clone(), text: leaf.text.to_owned() };
        let is_twice = match within {
            "/MsgId" | "/PmtInfId" => totals.id.replace(leaf.span.clone()).is_some(),
            "/NbOfTxs" => totals.count.replace(stated()).is_some(),
            "/CtrlSum" => totals.sum.replace(stated()).is_some(),
            _ => false,
        };
        if is_twice { Err(self.misplaced(within, element.span.start)) } else { Ok(()) }
    }

    fn misplaced(&mut self, within: &str, at: usize) -> FileFault {
        let place = format!("rad {}", self.lines.of(self.text, at));
        let name = within.trim_start_matches('/');
        let what = format!(
            "`{name}` står två gånger eller på fel plats; banken kan läsa filen på annat sätt, så \
             skapa den på nytt"
        );
        FileFault::Structure { place, what }
    }
}

/// Counts and sums that disagree with the payments: the file was changed or cut off.
fn check(layout: &Layout) -> Result<(), FileFault> {
    let missing = |what: &str| FileFault::Missing { place: "filhuvudet (GrpHdr)".to_owned(), what: what.to_owned() };
    if layout.header.id.is_none() {
        return Err(missing("MsgId"));
    }
    if layout.header.count.is_none() {
        return Err(missing("NbOfTxs"));
    }
    let all = sum(layout.infos.iter().flat_map(|info| &info.transfers));
    if all.count == 0 {
        return Err(FileFault::Missing { place: "filen".to_owned(), what: "betalningar (CdtTrfTxInf)".to_owned() });
    }
    agree("filhuvudet (GrpHdr)", &layout.header, all)?;
    for (at, info) in layout.infos.iter().enumerate() {
        agree(&format!("betalningsgrupp {} (PmtInf)", at + 1), &info.totals, sum(info.transfers.iter()))?;
    }
    Ok(())
}

fn agree(place: &str, totals: &Totals, counted: Sum) -> Result<(), FileFault> {
    let differs = |field: &str, stated: &Stated, counted: String| FileFault::Sums {
        place: place.to_owned(),
        field: field.to_owned(),
        stated: shortened(&stated.text),
        counted,
    };
    if let Some(stated) = &totals.count
        && stated.text.parse() != Ok(counted.count)
    {
        return Err(differs("NbOfTxs", stated, counted.count.to_string()));
    }
    match &totals.sum {
        Some(stated) if counted.is_whole && amount::parse(&stated.text) != Some(counted.exact) => {
            Err(differs("CtrlSum", stated, amount::write(counted.exact)))
        }
        _ => Ok(()),
    }
}
