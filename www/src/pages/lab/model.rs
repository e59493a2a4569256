//! The lab's state and how it changes. Pure: no view, no browser, no engine.

use std::rc::Rc;

use interleave::lab::{Model, Outcome, Plan};
use interleave::trace::{Metrics, Trace};
use yew::Reducible;

use super::matrix::Matrix;
use super::settings::Settings;
use super::sweep::Sweep;
use crate::engine::{RunId, Trouble};
use crate::link::Repair;

/// What was measured of a run.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Figures {
    pub makespan_ns: u64,
    pub utilisation: f64,
    /// Means over the makespan.
    pub in_progress: f64,
    pub at_once: f64,
    /// The largest number of tasks in progress, and at once.
    pub most: [u32; 2],
    /// Records that full buffers dropped.
    pub dropped: u64,
}

impl Figures {
    /// Measures a trace that is complete.
    pub fn of(trace: &Trace) -> Self {
        let metrics = Metrics::of(trace);
        Self {
            makespan_ns: metrics.makespan_ns(),
            utilisation: metrics.utilisation,
            in_progress: metrics.mean_concurrency,
            at_once: metrics.mean_parallelism,
            most: [metrics.concurrency.max(), metrics.parallelism.max()],
            dropped: trace.dropped,
        }
    }
}

/// How far a run is.
#[derive(Clone, Debug, PartialEq)]
pub enum Phase {
    /// It waits for the runs before it.
    Queued,
    Running,
    /// It is over: what was measured, what it found, and whether that is right.
    Done(Figures, Outcome),
    Cancelled,
    /// It could not be carried out: why.
    Refused(Trouble),
}

/// One of the runs that are compared.
#[derive(Clone, Debug, PartialEq)]
pub struct Entry {
    pub plan: Plan,
    pub run: RunId,
    pub phase: Phase,
}

impl Entry {
    /// What was measured, once the run is over and complete.
    pub fn figures(&self) -> Option<&Figures> {
        if let Phase::Done(figures, _) = &self.phase { Some(figures) } else { None }
    }

    /// Whether it waits or runs.
    pub fn is_open(&self) -> bool {
        matches!(self.phase, Phase::Queued | Phase::Running)
    }
}

/// How the engine is.
#[derive(Clone, Debug, PartialEq)]
pub enum Status {
    Starting,
    /// Runs can be started. On a page that is not isolated, workers share no memory.
    Ready {
        threads: u32,
    },
    /// It is dead: why.
    Failed(Trouble),
}

/// The whole state of the lab.
#[derive(Clone, Debug, PartialEq)]
pub struct Lab {
    /// How many cores the machine has.
    pub cores: u32,
    pub settings: Settings,
    pub status: Status,
    /// The comparison, in the order it is shown.
    pub entries: Vec<Entry>,
    pub sweep: Sweep,
    pub matrix: Matrix,
    /// What was wrong in the link and has been put right.
    pub repaired: Vec<Repair>,
    /// What the sender of the link measured, in microseconds; the models are those of the settings then.
    pub received: Option<(Vec<Model>, Vec<u64>)>,
}

/// The runs that settings ask for, before they have numbers: what is shown between a change and the first slice.
fn to_come(settings: &Settings) -> Vec<Entry> {
    settings.plans().into_iter().map(|plan| Entry { plan, run: 0, phase: Phase::Queued }).collect()
}

/// What can happen to the lab.
#[derive(Clone, Debug, PartialEq)]
pub enum Action {
    /// The reader set something.
    Set(Settings),
    /// A link was opened.
    Open { settings: Settings, results_us: Vec<u64>, repaired: Vec<Repair> },
    /// The engine came up, or went down.
    Engine(Status),
    /// A comparison was asked for.
    Compare(Vec<(Plan, RunId)>),
    /// A sweep was asked for.
    Sweep(Sweep),
    /// The table of every model was asked for.
    Matrix(Matrix),
    /// A run began; its plan may have fewer workers than asked for.
    Started(RunId, Option<Plan>),
    /// A run is over.
    Finished(RunId, Outcome, Figures),
    /// A run could not be carried out.
    Refused(RunId, Trouble),
    /// Everything that waits or runs was cancelled.
    Cancelled,
}

