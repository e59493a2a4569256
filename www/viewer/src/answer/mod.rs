//! Answers to the page's questions.

use interleave_viewer::Ask;

use crate::viewer::Viewer;

impl Viewer {
    /// Answers a question.
    pub fn answer(&mut self, _ask: Ask) {}
}
