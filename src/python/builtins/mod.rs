//! Functions written in Rust: what a program finds without importing, methods of types, and what the interpreter's own
//! Python code (whose names begin with `_rt_`) is built on.

pub mod attributes;
pub mod bytes;
pub mod bytes_as_text;
pub mod codecs;
pub mod construct;
pub mod dicts;
pub mod dunders;
pub mod functions;
pub mod lists;
pub mod numbers;
pub mod objects;
pub mod runtime;
pub mod sets;
pub mod strings;

use std::sync::LazyLock;

use super::cx::Native;

/// All functions written in Rust, by number.
pub static NATIVES: LazyLock<Vec<Native>> = LazyLock::new(|| {
    let tables: &[&[(&'static str, super::cx::NativeFn)]] = &[
        functions::printing::TABLE,
        functions::numeric::TABLE,
        functions::iteration::TABLE,
        functions::reflection::TABLE,
        objects::TABLE,
        numbers::TABLE,
        strings::TABLE,
        bytes::TABLE,
        bytes_as_text::TABLE,
        lists::TABLE,
        dicts::TABLE,
        sets::TABLE,
        runtime::exception::TABLE,
        runtime::class::TABLE,
        runtime::function::TABLE,
        runtime::collection::TABLE,
        runtime::special::TABLE,
        super::sync::natives::TABLE,
        super::sync::natives::lock::TABLE,
        super::sync::natives::condition::TABLE,
        super::sync::natives::event::TABLE,
        super::sync::natives::barrier::TABLE,
        super::sync::natives::queue::TABLE,
        super::library::loops::TABLE,
        dunders::TABLE,
        super::library::digest::TABLE,
        super::sync::pipes::TABLE,
        super::sync::memory::TABLE,
        super::pickle::TABLE,
        super::library::math::TABLE,
        super::library::time::TABLE,
        super::library::timers::TABLE,
        super::library::twister::TABLE,
        super::library::threads::TABLE,
        super::library::system::TABLE,
        super::library::processes::TABLE,
    ];
    tables.iter().copied().flatten().map(|(name, run)| Native { name, run: *run }).collect()
});
