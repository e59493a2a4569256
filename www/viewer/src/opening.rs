//! Importing a file that arrives in pieces. `worker.js` reads them; between two it hears whether to go on.

use std::collections::VecDeque;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use interleave::trace::import::{Imported, Importer, Warning};
use interleave::trace::raw;
use interleave_viewer::{Reply, WarningFacts};
use js_sys::Uint8Array;
use wasm_bindgen::prelude::*;

use crate::opened::Opened;
use crate::post::{now_ms, say};
use crate::viewer::with;

/// How often progress is told, in milliseconds.
const TELL_EVERY_MS: f64 = 80.0;
/// How much of a file is handed to the pool at a time, in bytes: pieces are gathered until there is as much.
const BLOCK_BYTES: usize = 4 << 20;
/// Blocks that wait at most, before the reader is asked to wait.
const MOST_BLOCKS: usize = 4;

/// What has been read of a file, and what is still to be read.
struct Job {
    name: String,
    total_bytes: f64,
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

impl Job {
    fn push(&mut self, piece: &[u8]) -> Result<(), String> {
        if matches!(self.source, Source::New) {
            let is_handed = piece.starts_with(raw::MAGIC);
            self.source = if is_handed { Source::Handed(Vec::new()) } else { Source::File(Box::default()) };
        }
        match &mut self.source {
            Source::New => Ok(()),
            Source::File(importer) => importer.push(piece).map_err(|error| error.to_string()),
            Source::Handed(bytes) => {
                bytes.extend_from_slice(piece);
                Ok(())
            }
        }
    }

    fn events(&self) -> u64 {
        if let Source::File(importer) = &self.source { importer.event_count() } else { 0 }
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
        let Imported { trace, events, warnings, more_warnings, frames, .. } = imported;
        let mut opened = Opened::of(self.name, trace);
        opened.frames = frames;
        let facts = |warning: Warning| WarningFacts {
            offset: warning.offset as f64,
            kind: warning.oddity.kind().to_owned(),
            arguments: warning.oddity.arguments(),
            times: warning.times as f64,
        };
        opened.summary.file_bytes = self.total_bytes;
        opened.summary.events = events as f64;
        opened.summary.warnings = warnings.into_iter().map(facts).collect();
        opened.summary.more_warnings = more_warnings as f64;
        Ok(opened)
    }
}

/// Room for a stretch of the file.
struct Block {
    room: Vec<u8>,
    /// How much of the room has been filled.
    filled: usize,
}

impl Block {
    fn new() -> Self {
        Self { room: vec![0; BLOCK_BYTES], filled: 0 }
    }

    fn bytes(&self) -> &[u8] {
        &self.room[..self.filled]
    }

    /// The next `most` bytes of the room, or as many as are left, which the caller fills.
    fn fill(&mut self, most: usize) -> &mut [u8] {
        let from = self.filled;
        self.filled = (from + most).min(self.room.len());
        &mut self.room[from..self.filled]
    }

