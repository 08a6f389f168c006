//! Municipality codes of Statistics Sweden: two digits for the county, two for the municipality in it.

use core::fmt;

use crate::digits::{Digits, number};
use crate::mask::string_forms;
use crate::{IdError, IdKind, Reason};

/// The codes of the 21 counties. Source: SCB, Län och kommuner i kodnummerordning.
pub const COUNTY_CODES: [u8; 21] = [1, 3, 4, 5, 6, 7, 8, 9, 10, 12, 13, 14, 17, 18, 19, 20, 21, 22, 23, 24, 25];

/// A municipality code whose county exists. Whether the municipality exists is not checked: codes come and go.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct MunicipalityCode(u16);

string_forms!(MunicipalityCode, MunicipalityCode);

impl MunicipalityCode {
    /// Reads four digits, or three when a spreadsheet has dropped the leading zero.
    ///
    /// # Errors
    /// [`IdError`] with the first rule broken.
    pub fn parse(text: &str) -> Result<Self, IdError> {
        read(text).map_err(|r| r.of(IdKind::MunicipalityCode))
    }

    /// The county part, 1 to 25.
    #[must_use]
    pub const fn county(self) -> u16 {
        self.0 / 100
    }

    /// Four digits.
    #[must_use]
    pub fn formatted(&self) -> String {
        self.to_string()
    }

    /// Four digits: a municipality is no secret.
    #[must_use]
    pub fn masked(&self) -> String {
        self.to_string()
    }
}

impl fmt::Display for MunicipalityCode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:04}", self.0)
    }
}

fn read(text: &str) -> Result<MunicipalityCode, Reason> {
    let digits = Digits::<4>::read(text, false)?;
    if digits.hyphens != 0 {
        return Err(Reason::Separator);
    }
    let found = digits.as_slice();
    if !(3..=4).contains(&found.len()) {
        return Err(Reason::Length(found.len()));
    }
    let code = u16::try_from(number(found)).map_err(|_| Reason::Length(found.len()))?;
    let county_exists = COUNTY_CODES.iter().any(|&county| u16::from(county) == code / 100);
    // 00 stands for the whole county.
    if county_exists && !code.is_multiple_of(100) { Ok(MunicipalityCode(code)) } else { Err(Reason::County) }
}
