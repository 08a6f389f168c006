//! Every format on written examples: what it becomes, and what is said when it is broken.

use std::fs;
use std::io::Write as _;
use std::path::{Path, PathBuf};

use registers::IntakeError;
use registers::source::{FileKind, Opened, RawReject, RawTable, SourceFile, walk};
use zip::ZipWriter;
use zip::write::SimpleFileOptions;

/// The cells of a row and the line it came from.
pub(crate) type Row = (u64, Vec<String>);

/// All rows of a table and all rejects.
pub(crate) fn drain(table: &mut dyn RawTable) -> (Vec<Row>, Vec<RawReject>) {
    let (mut rows, mut rejects) = (Vec::new(), Vec::new());
    let width = table.header().len();
    while let Some(chunk) = table.next_chunk().unwrap() {
        for row in 0..chunk.rows() {
            rows.push((chunk.line(row), (0..width).map(|column| chunk.cell(row, column).to_owned()).collect()));
        }
        rejects.extend(chunk.rejects);
    }
    (rows, rejects)
}

/// Writes the bytes under a name in a new folder and walks that file.
pub(crate) fn walk_bytes(name: &str, bytes: &[u8]) -> (tempfile::TempDir, Vec<SourceFile>) {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join(name);
    fs::write(&path, bytes).unwrap();
    let files = walk(&[path]).unwrap();
    (folder, files)
}

/// Opens the only file that the bytes hold.
pub(crate) fn open_bytes(name: &str, bytes: &[u8]) -> Result<Opened, IntakeError> {
    let (_folder, files) = walk_bytes(name, bytes);
    assert_eq!(files.len(), 1, "{files:?}");
    files[0].tables()
}

pub(crate) fn zip_of(members: &[(&str, &[u8])]) -> Vec<u8> {
    let mut writer = ZipWriter::new(std::io::Cursor::new(Vec::new()));
    for (name, bytes) in members {
        writer.start_file(*name, SimpleFileOptions::default()).unwrap();
        writer.write_all(bytes).unwrap();
    }
    writer.finish().unwrap().into_inner()
}

fn listed(files: &[SourceFile]) -> Vec<(&str, FileKind)> {
    files.iter().map(|file| (file.name.as_str(), file.kind.clone())).collect()
}

fn text(file: &SourceFile) -> String {
    let mut text = String::new();
    std::io::Read::read_to_string(&mut file.reader().unwrap(), &mut text).unwrap();
    text
}

fn failed(file: &SourceFile) -> &str {
    assert!(matches!(file.kind, FileKind::Failed { .. }), "{file:?}");
    file.kind.reason().unwrap()
}

#[test]
fn a_folder_is_walked_by_name_and_hidden_files_are_left_out() {
    let folder = tempfile::tempdir().unwrap();
    let root = folder.path().join("utdrag");
    fs::create_dir_all(root.join("2024/.git")).unwrap();
    let write = |name: &str, bytes: &[u8]| fs::write(root.join(name), bytes).unwrap();
    write("b.csv", b"a;b\n1;2\n");
    write("2024/a.txt", b"x\ty\n1\t2\n");
    write("2024/.git/c.csv", b"a;b\n");
    write(".hidden.csv", b"a;b\n");
    write("brev.pdf", b"%PDF-1.7 ...");
    write("tom.csv", b"");
    write("huvudbok.txt", b"#FLAGGA 0\n#SIETYP 4\n");
    let files = walk(&[root]).unwrap();
    let skipped = |reason: &str| FileKind::Skipped { reason: reason.to_owned() };
    assert_eq!(
        listed(&files),
        [
            ("utdrag/2024/a.txt", FileKind::Csv),
            ("utdrag/b.csv", FileKind::Csv),
            ("utdrag/brev.pdf", skipped("PDF är ingen tabell; begär ut uppgifterna som .csv eller .xlsx")),
            ("utdrag/huvudbok.txt", FileKind::Sie),
            ("utdrag/tom.csv", skipped("filen är tom")),
        ]
    );
}

#[test]
fn a_path_that_does_not_exist_is_an_error_that_names_it() {
    let error = walk(&[PathBuf::from("finns/inte.csv")]).unwrap_err();
    assert_eq!(error.to_string(), "kan inte läsa `finns/inte.csv`: kontrollera att filen finns och får läsas");
}

#[test]
fn a_zip_gives_its_members_by_name_also_from_zips_inside_it() {
    let inner = zip_of(&[("mars.csv", b"a;b\n3;3\n"), ("feb.csv", b"a;b\n2;2\n")]);
    let docx = zip_of(&[("word/document.xml", b"<w/>")]);
    let outer = zip_of(&[
        ("q1/inner.zip", &inner),
        ("jan.csv", b"a;b\n1;1\n"),
        ("__MACOSX/._jan.csv", b"junk"),
        ("brev.docx", &docx),
    ]);
    let (_folder, files) = walk_bytes("ar.zip", &outer);
    let names: Vec<_> = files.iter().map(|file| file.name.as_str()).collect();
    assert_eq!(
        names,
        ["ar.zip/brev.docx", "ar.zip/jan.csv", "ar.zip/q1/inner.zip/feb.csv", "ar.zip/q1/inner.zip/mars.csv"]
    );
    assert!(matches!(&files[0].kind, FileKind::Skipped { reason } if reason.contains("Word")));
    assert_eq!(text(&files[1]), "a;b\n1;1\n");
    assert_eq!(text(&files[3]), "a;b\n3;3\n");
}

/// A member that deflate cannot shrink much, so that a cut or a flipped byte lands inside it.
fn noisy_csv(rows: u32) -> Vec<u8> {
    let mut csv = b"id;varde\n".to_vec();
    let mut state = 1_u32;
    for row in 0..rows {
        state = state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
        csv.extend_from_slice(format!("{row};{state}\n").as_bytes());
    }
    csv
}

