//! Free threads: workers that share memory and compute at the same time.
//!
//! How tasks are shared out is for the reader to choose. Stealing is shown as an arrow from the worker that had the
//! task to the one that took it; the queues are those that rayon uses (`crossbeam-deque`).

use std::sync::{Arc, Mutex, PoisonError};

use crossbeam_deque::{Steal, Stealer, Worker as Deque};

use super::drive::{Open, drive};
use super::hand_out::{Meeting, Queue, on_workers, part, queues, ranges};
use super::plan::name;
use super::{Control, Host, HostError, Sharing};
use crate::record::LaneWriter;
use crate::time::Clock;
use crate::trace::Event;
use crate::workload::{Results, Workload};

/// Where the workers of one phase get their tasks from.
enum Source {
    Parts(std::ops::Range<u32>, usize),
    Shared(Queue),
    Stealing(Stealing),
}

impl Source {
    /// Runs `each` on every task that falls to worker `index`.
    fn for_each<C: Clock>(
        &self,
        index: usize,
        lane: &mut LaneWriter<C>,
        mut each: impl FnMut(u32, &mut LaneWriter<C>),
    ) {
        match self {
            Self::Parts(tasks, workers) => part(tasks, index, *workers).for_each(|task| each(task, lane)),
            Self::Shared(queue) => {
                while let Some(task) = queue.take() {
                    each(task, lane);
                }
            }
            Self::Stealing(stealing) => {
                let own = stealing.own(index);
                while let Some(task) = own.pop().or_else(|| stealing.steal(index, &own, lane)) {
                    each(task, lane);
                }
            }
        }
    }
}

/// A queue a worker, and the way into the others' queues.
struct Stealing {
    own: Vec<Mutex<Option<Deque<u32>>>>,
    others: Vec<Stealer<u32>>,
}

impl Stealing {
    fn new(tasks: &std::ops::Range<u32>, workers: usize) -> Self {
        let queues: Vec<Deque<u32>> = (0..workers).map(|_| Deque::new_fifo()).collect();
        for (index, queue) in queues.iter().enumerate() {
            part(tasks, index, workers).for_each(|task| queue.push(task));
        }
        let others = queues.iter().map(Deque::stealer).collect();
        Self { own: queues.into_iter().map(|queue| Mutex::new(Some(queue))).collect(), others }
    }

    /// The queue of worker `index`, which takes it for good.
    fn own(&self, index: usize) -> Deque<u32> {
        let own = self.own[index].lock().unwrap_or_else(PoisonError::into_inner).take();
        own.unwrap_or_else(Deque::new_fifo)
    }

    /// Takes up to half of another worker's tasks, beginning with the next neighbour; none where all are empty.
    fn steal<C: Clock>(&self, thief: usize, own: &Deque<u32>, lane: &mut LaneWriter<C>) -> Option<u32> {
        let workers = self.others.len();
        loop {
            let mut is_contended = false;
            for victim in (1..workers).map(|step| (thief + step) % workers) {
                match self.others[victim].steal_batch_and_pop(own) {
                    Steal::Success(task) => {
                        let (time_ns, from_lane) = (lane.now_ns(), victim as u32);
                        lane.event(Event::Steal { time_ns, from_lane, name: name::STOLEN });
                        return Some(task);
                    }
                    Steal::Retry => is_contended = true,
                    Steal::Empty => {}
                }
            }
            if !is_contended {
                return None;
            }
        }
    }
}

/// Runs every task on as many workers as there are lanes.
pub fn run<H: Host>(
    workload: Arc<dyn Workload>,
    lanes: Vec<LaneWriter<H::Clock>>,
    host: &H,
    control: &Arc<Control>,
    sharing: Sharing,
) -> Result<Arc<Results>, HostError> {
    let (phases, workers) = (workload.phases(), lanes.len());
    let sources: Vec<Source> = match sharing {
        Sharing::Static => ranges(&phases).into_iter().map(|tasks| Source::Parts(tasks, workers)).collect(),
        Sharing::Dynamic => queues(&phases).into_iter().map(Source::Shared).collect(),
        Sharing::WorkStealing => {
            ranges(&phases).iter().map(|tasks| Source::Stealing(Stealing::new(tasks, workers))).collect()
        }
    };
    let (results, meeting) = (Arc::new(Results::new(phases.iter().sum())), Meeting::new(workers));
    let body = {
        let (results, host, control) = (results.clone(), host.clone(), control.clone());
        move |index: usize, lane: &mut LaneWriter<H::Clock>| {
            for source in &sources {
                source.for_each(index, lane, |task, lane| {
                    if !control.is_cancelled() {
                        drive(&*workload, task, &results, lane, &host, &control, &mut Open);
                    }
                });
                meeting.wait(lane, &control);
            }
        }
    };
    on_workers(lanes, host, control, body)?;
    Ok(results)
}
