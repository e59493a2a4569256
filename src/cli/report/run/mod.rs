//! What a program's run on a simulated computer came to, as text, JSON, Chrome JSON or SVG.

mod json;
mod text;

pub use json::json;
pub use text::{sentence, text, why};

use crate::cli::run::Finished;
use crate::trace::export::{self, Run};

/// For trace viewers.
pub fn chrome(run: &Finished) -> String {
    export::chrome(&[Run { title: &run.file, trace: &run.trace }])
}

/// A figure of its own.
pub fn svg(run: &Finished) -> String {
    export::svg(&[Run { title: &run.file, trace: &run.trace }], &sentence(run))
}
