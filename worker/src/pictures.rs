//! Small pictures of pictures, made anew from what is seen: nothing else that a file carries (where it was taken, what was
//! hidden behind its end) gets into them.
//!
//! Pictures come from people, so a decoder is given no more than it may use: the size is asked of the header before
//! anything is decoded, memory is bounded, and a decoder that panics takes nothing down.

use std::{io::Cursor, panic::catch_unwind};

use image::{DynamicImage, ImageDecoder, ImageFormat, ImageReader, Limits, codecs::jpeg::JpegEncoder};
use shared::domain::MediaType;

/// The longest edge of a small picture, in pixels.
const EDGE: u32 = 320;
/// Pictures with more pixels get no small one.
const PIXELS_MAX: u64 = 50_000_000;
/// What decoding one may take, in bytes: 50 megapixels with four bytes each, and room to work.
const MEMORY_MAX: u64 = 256 << 20;
const JPEG_QUALITY: u8 = 82;

/// A small picture and its type, or why there is none.
pub(crate) fn thumbnail(media_type: MediaType, content: &[u8]) -> Result<(MediaType, Vec<u8>), String> {
    catch_unwind(|| shrink(media_type, content)).unwrap_or_else(|_| Err("its decoder panicked".to_owned()))
}

fn shrink(media_type: MediaType, content: &[u8]) -> Result<(MediaType, Vec<u8>), String> {
    let format = match media_type {
        MediaType::Png => ImageFormat::Png,
        MediaType::Jpeg => ImageFormat::Jpeg,
        MediaType::Gif => ImageFormat::Gif,
        MediaType::Webp => ImageFormat::WebP,
        other => return Err(format!("{other} is no picture")),
    };
    let mut limits = Limits::default();
    limits.max_alloc = Some(MEMORY_MAX);
    let mut reader = ImageReader::with_format(Cursor::new(content), format);
    reader.limits(limits);
    let mut decoder = reader.into_decoder().map_err(|error| error.to_string())?;
    let (width, height) = decoder.dimensions();
    if u64::from(width) * u64::from(height) > PIXELS_MAX || decoder.total_bytes() > MEMORY_MAX {
        return Err(format!("it has {width} × {height} pixels"));
    }
    let orientation = decoder.orientation().map_err(|error| error.to_string())?;
    let mut picture = DynamicImage::from_decoder(decoder).map_err(|error| error.to_string())?;
    if width > EDGE || height > EDGE {
        picture = picture.thumbnail(EDGE, EDGE);
    }
    picture.apply_orientation(orientation);
    encode(&picture).map_err(|error| error.to_string())
}

/// JPEG, or PNG for what one can see through.
fn encode(picture: &DynamicImage) -> image::ImageResult<(MediaType, Vec<u8>)> {
    let mut out = Cursor::new(Vec::new());
    let media_type = if picture.color().has_alpha() {
        DynamicImage::from(picture.to_rgba8()).write_to(&mut out, ImageFormat::Png)?;
        MediaType::Png
    } else {
        picture.to_rgb8().write_with_encoder(JpegEncoder::new_with_quality(&mut out, JPEG_QUALITY))?;
        MediaType::Jpeg
    };
    Ok((media_type, out.into_inner()))
}

#[cfg(test)]
mod tests {
    use image::{Rgb, RgbImage, RgbaImage};

    use super::*;

    fn written(picture: impl Into<DynamicImage>, format: ImageFormat) -> Vec<u8> {
        let mut out = Cursor::new(Vec::new());
        picture.into().write_to(&mut out, format).unwrap();
        out.into_inner()
    }

    fn seen(content: &[u8]) -> DynamicImage {
        image::load_from_memory(content).unwrap()
    }

    #[test]
    fn a_small_picture_looks_like_the_large_one() {
        let red = RgbImage::from_pixel(1_000, 500, Rgb([200, 0, 0]));
        for (format, media_type) in [
            (ImageFormat::Png, MediaType::Png),
            (ImageFormat::Jpeg, MediaType::Jpeg),
            (ImageFormat::Gif, MediaType::Gif),
            (ImageFormat::WebP, MediaType::Webp),
        ] {
            let (made, small) = thumbnail(media_type, &written(red.clone(), format)).unwrap();
            let small = seen(&small);
            assert_eq!((small.width(), small.height()), (320, 160), "{format:?}");
            assert!(matches!(made, MediaType::Jpeg | MediaType::Png));
            let Rgb([red, green, _]) = small.to_rgb8()[(160, 80)];
            assert!(red > 180 && green < 20, "{format:?}: {red} {green}");
        }
    }

    #[test]
    fn what_can_be_seen_through_stays_so_and_small_ones_do_not_grow() {
        let (made, small) = thumbnail(MediaType::Png, &written(RgbaImage::new(10, 20), ImageFormat::Png)).unwrap();
        assert_eq!(made, MediaType::Png);
        let small = seen(&small);
        assert_eq!((small.width(), small.height(), small.to_rgba8()[(0, 0)].0[3]), (10, 20, 0));
    }

    #[test]
    fn a_picture_taken_sideways_is_turned_and_loses_what_it_told() {
        let jpeg = written(RgbImage::from_pixel(400, 200, Rgb([0, 0, 200])), ImageFormat::Jpeg);
        // Exif: turned by 90° (6), and a comment.
        let exif = b"Exif\0\0MM\0*\0\0\0\x08\0\x01\x01\x12\0\x03\0\0\0\x01\0\x06\0\0\0\0\0\0secret place";
        let length = u16::try_from(exif.len() + 2).unwrap().to_be_bytes();
        let turned = [&jpeg[..2], &[0xFF, 0xE1], &length, exif, &jpeg[2..]].concat();
        let (_, small) = thumbnail(MediaType::Jpeg, &turned).unwrap();
        assert_eq!((seen(&small).width(), seen(&small).height()), (160, 320));
        assert!(!small.windows(6).any(|bytes| bytes == b"secret" || bytes == b"Exif\0\0"));
    }

    #[test]
    fn broken_and_enormous_pictures_are_given_up_at_once() {
        let png = written(RgbImage::new(30, 30), ImageFormat::Png);
        for length in 0..png.len() - 12 {
            assert!(thumbnail(MediaType::Png, &png[..length]).is_err(), "{length}");
        }
        // The header of a GIF says 65,535 × 65,535.
        let mut gif = written(RgbaImage::new(1, 1), ImageFormat::Gif);
        gif[6..10].copy_from_slice(&[0xFF; 4]);
        assert!(thumbnail(MediaType::Gif, &gif).unwrap_err().contains("pixels"));
        // And that of a PNG 60,000 × 60,000, with the right check sum.
        let mut large = png.clone();
        large[16..24].copy_from_slice(&[0, 0, 0xEA, 0x60, 0, 0, 0xEA, 0x60]);
        let sum = large[12..29].iter().fold(!0_u32, |sum, byte| {
            (0..8).fold(sum ^ u32::from(*byte), |sum, _| if sum & 1 == 1 { sum >> 1 ^ 0xEDB8_8320 } else { sum >> 1 })
        });
        large[29..33].copy_from_slice(&(!sum).to_be_bytes());
        let why = thumbnail(MediaType::Png, &large).unwrap_err();
        assert!(why.contains("pixels") || why.contains("limit"), "{why}");
    }
}
