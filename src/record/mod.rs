//! What workers write down while they run, and how it is packed.
//!
//! Every worker has a buffer of its own ([`LaneWriter`]), allocated before the run; any number of readers may look
//! at it meanwhile ([`LaneReader`]). A record is two words of 64 bits:
//!
//! | word | bits | content |
//! | --- | --- | --- |
//! | 0 | 0..64 | the stamp, in nanoseconds since the run's origin |
//! | 1 | 0..32 | task, the number of a flow, or a lane |
//! | 1 | 32..48 | index of a name |
//! | 1 | 48..56 | [`State`] |
//! | 1 | 56..64 | kind of record |
//!
//! A full buffer drops and counts: it never overwrites, waits or allocates.

mod lane;

pub use lane::{LaneHeader, LaneReader, LaneWriter, lane};

use crate::trace::{Event, State};

/// One record, as it stands in a buffer.
pub type Record = [u64; 2];

const SWITCH: u64 = 0;
const WAIT_START: u64 = 1;
const WAIT_END: u64 = 2;
const FLOW_OUT: u64 = 3;
const FLOW_IN: u64 = 4;
const INSTANT: u64 = 5;
const STEAL: u64 = 6;

#[inline(always)]
fn pack(kind: u64, state: State, name: u16, task: u32) -> u64 {
    kind << 56 | (state as u64) << 48 | u64::from(name) << 32 | u64::from(task)
}

/// Packs an event into a record.
#[inline(always)]
#[must_use]
pub fn encode(event: Event) -> Record {
    match event {
        Event::Switch { time_ns, state, task, name } => [time_ns, pack(SWITCH, state, name, task)],
        Event::WaitStart { time_ns, task, name } => [time_ns, pack(WAIT_START, State::Waiting, name, task)],
        Event::WaitEnd { time_ns, task } => [time_ns, pack(WAIT_END, State::Idle, 0, task)],
        Event::FlowOut { time_ns, id, name } => [time_ns, pack(FLOW_OUT, State::Idle, name, id)],
        Event::FlowIn { time_ns, id } => [time_ns, pack(FLOW_IN, State::Idle, 0, id)],
        Event::Instant { time_ns, name } => [time_ns, pack(INSTANT, State::Idle, name, 0)],
        Event::Steal { time_ns, from_lane, name } => [time_ns, pack(STEAL, State::Idle, name, from_lane)],
    }
}

/// Unpacks a record; none where it is of no kind that is known.
#[must_use]
pub fn decode(record: Record) -> Option<Event> {
    let [time_ns, word] = record;
    let (task, name) = (word as u32, (word >> 32) as u16);
    let state = State::from_number((word >> 48) as u8);
    Some(match word >> 56 {
        SWITCH => Event::Switch { time_ns, state, task, name },
        WAIT_START => Event::WaitStart { time_ns, task, name },
        WAIT_END => Event::WaitEnd { time_ns, task },
        FLOW_OUT => Event::FlowOut { time_ns, id: task, name },
        FLOW_IN => Event::FlowIn { time_ns, id: task },
        INSTANT => Event::Instant { time_ns, name },
        STEAL => Event::Steal { time_ns, from_lane: task, name },
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::trace::NO_TASK;

    #[test]
    fn events_survive_their_records() {
        let events = [
            Event::Switch { time_ns: u64::MAX, state: State::Overhead, task: NO_TASK, name: u16::MAX },
            Event::WaitStart { time_ns: 5, task: 3, name: 9 },
            Event::WaitEnd { time_ns: 6, task: 3 },
            Event::FlowOut { time_ns: 7, id: 12, name: 1 },
            Event::FlowIn { time_ns: 8, id: 12 },
            Event::Instant { time_ns: 9, name: 2 },
            Event::Steal { time_ns: 10, from_lane: 3, name: 2 },
        ];
        for event in events {
            assert_eq!(decode(encode(event)), Some(event));
        }
        assert_eq!(decode([0, 0xff << 56]), None);
    }
}
