//! Which standardiser suits a column: told by its header, borne out by its values.

use ids::IdKind;

use super::contact::looks_like_phone;
use super::letters::fold;
use super::{Standard, date, firm_form, is_placeholder};

pub(super) fn guess(column_name: &str, sample: &[&str]) -> Standard {
    let values: Vec<&str> = sample.iter().copied().filter(|value| !is_placeholder(value)).collect();
    let Some(told) = Header::new(column_name).told() else { return told_by_values(&values) };
    let told = refined(told, &values);
    let is_borne_out = values.is_empty() || share(&values, |value| told.apply(value).is_some()) >= 0.5;
    let is_optional_part = matches!(told, Standard::CareOf | Standard::Apartment | Standard::TradeName);
    if is_borne_out || is_optional_part { told } else { Standard::Text }
}

/// What a header leaves open: `namn` may be that of firms, `gata` may have the number in it.
fn refined(told: Standard, values: &[&str]) -> Standard {
    let numbered = || share(values, |value| value.contains(|c: char| c.is_ascii_digit())) >= 0.5;
    match told {
        Standard::Name if has_firms(values) => Standard::Firm,
        Standard::Street if !values.is_empty() && numbered() => Standard::Address,
        told => told,
    }
}

/// One value in five names its legal form.
fn has_firms(values: &[&str]) -> bool {
    share(values, |value| firm_form(value).is_some()) >= 0.2
}

/// The share of the values that pass; 0 of none.
#[expect(clippy::cast_precision_loss, reason = "a share of a sample needs no more than the precision there is")]
fn share(values: &[&str], test: impl Fn(&str) -> bool) -> f64 {
    let passed = values.iter().filter(|value| test(value)).count();
    if values.is_empty() { 0.0 } else { passed as f64 / values.len() as f64 }
}

fn told_by_values(values: &[&str]) -> Standard {
    let most = |test: &dyn Fn(&str) -> bool| share(values, test) >= 0.8;
    if most(&|value| value.split_once('@').is_some_and(|(user, host)| !user.is_empty() && host.contains('.'))) {
        Standard::Email
    } else if most(&|value| IdKind::PersonNo.looks_like(value)) {
        Standard::PersonNo
    } else if most(&|value| IdKind::OrgNo.looks_like(value)) {
        Standard::OrgNo
    } else if most(&|value| IdKind::Iban.looks_like(value)) {
        Standard::Account
    } else if most(&|value| date(value).is_some()) {
        Standard::Date
    } else if most(&looks_like_phone) {
        Standard::Phone
    } else if most(&is_post_code) {
        Standard::PostCode
    } else if has_firms(values) {
        Standard::Firm
    } else {
        Standard::Text
    }
}

/// `123 45`: with the space, which other numbers do not have there.
fn is_post_code(value: &str) -> bool {
    value.split_once(' ').is_some_and(|(three, two)| {
        [three, two].iter().all(|part| part.bytes().all(|b| b.is_ascii_digit())) && three.len() == 3 && two.len() == 2
    })
}

/// The words of a header, folded: `BirthDate`, `birth_date` and `Birth date` are the same.
#[derive(Debug)]
struct Header {
    words: Vec<String>,
    /// All words in one.
    compact: String,
}

impl Header {
    fn new(column_name: &str) -> Self {
        let mut parted = String::with_capacity(column_name.len() + 4);
        let mut after_small = false;
        for c in column_name.chars() {
            if after_small && c.is_uppercase() || !c.is_alphanumeric() {
                parted.push(' ');
            }
            if c.is_alphanumeric() {
                parted.push(c);
            }
            after_small = c.is_lowercase();
        }
        let words: Vec<String> = fold(&parted).split_whitespace().map(str::to_owned).collect();
        Self { compact: words.concat(), words }
    }

    /// The first rule of which a key stands in the header; short keys must be a word of their own.
    fn told(&self) -> Option<Standard> {
        let has = |key: &&str| {
            self.compact == *key
                || self.words.iter().any(|word| word == key)
                || key.len() > 4 && self.compact.contains(key)
        };
        RULES.iter().find(|(keys, _)| keys.iter().any(has)).map(|(_, standard)| *standard)
    }
}

