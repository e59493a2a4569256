//! `len`, `print`, `isinstance` and their like.

pub mod iteration;
pub mod numeric;
pub mod printing;
pub mod reflection;

pub use printing::write;
pub use reflection::{module_dict, name_arg};
