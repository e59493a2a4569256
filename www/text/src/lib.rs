//! The page's texts. Fluent files (`www/locales`) are read, checked against each other and compiled when the page is
//! built (`compile`, behind a feature of that name); the page evaluates the compact form that comes out.
//!
//! | module | what it is for |
//! | --- | --- |
//! | [`pattern`] | the compact form of one message, and its evaluation |
//! | [`table`] | the messages of one language as a small file |
//! | `compile` | from Fluent files to both, and to a Rust function for each message |
//!
//! It knows neither the browser nor any language's rules: plural categories and the writing of numbers are handed in
//! ([`pattern::Rules`]).

#![forbid(unsafe_code)]
#![deny(missing_docs)]

#[cfg(feature = "compile")]
pub mod compile;
pub mod pattern;
pub mod table;
