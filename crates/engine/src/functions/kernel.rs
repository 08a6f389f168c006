//! How a plain Rust function becomes a column function: one pass, one buffer, nulls in give nulls out.

use std::{
    hash::{Hash, Hasher},
    sync::Arc,
};

use datafusion::{
    arrow::{
        array::{Array, ArrayRef, BooleanArray, StringViewArray, StringViewBuilder},
        datatypes::DataType,
    },
    common::{Result, cast::as_string_view_array, exec_err},
    logical_expr::{ColumnarValue, ScalarFunctionArgs, ScalarUDF, ScalarUDFImpl, Signature, Volatility},
};

/// Writes the result for one row into the buffer; `false` means null.
type Writer = fn(&[&str], &mut String) -> bool;
/// Answers yes, no or unknown for one row; a null argument arrives as `None`.
type Test = fn(&[Option<&str>]) -> Option<bool>;

#[derive(Debug, Clone, Copy)]
enum Body {
    Write(Writer),
    Test(Test),
}

/// A function over text columns. Its name is its identity: no two functions of the list share one.
#[derive(Debug)]
struct TextFunction {
    name: &'static str,
    signature: Signature,
    body: Body,
}

impl PartialEq for TextFunction {
    fn eq(&self, other: &Self) -> bool {
        self.name == other.name
    }
}

impl Eq for TextFunction {}

impl Hash for TextFunction {
    fn hash<H: Hasher>(&self, state: &mut H) {
        self.name.hash(state);
    }
}

/// A function of `arity` texts that gives a text; null when any argument is null.
pub(super) fn text_to_text(name: &'static str, arity: usize, write: Writer) -> ScalarUDF {
    text_function(name, arity, Body::Write(write))
}

/// A function of `arity` texts that answers yes or no.
pub(super) fn text_to_bool(name: &'static str, arity: usize, test: Test) -> ScalarUDF {
    text_function(name, arity, Body::Test(test))
}

fn text_function(name: &'static str, arity: usize, body: Body) -> ScalarUDF {
    let signature = Signature::exact(vec![DataType::Utf8View; arity], Volatility::Immutable);
    ScalarUDF::new_from_impl(TextFunction { name, signature, body })
}

impl ScalarUDFImpl for TextFunction {
    fn name(&self) -> &str {
        self.name
    }

    fn signature(&self) -> &Signature {
        &self.signature
    }

    fn return_type(&self, _: &[DataType]) -> Result<DataType> {
        Ok(match self.body {
            Body::Write(_) => DataType::Utf8View,
            Body::Test(_) => DataType::Boolean,
        })
    }

    fn invoke_with_args(&self, args: ScalarFunctionArgs) -> Result<ColumnarValue> {
        let arrays = columns(&args)?;
        let columns = arrays.iter().map(|array| as_string_view_array(array)).collect::<Result<Vec<_>>>()?;
        let result: ArrayRef = match self.body {
            Body::Write(write) => Arc::new(write_rows(&columns, args.number_rows, write)),
            Body::Test(test) => Arc::new(test_rows(&columns, args.number_rows, test)),
        };
        Ok(ColumnarValue::Array(result))
    }
}

/// The arguments as arrays of the batch's length.
pub(super) fn columns(args: &ScalarFunctionArgs) -> Result<Vec<ArrayRef>> {
    args.args.iter().map(|value| value.to_array(args.number_rows)).collect()
}

fn write_rows(columns: &[&StringViewArray], rows: usize, write: Writer) -> StringViewArray {
    let mut builder = StringViewBuilder::with_capacity(rows);
    let mut buffer = String::new();
    let mut values = Vec::with_capacity(columns.len());
    for row in 0..rows {
        values.clear();
        values.extend(columns.iter().filter(|column| column.is_valid(row)).map(|column| column.value(row)));
        buffer.clear();
        if values.len() == columns.len() && write(&values, &mut buffer) {
            builder.append_value(&buffer);
        } else {
            builder.append_null();
        }
    }
    builder.finish()
}

fn test_rows(columns: &[&StringViewArray], rows: usize, test: Test) -> BooleanArray {
    let mut values = Vec::with_capacity(columns.len());
    (0..rows)
        .map(|row| {
            values.clear();
            values.extend(columns.iter().map(|column| column.is_valid(row).then(|| column.value(row))));
            test(&values)
        })
        .collect()
}

/// Error for an argument that must be the same in every row.
pub(super) fn not_a_constant<T>(function: &str, argument: &str) -> Result<T> {
    exec_err!("`{function}`: argumentet `{argument}` ska vara ett fast värde, inte en kolumn")
}
