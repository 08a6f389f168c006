//! Numbers that pass their checks and belong to nobody.
//!
//! Personal numbers have birth numbers 980 to 999, Skatteverket's series for tests; organisation numbers are taken from
//! blocks that Bolagsverket has not handed out (557 for companies, 767, 807); all are written out in order, so that none
//! comes twice.

use crate::calendar::Day;
use std::fmt::Write as _;

/// Hands out numbers, each once.
#[derive(Debug, Clone, Default)]
pub(crate) struct Mint {
    workers: u64,
    elders: u64,
    companies: u64,
    cooperatives: u64,
    associations: u64,
    publics: u64,
    bankgiros: u64,
    plusgiros: u64,
    accounts: u64,
    ibans: u64,
    suppliers: u64,
    employees: u64,
    flats: u64,
    phones: u64,
    young: u64,
}

/// Which numbers an organisation gets.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum OrgForm {
    /// Aktiebolag.
    Company,
    /// Ekonomisk förening or bostadsrättsförening.
    Cooperative,
    /// Ideell förening or stiftelse.
    Association,
    /// State, region, municipality.
    Public,
}

/// The Luhn check digit of a string of digits.
pub(crate) fn luhn(digits: &str) -> u32 {
    let sum: u32 = digits
        .bytes()
        .rev()
        .enumerate()
        .map(|(place, byte)| {
            let digit = u32::from(byte.saturating_sub(b'0'));
            if place % 2 == 0 { if digit > 4 { digit * 2 - 9 } else { digit * 2 } } else { digit }
        })
        .sum();
    (10 - sum % 10) % 10
}

/// The digits with their check digit behind them.
pub(crate) fn with_luhn(digits: &str) -> String {
    format!("{digits}{}", luhn(digits))
}

/// Spreads a counter over a block, each value once, so that neighbours in a file do not look like neighbours.
fn spread(counter: u64, step: u64, block: u64) -> u64 {
    (counter * step) % block
}

fn next(counter: &mut u64) -> u64 {
    *counter += 1;
    *counter
}

/// A personal number; when all days of the test series are used, a coordination number of the same day (day plus 60).
fn person(first: Day, days: u64, counter: u64, step: u64) -> String {
    let block = days * 20;
    let slot = spread(counter, step, block);
    let (year, month, day) = first.plus(i32::try_from(slot / 20).unwrap_or(0)).civil();
    let day = if counter < block { day } else { day + 60 };
    let serial = 980 + slot % 20;
    let short = format!("{:02}{month:02}{day:02}{serial:03}", year % 100);
    format!("{year:04}{month:02}{day:02}{serial:03}{}", luhn(&short))
}

/// How many of its block an ordinary [`Mint`] never comes to.
const ASIDE: u64 = 880_000;
/// How many of its block a [`Mint`] aside never comes to either.
const APART: u64 = 940_000;

impl Mint {
    /// A mint of numbers that this one never comes to, so that what is made with it changes nothing that is made later with this.
    pub(crate) fn aside(&self) -> Self {
        Self {
            workers: 600_000,
            elders: 470_000,
            companies: ASIDE,
            cooperatives: ASIDE,
            associations: ASIDE,
            publics: 90_000,
            bankgiros: ASIDE,
            plusgiros: ASIDE,
            accounts: ASIDE,
            ibans: ASIDE,
            phones: ASIDE,
            flats: ASIDE,
            suppliers: self.suppliers,
            employees: self.employees,
            ..Self::default()
        }
    }

    /// A mint of numbers that neither an ordinary one nor one [aside](Self::aside) comes to.
    pub(crate) fn apart(&self) -> Self {
        Self {
            workers: 625_000,
            elders: 485_000,
            companies: APART,
            cooperatives: APART,
            associations: APART,
            publics: 95_000,
            bankgiros: 890_000,
            plusgiros: 890_000,
            accounts: 890_000,
            ibans: APART,
            phones: APART,
            flats: APART,
            ..self.aside()
        }
    }

    /// Goes on where another mint of the same town stopped, in the rows of suppliers and employees.
    pub(crate) const fn follow(&mut self, other: &Self) {
        self.suppliers = other.suppliers;
        self.employees = other.employees;
    }

