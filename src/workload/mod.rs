//! Real work, a file each: a serial kernel, the same work as tasks, and a known answer.
//!
//! A workload is cut into *tasks*, a task into *steps* of about a tenth of a millisecond. Between two steps an
//! executor may record, switch to another task, hand over a lock or notice that the run was cancelled; how it does
//! so is the execution model, and no business of the workload. Tasks of one *phase* are independent of each other;
//! a phase starts when the one before is complete.
//!
//! What a task needs comes in as [`Payload`]s and what it found leaves as one, so that the same task runs on a
//! thread, which shares them, and in a process, which gets copies.
//!
//! To add a workload: write its file with a [`Description`], and add a line to the list in this one.

mod config;
mod downloads;
mod kitchen;
mod mandelbrot;
mod matmul;
mod nbody;
mod payload;
mod pi;
mod picture;
mod primes;
mod sha256;
mod sort;
mod split;
mod wordcount;

pub use config::{Config, ConfigError, Distribution, Latency};
pub use mandelbrot::tiles as mandelbrot_tiles;
pub use payload::Payload;
pub use picture::Picture;
pub use split::Random;

use std::sync::{Arc, OnceLock};

/// Lists the workloads by their modules: what can be said about each, and how those that are compiled in are built.
macro_rules! workloads {
    ($($(#[$compiled_in:meta])? $module:ident,)*) => {
        /// Every workload, in the order in which readers are offered them.
        pub const ALL: &[&Description] = &[$(&$module::DESCRIPTION),*];

        /// Builds a workload from its settings.
        ///
        /// Apart from [`ALL`], so that a page that only names workloads does not carry their kernels.
        ///
        /// # Errors
        /// Where there is no workload of that name, or it is not compiled in.
        pub fn build(config: &Config) -> Result<Arc<dyn Workload>, ConfigError> {
            $($(#[$compiled_in])? if config.workload == $module::DESCRIPTION.name {
                return Ok($module::build(config));
            })*
            Err(ConfigError::Workload(config.workload.clone()))
        }
    };
}

// What a page's first view does not show is compiled with the feature `full` only.
workloads! {
    mandelbrot,
    #[cfg(feature = "full")] primes,
    #[cfg(feature = "full")] matmul,
    #[cfg(feature = "full")] nbody,
    #[cfg(feature = "full")] sort,
    #[cfg(feature = "full")] pi,
    #[cfg(feature = "full")] sha256,
    #[cfg(feature = "full")] wordcount,
    #[cfg(feature = "full")] downloads,
    #[cfg(feature = "full")] kitchen,
}

/// What bounds a workload's speed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Nature {
    /// CPU-bound: more cores, less time.
    Computing,
    /// I/O-bound: it waits, and waits can overlap on one worker.
    Waiting,
    /// Part one, part the other.
    Mixed,
}

/// What can be said about a workload before it is built.
pub struct Description {
    /// Its name on the command line and in links.
    pub name: &'static str,
    /// Its name for readers.
    pub title: &'static str,
    /// What it does, in one sentence.
    pub summary: &'static str,
    /// What bounds its speed.
    pub nature: Nature,
    /// What one of its tasks is called, such as `tile`.
    pub task_name: &'static str,
}

/// The workload of that name, where there is one.
#[must_use]
pub fn find(name: &str) -> Option<&'static Description> {
    ALL.iter().copied().find(|description| description.name == name)
}

/// Work that is ready to be done, as tasks.
pub trait Workload: Send + Sync {
    /// What a task can be busy with; [`Task::label`] and [`Step::Wait`] point into it.
    fn labels(&self) -> &'static [&'static str];

    /// Makes the input ready that arguments are taken from, such as matrices or a text. Executors call it before
    /// they start the clock; where they do not, the first call of [`Workload::arguments`] does it. It is not part
    /// of `build`, because a process of its own gets its input as arguments.
    fn prepare(&self) {}

    /// How many tasks each phase has. Tasks are numbered through all phases, from 0.
    fn phases(&self) -> Vec<u32>;

    /// What `task` works on. `results` holds the results of all earlier phases, by task number.
    fn arguments(&self, task: u32, results: &Results) -> Vec<Arc<Payload>>;

    /// Starts `task`. It may use the settings and `arguments`, and nothing else: in a process of its own there is
    /// nothing else.
    fn start(&self, task: u32, arguments: Vec<Arc<Payload>>) -> Box<dyn Task>;

    /// Puts the results together and checks them against what is known.
    fn answer(&self, results: &Results) -> Answer;

    /// The same work as one plain loop, without tasks: what the tasks are tested and measured against. Returns
    /// what [`Workload::answer`] would.
    fn serial(&self) -> Answer;

    /// The picture that the tasks paint, where they do.
    fn picture(&self) -> Option<&Arc<Picture>> {
        None
    }

    /// Takes note of a result that came as a message, from a task that could not share this instance's memory.
    fn accept(&self, task: u32, result: &Payload) {
        let _ = (task, result);
    }
}

/// A task under way.
pub trait Task: Send {
    /// Works for about a tenth of a millisecond, or less where nothing is left to do.
    fn step(&mut self) -> Step;

