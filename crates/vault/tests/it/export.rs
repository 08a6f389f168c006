//! Exports: what goes in comes out, and nothing else does.

use std::collections::BTreeMap;

use tar::{Builder, EntryType, Header};
use vault::{
    ExposeSecret as _, PersonKeys, SecretString,
    export::{Bundle, ExportError, File, read, write},
};

use crate::common::{holds, person, secret};

pub(crate) fn file(name: &str, bytes: &[u8]) -> File {
    File { name: name.to_owned(), bytes: bytes.to_vec() }
}

pub(crate) fn bundle() -> Bundle {
    let context = [("case", "a1b2"), ("purpose", "polisanmälan"), ("to", "Exempelpolisen")];
    let context: BTreeMap<String, String> = context.map(|(name, value)| (name.to_owned(), value.to_owned())).into();
    let files =
        vec![file("tjänsteanteckning.txt", "KANARIE-99 åäö\n".as_bytes()), file("bild.png", &[0x89, 0, 1, 2, 255])];
    Bundle::new(context, files).unwrap()
}

fn sealed(to: &PersonKeys) -> Vec<u8> {
    write(&bundle(), &[&to.public().recipient]).unwrap()
}

/// A tar with these members, sent to a person.
fn sent(to: &PersonKeys, members: &[(&str, EntryType, &[u8])]) -> Vec<u8> {
    let mut builder = Builder::new(Vec::new());
    for (path, kind, bytes) in members {
        let mut header = Header::new_ustar();
        header.set_entry_type(*kind);
        header.set_size(bytes.len() as u64);
        header.set_mode(0o600);
        // Written as it stands: `set_path` refuses what an attacker would not.
        header.as_mut_bytes()[..path.len()].copy_from_slice(path.as_bytes());
        header.set_cksum();
        builder.append(&header, *bytes).unwrap();
    }
    let recipient: age::x25519::Recipient = to.public().recipient.parse().unwrap();
    age::encrypt(&recipient, &builder.into_inner().unwrap()).unwrap()
}

const EMPTY: &str = r#"{"form":"insyn-export/1","context":{},"files":[]}"#;

/// The manifest of one file, `a.txt`, that holds `a`.
const ONE: &str = r#"{"form":"insyn-export/1","context":{},"files":[{"name":"a.txt","bytes":1,"sha256":"ca978112ca1bbdcafac231b39a23dc4da786eff8147c4e72b9807785afee48bb"}]}"#;
const ONE_SUM: &[u8] = b"ca978112ca1bbdcafac231b39a23dc4da786eff8147c4e72b9807785afee48bb  files/a.txt\n";

fn refusal(members: &[(&str, EntryType, &[u8])]) -> ExportError {
    let anna = person("anna");
    read(&anna.age_secret_key(), &sent(&anna, members)).unwrap_err()
}

#[test]
fn each_receiver_reads_it_alone_and_nobody_else_does() {
    let (anna, bo, cim) = (person("anna"), person("bo"), person("cim"));
    let sealed = write(&bundle(), &[&anna.public().recipient, &bo.public().recipient]).unwrap();
    assert!(!holds(&sealed, b"KANARIE") && !holds(&sealed, b"manifest"));
    for receiver in [&anna, &bo] {
        assert_eq!(read(&receiver.age_secret_key(), &sealed).unwrap(), bundle());
    }
    assert_eq!(read(&cim.age_secret_key(), &sealed).unwrap_err(), ExportError::NotForYou);
}

#[test]
fn files_stand_in_order_with_size_and_hash() {
    let bundle = bundle();
    let manifest = bundle.manifest();
    assert_eq!(manifest.form, "insyn-export/1");
    assert_eq!(manifest.context["purpose"], "polisanmälan");
    let listed: Vec<_> = manifest.files.iter().map(|file| (file.name.as_str(), file.bytes)).collect();
    assert_eq!(listed, [("bild.png", 5), ("tjänsteanteckning.txt", 18)]);
    let one = Bundle::new(BTreeMap::new(), vec![file("a.txt", b"a")]).unwrap();
    assert!(ONE.contains(&one.manifest().files[0].sha256));
}

#[test]
fn an_export_without_files_is_an_export() {
    let anna = person("anna");
    let none = Bundle::new(BTreeMap::new(), Vec::new()).unwrap();
    let sealed = write(&none, &[&anna.public().recipient]).unwrap();
    assert_eq!(read(&anna.age_secret_key(), &sealed).unwrap(), none);
}

