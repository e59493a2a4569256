//! Chrome's trace event format, read: what `viztracer`, Chrome, Perfetto's converters and many others write.
//!
//! Format: Nat Duca and Dan Sinclair, "Trace Event Format". The file comes in pieces of any size, compressed or not.
//! Its events are read in batches, in parallel where the caller's pool has threads, straight into the columns of a
//! [`Trace`]: no tree of the JSON is ever built. What is odd is loaded as far as it makes sense, with a [`Warning`]
//! that says where it is; only what is no trace at all is an error. Nothing here opens a file.
//!
//! How a file becomes a trace:
//!
//! | in the file | in the trace |
//! | --- | --- |
//! | `X`, and `B` with `E` | slices of the lane of their `pid` and `tid`, nested by time |
//! | `b` `e`, `S` `F` | slices of asynchronous lanes, one for each process and category |
//! | `N` `D` | slices of such a lane called `Objects`, for as long as the object lives |
//! | `i` `I` `R`, `P`, `n`, `T` `p`, `O` | instants; a sample is called as its innermost frame |
//! | `s` `t` `f`, and `bind_id` | flows, one for each hop |
//! | `C` | counters, one for each key of `args` |
//! | `M` | names and order of processes and threads |
//! | `c`, `v` `V` | nothing |
//!
//! A slice without `dur` is empty. One that overlaps another without lying in it is cut to the end of the one around
//! it. A beginning without an end lasts until its thread's last event. Times are microseconds in the file and exact to
//! the nanosecond here; where some are negative, all are shifted so that the earliest is 0.
//!
//! A slice is running, or waiting where its function is known to wait (`waits.rs`). Our own export
//! ([`export`](crate::trace::export)) adds what the format has no word for, and this reads it: in the arguments of a
//! slice `state`, `task`, `unnamed` and `depth` (one of the first two stands first), in those of an arrow's end
//! `time_ns`, and the metadata `interleave_trace`, `interleave_process` and `interleave_lane`. Where these are given
//! for all lanes, the trace is the one that was exported. `interleave_lane` with nothing but a `kind` of `main`,
//! `waits` or `async` may come from anyone; `b` and `e` with the `pid` and `tid` of an async lane lie in that lane. A
//! counter's only series has no name where it is called `value`.
//!
//! How it is read: `unzip` gives text, `stream` finds the list of events in it and guesses where batches may begin,
//! `batch` reads one with `event`, `scan`, `number` and `known`, `gather` puts them together, and `assemble` makes the trace,
//! with `lanes`, `operations` and `flows`.

mod arguments;
mod assemble;
mod batch;
mod event;
mod flows;
mod gather;
mod kind;
mod known;
mod lanes;
mod names;
mod number;
mod oddity;
mod operations;
mod records;
mod scan;
mod stack;
mod stream;
mod texts;
mod unzip;
mod waits;
mod warnings;

pub use arguments::{MAX_EVENT, arguments, event_at};
pub(in crate::trace) use arguments::{OWN_ARGUMENTS, foreign_arguments};
pub use oddity::{Oddity, Problem};
pub use stack::{StackFrames, stack};
pub use texts::{Texts, unpacked};
pub use warnings::Warning;

use self::stream::{Sizes, Stream};
use self::unzip::{Came, Unzip};
use super::Trace;

/// Why a file is no trace.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum ImportError {
    /// There is nothing in it.
    #[error("the file is empty")]
    Empty,
    /// It is something else that is known by its first bytes.
    #[error("this is {0}, and no trace: a trace is Chrome trace JSON, also packed as .gz")]
    Other(&'static str),
    /// It is not JSON, and no event was found before or after what is wrong.
    #[error("this is not JSON: {problem}, at byte {offset}")]
    NotJson {
        /// Where, in bytes of the uncompressed text.
        offset: u64,
        /// What is wrong.
        problem: &'static str,
    },
    /// It is JSON without any event.
    #[error("this is JSON, but no trace: there is no event in it")]
    NoEvents,
    /// It is text of 16-bit units, as some shells write.
    #[error("this text is UTF-16: save it as UTF-8")]
    Utf16,
    /// It says that it is compressed with gzip, and is not.
    #[error("this gzip file is damaged from its start")]
    Gzip,
}

/// A trace and what was odd in its file.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Imported {
    /// What the file holds.
    pub trace: Trace,
    /// How many events were read.
    pub events: u64,
    /// What was odd, in order of the places.
    pub warnings: Vec<Warning>,
    /// How many more warnings there were, beyond the first thousand.
    pub more_warnings: u64,
    /// The file's `displayTimeUnit`, such as `ms`: how its author likes times to be shown.
    pub display_unit: Option<String>,
    /// What its events' stacks refer to: see [`stack`].
    pub frames: StackFrames,
}

