//! What can happen to the page.

use interleave_viewer::{Card, Details, Stretch, Summary, TableRow};

use super::super::arrange::Move;
use super::super::look::Look;
use super::{Alignment, Import, Reach, Recent, Same, Size, Status, Table};

/// What can happen to the page.
#[derive(Clone, Debug, PartialEq)]
pub enum Action {
    /// The viewer came up, or went down.
    Viewer(Status),
    /// Files are about to be opened: what was said of those before is over.
    Choosing,
    /// A file was chosen for a slot.
    Importing {
        slot: u32,
        name: String,
        total_bytes: f64,
    },
    Progress {
        slot: u32,
        import: Import,
    },
    Opened {
        slot: u32,
        summary: Same<Summary>,
    },
    /// What a trace adds up to is known now.
    Measured {
        slot: u32,
        summary: Same<Summary>,
    },
    /// A trace that is being recorded has more in it.
    Grown {
        slot: u32,
        summary: Same<Summary>,
    },
    Refused {
        slot: u32,
        message: String,
    },
    Cancelled {
        slot: u32,
    },
    Closed {
        slot: u32,
    },
    Painted {
        content_px: f64,
    },
    Sized(Size),
    Scrolled(f64),
    /// Zoom at a place of the canvas.
    Zoom {
        x: f64,
        factor: f64,
    },
    /// Zoom in the middle.
    ZoomMiddle(f64),
    /// Move by a share of what is seen.
    Move(f64),
    FitAll,
    /// Show a stretch with room around it.
    Fit {
        start_ns: f64,
        end_ns: f64,
    },
    /// Show exactly that stretch: a link says so.
    Look(Look),
    Press {
        x: f64,
        y: f64,
        is_measuring: bool,
    },
    Drag {
        x: f64,
    },
    Release,
    Pointer(Option<f64>),
    Hover(Option<Same<Card>>),
    /// A slice is selected, or none.
    Select {
        details: Option<Same<Details>>,
        reach: Reach,
    },
    Measure(Option<(f64, f64)>),
    Stretch(Same<Stretch>),
    Search(String),
    Align(Alignment),
    Lane {
        slot: u32,
        lane: u32,
        change: Move,
    },
    /// Fold a process into a band, or unfold it.
    Process {
        slot: u32,
        process: u32,
    },
    /// The playhead stands there, or there is none.
    Playhead(Option<f64>),
    Table(Table),
    Rows {
        slot: u32,
        first: u32,
        total: f64,
        rows: Same<Vec<TableRow>>,
    },
    Hint(bool),
    Recent(Same<Vec<Recent>>),
    Notice(Option<String>),
}