#[test]
fn a_key_file_with_remarks_and_windows_line_ends_is_read() {
    let anna = person("anna");
    let key = anna.age_secret_key();
    let key = key.expose_secret();
    let other = person("bo").age_secret_key();
    for text in [
        format!("# created: 2026-11-22\r\n# public key: {}\r\n{key}\r\n", anna.public().recipient),
        format!("\u{feff}{key}"),
        format!("  {key}  \n\n"),
        format!("{}\n{key}\n", other.expose_secret()),
    ] {
        assert!(read(&SecretString::from(text.as_str()), &sealed(&anna)).is_ok(), "{text}");
    }
}

#[test]
fn a_text_that_is_no_key_is_named_by_its_line_and_not_repeated() {
    let anna = person("anna");
    let sealed = sealed(&anna);
    for (text, line) in [
        ("", None),
        ("# only a remark\n", None),
        ("hemlig lösenfras", Some(1)),
        ("# remark\n\nage1qqqqqqqq", Some(3)),
        ("AGE-SECRET-KEY-1QQQQ", Some(1)),
        ("AGE-PLUGIN-YUBIKEY-1QQQQ", Some(1)),
    ] {
        let error = read(&secret(text), &sealed).unwrap_err();
        assert_eq!(error, ExportError::Identity { line }, "{text}");
        assert!(!error.to_string().contains("hemlig"), "{error}");
    }
}

#[test]
fn receivers_that_are_no_keys_are_named() {
    assert_eq!(write(&bundle(), &[]).unwrap_err(), ExportError::NoRecipient);
    for recipient in ["", "anna@exempel.se", "age1yubikey1qqqq", "ssh-ed25519 AAAA"] {
        let error = write(&bundle(), &[recipient]).unwrap_err();
        assert_eq!(error, ExportError::Recipient { recipient: recipient.to_owned() });
    }
}

#[test]
fn names_that_lead_elsewhere_or_look_alike_are_refused() {
    for name in [
        "",
        ".",
        "..",
        "../x",
        "a/b",
        "a\\b",
        "/etc/passwd",
        "C:x",
        "-rf",
        ".bashrc",
        "a\nb",
        "a\0b",
        "slut.",
        "slut ",
        "faktura\u{202e}gpj.exe",
        "osynlig\u{200b}.txt",
        &"å".repeat(48),
    ] {
        let error = Bundle::new(BTreeMap::new(), vec![file(name, b"")]).unwrap_err();
        assert_eq!(error, ExportError::Name { name: name.to_owned() }, "{name:?}");
    }
    let twice = Bundle::new(BTreeMap::new(), vec![file("Bild.png", b""), file("bild.png", b"")]).unwrap_err();
    assert!(matches!(twice, ExportError::SameName { .. }));
    assert!(Bundle::new(BTreeMap::new(), vec![file(&"å".repeat(47), b"")]).is_ok());
}

#[test]
fn a_file_that_was_changed_cut_or_is_something_else_is_not_read() {
    let anna = person("anna");
    let whole = sealed(&anna);
    let key = anna.age_secret_key();
    for length in [0, 1, 30, 100, whole.len() / 2, whole.len() - 1] {
        let error = read(&key, &whole[..length]).unwrap_err();
        assert!(matches!(error, ExportError::Damaged | ExportError::NotForYou), "{length}: {error}");
    }
    for at in (0..whole.len()).step_by(7) {
        let mut changed = whole.clone();
        changed[at] ^= 1;
        assert!(read(&key, &changed).is_err(), "byte {at}");
    }
    let recipient: age::x25519::Recipient = anna.public().recipient.parse().unwrap();
    let letter = age::encrypt(&recipient, b"Hej!").unwrap();
    assert!(matches!(read(&key, &letter), Err(ExportError::NotAnExport { .. })));
    let empty = age::encrypt(&recipient, b"").unwrap();
    assert!(matches!(read(&key, &empty), Err(ExportError::NotAnExport { .. })));
}

