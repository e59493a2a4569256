//! What crosses between processes.

use crate::python::cx::NativeFn;

/// A value on its way to another process.
#[derive(Clone, Debug)]
pub struct Packed {
    pub bytes: u64,
}

/// A message between processes.
#[derive(Clone, Debug)]
pub struct Message {
    pub packed: Packed,
}

pub const TABLE: &[(&str, NativeFn)] = &[];
