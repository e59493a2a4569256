//! The icons, drawn from one description: the mark of the page's header, two lanes with the same tasks, interleaved and
//! side by side.
//!
//! They are made with each build, so that nothing is committed that nobody can read. A picture of few rectangles needs
//! no library: pixels are the share of them that a rectangle covers.

use std::fmt::Write as _;
use std::fs;
use std::io::Write as _;
use std::path::Path;

use anyhow::Result;
use flate2::write::ZlibEncoder;
use flate2::{Compression, Crc};

/// What is drawn: the side of the square it stands in, its ground, and rectangles from back to front.
const SIDE: f64 = 32.0;
const GROUND: Rgb = [0xfb, 0xfa, 0xf8];
/// How far the ground's corners are rounded.
const CORNER: f64 = 6.0;
const BLUE: Rgb = [0x00, 0x72, 0xb2];
const ORANGE: Rgb = [0xe6, 0x9f, 0x00];
const GREEN: Rgb = [0x00, 0x9e, 0x73];
/// Left, top, width, height, colour.
const RECTANGLES: [(f64, f64, f64, f64, Rgb); 5] = [
    (5.0, 9.0, 9.0, 6.0, BLUE),
    (16.0, 9.0, 11.0, 6.0, ORANGE),
    (5.0, 18.0, 5.0, 6.0, ORANGE),
    (12.0, 18.0, 6.0, 6.0, GREEN),
    (20.0, 18.0, 7.0, 6.0, BLUE),
];
/// How far the corners of tasks are rounded.
const TASK_CORNER: f64 = 1.0;
/// Points a pixel and direction at which it is asked what covers it.
const SAMPLES: u32 = 4;

type Rgb = [u8; 3];

/// Writes the icons of the manifest into `folder`. Masks of any form are cut from the last one, whose ground fills it.
///
/// # Errors
/// When a file cannot be written.
pub fn write(folder: &Path) -> Result<()> {
    fs::create_dir_all(folder)?;
    fs::write(folder.join("icon.svg"), svg())?;
    fs::write(folder.join("icon-192.png"), png(192, false)?)?;
    fs::write(folder.join("icon-512.png"), png(512, false)?)?;
    // Apple's systems round the corners themselves.
    fs::write(folder.join("icon-180.png"), png(180, true)?)?;
    fs::write(folder.join("icon-mask-512.png"), png(512, true)?)?;
    Ok(())
}

fn svg() -> String {
    let mut text = format!("<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {SIDE} {SIDE}\">");
    let mut rectangle = |x: f64, y: f64, width: f64, height: f64, corner: f64, [r, g, b]: Rgb| {
        let _ = write!(
            text,
            "<rect x=\"{x}\" y=\"{y}\" width=\"{width}\" height=\"{height}\" rx=\"{corner}\" \
            fill=\"#{r:02x}{g:02x}{b:02x}\"/>"
        );
    };
    rectangle(0.0, 0.0, SIDE, SIDE, CORNER, GROUND);
    for (x, y, width, height, colour) in RECTANGLES {
        rectangle(x, y, width, height, TASK_CORNER, colour);
    }
    text + "</svg>\n"
}

/// Whether a rectangle with rounded corners covers a point.
fn covers(x: f64, y: f64, left: f64, top: f64, width: f64, height: f64, corner: f64) -> bool {
    // How far the point is outside the rectangle that the corners' centres make.
    let outside = |at: f64, start: f64, length: f64| (start + corner - at).max(at - (start + length - corner)).max(0.0);
    let (dx, dy) = (outside(x, left, width), outside(y, top, height));
    dx * dx + dy * dy <= corner * corner
}

/// The picture's colour at a point, and whether there is any.
fn colour(x: f64, y: f64, is_full: bool) -> Option<Rgb> {
    if !is_full && !covers(x, y, 0.0, 0.0, SIDE, SIDE, CORNER) {
        return None;
    }
    let found = RECTANGLES
        .iter()
        .rev()
        .find(|(left, top, width, height, _)| covers(x, y, *left, *top, *width, *height, TASK_CORNER));
    Some(found.map_or(GROUND, |rectangle| rectangle.4))
}