    /// What it is busy with, as an index into [`Workload::labels`].
    fn label(&self) -> u16 {
        0
    }
}

/// What a step came to.
#[derive(Debug)]
pub enum Step {
    /// There is more to do.
    More,
    /// The task cannot go on for that long, in nanoseconds; `label` says what it waits for.
    Wait {
        /// How long, in nanoseconds.
        duration_ns: u64,
        /// Index into [`Workload::labels`].
        label: u16,
    },
    /// The task is complete.
    Done(Payload),
}

/// What a workload found, and whether it is what is known to be right.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub struct Answer {
    /// The answer in words: `78498 primes below 1000000`.
    pub text: String,
    /// Whether it is the known one.
    pub verified: bool,
}

/// So many of something: `1 dish`, `12 dishes`.
fn counted(count: usize, one: &str, many: &str) -> String {
    format!("{count} {}", if count == 1 { one } else { many })
}

/// The results of a run, by task number: each is set once, by whoever ran the task.
#[derive(Debug)]
pub struct Results(Vec<OnceLock<Arc<Payload>>>);

impl Results {
    /// Room for the results of `tasks` tasks.
    #[must_use]
    pub fn new(tasks: u32) -> Self {
        Self((0..tasks).map(|_| OnceLock::new()).collect())
    }

    /// Keeps the result of `task`; the first one stays.
    pub fn set(&self, task: u32, result: Payload) {
        if let Some(slot) = self.0.get(task as usize) {
            let _ = slot.set(Arc::new(result));
        }
    }

    /// The result of `task`, once it is complete.
    #[must_use]
    pub fn get(&self, task: u32) -> Option<&Arc<Payload>> {
        self.0.get(task as usize)?.get()
    }

    /// The results that are there, in order of task.
    pub fn iter(&self) -> impl Iterator<Item = &Arc<Payload>> {
        self.0.iter().filter_map(OnceLock::get)
    }

    /// Whether every task is complete.
    #[must_use]
    pub fn is_complete(&self) -> bool {
        self.0.iter().all(|slot| slot.get().is_some())
    }
}

/// Runs every task of `workload` to its end, one after another, without waiting: what tests compare with.
#[must_use]
pub fn run_tasks(workload: &dyn Workload) -> Results {
    let total = workload.phases().iter().sum();
    let results = Results::new(total);
    for number in 0..total {
        let mut task = workload.start(number, workload.arguments(number, &results));
        let result = loop {
            if let Step::Done(result) = task.step() {
                break result;
            }
        };
        results.set(number, result);
    }
    results
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_workload_gives_its_known_answer_however_it_is_cut() {
        for description in ALL {
            for (tasks, unevenness) in [(1, 1.0), (12, 4.0), (100, 16.0)] {
                let config =
                    Config { tasks, unevenness, size: 0.01, ..Config::of(description.name).expect("a listed name") };
                let workload = build(&config).expect("a listed name");
                let serial = workload.serial();
                assert!(serial.verified, "{}: serial: {}", description.name, serial.text);
                let answer = workload.answer(&run_tasks(&*workload));
                assert_eq!(answer, serial, "{} in {tasks} tasks", description.name);
            }
        }
    }

    #[test]
    fn tasks_need_nothing_but_their_settings_and_copies_of_their_arguments() {
        for description in ALL {
            let config = Config { tasks: 5, size: 0.01, ..Config::of(description.name).expect("a listed name") };
            let workload = build(&config).expect("a listed name");
            let results = Results::new(workload.phases().iter().sum());
            for number in 0..workload.phases().iter().sum() {
                let copy = |payload: &Payload| {
                    let (kind, bytes) = payload.to_bytes();
                    Payload::from_bytes(kind, &bytes).expect("a payload's own bytes")
                };
                let arguments = workload.arguments(number, &results);
                let elsewhere = build(&config).expect("a listed name");
                let mut task = elsewhere.start(number, arguments.iter().map(|one| Arc::new(copy(one))).collect());
                let result = loop {
                    assert!(usize::from(task.label()) < workload.labels().len(), "{}", description.name);
                    if let Step::Done(result) = task.step() {
                        break copy(&result);
                    }
                };
                workload.accept(number, &result);
                results.set(number, result);
            }
            let answer = workload.answer(&results);
            assert!(answer.verified, "{}: {}", description.name, answer.text);
        }
    }

    #[test]
    fn the_answer_to_a_run_that_is_not_complete_is_not_verified() {
        for description in ALL {
            let config = Config { tasks: 5, size: 0.01, ..Config::of(description.name).expect("a listed name") };
            let workload = build(&config).expect("a listed name");
            let results = Results::new(workload.phases().iter().sum());
            assert!(!workload.answer(&results).verified, "{}", description.name);
        }
    }

    #[test]
    fn names_are_distinct_and_fit_the_command_line() {
        for (index, description) in ALL.iter().enumerate() {
            assert!(description.name.bytes().all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit()));
            assert!(ALL[index + 1..].iter().all(|other| other.name != description.name));
        }
    }
}
