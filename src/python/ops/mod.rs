//! What operators do: fast where both sides are the interpreter's own, through the program's methods where not.

mod binary;
mod compare;
mod hash;
mod sequence;
mod unary;

pub use hash::identity;

/// How deep containers may be nested for a comparison, a hash or a text.
pub const MAX_NESTING: usize = 120;
