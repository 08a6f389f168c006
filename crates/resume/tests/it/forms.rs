//! The forms that candidates send.

use resume::{Format, Kind, Why, read};

fn shown(text: &str, name: &str) -> Vec<String> {
    let claims = read(text.as_bytes(), name).unwrap();
    let period = |period: &resume::Period| {
        let [from, to] = [period.from, period.to].map(|stamp| stamp.map(|stamp| stamp.to_string()).unwrap_or_default());
        let to = if period.is_current { "nu".to_owned() } else { to };
        let kind = match period.kind {
            Kind::Work => "arbete",
            Kind::Education => "utbildning",
            Kind::Other => "annat",
        };
        format!("{kind} {from}–{to} {} / {}", period.organisation, period.title)
    };
    claims.periods.iter().map(period).collect()
}

const OLD: &str = r#"<?xml version="1.0"?>
<SkillsPassport xmlns="http://europass.cedefop.europa.eu/Europass" locale="sv">
 <DocumentInfo><DocumentType>ECV</DocumentType><CreationDate>2019-03-04T10:00:00.000Z</CreationDate>
  <LastUpdateDate>2019-03-05T10:00:00.000Z</LastUpdateDate><XSDVersion>V3.4</XSDVersion><Generator>EWA</Generator></DocumentInfo>
 <LearnerInfo>
  <Identification><PersonName><FirstName>Exempel</FirstName><Surname>Exempelsson</Surname></PersonName>
   <ContactInfo><Email><Contact>exempel@exempel.example</Contact></Email></ContactInfo></Identification>
  <WorkExperienceList><WorkExperience>
   <Period><From year="2015" month="--08" day="---01"/><Current>true</Current></Period>
   <Position><Code>11111</Code><Label>Handläggare &amp; utredare</Label></Position>
   <Activities>Heltid</Activities>
   <Employer><Name>Exempel AB</Name><ContactInfo><Address><Contact><Country><Code>NO</Code><Label>Norge</Label></Country></Contact></Address></ContactInfo></Employer>
  </WorkExperience></WorkExperienceList>
  <EducationList><Education><Period><From year="2010"/><To year="2013" month="--06"/></Period>
   <Title>Kandidatexamen</Title><Organisation><Name>Exempelhögskolan</Name></Organisation></Education></EducationList>
 </LearnerInfo>
</SkillsPassport>"#;

#[test]
fn europass_until_2020_is_read_as_xml_and_as_json_alike() {
    let json = r#"{"SkillsPassport": {"DocumentInfo": {"CreationDate": "2019-03-04T10:00:00.000Z"}, "LearnerInfo": {
        "Identification": {"PersonName": {"FirstName": "Exempel", "Surname": "Exempelsson"}},
        "WorkExperience": [{"Period": {"From": {"Year": 2015, "Month": 8, "Day": 1}, "Current": true},
            "Position": {"Label": "Handläggare & utredare"}, "Employer": {"Name": "Exempel AB"}}],
        "Education": [{"Period": {"From": {"Year": 2010}, "To": {"Year": 2013, "Month": 6}}, "Title": "Kandidatexamen",
            "Organisation": {"Name": "Exempelhögskolan"}}]}}}"#;
    let expected = [
        "arbete 2015-08-01–nu Exempel AB / Handläggare & utredare",
        "utbildning 2010–2013-06 Exempelhögskolan / Kandidatexamen",
    ];
    assert_eq!(shown(OLD, "cv.xml"), expected);
    assert_eq!(shown(json, "cv.json"), expected);
    let claims = read(OLD.as_bytes(), "cv.xml").unwrap();
    assert_eq!(claims.document.format, Format::EuropassOld);
    assert_eq!(claims.document.made.map(|day| day.to_string()).as_deref(), Some("2019-03-04"));
    assert_eq!(claims.person.as_deref(), Some("Exempel Exempelsson"));
    assert_eq!((claims.periods[0].extent, claims.periods[0].country.as_deref()), (Some(100), Some("NO")));
    assert_eq!(claims.contacts, ["exempel@exempel.example"]);
    assert!(claims.remarks.is_empty(), "{:?}", claims.remarks);
}

