//! Nothing in a file makes the crate panic.

use crate::{table, today};
use proptest::prelude::*;
use resume::{Claims, Reality, examine, metadata, read, timeline};

fn all(bytes: &[u8]) {
    let _ = metadata(bytes, "cv");
    if let Ok(claims) = read(bytes, "cv") {
        whole(&claims);
    }
}

fn whole(claims: &Claims) {
    let companies = table(Vec::new());
    let findings = examine(claims, &Reality::new(&companies), today());
    let again = examine(claims, &Reality::new(&companies), today());
    assert_eq!(findings, again);
    let picture = timeline(claims, &findings, today());
    assert_eq!(
        picture.bars.iter().filter(|bar| bar.period.is_some()).count() + picture.undated.len(),
        claims.periods.len()
    );
    let text = serde_json::to_string(claims).unwrap();
    assert_eq!(&serde_json::from_str::<Claims>(&text).unwrap(), claims);
}

/// Pieces that the readers know, in any order.
fn pieces(known: &'static [&'static str]) -> impl Strategy<Value = Vec<u8>> {
    prop::collection::vec(
        prop_oneof![4 => prop::sample::select(known).prop_map(str::to_owned), 1 => "\\PC{0,6}"],
        0..60,
    )
    .prop_map(|pieces| pieces.concat().into_bytes())
}

const PDF: &[&str] = &[
    "%PDF-1.4\n",
    "1 0 obj ",
    "2 0 obj ",
    "3 0 obj",
    " endobj ",
    "<<",
    ">>",
    "[",
    "]",
    "(",
    ")",
    "\\",
    "\\377",
    "<",
    ">",
    "/Type ",
    "/Page ",
    "/Pages ",
    "/Kids ",
    "/Contents ",
    "/Root ",
    "/Info ",
    "1 0 R ",
    "2 0 R ",
    "stream\n",
    "endstream ",
    "trailer ",
    "/Length 5 ",
    "/Filter /FlateDecode ",
    "/Filter /ASCII85Decode ",
    "/Filter /ASCIIHexDecode ",
    "/ObjStm ",
    "/N 3 /First 9 ",
    "BT ",
    "ET ",
    "/F1 12 Tf ",
    "Tj ",
    "TJ ",
    "Td ",
    "Tm ",
    "cm ",
    "Do ",
    "BI ID EI ",
    "/Resources << /Font << /F1 2 0 R >> >> ",
    "/ToUnicode 3 0 R ",
    "beginbfrange ",
    "endbfrange ",
    "endbfchar ",
    "-99999999999999999999 ",
    "0.5 ",
    "1e9 ",
    "z~>",
];

const JSON: &[&str] = &[
    "{",
    "}",
    "[",
    "]",
    ",",
    ":",
    "\"work\":",
    "\"education\":",
    "\"basics\":",
    "\"startDate\":",
    "\"endDate\":",
    "\"2019-02\"",
    "\"2018\"",
    "\"name\":",
    "1",
    "null",
    "\"SkillsPassport\":",
    "\"LearnerInfo\":",
    "\"WorkExperience\":",
    "\"Period\":",
    "\"From\":",
    "\"Year\":",
    "-1e300",
    "\"år 0000\"",
];

const XML: &[&str] = &[
    "<Candidate>",
    "</Candidate>",
    "<SkillsPassport>",
    "</SkillsPassport>",
    "<LearnerInfo>",
    "</LearnerInfo>",
    "<WorkExperience>",
    "</WorkExperience>",
    "<Period>",
    "</Period>",
    "<From year=\"2019\" month=\"--13\"/>",
    "<To year='-5'/>",
    "<![CDATA[",
    "]]>",
    "&amp;",
    "&#0;",
    "&#x110000;",
    "<!--",
    "-->",
    "<a b=",
    "2019",
];

const TEXT: &[&str] = &[
    "Arbetslivserfarenhet\n",
    "Utbildning\n",
    "Intyg\n",
    "Referenser\n",
    "2015-03",
    " – ",
    "2018",
    "nu",
    "mars 2015",
    "Exempel AB",
    ", ",
    "\t",
    "\n",
    "nr 5",
    "İ",
    "ß",
    "%",
    "100 %",
    "070-174 06 05",
    "a@b.c",
    "557000-0009",
    "sedan ",
    "Norge",
    "(",
    ")",
];

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::with_cases(400) })]

    #[test]
    fn any_bytes_are_read_or_refused(bytes in prop::collection::vec(any::<u8>(), 0..400)) {
        all(&bytes);
        all(&[b"%PDF-".as_slice(), &bytes].concat());
    }

    #[test]
    fn pieces_of_a_pdf_are_read_or_refused(bytes in pieces(PDF)) {
        all(&[b"%PDF-1.4\n".as_slice(), &bytes].concat());
    }

    #[test]
    fn pieces_of_json_are_read_or_refused(bytes in pieces(JSON)) {
        all(&bytes);
        all(&[b"{\"work\":[{\"name\":\"a\",".as_slice(), &bytes, b"}]}"].concat());
    }

    #[test]
    fn pieces_of_xml_are_read_or_refused(bytes in pieces(XML)) {
        all(&bytes);
        all(&[b"<SkillsPassport><LearnerInfo>".as_slice(), &bytes, b"</LearnerInfo></SkillsPassport>"].concat());
    }

    #[test]
    fn any_text_of_a_page_is_read_or_refused(text in pieces(TEXT)) {
        let shown: String = text.iter().map(|byte| format!("{byte:02x}")).collect();
        let lines: String = shown.split("0a").map(|line| format!("<{}> Tj T* ", line)).collect();
        let content = format!("BT /F1 9 Tf 10 TL {lines} ET");
        let file = format!("%PDF-1.4\n1 0 obj << /Pages << /Kids [<< /Contents 2 0 R /Resources << /Font << /F1 << >> >> >> >>] >> >> endobj \
            2 0 obj << /Length {} >> stream\n{content}\nendstream endobj trailer << /Root 1 0 R >>", content.len());
        all(file.as_bytes());
    }

    #[test]
    fn any_periods_can_be_examined_and_drawn(
        periods in prop::collection::vec((1900_i32..2199, 0_u32..14, 1900_i32..2199, 0_u32..14, any::<bool>(), 0_usize..3), 0..12)
    ) {
        let stamp = |year: i32, month: u32| resume::Stamp::new(year, (1..=12).contains(&month).then_some(month), None);
        let kinds = [resume::Kind::Work, resume::Kind::Education, resume::Kind::Other];
        let periods = periods.into_iter().map(|(from, month, to, last, is_current, kind)| resume::Period {
            kind: kinds[kind],
            from: if month == 13 { None } else { stamp(from, month) },
            to: if last == 13 { None } else { stamp(to, last) },
            is_current,
            ..crate::work("Exempel AB", "2000", "2001")
        });
        whole(&crate::of(periods.collect()));
    }
}
