//! Swedish bank accounts: a clearing number and an account number.
//!
//! Source: Bankgirot, "Bankernas kontonummer" (see [`crate::CLEARING_RANGES`]). Some numbers cannot be checked: a bank
//! that is not in the table, or a Swedbank account that follows no rule. That is a result of its own: such numbers are
//! read and kept, and a control must not call them wrong.

use core::fmt;

use crate::bank_table::{CheckMethod, ClearingRange, clearing_range};
use crate::digits::{Digits, luhn, number, trim_zeros};
use crate::mask::{number_write, string_forms};
use crate::{IdError, IdKind, Reason};

/// Clearing number and account: not known to be wrong.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct BankAccount {
    clearing: u16,
    width: u8,
    account: u64,
    uncheckable: Option<Uncheckable>,
}

/// What a check of an account can say.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum AccountCheck {
    /// Length and check digit are right.
    Valid,
    /// The number breaks this rule.
    Invalid(Reason),
    /// The number may be right: no rule can tell.
    CannotBeChecked(Uncheckable),
}

/// Why an account cannot be checked.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Uncheckable {
    /// The clearing number is in no range of the table: a new bank, or a slip of the pen.
    UnknownBank,
    /// The check digit is wrong for a bank that has accounts without one (Swedbank 8xxx, Plusgirot over eight digits).
    BankWithoutRule,
}

string_forms!(BankAccount, BankAccount);

impl BankAccount {
    /// Reads clearing number and account in one text: `6000, 123 456 789`, `8327-9,123 456 789-0`, `33008001011234`. The
    /// fifth, checking digit of a Swedbank clearing number may be written or not; fourteen digits in one row are taken
    /// as four and ten.
    ///
    /// # Errors
    /// [`IdError`] with the first rule broken. A number that cannot be checked is no error.
    pub fn parse(text: &str) -> Result<Self, IdError> {
        read(text).map_err(|r| r.of(IdKind::BankAccount))
    }

    /// Reads clearing number and account from two fields.
    ///
    /// # Errors
    /// As [`BankAccount::parse`]; [`Reason::Clearing`] when the clearing number has not four digits (or five right ones
    /// that start with 8).
    pub fn parse_parts(clearing: &str, account: &str) -> Result<Self, IdError> {
        read_parts(clearing, account).map_err(|r| r.of(IdKind::BankAccount))
    }

    /// Valid, wrong, or beyond checking.
    #[must_use]
    pub fn check(text: &str) -> AccountCheck {
        match read(text) {
            Ok(Self { uncheckable: None, .. }) => AccountCheck::Valid,
            Ok(Self { uncheckable: Some(why), .. }) => AccountCheck::CannotBeChecked(why),
            Err(reason) => AccountCheck::Invalid(reason),
        }
    }

    /// Why the account cannot be checked; `None` when its check digit is right.
    #[must_use]
    pub const fn uncheckable(&self) -> Option<Uncheckable> {
        self.uncheckable
    }

    /// The clearing number, four digits.
    #[must_use]
    pub const fn clearing(&self) -> u16 {
        self.clearing
    }

    /// The bank, when the clearing number is in the table.
    #[must_use]
    pub fn bank(&self) -> Option<&'static str> {
        clearing_range(self.clearing).map(|row| row.bank)
    }

    /// `6000-123456789`: clearing number, hyphen, account filled with zeros to the bank's width.
    #[must_use]
    pub fn formatted(&self) -> String {
        format!("{:04}-{:0width$}", self.clearing, self.account, width = usize::from(self.width))
    }

    /// `6000-*********`: the clearing number only, since the account may be a personnummer.
    #[must_use]
    pub fn masked(&self) -> String {
        let hidden = self.formatted().len().saturating_sub(5);
        format!("{:04}-{}", self.clearing, "*".repeat(hidden))
    }

    /// Number of digits, clearing number included.
    pub(crate) fn len(&self) -> usize {
        usize::from(self.width) + 4
    }
}

impl fmt::Display for BankAccount {
    /// The clearing number and the account filled with zeros to the bank's width, digits only.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        number_write(f, u64::from(self.clearing), 4)?;
        number_write(f, self.account, usize::from(self.width))
    }
}

/// Something stands between the fifth and the sixth digit.
const AFTER_FIVE: u32 = 1 << 5;

/// Digits to which payment files fill the account with zeros.
const LONGEST: usize = 12;

fn digits_read(text: &str) -> Result<Digits<20>, Reason> {
    Digits::read_ignoring(text, false, |c| matches!(c, ',' | '.' | '/' | ':' | ';'))
}