    fn is_full(&self) -> bool {
        self.filled == self.room.len()
    }
}

/// What the viewer's worker and the pool share of an import.
#[derive(Default)]
struct Shared {
    queue: Mutex<Queue>,
    events: AtomicU64,
    is_dropped: AtomicBool,
}

#[derive(Default)]
struct Queue {
    blocks: VecDeque<Block>,
    /// Blocks that have been read and can be filled again: fresh memory costs more than reading into it.
    spare: Vec<Block>,
    is_ended: bool,
    /// Whether somebody works on it.
    is_running: bool,
    /// Whether all pieces are read and the rest is being done.
    is_sorting: bool,
    /// Not there while it is worked on.
    job: Option<Job>,
    result: Option<Result<Box<Opened>, String>>,
}

impl Shared {
    fn queue(&self) -> MutexGuard<'_, Queue> {
        self.queue.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Works on what waits until nothing does. It never waits itself, so that the pool is free for others.
    fn work(&self) {
        loop {
            let mut queue = self.queue();
            let Some(mut job) = queue.job.take() else { return };
            if self.is_dropped.load(Ordering::Relaxed) {
                return;
            }
            match (queue.blocks.pop_front(), queue.is_ended) {
                (Some(mut block), _) => {
                    drop(queue);
                    let pushed = job.push(block.bytes());
                    self.events.store(job.events(), Ordering::Relaxed);
                    block.filled = 0;
                    let mut queue = self.queue();
                    queue.spare.push(block);
                    if let Err(message) = pushed {
                        queue.result = Some(Err(message));
                        return;
                    }
                    queue.job = Some(job);
                }
                (None, true) => {
                    queue.is_sorting = true;
                    queue.spare = Vec::new();
                    drop(queue);
                    let result = job.finish().map(Box::new);
                    self.queue().result = Some(result);
                    return;
                }
                (None, false) => {
                    (queue.job, queue.is_running) = (Some(job), false);
                    return;
                }
            }
        }
    }
}

/// An import under way. The pool works on it where there is one, so that the viewer goes on painting and hears whether
/// to cancel; otherwise it is worked on when a piece arrives.
pub struct Opening {
    shared: Arc<Shared>,
    /// What the next pieces are copied into.
    block: Option<Block>,
    total_bytes: f64,
    bytes: f64,
    told_ms: f64,
    told_sorting: bool,
}

impl Opening {
    fn go_on(&self, has_pool: bool) {
        if std::mem::replace(&mut self.shared.queue().is_running, true) {
            return;
        }
        if has_pool {
            let shared = Arc::clone(&self.shared);
            rayon::spawn(move || shared.work());
        } else {
            self.shared.work();
        }
    }

    /// Hands over what has been gathered.
    fn hand_over(&mut self, block: Block, has_pool: bool) {
        self.shared.queue().blocks.push_back(block);
        self.go_on(has_pool);
    }

    /// Copies a piece of the file; returns whether a block was handed over.
    fn push(&mut self, piece: &Uint8Array, has_pool: bool) -> bool {
        let mut is_handed_over = false;
        let (mut from, length) = (0, piece.length());
        self.bytes += f64::from(length);
        while from < length {
            let spare = || self.shared.queue().spare.pop();
            let mut block = self.block.take().or_else(spare).unwrap_or_else(Block::new);
            let room = block.fill((length - from) as usize);
            let until = from + room.len() as u32;
            piece.subarray(from, until).copy_to(room);
            from = until;
            if block.is_full() {
                self.hand_over(block, has_pool);
                is_handed_over = true;
            } else {
                self.block = Some(block);
            }
        }
        is_handed_over
    }

