//! Stepping back from the end of a run of a million instructions.

use std::time::Instant;

use interleave::machine::history::{History, Unit};
use interleave::machine::{Config, Machine};
use interleave::python::World;
use interleave::python::guest::WorldOptions;

/// Two threads that take turns under a lock, some million instructions in all.
const PROGRAM: &str = "
import threading

total = 0
lock = threading.Lock()

def work():
    global total
    for i in range(50):
        with lock:
            for j in range(2500):
                total += j

threads = [threading.Thread(target=work) for _ in range(2)]
for thread in threads:
    thread.start()
for thread in threads:
    thread.join()
";

/// Prints, for a step back by an instruction, a line, a switch and an event, the longest that one took, then how many
/// instructions the run had.
pub fn run(turns: u32) {
    let world = World::load(PROGRAM, WorldOptions::default()).expect("the program is supported");
    let machine = Machine::new(world, Config::default()).expect("the machine can be built").recorded();
    let mut history = History::new(machine);
    while history.run(1_000_000).is_none() {}
    let instructions = history.machine().instructions();
    for unit in [Unit::Instruction, Unit::Line, Unit::Switch, Unit::Event] {
        let mut longest_ms = 0.0_f64;
        for _ in 0..turns.max(1) {
            history.seek(history.front());
            let start = Instant::now();
            history.back(unit);
            longest_ms = longest_ms.max(start.elapsed().as_secs_f64() * 1e3);
        }
        print!("{longest_ms} ");
    }
    println!("{instructions}");
}