#[test]
fn europass_since_2020_is_read_as_xml_and_as_json_alike() {
    let xml = r#"<Candidate xmlns="http://www.europass.eu/1.0" xmlns:oa="http://www.openapplications.org/oagis/9"
        xmlns:eures="http://www.europass_eures.eu/1.0" xmlns:hr="http://www.hr-xml.org/3">
      <hr:DocumentID schemeID="Exempel-1" schemeAgencyName="EUROPASS"/>
      <CandidatePerson><PersonName><oa:GivenName>Exempel</oa:GivenName><hr:FamilyName>Exempelsson</hr:FamilyName></PersonName></CandidatePerson>
      <CandidateProfile languageCode="sv"><EmploymentHistory><EmployerHistory><hr:OrganizationName>Exempel AB</hr:OrganizationName>
        <PositionHistory><PositionTitle typeCode="FREETEXT">Utredare</PositionTitle><eures:EmploymentPeriod>
          <eures:StartDate><hr:FormattedDateTime>2018-09</hr:FormattedDateTime></eures:StartDate>
          <hr:CurrentIndicator>true</hr:CurrentIndicator></eures:EmploymentPeriod><Country>se</Country></PositionHistory>
      </EmployerHistory></EmploymentHistory>
      <EducationHistory><EducationOrganizationAttendance><hr:OrganizationName>Exempelhögskolan</hr:OrganizationName>
        <AttendancePeriod><StartDate><hr:FormattedDateTime>2014</hr:FormattedDateTime></StartDate>
          <EndDate><hr:FormattedDateTime>2017-06-02</hr:FormattedDateTime></EndDate></AttendancePeriod>
        <EducationDegree><hr:DegreeName>Kandidatexamen</hr:DegreeName></EducationDegree></EducationOrganizationAttendance></EducationHistory>
      <Certifications><Certification><hr:CertificationName>Truck</hr:CertificationName><hr:IssuingAuthority>Exempel Truck AB</hr:IssuingAuthority>
        <hr:CertificationID>T-12345</hr:CertificationID><hr:FirstIssuedDate><hr:FormattedDateTime>2019-05-01</hr:FormattedDateTime></hr:FirstIssuedDate></Certification></Certifications>
      </CandidateProfile></Candidate>"#;
    let json = r#"{"Candidate": {"CandidatePerson": {"PersonName": {"oa:GivenName": "Exempel", "hr:FamilyName": "Exempelsson"}},
        "CandidateProfile": {"EmploymentHistory": {"EmployerHistory": [{"OrganizationName": {"value": "Exempel AB"},
            "PositionHistory": [{"PositionTitle": "Utredare", "EmploymentPeriod": {"StartDate": {"FormattedDateTime": "2018-09"}, "CurrentIndicator": true}}]}]},
        "EducationHistory": {"EducationOrganizationAttendance": [{"OrganizationName": "Exempelhögskolan",
            "AttendancePeriod": {"StartDate": {"FormattedDateTime": "2014"}, "EndDate": {"FormattedDateTime": "2017-06-02"}},
            "EducationDegree": {"DegreeName": "Kandidatexamen"}}]}}}}"#;
    let expected =
        ["arbete 2018-09–nu Exempel AB / Utredare", "utbildning 2014–2017-06-02 Exempelhögskolan / Kandidatexamen"];
    assert_eq!(shown(xml, "cv.xml"), expected);
    assert_eq!(shown(json, "cv.json"), expected);
    let claims = read(xml.as_bytes(), "cv.xml").unwrap();
    assert_eq!(claims.document.format, Format::Europass);
    let certificate = &claims.certificates[0];
    assert_eq!((certificate.issuer.as_str(), certificate.number.as_deref()), ("Exempel Truck AB", Some("T-12345")));
}

