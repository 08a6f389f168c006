//! Prints what a scan means for the life of signals.

use signals::{
    format_whole_number,
    life::Counts,
    precision::{ENOUGH, Precision},
};

use crate::{console, worklist::Worklist};

impl Worklist {
    /// Prints what became of the signals, what is suppressed, and what the order rests on.
    pub(crate) fn print(&self) -> anyhow::Result<()> {
        let number = |count: u64| format_whole_number(count.into());
        console::line("")?;
        for (group, counts, is_same) in &self.counts {
            let Counts { new, same, changed, gone, unknown } = *counts;
            let [new, same, changed, gone, unknown] = [new, same, changed, gone, unknown].map(number);
            let rest = if *is_same { " (samma körning som den förra; inget är tillagt)" } else { "" };
            console::line(&format!(
                "Mot förra körningen, {group}: nya {new}, desamma {same}, ändrade {changed}, borta {gone}, okända {unknown}{rest}"
            ))?;
        }
        if let Some(longest) = self.suppressions.iter().max_by_key(|row| (row.days, std::cmp::Reverse(&row.id))) {
            console::line(&format!(
                "Dämpade: {} signaler av {} dämpningar{}; längst {} på {} dagar till {}, {} svarar för den",
                number(self.hidden as u64),
                self.suppressions.len(),
                if self.is_shown { ", här visade" } else { "" },
                longest.id,
                longest.days,
                longest.to,
                longest.owner
            ))?;
        }
        if self.counts.is_empty() { Ok(()) } else { console::line(&self.rests_on()) }
    }

    fn rests_on(&self) -> String {
        let judged: u64 = self.precisions.values().map(Precision::judged).sum();
        let known = self.precisions.values().filter(|precision| precision.judged() >= ENOUGH).count();
        if judged == 0 {
            return "Ordningen: familjer, belopp och sällsynthet; ingen signal är bedömd som rätt eller fel än."
                .to_owned();
        }
        format!(
            "Ordningen: familjer, hur ofta kontrollerna haft rätt ({} bedömda signaler, {known} kontroller med minst {ENOUGH}), belopp, sällsynthet",
            format_whole_number(judged.into())
        )
    }
}