    fn tell(&self, slot: u32, stage: &str) {
        let events = self.shared.events.load(Ordering::Relaxed) as f64;
        let (bytes, total_bytes) = (self.bytes, self.total_bytes);
        say(&Reply::Progress { slot, bytes, total_bytes, events, stage: stage.to_owned() });
    }
}

impl Drop for Opening {
    fn drop(&mut self) {
        self.shared.is_dropped.store(true, Ordering::Relaxed);
    }
}

fn with_opening<R>(slot: u32, work: impl FnOnce(&mut Opening, bool) -> R) -> Option<R> {
    with(|viewer| {
        let has_pool = viewer.has_pool;
        viewer.openings.get_mut(slot as usize)?.as_mut().map(|opening| work(opening, has_pool))
    })
}

/// Begins to import a file of that size into a slot.
#[wasm_bindgen(js_name = beginImport)]
pub fn begin_import(slot: u32, name: String, total_bytes: f64) {
    let shared = Arc::<Shared>::default();
    shared.queue().job = Some(Job { name, total_bytes, source: Source::New });
    let opening = Opening { shared, block: None, total_bytes, bytes: 0.0, told_ms: now_ms(), told_sorting: false };
    with(|viewer| {
        if let Some(place) = viewer.openings.get_mut(slot as usize) {
            *place = Some(opening);
        }
    });
}

/// Takes in the next piece of the file; returns whether the pool has been given more to do.
#[wasm_bindgen(js_name = pushPiece)]
pub fn push_piece(slot: u32, piece: &Uint8Array) -> bool {
    with_opening(slot, |opening, has_pool| opening.push(piece, has_pool)).unwrap_or(false)
}

/// Says that no piece follows.
#[wasm_bindgen(js_name = endImport)]
pub fn end_import(slot: u32) {
    with_opening(slot, |opening, has_pool| {
        if let Some(block) = opening.block.take() {
            opening.shared.queue().blocks.push_back(block);
        }
        opening.shared.queue().is_ended = true;
        opening.go_on(has_pool);
    });
}

/// Whether an import takes another piece (0), has enough of them for now (1) or is over (2). Tells the page of it now
/// and then.
#[wasm_bindgen(js_name = importState)]
pub fn import_state(slot: u32) -> u32 {
    let state = with_opening(slot, |opening, _| {
        let (is_over, is_full, is_sorting) = {
            let queue = opening.shared.queue();
            (queue.result.is_some(), queue.blocks.len() >= MOST_BLOCKS, queue.is_sorting)
        };
        let is_news = is_sorting && !std::mem::replace(&mut opening.told_sorting, is_sorting);
        if is_news || !is_over && now_ms() - opening.told_ms >= TELL_EVERY_MS {
            opening.told_ms = now_ms();
            opening.tell(slot, if is_sorting { "sorting" } else { "reading" });
        }
        match (is_over, is_full) {
            (true, _) => 2,
            (false, true) => 1,
            (false, false) => 0,
        }
    });
    state.unwrap_or(2)
}

/// Puts what an import led to into its slot; returns whether that is a trace. Where not, the page has been told why.
#[wasm_bindgen(js_name = finishImport)]
pub fn finish_import(slot: u32) -> bool {
    let opening = with(|viewer| viewer.openings.get_mut(slot as usize)?.take());
    let result = opening.and_then(|opening| opening.shared.queue().result.take());
    match result {
        Some(Ok(opened)) => {
            show(slot, *opened);
            true
        }
        Some(Err(message)) => {
            refuse(slot, &message);
            false
        }
        None => false,
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

fn show(slot: u32, opened: Opened) {
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

#[cfg(test)]
mod tests {
    use super::*;

    fn import(pieces: &[&[u8]]) -> Shared {
        let shared = Shared::default();
        shared.queue().job = Some(Job { name: "a.json".to_owned(), total_bytes: 9.0, source: Source::New });
        for piece in pieces {
            shared.queue().blocks.push_back(Block { room: piece.to_vec(), filled: piece.len() });
        }
        shared.work();
        shared
    }

    fn finish(shared: &Shared) -> Result<Opened, String> {
        shared.queue().is_ended = true;
        shared.work();
        shared.queue().result.take().map_or(Err("not over".to_owned()), |result| result.map(|opened| *opened))
    }

    const FIRST: &[u8] = br#"[{"ph":"X","pid":1,"tid":1,"ts":1,"dur":2,"na"#;

    #[test]
    fn pieces_become_a_trace_and_warnings_stay_with_it() {
        let shared = import(&[FIRST, br#"me":"work"},{"ph":"X","pid":1,"tid":1,"ts":5,"name":"open"}"#]);
        assert!(!shared.queue().is_running, "it waits for more");
        let opened = finish(&shared).unwrap();
        let summary = &opened.summary;
        assert_eq!(
            (summary.name.as_str(), summary.events, summary.slices, summary.file_bytes),
            ("a.json", 2.0, 2.0, 9.0)
        );
        assert!(!summary.warnings.is_empty(), "the list does not end, and a duration is missing");
    }

    #[test]
    fn a_trace_that_was_handed_over_is_taken_as_it_is() {
        let trace = interleave::trace::generate::Shape::new(2, 50, 1).generate(1);
        let bytes = raw::encode(&trace);
        let opened = finish(&import(&[&bytes[..20], &bytes[20..]])).unwrap();
        assert_eq!((&*opened.trace, opened.summary.events), (&trace, 50.0));
    }

    #[test]
    fn what_is_no_trace_is_refused_and_what_is_cancelled_leads_to_nothing() {
        let message = |pieces: &[&[u8]]| finish(&import(pieces)).err().unwrap_or_default();
        assert_eq!(message(&[]), "the file is empty");
        assert!(message(&[b"hello"]).contains("not JSON"));
        let shared = import(&[FIRST]);
        shared.is_dropped.store(true, Ordering::Relaxed);
        assert_eq!(finish(&shared).err().as_deref(), Some("not over"));
    }
}