#[test]
fn everything_in_it_must_agree_with_the_manifest() {
    use EntryType::Regular;
    let one = ("manifest.json", Regular, ONE.as_bytes());
    let sums = ("SHA256SUMS", Regular, ONE_SUM);
    let differs = |members: &[_], name: &str, detail: &'static str| {
        assert_eq!(refusal(members), ExportError::Differs { name: name.to_owned(), detail });
    };
    // As it should be, it is read: the rest below differs from this in one thing each.
    let anna = person("anna");
    assert!(read(&anna.age_secret_key(), &sent(&anna, &[one, sums, ("files/a.txt", Regular, b"a")])).is_ok());

    differs(&[one, sums, ("files/a.txt", Regular, b"b")], "a.txt", "har ett annat innehåll");
    differs(&[one, sums, ("files/a.txt", Regular, b"aa")], "a.txt", "har en annan storlek");
    differs(&[one, sums], "a.txt", "saknas");
    differs(
        &[one, sums, ("files/a.txt", Regular, b"a"), ("files/b.txt", Regular, b"b")],
        "b.txt",
        "står inte i förteckningen",
    );
    differs(
        &[one, ("SHA256SUMS", Regular, b""), ("files/a.txt", Regular, b"a")],
        "SHA256SUMS",
        "har andra kontrollsummor",
    );
    differs(&[one, sums, ("a.txt", Regular, b"a")], "a.txt", "hör inte till en export");
    differs(
        &[one, sums, ("files/a.txt", Regular, b"a"), ("files/a.txt", Regular, b"a")],
        "files/a.txt",
        "finns två gånger",
    );
    let twice = ONE.replace("]}", &format!(",{}]}}", &ONE[ONE.find("{\"name").unwrap()..ONE.len() - 2]));
    differs(
        &[("manifest.json", Regular, twice.as_bytes()), sums, ("files/a.txt", Regular, b"a")],
        "manifest.json",
        "har filer två gånger eller i fel ordning",
    );
}

#[test]
fn a_manifest_of_another_form_or_with_unknown_parts_is_refused() {
    use EntryType::Regular;
    let sums = ("SHA256SUMS", Regular, &b""[..]);
    for manifest in [
        EMPTY.replace("export/1", "export/2"),
        EMPTY.replace("{\"form\"", "{\"more\":1,\"form\""),
        "[]".to_owned(),
        String::new(),
    ] {
        let error = refusal(&[("manifest.json", Regular, manifest.as_bytes()), sums]);
        assert!(matches!(error, ExportError::NotAnExport { .. }), "{manifest}: {error}");
    }
    assert!(matches!(refusal(&[sums]), ExportError::NotAnExport { .. }));
    assert!(matches!(refusal(&[("manifest.json", Regular, EMPTY.as_bytes())]), ExportError::NotAnExport { .. }));
}

#[test]
fn links_devices_sparse_files_and_paths_out_are_refused() {
    use EntryType::{Block, Directory, GNUSparse, Link, Regular, Symlink, XGlobalHeader};
    let manifest = ("manifest.json", Regular, EMPTY.as_bytes());
    let sums = ("SHA256SUMS", Regular, &b""[..]);
    for kind in [Symlink, Link, Block, Directory, GNUSparse, XGlobalHeader] {
        let error = refusal(&[manifest, sums, ("files/x", kind, b"")]);
        assert!(
            matches!(
                error,
                ExportError::Differs { detail: "är ingen vanlig fil", .. } | ExportError::NotAnExport { .. }
            ),
            "{kind:?}: {error}"
        );
    }
    for path in ["files/../x", "files/", "files/a/b", "files/.x"] {
        let error = refusal(&[manifest, sums, (path, Regular, b"")]);
        assert!(matches!(error, ExportError::Name { .. }), "{path}: {error}");
    }
}

#[test]
fn a_member_that_claims_to_be_larger_than_the_export_is_refused() {
    let anna = person("anna");
    let mut header = Header::new_ustar();
    header.set_entry_type(EntryType::Regular);
    header.set_path("manifest.json").unwrap();
    header.set_size(1 << 40);
    header.set_cksum();
    let recipient: age::x25519::Recipient = anna.public().recipient.parse().unwrap();
    let file = age::encrypt(&recipient, header.as_bytes()).unwrap();
    let error = read(&anna.age_secret_key(), &file).unwrap_err();
    assert!(matches!(error, ExportError::Differs { .. } | ExportError::NotAnExport { .. }), "{error}");
}
