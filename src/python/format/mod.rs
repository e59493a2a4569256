//! Values as text: `repr`, `str`, format specifications, `%`.

mod float;
mod percent;
mod quote;
mod repr;
mod spec;
mod text;

pub use percent::{percent, percent_bytes};
pub use quote::{quote, quote_bytes};