#[test]
fn json_resume_of_both_schemas_is_read() {
    let text = r#"{"basics": {"name": "Exempel Exempelsson", "email": "e@exempel.example", "phone": "070-174 06 05"},
        "work": [{"name": "Exempel AB", "position": "Chef", "startDate": "2019-02-01", "summary": "Heltid. Org.nr 557000-0009", "location": "Oslo, Norge"},
                 {"company": "Gammalt AB", "position": "Handläggare", "startDate": "2016", "endDate": "2018-12"}],
        "education": [{"institution": "Exempelhögskolan", "area": "Ekonomi", "studyType": "Kandidatexamen", "startDate": "2013-09", "endDate": "2016-06"}],
        "certificates": [{"name": "Truck", "issuer": "Exempel Truck AB", "date": "2019-05-01", "url": "https://exempel.example/T-12345"}],
        "references": [{"name": "Chef Chefsson, Exempel AB", "reference": "Nås på 070-174 06 06"}]}"#;
    let expected = [
        "arbete 2019-02-01–nu Exempel AB / Chef",
        "arbete 2016–2018-12 Gammalt AB / Handläggare",
        "utbildning 2013-09–2016-06 Exempelhögskolan / Kandidatexamen Ekonomi",
    ];
    assert_eq!(shown(text, "cv.json"), expected);
    let claims = read(text.as_bytes(), "cv.json").unwrap();
    let first = &claims.periods[0];
    assert_eq!(
        (first.extent, first.org_no.as_deref(), first.country.as_deref()),
        (Some(100), Some("557000-0009"), Some("Norge"))
    );
    assert_eq!(claims.referees[0].organisation.as_deref(), Some("Exempel AB"));
    assert_eq!(claims.referees[0].contacts, ["070-174 06 06"]);
    assert_eq!(claims.certificates[0].number.as_deref(), Some("https://exempel.example/T-12345"));
}

#[test]
fn a_day_that_is_none_is_a_remark_with_place_and_value_and_the_rest_is_read() {
    let text = r#"{"work": [{"name": "Exempel AB", "startDate": "hösten 2019", "endDate": "2020"}]}"#;
    let claims = read(text.as_bytes(), "cv.json").unwrap();
    assert_eq!(claims.periods.len(), 1);
    let remark = &claims.remarks[0];
    assert_eq!((remark.place.as_str(), remark.value.as_str()), ("work[0].startDate", "hösten 2019"));
    assert!(remark.words.sv.contains("år-månad"), "{}", remark.words.sv);
}

#[test]
fn what_cannot_be_read_names_file_place_value_and_what_to_do() {
    let fails = |bytes: &[u8]| read(bytes, "cv").unwrap_err();
    for (bytes, why, said) in [
        (&b"{\"work\": [}"[..], Why::BadJson, "rad 1, tecken 11"),
        (b"<Candidate><a></Candidate>", Why::BadXml, "rad 1"),
        (b"<!DOCTYPE x [<!ENTITY a \"b\">]><Candidate/>", Why::Entities, "dokumenttyp"),
        (b"<SkillsPassport><LearnerInfo>&a;</LearnerInfo></SkillsPassport>", Why::Entities, "&a;"),
        (b"<html/>", Why::UnknownXml, "html"),
        (b"{\"name\": 1}", Why::UnknownJson, "name"),
        (b"{\"work\": []}", Why::UnknownJson, "varken JSON Resume"),
        (b"{\"basics\": {}}", Why::NoPeriods, "arbete eller utbildning"),
        (b"  ", Why::Empty, "tom"),
        (b"MZ\x90", Why::UnknownFormat, "PDF"),
        (b"{\"a\": \"\xff\"}", Why::Encoding, "UTF-8"),
    ] {
        let error = fails(bytes);
        assert_eq!(error.why, why, "{error}");
        assert!(error.to_string().starts_with("Filen ”cv”"), "{error}");
        assert!(error.to_string().contains(said), "{error}");
        assert!(error.words().en.starts_with("The file “cv”"), "{}", error.words().en);
    }
    assert_eq!(fails(&vec![b' '; 10 * 1024 * 1024 + 1]).why, Why::TooLarge);
}

#[test]
fn depth_and_number_of_parts_are_bounded() {
    let deep = format!("{}{}", "<a>".repeat(100), "</a>".repeat(100));
    assert_eq!(read(deep.as_bytes(), "cv").unwrap_err().why, Why::TooMuch);
    let many = format!("<Candidate>{}</Candidate>", "<a/>".repeat(100_001));
    assert_eq!(read(many.as_bytes(), "cv").unwrap_err().why, Why::TooMuch);
    let deep = format!("{}{}", "[".repeat(5_000), "]".repeat(5_000));
    assert_eq!(read(deep.as_bytes(), "cv").unwrap_err().why, Why::BadJson);
    let many = format!("{{\"work\": [{}{{}}]}}", "{},".repeat(1_000));
    assert_eq!(read(many.as_bytes(), "cv").unwrap().periods.len(), 300);
}
