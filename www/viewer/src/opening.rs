//! Importing a file that arrives in pieces. `worker.js` reads them; between two it hears whether to go on.

use interleave::trace::import::{Imported, Importer, Warning};
use interleave::trace::raw;
use interleave_viewer::{Reply, WarningFacts};
use wasm_bindgen::prelude::*;

use crate::opened::Opened;
use crate::post::{now_ms, say};
use crate::viewer::with;

/// How often progress is told, in milliseconds.
const TELL_EVERY_MS: f64 = 80.0;

/// An import under way.
pub struct Opening {
    name: String,
    total_bytes: f64,
    bytes: f64,
    told_ms: f64,
    source: Source,
}

enum Source {
    /// Nothing has arrived yet.
    New,
    /// A trace file.
    File(Box<Importer>),
    /// A trace of this build, handed over as it is.
    Handed(Vec<u8>),
}

impl Opening {
    fn push(&mut self, piece: &[u8]) -> Result<(), String> {
        if matches!(self.source, Source::New) {
            let is_handed = piece.starts_with(raw::MAGIC);
            self.source = if is_handed { Source::Handed(Vec::new()) } else { Source::File(Box::default()) };
        }
        self.bytes += piece.len() as f64;
        match &mut self.source {
            Source::New => Ok(()),
            Source::File(importer) => importer.push(piece).map_err(|error| error.to_string()),
            Source::Handed(bytes) => {
                bytes.extend_from_slice(piece);
                Ok(())
            }
        }
    }

    fn events(&self) -> f64 {
        if let Source::File(importer) = &self.source { importer.event_count() as f64 } else { 0.0 }
    }

    fn finish(self) -> Result<Opened, String> {
        let imported = match self.source {
            Source::New => Importer::new().finish().map_err(|error| error.to_string())?,
            Source::File(importer) => importer.finish().map_err(|error| error.to_string())?,
            Source::Handed(bytes) => {
                let trace = raw::decode(&bytes).map_err(|error| error.to_string())?;
                Imported { events: trace.slice_count() as u64, trace, ..Imported::default() }
            }
        };
        let Imported { trace, events, warnings, more_warnings, .. } = imported;
        let mut opened = Opened::of(self.name, trace);
        let facts = |warning: Warning| WarningFacts { offset: warning.offset as f64, message: warning.message };
        opened.summary.file_bytes = self.total_bytes;
        opened.summary.events = events as f64;
        opened.summary.warnings = warnings.into_iter().map(facts).collect();
        opened.summary.more_warnings = more_warnings as f64;
        Ok(opened)
    }

    fn tell(&self, slot: u32, stage: &str) {
        let (bytes, total_bytes, events) = (self.bytes, self.total_bytes, self.events());
        say(&Reply::Progress { slot, bytes, total_bytes, events, stage: stage.to_owned() });
    }
}

/// Begins to import a file of that size into a slot.
#[wasm_bindgen(js_name = beginImport)]
pub fn begin_import(slot: u32, name: String, total_bytes: f64) {
    let opening = Opening { name, total_bytes, bytes: 0.0, told_ms: now_ms(), source: Source::New };
    with(|viewer| {
        if let Some(place) = viewer.openings.get_mut(slot as usize) {
            *place = Some(opening);
        }
    });
}

/// Takes in the next piece of the file; returns whether to go on. Where not, why has been said.
#[wasm_bindgen(js_name = pushPiece)]
pub fn push_piece(slot: u32, piece: &[u8]) -> bool {
    with(|viewer| {
        let Some(place) = viewer.openings.get_mut(slot as usize) else { return false };
        let Some(opening) = place else { return false };
        if let Err(message) = opening.push(piece) {
            *place = None;
            refuse(slot, &message);
            return false;
        }
        if now_ms() - opening.told_ms >= TELL_EVERY_MS {
            opening.told_ms = now_ms();
            opening.tell(slot, "reading");
        }
        true
    })
}

/// Says that the file is read and its slices are being sorted.
#[wasm_bindgen(js_name = saySorting)]
pub fn say_sorting(slot: u32) {
    with(|viewer| {
        if let Some(Some(opening)) = viewer.openings.get(slot as usize) {
            opening.tell(slot, "sorting");
        }
    });
}

/// Puts what was read together and into the slot; returns whether that is a trace. Where not, why has been said.
#[wasm_bindgen(js_name = finishImport)]
pub fn finish_import(slot: u32) -> bool {
    let Some(opening) = with(|viewer| viewer.openings.get_mut(slot as usize)?.take()) else { return false };
    match opening.finish() {
        Ok(opened) => {
            show(slot, opened);
            true
        }
        Err(message) => {
            refuse(slot, &message);
            false
        }
    }
}

/// Drops an import that was cancelled.
#[wasm_bindgen(js_name = dropImport)]
pub fn drop_import(slot: u32) {
    with(|viewer| {
        if let Some(place) = viewer.openings.get_mut(slot as usize) {
            *place = None;
        }
    });
}

fn refuse(slot: u32, message: &str) {
    let mut letters = message.chars();
    let first: String = letters.next().map(|letter| letter.to_uppercase().collect()).unwrap_or_default();
    let message = format!("{first}{}.", letters.as_str());
    say(&Reply::Refused { slot, message });
}

fn show(slot: u32, mut opened: Opened) {
    opened.in_slot(slot);
    let summary = Box::new(opened.summary.clone());
    with(|viewer| viewer.put(slot, Some(opened)));
    say(&Reply::Opened { slot, summary });
}

/// Opens a generated trace: what measurements are made on.
#[cfg(feature = "bench")]
#[wasm_bindgen]
pub fn generate(slot: u32, lanes: u32, slices: u32, depth: u32) {
    let trace = interleave::trace::generate::Shape::new(lanes, slices.into(), depth).generate(1);
    show(slot, Opened::of(format!("generated {lanes} {slices} {depth}"), trace));
}
