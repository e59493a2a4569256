//! What the page's state is made of.

use std::ops::Deref;
use std::rc::Rc;

use interleave_viewer::{Arrangement, Summary, TableRow};

/// Something that came from the viewer, and is compared by where it is and not by what is in it.
#[derive(Debug)]
pub struct Same<T>(Rc<T>);

impl<T> Same<T> {
    /// Keeps a value.
    pub fn new(value: T) -> Self {
        Self(Rc::new(value))
    }
}

impl<T> Clone for Same<T> {
    fn clone(&self) -> Self {
        Self(self.0.clone())
    }
}

impl<T> Deref for Same<T> {
    type Target = T;

    fn deref(&self) -> &T {
        &self.0
    }
}

impl<T> PartialEq for Same<T> {
    fn eq(&self, other: &Self) -> bool {
        Rc::ptr_eq(&self.0, &other.0)
    }
}

/// How the viewer is.
#[derive(Clone, Debug, PartialEq)]
pub enum Status {
    Starting,
    /// It can be asked. Where memory cannot be shared, it has no threads.
    Ready {
        threads: u32,
    },
    /// It is dead: why.
    Failed(String),
}

/// An import under way.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Import {
    pub name: String,
    pub bytes: f64,
    pub total_bytes: f64,
    pub events: f64,
    pub stage: String,
    /// How long it has been going on.
    pub elapsed_ms: f64,
}

/// The place of one trace.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Slot {
    pub summary: Option<Same<Summary>>,
    pub import: Option<Import>,
    /// The name of a file that could not be opened, and why.
    pub refused: Option<(String, String)>,
    pub arrangement: Arrangement,
}

/// The sizes of what is on the screen, in CSS pixels.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Size {
    /// Of the canvas.
    pub width: f64,
    /// How high the canvas may get.
    pub most_height: f64,
    /// Device pixels a CSS pixel.
    pub ratio: f64,
}

/// How several traces lie on one axis.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Alignment {
    /// All begin together.
    #[default]
    Starts,
    /// The slice chosen in each begins at the same place.
    Slices,
}

/// How far the view goes to show a slice that is selected.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Reach {
    /// Nowhere: it was clicked where it is.
    Stay,
    /// Along the axis, to see it.
    Follow,
    /// Closer too, to see it as more than a line.
    Jump,
}

/// Which slices the table shows.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Table {
    pub is_open: bool,
    pub slot: u32,
    /// Moments at which something happened instead of slices.
    pub of_moments: bool,
    /// Only those of this lane.
    pub lane: Option<u32>,
    /// The number of the first row.
    pub first: u32,
    /// How many there are in all, once that is known.
    pub total: Option<f64>,
    pub rows: Option<Same<Vec<TableRow>>>,
    /// Counts the times that what it shows went: then the viewer is to be asked anew.
    pub asked_anew: u32,
}

/// A file that was open before and is kept by this browser.
#[derive(Clone, Debug, PartialEq)]
pub struct Recent {
    pub id: String,
    pub name: String,
    pub bytes: f64,
}
