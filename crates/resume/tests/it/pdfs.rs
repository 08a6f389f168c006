//! PDFs: text, columns, files inside, what the file says about itself, and files made to do harm.

use std::fmt::Write as _;
use std::io::Write as _;

use flate2::Compression;
use flate2::write::ZlibEncoder;
use resume::{Format, Why, metadata, read};

/// A PDF of objects, without a table: it is not trusted anyway.
fn pdf(objects: &[String], trailer: &str) -> Vec<u8> {
    let mut text = String::from("%PDF-1.7\n");
    for (number, object) in (1..).zip(objects) {
        let _ = write!(text, "{number} 0 obj\n{object}\nendobj\n");
    }
    let _ = write!(text, "trailer\n<< /Root 1 0 R {trailer} >>\n%%EOF");
    text.chars().map(|c| u8::try_from(u32::from(c)).unwrap()).collect()
}

fn page(content: &str) -> Vec<u8> {
    pdf(
        &[
            "<< /Type /Catalog /Pages 2 0 R >>".to_owned(),
            "<< /Type /Pages /Kids [3 0 R] /Count 1 >>".to_owned(),
            "<< /Type /Page /Parent 2 0 R /Resources << /Font << /F1 4 0 R >> >> /Contents 5 0 R >>".to_owned(),
            "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>".to_owned(),
            format!("<< /Length {} >>\nstream\n{content}\nendstream", content.len()),
            "<< /Author (Exempel Exempelsson) /Producer (Exempel) /CreationDate (D:20260102030405+01'00') /ModDate (D:20260103) >>".to_owned(),
        ],
        "/Info 6 0 R",
    )
}

const CV: &str = "BT /F1 12 Tf 50 800 Td (Exempel Exempelsson) Tj 0 -20 Td (Arbetslivserfarenhet) Tj \
    0 -20 Td (2015-03 \\226 2018-06) Tj 200 0 Td [(Handl\\344)-20(ggare, )-300(Exempel AB)] TJ \
    -200 -15 Td (Heltid. Org.nr 557000-0009) Tj 0 -20 Td (Utbildning) Tj \
    0 -20 Td (2011 \\226 2014 Kandidatexamen, Exempelh\\366gskolan) Tj ET";

#[test]
fn the_lines_of_a_pdf_become_periods_and_its_metadata_is_told() {
    let claims = read(&page(CV), "cv.pdf").unwrap();
    let document = &claims.document;
    assert_eq!((document.format, document.name.as_str()), (Format::PdfText, "cv.pdf"));
    assert_eq!(document.author.as_deref(), Some("Exempel Exempelsson"));
    assert_eq!(document.made.map(|day| day.to_string()).as_deref(), Some("2026-01-02"));
    assert_eq!(document.changed.map(|day| day.to_string()).as_deref(), Some("2026-01-03"));
    assert_eq!(claims.person.as_deref(), Some("Exempel Exempelsson"));
    let work = &claims.periods[0];
    assert_eq!((work.title.as_str(), work.organisation.as_str()), ("Handläggare", "Exempel AB"));
    assert_eq!((work.extent, work.org_no.as_deref()), (Some(100), Some("557000-0009")));
    assert_eq!(work.place, "sida 1, rad 3");
    let school = &claims.periods[1];
    assert_eq!((school.title.as_str(), school.organisation.as_str()), ("Kandidatexamen", "Exempelhögskolan"));
    assert_eq!(metadata(&page(CV), "intyg.pdf").unwrap().producer.as_deref(), Some("Exempel"));
}

fn deflated(bytes: &[u8]) -> Vec<u8> {
    let mut encoder = ZlibEncoder::new(Vec::new(), Compression::fast());
    encoder.write_all(bytes).unwrap();
    encoder.finish().unwrap()
}

/// A file whose one stream is the bytes, with an entry in its dictionary.
fn with_stream(entry: &str, bytes: &[u8], rest: &str) -> Vec<u8> {
    let mut file = format!("%PDF-1.7\n9 0 obj\n<< {entry} /Length {} >>\nstream\n", bytes.len()).into_bytes();
    file.extend_from_slice(bytes);
    file.extend_from_slice(format!("\nendstream\nendobj\n{rest}").as_bytes());
    file
}

#[test]
fn packed_objects_and_composite_fonts_are_read() {
    let objects = [
        "<< /Type /Catalog /Pages 2 0 R >> ",
        "<< /Type /Pages /Kids [3 0 R] >> ",
        "<< /Type /Page /Resources << /Font << /F1 << /Subtype /Type0 /ToUnicode 8 0 R >> >> >> /Contents 7 0 R >> ",
    ];
    let places = [0, objects[0].len(), objects[0].len() + objects[1].len()];
    let head: String = (1..).zip(places).map(|(number, place)| format!("{number} {place} ")).collect();
    let packed = deflated(format!("{head}{}", objects.concat()).as_bytes());
    // Codes from 1 stand for letters from the blank on; two codes are given one by one.
    let cmap = "1 begincodespacerange <0000> <ffff> endcodespacerange 1 beginbfrange <0001> <0060> <0020> endbfrange \
        2 beginbfchar <0101> <00F6> <0102> <2013> endbfchar";
    let codes = |text: &str| -> String {
        let code = |c: char| match c {
            'ö' => 0x0101,
            '–' => 0x0102,
            other => u32::from(other) - 0x1f,
        };
        text.chars().map(|c| format!("{:04x}", code(c))).collect()
    };
    let lines = ["Utbildning", "2015 – 2018 Kandidatexamen, Exempelhögskolan"].map(codes);
    let content = format!("BT /F1 10 Tf 12 TL <{}> Tj T* <{}> Tj ET", lines[0], lines[1]);
    let rest = format!(
        "7 0 obj << /Length {} >> stream\n{content}\nendstream endobj\n8 0 obj << /Length {} >> stream\n{cmap}\nendstream endobj\n\
         trailer << /Root 1 0 R >>",
        content.len(),
        cmap.len()
    );
    let entry = format!("/Type /ObjStm /N 3 /First {} /Filter /FlateDecode", head.len());
    let claims = read(&with_stream(&entry, &packed, &rest), "cv.pdf").unwrap();
    let school = &claims.periods[0];
    assert_eq!((school.title.as_str(), school.organisation.as_str()), ("Kandidatexamen", "Exempelhögskolan"));
    assert_eq!(school.from.map(|stamp| stamp.to_string()).as_deref(), Some("2015"));
}

