//! Python programs: what they have in common with what runs them. The language itself follows.

pub mod guest;
