//! Programs that are made up by dice print what CPython prints: the same output, the same exit status, the same last
//! line of the traceback. None of them depends on the scheduler, on addresses or on the order of hashes.
//!
//! A difference is reported with the program's number; `CORPUS=17 cargo test --test corpus` runs that one alone and
//! shows its text, `CORPUS=400-5000` those.

#![cfg(feature = "python")]

mod cpython;
mod dice;
mod expression;
mod program;
mod statement;

use interleave::python::World;
use interleave::python::drive::{self, to_end};
use interleave::python::guest::WorldOptions;

const PROGRAMS: u64 = 400;
const STEPS: u64 = 20_000_000;
/// Differences that are shown in full.
const SHOWN: usize = 10;

fn ours(source: &str) -> cpython::Ended {
    let options = WorldOptions { file: "program.py".into(), ..WorldOptions::default() };
    let mut world = match World::load(source, options) {
        Ok(world) => world,
        Err(refused) => return cpython::Ended { output: String::new(), status: 2, error: Some(refused.to_string()) },
    };
    let (ended, _) = to_end(&mut world, STEPS);
    let status = match ended {
        drive::Ended::Exit(code) => code,
        _ => -1,
    };
    cpython::Ended {
        output: String::from_utf8_lossy(world.output()).into_owned(),
        status,
        error: world.exception().map(|text| text.split('\n').next_back().unwrap_or_default().to_owned()),
    }
}

fn differences(one: &str, other: &str) -> String {
    let (mut left, mut right) = (one.lines(), other.lines());
    let mut shown = Vec::new();
    for number in 1.. {
        match (left.next(), right.next()) {
            (None, None) => break,
            (a, b) if a == b => {}
            (a, b) => shown.push(format!(
                "  line {number}\n    CPython {}\n    here    {}",
                a.unwrap_or("-"),
                b.unwrap_or("-")
            )),
        }
        if shown.len() == 4 {
            break;
        }
    }
    shown.join("\n")
}

/// All programs, or those that `CORPUS` names.
fn numbers() -> Vec<u64> {
    let Ok(named) = std::env::var("CORPUS") else { return (0..PROGRAMS).collect() };
    let (first, last) = named.split_once('-').unwrap_or((&named, &named));
    let number = |text: &str| text.parse().expect("CORPUS is a number, or two with a hyphen");
    (number(first)..=number(last)).collect()
}

#[test]
fn what_dice_make_up_runs_as_under_cpython() {
    let Some((python, minor)) = cpython::find() else {
        assert!(std::env::var_os("CI").is_none(), "there is no CPython from 3.11 on; name one in PYTHON");
        eprintln!("nothing was compared: there is no CPython from 3.11 on");
        return;
    };
    let numbers = numbers();
    // Texts of errors change from version to version: they are compared with the one that they follow.
    let programs: Vec<String> = numbers.iter().map(|number| program::make(*number, minor == 11)).collect();
    if programs.len() == 1 {
        println!("{}", programs[0]);
    }
    let expected = cpython::run(&python, &programs);
    let mut wrong = Vec::new();
    let found: Vec<cpython::Ended> = std::thread::scope(|scope| {
        let part = programs.len().div_ceil(4).max(1);
        let parts: Vec<_> =
            programs.chunks(part).map(|part| scope.spawn(|| part.iter().map(|each| ours(each)).collect())).collect();
        parts.into_iter().flat_map(|part| -> Vec<cpython::Ended> { part.join().expect("it does not panic") }).collect()
    });
    for ((number, expected), found) in numbers.iter().zip(expected).zip(found) {
        if found != expected {
            let lines = differences(&expected.output, &found.output);
            wrong.push(format!(
                "program {number}: CPython ends with {} {:?}, and we with {} {:?}\n{lines}",
                expected.status, expected.error, found.status, found.error
            ));
        }
    }
    let count = wrong.len();
    wrong.truncate(SHOWN);
    assert!(count == 0, "{count} of {} programs differ\n{}", programs.len(), wrong.join("\n"));
}

/// What parses and is no program all the same.
#[test]
fn what_cpython_does_not_compile_is_refused_in_its_words() {
    let programs: Vec<String> = include_str!("../python/syntax.txt").split("---\n").map(str::to_owned).collect();
    assert!(programs.len() > 40, "{}", programs.len());
    let refused: Vec<String> = programs
        .iter()
        .map(|source| match World::load(source, WorldOptions::default()) {
            Ok(_) => "nothing".to_owned(),
            Err(refused) => refused.message,
        })
        .collect();
    let Some((python, minor)) = cpython::find() else {
        assert!(std::env::var_os("CI").is_none(), "there is no CPython from 3.11 on; name one in PYTHON");
        return;
    };
    let ended = cpython::run(&python, &programs);
    let mut different = Vec::new();
    for ((source, here), there) in programs.iter().zip(&refused).zip(&ended) {
        let there = there.error.as_deref().unwrap_or_default();
        assert!(there.starts_with("SyntaxError"), "CPython takes this, or ends with {there}:\n{source}");
        // From 3.12 on some of the texts are others.
        if here == "nothing" || (minor == 11 && here != there) {
            different.push(format!("{source}  CPython {there}\n  here    {here}"));
        }
    }
    assert!(different.is_empty(), "{}", different.join("\n"));
}
