//! The buffer of one worker: one writer, any number of readers, no lock.
//!
//! This is the only module of the core that is allowed `unsafe`. Records are plain words in a shared buffer, not
//! atomics: WebAssembly knows only sequentially consistent atomic stores, which cost some 6 ns each, and a record
//! may cost 2 ns. The argument that this is sound is short:
//! - there is one [`LaneWriter`], it is not `Clone`, and writing takes `&mut`;
//! - it writes slots at and past `published` only, and each slot once;
//! - readers read slots before `published` only, which they load with acquire after the writer stored it with release.
//!
//! What the buffer refuses to do: to overwrite, to wait, to allocate after it was made.
#![allow(unsafe_code)]

use std::cell::UnsafeCell;
use std::sync::Arc;
use std::sync::atomic::{AtomicU32, Ordering};

use super::{Record, encode};
use crate::time::Clock;
use crate::trace::{Event, State};

/// How long a record may stay unpublished while more of them follow closely. Publishing each would cost an atomic
/// store a record; readers draw at most every 4 ms.
const PUBLISH_AFTER_NS: u64 = 1_000_000;

/// The counters of a lane, in the order in which the page reads them from shared memory.
#[derive(Debug, Default)]
#[repr(C)]
pub struct LaneHeader {
    /// How many records may be read.
    pub published: AtomicU32,
    /// How many did not fit.
    pub dropped: AtomicU32,
    /// Rises while the worker makes progress: one that stands still is stuck or dead.
    pub beats: AtomicU32,
}

#[derive(Debug)]
struct Shared {
    header: LaneHeader,
    slots: Box<[UnsafeCell<Record>]>,
}

// SAFETY: slots are written by the one writer before they are published and never after, and read by others only
// after they were published (see the top of this module).
unsafe impl Sync for Shared {}

/// Makes a buffer for `capacity` records and returns its two ends.
#[must_use]
pub fn lane<C: Clock>(capacity: usize, clock: C) -> (LaneWriter<C>, LaneReader) {
    let slots = (0..capacity).map(|_| UnsafeCell::new([0; 2])).collect();
    let shared = Arc::new(Shared { header: LaneHeader::default(), slots });
    let reader = LaneReader { shared: shared.clone() };
    (LaneWriter { shared, clock, len: 0, published: 0, published_at_ns: 0 }, reader)
}

/// The end that a worker writes to.
#[derive(Debug)]
pub struct LaneWriter<C> {
    shared: Arc<Shared>,
    clock: C,
    len: u32,
    /// How many of them readers have been shown.
    published: u32,
    published_at_ns: u64,
}

impl<C: Clock> LaneWriter<C> {
    /// From now on the lane is in `state`: ends the slice before and starts the next with one stamp, which is returned.
    #[inline(always)]
    pub fn switch(&mut self, state: State, task: u32, name: u16) -> u64 {
        let time_ns = self.clock.now_ns();
        self.push(time_ns, encode(Event::Switch { time_ns, state, task, name }));
        time_ns
    }

    /// Writes an event whose stamp was taken before.
    pub fn event(&mut self, event: Event) {
        let record = encode(event);
        self.push(record[0], record);
    }

    /// The present, on the clock of this lane.
    #[inline]
    #[must_use]
    pub fn now_ns(&self) -> u64 {
        self.clock.now_ns()
    }

    /// Writes a record that another worker made, such as one that came with a message.
    #[inline(always)]
    pub fn push(&mut self, time_ns: u64, record: Record) {
        let Some(slot) = self.shared.slots.get(self.len as usize) else {
            self.drop_one();
            return;
        };
        // SAFETY: slot `len` is not published, so nobody reads it, and `&mut self` is the only writer.
        unsafe { *slot.get() = record };
        self.len += 1;
        if time_ns.wrapping_sub(self.published_at_ns) >= PUBLISH_AFTER_NS {
            self.published_at_ns = time_ns;
            self.publish();
        }
    }

    #[cold]
    fn drop_one(&self) {
        self.shared.header.dropped.fetch_add(1, Ordering::Relaxed);
    }

    /// Lets readers see all that was written.
    pub fn publish(&mut self) {
        self.published = self.len;
        self.shared.header.published.store(self.len, Ordering::Release);
    }

