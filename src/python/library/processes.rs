//! Processes of the program itself: none can be started yet, so `multiprocessing` is refused.

use crate::python::cx::NativeFn;

pub const TABLE: &[(&str, NativeFn)] = &[];
