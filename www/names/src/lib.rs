//! Stands in for the published crate of this name, which the Python parser asks for the character of a `\N{…}` in a
//! string. That crate's table is 0.9 MB of WebAssembly, 400 kB when compressed, and nearly half of what the page loads
//! to run a program; hardly any program has such an escape. This one knows no name, so the parser refuses the escape
//! at its place, and `python::parse` says what to write instead.

#![forbid(unsafe_code)]
#![deny(missing_docs)]

/// The character of this name: none.
#[must_use]
pub const fn character(_name: &str) -> Option<char> {
    None
}
