//! Processes that wait for time and for resources: the event core by itself, for queues and servers.
//!
//! A process is a small value that says, each time it goes on, what it waits for next. There is no stack to switch and
//! nothing is allocated for a process that comes and goes, which is why a million customers a second is slow.
//! The model is SimPy's (processes, timeouts, resources with a first-come queue); its words are the field's.
//!
//! ```
//! use interleave::machine::flow::{Flow, Model, ProcessId, Resource, Wait};
//!
//! /// Each holds the only machine for 3 ns.
//! struct Shop(Resource, Vec<u64>);
//! #[derive(Clone, Copy)]
//! enum Customer { Arrives, IsServed, Leaves }
//!
//! impl Model for Shop {
//!     type Process = Customer;
//!     fn resume(&mut self, flow: &mut Flow<Customer>, id: ProcessId) -> Wait {
//!         match flow[id] {
//!             Customer::Arrives => { flow[id] = Customer::IsServed; Wait::Acquire(self.0) }
//!             Customer::IsServed => { flow[id] = Customer::Leaves; Wait::For(3) }
//!             Customer::Leaves => { flow.release(self.0); self.1.push(flow.now_ns()); Wait::Done }
//!         }
//!     }
//! }
//!
//! let mut flow = Flow::default();
//! let mut shop = Shop(flow.add_resource(1), Vec::new());
//! for arrival_ns in [0, 1, 10] {
//!     flow.start_at(arrival_ns, Customer::Arrives);
//! }
//! flow.run(&mut shop, u64::MAX);
//! assert_eq!(shop.1, [3, 6, 13]);
//! ```

use std::collections::VecDeque;
use std::ops::{Index, IndexMut};

use super::events::Timers;

/// Which process; the number of one that is done is given to another.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct ProcessId(u32);

/// Which resource.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Resource(u32);

/// What a process does until it goes on.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Wait {
    /// It lets so many nanoseconds pass.
    For(u64),
    /// It waits for a unit of the resource, behind those that came before it, and has it from then on.
    Acquire(Resource),
    /// Nothing: it is done.
    Done,
}

/// What processes do.
pub trait Model {
    /// What is known of one process.
    type Process: Copy;

    /// Lets process `id` go on until it waits or is done.
    fn resume(&mut self, flow: &mut Flow<Self::Process>, id: ProcessId) -> Wait;
}

#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
struct Units {
    free: u32,
    queue: VecDeque<ProcessId>,
}

/// Processes, resources and the virtual time.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Flow<P> {
    now_ns: u64,
    timers: Timers<ProcessId>,
    /// Who goes on at this very moment, in order.
    due: VecDeque<ProcessId>,
    processes: Vec<P>,
    unused: Vec<ProcessId>,
    resources: Vec<Units>,
}

impl<P> Default for Flow<P> {
    fn default() -> Self {
        Self {
            now_ns: 0,
            timers: Timers::default(),
            due: VecDeque::new(),
            processes: Vec::new(),
            unused: Vec::new(),
            resources: Vec::new(),
        }
    }
}

impl<P> Index<ProcessId> for Flow<P> {
    type Output = P;
    #[inline]
    fn index(&self, id: ProcessId) -> &P {
        &self.processes[id.0 as usize]
    }
}

impl<P> IndexMut<ProcessId> for Flow<P> {
    #[inline]
    fn index_mut(&mut self, id: ProcessId) -> &mut P {
        &mut self.processes[id.0 as usize]
    }
}

impl<P: Copy> Flow<P> {
    /// The virtual time, in nanoseconds.
    #[inline]
    #[must_use]
    pub fn now_ns(&self) -> u64 {
        self.now_ns
    }

    /// Adds a resource with so many units.
    pub fn add_resource(&mut self, units: u32) -> Resource {
        self.resources.push(Units { free: units, queue: VecDeque::new() });
        Resource(self.resources.len() as u32 - 1)
    }

    /// How many processes wait for a unit of `resource`.
    #[must_use]
    pub fn queued(&self, resource: Resource) -> usize {
        self.resources[resource.0 as usize].queue.len()
    }

    /// Starts a process at this moment, after what is already due.
    #[inline]
    pub fn start(&mut self, process: P) -> ProcessId {
        let id = self.add(process);
        self.due.push_back(id);
        id
    }

    /// Starts a process at `time_ns`, or now where that has passed.
    pub fn start_at(&mut self, time_ns: u64, process: P) -> ProcessId {
        let id = self.add(process);
        self.timers.put(time_ns.max(self.now_ns), id);
        id
    }

    #[inline]
    fn add(&mut self, process: P) -> ProcessId {
        match self.unused.pop() {
            Some(id) => {
                self[id] = process;
                id
            }
            None => {
                self.processes.push(process);
                ProcessId(self.processes.len() as u32 - 1)
            }
        }
    }

    /// Gives a unit back; who waits longest has it from this moment on.
    #[inline]
    pub fn release(&mut self, resource: Resource) {
        let units = &mut self.resources[resource.0 as usize];
        match units.queue.pop_front() {
            Some(id) => self.due.push_back(id),
            None => units.free += 1,
        }
    }

    /// Lets processes go on until `end_ns` has passed or none is left that will go on.
    pub fn run<M: Model<Process = P>>(&mut self, model: &mut M, end_ns: u64) {
        loop {
            while let Some(id) = self.due.pop_front() {
                self.resume(model, id);
            }
            let Some((time_ns, id)) = self.timers.take_until(end_ns) else { return };
            self.now_ns = time_ns;
            self.resume(model, id);
        }
    }

    #[inline]
    fn resume<M: Model<Process = P>>(&mut self, model: &mut M, id: ProcessId) {
        loop {
            match model.resume(self, id) {
                Wait::For(duration_ns) => return self.timers.put(self.now_ns.saturating_add(duration_ns), id),
                Wait::Acquire(resource) => {
                    let units = &mut self.resources[resource.0 as usize];
                    if units.free == 0 {
                        return units.queue.push_back(id);
                    }
                    units.free -= 1;
                }
                Wait::Done => return self.unused.push(id),
            }
        }
    }
}
