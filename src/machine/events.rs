//! What will happen, in order of virtual time.
//!
//! A queue of timers is a heap with four children a node: half as deep as a binary one, and the four lie side by side
//! in memory (LaMarca and Ladner, "The Influence of Caches on the Performance of Heaps", 1996). What falls on the same
//! nanosecond comes out in the order it was put in, so a run does not depend on how the heap happens to lie.
//!
//! It knows no clock and executes nothing. A timer is not taken back: who no longer wants it lets it pass.

/// How many children a node has.
const CHILDREN: usize = 4;

/// Something that happens at a moment.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
struct Timer<T> {
    time_ns: u64,
    /// How many were put in before: the order of what happens at the same moment.
    number: u64,
    what: T,
}

impl<T> Timer<T> {
    #[inline(always)]
    fn is_before(&self, other: &Self) -> bool {
        (self.time_ns, self.number) < (other.time_ns, other.number)
    }
}

/// Things that happen at moments, the earliest first.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Timers<T> {
    heap: Vec<Timer<T>>,
    put: u64,
}

impl<T> Default for Timers<T> {
    fn default() -> Self {
        Self { heap: Vec::new(), put: 0 }
    }
}

impl<T: Copy> Timers<T> {
    /// How many are pending.
    #[must_use]
    pub fn len(&self) -> usize {
        self.heap.len()
    }

    /// Whether none is pending.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.heap.is_empty()
    }

    /// When the earliest happens, in nanoseconds; none where none is pending.
    #[inline]
    #[must_use]
    pub fn next_ns(&self) -> Option<u64> {
        self.heap.first().map(|timer| timer.time_ns)
    }

    /// Puts in what happens at `time_ns`.
    #[inline]
    pub fn put(&mut self, time_ns: u64, what: T) {
        let timer = Timer { time_ns, number: self.put, what };
        self.put += 1;
        let mut place = self.heap.len();
        self.heap.push(timer);
        while place > 0 {
            let parent = (place - 1) / CHILDREN;
            if !timer.is_before(&self.heap[parent]) {
                break;
            }
            self.heap[place] = self.heap[parent];
            place = parent;
        }
        self.heap[place] = timer;
    }

    /// Takes out the earliest, with its moment in nanoseconds; none where none is pending.
    #[inline]
    pub fn take(&mut self) -> Option<(u64, T)> {
        let last = self.heap.pop()?;
        let Some(first) = self.heap.first().copied() else { return Some((last.time_ns, last.what)) };
        let len = self.heap.len();
        let mut place = 0;
        loop {
            let children = place * CHILDREN + 1;
            if children >= len {
                break;
            }
            let mut least = children;
            for child in children + 1..(children + CHILDREN).min(len) {
                if self.heap[child].is_before(&self.heap[least]) {
                    least = child;
                }
            }
            if !self.heap[least].is_before(&last) {
                break;
            }
            self.heap[place] = self.heap[least];
            place = least;
        }
        self.heap[place] = last;
        Some((first.time_ns, first.what))
    }

    /// Takes out the earliest if it happens at `time_ns` or before.
    pub fn take_until(&mut self, time_ns: u64) -> Option<(u64, T)> {
        if self.next_ns()? <= time_ns { self.take() } else { None }
    }

    /// Everything pending, in no particular order, with its moment in nanoseconds.
    pub fn iter(&self) -> impl Iterator<Item = (u64, T)> + '_ {
        self.heap.iter().map(|timer| (timer.time_ns, timer.what))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::workload::Random;

    #[test]
    fn what_falls_on_the_same_moment_comes_in_the_order_it_was_put_in() {
        let mut timers = Timers::default();
        for (time_ns, what) in [(5, 'a'), (3, 'b'), (5, 'c'), (3, 'd'), (0, 'e')] {
            timers.put(time_ns, what);
        }
        assert_eq!((timers.len(), timers.next_ns()), (5, Some(0)));
        let taken: Vec<(u64, char)> = std::iter::from_fn(|| timers.take()).collect();
        assert_eq!(taken, [(0, 'e'), (3, 'b'), (3, 'd'), (5, 'a'), (5, 'c')]);
        assert!(timers.is_empty());
    }

    #[test]
    fn only_what_is_due_is_taken() {
        let mut timers = Timers::default();
        timers.put(10, 'a');
        assert_eq!(timers.take_until(9), None);
        assert_eq!(timers.take_until(10), Some((10, 'a')));
        assert_eq!(timers.take_until(u64::MAX), None);
    }

    /// A heap against a list that is sorted: a thousand operations for each of many seeds.
    #[test]
    fn it_takes_out_what_a_sorted_list_would() {
        for seed in 0..40 {
            let (mut random, mut timers, mut list) = (Random::new(seed), Timers::default(), Vec::new());
            for number in 0..1000_u32 {
                if random.next_u64() % 5 < 3 {
                    let time_ns = random.next_u64() % 50;
                    timers.put(time_ns, number);
                    list.push((time_ns, number));
                } else {
                    let first = (0..list.len()).min_by_key(|&index| list[index]);
                    assert_eq!(timers.take(), first.map(|index| list.remove(index)));
                }
            }
            assert_eq!(timers.len(), list.len());
        }
    }
}
