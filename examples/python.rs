//! Runs a Python program in the simplest way: `cargo run --release --example python FILE.py`.

use std::io::Write as _;
use std::process::ExitCode;

use interleave::python::drive::{Ended, to_end};
use interleave::python::{World, guest::WorldOptions};

fn main() -> ExitCode {
    let Some(file) = std::env::args().nth(1) else { return ExitCode::from(2) };
    let Ok(source) = std::fs::read_to_string(&file) else { return ExitCode::from(2) };
    let mut world = match World::load(&source, WorldOptions { file, ..WorldOptions::default() }) {
        Ok(world) => world,
        Err(error) => {
            eprintln!("{error}");
            return ExitCode::from(2);
        }
    };
    let (ended, _) = to_end(&mut world, u64::MAX / 4);
    std::io::stdout().write_all(world.output()).ok();
    std::io::stderr().write_all(world.errors()).ok();
    match ended {
        Ended::Exit(code) => ExitCode::from(code as u8),
        Ended::Deadlock => ExitCode::from(3),
        Ended::Steps | Ended::Memory => ExitCode::from(4),
    }
}
