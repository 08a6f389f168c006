//! Whether two records are the same organisation, person or account as the link tables say, and whether two addresses are
//! the same place.
//!
//! `same_organisation`, `same_person` and `same_account` take register and record of one and of the other. They answer null
//! when either record is unknown, and when the document does not declare the link table.

use std::{
    hash::{Hash, Hasher},
    sync::Arc,
};

use datafusion::{
    arrow::{
        array::{Array, ArrayRef, AsArray, BooleanArray, StringViewArray},
        datatypes::DataType,
    },
    common::Result,
    logical_expr::{ColumnarValue, ScalarFunctionArgs, ScalarUDF, ScalarUDFImpl, Signature, Volatility},
};
use linkage::standardise::{Address, post_code};

use super::kernel::{columns, text_to_bool};
use crate::linked::{Identities, Lazy, Linked};

/// The functions over the link tables.
pub(super) fn functions(linked: &Linked) -> Vec<ScalarUDF> {
    let tables = [("same_organisation", "organisations"), ("same_person", "persons"), ("same_account", "accounts")];
    let function = |(name, table)| {
        let signature = Signature::exact(vec![DataType::Utf8View; 4], Volatility::Immutable);
        ScalarUDF::new_from_impl(Same { name, identities: linked.identities(table).cloned(), signature })
    };
    tables.into_iter().map(function).collect()
}

/// `same_address(street, post_code, street, post_code)`: street, number, entrance and post code are equal once written in
/// one form (`Storg. 1 A` is `Storgatan 1a`), and the apartment too when both tell it. Null when a side lacks street, number
/// or post code.
pub(super) fn same_address() -> ScalarUDF {
    text_to_bool("same_address", 4, |args| match args {
        [Some(a_street), Some(a_code), Some(b_street), Some(b_code)] => {
            let (a, b) = (Address::read(a_street)?, Address::read(b_street)?);
            let place = |address: &Address, code: &str| {
                Some((address.street.clone()?, address.number_and_entrance()?, post_code(code)?))
            };
            let apartments = a.apartment.as_ref().zip(b.apartment.as_ref());
            Some(place(&a, a_code)? == place(&b, b_code)? && apartments.is_none_or(|(a, b)| a == b))
        }
        _ => None,
    })
}

/// A question to one link table.
#[derive(Debug)]
struct Same {
    name: &'static str,
    identities: Option<Lazy<Identities>>,
    signature: Signature,
}

/// Equal when they ask the same table of the same run.
impl PartialEq for Same {
    fn eq(&self, other: &Self) -> bool {
        self.name == other.name
            && self.identities.as_ref().map(Arc::as_ptr) == other.identities.as_ref().map(Arc::as_ptr)
    }
}

impl Eq for Same {}

impl Hash for Same {
    fn hash<H: Hasher>(&self, state: &mut H) {
        self.name.hash(state);
    }
}

impl ScalarUDFImpl for Same {
    fn name(&self) -> &str {
        self.name
    }

    fn signature(&self) -> &Signature {
        &self.signature
    }

    fn return_type(&self, _: &[DataType]) -> Result<DataType> {
        Ok(DataType::Boolean)
    }

    fn invoke_with_args(&self, args: ScalarFunctionArgs) -> Result<ColumnarValue> {
        let arrays = columns(&args)?;
        let texts: Vec<&StringViewArray> = arrays.iter().filter_map(|array| array.as_string_view_opt()).collect();
        let answer = |row: usize| {
            let text = |at: usize| texts.get(at).filter(|column| column.is_valid(row)).map(|column| column.value(row));
            self.identities.as_ref()?.same((text(0)?, text(1)?), (text(2)?, text(3)?))
        };
        let result: BooleanArray = (0..args.number_rows).map(answer).collect();
        let result: ArrayRef = Arc::new(result);
        Ok(ColumnarValue::Array(result))
    }
}

#[cfg(test)]
mod tests {
    use datafusion::arrow::record_batch::RecordBatch;

    use super::*;

    fn table(id: &str, columns: [(&str, &[&str]); 4]) -> Linked {
        let columns = columns.map(|(name, values)| {
            let array: ArrayRef = Arc::new(StringViewArray::from_iter_values(values.iter()));
            (name, array)
        });
        let mut linked = Linked::default();
        linked.add(id, &[RecordBatch::try_from_iter(columns).unwrap()]);
        linked
    }

    #[test]
    fn two_records_share_an_account_only_of_the_same_sort() {
        let linked = table(
            "accounts",
            [
                ("register", &["suppliers", "suppliers", "employees", "suppliers"]),
                ("record_id", &["S1", "S1", "E1", "S2"]),
                ("account_id", &["99000010", "50001234567", "50001234567", "99000010"]),
                ("basis", &["bankgiro", "bankkonto", "bankkonto", "plusgiro"]),
            ],
        );
        let accounts = linked.identities("accounts").unwrap();
        assert_eq!(accounts.same(("suppliers", "S1"), ("employees", "E1")), Some(true));
        assert_eq!(accounts.same(("suppliers", "S1"), ("suppliers", "S2")), Some(false));
        assert_eq!(accounts.same(("suppliers", "S1"), ("suppliers", "S9")), None);
    }

    #[test]
    fn a_table_that_the_document_does_not_declare_is_not_asked() {
        let linked = table(
            "persons",
            [("register", &["employees"]), ("record_id", &["E1"]), ("person_id", &["p"]), ("basis", &["personnummer"])],
        );
        assert!(linked.only(&["organisations".to_owned()]).identities("persons").is_none());
        assert!(linked.only(&["persons".to_owned()]).identities("persons").is_some());
    }
}
