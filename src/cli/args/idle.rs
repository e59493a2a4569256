//! Options that were given and change nothing. They are no mistake, so the comparison is carried out; but whoever gave
//! them expects something of them.

use super::Color;
use super::lab::{Format, Lab};
use crate::lab::{Model, Plan};
use crate::workload::Nature;

/// What was `given` and has no effect on `plans` or on the report, each in a sentence without its full stop.
pub fn idle(given: &Lab, plans: &[Plan]) -> Vec<String> {
    let has = |model| plans.iter().any(|plan| plan.model == model);
    let mut idle = Vec::new();
    let mut say = |is_said: bool, flag: &str, reason: String| {
        if is_said {
            idle.push(format!("{flag} has no effect: {reason}"));
        }
    };
    let is_single = plans.iter().all(|plan| plan.model.is_single());
    say(!given.workers.is_empty() && is_single, "--workers", single(plans));
    if let Some(config) = plans.first().map(|plan| &plan.config) {
        let is_computing = config.description().is_ok_and(|work| work.nature == Nature::Computing);
        let reason = || format!("the tasks of {} do not wait", config.workload);
        say(given.latency_ms.is_some() && is_computing, "--latency", reason());
        say(given.distribution.is_some() && is_computing, "--distribution", reason());
        say(given.unevenness.is_some() && config.tasks == 1, "--unevenness", "there is one task".to_owned());
    }
    say(given.sharing.is_some() && !has(Model::Threads), "--sharing", "no free threads are compared".to_owned());
    say(
        given.switch_interval_ms.is_some() && !has(Model::Gil),
        "--switch-interval",
        "no threads under a GIL are compared".to_owned(),
    );
    let is_text = matches!(given.format, None | Some(Format::Text));
    say(
        given.color.is_some_and(|color| color != Color::Auto) && !is_text,
        "--color",
        "only text is coloured".to_owned(),
    );
    let models: Vec<&str> = given.models.iter().map(|model| model.name()).collect();
    let workers: Vec<String> = given.workers.iter().map(u32::to_string).collect();
    for name in repeated(&models) {
        idle.push(format!("--model has {name} twice, which has no effect: each run is made once"));
    }
    for number in repeated(&workers).into_iter().filter(|_| !is_single) {
        idle.push(format!("--workers has {number} twice, which has no effect: each run is made once"));
    }
    idle
}

/// Why the number of workers does not matter: `sequential and event-loop run on 1 worker`.
fn single(plans: &[Plan]) -> String {
    let mut names: Vec<&str> = plans.iter().map(|plan| plan.model.name()).collect();
    names.dedup();
    format!("{} {} on 1 worker", names.join(" and "), if names.len() == 1 { "runs" } else { "run" })
}

/// What occurs more than once, each once.
fn repeated<T: PartialEq>(items: &[T]) -> Vec<&T> {
    let is_second = |index: usize| items[..index].iter().filter(|item| **item == items[index]).count() == 1;
    (0..items.len()).filter(|&index| is_second(index)).map(|index| &items[index]).collect()
}

#[cfg(test)]
mod tests {
    use std::ffi::OsString;

    use crate::cli::args::{Command, parse};

    fn idle(line: &str) -> Vec<String> {
        match parse(line.split_whitespace().map(OsString::from)) {
            Ok(Command::Lab(settings)) => settings.idle,
            other => panic!("{line}: {other:?}"),
        }
    }

    #[test]
    fn what_has_no_effect_is_said_with_its_reason() {
        for (line, expect) in [
            ("--model sequential --workers 4", "--workers has no effect: sequential runs on 1 worker"),
            (
                "--model sequential,event-loop --workers 2,2",
                "--workers has no effect: sequential and event-loop run on 1 worker",
            ),
            ("--workload pi --latency 100", "--latency has no effect: the tasks of pi do not wait"),
            ("--distribution uniform", "--distribution has no effect: the tasks of mandelbrot do not wait"),
            ("--tasks 1 --unevenness 3", "--unevenness has no effect: there is one task"),
            ("--model gil --sharing static", "--sharing has no effect: no free threads are compared"),
            ("--switch-interval 1", "--switch-interval has no effect: no threads under a GIL are compared"),
            ("--format json --color always", "--color has no effect: only text is coloured"),
            ("--model gil,gil,gil", "--model has gil twice, which has no effect: each run is made once"),
            ("--workers 2,4,2", "--workers has 2 twice, which has no effect: each run is made once"),
        ] {
            assert_eq!(idle(line), [expect], "{line}");
        }
        assert_eq!(idle("--model threads,threads --workers 2,2").len(), 2);
    }

    #[test]
    fn what_has_an_effect_on_one_run_and_what_was_not_given_is_not_said() {
        for line in [
            "",
            "--model event-loop,threads --workers 1,2,4 --sharing static",
            "--workload kitchen --latency 5 --distribution constant",
            "--model sequential,gil --switch-interval 1 --workers 3",
            "--format svg --color auto --unevenness 3",
            "--model sequential",
        ] {
            assert_eq!(idle(line), Vec::<String>::new(), "{line}");
        }
    }
}