#[test]
fn a_europass_file_inside_a_pdf_is_read_instead_of_its_text() {
    let xml = r#"<SkillsPassport><LearnerInfo><WorkExperience><Period><From year="2015"/><To year="2018"/></Period>
        <Employer><Name>Exempel AB</Name></Employer></WorkExperience></LearnerInfo></SkillsPassport>"#;
    let file = with_stream("/Type /EmbeddedFile /Filter /FlateDecode", &deflated(xml.as_bytes()), "");
    let claims = read(&file, "cv.pdf").unwrap();
    assert_eq!(claims.document.format, Format::PdfEuropass);
    assert_eq!(claims.periods[0].organisation, "Exempel AB");
}

#[test]
fn a_locked_a_broken_and_a_pictured_pdf_each_say_what_they_are() {
    let why = |bytes: &[u8]| read(bytes, "cv.pdf").unwrap_err().why;
    assert_eq!(why(&pdf(&[], "/Encrypt 9 0 R")), Why::Encrypted);
    assert_eq!(why(b"%PDF-1.4 nothing"), Why::BadPdf);
    assert_eq!(why(&page("q 100 0 0 100 0 0 cm /Im1 Do Q")), Why::NoText);
}

#[test]
fn files_made_to_do_harm_end() {
    let bomb = with_stream("/Type /EmbeddedFile /Filter /FlateDecode", &deflated(&vec![b'<'; 50 << 20]), "");
    let arrays = format!("%PDF-1.4\n1 0 obj {}", "[".repeat(300_000)).into_bytes();
    let dicts = format!("%PDF-1.4\n1 0 obj {}", "<</A".repeat(150_000)).into_bytes();
    let kids = pdf(&["<< /Pages 2 0 R >>".to_owned(), "<< /Kids [2 0 R 2 0 R 1 0 R] >>".to_owned()], "");
    let refs = pdf(&["2 0 R".to_owned(), "1 0 R".to_owned()], "");
    let streams = format!("%PDF-1.4\n{}", "1 0 obj << >> stream\n".repeat(60_000)).into_bytes();
    let objects = format!("%PDF-1.4\n{}", "1 0 obj ".repeat(100_000)).into_bytes();
    let form = "/F1 12 Tf /X Do /X Do /X Do /X Do ".repeat(2_000);
    let forms = pdf(
        &[
            "<< /Pages 2 0 R >>".to_owned(),
            "<< /Kids [3 0 R] >>".to_owned(),
            "<< /Type /Page /Resources << /XObject << /X 4 0 R >> >> /Contents 4 0 R >>".to_owned(),
            format!(
                "<< /Subtype /Form /Resources << /XObject << /X 4 0 R >> >> /Length {} >>\nstream\n{form}\nendstream",
                form.len()
            ),
        ],
        "",
    );
    let numbers = format!("%PDF-1.4\n1 0 obj [{}", "1 ".repeat(1_000_000)).into_bytes();
    let map = "1 beginbfrange <0000> <ffff> <0041> endbfrange ".repeat(20);
    let fonts = pdf(
        &[
            "<< /Pages 2 0 R >>".to_owned(),
            "<< /Kids [3 0 R] >>".to_owned(),
            "<< /Resources << /Font << /F1 << /ToUnicode 4 0 R >> >> >> /Contents 5 0 R >>".to_owned(),
            format!("<< /Length {} >>\nstream\n{map}\nendstream", map.len()),
            format!("<< >>\nstream\n{}\nendstream", "/F1 1 Tf ".repeat(30_000)),
        ],
        "",
    );
    let inherited = pdf(
        &[
            "<< /Pages 2 0 R >>".to_owned(),
            format!(
                "<< /Resources << {} >> /Kids [{}] >>",
                (0..20_000).map(|at| format!("/F{at} 1 ")).collect::<String>(),
                (10..20_000).map(|at| format!("{at} 0 R ")).collect::<String>()
            ),
        ],
        "",
    );
    for (name, file) in [
        ("bomb", bomb),
        ("arrays", arrays),
        ("dicts", dicts),
        ("kids", kids),
        ("refs", refs),
        ("streams", streams),
        ("objects", objects),
        ("forms", forms),
        ("numbers", numbers),
        ("fonts", fonts),
        ("inherited", inherited),
    ] {
        assert!(read(&file, name).is_err(), "{name}");
    }
}
