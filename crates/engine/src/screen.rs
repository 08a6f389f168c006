//! The payment stop: every payment gets *go*, *look* or *hold* with its reasons, as the library's checks say.
//!
//! Lookups are computed once, when a screen is opened, and held with an index over their keys. A check's condition is
//! planned once and then evaluated over the payments and the rows that the lookups found for them, so that one payment
//! costs no planning and a hundred thousand are screened column by column.

mod answer;
mod case;
mod lookup;
mod payment;

use std::{collections::BTreeMap, thread};

use datafusion::common::DFSchema;
use futures::{StreamExt, stream};
use library::{Check, Lookup, Stop};
use payments::{Basis, Payment, Reason, ScreenError, Screened, Screener, Verdict};

use crate::{
    Engine, EngineError, Licence, Source, engine::warranted, links::add_links, mask::Mask, run::missing,
    session::Tables,
};
use answer::{Answer, ReadyCheck};
pub(crate) use case::case_payments;
use lookup::ReadyLookup;
pub(crate) use payment::TABLE as PAYMENT;
use payment::{payment_batch, payment_schema};

/// Payments that are evaluated together: large enough to work column by column, small enough to stay in the cache.
const CHUNK: usize = 4_096;

/// Queries of lookups that run at once; more would need more memory.
const AT_ONCE: usize = 2;

/// The flow of the payment stop, by which a decision on control may name its checks.
pub(crate) const FLOW: &str = "payment-stop";

/// What the name of a warning about the registers is, where a check's id stands otherwise.
const BASIS: &str = "underlag";

/// When the registers were read, and what is already known to be wrong with them.
#[derive(Debug, Clone, Default)]
pub struct Occasion {
    /// Counts up for every screen that a program opens.
    pub generation: u64,
    /// When, as the caller says.
    pub built_at: String,
    /// Registers that are too old, in Swedish: every payment is then looked at.
    pub warnings: Vec<String>,
}

/// Registers and checks, ready to judge payments.
#[derive(Debug)]
pub struct Screen {
    lookups: Vec<ReadyLookup>,
    checks: Vec<ReadyCheck>,
    /// Reasons that every payment gets: checks that cannot run, and warnings.
    for_all: Vec<Reason>,
    basis: Basis,
    threads: usize,
    mask: Mask,
}

impl Engine {
    /// Reads what the chosen checks need of the registers; no ids means all checks.
    ///
    /// Persons are named in reasons by pseudonyms.
    ///
    /// A check that the legal gate refuses is named as not run. One whose registers are missing makes every payment one to
    /// look at.
    ///
    /// # Errors
    /// [`EngineError::NoCheck`] when the gate refuses all, and when a document cannot be planned or its query fails.
    pub fn screen(
        &self,
        sources: &[Source],
        ids: &[String],
        &Licence { gate, key }: &Licence<'_>,
        occasion: &Occasion,
    ) -> Result<Screen, EngineError> {
        let (checks, refused): (Vec<&Check>, Vec<&Check>) =
            self.checks(ids)?.into_iter().partition(|check| gate.warrant.grant(&check.id).is_some());
        if checks.is_empty() {
            return Err(EngineError::NoCheck);
        }
        let sources = warranted(sources, &gate.warrant);
        let sources = sources.as_slice();
        let tables = Tables::open(&self.catalogue, sources)?;
        let (ready, idle): (Vec<&Check>, Vec<&Check>) =
            checks.into_iter().partition(|check| self.missing_registers(check, sources).is_empty());
        let mut for_all: Vec<Reason> = idle
            .iter()
            .map(|check| {
                let missing = self.missing_registers(check, sources).join(", ");
                let sentence = format!("{} kunde inte prövas: {missing} saknas.", check.title.sv);
                Reason { check: check.id.clone(), version: check.version, verdict: Verdict::Look, sentence }
            })
            .collect();
        for_all.extend(occasion.warnings.iter().map(|warning| Reason {
            check: BASIS.to_owned(),
            version: 0,
            verdict: Verdict::Look,
            sentence: warning.clone(),
        }));
        let mut snapshots: Vec<String> = sources.iter().map(|source| source.snapshot.id.clone()).collect();
        snapshots.sort();
        let basis = Basis {
            generation: occasion.generation,
            snapshots,
            built_at: occasion.built_at.clone(),
            warnings: for_all.iter().map(|reason| reason.sentence.clone()).collect(),
            not_run: refused.iter().map(|check| format!("{} {}", check.id, check.title.sv)).collect(),
        };
        let (lookups, checks) = self.wait(self.ready(&ready, tables))?;
        let read = self.library.lookups_for(ready.iter().copied());
        let mask = Mask::of(&self.catalogue, read.iter().flat_map(|lookup| lookup.reads.keys()), key);
        Ok(Screen { lookups, checks, for_all, basis, threads: self.threads, mask })
    }

    pub(crate) fn checks(&self, ids: &[String]) -> Result<Vec<&Check>, EngineError> {
        if ids.is_empty() {
            return Ok(self.library.checks().collect());
        }
        let find = |id: &String| self.library.check(id).ok_or_else(|| EngineError::UnknownCheck { id: id.clone() });
        let mut chosen = ids.iter().map(find).collect::<Result<Vec<_>, _>>()?;
        chosen.sort_by(|a, b| a.id.cmp(&b.id));
        chosen.dedup_by(|a, b| a.id == b.id);
        Ok(chosen)
    }

