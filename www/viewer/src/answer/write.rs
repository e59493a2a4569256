//! Traces written as files, handed on in parts: no text is ever whole in memory.

use std::io::{self, Write};

use interleave::trace::Trace;
use interleave::trace::export::{Run, Stretch, svg_of_stretch, write_chrome, write_chrome_with, write_csv};
use interleave::trace::import::Texts;
use interleave_viewer::Format;
use js_sys::{Array, Function, Uint8Array};
use wasm_bindgen::prelude::*;

use super::shown::shown;
use crate::opened::Opened;
use crate::scale::duration;
use crate::viewer::{Viewer, with};

/// Bytes of a part.
const PART: usize = 1 << 20;

/// Writes a trace; `part` is called with its bytes, one `Uint8Array` after the other, and `read`, where there is a file,
/// gives its text from a place on, as a `Uint8Array` of as many bytes as are asked for. Returns the file's name and type.
///
/// # Errors
/// Where there is no such trace or format, or its file cannot be read any more.
#[wasm_bindgen]
pub fn write(slot: u32, format: JsValue, part: &Function, read: Option<Function>) -> Result<Array, JsError> {
    let format: Format = serde_wasm_bindgen::from_value(format)?;
    with(|viewer| {
        let opened = viewer.opened(slot).ok_or_else(|| JsError::new("There is no trace to write."))?;
        let mut parts = Parts { part, bytes: Vec::with_capacity(PART) };
        let (ending, kind) = match format {
            Format::Svg => parts.write_all(viewer.figure().as_bytes()).map(|()| ("svg", "image/svg+xml"))?,
            _ => write_to(&mut parts, opened, format, read.as_ref())?,
        };
        parts.flush()?;
        Ok(Array::of2(&file_name(opened, ending).into(), &kind.into()))
    })
}

/// What to call a picture of what is shown.
#[wasm_bindgen(js_name = pictureName)]
pub fn picture_name(slot: u32) -> String {
    with(|viewer| viewer.opened(slot).map_or_else(|| "trace.png".to_owned(), |opened| file_name(opened, "png")))
}

impl Viewer {
    /// What is shown as a figure: the stretch and the lanes of all open traces, on their common axis.
    pub(super) fn figure(&self) -> String {
        let (start_ns, end_ns) = (self.view.start_ns.max(0.0), self.view.end_ns.max(0.0));
        let mut parts: Vec<(&Opened, Trace)> = Vec::new();
        let mut origins_ns = Vec::new();
        for (slot, opened) in (0u32..).zip(&self.slots) {
            let Some(opened) = opened else { continue };
            let own_ns = [start_ns, end_ns].map(|time_ns| self.own_time(slot, time_ns));
            let lanes = self.arranged.shown().filter(|shown| shown.0 == slot);
            let lanes: Vec<_> = lanes.map(|(_, lane)| (lane, self.arranged.rows(slot, lane))).collect();
            parts.push((opened, shown(&opened.trace, (own_ns[0].max(0.0) as u64, own_ns[1].max(0.0) as u64), &lanes)));
            origins_ns.push(own_ns[0].round() as i64);
        }
        let runs: Vec<Run> = parts.iter().map(|(opened, trace)| Run { title: &opened.name, trace }).collect();
        let said = |(opened, _): &(&Opened, Trace)| {
            let facts = &opened.summary;
            let took = duration(facts.wall_ns);
            format!(
                "{}: {took} in {} lanes, at most {} at once.",
                opened.name,
                facts.lanes.len(),
                facts.max_parallelism
            )
        };
        let summary = parts.iter().map(said).collect::<Vec<_>>().join(" ");
        let stretch = Stretch { start_ns: start_ns as u64, end_ns: end_ns.ceil() as u64, origins_ns: &origins_ns };
        svg_of_stretch(&runs, &summary, stretch)
    }
}

fn write_to(
    out: &mut impl Write,
    opened: &Opened,
    format: Format,
    read: Option<&Function>,
) -> io::Result<(&'static str, &'static str)> {
    let run = [Run { title: &opened.name, trace: &opened.trace }];
    match format {
        Format::Chrome => match read {
            Some(read) => write_chrome_with(&opened.trace, texts(opened, read), out),
            None => write_chrome(&opened.trace, out),
        }
        .map(|()| ("trace.json", "application/json")),
        Format::Csv => write_csv(&run, out).map(|()| ("csv", "text/csv")),
        // A figure is of all that is shown; the canvas is encoded by the browser.
        Format::Svg | Format::Png => Ok(("png", "image/png")),
    }
}

/// The text of the file that a trace came from.
fn texts<'a>(opened: &'a Opened, read: &'a Function) -> Texts<'a> {
    Texts::new(&opened.frames, |start, count| {
        let text = read.call2(&JsValue::NULL, &JsValue::from(start as f64), &JsValue::from(count as f64));
        let text = text.ok().and_then(|text| text.dyn_into::<Uint8Array>().ok());
        text.map(|text| text.to_vec()).ok_or_else(|| io::Error::other("the file cannot be read any more"))
    })
}

/// The file's own name with another ending.
fn file_name(opened: &Opened, ending: &str) -> String {
    let mut stem = opened.name.as_str();
    for known in [".gz", ".json", ".trace"] {
        stem = stem.strip_suffix(known).unwrap_or(stem);
    }
    format!("{}.{ending}", if stem.is_empty() { "trace" } else { stem })
}

struct Parts<'a> {
    part: &'a Function,
    bytes: Vec<u8>,
}

impl Write for Parts<'_> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        if self.bytes.len() + bytes.len() > PART {
            self.flush()?;
        }
        self.bytes.extend_from_slice(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        if !self.bytes.is_empty() {
            let copy = Uint8Array::new_from_slice(&self.bytes);
            self.bytes.clear();
            self.part.call1(&JsValue::NULL, &copy).map_err(|_| io::Error::other("the part was not taken"))?;
        }
        Ok(())
    }
}