    /// A person of working age (born 1960 to 2003), twelve digits.
    pub(crate) fn worker(&mut self) -> String {
        person(Day::new(1960, 1, 1), 16_071, next(&mut self.workers), 104_729)
    }

    /// Any other grown person (born 1926 to 1959), twelve digits.
    pub(crate) fn elder(&mut self) -> String {
        person(Day::new(1926, 1, 1), 12_418, next(&mut self.elders), 104_729)
    }

    /// Two people born on the same day (2004 to 2006), twelve digits each.
    pub(crate) fn twins(&mut self) -> [String; 2] {
        let slot = spread(next(&mut self.young), 7_919, 10_960);
        [0, 1].map(|place| person(Day::new(2004, 1, 1), 1_096, slot * 2 + place, 1))
    }

    /// An organisation number, ten digits.
    pub(crate) fn org(&mut self, form: OrgForm) -> String {
        let nine = match form {
            OrgForm::Company => format!("557{:06}", spread(next(&mut self.companies), 7_919, 1_000_000)),
            OrgForm::Cooperative => format!("767{:06}", spread(next(&mut self.cooperatives), 7_919, 1_000_000)),
            OrgForm::Association => format!("807{:06}", spread(next(&mut self.associations), 7_919, 1_000_000)),
            OrgForm::Public => format!("2199{:05}", spread(next(&mut self.publics), 7_919, 100_000)),
        };
        with_luhn(&nine)
    }

    /// A bankgiro number, eight digits.
    pub(crate) fn bankgiro(&mut self) -> String {
        let seven = spread(next(&mut self.bankgiros), 104_729, 900_000) + 5_050_000;
        with_luhn(&seven.to_string())
    }

    /// A plusgiro number, seven digits.
    pub(crate) fn plusgiro(&mut self) -> String {
        let six = spread(next(&mut self.plusgiros), 7_919, 900_000) + 100_000;
        with_luhn(&six.to_string())
    }

    /// A bank account, clearing and number with the check digit of its bank (type 1: modulus 11 without the first digit).
    pub(crate) fn account(&mut self) -> String {
        loop {
            let counter = next(&mut self.accounts);
            let clearing = 5_000 + (counter % 480) + if counter.is_multiple_of(3) { 2_000 } else { 0 };
            let serial = spread(counter, 7_919, 900_000) + 100_000;
            let body = format!("{clearing}{serial}");
            if let Some(check) = modulus_11(body.get(1..).unwrap_or_default()) {
                return format!("{body}{check}");
            }
        }
    }

    /// An IBAN of a neighbouring country.
    pub(crate) fn iban(&mut self) -> String {
        let counter = next(&mut self.ibans);
        let serial = spread(counter, 7_919, 100_000_000);
        let (country, body) = if counter.is_multiple_of(2) {
            ("DE", format!("37040044{serial:010}"))
        } else {
            ("DK", format!("0040{:010}", serial + 440_000_000))
        };
        let check = 98 - modulus_97(&format!("{body}{country}00"));
        format!("{country}{check:02}{body}")
    }

    /// A supplier's number in the ledger system.
    pub(crate) fn supplier(&mut self) -> String {
        (30_000 + next(&mut self.suppliers)).to_string()
    }

    /// An employee's number in the payroll system.
    pub(crate) fn employee(&mut self) -> String {
        (200_000 + next(&mut self.employees)).to_string()
    }

    /// A phone number of 074, the series of pagers, which no telephone answers; ten digits.
    pub(crate) fn phone(&mut self) -> String {
        format!("074{:07}", spread(next(&mut self.phones), 6_364_133, 10_000_000))
    }

    /// A flat's number.
    pub(crate) fn flat(&mut self) -> String {
        format!("LGH{:06}", next(&mut self.flats))
    }
}

/// The coordination number that a person had before the present number: the day plus 60, from birth numbers that [`Mint`] does
/// not use.
pub(crate) fn coordination(person: &str) -> String {
    let part = |from: usize, to: usize| person.get(from..to).unwrap_or_default();
    let (day, serial) = (part(6, 8).parse().unwrap_or(0_u32), part(8, 11).parse().unwrap_or(0_u32));
    let day = if day > 60 { day } else { day + 60 };
    let short = format!("{}{day:02}{:03}", part(2, 6), serial.saturating_sub(20));
    format!("{}{short}{}", part(0, 2), luhn(&short))
}

