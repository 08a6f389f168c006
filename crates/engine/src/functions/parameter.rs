//! `param_at('name', date)`: the value of a dated parameter on a day, for limits that the law has changed.

use std::{collections::BTreeMap, sync::Arc};

use chrono::NaiveDate;
use datafusion::{
    arrow::{
        array::{ArrayRef, AsArray, Decimal128Array},
        datatypes::{DataType, Date32Type},
    },
    common::{Result, ScalarValue, exec_err},
    logical_expr::{ColumnarValue, ScalarFunctionArgs, ScalarUDF, ScalarUDFImpl, Signature, Volatility},
};

use super::{calendar::date32, kernel::not_a_constant};

/// Values in whole öre by first day, per parameter.
pub(crate) type History = BTreeMap<String, Vec<(NaiveDate, i64)>>;

/// The function for one control's parameters.
pub(crate) fn param_at(history: History) -> ScalarUDF {
    let signature = Signature::exact(vec![DataType::Utf8, DataType::Date32], Volatility::Immutable);
    ScalarUDF::new_from_impl(ParamAt { history, signature })
}

#[derive(Debug, PartialEq, Eq, Hash)]
struct ParamAt {
    history: History,
    signature: Signature,
}

impl ScalarUDFImpl for ParamAt {
    fn name(&self) -> &'static str {
        "param_at"
    }

    fn signature(&self) -> &Signature {
        &self.signature
    }

    fn return_type(&self, _: &[DataType]) -> Result<DataType> {
        Ok(DataType::Decimal128(18, 2))
    }

    fn invoke_with_args(&self, args: ScalarFunctionArgs) -> Result<ColumnarValue> {
        let (name, dates) = match args.args.as_slice() {
            [ColumnarValue::Scalar(ScalarValue::Utf8(Some(name))), dates] => (name, dates.to_array(args.number_rows)?),
            _ => return not_a_constant("param_at", "namn"),
        };
        let Some(values) = self.history.get(name) else {
            return exec_err!("`param_at`: parametern `{name}` finns inte eller är inte daterad");
        };
        let at = |day: i32| {
            let date = date32(day)?;
            values.iter().rev().find(|(from, _)| *from <= date).map(|(_, ore)| i128::from(*ore))
        };
        let dates = dates.as_primitive::<Date32Type>();
        let result: Decimal128Array = dates.iter().map(|day| at(day?)).collect();
        let result: ArrayRef = Arc::new(result.with_precision_and_scale(18, 2)?);
        Ok(ColumnarValue::Array(result))
    }
}
