//! The interpreter's own code in Python: what functions written in Rust hand over to when methods of the program have
//! a say. Frames of these functions are left out of tracebacks. Names that begin with `_rt_` are written in Rust.

/// One module, compiled before any program.
pub const SOURCE: &str = concat!(
    include_str!("prelude/start.py"),
    include_str!("prelude/classes.py"),
    include_str!("prelude/operators.py"),
    include_str!("prelude/collect.py"),
    include_str!("prelude/sorting.py"),
    include_str!("prelude/iterators.py"),
    include_str!("prelude/generators.py"),
    include_str!("prelude/sequences.py"),
    include_str!("prelude/dicts.py"),
    include_str!("prelude/sets.py"),
    include_str!("prelude/text.py"),
    include_str!("prelude/groups.py"),
);