/// Rows of red, green, blue and opacity, each behind a byte that says that it is not filtered.
fn pixels(side: u32, is_full: bool) -> Vec<u8> {
    let mut bytes = Vec::with_capacity((side * (side * 4 + 1)) as usize);
    let scale = SIDE / f64::from(side);
    for row in 0..side {
        bytes.push(0);
        for column in 0..side {
            // Where the corners agree so does all between them: nothing drawn is thinner than a pixel.
            let corners = [(0, 0), (1, 0), (0, 1), (1, 1)]
                .map(|(x, y)| colour(f64::from(column + x) * scale, f64::from(row + y) * scale, is_full));
            if let [Some([r, g, b]), rest @ ..] = corners
                && rest.iter().all(|corner| *corner == corners[0])
            {
                bytes.extend([r, g, b, 255]);
                continue;
            }
            let (mut sums, mut covered) = ([0; 3], 0);
            for sample in 0..SAMPLES * SAMPLES {
                let at =
                    |pixel: u32, part: u32| (f64::from(pixel) + (f64::from(part) + 0.5) / f64::from(SAMPLES)) * scale;
                if let Some(rgb) = colour(at(column, sample % SAMPLES), at(row, sample / SAMPLES), is_full) {
                    covered += 1;
                    for (sum, part) in sums.iter_mut().zip(rgb) {
                        *sum += u32::from(part);
                    }
                }
            }
            bytes.extend(sums.map(|sum| (sum / covered.max(1)) as u8));
            bytes.push((covered * 255 / (SAMPLES * SAMPLES)) as u8);
        }
    }
    bytes
}

/// As the PNG specification (second edition, 2003) has it: a header, one piece of data, an end.
fn png(side: u32, is_full: bool) -> Result<Vec<u8>> {
    let mut header = [side.to_be_bytes(), side.to_be_bytes()].concat();
    // 8 bits a channel, colour with opacity, the only compression and filters there are, no interlacing.
    header.extend([8, 6, 0, 0, 0]);
    let mut encoder = ZlibEncoder::new(Vec::new(), Compression::best());
    encoder.write_all(&pixels(side, is_full))?;
    let mut bytes = b"\x89PNG\r\n\x1a\n".to_vec();
    for (kind, data) in [(b"IHDR", header), (b"IDAT", encoder.finish()?), (b"IEND", Vec::new())] {
        bytes.extend((data.len() as u32).to_be_bytes());
        let body = [kind.as_slice(), &data].concat();
        let mut crc = Crc::new();
        crc.update(&body);
        bytes.extend(body);
        bytes.extend(crc.sum().to_be_bytes());
    }
    Ok(bytes)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The pixel of a picture of `side` pixels at a place of the description.
    fn pixel(side: u32, is_full: bool, x: f64, y: f64) -> [u8; 4] {
        let scale = f64::from(side) / SIDE;
        let (column, row) = ((x * scale) as usize, (y * scale) as usize);
        let at = row * (side as usize * 4 + 1) + 1 + column * 4;
        pixels(side, is_full)[at..at + 4].try_into().unwrap()
    }

    #[test]
    fn pixels_have_the_colours_of_the_rectangles() {
        assert_eq!(pixel(64, false, 9.0, 12.0), [0x00, 0x72, 0xb2, 255]);
        assert_eq!(pixel(64, false, 20.0, 12.0), [0xe6, 0x9f, 0x00, 255]);
        assert_eq!(pixel(64, false, 15.0, 12.0), [0xfb, 0xfa, 0xf8, 255]);
    }

    #[test]
    fn corners_are_open_unless_a_mask_is_to_be_cut_from_the_picture() {
        assert_eq!(pixel(64, false, 0.0, 0.0)[3], 0);
        assert_eq!(pixel(64, true, 0.0, 0.0), [0xfb, 0xfa, 0xf8, 255]);
    }

    #[test]
    fn the_file_has_its_size_in_its_header() {
        let file = png(8, false).unwrap();
        assert_eq!(&file[..8], b"\x89PNG\r\n\x1a\n");
        assert_eq!(&file[12..24], b"IHDR\0\0\0\x08\0\0\0\x08");
        assert_eq!(&file[file.len() - 12..], b"\0\0\0\0IEND\xae\x42\x60\x82");
    }
}
