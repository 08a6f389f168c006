//! What the columns of a control's query are called in text for people.

use std::collections::BTreeMap;

use library::Control;
use signals::Fact;

use crate::ports::Label;

/// Swedish and English by column, for the facts that stand as they do in a register: the register that the control reads
/// says what it is called, or all registers together when they agree.
pub(super) fn labels(control: Option<&Control>, facts: &[Fact], known: &[Label]) -> BTreeMap<String, (String, String)> {
    let mut labels = BTreeMap::new();
    for fact in facts {
        let named = |label: &&Label| label.column == fact.name;
        let is_read = |label: &&Label| control.is_some_and(|control| control.reads.contains_key(&label.register));
        let mut all = known.iter().filter(named);
        let label = known.iter().filter(named).find(is_read).or_else(|| {
            let first = all.next()?;
            all.all(|other| other.sv == first.sv).then_some(first)
        });
        labels.extend(label.map(|label| (fact.name.clone(), (label.sv.clone(), label.en.clone()))));
    }
    labels
}

#[cfg(test)]
mod tests {
    use super::*;

    fn label(register: &str, column: &str, sv: &str) -> Label {
        let [register, column, sv] = [register, column, sv].map(str::to_owned);
        Label { register, column, sv, en: String::new() }
    }

    #[test]
    fn a_column_is_called_as_the_registers_agree_and_is_left_alone_when_they_do_not() {
        let known = [
            label("ledger", "invoice_no", "Fakturanummer"),
            label("orders", "invoice_no", "Fakturanummer"),
            label("ledger", "amount", "Belopp"),
            label("payroll", "amount", "Lön"),
        ];
        let fact = |name: &str| Fact { name: name.to_owned(), value: String::new() };
        let labels = labels(None, &[fact("invoice_no"), fact("amount"), fact("days")], &known);
        assert_eq!(labels.keys().collect::<Vec<_>>(), ["invoice_no"]);
        assert_eq!(labels["invoice_no"].0, "Fakturanummer");
    }
}
