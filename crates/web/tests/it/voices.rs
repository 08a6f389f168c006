//! The public pages of the whistleblowing function, walked through without script.

use axum::http::StatusCode;
use casework::id::FileId;
use chrono::{NaiveDate, TimeDelta};
use vault::{Context, intake};
use voices::letter::{Told, answer_object, out_object};
use voices::{Exchange as _, FileAbout};
use web::voices::{Rates, public};

use crate::listener::{Listener, Page, Reader};

/// The answers of a short report; gives back the page that checks them.
async fn answered(reader: &mut Reader, lang: &str) -> Page {
    let base = format!("{lang}/exempelstad");
    let start = reader.get(&base).await;
    assert_eq!((start.status, start.header("set-cookie")), (StatusCode::OK, ""));
    let first = reader.get(&format!("{base}/ny/vad")).await;
    assert_eq!(first.header("set-cookie"), "", "no cookie before the first answer");
    let mut page = reader.send(&format!("{base}/ny/vad"), &[("slag", "upphandling")]).await;
    let answers: [(&str, &[(&str, &str)]); 7] = [
        ("vem", &[("enhet", "Bygglov"), ("namn", "Exempel Städ AB")]),
        ("mottagare", &[]),
        ("hande", &[("hande", "Fakturorna delas. Kännetecken: kobolt <b>")]),
        ("nar", &[("nar", "i oktober"), ("var", "på ekonomi")]),
        ("filer/val", &[("gor", "vidare")]),
        ("kontakt", &[("vem", "anonym")]),
        ("samtal", &[("satt", "skriftligt")]),
    ];
    for (step, fields) in answers {
        let token = page.token().to_owned();
        let fields: Vec<_> = fields.iter().copied().chain([("_formular", token.as_str())]).collect();
        page = reader.send(&format!("{base}/ny/{step}"), &fields).await;
        assert_eq!(page.status, StatusCode::OK, "{step}: {}", page.body);
    }
    page
}

/// Hands the report in, and gives back the words.
async fn handed_in(reader: &mut Reader, lang: &str) -> String {
    let page = answered(reader, lang).await;
    let token = page.token().to_owned();
    let page = reader.send(&format!("{lang}/exempelstad/ny/kontrollera"), &[("_formular", &token)]).await;
    words(&page)
}

fn words(page: &Page) -> String {
    let (_, rest) = page.body.split_once("<ol class=\"words\" lang=\"sv\">").expect("the page has the words");
    let list = rest.split_once("</ol>").unwrap().0;
    let words: Vec<&str> = list.split("<li>").skip(1).map(|item| item.trim_end_matches("</li>")).collect();
    assert_eq!(words.len(), 7);
    words.join(" ")
}

/// Comes back with words.
async fn back(reader: &mut Reader, words: &str) -> Page {
    reader.get("/exempelstad/mina").await;
    reader.send("/exempelstad/mina", &[("ord", words)]).await
}

#[tokio::test]
async fn a_report_is_handed_in_and_read_again_in_both_languages() {
    for (lang, saved, own) in [("", "Skriv dina ord", "Din rapport"), ("/en", "Write your words", "Your report")] {
        let listener = Listener::new(Rates::default());
        let mut reader = listener.reader();
        let words = handed_in(&mut reader, lang).await;
        let receipt = format!("{lang}/exempelstad/kvitto");
        let page = reader.get(&receipt).await;
        assert_eq!(self::words(&page), words, "until they are saved they are shown");
        let token = page.token().to_owned();
        let unsaved = reader.send(&receipt, &[("_formular", &token)]).await;
        assert_eq!(unsaved.status, StatusCode::UNPROCESSABLE_ENTITY);
        let done = reader.send(&receipt, &[("_formular", &token), ("sparat", "ja")]).await;
        assert_eq!((done.title(), reader.cookie.as_str()), (saved, ""), "nothing is left in the browser");
        assert_eq!(reader.get(&receipt).await.status, StatusCode::FORBIDDEN, "they are shown once");
        let mine = reader.send(&format!("{lang}/exempelstad/mina"), &[("ord", &words.to_uppercase())]).await;
        assert_eq!(mine.title(), own);
        assert!(mine.body.contains("kobolt &lt;b&gt;") && mine.body.contains("2026-11-29"), "{}", mine.body);
        assert_eq!(listener.exchange.reports().unwrap().len(), 1);
    }
}

