//! Controls and displays that know nothing of what they control or show.
//!
//! Most are functions and no components of Yew: what has no state of its own needs none, and each component costs
//! kilobytes.

mod chart;
mod checks;
mod select;
mod slider;

pub use chart::{Chart, ChartProps, Curve, legend};
pub use checks::{Check, checks};
pub use select::select;
pub use slider::{Slider, slider};