    /// Says that the worker is alive, and publishes what it wrote. Call it between steps, every millisecond or so.
    #[inline]
    pub fn beat(&mut self) {
        self.shared.header.beats.fetch_add(1, Ordering::Relaxed);
        if self.published != self.len {
            self.publish();
        }
    }
}

impl<C> Drop for LaneWriter<C> {
    fn drop(&mut self) {
        self.shared.header.published.store(self.len, Ordering::Release);
    }
}

/// An end that reads: as many as are wanted, while the writer writes.
#[derive(Clone, Debug)]
pub struct LaneReader {
    shared: Arc<Shared>,
}

impl LaneReader {
    /// The records from the `from`th on that have been published.
    pub fn read(&self, from: usize) -> impl Iterator<Item = Record> + '_ {
        let published = self.shared.header.published.load(Ordering::Acquire) as usize;
        let slots = self.shared.slots.get(from.min(published)..published).unwrap_or_default();
        // SAFETY: these slots were published, so they are never written again.
        slots.iter().map(|slot| unsafe { *slot.get() })
    }

    /// The counters.
    #[must_use]
    pub fn header(&self) -> &LaneHeader {
        &self.shared.header
    }

    /// Where the [`LaneHeader`] stands in this instance's memory, for a reader outside it.
    #[must_use]
    pub fn header_address(&self) -> usize {
        &raw const self.shared.header as usize
    }

    /// Where the first record stands in this instance's memory, for a reader outside it, such as the page.
    #[must_use]
    pub fn records_address(&self) -> usize {
        self.shared.slots.as_ptr() as usize
    }

    /// How many events did not fit.
    #[must_use]
    pub fn dropped(&self) -> u64 {
        u64::from(self.shared.header.dropped.load(Ordering::Relaxed))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::record::decode;

    #[derive(Clone, Copy)]
    struct Fixed(u64);
    impl Clock for Fixed {
        fn now_ns(&self) -> u64 {
            self.0
        }
    }

    #[test]
    fn a_full_buffer_drops_and_counts() {
        let (mut writer, reader) = lane(2, Fixed(0));
        for time_ns in [1, 2, 3, 4] {
            writer.push(time_ns, [time_ns, 0]);
        }
        assert_eq!(reader.read(0).count(), 0, "nothing is published yet");
        writer.beat();
        assert_eq!(reader.read(0).map(|record| record[0]).collect::<Vec<_>>(), [1, 2]);
        assert_eq!(reader.read(1).count(), 1);
        assert_eq!(reader.read(7).count(), 0);
        assert_eq!((reader.dropped(), reader.header().beats.load(Ordering::Relaxed)), (2, 1));
    }

    #[test]
    fn a_record_is_published_when_time_has_passed_or_the_writer_goes() {
        let (mut writer, reader) = lane(8, Fixed(PUBLISH_AFTER_NS));
        let time_ns = writer.switch(State::Running, 4, 1);
        let expect = Event::Switch { time_ns, state: State::Running, task: 4, name: 1 };
        assert_eq!(reader.read(0).filter_map(decode).collect::<Vec<_>>(), [expect]);
        writer.switch(State::Idle, 0, 0);
        assert_eq!(reader.read(0).count(), 1);
        drop(writer);
        assert_eq!(reader.read(0).count(), 2);
    }

    #[test]
    fn readers_see_whole_records_in_order_while_the_writer_writes() {
        const COUNT: u64 = if cfg!(miri) { 200 } else { 20_000 };
        let (mut writer, reader) = lane(COUNT as usize, Fixed(0));
        std::thread::scope(|scope| {
            for _ in 0..2 {
                let reader = reader.clone();
                scope.spawn(move || {
                    let mut seen = 0;
                    while seen < COUNT {
                        for record in reader.read(seen as usize) {
                            assert_eq!(record, [seen, !seen]);
                            seen += 1;
                        }
                        std::thread::yield_now();
                    }
                });
            }
            scope.spawn(move || {
                for number in 0..COUNT {
                    writer.push(number, [number, !number]);
                    if number % 16 == 0 {
                        writer.beat();
                    }
                }
            });
        });
    }
}
