//! Sequential: one worker, one task after another; while a task waits, nothing happens.

use super::drive::{Open, drive};
use super::plan::name;
use super::{Control, Host};
use crate::record::LaneWriter;
use crate::trace::{NO_TASK, State};
use crate::workload::{Results, Workload};

/// Runs every task in order on the calling worker.
pub fn run<H: Host>(workload: &dyn Workload, lane: &mut LaneWriter<H::Clock>, host: &H, control: &Control) -> Results {
    let total = workload.phases().iter().sum();
    let results = Results::new(total);
    for task in 0..total {
        if control.is_cancelled() {
            break;
        }
        drive(workload, task, &results, lane, host, control, &mut Open);
    }
    lane.switch(State::Idle, NO_TASK, name::NONE);
    lane.publish();
    results
}
