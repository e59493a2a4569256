//! Controls and displays that know nothing of what they control or show.

mod chart;
mod checks;
mod select;
mod slider;

pub use chart::{Chart, Curve, Legend, Series};
pub use checks::{Check, Checks};
pub use select::Select;
pub use slider::{Change, Slider};