#[test]
fn a_truncated_zip_names_the_member_that_was_cut_and_gives_the_others() {
    let (first, second) = (noisy_csv(200), noisy_csv(400));
    let whole = zip_of(&[("a.csv", &first), ("b.csv", &second)]);
    let cut = &whole[..whole.len() * 3 / 4];
    let (_folder, files) = walk_bytes("kapad.zip", cut);
    assert_eq!(files.len(), 2, "{files:?}");
    assert_eq!(files[0].name, "kapad.zip/a.csv");
    assert_eq!(text(&files[0]).into_bytes(), first);
    assert_eq!(files[1].name, "kapad.zip/b.csv");
    assert_eq!(failed(&files[1]), "zip-arkivet är avkortat och tar slut mitt i filen");
    assert_eq!(
        files[1].tables().unwrap_err().to_string(),
        "`kapad.zip/b.csv` är skadad eller ofullständig (zip-arkivet är avkortat och tar slut mitt i filen): \
         hämta filen på nytt ur källsystemet"
    );
}

#[test]
fn a_zip_cut_in_its_directory_gives_every_member_and_says_that_more_may_be_missing() {
    let whole = zip_of(&[("a.csv", b"a;b\n1;1\n"), ("b.csv", b"a;b\n2;2\n")]);
    let (_folder, files) = walk_bytes("kapad.zip", &whole[..whole.len() - 30]);
    assert_eq!(files.len(), 3, "{files:?}");
    assert_eq!(
        (files[0].name.as_str(), failed(&files[0]).contains("innehållsförteckning saknas")),
        ("kapad.zip", true)
    );
    assert_eq!((text(&files[1]), text(&files[2])), ("a;b\n1;1\n".to_owned(), "a;b\n2;2\n".to_owned()));
}

#[test]
fn a_damaged_member_ends_in_an_error_and_the_others_still_come() {
    let mut bytes = zip_of(&[("a.csv", &noisy_csv(5000)), ("b.csv", b"a;b\n2;2\n")]);
    bytes[20_000] ^= 0xff;
    let (_folder, files) = walk_bytes("skadad.zip", &bytes);
    assert_eq!(files.len(), 2, "{files:?}");
    assert_eq!(files[0].name, "skadad.zip/a.csv");
    let error = std::io::copy(&mut files[0].reader().unwrap(), &mut std::io::sink()).unwrap_err();
    assert_eq!(error.kind(), std::io::ErrorKind::InvalidData);
    assert!(error.to_string().contains("skadad i arkivet"), "{error}");
    assert_eq!(text(&files[1]), "a;b\n2;2\n");
}

#[test]
fn a_file_with_the_wrong_name_says_what_it_is_not() {
    let check = |name: &str, bytes: &[u8], expect: &str| {
        let (_folder, files) = walk_bytes(name, bytes);
        assert!(files[0].kind.reason().is_some_and(|reason| reason.contains(expect)), "{files:?}");
    };
    check("a.zip", b"<html>404</html>", "men är inget zip-arkiv");
    check("a.xlsx", b"a;b\n1;2\n", "men är ingen Excelarbetsbok");
    check("a.xls", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "gammalt Officeformat");
    check("a.parquet", b"a;b\n1;2\n", "saknar Parquets inledning");
    check("a.se", b"hej\n", "varken SIE 4-etiketter");
    check("a.bin", b"\x00\x01\x02", "varken text");
    check("a.json", b"{\"a\": 1}", "JSON som inte är OCDS");
    check("a.md", b"# a", "ingen tabell som kan läsas");
    check("a.xml", b"<a", "inte giltig XML");
}

#[test]
fn kinds_are_told_by_content_when_the_name_does_not_say() {
    let check = |name: &str, bytes: &[u8], expect: FileKind| {
        let (_folder, files) = walk_bytes(name, bytes);
        assert_eq!(files[0].kind, expect, "{name}");
    };
    check("export.txt", b"\xef\xbb\xbf#flagga 0\r\n", FileKind::Sie);
    check("export.si", b"#PROGRAM x 1\n#FORMAT PC8\n", FileKind::Sie);
    check("bulk.txt", b"organisationsidentitet;namnskyddslopnummer;x;organisationsnamn\n", FileKind::Bolagsverket);
    check("scb_bulkfil_JE.txt", b"ForAndrTyp\tPeOrgNr\tNamn\n", FileKind::Scb);
    check("lista.dat", b"a|b\n1|2\n", FileKind::Csv);
    check("databas.csv", b"[Id];[Namn]\n1;2\n", FileKind::Csv);
    check("databas", b"[Id];[Namn]\n1;2\n", FileKind::Csv);
    check("lista.csv", b"<id>;<namn>\n1;2\n", FileKind::Csv);
    check("lista.csv", b"{\"a\"};b\n1;2\n", FileKind::Csv);
    check("utf16.csv", b"\xff\xfea\x00;\x00b\x00", FileKind::Csv);
    check("utan", b"PAR1....PAR1", FileKind::Parquet);
}

#[test]
fn the_council_archive_gives_all_its_143_files() {
    let archive =
        Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../shared/data/council-payments/calderdale-2010-2022.zip");
    if !archive.exists() {
        println!("not run: ../shared/data/council-payments/calderdale-2010-2022.zip is absent");
        return;
    }
    let files = walk(&[archive]).unwrap();
    assert_eq!(files.iter().filter(|file| file.kind == FileKind::Csv).count(), 143);
    assert_eq!(files.len(), 143);
    assert_eq!(files[0].name, "calderdale-2010-2022.zip/calderdale/2010-10.csv");
}
