//! Programs of several processes print what CPython prints: the text beside each program is what CPython 3.11 wrote for
//! it, with unbuffered output.

#![cfg(feature = "python")]

use interleave::python::World;
use interleave::python::drive::{Ended, to_end};
use interleave::python::guest::{StartMethod, WorldOptions};

const STEPS: u64 = 20_000_000;

fn run(source: &str, start_method: StartMethod) -> (Ended, String, String) {
    let options = WorldOptions { start_method, ..WorldOptions::default() };
    let mut world = World::load(source, options).expect("the program is supported");
    let (ended, _) = to_end(&mut world, STEPS);
    let text = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
    (ended, text(world.output()), text(world.errors()))
}

/// However its processes are started.
fn prints(source: &str, expected: &str) {
    for start_method in [StartMethod::Fork, StartMethod::Spawn, StartMethod::Forkserver] {
        let (ended, output, errors) = run(source, start_method);
        assert_eq!(output, expected, "{start_method:?}: {errors}");
        assert_eq!(ended, Ended::Exit(0), "{start_method:?}");
    }
}

#[test]
fn processes_are_started_joined_and_ended() {
    prints(include_str!("python/processes.py"), include_str!("python/processes.txt"));
}
