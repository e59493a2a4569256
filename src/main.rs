//! The native binary: see [`interleave::cli`].

use std::process::ExitCode;

fn main() -> ExitCode {
    interleave::cli::main(std::env::args_os().skip(1))
}
