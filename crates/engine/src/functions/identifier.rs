//! Check digits and legal forms, from the `ids` crate.

use datafusion::logical_expr::ScalarUDF;
use ids::LegalForm;

use super::kernel::{text_to_bool, text_to_text};

pub(super) fn functions() -> Vec<ScalarUDF> {
    vec![
        text_to_bool("luhn_ok", 1, |args| Some(args.first().copied().flatten().is_some_and(ids::luhn_ok))),
        text_to_bool("org_no_ok", 1, |args| Some(args.first().copied().flatten().is_some_and(ids::org_no_ok))),
        text_to_text("legal_form", 1, |args, out| {
            let form = args.first().and_then(|text| ids::legal_form(text));
            out.push_str(form.map_or("", form_name));
            form.is_some()
        }),
    ]
}

/// The form's name in queries.
fn form_name(form: LegalForm) -> &'static str {
    match form {
        LegalForm::Public => "public",
        LegalForm::LimitedCompany => "aktiebolag",
        LegalForm::EconomicAssociation => "ekonomisk_forening",
        LegalForm::NonProfit => "ideell_forening",
        LegalForm::TradingPartnership => "handelsbolag",
        LegalForm::SoleTrader => "person",
        LegalForm::Estate => "estate",
        LegalForm::Foreign => "foreign",
        LegalForm::SimplePartnership | LegalForm::Unassigned => "other",
    }
}