fn read(text: &str) -> Result<BankAccount, Reason> {
    let digits = digits_read(text)?;
    let all = digits.as_slice();
    let Some((clearing, account)) = all.split_at_checked(4) else {
        return Err(Reason::Length(all.len()));
    };
    let bare = assemble(clearing, account);
    let ([8, ..], Some((five, after_five))) = (clearing, all.split_at_checked(5)) else {
        return bare;
    };
    // Fourteen digits in one row are four and ten, the normalised form; otherwise the fifth digit must be right.
    let in_one_row = all.len() == 14 && digits.breaks & AFTER_FIVE == 0;
    if in_one_row || !luhn(five) {
        return bare;
    }
    // INVARIANT: both readings are right only when the fifth digit is 0, and then they are the same account.
    match (assemble(clearing, after_five), bare) {
        (with @ Ok(BankAccount { uncheckable: None, .. }), _) => with,
        (_, without @ Ok(BankAccount { uncheckable: None, .. })) => without,
        (with @ Ok(_), _) => with,
        (Err(_), without) => without,
    }
}

fn read_parts(clearing: &str, account: &str) -> Result<BankAccount, Reason> {
    let clearing = digits_read(clearing)?;
    let account = digits_read(account)?;
    match clearing.as_slice() {
        four if four.len() == 4 => assemble(four, account.as_slice()),
        [a @ 8, b, c, d, e] if luhn(&[*a, *b, *c, *d, *e]) => assemble(&[*a, *b, *c, *d], account.as_slice()),
        _ => Err(Reason::Clearing),
    }
}

fn assemble(clearing_digits: &[u8], account: &[u8]) -> Result<BankAccount, Reason> {
    let total = clearing_digits.len() + account.len();
    let clearing = u16::try_from(number(clearing_digits)).map_err(|_| Reason::Clearing)?;
    if !(1000..=9999).contains(&clearing) {
        return Err(Reason::Clearing);
    }
    let significant = trim_zeros(account);
    let range = clearing_range(clearing);
    let (shortest, longest) = range.map_or((2, LONGEST), |row| (row.shortest, row.longest));
    let fits =
        (shortest..=longest).contains(&account.len()) || account.len() == LONGEST && significant.len() <= longest;
    if !fits {
        return Err(Reason::Length(total));
    }
    if significant.is_empty() {
        return Err(Reason::Zero);
    }
    let width = range.map_or(7, |row| row.method.account_width()).max(significant.len());
    let uncheckable = match range {
        None => Some(Uncheckable::UnknownBank),
        Some(row) => account_check(row, clearing_digits, significant)?,
    };
    let width = u8::try_from(width).map_err(|_| Reason::Length(total))?;
    Ok(BankAccount { clearing, width, account: number(significant), uncheckable })
}

/// `Ok(None)` when the check digit is right.
fn account_check(row: &ClearingRange, clearing: &[u8], account: &[u8]) -> Result<Option<Uncheckable>, Reason> {
    let (right, may_lack_rule) = match row.method {
        CheckMethod::ShortClearingMod11 => (mod11(clearing.get(1..).unwrap_or_default(), account, 7), false),
        CheckMethod::WholeClearingMod11 => (mod11(clearing, account, 7), false),
        CheckMethod::AccountMod11 => (mod11(&[], account, 9), false),
        CheckMethod::AccountLuhn => (luhn(account), false),
        CheckMethod::SwedbankLuhn => (luhn(account), true),
        CheckMethod::PlusgirotLuhn => (luhn(account), account.len() > 8),
    };
    match (right, may_lack_rule) {
        (true, _) => Ok(None),
        (false, true) => Ok(Some(Uncheckable::BankWithoutRule)),
        (false, false) => Err(Reason::CheckDigit),
    }
}

/// Modulus 11 with the weights 1, 2 ... 10, 1 from the right over the clearing digits and the account, which is filled
/// with zeros to `width`.
fn mod11(clearing: &[u8], account: &[u8], width: usize) -> bool {
    let weights = [1_u32, 2, 3, 4, 5, 6, 7, 8, 9, 10, 1];
    let of_account = account.iter().rev().zip(weights);
    let of_clearing = clearing.iter().rev().zip(weights.into_iter().skip(width));
    let sum: u32 = of_account.chain(of_clearing).map(|(&d, weight)| u32::from(d) * weight).sum();
    sum.is_multiple_of(11)
}