fn modulus_11(body: &str) -> Option<u32> {
    let sum: u32 =
        body.bytes().rev().zip(2..).map(|(byte, weight)| u32::from(byte.saturating_sub(b'0')) * weight).sum();
    let check = (11 - sum % 11) % 11;
    (check < 10).then_some(check)
}

fn modulus_97(text: &str) -> u32 {
    text.chars().fold(0, |rest, char| {
        let value = char.to_digit(36).unwrap_or(0);
        if value > 9 { (rest * 100 + value) % 97 } else { (rest * 10 + value) % 97 }
    })
}

/// The IBAN of a Swedish account: the bank's code and the account with its clearing number.
pub(crate) fn swedish_iban(bank: &str, account: &str) -> String {
    let body = format!("{bank}{account:0>17}");
    let check = 98 - modulus_97(&format!("{body}SE00"));
    format!("SE{check:02}{body}")
}

/// `5570123456` as `557012-3456`.
pub(crate) fn org_dashed(digits: &str) -> String {
    let mut out = String::with_capacity(11);
    for (place, char) in digits.chars().enumerate() {
        if place == 6 && digits.len() == 10 {
            out.push('-');
        }
        out.push(char);
    }
    out
}

/// `196001019802` as `19600101-9802`.
pub(crate) fn person_dashed(digits: &str) -> String {
    let (date, rest) = digits.split_at_checked(8).unwrap_or((digits, ""));
    format!("{date}-{rest}")
}

/// `51234567` as `5123-4567`, `1234567` as `123-4567`.
pub(crate) fn bankgiro_dashed(digits: &str) -> String {
    let (head, tail) = digits.split_at_checked(digits.len().saturating_sub(4)).unwrap_or((digits, ""));
    format!("{head}-{tail}")
}

/// `1234567` as `123456-7`, the way plusgiro numbers are printed.
pub(crate) fn plusgiro_dashed(digits: &str) -> String {
    let (head, tail) = digits.split_at_checked(digits.len().saturating_sub(1)).unwrap_or((digits, ""));
    format!("{head}-{tail}")
}

/// `51234567890` as `5123-4567890`: clearing number first.
pub(crate) fn account_dashed(digits: &str) -> String {
    let (head, tail) = digits.split_at_checked(4).unwrap_or((digits, ""));
    let mut out = String::with_capacity(digits.len() + 1);
    let _ = write!(out, "{head}-{tail}");
    out
}

/// The VAT number of a Swedish organisation.
pub(crate) fn vat(org: &str) -> String {
    format!("SE{org}01")
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeSet;

    #[test]
    fn known_numbers_have_the_printed_check_digits() {
        assert_eq!(luhn("811218987"), 6);
        assert_eq!(luhn("556036079"), 3);
        assert_eq!(modulus_97("370400440532013000DE00"), 9);
        assert_eq!(swedish_iban("500", "00054910000003"), "SE3550000000054910000003");
    }

    #[test]
    fn a_city_of_a_million_has_no_two_people_with_the_same_number() {
        let mut mint = Mint::default();
        let people: BTreeSet<String> = (0..500_000).map(|_| mint.worker()).collect();
        assert_eq!(people.len(), 500_000);
    }

    #[test]
    fn a_coordination_number_keeps_the_birthday_and_passes_its_check() {
        let earlier = coordination("198001019802");
        assert_eq!(earlier, "198001619603");
        assert_eq!(luhn(earlier.get(2..11).unwrap()).to_string(), earlier.get(11..).unwrap());
        let [first, second] = Mint::default().twins();
        assert_eq!(first.get(..8), second.get(..8));
        assert_ne!(first, second);
    }

    #[test]
    fn every_number_comes_once_and_passes_its_check() {
        let mut mint = Mint::default();
        let mut seen = BTreeSet::new();
        for _ in 0..20_000 {
            for number in [mint.worker(), mint.elder(), mint.org(OrgForm::Company), mint.bankgiro(), mint.account()] {
                assert!(seen.insert(number));
            }
        }
        for number in seen.iter().filter(|number| number.starts_with("557") && number.len() == 10) {
            let (body, check) = number.split_at(9);
            assert_eq!(luhn(body).to_string(), check);
        }
    }
}
