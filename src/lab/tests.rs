//! The execution models, on threads of the operating system.

use std::time::{Duration, Instant};

use super::*;
use crate::time::Clock;
use crate::trace::{Metrics, State};
use crate::workload::Config;

#[derive(Clone, Copy)]
struct SinceStart(Instant);

impl Clock for SinceStart {
    fn now_ns(&self) -> u64 {
        self.0.elapsed().as_nanos() as u64
    }
}

#[derive(Clone)]
struct Threads(SinceStart);

impl Host for Threads {
    type Clock = SinceStart;

    fn clock(&self) -> SinceStart {
        self.0
    }

    fn sleep(&self, duration_ns: u64) {
        std::thread::sleep(Duration::from_nanos(duration_ns));
    }

    fn spawn(&self, job: Box<dyn FnOnce() + Send>) -> Result<(), HostError> {
        std::thread::spawn(job);
        Ok(())
    }
}

fn host() -> Threads {
    Threads(SinceStart(Instant::now()))
}

fn plan(workload: &str, model: Model, workers: u32) -> Plan {
    let config = Config { size: 0.02, ..Config::of(workload).unwrap() };
    Plan::new(config, model, workers)
}

fn run_here(plan: &Plan) -> (Outcome, Trace) {
    let host = host();
    let prepared = prepare(plan, host.clock()).unwrap();
    let (names, readers) = (prepared.names(), prepared.readers.clone());
    let outcome = run(prepared, &host, &Arc::new(Control::default())).unwrap();
    (outcome, trace(plan, names, &readers))
}

#[test]
fn every_model_that_shares_memory_finds_the_answer_on_any_number_of_workers() {
    for model in [Model::Sequential, Model::EventLoop, Model::Gil, Model::Threads] {
        for workers in [1, 2, 5] {
            for (sharing, _) in Sharing::ALL {
                let plan = Plan { sharing, ..plan("primes", model, workers) };
                let (outcome, trace) = run_here(&plan);
                assert!(outcome.answer.expect("it was not cancelled").verified, "{plan:?}");
                assert_eq!(Metrics::of(&trace).tasks.len(), 12, "{plan:?}");
                assert_eq!(trace.dropped, 0);
            }
        }
    }
}

#[test]
fn under_the_gil_no_two_tasks_execute_at_the_same_instant() {
    let config = Config { size: 0.2, ..Config::of("primes").unwrap() };
    let plan = Plan { switch_interval_ns: 200_000, ..Plan::new(config, Model::Gil, 4) };
    let (outcome, trace) = run_here(&plan);
    assert!(outcome.answer.unwrap().verified);
    let metrics = Metrics::of(&trace);
    assert_eq!(metrics.parallelism.max(), 1);
    assert!(metrics.concurrency.max() > 1, "several tasks are in progress");
    let waits = trace.workers().flat_map(|(_, lane)| lane.slices.iter()).filter(|s| s.state == State::Runnable);
    assert!(waits.count() > 0, "somebody waited for the lock");
}

#[test]
fn the_event_loop_has_all_tasks_in_progress_and_one_executing() {
    let plan = Plan { chunk_ns: 10_000, ..plan("primes", Model::EventLoop, 1) };
    let metrics = Metrics::of(&run_here(&plan).1);
    assert_eq!((metrics.parallelism.max(), metrics.concurrency.max()), (1, 12));
}

#[test]
fn a_cancelled_run_ends_without_an_answer_and_keeps_its_trace() {
    for model in [Model::Sequential, Model::EventLoop, Model::Gil, Model::Threads] {
        let config = Config { size: 100.0, ..Config::of("primes").unwrap() };
        let plan = Plan::new(config, model, 2);
        let host = host();
        let prepared = prepare(&plan, host.clock()).unwrap();
        let (names, readers) = (prepared.names(), prepared.readers.clone());
        let control = Arc::new(Control::default());
        let outcome = std::thread::scope(|scope| {
            let run = scope.spawn(|| run(prepared, &host, &control));
            // The first beat shows that a task is under way.
            while readers.iter().all(|r| r.header().beats.load(std::sync::atomic::Ordering::Relaxed) == 0) {
                std::thread::yield_now();
            }
            control.cancel();
            run.join().unwrap()
        });
        assert_eq!(outcome, Ok(Outcome { answer: None }), "{model:?}");
        assert!(trace(&plan, names, &readers).slice_count() > 0);
    }
}

#[test]
fn processes_get_copies_of_everything() {
    let plan = plan("primes", Model::Processes, 3);
    let host = host();
    let prepared = prepare(&plan, host.clock()).unwrap();
    let (names, readers) = (prepared.names(), prepared.readers.clone());
    let mut parent = Parent::new(prepared, Arc::new(Control::default())).unwrap();
    let mut children: Vec<Child<Threads>> = (0..3).map(|_| Child::new(&plan, host.clone()).unwrap()).collect();
    for child in 0..3 {
        parent.starting(child);
        parent.ready(child);
    }
    while !parent.is_over() {
        let mut sent = Vec::new();
        parent
            .hand_out(|child, request| {
                sent.push((child, serde_json::to_string(request)?));
                Ok::<_, serde_json::Error>(())
            })
            .unwrap();
        for (child, text) in sent {
            let arrived_ns = host.clock().now_ns();
            let reply = children[child].serve(arrived_ns, serde_json::from_str(&text).unwrap());
            let text = serde_json::to_string(&reply).unwrap();
            parent.receive(child, || serde_json::from_str(&text)).unwrap();
        }
    }
    assert!(parent.finish().answer.unwrap().verified);
    let trace = trace(&plan, names, &readers);
    assert_eq!(trace.flows.len(), 24, "arguments and a result for each of twelve tasks");
    assert!(trace.flows.iter().all(|flow| flow.from_ns <= flow.to_ns));
    assert_eq!(trace.workers().count(), 3);
}

#[test]
fn a_host_that_has_no_more_workers_is_an_error_and_not_a_wait() {
    #[derive(Clone)]
    struct Poor(Threads);
    impl Host for Poor {
        type Clock = SinceStart;
        fn clock(&self) -> SinceStart {
            self.0.clock()
        }
        fn sleep(&self, duration_ns: u64) {
            self.0.sleep(duration_ns);
        }
        fn spawn(&self, _: Box<dyn FnOnce() + Send>) -> Result<(), HostError> {
            Err(HostError { worker: 1, reason: "none left".to_owned() })
        }
    }
    let host = Poor(host());
    let plan = plan("primes", Model::Threads, 2);
    let prepared = prepare(&plan, host.clock()).unwrap();
    let error = run(prepared, &host, &Arc::new(Control::default())).unwrap_err();
    assert_eq!(error.to_string(), "worker 1: none left");
}
