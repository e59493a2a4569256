//! What the interpreter's own Python code and the compiler's instructions are built on.

pub mod class;
pub mod collection;
pub mod exception;
pub mod function;
pub mod special;

pub use class::make_class;