#[tokio::test]
async fn every_page_on_the_way_is_whole_and_neutral_and_runs_nothing() {
    let listener = Listener::new(Rates::default());
    let mut reader = listener.reader();
    let words = handed_in(&mut reader, "/en").await;
    back(&mut listener.reader(), &words).await;
    for (path, page) in reader.seen.iter().filter(|(_, page)| page.status == StatusCode::OK) {
        let body = &page.body;
        assert!(!body.contains("<script") && !body.contains(" style=") && !body.contains("javascript:"), "{path}");
        assert_eq!((body.matches("<h1>").count(), body.matches("<main").count()), (1, 1), "{path}");
        assert!(body.contains("<html lang=\"en\">"), "{path}");
        let tab = body.split_once("<title>").unwrap().1.split_once("</title>").unwrap().0.to_lowercase();
        for word in ["whistle", "report", "wrong", "visselblås", "rapport"] {
            assert!(!tab.contains(word), "{path}: {tab}");
        }
        // Every field has a label, and no level of headings is left out.
        for (id, _) in body.split(" id=\"f-").skip(1).filter_map(|rest| rest.split_once('"')) {
            let is_said = id.ends_with("-hint") || id.ends_with("-error");
            assert!(is_said || body.contains(&format!("for=\"f-{id}\"")), "{path}: f-{id}");
        }
        assert!(!body.contains("<h3") || body.contains("<h2"), "{path}");
        let policy = page.header("content-security-policy");
        assert!(policy.starts_with(
            "default-src 'none'; style-src 'self'; img-src 'self'; form-action 'self' https://www.smhi.se;"
        ));
        assert!(!policy.contains("script") && page.header("referrer-policy") == "no-referrer");
        assert_eq!(page.header("cache-control"), "no-store", "{path}");
    }
}

