//! Pictures: decoded within limits, turned as the camera says, encoded anew.

use std::{
    io::Cursor,
    panic::{self, AssertUnwindSafe},
};

use image::{
    DynamicImage, ImageDecoder, ImageError, ImageFormat, ImageReader, Limits,
    codecs::jpeg::JpegEncoder,
    codecs::png::{CompressionType, FilterType, PngEncoder},
};

use super::{Clean, Media, NotShown};

/// The largest file that is decoded.
const MOST_BYTES: usize = 64 << 20;
/// The most pixels: what the largest common cameras and scanners give.
const MOST_PIXELS: u64 = 50_000_000;
/// The longest side.
const MOST_SIDE: u32 = 16_384;
/// The most memory that a decoder may ask for: all those pixels in four bytes each, and room to work in.
const MOST_MEMORY: u64 = 256 << 20;
/// Of JPEG: what is lost is not seen.
const QUALITY: u8 = 90;

/// A picture of a kind that is shown.
pub(super) fn kind(file: &[u8]) -> Option<ImageFormat> {
    let kind = image::guess_format(file).ok()?;
    matches!(kind, ImageFormat::Jpeg | ImageFormat::Png | ImageFormat::WebP).then_some(kind)
}

/// The picture encoded anew. What a decoder stumbles on, it is damaged; it takes nobody down.
pub(super) fn clean(file: &[u8], kind: ImageFormat) -> Result<Clean, NotShown> {
    if file.len() > MOST_BYTES {
        return Err(NotShown::TooLarge { bytes: file.len(), most: MOST_BYTES });
    }
    panic::catch_unwind(AssertUnwindSafe(|| encode(decode(file, kind)?, kind))).unwrap_or(Err(NotShown::Damaged))
}

fn decode(file: &[u8], kind: ImageFormat) -> Result<DynamicImage, NotShown> {
    let mut limits = Limits::no_limits();
    limits.max_alloc = Some(MOST_MEMORY);
    let mut reader = ImageReader::with_format(Cursor::new(file), kind);
    reader.limits(limits);
    let mut decoder = reader.into_decoder().map_err(|_| NotShown::Damaged)?;
    let (width, height) = decoder.dimensions();
    if width > MOST_SIDE || height > MOST_SIDE || u64::from(width) * u64::from(height) > MOST_PIXELS {
        return Err(NotShown::TooManyPixels { width, height });
    }
    let turned = decoder.orientation();
    let mut image = DynamicImage::from_decoder(decoder).map_err(|error| match error {
        ImageError::Limits(_) => NotShown::TooManyPixels { width, height },
        _ => NotShown::Damaged,
    })?;
    if let Ok(turned) = turned {
        image.apply_orientation(turned);
    }
    Ok(image)
}

fn encode(image: DynamicImage, kind: ImageFormat) -> Result<Clean, NotShown> {
    let mut bytes = Vec::new();
    let (width, height) = (image.width(), image.height());
    let alpha = image.color().has_alpha();
    let media = if kind != ImageFormat::Png && !alpha { Media::Jpeg } else { Media::Png };
    let written = match media {
        Media::Jpeg => image.into_rgb8().write_with_encoder(JpegEncoder::new_with_quality(&mut bytes, QUALITY)),
        Media::Png => {
            let png = PngEncoder::new_with_quality(&mut bytes, CompressionType::Fast, FilterType::Adaptive);
            if alpha { image.into_rgba8().write_with_encoder(png) } else { image.into_rgb8().write_with_encoder(png) }
        }
    };
    written.map_err(|_| NotShown::Damaged)?;
    Ok(Clean::Picture { bytes, media, width, height })
}
