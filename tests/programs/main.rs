//! The programs of the gallery do what they say of themselves, on each of the machines they name, and print what
//! CPython prints wherever that does not depend on the scheduler.

#![cfg(feature = "python")]

mod cpython;
mod expect;
mod run;

use std::collections::BTreeSet;
use std::path::Path;
use std::sync::Mutex;

use interleave::gallery::{self, PROGRAMS, Program, concepts};
use interleave::machine::policy::PolicyKind;
use run::Ran;

/// Deals with every program, on a few threads, and fails with all that they found wrong.
#[track_caller]
fn for_each(threads: usize, check: impl Fn(&Program) -> Vec<String> + Sync) {
    let (left, wrong) = (Mutex::new(PROGRAMS.iter()), Mutex::new(Vec::new()));
    std::thread::scope(|scope| {
        for _ in 0..threads {
            scope.spawn(|| {
                loop {
                    let Some(program) = left.lock().expect("no other has failed").next() else { return };
                    let found = check(program).into_iter().map(|wrong| format!("{}: {wrong}", program.id));
                    wrong.lock().expect("no other has failed").extend(found);
                }
            });
        }
    });
    let wrong = wrong.into_inner().expect("no other has failed");
    assert!(wrong.is_empty(), "\n{}\n", wrong.join("\n"));
}

#[test]
fn every_concept_has_a_program() {
    let shown: BTreeSet<u8> =
        PROGRAMS.iter().flat_map(|program| program.header().expect(program.id).concepts).collect();
    let missing: Vec<_> = concepts::all().filter(|concept| !shown.contains(&concept.number)).collect();
    assert!(missing.is_empty(), "{missing:#?}");
}

#[test]
fn every_program_does_what_it_says() {
    for_each(2, |program| {
        let header = program.header().expect(program.id);
        let runs: Vec<(&str, Ran)> =
            header.machines.iter().map(|machine| (&*machine.label, run::run(program, machine))).collect();
        let mut wrong = Vec::new();
        for (label, run) in &runs {
            let at = if label.is_empty() { String::new() } else { format!("{label}: ") };
            wrong.extend(run.inconsistencies().into_iter().map(|wrong| format!("{at}{wrong}")));
        }
        for expectation in &header.expectations {
            wrong.extend(expect::check(expectation, &runs).err());
        }
        let has_status = |label: &str| {
            header
                .expectations
                .iter()
                .any(|it| it.what.starts_with("status ") && (it.label == label || it.label.is_empty()))
        };
        for (label, run) in runs.iter().filter(|(label, _)| !has_status(label)) {
            let status = run.status();
            if status != "ok" {
                wrong.push(format!("{label}: it ended with {status}\n{}", run.stderr));
            }
        }
        wrong
    });
}

#[test]
fn cpython_prints_the_same() {
    let Some(python) = cpython::find() else {
        assert!(std::env::var_os("CI").is_none(), "there is no CPython from 3.11 on; name one in PYTHON");
        eprintln!("nothing was compared: there is no CPython from 3.11 on");
        return;
    };
    // They mostly sleep.
    for_each(8, |program| {
        let header = program.header().expect(program.id);
        let Some(like) = cpython::Like::read(&header.cpython, python.1) else { return Vec::new() };
        let ours = run::run(program, &header.machines[0]);
        like.check(&cpython::run(&python.0, program), &ours).err().into_iter().collect()
    });
}

#[test]
fn the_list_for_the_page_is_up_to_date() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("static/programs/index.json");
    let index = gallery::index().expect("every header can be read");
    if std::env::var_os("BLESS").is_some() {
        std::fs::write(&path, &index).expect("the list can be written");
    }
    let there = std::fs::read_to_string(&path).unwrap_or_default();
    assert!(there == index, "BLESS=1 cargo test --test programs writes static/programs/index.json anew");
    let files = std::fs::read_dir(path.with_file_name("")).expect("it is there").filter_map(Result::ok);
    let files: BTreeSet<String> = files.map(|file| file.file_name().to_string_lossy().into_owned()).collect();
    let listed = PROGRAMS.iter().map(|program| format!("{}.py", program.id)).chain(["index.json".to_owned()]);
    assert_eq!(files, listed.collect(), "files, and what is listed in src/gallery/mod.rs");
}

#[test]
fn the_list_of_concepts_is_up_to_date() {
    let mut list = String::new();
    let mut last = "";
    for concept in concepts::all() {
        if concept.chapter != last {
            last = concept.chapter;
            list.push_str(&format!("\n### {last}\n\n| | concept | programs |\n| --- | --- | --- |\n"));
        }
        let shows = |program: &&Program| program.header().expect(program.id).concepts.contains(&concept.number);
        let programs: Vec<String> = PROGRAMS.iter().filter(shows).map(|program| format!("`{}`", program.id)).collect();
        list.push_str(&format!("| {} | {} | {} |\n", concept.number, concept.name, programs.join(", ")));
    }
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("docs/programs.md");
    let there = std::fs::read_to_string(&path).expect("it is there");
    let (before, _) = there.split_once("\n## Concepts\n").expect("it has a list of concepts");
    let wanted = format!("{before}\n## Concepts\n{list}");
    if std::env::var_os("BLESS").is_some() {
        std::fs::write(&path, &wanted).expect("the list can be written");
    }
    let there = std::fs::read_to_string(&path).unwrap_or_default();
    assert!(there == wanted, "BLESS=1 cargo test --test programs writes the list in docs/programs.md anew");
}

#[test]
fn programs_are_short() {
    for_each(1, |program| {
        let code = program.source.lines().filter(|line| !line.starts_with('#') && !line.trim().is_empty()).count();
        let mut wrong = Vec::new();
        if !(3..=45).contains(&code) {
            wrong.push(format!("{code} lines of code"));
        }
        wrong
            .extend(program.source.lines().find(|line| line.chars().count() > 120).map(|line| format!("long: {line}")));
        wrong
    });
}

#[test]
fn every_policy_carries_every_kind_of_program_out() {
    for id in ["cooks", "responsive", "bank_timeout", "condition", "semaphore", "future_life", "shared_value"] {
        let program = Program::find(id).expect("it is in the gallery");
        let mut machine = program.header().expect(id).machines.remove(0);
        for (policy, name) in PolicyKind::ALL {
            for (cores, gil) in [(1, true), (3, false)] {
                (machine.config.policy, machine.config.cores, machine.config.gil) = (policy, cores, gil);
                let run = run::run(program, &machine);
                assert_eq!(run.status(), "ok", "{id} under {name}: {}", run.stderr);
                assert_eq!(run.inconsistencies(), Vec::<String>::new(), "{id} under {name}");
            }
        }
    }
}
