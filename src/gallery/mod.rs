//! The programs that come with Interleave, each of which shows something.
//!
//! They lie in `static/programs/`, where the page fetches them, with `index.json`, which says what there is. What a
//! program says of itself stands at its top ([`header`]). To add one: a file there and its line in `PROGRAMS`; then
//! `BLESS=1 cargo test --test programs` writes the list. It refuses to run them; machines do.

pub mod concepts;
pub mod header;

use serde::Serialize;

pub use header::{Header, HeaderError};

/// A program.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Program {
    /// What it is called in addresses and on the command line; its file is `id.py`.
    pub id: &'static str,
    /// Its text.
    pub source: &'static str,
}

macro_rules! programs {
    ($($id:literal)*) => {
        /// Every program, in the order of the gallery.
        pub const PROGRAMS: &[Program] = &[
            $(Program { id: $id, source: include_str!(concat!("../../static/programs/", $id, ".py")) }),*
        ];
    };
}

programs! {
    "cooks"
    "responsive"
    "job_ids"
    "operations"
    "latencies"
    "greedy"
    "gantt"
    "transitions"
    "switch_cost"
    "quantum"
    "order"
    "priorities"
    "main_thread"
    "life"
    "hello"
    "joining"
    "who_is_here"
    "tokens"
    "two_cooks"
    "subclass"
    "daemon"
    "stacks"
    "downloads"
    "own_memory"
    "same_program"
    "start_methods"
    "messages"
    "start_cost"
    "exit_code"
    "load_add_store"
    "counter"
    "exact_total"
    "semaphore"
    "one_holder"
    "with_statement"
    "condition"
    "dependencies"
    "bank"
    "bank_in_order"
    "bank_timeout"
    "bounded_queue"
    "gil"
    "gil_and_io"
    "primes"
    "free_threads"
    "interpreters"
    "which"
    "pickling"
    "pool_map"
    "imap_unordered"
    "apply_async"
    "pool_settings"
    "future_life"
    "executor_map"
    "as_completed"
    "server"
    "event_loop"
    "greedy_callback"
    "three_ways"
    "computing_threads"
    "no_guard"
    "with_guard"
    "unlocked"
    "shared_value"
    "thread_per_item"
}

impl Program {
    /// The one with that name.
    #[must_use]
    pub fn find(id: &str) -> Option<&'static Self> {
        PROGRAMS.iter().find(|program| program.id == id)
    }

    /// What it says of itself.
    ///
    /// # Errors
    /// Where its header cannot be read.
    pub fn header(&self) -> Result<Header, HeaderError> {
        Header::read(self.source)
    }
}

/// What `index.json` says of a program.
#[derive(Serialize)]
struct Entry<'a> {
    id: &'a str,
    title: &'a str,
    about: &'a str,
    concepts: &'a [u8],
    machines: Vec<Machine<'a>>,
}

#[derive(Serialize)]
struct Machine<'a> {
    label: &'a str,
    settings: serde_json::Map<String, serde_json::Value>,
}

/// `index.json`: the concepts with their chapters, and the programs, a line each.
///
/// # Errors
/// Where a header cannot be read.
pub fn index() -> Result<String, HeaderError> {
    let concepts: Vec<String> =
        concepts::all().map(|concept| json(&(concept.number, concept.chapter, concept.name))).collect();
    let mut programs = Vec::new();
    for program in PROGRAMS {
        let header = program.header()?;
        let machines = header.machines.iter().map(|machine| Machine {
            label: &machine.label,
            settings: machine.settings.iter().map(|(name, given)| (name.clone(), given.clone().into())).collect(),
        });
        let (title, about, concepts) = (&*header.title, &*header.about, &*header.concepts);
        programs.push(json(&Entry { id: program.id, title, about, concepts, machines: machines.collect() }));
    }
    Ok(format!("{{\"concepts\": [\n{}\n],\n\"programs\": [\n{}\n]}}\n", concepts.join(",\n"), programs.join(",\n")))
}

fn json(value: &impl Serialize) -> String {
    serde_json::to_string(value).unwrap_or_default()
}
