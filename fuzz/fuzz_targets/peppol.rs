//! Anything within a Peppol invoice or credit note.
#![no_main]

use libfuzzer_sys::fuzz_target;

mod payment_split;

fuzz_target!(|input: (u8, bool, &str)| {
    let (choice, is_credit, body) = input;
    let kind = if is_credit { "CreditNote" } else { "Invoice" };
    let ubl = "urn:oasis:names:specification:ubl:schema:xsd:";
    let text = format!(
        "<{kind} xmlns=\"{ubl}{kind}-2\" xmlns:cac=\"{ubl}CommonAggregateComponents-2\" \
         xmlns:cbc=\"{ubl}CommonBasicComponents-2\"><cbc:ID>F</cbc:ID><cbc:IssueDate>2026-03-02</cbc:IssueDate>{body}</{kind}>"
    );
    payment_split::check(text.as_bytes(), choice);
});