impl Lab {
    /// The lab before anything ran.
    pub fn new(settings: Settings, cores: u32) -> Self {
        let entries = to_come(&settings);
        Self {
            cores,
            settings,
            status: Status::Starting,
            entries,
            sweep: Sweep::default(),
            matrix: Matrix::default(),
            repaired: Vec::new(),
            received: None,
        }
    }

    /// Whether the comparison waits or runs.
    pub fn is_comparing(&self) -> bool {
        self.entries.iter().any(Entry::is_open)
    }

    /// Whether anything waits or runs.
    pub fn is_busy(&self) -> bool {
        self.is_comparing() || self.sweep.is_open() || self.matrix.is_open()
    }

    /// The makespans of the comparison, in microseconds, once all of it is over; else none.
    pub fn results_us(&self) -> Vec<u64> {
        let all: Option<Vec<u64>> =
            self.entries.iter().map(|entry| entry.figures().map(|f| f.makespan_ns / 1_000)).collect();
        all.unwrap_or_default()
    }

    /// The longest makespan of the comparison so far, in nanoseconds.
    pub fn longest_ns(&self) -> u64 {
        self.entries.iter().filter_map(Entry::figures).map(|figures| figures.makespan_ns).max().unwrap_or(0)
    }

    /// Whether the first visit's comparison came out as it hardly can: while a page still loads and compiles, one of its
    /// runs may be held up and the other not.
    pub fn is_doubtful(&self) -> bool {
        let [Some(one), Some(many)] = [0, 1].map(|index| self.entries.get(index)?.figures()) else { return false };
        let room = f64::from(self.entries[1].plan.workers.min(self.cores));
        let ratio = one.makespan_ns as f64 / many.makespan_ns.max(1) as f64;
        self.settings == Settings::first(self.cores) && !(0.5 * room..=1.15 * room).contains(&ratio)
    }

    fn entry(&mut self, run: RunId) -> Option<&mut Entry> {
        self.entries.iter_mut().find(|entry| entry.run == run)
    }

    fn set_phase(&mut self, run: RunId, phase: Phase) {
        if let Some(entry) = self.entry(run) {
            entry.phase = phase;
        }
    }

    /// Nothing that waits or runs will come to an end.
    fn abandon(&mut self) {
        for entry in self.entries.iter_mut().filter(|entry| entry.is_open()) {
            entry.phase = Phase::Cancelled;
        }
        self.sweep.stop();
        self.matrix.stop();
    }

    fn apply(&mut self, action: Action) {
        match action {
            Action::Set(settings) => {
                self.entries = to_come(&settings);
                self.settings = settings;
                self.repaired.clear();
                self.received = None;
            }
            Action::Open { settings, results_us, repaired } => {
                self.received = (!results_us.is_empty()).then(|| (settings.models.clone(), results_us));
                self.entries = to_come(&settings);
                self.settings = settings;
                self.repaired = repaired;
            }
            Action::Engine(status) => {
                if matches!(status, Status::Failed(_)) {
                    self.abandon();
                }
                self.status = status;
            }
            Action::Compare(runs) => {
                self.entries = runs.into_iter().map(|(plan, run)| Entry { plan, run, phase: Phase::Queued }).collect();
            }
            Action::Sweep(sweep) => self.sweep = sweep,
            Action::Matrix(matrix) => self.matrix = matrix,
            Action::Started(run, plan) => {
                if let Some(entry) = self.entry(run) {
                    entry.phase = Phase::Running;
                    entry.plan = plan.unwrap_or_else(|| entry.plan.clone());
                }
            }
            Action::Finished(run, outcome, figures) => {
                self.sweep.finished(run, outcome.answer.as_ref().map(|_| figures.makespan_ns));
                self.matrix.finished(run, &outcome, figures.makespan_ns);
                let is_complete = outcome.answer.is_some();
                self.set_phase(run, if is_complete { Phase::Done(figures, outcome) } else { Phase::Cancelled });
            }
            Action::Refused(run, reason) => {
                self.sweep.finished(run, None);
                self.matrix.refused(run);
                self.set_phase(run, Phase::Refused(reason));
            }
            Action::Cancelled => self.abandon(),
        }
    }
}

impl Reducible for Lab {
    type Action = Action;

