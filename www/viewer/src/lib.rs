//! What the trace page and the viewer say to each other.
//!
//! The viewer is a worker that owns the opened traces and a canvas of the page's. The page owns what is looked at: it
//! sends a [`View`] whenever that changes, and the viewer paints the latest one. So no size of a trace can make the
//! page's main thread wait. This crate's library is only the words; what the viewer does is its binary.
//!
//! A message is an object. Its `words` are an [`Ask`] or a [`Reply`], as `serde-wasm-bindgen` writes them; what cannot be
//! put into words lies beside them: `canvas`, an `OffscreenCanvas` that is transferred, with [`Ask::Canvas`]; `file`, a
//! `File` or `Blob`, with [`Ask::Open`] and [`Reply::Written`]; `port`, a `MessagePort` that is transferred, with
//! [`Ask::Follow`]. Before all others the page sends `{ threads }`, how many
//! workers an import may have (0 where the page is not isolated), and asks nothing before [`Reply::Ready`]. The
//! worker's script is `worker.js`; one that fails to start says [`Reply::Failed`] or fires an `error` event.
//!
//! Times are nanoseconds from the first slice of the trace, as `f64`: whole up to 104 days. Places are CSS pixels from
//! the canvas's top left.

pub mod axis;
pub mod style;
mod told;

pub use style::Colours;
pub use told::*;

use serde::{Deserialize, Serialize};

/// How many traces can be open at once, one below the other on one axis.
pub const SLOTS: usize = 6;

/// Where the parts of the canvas lie, from its top, in CSS pixels. The lanes scroll below the ruler; the rest stays.
pub mod place {
    /// Height of the strip with the whole trace and the brush.
    pub const OVERVIEW: f64 = 44.0;
    /// Height of the ruler below it.
    pub const RULER: f64 = 22.0;
    /// Height of each of the two curves of a slot: in progress, and at once.
    pub const CURVE: f64 = 28.0;
    /// Where the lanes of the first slot begin, its curves included.
    pub const LANES: f64 = OVERVIEW + RULER;
    /// Width of the column of names, from 560 px of width on.
    pub const NAMES: f64 = 168.0;
    /// And below that.
    pub const NAMES_NARROW: f64 = 76.0;
    /// Width below which a canvas is narrow.
    pub const NARROW: f64 = 560.0;

    /// Where the time axis begins on a canvas of that width.
    #[must_use]
    pub fn left(width: f64) -> f64 {
        if width < NARROW { NAMES_NARROW } else { NAMES }
    }
}

/// A slice of an opened trace.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SliceRef {
    /// Which trace.
    pub slot: u32,
    /// Index of its lane in the trace.
    pub lane: u32,
    /// Which row of the lane, 0 being the outermost.
    pub row: u32,
    /// Which slice of the row.
    pub index: u32,
}

/// How the lanes of one trace are shown.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Arrangement {
    /// Lanes by their index in the trace, in the order they are shown; lanes that are missing follow in their own order.
    pub order: Vec<u32>,
    /// Lanes that show what is innermost in one row.
    pub collapsed: Vec<u32>,
    /// Processes, by their index in the trace, whose lanes and counters are one band.
    pub folded: Vec<u32>,
    /// Lanes that are not shown.
    pub hidden: Vec<u32>,
    /// How far the trace is moved to the right on the common axis, in nanoseconds.
    pub shift_ns: f64,
}

/// What is looked at, in full: each view replaces the one before.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct View {
    /// Counts up; comes back with [`Reply::Painted`].
    pub number: u32,
    /// The stretch of the axis that is shown.
    pub start_ns: f64,
    /// Its end.
    pub end_ns: f64,
    /// How far the lanes are scrolled.
    pub scroll_px: f64,
    /// Size of the canvas.
    pub width_px: f64,
    /// Size of the canvas.
    pub height_px: f64,
    /// Device pixels a CSS pixel.
    pub ratio: f64,
    /// How each trace's lanes are shown.
    pub slots: [Arrangement; SLOTS],
    /// Outlined.
    pub selected: Option<SliceRef>,
    /// Outlined more quietly.
    pub hovered: Option<SliceRef>,
    /// A measured stretch, shaded, with its length said.
    pub measured_ns: Option<(f64, f64)>,
    /// Where the playhead stands.
    pub playhead_ns: Option<f64>,
    /// Slices whose name contains it stand out, the others are pale; empty for none.
    pub search: String,
}

/// Where a step begins.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Origin {
    /// At the slice that the page has selected.
    Selected(Option<SliceRef>),
    /// At the slice that was told of last, which the page has not heard of yet: steps that follow each other quickly
    /// add up.
    Told,
}

/// A step from a slice to another one.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Step {
    /// To the one before it in its row.
    Before,
    /// To the one after it in its row.
    After,
    /// To the one around it, or to the lane above.
    Up,
    /// To the first one inside of it, or to the lane below.
    Down,
    /// To the next one that matches the search.
    NextMatch,
    /// To the one before that matches the search.
    PreviousMatch,
}

/// In which format a trace is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Format {
    /// Chrome's trace event format.
    Chrome,
    /// A figure of what is shown.
    Svg,
    /// What the canvas shows.
    Png,
    /// The slices as a table.
    Csv,
}

