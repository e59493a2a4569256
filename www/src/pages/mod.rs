//! The views of the page.

pub mod lab;
pub mod program;
pub mod trace;
