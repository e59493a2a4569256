//! What a header says must come out, and whether it does. docs/programs.md has the words.

use interleave::gallery::header::Expectation;
use interleave::machine::settings::duration_ns;

use super::run::Ran;

/// Whether it holds on each machine that it is about.
pub fn check(expectation: &Expectation, runs: &[(&str, Ran)]) -> Result<(), String> {
    let Expectation { label, what } = expectation;
    let (word, rest) = what.split_once(' ').unwrap_or((what, ""));
    let told = |wrong: String| format!("expected {what}: {wrong}");
    match word {
        "ratio" => return ratio(rest, runs).map_err(told),
        "differs" => {
            let outputs: Vec<&str> = runs.iter().map(|run| &*run.1.stdout).collect();
            let is_different = outputs.windows(2).any(|pair| pair[0] != pair[1]);
            return if is_different { Ok(()) } else { Err(told("all machines print the same".to_owned())) };
        }
        _ => {}
    }
    for (at, run) in runs.iter().filter(|(at, _)| label.is_empty() || label == at) {
        one(word, rest, run).map_err(|wrong| format!("{at}: {}", told(wrong)))?;
    }
    Ok(())
}

fn one(word: &str, rest: &str, run: &Ran) -> Result<(), String> {
    let names = |names: &mut dyn Iterator<Item = &str>| {
        let mut names: Vec<&str> = names.collect();
        names.sort_unstable();
        names.dedup();
        names.join(", ")
    };
    let strings = &run.trace.strings;
    match word {
        "status" => same(&run.status(), rest),
        "time" => within(run.outcome.virtual_ns, rest),
        "parallelism" => same(&run.outcome.max_parallelism.to_string(), rest),
        "alive" => same(&most_alive(run).to_string(), rest),
        "prints" => prints(&run.stdout, rest),
        "errors" if run.stderr.contains(rest) => Ok(()),
        "errors" => Err(format!("it wrote\n{}", run.stderr)),
        "thread" => thread(rest, run),
        "ends" => {
            let (first, then) = rest.split_once(" before ").ok_or("A before B")?;
            let end = |name: &str| run.account(name).and_then(|it| it.end_ns).ok_or(format!("{name} has not ended"));
            if end(first)? < end(then)? { Ok(()) } else { Err(format!("{then} ended first")) }
        }
        "mark" => found(rest, &mut run.trace.instants.iter().map(|it| strings.get(it.name)), names),
        "flow" => found(rest, &mut run.flows().map(|it| it.0), names),
        "lane" => found(rest, &mut run.trace.lanes.iter().map(|it| strings.get(it.name)), names),
        "slice" => found(rest, &mut run.slice_names(None), names),
        "counter" => counter(rest, run),
        _ => Err(format!("there is no '{word}'")),
    }
}

type Names<'a> = dyn Iterator<Item = &'a str> + 'a;

fn found<'a>(
    wanted: &str,
    there: &mut Names<'a>,
    names: impl Fn(&mut dyn Iterator<Item = &str>) -> String,
) -> Result<(), String> {
    let there: Vec<&str> = there.collect();
    if there.contains(&wanted) { Ok(()) } else { Err(format!("there are {}", names(&mut there.iter().copied()))) }
}

fn same(found: &str, wanted: &str) -> Result<(), String> {
    if found == wanted { Ok(()) } else { Err(format!("it is {found}")) }
}

/// `A to B`, or a single duration.
fn within(found_ns: u64, range: &str) -> Result<(), String> {
    let (least, most) = range.split_once(" to ").unwrap_or((range, range));
    let read = |text: &str| duration_ns(text).ok_or(format!("'{text}' is no duration"));
    let (least, most) = (read(least)?, read(most)?);
    if (least..=most).contains(&found_ns) { Ok(()) } else { Err(format!("it is {} ms", found_ns as f64 / 1e6)) }
}

/// Lines that stand in the output in this order, perhaps with others between them.
fn prints(output: &str, wanted: &str) -> Result<(), String> {
    // However it is aligned.
    let words = |line: &str| line.split_whitespace().map(str::to_owned).collect::<Vec<_>>();
    let mut lines = output.lines();
    for line in wanted.split(" / ") {
        if !lines.any(|there| words(there) == words(line)) {
            return Err(format!("'{line}' is not where it should be in\n{output}"));
        }
    }
    Ok(())
}

/// `NAME STATE A to B`, where the state is new, running, runnable, waiting or alive.
fn thread(rest: &str, run: &Ran) -> Result<(), String> {
    for state in ["new", "running", "runnable", "waiting", "alive"] {
        let Some((name, range)) = rest.split_once(&format!(" {state} ")) else { continue };
        let it = run.account(name).ok_or_else(|| {
            let names: Vec<&str> = run.outcome.threads.iter().map(|thread| &*thread.name).collect();
            format!("there are {}", names.join(", "))
        })?;
        return within(
            match state {
                "new" => it.new_ns,
                "running" => it.running_ns,
                "runnable" => it.runnable_ns,
                "waiting" => it.waiting_ns,
                _ => it.life_ns(run.outcome.virtual_ns),
            },
            range,
        );
    }
    Err("a thread's name, a state and how long".to_owned())
}

/// `NAME`, or `NAME up to MOST`; of several with that name the one that got highest.
fn counter(rest: &str, run: &Ran) -> Result<(), String> {
    let (name, most) = rest.split_once(" up to ").map_or((rest, None), |(name, most)| (name, Some(most)));
    let strings = &run.trace.strings;
    let full = |counter: &interleave::trace::Counter| match strings.get(counter.series) {
        "" => strings.get(counter.name).to_owned(),
        series => format!("{} of {series}", strings.get(counter.name)),
    };
    let named = run.trace.counters.iter().filter(|it| full(it) == name || strings.get(it.name) == name);
    let highest = named.flat_map(|it| &it.value).copied().reduce(f64::max);
    let Some(highest) = highest else {
        let names: Vec<String> = run.trace.counters.iter().map(full).collect();
        return Err(format!("there are {}", names.join(", ")));
    };
    most.map_or(Ok(()), |most| same(&highest.to_string(), most))
}

/// How many threads were alive at an instant.
fn most_alive(run: &Ran) -> usize {
    let lives = run.outcome.threads.iter().map(|thread| &thread.account);
    let lives: Vec<(u64, u64)> =
        lives.map(|it| (it.start_ns, it.end_ns.unwrap_or(run.outcome.virtual_ns + 1))).collect();
    let alive = |at: u64| lives.iter().filter(|(start, end)| (*start..*end).contains(&at)).count();
    lives.iter().map(|life| alive(life.0)).max().unwrap_or(0)
}

/// `A / B LEAST to MOST`: of their virtual times.
fn ratio(rest: &str, runs: &[(&str, Ran)]) -> Result<(), String> {
    let words = "two machines and a range";
    let (one, rest) = rest.split_once(" / ").ok_or(words)?;
    let find = |label: &str| runs.iter().find(|run| run.0 == label).map(|run| run.1.outcome.virtual_ns as f64);
    let (other, _) = runs.iter().find(|(label, _)| rest.starts_with(&format!("{label} "))).ok_or(words)?;
    let (least, most) = rest[other.len() + 1..].split_once(" to ").ok_or(words)?;
    let number = |text: &str| text.parse::<f64>().map_err(|error| error.to_string());
    let ratio = find(one).ok_or(words)? / find(other).ok_or(words)?;
    if (number(least)?..=number(most)?).contains(&ratio) { Ok(()) } else { Err(format!("it is {ratio:.3}")) }
}
