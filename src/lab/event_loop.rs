//! Event loop: one worker, every task in progress at once.
//!
//! A task goes on until it waits or its chunk of computing is used up, then the next ready one does: nothing is
//! preempted, a task gives way at its own steps. Waits go into a queue of timers and overlap; the worker sleeps
//! only while every task waits.

use std::cmp::Reverse;
use std::collections::{BinaryHeap, VecDeque};

use super::plan::name::{self, of_label};
use super::{Control, Host};
use crate::record::LaneWriter;
use crate::trace::{Event, NO_TASK, State};
use crate::workload::{Results, Step, Task, Workload};

struct Ready {
    number: u32,
    task: Box<dyn Task>,
}

/// Runs every task on the calling worker, a chunk of at most about `chunk_ns` at a time.
pub fn run<H: Host>(
    workload: &dyn Workload,
    lane: &mut LaneWriter<H::Clock>,
    host: &H,
    control: &Control,
    chunk_ns: u64,
) -> Results {
    let phases = workload.phases();
    let results = Results::new(phases.iter().sum());
    let mut first = 0;
    for count in phases {
        run_phase(workload, first..first + count, &results, lane, host, control, chunk_ns);
        first += count;
    }
    lane.switch(State::Idle, NO_TASK, name::NONE);
    lane.publish();
    results
}

fn run_phase<H: Host>(
    workload: &dyn Workload,
    tasks: std::ops::Range<u32>,
    results: &Results,
    lane: &mut LaneWriter<H::Clock>,
    host: &H,
    control: &Control,
    chunk_ns: u64,
) {
    let start = |number| Ready { number, task: workload.start(number, workload.arguments(number, results)) };
    let mut ready: VecDeque<Ready> = tasks.map(start).collect();
    // Timers by the moment they are due. Waiting tasks stand in `waiting` under the timer's number.
    let mut timers: BinaryHeap<Reverse<(u64, usize)>> = BinaryHeap::new();
    let mut waiting: Vec<Option<Ready>> = Vec::new();

    while !control.is_cancelled() {
        let now_ns = lane.now_ns();
        while let Some(&Reverse((due_ns, slot))) = timers.peek()
            && due_ns <= now_ns
        {
            timers.pop();
            if let Some(woken) = waiting[slot].take() {
                lane.event(Event::WaitEnd { time_ns: now_ns, task: woken.number });
                ready.push_back(woken);
            }
        }
        let Some(mut current) = ready.pop_front() else {
            let Some(&Reverse((due_ns, _))) = timers.peek() else { break };
            lane.switch(State::Idle, NO_TASK, name::NONE);
            control.sleep_until(host, lane, due_ns);
            continue;
        };
        match run_chunk(&mut current, lane, host, control, chunk_ns) {
            Step::More => ready.push_back(current),
            Step::Wait { duration_ns, label } => {
                let time_ns = lane.now_ns();
                lane.event(Event::WaitStart { time_ns, task: current.number, name: of_label(label) });
                timers.push(Reverse((time_ns + duration_ns, waiting.len())));
                waiting.push(Some(current));
            }
            Step::Done(result) => {
                results.set(current.number, result);
                control.task_done();
            }
        }
    }
}

/// Lets one task go on until it waits, is complete, or has used up its chunk.
fn run_chunk<H: Host>(
    current: &mut Ready,
    lane: &mut LaneWriter<H::Clock>,
    host: &H,
    control: &Control,
    chunk_ns: u64,
) -> Step {
    let start_ns = lane.switch(State::Running, current.number, of_label(current.task.label()));
    loop {
        let step = current.task.step();
        lane.beat();
        host.between_steps();
        let is_over = !matches!(step, Step::More) || control.is_cancelled();
        if is_over || lane.now_ns().saturating_sub(start_ns) >= chunk_ns {
            return step;
        }
    }
}
