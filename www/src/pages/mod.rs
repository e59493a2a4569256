//! The views of the page.

pub mod lab;
pub mod trace;
