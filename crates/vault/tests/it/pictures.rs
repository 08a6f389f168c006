//! Pictures as people upload them, made by hand: with the place they were taken, a thumbnail, remarks, and a tail.

use image::{
    DynamicImage, ExtendedColorType, ImageEncoder as _, RgbImage,
    codecs::{jpeg::JpegEncoder, png::PngEncoder, webp::WebPEncoder},
};

/// What must not be left in a clean copy. Each stands in one of the places below.
pub(crate) const CANARIES: [&[u8]; 6] =
    [b"KAN-EXIF", b"KAN-THUMB", b"KAN-XMP", b"KAN-REMARK", b"KAN-TAIL", b"KAN-IPTC"];

/// A picture that is wider than high and dark in its upper left corner.
fn pixels() -> RgbImage {
    RgbImage::from_fn(
        40,
        20,
        |x, y| {
            if x < 10 && y < 10 { image::Rgb([10, 10, 10]) } else { image::Rgb([250, 200, 180]) }
        },
    )
}

/// An Exif block: turned a quarter, GPS position and a remark, then a second picture as thumbnail.
fn exif() -> Vec<u8> {
    let mut tiff = b"II*\0\x08\0\0\0".to_vec();
    let entry = |tiff: &mut Vec<u8>, tag: u16, kind: u16, count: u32, value: u32| {
        tiff.extend([tag.to_le_bytes(), kind.to_le_bytes()].concat());
        tiff.extend([count.to_le_bytes(), value.to_le_bytes()].concat());
    };
    // 3 entries at 8, next directory at 50.
    tiff.extend(3_u16.to_le_bytes());
    entry(&mut tiff, 0x010f, 2, 9, 200);
    entry(&mut tiff, 0x0112, 3, 1, 6);
    entry(&mut tiff, 0x8825, 4, 1, 100);
    tiff.extend(50_u32.to_le_bytes());
    tiff.resize(50, 0);
    // The thumbnail's directory.
    tiff.extend(2_u16.to_le_bytes());
    entry(&mut tiff, 0x0201, 4, 1, 220);
    entry(&mut tiff, 0x0202, 4, 1, 9);
    tiff.extend(0_u32.to_le_bytes());
    tiff.resize(100, 0);
    // GPS: latitude reference and latitude.
    tiff.extend(2_u16.to_le_bytes());
    entry(&mut tiff, 0x0001, 2, 2, u32::from(b'N'));
    entry(&mut tiff, 0x0002, 5, 3, 140);
    tiff.extend(0_u32.to_le_bytes());
    tiff.resize(140, 0);
    for part in [59_u32, 1, 19, 1, 30, 1] {
        tiff.extend(part.to_le_bytes());
    }
    tiff.resize(200, 0);
    tiff.extend(b"KAN-EXIF\0");
    tiff.resize(220, 0);
    tiff.extend(b"KAN-THUMB");
    tiff
}

fn segment(marker: u8, content: &[u8]) -> Vec<u8> {
    [&[0xff, marker], &u16::try_from(content.len() + 2).unwrap().to_be_bytes()[..], content].concat()
}

pub(crate) fn jpeg() -> Vec<u8> {
    let mut plain = Vec::new();
    JpegEncoder::new_with_quality(&mut plain, 95).encode_image(&pixels()).unwrap();
    let mut file = plain[..2].to_vec();
    file.extend(segment(0xe1, &[b"Exif\0\0", exif().as_slice()].concat()));
    file.extend(segment(0xe1, b"http://ns.adobe.com/xap/1.0/\0<x:xmpmeta>KAN-XMP</x:xmpmeta>"));
    file.extend(segment(0xed, b"Photoshop 3.0\08BIM KAN-IPTC"));
    file.extend(segment(0xfe, b"KAN-REMARK"));
    file.extend(&plain[2..]);
    file.extend(b"KAN-TAIL");
    file
}

fn crc(bytes: &[u8]) -> u32 {
    !bytes.iter().fold(u32::MAX, |crc, byte| {
        (0..8).fold(crc ^ u32::from(*byte), |crc, _| if crc & 1 == 1 { crc >> 1 ^ 0xedb8_8320 } else { crc >> 1 })
    })
}

pub(crate) fn chunk(kind: &[u8; 4], content: &[u8]) -> Vec<u8> {
    let named = [kind.as_slice(), content].concat();
    [&u32::try_from(content.len()).unwrap().to_be_bytes(), named.as_slice(), &crc(&named).to_be_bytes()].concat()
}

/// Signature and header chunk.
pub(crate) const PNG_HEAD: usize = 33;

pub(crate) fn png(image: &DynamicImage) -> Vec<u8> {
    let mut plain = Vec::new();
    image.write_with_encoder(PngEncoder::new(&mut plain)).unwrap();
    let mut file = plain[..PNG_HEAD].to_vec();
    file.extend(chunk(b"eXIf", &exif()));
    file.extend(chunk(b"tEXt", b"Comment\0KAN-REMARK"));
    file.extend(chunk(b"iTXt", b"XML:com.adobe.xmp\0\0\0\0\0<x>KAN-XMP</x>"));
    file.extend(chunk(b"tIME", &[7, 234, 11, 22, 9, 0, 0]));
    file.extend(&plain[PNG_HEAD..]);
    file.extend(b"KAN-TAIL KAN-IPTC");
    file
}

pub(crate) fn rgb() -> DynamicImage {
    DynamicImage::ImageRgb8(pixels())
}

pub(crate) fn webp() -> Vec<u8> {
    let mut plain = Vec::new();
    WebPEncoder::new_lossless(&mut plain).write_image(pixels().as_raw(), 40, 20, ExtendedColorType::Rgb8).unwrap();
    let riff = |kind: &[u8; 4], content: &[u8]| {
        let mut chunk = [kind.as_slice(), &u32::try_from(content.len()).unwrap().to_le_bytes(), content].concat();
        if content.len() % 2 == 1 {
            chunk.push(0);
        }
        chunk
    };
    // Exif and XMP follow; 40 × 20 pixels, less one each.
    let body = [
        b"WEBP".to_vec(),
        riff(b"VP8X", &[0x0c, 0, 0, 0, 39, 0, 0, 19, 0, 0]),
        plain[12..].to_vec(),
        riff(b"EXIF", &exif()),
        riff(b"XMP ", b"<x>KAN-XMP KAN-REMARK KAN-IPTC KAN-TAIL</x>"),
    ]
    .concat();
    riff(b"RIFF", &body)
}
