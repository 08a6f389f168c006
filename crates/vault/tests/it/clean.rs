//! What is shown of an upload, and what is not.

use image::DynamicImage;
use vault::clean::{Clean, Encoding, Media, NotShown, clean};

use crate::common::holds;
use crate::pictures::{CANARIES, PNG_HEAD, chunk, jpeg, png, rgb, webp};

/// The clean copy and its size across and down.
fn picture(file: &[u8], expected: Media) -> (Vec<u8>, u32, u32) {
    match clean(file) {
        Clean::Picture { bytes, media, width, height } => {
            assert_eq!(media, expected);
            (bytes, width, height)
        }
        other => panic!("{other:?}"),
    }
}

fn not_shown(file: &[u8]) -> NotShown {
    match clean(file) {
        Clean::NotShown(why) => why,
        other => panic!("{other:?}"),
    }
}

fn text(file: &[u8]) -> (String, Encoding) {
    match clean(file) {
        Clean::Text { html, encoding, left_out: 0 } => (html, encoding),
        other => panic!("{other:?}"),
    }
}

/// The markers of a JPEG before its pixels.
fn markers(jpeg: &[u8]) -> Vec<u8> {
    let mut found = Vec::new();
    let mut at = 2;
    while jpeg[at + 1] != 0xda {
        found.push(jpeg[at + 1]);
        at += 2 + usize::from(u16::from_be_bytes([jpeg[at + 2], jpeg[at + 3]]));
    }
    found
}

/// The names of a PNG's chunks.
fn chunks(png: &[u8]) -> Vec<String> {
    let mut found = Vec::new();
    let mut at = 8;
    while at < png.len() {
        let length = u32::from_be_bytes(png[at..at + 4].try_into().unwrap()) as usize;
        found.push(String::from_utf8(png[at + 4..at + 8].to_vec()).unwrap());
        at += 12 + length;
    }
    found.dedup();
    found
}

#[test]
fn nothing_but_the_pixels_is_left_of_a_jpeg() {
    let file = jpeg();
    assert!(CANARIES.iter().all(|canary| holds(&file, canary)), "the sample itself must hold them");
    let (clean, _, _) = picture(&file, Media::Jpeg);
    for canary in CANARIES {
        assert!(!holds(&clean, canary), "{}", String::from_utf8_lossy(canary));
    }
    // JFIF, tables and the frame; no Exif (e1), no IPTC (ed), no profile (e2), no remark (fe).
    assert!(markers(&clean).iter().all(|marker| [0xe0, 0xdb, 0xc0, 0xc4].contains(marker)), "{:x?}", markers(&clean));
    assert!(markers(&file).contains(&0xe1));
    assert_eq!(clean[clean.len() - 2..], [0xff, 0xd9], "nothing follows the picture");
}

#[test]
fn nothing_but_the_pixels_is_left_of_a_png() {
    let file = png(&rgb());
    let (clean, _, _) = picture(&file, Media::Png);
    for canary in CANARIES {
        assert!(!holds(&clean, canary), "{}", String::from_utf8_lossy(canary));
    }
    assert_eq!(chunks(&clean), ["IHDR", "IDAT", "IEND"]);
}

#[test]
fn nothing_but_the_pixels_is_left_of_a_webp() {
    let file = webp();
    assert!(CANARIES.iter().all(|canary| holds(&file, canary)), "the sample itself must hold them");
    let (clean, _, _) = picture(&file, Media::Jpeg);
    for canary in CANARIES {
        assert!(!holds(&clean, canary), "{}", String::from_utf8_lossy(canary));
    }
}

#[test]
fn a_picture_is_turned_as_the_camera_said_before_that_is_forgotten() {
    for (file, media) in [(jpeg(), Media::Jpeg), (png(&rgb()), Media::Png), (webp(), Media::Jpeg)] {
        let (clean, width, height) = picture(&file, media);
        assert_eq!((width, height), (20, 40), "{media:?}");
        let turned = image::load_from_memory(&clean).unwrap().to_rgb8();
        // What was dark in the upper left is dark in the upper right after a quarter turn.
        assert!(turned.get_pixel(17, 2).0[0] < 60 && turned.get_pixel(2, 2).0[0] > 200, "{media:?}");
    }
}

#[test]
fn what_can_be_seen_through_stays_so() {
    let seen_through =
        DynamicImage::ImageRgba16(image::ImageBuffer::from_pixel(4, 4, image::Rgba([65535, 0, 0, 32768])));
    let (clean, _, _) = picture(&png(&seen_through), Media::Png);
    assert_eq!(image::load_from_memory(&clean).unwrap().to_rgba8().get_pixel(0, 0).0, [255, 0, 0, 128]);
}

