//! Swedish VAT numbers (momsregistreringsnummer): `SE`, the ten digits of the organisation, `01`.
//!
//! Source: mervärdesskatteförordningen; Peppol BIS Billing 3 rules SE-R-001 and SE-R-002.

use core::fmt;

use crate::digits::{Digits, Glyph, glyph};
use crate::mask::{mask_last, string_forms};
use crate::{IdError, IdKind, OrgNo, Reason};

/// A valid Swedish VAT number.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct VatNo(OrgNo);

string_forms!(VatNo, VatNo);

impl VatNo {
    /// Reads `SE556036079301` in any spacing and case, also without `SE` when the twelve digits end in `01`.
    ///
    /// # Errors
    /// [`IdError`] with the first rule broken.
    pub fn parse(text: &str) -> Result<Self, IdError> {
        read(text).map_err(|r| r.of(IdKind::VatNo))
    }

    /// The organisation whose number it is.
    #[must_use]
    pub const fn org_no(self) -> OrgNo {
        self.0
    }

    /// `SE556036079301`: the form that invoices use is the normalised one.
    #[must_use]
    pub fn formatted(&self) -> String {
        self.to_string()
    }

    /// `SE556036****01`.
    #[must_use]
    pub fn masked(&self) -> String {
        let organisation = mask_last(&self.0.to_string(), 4);
        format!("SE{organisation}01")
    }
}

impl fmt::Display for VatNo {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "SE{}01", self.0)
    }
}

fn read(text: &str) -> Result<VatNo, Reason> {
    let text = text.trim_matches(|c| matches!(glyph(c), Glyph::Space));
    let digits = match text.split_at_checked(2) {
        Some((country, rest)) if country.eq_ignore_ascii_case("se") => {
            rest.trim_start_matches(|c| glyph(c) == Glyph::Hyphen || glyph(c) == Glyph::Space)
        }
        _ => text,
    };
    let digits = Digits::read_number(digits, false)?;
    match digits.as_slice() {
        [ten @ .., 0, 1] if ten.len() == 10 => {
            let mut organisation = [0_u8; 10];
            for (slot, d) in organisation.iter_mut().zip(ten) {
                *slot = b'0' + d;
            }
            let organisation = core::str::from_utf8(&organisation).map_err(|_| Reason::Affix)?;
            OrgNo::parse(organisation).map(VatNo).map_err(|error| error.reason)
        }
        twelve if twelve.len() == 12 => Err(Reason::Affix),
        other => Err(Reason::Length(other.len())),
    }
}
