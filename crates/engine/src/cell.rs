//! How a value of a result is written for people.

use chrono::NaiveDate;
use datafusion::{
    arrow::{
        array::{Array, AsArray},
        datatypes::{DataType, Date32Type, Decimal128Type, Int64Type, TimeUnit, TimestampMicrosecondType, UInt64Type},
        util::display::array_value_to_string,
    },
    common::Result,
};
use signals::{format_date, format_money, format_whole_number};

use crate::functions::date32;

/// The value in Swedish form; `None` for a null.
pub(crate) fn cell(array: &dyn Array, row: usize) -> Result<Option<String>> {
    if array.is_null(row) {
        return Ok(None);
    }
    Ok(Some(match array.data_type() {
        DataType::Decimal128(_, 2) => format_money(array.as_primitive::<Decimal128Type>().value(row)),
        DataType::Int64 => format_whole_number(array.as_primitive::<Int64Type>().value(row).into()),
        DataType::UInt64 => format_whole_number(array.as_primitive::<UInt64Type>().value(row).into()),
        DataType::Date32 => date_at(array, row).map(format_date).unwrap_or_default(),
        DataType::Timestamp(TimeUnit::Microsecond, None) => array
            .as_primitive::<TimestampMicrosecondType>()
            .value_as_datetime(row)
            .map(|time| time.format("%Y-%m-%d %H:%M").to_string())
            .unwrap_or_default(),
        DataType::Boolean => if array.as_boolean().value(row) { "ja" } else { "nej" }.to_owned(),
        DataType::Decimal128(..) => array_value_to_string(array, row)?.replace('.', ","),
        _ => array_value_to_string(array, row)?,
    }))
}

/// The text of a string column; `None` for a null or another type.
pub(crate) fn text_at(array: &dyn Array, row: usize) -> Option<&str> {
    if array.is_null(row) {
        return None;
    }
    match array.data_type() {
        DataType::Utf8View => Some(array.as_string_view().value(row)),
        DataType::Utf8 => Some(array.as_string::<i32>().value(row)),
        DataType::LargeUtf8 => Some(array.as_string::<i64>().value(row)),
        _ => None,
    }
}

/// The date of a date column.
pub(crate) fn date_at(array: &dyn Array, row: usize) -> Option<NaiveDate> {
    let dates = array.as_primitive_opt::<Date32Type>()?;
    dates.is_valid(row).then(|| date32(dates.value(row))).flatten()
}

/// The day of a date column, counted from 1970-01-01.
pub(crate) fn day_at(array: &dyn Array, row: usize) -> Option<i32> {
    let dates = array.as_primitive_opt::<Date32Type>()?;
    dates.is_valid(row).then(|| dates.value(row))
}

/// The whole number of an integer column; 0 for a null.
pub(crate) fn whole_at(array: &dyn Array, row: usize) -> u64 {
    let Some(numbers) = array.as_primitive_opt::<Int64Type>() else { return 0 };
    if numbers.is_null(row) { 0 } else { u64::try_from(numbers.value(row)).unwrap_or(0) }
}

/// Money in whole öre.
pub(crate) fn ore_at(array: &dyn Array, row: usize) -> Option<i128> {
    let amounts = array.as_primitive_opt::<Decimal128Type>()?;
    amounts.is_valid(row).then(|| amounts.value(row))
}