/// From the page to the viewer. What cannot be put into words travels beside it in the message: the canvas as `canvas`,
/// the file as `file`.
// Colours are sent once a theme: their size does not matter.
#[allow(clippy::large_enum_variant)]
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub enum Ask {
    /// Here is the canvas to paint on.
    Canvas,
    /// Colours to paint with.
    Colours(Colours),
    /// Words to paint, in the reader's language.
    Words(Words),
    /// Import the file into a slot. What was in it goes when the new trace is there.
    Open {
        /// Into which.
        slot: u32,
        /// What the file is called.
        name: String,
    },
    /// Show a trace that grows. Its parts come through the port that lies beside the message as `port`: what
    /// `trace::raw::encode_since` wrote, as `Uint8Array`, and `null` when it is over. Answered by [`Reply::Opened`], by
    /// [`Reply::Grown`] for each part, and by [`Reply::Measured`] at the end.
    Follow {
        /// Into which slot.
        slot: u32,
        /// What it is called.
        name: String,
    },
    /// Stop importing into a slot; what was in it stays.
    Cancel {
        /// Which.
        slot: u32,
    },
    /// Forget a trace.
    Close {
        /// Which.
        slot: u32,
    },
    /// Paint this.
    View(Box<View>),
    /// What lies there in the latest view? Answered by [`Reply::At`].
    At {
        /// Counts up, so that late answers can be told.
        number: u32,
        /// Where.
        x: f64,
        /// Where.
        y: f64,
    },
    /// Tell all of a slice. Answered by [`Reply::Details`], unless another [`Ask::Tell`] or [`Ask::Walk`] follows before.
    Tell {
        /// Counts up, together with that of [`Ask::Walk`].
        number: u32,
        /// Of which.
        slice: SliceRef,
    },
    /// Go a step from a slice to another one. Answered as [`Ask::Tell`] is.
    Walk {
        /// Counts up, together with that of [`Ask::Tell`].
        number: u32,
        /// Where to.
        step: Step,
        /// From where.
        from: Origin,
    },
    /// The figures of a stretch of the axis. Answered by [`Reply::Stretch`].
    Measure {
        /// Its start.
        start_ns: f64,
        /// Its end.
        end_ns: f64,
    },
    /// Slices, or moments, in order of their start, for the table. Answered by [`Reply::Rows`].
    Rows {
        /// Of which trace.
        slot: u32,
        /// From which one on.
        first: u32,
        /// How many.
        count: u32,
        /// Only those whose name contains it.
        search: String,
        /// Only those of this lane.
        lane: Option<u32>,
        /// Moments at which something happened instead of slices.
        of_moments: bool,
    },
    /// Write a trace. Answered by [`Reply::Written`].
    Write {
        /// Which.
        slot: u32,
        /// How.
        format: Format,
    },
}

/// From the viewer to the page. A written file travels beside [`Reply::Written`] as `file`.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub enum Reply {
    /// It can be asked, and imports on that many threads; 0 where memory cannot be shared.
    Ready {
        /// How many.
        threads: u32,
    },
    /// An import goes on.
    Progress {
        /// Into which slot.
        slot: u32,
        /// Bytes of the file that were read.
        bytes: f64,
        /// Bytes that it has.
        total_bytes: f64,
        /// Events so far.
        events: f64,
        /// What is done now: `reading` or `sorting`.
        stage: String,
    },
    /// A trace is there, and is measured next.
    Opened {
        /// Where.
        slot: u32,
        /// It.
        summary: Box<Summary>,
    },
    /// The trace in a slot has grown.
    Grown {
        /// Where.
        slot: u32,
        /// It.
        summary: Box<Summary>,
    },
    /// The trace in a slot is measured.
    Measured {
        /// Where.
        slot: u32,
        /// It, with everything that is known of it.
        summary: Box<Summary>,
    },
    /// A file could not be opened; what was in the slot stays.
    Refused {
        /// Which slot it was for.
        slot: u32,
        /// Why, and what to do.
        message: String,
    },
    /// An import was stopped; what was in the slot stays.
    Cancelled {
        /// Which.
        slot: u32,
    },
    /// A view is painted in full.
    Painted {
        /// Which view.
        number: u32,
        /// Height of all lanes of all traces, in CSS pixels, the curves included: what there is to scroll.
        content_px: f64,
        /// How long the viewer took for it.
        paint_ms: f64,
    },
    /// What lies at a place.
    At {
        /// Of the question.
        number: u32,
        /// What; none where there is no slice.
        card: Option<Box<Card>>,
        /// The lane there, slot and index, also beside its slices.
        lane: Option<(u32, u32)>,
        /// The process whose name or band is there, slot and index.
        process: Option<(u32, u32)>,
        /// Which moment of the axis that is.
        time_ns: f64,
    },
    /// All of a slice.
    Details {
        /// Of the question.
        number: u32,
        /// None where there is no such slice.
        details: Option<Box<Details>>,
    },
    /// The figures of a stretch.
    Stretch(Box<Stretch>),
    /// Rows of the table.
    Rows {
        /// Of which trace.
        slot: u32,
        /// From which one on.
        first: u32,
        /// How many there are in all.
        total: f64,
        /// They.
        rows: Vec<TableRow>,
    },
    /// A trace was written.
    Written {
        /// What to call the file.
        name: String,
    },
    /// A trace could not be written: its file cannot be read any more.
    Unwritten {
        /// Why.
        message: String,
    },
    /// Something failed that is not a file's fault: the page offers a restart.
    Failed {
        /// What.
        message: String,
    },
}
