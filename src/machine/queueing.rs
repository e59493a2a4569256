//! The M/M/1 queue: customers come at random, wait their turn, are served for a random time.
//!
//! It has an exact answer (the mean time in the system is `1 / (service rate - arrival rate)`), so it is what
//! simulators are checked with; here it is also what the event core is measured with.

use super::flow::{Flow, Model, ProcessId, Resource, Wait};
use super::random::exponential_ns;
use crate::workload::Random;

/// What is simulated.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Queue {
    /// How many customers come in all.
    pub customers: u32,
    /// Mean time between two arrivals, in nanoseconds.
    pub between_ns: f64,
    /// Mean time that serving one takes, in nanoseconds.
    pub service_ns: f64,
    /// How many are served at the same time: 1 for M/M/1, more for M/M/c.
    pub servers: u32,
    /// What the random times follow from.
    pub seed: u64,
}

/// What came out.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Served {
    /// How many customers left.
    pub customers: u32,
    /// Mean time from arriving to leaving, in nanoseconds.
    pub mean_ns: f64,
    /// When the last one left, in nanoseconds.
    pub end_ns: u64,
}

#[derive(Clone, Copy)]
enum Process {
    Source { left: u32 },
    Arrives { at_ns: u64 },
    IsServed { since_ns: u64 },
    Leaves { since_ns: u64 },
}

struct Shop {
    queue: Queue,
    server: Resource,
    random: Random,
    customers: u32,
    total_ns: u64,
}

impl Model for Shop {
    type Process = Process;

    #[inline]
    fn resume(&mut self, flow: &mut Flow<Process>, id: ProcessId) -> Wait {
        match flow[id] {
            Process::Source { left: 0 } => Wait::Done,
            Process::Source { left } => {
                flow[id] = Process::Source { left: left - 1 };
                let at_ns = flow.now_ns();
                flow.start(Process::Arrives { at_ns });
                Wait::For(exponential_ns(&mut self.random, self.queue.between_ns))
            }
            Process::Arrives { at_ns } => {
                flow[id] = Process::IsServed { since_ns: at_ns };
                Wait::Acquire(self.server)
            }
            Process::IsServed { since_ns } => {
                flow[id] = Process::Leaves { since_ns };
                Wait::For(exponential_ns(&mut self.random, self.queue.service_ns))
            }
            Process::Leaves { since_ns } => {
                flow.release(self.server);
                self.customers += 1;
                self.total_ns += flow.now_ns() - since_ns;
                Wait::Done
            }
        }
    }
}

impl Queue {
    /// Simulates until every customer has left.
    #[must_use]
    pub fn run(self) -> Served {
        let mut flow = Flow::default();
        let server = flow.add_resource(self.servers);
        let mut shop = Shop { queue: self, server, random: Random::new(self.seed), customers: 0, total_ns: 0 };
        flow.start(Process::Source { left: self.customers });
        flow.run(&mut shop, u64::MAX);
        let mean_ns = if shop.customers == 0 { 0.0 } else { shop.total_ns as f64 / f64::from(shop.customers) };
        Served { customers: shop.customers, mean_ns, end_ns: flow.now_ns() }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn queue(servers: u32, load: f64) -> Queue {
        Queue { customers: 400_000, between_ns: 1e9 / load, service_ns: 1e9, servers, seed: 7 }
    }

    #[test]
    fn the_mean_time_in_an_m_m_1_queue_is_what_theory_says() {
        for (load, expect_s) in [(0.25, 4.0 / 3.0), (0.5, 2.0), (0.75, 4.0)] {
            let served = queue(1, load).run();
            let mean_s = served.mean_ns / 1e9;
            assert!((mean_s / expect_s - 1.0).abs() < 0.03, "load {load}: {mean_s}");
            assert_eq!(served.customers, 400_000);
        }
    }

    /// Erlang's formula for two servers, each half busy: the mean time is 1 / (1 - 0.25) = 4/3 of a service.
    #[test]
    fn two_servers_share_one_queue() {
        let mean_s = queue(2, 1.0).run().mean_ns / 1e9;
        assert!((mean_s * 3.0 / 4.0 - 1.0).abs() < 0.03, "{mean_s}");
    }

    #[test]
    fn the_same_seed_gives_the_same_run() {
        assert_eq!(queue(1, 0.5).run(), queue(1, 0.5).run());
        assert_ne!(queue(1, 0.5).run(), Queue { seed: 8, ..queue(1, 0.5) }.run());
    }
}
