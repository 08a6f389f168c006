//! The account pattern of every country in the IBAN registry.
//!
//! Source: SWIFT IBAN registry, release 101. Neighbouring parts of the same class are joined.

/// A country of the registry.
#[derive(Debug, Clone, Copy)]
pub struct IbanCountry {
    /// ISO 3166 letters.
    pub code: [u8; 2],
    /// Parts of the account: number of characters and class, `n` digits, `a` capital letters, `c` either.
    pub pattern: &'static [(u8, char)],
}

impl IbanCountry {
    /// Characters after the check digits.
    #[must_use]
    pub fn account_length(&self) -> usize {
        self.pattern.iter().map(|&(length, _)| usize::from(length)).sum()
    }
}

/// The countries in the order of their letters.
#[rustfmt::skip]
pub const IBAN_COUNTRIES: &[IbanCountry] = &[
    IbanCountry { code: *b"AD", pattern: &[(8, 'n'), (12, 'c')] },
    IbanCountry { code: *b"AE", pattern: &[(19, 'n')] },
    IbanCountry { code: *b"AL", pattern: &[(8, 'n'), (16, 'c')] },
    IbanCountry { code: *b"AT", pattern: &[(16, 'n')] },
    IbanCountry { code: *b"AZ", pattern: &[(4, 'a'), (20, 'c')] },
    IbanCountry { code: *b"BA", pattern: &[(16, 'n')] },
    IbanCountry { code: *b"BE", pattern: &[(12, 'n')] },
    IbanCountry { code: *b"BG", pattern: &[(4, 'a'), (6, 'n'), (8, 'c')] },
    IbanCountry { code: *b"BH", pattern: &[(4, 'a'), (14, 'c')] },
    IbanCountry { code: *b"BI", pattern: &[(23, 'n')] },
    IbanCountry { code: *b"BR", pattern: &[(23, 'n'), (1, 'a'), (1, 'c')] },
    IbanCountry { code: *b"BY", pattern: &[(4, 'c'), (4, 'n'), (16, 'c')] },
    IbanCountry { code: *b"CH", pattern: &[(5, 'n'), (12, 'c')] },
    IbanCountry { code: *b"CR", pattern: &[(18, 'n')] },
    IbanCountry { code: *b"CY", pattern: &[(8, 'n'), (16, 'c')] },
    IbanCountry { code: *b"CZ", pattern: &[(20, 'n')] },
    IbanCountry { code: *b"DE", pattern: &[(18, 'n')] },
    IbanCountry { code: *b"DJ", pattern: &[(23, 'n')] },
    IbanCountry { code: *b"DK", pattern: &[(14, 'n')] },
    IbanCountry { code: *b"DO", pattern: &[(4, 'c'), (20, 'n')] },
    IbanCountry { code: *b"EE", pattern: &[(16, 'n')] },
    IbanCountry { code: *b"EG", pattern: &[(25, 'n')] },
    IbanCountry { code: *b"ES", pattern: &[(20, 'n')] },
    IbanCountry { code: *b"FI", pattern: &[(14, 'n')] },
    IbanCountry { code: *b"FK", pattern: &[(2, 'a'), (12, 'n')] },
    IbanCountry { code: *b"FO", pattern: &[(14, 'n')] },
    IbanCountry { code: *b"FR", pattern: &[(10, 'n'), (11, 'c'), (2, 'n')] },
    IbanCountry { code: *b"GB", pattern: &[(4, 'a'), (14, 'n')] },
    IbanCountry { code: *b"GE", pattern: &[(2, 'a'), (16, 'n')] },
    IbanCountry { code: *b"GI", pattern: &[(4, 'a'), (15, 'c')] },
    IbanCountry { code: *b"GL", pattern: &[(14, 'n')] },
    IbanCountry { code: *b"GR", pattern: &[(7, 'n'), (16, 'c')] },
    IbanCountry { code: *b"GT", pattern: &[(24, 'c')] },
    IbanCountry { code: *b"HN", pattern: &[(4, 'a'), (20, 'n')] },
    IbanCountry { code: *b"HR", pattern: &[(17, 'n')] },
    IbanCountry { code: *b"HU", pattern: &[(24, 'n')] },
    IbanCountry { code: *b"IE", pattern: &[(4, 'a'), (14, 'n')] },
    IbanCountry { code: *b"IL", pattern: &[(19, 'n')] },
    IbanCountry { code: *b"IQ", pattern: &[(4, 'a'), (15, 'n')] },
    IbanCountry { code: *b"IS", pattern: &[(22, 'n')] },
    IbanCountry { code: *b"IT", pattern: &[(1, 'a'), (10, 'n'), (12, 'c')] },
    IbanCountry { code: *b"JO", pattern: &[(4, 'a'), (4, 'n'), (18, 'c')] },
    IbanCountry { code: *b"KW", pattern: &[(4, 'a'), (22, 'c')] },
    IbanCountry { code: *b"KZ", pattern: &[(3, 'n'), (13, 'c')] },
    IbanCountry { code: *b"LB", pattern: &[(4, 'n'), (20, 'c')] },
    IbanCountry { code: *b"LC", pattern: &[(4, 'a'), (24, 'c')] },
    IbanCountry { code: *b"LI", pattern: &[(5, 'n'), (12, 'c')] },
    IbanCountry { code: *b"LT", pattern: &[(16, 'n')] },
    IbanCountry { code: *b"LU", pattern: &[(3, 'n'), (13, 'c')] },
    IbanCountry { code: *b"LV", pattern: &[(4, 'a'), (13, 'c')] },
    IbanCountry { code: *b"LY", pattern: &[(21, 'n')] },
    IbanCountry { code: *b"MC", pattern: &[(10, 'n'), (11, 'c'), (2, 'n')] },
    IbanCountry { code: *b"MD", pattern: &[(20, 'c')] },
    IbanCountry { code: *b"ME", pattern: &[(18, 'n')] },
    IbanCountry { code: *b"MK", pattern: &[(3, 'n'), (10, 'c'), (2, 'n')] },
    IbanCountry { code: *b"MN", pattern: &[(16, 'n')] },
    IbanCountry { code: *b"MR", pattern: &[(23, 'n')] },
    IbanCountry { code: *b"MT", pattern: &[(4, 'a'), (5, 'n'), (18, 'c')] },
    IbanCountry { code: *b"MU", pattern: &[(4, 'a'), (19, 'n'), (3, 'a')] },
    IbanCountry { code: *b"NI", pattern: &[(4, 'a'), (20, 'n')] },
    IbanCountry { code: *b"NL", pattern: &[(4, 'a'), (10, 'n')] },
    IbanCountry { code: *b"NO", pattern: &[(11, 'n')] },
    IbanCountry { code: *b"OM", pattern: &[(3, 'n'), (16, 'c')] },
    IbanCountry { code: *b"PK", pattern: &[(4, 'a'), (16, 'c')] },
    IbanCountry { code: *b"PL", pattern: &[(24, 'n')] },
    IbanCountry { code: *b"PS", pattern: &[(4, 'a'), (21, 'c')] },
    IbanCountry { code: *b"PT", pattern: &[(21, 'n')] },
    IbanCountry { code: *b"QA", pattern: &[(4, 'a'), (21, 'c')] },
    IbanCountry { code: *b"RO", pattern: &[(4, 'a'), (16, 'c')] },
    IbanCountry { code: *b"RS", pattern: &[(18, 'n')] },
    IbanCountry { code: *b"RU", pattern: &[(14, 'n'), (15, 'c')] },
    IbanCountry { code: *b"SA", pattern: &[(2, 'n'), (18, 'c')] },
    IbanCountry { code: *b"SC", pattern: &[(4, 'a'), (20, 'n'), (3, 'a')] },
    IbanCountry { code: *b"SD", pattern: &[(14, 'n')] },
    IbanCountry { code: *b"SE", pattern: &[(20, 'n')] },
    IbanCountry { code: *b"SI", pattern: &[(15, 'n')] },
    IbanCountry { code: *b"SK", pattern: &[(20, 'n')] },
    IbanCountry { code: *b"SM", pattern: &[(1, 'a'), (10, 'n'), (12, 'c')] },
    IbanCountry { code: *b"SO", pattern: &[(19, 'n')] },
    IbanCountry { code: *b"ST", pattern: &[(21, 'n')] },
    IbanCountry { code: *b"SV", pattern: &[(4, 'a'), (20, 'n')] },
    IbanCountry { code: *b"TL", pattern: &[(19, 'n')] },
    IbanCountry { code: *b"TN", pattern: &[(20, 'n')] },
    IbanCountry { code: *b"TR", pattern: &[(6, 'n'), (16, 'c')] },
    IbanCountry { code: *b"UA", pattern: &[(6, 'n'), (19, 'c')] },
    IbanCountry { code: *b"VA", pattern: &[(18, 'n')] },
    IbanCountry { code: *b"VG", pattern: &[(4, 'a'), (16, 'n')] },
    IbanCountry { code: *b"XK", pattern: &[(16, 'n')] },
    IbanCountry { code: *b"YE", pattern: &[(4, 'a'), (4, 'n'), (18, 'c')] },
];

/// The row of a country.
pub(crate) fn iban_country(code: [u8; 2]) -> Option<&'static IbanCountry> {
    let at = IBAN_COUNTRIES.binary_search_by(|row| row.code.cmp(&code)).ok()?;
    IBAN_COUNTRIES.get(at)
}