#[test]
fn a_small_file_that_claims_to_be_huge_is_refused_before_it_fills_the_memory() {
    let mut file = png(&rgb());
    for (width, height) in [(60_000_u32, 60_000_u32), (16_000, 16_000), (16_385, 1)] {
        let header = [&width.to_be_bytes()[..], &height.to_be_bytes(), &[8, 2, 0, 0, 0]].concat();
        file.splice(8..PNG_HEAD, chunk(b"IHDR", &header));
        assert_eq!(not_shown(&file), NotShown::TooManyPixels { width, height });
    }
    let mut file = jpeg();
    let frame = file.windows(2).position(|pair| pair == [0xff, 0xc0]).unwrap();
    file[frame + 5..frame + 9].fill(0xff);
    let why = not_shown(&file);
    assert_eq!(why, NotShown::TooManyPixels { width: 65_535, height: 65_535 });
    assert!(why.to_string().contains("65535 × 65535 bildpunkter"), "{why}");
}

#[test]
fn a_damaged_picture_is_refused_and_takes_nobody_down() {
    for whole in [jpeg(), png(&rgb()), webp()] {
        for length in [8, 12, 40, whole.len() / 2] {
            // A cut picture may still show its upper half; it must not panic and not show what it says of itself.
            if let Clean::Picture { bytes, .. } = clean(&whole[..length]) {
                assert!(CANARIES.iter().all(|canary| !holds(&bytes, canary)));
            }
        }
    }
    assert_eq!(not_shown(&png(&rgb())[..PNG_HEAD]), NotShown::Damaged);
    let mut large = png(&rgb());
    large.resize((64 << 20) + 1, 0);
    assert!(matches!(not_shown(&large), NotShown::TooLarge { .. }));
}

#[test]
fn text_is_escaped_and_its_line_ends_are_one() {
    let (html, encoding) = text("<script>alert('x')</script> & \"å\"\r\nrad två\rrad tre\n\ttabb".as_bytes());
    assert_eq!(encoding, Encoding::Utf8);
    assert_eq!(html, "&lt;script&gt;alert(&#39;x&#39;)&lt;/script&gt; &amp; &quot;å&quot;\nrad två\nrad tre\n\ttabb");
}

#[test]
fn text_of_older_systems_is_read_as_windows_1252() {
    let (html, encoding) = text(b"Sk\xe5neg\xe5rden, 100 \x80");
    assert_eq!((html.as_str(), encoding.name()), ("Skånegården, 100 €", "Windows-1252"));
    assert_eq!(text("\u{feff}Å".as_bytes()).0, "Å");
}

#[test]
fn signs_that_cannot_be_seen_are_shown() {
    assert_eq!(text("a\u{1b}[31mb\u{7f}\u{8}".as_bytes()).0, "a␛[31mb␡␈");
    assert_eq!(text("faktura\u{202e}gpj.exe".as_bytes()).0, "faktura⟦U+202E⟧gpj.exe");
    assert_eq!(text("a\u{200b}b\u{85}".as_bytes()).0, "a⟦U+200B⟧b⟦U+0085⟧");
}

#[test]
fn a_long_text_is_cut_between_signs_and_says_how_much() {
    let long = "å".repeat(400_000);
    let Clean::Text { html, left_out, .. } = clean(long.as_bytes()) else { panic!("no text") };
    assert_eq!(html.len() + left_out, 800_000);
    assert_eq!(html.len(), 512 << 10);
    let Clean::Text { html, left_out, encoding } = clean(&vec![0xe5; 600_000]) else { panic!("no text") };
    assert_eq!((html.chars().count() + left_out, encoding), (600_000, Encoding::Windows1252));
}

#[test]
fn everything_else_is_not_shown_and_says_what_to_do() {
    for file in [
        &b"%PDF-1.7\n1 0 obj"[..],
        b"{\\rtf1\\ansi hej}",
        b"PK\x03\x04\x14\x00\x06\x00",
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1",
        b"GIF89a\x01\x00\x01\x00",
        b"BM\x36\x00\x00\x00\x00\x00",
        b"MZ\x90\x00\x03",
        b"\x7fELF\x02\x01\x01\x00",
        b"II*\0\x08\0\0\0",
        b"text with a \0 in it",
        b"\xff\xfeU\0T\0F\0",
        b"no text \x81\x8d",
    ] {
        assert_eq!(not_shown(file), NotShown::Kind, "{file:?}");
    }
    assert_eq!(NotShown::Kind.to_string(), "filen visas inte här: exportera den och öppna den på din egen dator");
    assert_eq!(not_shown(b""), NotShown::Empty);
}

#[test]
fn a_drawing_that_could_run_a_script_is_shown_as_its_text() {
    let (html, _) = text(b"<svg xmlns=\"http://www.w3.org/2000/svg\"><script>x</script></svg>");
    assert!(html.starts_with("&lt;svg") && !html.contains('<'));
}
