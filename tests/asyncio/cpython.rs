//! The text beside each program is what CPython 3.11 wrote for it. Where there is a CPython, it is asked again.

use std::path::{Path, PathBuf};
use std::process::Command;

use interleave::python::drive::{Ended, to_end};

use super::machine::{load, run};

const STEPS: u64 = 20_000_000;
const ATTEMPTS: usize = 4;

macro_rules! programs {
    ($($name:literal)*) => {
        &[$(($name, include_str!(concat!("../python/", $name, ".py")), include_str!(concat!("../python/", $name, ".txt")))),*]
    };
}

const PROGRAMS: &[(&str, &str, &str)] = programs![
    "asyncio_context"
    "asyncio_groups"
    "asyncio_sync"
    "asyncio_tasks"
    "asyncio_three_ways"
    "asyncio_threads"
    "asyncio_turns"
];

#[test]
fn programs_print_what_cpython_prints() {
    for (name, source, expected) in PROGRAMS {
        let mut world = load(source);
        let (ended, _) = to_end(&mut world, STEPS);
        let errors = String::from_utf8_lossy(world.errors()).into_owned();
        assert_eq!(String::from_utf8_lossy(world.output()), *expected, "{name}: {errors}");
        assert_eq!(ended, Ended::Exit(0), "{name}");
    }
}

#[test]
fn programs_print_the_same_on_a_machine() {
    for (name, source, expected) in PROGRAMS {
        let (machine, _) = run(source);
        assert_eq!(String::from_utf8_lossy(machine.guest().output()), *expected, "{name}");
    }
}

#[test]
fn a_second_of_computing_delays_everything_by_a_second() {
    let (machine, _) = run(include_str!("../python/asyncio_greedy.py"));
    assert_eq!(
        String::from_utf8_lossy(machine.guest().output()),
        include_str!("../python/asyncio_greedy.txt"),
        "{}",
        String::from_utf8_lossy(machine.guest().errors())
    );
}

/// The CPython that `PYTHON` names, or the newest on the path; none before 3.11.
fn find() -> Option<PathBuf> {
    let named = std::env::var("PYTHON").ok();
    let usual = ["python3.14", "python3.13", "python3.12", "python3.11", "python3"].map(str::to_owned);
    let candidates = named.map_or(usual.to_vec(), |named| vec![named]);
    candidates.into_iter().map(PathBuf::from).find(|python| {
        let check = "import sys; sys.exit(sys.implementation.name != 'cpython' or sys.version_info < (3, 11))";
        Command::new(python).args(["-c", check]).status().is_ok_and(|status| status.success())
    })
}

#[test]
fn where_there_is_a_cpython_it_prints_the_same() {
    let Some(python) = find() else { return };
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/python");
    for (name, _, expected) in PROGRAMS {
        let prints = || {
            let output = Command::new(&python).arg(format!("{name}.py")).current_dir(&folder).output();
            String::from_utf8_lossy(&output.expect("it ran a moment ago").stdout).into_owned()
        };
        // Real sleeps are late on a busy host.
        let printed = (0..ATTEMPTS).map(|_| prints()).find(|printed| printed == expected).unwrap_or_else(prints);
        assert_eq!(printed, *expected, "{name}");
    }
}