/// A file that is being read. Hand it the file's bytes in order, in pieces of any size; a few megabytes at a time come
/// back quickly. To cancel, drop it.
///
/// ```
/// use interleave::trace::import::Importer;
///
/// let mut importer = Importer::new();
/// importer.push(br#"[{"ph":"X","pid":1,"tid":1,"ts":10,"dur":2.5,"na"#)?;
/// importer.push(br#"me":"work"}]"#)?;
/// let imported = importer.finish()?;
/// assert_eq!(imported.trace.lanes[0].slices.durations_ns(), [2_500]);
/// # Ok::<(), interleave::trace::import::ImportError>(())
/// ```
#[derive(Debug)]
pub struct Importer {
    stream: Stream,
    source: Source,
    bytes: u64,
}

#[derive(Debug)]
enum Source {
    /// The first bytes, until there are enough to know.
    Unknown(Vec<u8>),
    Plain,
    Zipped(Box<Unzip>),
}

/// Notes what is odd in compressed data.
fn odd(stream: &mut Stream, came: Came) -> Result<(), ImportError> {
    let oddity = match came {
        Came::Damaged if stream.end() == 0 => return Err(ImportError::Gzip),
        Came::Damaged => Oddity::GzipDamaged,
        Came::Changed => Oddity::GzipChanged,
        Came::Followed => Oddity::GzipFollowed,
        Came::Whole => return Ok(()),
    };
    stream.warn_at_end(oddity);
    Ok(())
}

impl Default for Importer {
    fn default() -> Self {
        Self::new()
    }
}

impl Importer {
    /// Begins to read a file.
    #[must_use]
    pub fn new() -> Self {
        Self { stream: Stream::new(Sizes::default()), source: Source::Unknown(Vec::new()), bytes: 0 }
    }

    /// Begins to read a file in batches of about `batch_bytes`: what comes out is the same for all.
    #[doc(hidden)]
    #[must_use]
    pub fn with_batches_of(batch_bytes: usize) -> Self {
        let batch = batch_bytes.max(1);
        Self { stream: Stream::new(Sizes { batch, group: batch.saturating_mul(4) }), ..Self::new() }
    }

    /// Reads the next piece of the file.
    ///
    /// # Errors
    /// Where it is already known that this is no trace.
    pub fn push(&mut self, bytes: &[u8]) -> Result<(), ImportError> {
        self.bytes += bytes.len() as u64;
        match &mut self.source {
            Source::Unknown(first) => {
                first.extend_from_slice(bytes);
                if first.len() < 2 {
                    return Ok(());
                }
                let first = std::mem::take(first);
                let is_zipped = first.starts_with(&[0x1f, 0x8b]);
                self.source = if is_zipped { Source::Zipped(Box::default()) } else { Source::Plain };
                self.read(&first)
            }
            _ => self.read(bytes),
        }
    }

    fn read(&mut self, bytes: &[u8]) -> Result<(), ImportError> {
        let stream = &mut self.stream;
        match &mut self.source {
            Source::Zipped(unzip) => unzip.push(bytes, |came| match came {
                Ok(text) => stream.push(text),
                Err(came) => odd(stream, came),
            }),
            Source::Plain => stream.push(bytes),
            Source::Unknown(_) => Ok(()),
        }
    }

    /// How many bytes have been pushed, compressed as they were.
    #[must_use]
    pub fn bytes_read(&self) -> u64 {
        self.bytes
    }

    /// How many events have been read so far.
    #[must_use]
    pub fn event_count(&self) -> u64 {
        self.stream.gathered.events
    }

    /// Reads what is left, and puts the trace together.
    ///
    /// # Errors
    /// Where there is no event in the file.
    pub fn finish(mut self) -> Result<Imported, ImportError> {
        match std::mem::replace(&mut self.source, Source::Plain) {
            Source::Unknown(first) => self.stream.push(&first)?,
            Source::Zipped(unzip) if !unzip.is_whole() => {
                self.stream.warn_at_end(Oddity::GzipEnds);
            }
            Source::Zipped(_) | Source::Plain => {}
        }
        self.stream.finish()?;
        let Stream { gathered, display_unit, .. } = self.stream;
        Ok(Imported { display_unit, ..assemble::assemble(gathered) })
    }
}
