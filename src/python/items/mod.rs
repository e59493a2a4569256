//! Containers: length, subscripts, membership, growth. Keys whose class defines equality go through the prelude.

mod dict;
mod iterator;
mod key;
mod membership;
mod next;
mod set;
mod slice;
mod subscript;
mod text;
mod unpack;

pub use key::Found;
pub use unpack::Star;