#[tokio::test]
async fn nobody_receives_a_report_that_concerns_them() {
    let listener = Listener::new(Rates::default());
    let mut reader = listener.reader();
    let page = answered(&mut reader, "").await;
    assert!(page.body.contains("Anna Exempel, jurist") && page.body.contains("Cilla Påhitt, jurist"));
    assert!(!page.body.contains("Bo Prov"), "he works at the unit");
    let token = page.token().to_owned();
    // Everybody else is left out too: the page says so, and the report is not handed in.
    let all = ["1", "3"].map(|no| format!("{no:0>32}"));
    let fields = [("_formular", token.as_str()), ("utan", &all[0]), ("utan", &all[1])];
    let nobody = reader.send("/exempelstad/ny/mottagare", &fields).await;
    assert_eq!(nobody.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(nobody.body.contains("Ingen är kvar") && nobody.body.contains("Ekobrottsmyndigheten"));
    reader.send("/exempelstad/ny/mottagare", &[("_formular", &token), ("utan", &all[0])]).await;
    reader.send("/exempelstad/ny/kontrollera", &[("_formular", &token)]).await;
    let [report] = listener.exchange.reports().unwrap()[..] else { panic!("one report") };
    let wraps = listener.exchange.report(report).unwrap().envelope.wraps;
    assert_eq!(wraps.keys().collect::<Vec<_>>(), [&all[1]]);
}

#[tokio::test]
async fn what_is_wrong_is_said_at_its_field_and_what_was_written_stays() {
    let listener = Listener::new(Rates::default());
    let mut reader = listener.reader();
    let none = reader.send("/exempelstad/ny/vad", &[]).await;
    assert_eq!(none.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(none.body.contains("href=\"#f-slag-1\"") && none.header("set-cookie").is_empty());
    let page = answered(&mut reader, "").await;
    let token = page.token().to_owned();
    let named = reader.send("/exempelstad/ny/kontakt", &[("_formular", &token), ("vem", "namn")]).await;
    assert!(named.body.contains("href=\"#f-namn\""));
    let named = [("_formular", token.as_str()), ("vem", "namn"), ("namn", "Eva Påhittad")];
    let check = reader.send("/exempelstad/ny/kontakt", &named).await;
    assert!(check.title() == "Läs igenom" && check.body.contains("Eva Påhittad"));
    let again = reader.get("/exempelstad/ny/hande").await;
    assert!(again.body.contains("kobolt &lt;b&gt;") || again.body.contains("kobolt &#60;b&#62;"), "{}", again.body);
}

#[tokio::test]
async fn files_show_what_they_reveal_and_are_chosen_one_by_one() {
    let listener = Listener::new(Rates::default());
    let mut reader = listener.reader();
    let page = answered(&mut reader, "").await;
    let token = page.token().to_owned();
    let large: Vec<u8> = (0..2_u32 << 20).map(|at| at.to_le_bytes()[0]).collect();
    let files = [("a.txt", b"x".to_vec()), ("avtal.pdf", b"%PDF-1.7 /Author (Eva)".to_vec()), ("stor.bin", large)];
    let page = reader.upload("/exempelstad/ny/filer", &token, &files).await;
    assert!(
        page.body.contains("Fil 2: avtal.pdf") && page.body.contains("namn eller anteckningar om den som gjorde den")
    );
    assert!(page.body.contains("Fil 3: stor.bin") && page.body.contains("2\u{a0}098 kB"), "{}", page.body);
    let id = page.value("fil").to_owned();
    let bort = [("_formular", token.as_str()), ("gor", "bort"), ("fil", &id)];
    let page = reader.send("/exempelstad/ny/filer/val", &bort).await;
    assert!(!page.body.contains("a.txt") && page.body.contains("Fil 1: avtal.pdf"));
    let none = reader.upload("/exempelstad/ny/filer", &token, &[("", Vec::new())]).await;
    assert_eq!(none.status, StatusCode::UNPROCESSABLE_ENTITY);
    reader.send("/exempelstad/ny/kontrollera", &[("_formular", &token)]).await;
    let [report] = listener.exchange.reports().unwrap()[..] else { panic!("one report") };
    let parcel = listener.exchange.report(report).unwrap();
    assert_eq!(parcel.head.files.len(), 2);
    let sizes = parcel.head.files.iter().map(|file| listener.exchange.file(report, *file).unwrap().len());
    assert!(sizes.max().unwrap() > 2 << 20);
}

#[tokio::test]
async fn the_dialogue_goes_both_ways_and_minutes_are_signed_as_they_stand() {
    let listener = Listener::new(Rates::default());
    let words = handed_in(&mut listener.reader(), "").await;
    let [report] = listener.exchange.reports().unwrap()[..] else { panic!("one report") };
    let head = listener.exchange.report(report).unwrap().head;
    let on = NaiveDate::from_ymd_opt(2026, 11, 23).unwrap();
    let tell = |number: u64, told: &Told| {
        let (id, object) = (report.to_string(), out_object(number));
        let sealed = intake::send(&head.reporter, &Context::new(&id, &object), &told.text().unwrap()).unwrap();
        listener.exchange.push(report, number, &sealed, on).unwrap();
    };
    tell(1, &Told::Acknowledged { on, sent: true });
    let (id, file) = (report.to_string(), FileId::from_bits(9));
    let hash = "0".repeat(64);
    let about = FileAbout { id: file, name: "bilaga-1.png".to_owned(), size: 3, hash, is_copy: true };
    tell(2, &Told::Message { on, text: "Var förvaras <pärmen>?".to_owned(), files: vec![about] });
    let sealed = intake::send(&head.reporter, &Context::new(&id, &answer_object(file)), b"png").unwrap();
    listener.exchange.push_file(report, file, &sealed, on).unwrap();
    tell(3, &Told::Minutes { on, version: 5, text: "Mötet hölls i oktober.".to_owned() });
    let role = "behörig mottagare".to_owned();
    tell(4, &Told::Seen { on, role, act: voices::letter::Act::Opened, to: String::new() });
    let mut reader = listener.reader();
    let page = back(&mut reader, &words).await;
    assert!(page.body.contains("En behörig mottagare öppnade rapporten."));
    assert!(page.body.contains("Var förvaras &lt;pärmen&gt;?") && page.body.contains("Senast 2027-02-23"));
    let token = page.token().to_owned();
    let (path, other) = (format!("/exempelstad/mina/svar/{file}"), FileId::from_bits(10));
    assert!(page.body.contains(&format!("href=\"{path}\"")), "{}", page.body);
    let picture = reader.get(&path).await;
    assert_eq!((picture.body.as_str(), picture.header("content-type")), ("png", "image/png"));
    assert_eq!(reader.get(&format!("/exempelstad/mina/svar/{other}")).await.status, StatusCode::NOT_FOUND);
    assert_eq!(listener.reader().get(&path).await.status, StatusCode::FORBIDDEN, "nothing without the words");
    let page = reader.send("/exempelstad/mina/meddelande", &[("_formular", &token), ("text", "I hyllan.")]).await;
    assert!(page.body.contains("I hyllan.") && page.body.contains("Det du skrev är lämnat."));
    let minutes = |knapp: &'static str, text: &'static str| {
        [("_formular".to_owned(), token.clone()), ("version".to_owned(), "5".to_owned())]
            .into_iter()
            .chain([("text".to_owned(), text.to_owned()), ("knapp".to_owned(), knapp.to_owned())])
            .collect::<Vec<_>>()
    };
    let send = async |reader: &mut Reader, fields: Vec<(String, String)>| {
        let fields: Vec<_> = fields.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect();
        reader.send("/exempelstad/mina/protokoll", &fields).await
    };
    let changed = send(&mut reader, minutes("", "Mötet hölls i november.")).await;
    assert_eq!(changed.status, StatusCode::UNPROCESSABLE_ENTITY, "a changed text is not signed");
    let signed = send(&mut reader, minutes("", "Mötet hölls i oktober.")).await;
    assert!(signed.body.contains("Du skrev under protokollet 2026-11-22"));
    assert_eq!(send(&mut reader, minutes("", "Mötet hölls i oktober.")).await.status, StatusCode::CONFLICT);
    assert_eq!(listener.exchange.posts().unwrap(), [(report, 1), (report, 2)]);
    let page = reader.get("/exempelstad/mina/fil").await;
    reader.upload("/exempelstad/mina/fil", page.token(), &[("a.txt", b"x".to_vec())]).await;
    let sent = reader.send("/exempelstad/mina/fil/val", &[("_formular", &token), ("gor", "vidare")]).await;
    assert!(sent.body.contains("a.txt"));
}

#[tokio::test]
async fn words_that_open_nothing_say_nothing_and_slips_are_named() {
    let listener = Listener::new(Rates::default());
    let words = handed_in(&mut listener.reader(), "").await;
    let mut reader = listener.reader();
    let slip = reader.send("/exempelstad/mina", &[("ord", &words.replacen(' ', " q", 1))]).await;
    assert_eq!(slip.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(slip.body.contains("finns inte bland kvittots ord"));
    let mut swapped: Vec<&str> = words.split(' ').collect();
    swapped.swap(1, 2);
    let unknown = "abborre absint ackord adagio adress aerosol affär";
    let mut said = Vec::new();
    for wrong in [swapped.join(" "), unknown.to_owned()] {
        let page = reader.send("/exempelstad/mina", &[("ord", &wrong)]).await;
        assert!(!page.body.contains(&wrong), "words are not given back");
        said.push((page.status, page.body));
    }
    assert_eq!(said[0], said[1]);
    assert_eq!(reader.cookie, "");
    assert_eq!(reader.get("/exempelstad/mina/fil").await.status, StatusCode::FORBIDDEN);
}

#[tokio::test]
async fn leaving_forgets_everything_and_leads_to_a_neutral_page() {
    let listener = Listener::new(Rates::default());
    let mut reader = listener.reader();
    let page = answered(&mut reader, "").await;
    let cookie = reader.cookie.clone();
    let away = reader.post("/exempelstad/lamna", &[("_formular", page.token())]).await;
    assert_eq!((away.status, away.header("location")), (StatusCode::SEE_OTHER, "https://www.smhi.se/"));
    assert_eq!(away.header("clear-site-data"), "\"cache\", \"cookies\", \"storage\"");
    reader.cookie = cookie;
    let gone = reader.get("/exempelstad/ny/kontrollera").await;
    assert_eq!((gone.status, gone.title()), (StatusCode::FORBIDDEN, "Det du skrev är borttaget"));
    let drafts = listener.folder.path().join("host/drafts");
    assert_eq!(std::fs::read_dir(&drafts).unwrap().count(), 0);
    // Also from a page that was opened before there was a draft.
    reader.cookie.clear();
    answered(&mut reader, "").await;
    let away = reader.post("/exempelstad/lamna", &[]).await;
    assert_eq!((away.status, std::fs::read_dir(&drafts).unwrap().count()), (StatusCode::SEE_OTHER, 0));
    // Also before anything was written.
    let away = listener.reader().post("/exempelstad/lamna", &[]).await;
    assert_eq!(away.status, StatusCode::SEE_OTHER);
}

#[tokio::test]
async fn a_draft_is_forgotten_after_an_hour_and_another_browser_can_not_use_it() {
    let listener = Listener::new(Rates::default());
    let mut reader = listener.reader();
    let page = answered(&mut reader, "").await;
    let token = page.token().to_owned();
    let mut other = listener.reader();
    let stolen = other.send("/exempelstad/ny/hande", &[("_formular", &token), ("hande", "x")]).await;
    assert_eq!(stolen.status, StatusCode::FORBIDDEN, "a token without its key");
    other.cookie = reader.cookie.clone();
    let untrue = other.send("/exempelstad/ny/hande", &[("_formular", &"0".repeat(64)), ("hande", "x")]).await;
    assert_eq!(untrue.status, StatusCode::FORBIDDEN, "a key without its token");
    *listener.now.lock().unwrap() += TimeDelta::minutes(61);
    assert_eq!(reader.get("/exempelstad/ny/kontrollera").await.status, StatusCode::FORBIDDEN);
}

#[tokio::test]
async fn a_second_press_makes_no_second_report_and_what_is_handed_in_is_not_changed() {
    let listener = Listener::new(Rates::default());
    let mut reader = listener.reader();
    let page = answered(&mut reader, "").await;
    let token = page.token().to_owned();
    for _ in 0..3 {
        reader.send("/exempelstad/ny/kontrollera", &[("_formular", &token)]).await;
    }
    let late = reader.post("/exempelstad/ny/hande", &[("_formular", &token), ("hande", "annat")]).await;
    assert_eq!(late.header("location"), "/exempelstad/kvitto");
    assert_eq!(listener.exchange.reports().unwrap().len(), 1);
}

#[tokio::test]
async fn when_a_channel_is_full_the_page_waits_and_goes_on_by_itself() {
    let listener = Listener::new(Rates::new(1, 30));
    handed_in(&mut listener.reader(), "").await;
    let mut reader = listener.reader();
    let page = answered(&mut reader, "").await;
    let token = page.token().to_owned();
    let waits = reader.send("/exempelstad/ny/kontrollera", &[("_formular", &token)]).await;
    assert_eq!((waits.status, waits.title()), (StatusCode::OK, "Vänta en stund"));
    assert!(waits.body.contains("<meta http-equiv=\"refresh\" content=\"5\">"));
    *listener.now.lock().unwrap() += TimeDelta::minutes(1);
    words(&reader.get("/exempelstad/kvitto").await);
    assert_eq!(listener.exchange.reports().unwrap().len(), 2);
}

#[tokio::test]
async fn nothing_from_elsewhere_changes_anything_and_what_is_not_there_looks_alike() {
    let listener = Listener::new(Rates::default());
    let mut reader = listener.reader();
    for path in public().into_iter().filter(|page| page.method == "POST").map(|page| page.path) {
        let path = path.replace("{channel}", "exempelstad").replace("{step}", "vad");
        let request = axum::http::Request::builder().method("POST").uri(&path).header("sec-fetch-site", "cross-site");
        let page = reader.ask(request.body(axum::body::Body::from("slag=annat")).unwrap()).await;
        assert_eq!((page.status, page.header("set-cookie")), (StatusCode::FORBIDDEN, ""), "{path}");
    }
    for path in ["/annanstad", "/annanstad/ny/vad", "/exempelstad/finns-inte", "/en/annanstad", "/konto", "/a/b/c/d/e"]
    {
        assert_eq!(reader.get(path).await.status, StatusCode::NOT_FOUND, "{path}");
    }
    assert_eq!(reader.get("/").await.header("location"), "/exempelstad");
    assert_eq!(reader.get("/en").await.header("location"), "/en/exempelstad");
    assert_eq!(reader.get("/exempelstad/tillganglighet").await.status, StatusCode::OK);
}

#[tokio::test]
async fn a_closed_channel_says_so_and_begins_nothing() {
    let listener = Listener::new(Rates::default());
    listener.put(&voices::Card { serial: 2, is_open: false, ..listener.card.clone() });
    let mut reader = listener.reader();
    assert!(reader.get("/exempelstad").await.body.contains("tar inte emot nya rapporter"));
    assert_eq!(reader.get("/exempelstad/ny/vad").await.status, StatusCode::NOT_FOUND);
    assert_eq!(reader.post("/exempelstad/ny/vad", &[("slag", "annat")]).await.status, StatusCode::FORBIDDEN);
}

#[tokio::test]
async fn no_trace_of_who_asked_is_kept_or_told() {
    let listener = Listener::new(Rates::default());
    for _ in 0..3 {
        let words = handed_in(&mut listener.reader(), "").await;
        back(&mut listener.reader(), &words).await;
    }
    // Something fails: whoever keeps the listener is told, without where.
    let reports = listener.folder.path().join("host/reports");
    std::fs::rename(&reports, listener.folder.path().join("kept")).unwrap();
    std::fs::write(&reports, b"no folder").unwrap();
    let mut reader = listener.reader();
    let page = answered(&mut reader, "").await;
    let token = page.token().to_owned();
    let failed = reader.send("/exempelstad/ny/kontrollera", &[("_formular", &token)]).await;
    assert_eq!(failed.status, StatusCode::INTERNAL_SERVER_ERROR);
    let told = serde_json::to_string(&*listener.events.lock().unwrap()).unwrap();
    assert!(told.contains("kan inte") && !told.contains("kobolt") && !told.contains("exempelstad"), "{told}");
    let mut folders = vec![listener.folder.path().to_owned()];
    while let Some(folder) = folders.pop() {
        for path in std::fs::read_dir(&folder).unwrap().map(|entry| entry.unwrap().path()) {
            if path.is_dir() {
                folders.push(path);
                continue;
            }
            let bytes = std::fs::read(&path).unwrap().to_ascii_lowercase();
            for word in ["koboltbrowser", "kobolt.example", "kobolt"] {
                assert!(!bytes.windows(word.len()).any(|part| part == word.as_bytes()), "{path:?}: {word}");
            }
        }
    }
}

#[test]
fn these_are_all_public_pages() {
    let all: Vec<String> = public().iter().map(|page| format!("{} {}", page.method, page.path)).collect();
    assert_eq!(
        all,
        [
            "GET /",
            "GET /{channel}",
            "GET /{channel}/tillganglighet",
            "GET /{channel}/ny/{step}",
            "POST /{channel}/ny/{step}",
            "GET /{channel}/ny/filer",
            "POST /{channel}/ny/filer",
            "POST /{channel}/ny/filer/val",
            "GET /{channel}/ny/kontrollera",
            "POST /{channel}/ny/kontrollera",
            "GET /{channel}/kvitto",
            "POST /{channel}/kvitto",
            "GET /{channel}/mina",
            "POST /{channel}/mina",
            "POST /{channel}/mina/meddelande",
            "GET /{channel}/mina/fil",
            "POST /{channel}/mina/fil",
            "POST /{channel}/mina/fil/val",
            "GET /{channel}/mina/svar/{file}",
            "GET /{channel}/mina/protokoll",
            "POST /{channel}/mina/protokoll",
            "POST /{channel}/lamna",
        ]
    );
}

#[tokio::test]
async fn the_pages_answer_on_a_socket_of_their_own_and_stop() {
    use tokio::io::{AsyncReadExt, AsyncWriteExt};
    let listener = Listener::new(Rates::default());
    let socket = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = socket.local_addr().unwrap();
    let (stop, stopped) = tokio::sync::oneshot::channel::<()>();
    let voices = std::sync::Arc::clone(&listener.voices);
    let served = tokio::spawn(async move {
        let config = web::Config::new("insyn");
        voices.run(socket, &config, async move { drop(stopped.await) }).await;
    });
    let mut stream = tokio::net::TcpStream::connect(address).await.unwrap();
    let body = "slag=annat";
    let request = format!(
        "POST /exempelstad/ny/vad HTTP/1.1\r\nhost: x\r\norigin: http://x\r\nconnection: close\r\ncontent-type: \
         application/x-www-form-urlencoded\r\ncontent-length: {}\r\n\r\n{body}",
        body.len()
    );
    stream.write_all(request.as_bytes()).await.unwrap();
    let mut answer = String::new();
    stream.read_to_string(&mut answer).await.unwrap();
    assert!(answer.starts_with("HTTP/1.1 303") && answer.contains("location: /exempelstad/ny/vem"), "{answer}");
    stop.send(()).unwrap();
    served.await.unwrap();
}