    fn reduce(mut self: Rc<Self>, action: Action) -> Rc<Self> {
        Rc::make_mut(&mut self).apply(action);
        self
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use interleave::workload::Answer;

    fn comparing() -> Rc<Lab> {
        let settings = Settings::first(4);
        let runs = settings.plans().into_iter().zip(1..).collect();
        Rc::new(Lab::new(settings, 4)).reduce(Action::Compare(runs))
    }

    fn finished(run: RunId, makespan_ns: u64) -> Action {
        let answer = Some(Answer { text: "42".to_owned(), verified: true });
        Action::Finished(run, Outcome { answer }, Figures { makespan_ns, ..Figures::default() })
    }

    #[test]
    fn a_comparison_runs_one_after_the_other_and_is_over_with_the_last() {
        let lab = comparing();
        assert!(lab.is_comparing());
        let lab = lab.reduce(Action::Started(1, None));
        assert_eq!((&lab.entries[0].phase, &lab.entries[1].phase), (&Phase::Running, &Phase::Queued));
        let lab = lab.reduce(finished(1, 1_140_000_000));
        assert_eq!(lab.results_us(), Vec::<u64>::new(), "half a comparison is none");
        let lab = lab.reduce(finished(2, 310_000_000));
        assert_eq!((lab.results_us(), lab.longest_ns()), (vec![1_140_000, 310_000], 1_140_000_000));
        assert!(!lab.is_busy());
    }

    #[test]
    fn what_an_earlier_comparison_reports_changes_nothing() {
        let lab = comparing();
        let runs = lab.settings.plans().into_iter().zip(5..).collect();
        let newer = lab.reduce(Action::Compare(runs));
        let changed = Settings { workers: 9, ..newer.settings.clone() };
        let changed = newer.clone().reduce(Action::Set(changed));
        assert_eq!((changed.entries[1].plan.workers, changed.is_comparing()), (9, true), "a change is seen at once");
        assert_eq!(*changed.clone().reduce(finished(5, 9)), *changed);
        for action in [Action::Started(1, None), finished(2, 9), Action::Refused(1, Trouble::told("no".to_owned()))] {
            assert_eq!(*newer.clone().reduce(action), *newer);
        }
    }

    #[test]
    fn what_four_cores_hardly_do_is_doubtful_on_the_first_visit_only() {
        let of = |one_ms: u64| comparing().reduce(finished(1, one_ms * 1_000_000)).reduce(finished(2, 100_000_000));
        for (one_ms, expect) in [(100, true), (199, true), (210, false), (390, false), (450, false), (470, true)] {
            assert_eq!(of(one_ms).is_doubtful(), expect, "{one_ms} ms against 100");
        }
        let mut other = (*of(100)).clone();
        other.settings.config.tasks = 13;
        assert!(!other.is_doubtful() && !comparing().is_doubtful());
    }

    #[test]
    fn a_failed_engine_leaves_nothing_open_and_keeps_what_was_measured() {
        let lab = comparing().reduce(finished(1, 7_000));
        let lab = lab.reduce(Action::Engine(Status::Failed(Trouble::told("worker died".to_owned()))));
        assert!(!lab.is_busy());
        assert_eq!(lab.entries[0].figures().map(|figures| figures.makespan_ns), Some(7_000));
        assert_eq!(lab.entries[1].phase, Phase::Cancelled);
    }

    #[test]
    fn a_run_without_an_answer_was_cancelled() {
        let lab = comparing().reduce(Action::Finished(1, Outcome { answer: None }, Figures::default()));
        assert_eq!(lab.entries[0].phase, Phase::Cancelled);
    }

    #[test]
    fn what_a_link_said_holds_until_the_reader_sets_something() {
        let settings = Settings::first(4);
        let open = Action::Open {
            settings: settings.clone(),
            results_us: vec![5, 3],
            repaired: vec![Repair::View("x".to_owned())],
        };
        let lab = Rc::new(Lab::new(settings.clone(), 4)).reduce(open);
        assert_eq!(lab.received, Some((settings.models.clone(), vec![5, 3])));
        let lab = lab.reduce(Action::Set(settings));
        assert_eq!((&lab.received, lab.repaired.len()), (&None, 0));
    }
}