/// Keys in folded letters; more special rules before more general ones.
const RULES: [(&[&str], Standard); 31] = [
    (
        &["personnummer", "personnr", "persnr", "pnr", "personno", "personalidentity", "samordningsnummer"],
        Standard::PersonNo,
    ),
    (&["organisationsnummer", "organisationsnr", "orgnummer", "orgnr", "orgno", "companyno", "vatno"], Standard::OrgNo),
    (&["ssn", "socsec", "socialsecurity"], Standard::Digits),
    (&["fodelse", "fodd", "birth", "dob"], Standard::BirthDate),
    (&["epost", "email", "mail", "mejl"], Standard::Email),
    (&["telefon", "telnr", "tel", "tfn", "mobil", "phone", "cell"], Standard::Phone),
    (
        &[
            "bankgiro",
            "plusgiro",
            "postgiro",
            "iban",
            "bankkonto",
            "kontonummer",
            "kontonr",
            "bankaccount",
            "accountno",
        ],
        Standard::Account,
    ),
    (&["postnummer", "postnr", "postkod", "postcode", "postalcode", "zip", "zipcode"], Standard::PostCode),
    (&["postort", "ort", "stad", "city", "town", "suburb", "place", "locality"], Standard::Place),
    (
        &["gatunummer", "gatunr", "husnummer", "husnr", "streetnumber", "streetno", "housenumber"],
        Standard::StreetNumber,
    ),
    (&["lagenhet", "lgh", "lghnr", "apartment", "dwelling"], Standard::Apartment),
    (&["careof", "co"], Standard::CareOf),
    (&["initial", "initialer", "initials"], Standard::Initials),
    (&["tilltalsnamn", "callname", "nickname"], Standard::CallName),
    (&["efternamn", "surname", "lastname", "familyname"], Standard::Surname),
    (&["fornamn", "givenname", "firstname", "forename"], Standard::GivenName),
    (&["bifirma", "tradename"], Standard::TradeName),
    (&["bolagsform", "foretagsform", "juridiskform", "legalform"], Standard::FirmForm),
    (&["foretagsnamn", "firmanamn", "bolagsnamn", "leverantorsnamn", "foreningsnamn"], Standard::Firm),
    (&["companyname", "suppliername", "vendorname", "organisationname", "organizationname"], Standard::Firm),
    (&["datum", "date"], Standard::Date),
    // What numbers the thing is not the thing: `supplier_id`, `Företagsnr`.
    (&["id", "nr", "no", "kod", "code", "nummer", "number", "leverantorsnr", "leverantorsnummer"], Standard::Text),
    (&["address", "adress"], Standard::Address),
    (&["street", "gata", "gatan"], Standard::Street),
    (&["namn", "name", "fullname", "personnamn"], Standard::Name),
    (&["foretag", "firma", "bolag", "leverantor", "organisation", "forening"], Standard::Firm),
    (&["company", "supplier", "vendor", "association", "firm"], Standard::Firm),
    (&["kommun", "land", "county", "country", "state", "lan"], Standard::Text),
    (&["belopp", "amount", "summa", "pris", "price"], Standard::Text),
    (&["text", "kommentar", "comment", "beskrivning", "description", "note"], Standard::Text),
    (&["person"], Standard::Name),
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn headers_in_both_languages_are_understood() {
        for (header, expected) in [
            ("given_name", Standard::GivenName),
            ("Förnamn", Standard::GivenName),
            ("surname", Standard::Surname),
            ("EfterNamn", Standard::Surname),
            ("date_of_birth", Standard::BirthDate),
            ("Född", Standard::BirthDate),
            ("soc_sec_id", Standard::Digits),
            ("postcode", Standard::PostCode),
            ("street_number", Standard::StreetNumber),
            ("address_1", Standard::Address),
            ("suburb", Standard::Place),
            ("Org.nr", Standard::OrgNo),
            ("person_no", Standard::PersonNo),
            ("supplier_id", Standard::Text),
            ("Leverantörsnamn", Standard::Firm),
            ("E-post", Standard::Email),
            ("Tel. arbete", Standard::Phone),
            ("transport", Standard::Text),
            ("state", Standard::Text),
            ("birthDate", Standard::BirthDate),
            ("invoice_date", Standard::Date),
            ("c/o", Standard::CareOf),
        ] {
            assert_eq!(guess(header, &[]), expected, "{header}");
        }
    }

    #[test]
    fn values_decide_what_headers_leave_open() {
        assert_eq!(guess("name", &["Exempel AB", "Påhitt HB", "Anna Exempel"]), Standard::Firm);
        assert_eq!(guess("name", &["Bo Exempel", "Anna Exempel"]), Standard::Name);
        assert_eq!(guess("gata", &["Storgatan 1", "Exempelvägen 2"]), Standard::Address);
        assert_eq!(guess("gata", &["Storgatan", "Exempelvägen"]), Standard::Street);
    }

    #[test]
    fn values_that_contradict_the_header_make_it_text() {
        assert_eq!(guess("datum", &["ja", "nej", "2024-01-31"]), Standard::Text);
        assert_eq!(guess("telefon", &["-", "okänd", "070-174 06 05"]), Standard::Phone);
    }

    #[test]
    fn values_alone_tell_what_is_distinctive() {
        assert_eq!(guess("kol1", &["19810101-2386", "19790310-2387"]), Standard::PersonNo);
        assert_eq!(guess("kol1", &["556000-0001"]), Standard::OrgNo);
        assert_eq!(guess("kol1", &["2024-01-31", "1999-12-31"]), Standard::Date);
        assert_eq!(guess("kol1", &["070-174 06 05"]), Standard::Phone);
        assert_eq!(guess("kol1", &["123 45"]), Standard::PostCode);
        assert_eq!(guess("kol1", &["1", "2"]), Standard::Text);
    }
}