    /// What a check needs and no snapshot gives, in Swedish.
    fn missing_registers(&self, check: &Check, sources: &[Source]) -> Vec<String> {
        let lookups = self.library.lookups_for([check]);
        let missing = lookups.iter().flat_map(|lookup| missing(&self.catalogue, &lookup.reads, sources));
        let mut labels: Vec<String> = missing
            .map(|missing| match missing.column_label {
                Some(column) => format!("{column} i {}", missing.register_label),
                None => missing.register_label,
            })
            .collect();
        labels.sort();
        labels.dedup();
        labels
    }

    async fn ready(
        &self,
        checks: &[&Check],
        tables: Tables,
    ) -> Result<(Vec<ReadyLookup>, Vec<ReadyCheck>), EngineError> {
        let (lookups, schema) = self.ready_lookups(checks, tables).await?;
        let defaults = BTreeMap::new();
        let ready = checks.iter().map(|check| ReadyCheck::plan_with(check, &defaults, &schema));
        Ok((lookups, ready.collect::<Result<_, _>>()?))
    }

    /// The lookups that checks read, each planned over the payment and the lookups before it, and all their columns.
    async fn ready_lookups(
        &self,
        checks: &[&Check],
        mut tables: Tables,
    ) -> Result<(Vec<ReadyLookup>, DFSchema), EngineError> {
        let documents: Vec<&Lookup> = self.library.lookups_for(checks.iter().copied());
        let links = self.library.links_named(documents.iter().flat_map(|lookup| &lookup.links));
        add_links(links.into_iter(), &self.library, &mut tables, self.threads).await?;
        let mut schema = DFSchema::try_from_qualified_schema(PAYMENT, &payment_schema())
            .map_err(EngineError::query(PAYMENT, "Villkor"))?;
        // Their queries do not need each other: while one is planned another runs.
        let queries = documents
            .iter()
            .map(|document| tokio::spawn(lookup::rows((*document).clone(), tables.clone(), self.threads)));
        let mut queries = stream::iter(queries).buffered(AT_ONCE);
        let mut lookups = Vec::new();
        for document in &documents {
            let failed = EngineError::query(&document.file, "Sökfråga");
            let values = match queries.next().await {
                Some(Ok(values)) => values?,
                _ => return Err(EngineError::contract(&document.file, "sökfrågan stannade utan svar")),
            };
            let lookup = ReadyLookup::index(document, values, &schema)?;
            let added = DFSchema::try_from_qualified_schema(document.id.as_str(), &lookup.schema()).map_err(&failed)?;
            schema = schema.join(&added).map_err(&failed)?;
            lookups.push(lookup);
        }
        Ok((lookups, schema))
    }
}

impl Screener for Screen {
    fn screen(&self, payments: &[Payment]) -> Result<Vec<Screened>, ScreenError> {
        let repeats = payment::repeats(payments);
        let chunks: Vec<(&[Payment], &[Option<u64>])> = payments.chunks(CHUNK).zip(repeats.chunks(CHUNK)).collect();
        let work = |chunks: &[(&[Payment], &[Option<u64>])]| -> Result<Vec<Screened>, ScreenError> {
            let parts = chunks.iter().map(|(payments, repeats)| self.chunk(payments, repeats));
            Ok(parts.collect::<Result<Vec<_>, _>>()?.concat())
        };
        if chunks.len() < 2 {
            return work(&chunks);
        }
        let stopped = |_| Err(ScreenError::Failed { detail: "en tråd stannade".to_owned() });
        let parts = thread::scope(|scope| {
            let shares = chunks.chunks(chunks.len().div_ceil(self.threads));
            let running: Vec<_> = shares.map(|share| scope.spawn(move || work(share))).collect();
            running.into_iter().map(|thread| thread.join().unwrap_or_else(stopped)).collect::<Result<Vec<_>, _>>()
        })?;
        Ok(parts.concat())
    }

    fn basis(&self) -> Basis {
        self.basis.clone()
    }
}

impl Screen {
    fn chunk(&self, payments: &[Payment], repeats: &[Option<u64>]) -> Result<Vec<Screened>, ScreenError> {
        let failed =
            |error: datafusion::error::DataFusionError| ScreenError::Failed { detail: error.strip_backtrace() };
        let mut batch = payment_batch(payments, repeats).map_err(failed)?;
        for lookup in &self.lookups {
            batch = lookup.add(&batch).map_err(failed)?;
        }
        let mut screened: Vec<Screened> = payments
            .iter()
            .map(|payment| Screened {
                order: payment.order,
                id: payment.id.clone(),
                verdict: Verdict::Go,
                reasons: self.for_all.clone(),
            })
            .collect();
        for check in &self.checks {
            let answer = check.answer(&batch);
            for (row, screened) in screened.iter_mut().enumerate() {
                screened.reasons.extend(reason(check, &answer, &self.mask, row));
            }
        }
        for one in &mut screened {
            one.verdict = one.reasons.iter().map(|reason| reason.verdict).max().unwrap_or(Verdict::Go);
        }
        Ok(screened)
    }
}

/// What a check says of a payment; a check that fails says so and asks a person to look.
fn reason(check: &ReadyCheck, answer: &Answer, mask: &Mask, row: usize) -> Option<Reason> {
    let (verdict, sentence) = match answer.of(check, mask, row) {
        Ok(None) => return None,
        Ok(Some((stop, sentence))) => (if stop == Stop::Hold { Verdict::Hold } else { Verdict::Look }, sentence),
        Err(message) => (Verdict::Look, format!("{} kunde inte prövas: {message}", check.title)),
    };
    Some(Reason { check: check.id.clone(), version: check.version, verdict, sentence })
}
