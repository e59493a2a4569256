//! The slices of one lane, as columns.

use super::NameId;
use crate::time::Span;

/// The task of a slice that belongs to none.
pub const NO_TASK: u32 = u32::MAX;

/// What the worker, or the thread, of a lane is doing during a slice.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
#[repr(u8)]
pub enum State {
    /// Nothing to do: no slice is kept for it.
    #[default]
    Idle = 0,
    /// Being started; it cannot execute yet.
    New = 1,
    /// It could execute, and waits for a core or for the interpreter's lock.
    Runnable = 2,
    /// It executes a task.
    Running = 3,
    /// It waits for something else: a timer, a reply, a lock.
    Waiting = 4,
    /// It executes, though not for a task: copying arguments, switching.
    Overhead = 5,
    /// It has ended.
    Terminated = 6,
}

impl State {
    /// Every state, in order of its number.
    pub const ALL: [Self; 7] =
        [Self::Idle, Self::New, Self::Runnable, Self::Running, Self::Waiting, Self::Overhead, Self::Terminated];

    /// The state with that number; idle where there is none.
    #[must_use]
    pub fn from_number(number: u8) -> Self {
        Self::ALL.get(number as usize).copied().unwrap_or_default()
    }

    /// The word for it, as the field uses it.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Idle => "idle",
            Self::New => "new",
            Self::Runnable => "runnable",
            Self::Running => "running",
            Self::Waiting => "waiting",
            Self::Overhead => "overhead",
            Self::Terminated => "terminated",
        }
    }

    /// Whether a core is at work during it.
    #[must_use]
    pub fn is_busy(self) -> bool {
        matches!(self, Self::Running | Self::Overhead)
    }
}

/// One slice, gathered from its columns.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Slice {
    /// Start, in nanoseconds.
    pub start_ns: u64,
    /// Length, in nanoseconds.
    pub duration_ns: u64,
    /// What the slice is called.
    pub name: NameId,
    /// Which task it belongs to, or [`NO_TASK`].
    pub task: u32,
    /// What the lane was doing.
    pub state: State,
}

impl Slice {
    /// First nanosecond after its end.
    #[must_use]
    pub fn end_ns(&self) -> u64 {
        self.start_ns + self.duration_ns
    }
}

/// Slices that follow each other without overlapping, as parallel columns sorted by start.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Slices {
    start_ns: Vec<u64>,
    duration_ns: Vec<u64>,
    name: Vec<NameId>,
    task: Vec<u32>,
    state: Vec<State>,
    /// Where in its file the event of each slice begins, in bytes of its text; empty where there is no file.
    offset: Vec<u32>,
}

impl Slices {
    /// How many there are.
    #[must_use]
    pub fn len(&self) -> usize {
        self.start_ns.len()
    }

    /// Whether there is none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.start_ns.is_empty()
    }

    /// The slice at `index`, in order of start; none past the end.
    #[must_use]
    pub fn get(&self, index: usize) -> Option<Slice> {
        Some(Slice {
            start_ns: *self.start_ns.get(index)?,
            duration_ns: self.duration_ns[index],
            name: self.name[index],
            task: self.task[index],
            state: self.state[index],
        })
    }

    /// Where in its file the event of the slice at `index` begins, in bytes of its text (of its first 4 GB); none for
    /// what did not come from a file.
    #[must_use]
    pub fn offset(&self, index: usize) -> Option<u32> {
        self.offset.get(index).copied()
    }

    /// The starts of all, in nanoseconds, ascending.
    #[must_use]
    pub fn starts_ns(&self) -> &[u64] {
        &self.start_ns
    }

    /// The lengths of all, in nanoseconds, in order of start.
    #[must_use]
    pub fn durations_ns(&self) -> &[u64] {
        &self.duration_ns
    }

    /// The states of all, in order of start.
    #[must_use]
    pub fn states(&self) -> &[State] {
        &self.state
    }

    /// The states of all, in order of start, to be changed.
    pub(super) fn states_mut(&mut self) -> &mut [State] {
        &mut self.state
    }

    /// The end of the slice at `index`, in nanoseconds.
    ///
    /// # Panics
    /// Where there is none.
    #[must_use]
    pub fn end_ns_of(&self, index: usize) -> u64 {
        self.start_ns[index] + self.duration_ns[index]
    }

    /// All of them, in order of start.
    pub fn iter(&self) -> impl DoubleEndedIterator<Item = Slice> + '_ {
        (0..self.len()).filter_map(|index| self.get(index))
    }

    /// Appends a slice.
    ///
    /// # Panics
    /// In debug builds, where it starts before the last one. (It may start before the end of the last one, where that
    /// has been let grow ahead of its true end.)
    pub fn push(&mut self, slice: Slice) {
        debug_assert!(self.start_ns.last().is_none_or(|&last_ns| last_ns <= slice.start_ns), "slices come in order");
        self.start_ns.push(slice.start_ns);
        self.duration_ns.push(slice.duration_ns);
        self.name.push(slice.name);
        self.task.push(slice.task);
        self.state.push(slice.state);
    }

    /// Appends a slice whose event begins at byte `offset` of its file's text. All slices of a row have an offset, or
    /// none has.
    pub fn push_at(&mut self, slice: Slice, offset: u32) {
        self.push(slice);
        self.offset.push(offset);
    }

    /// Makes room for `count` slices, offsets included where `with_offsets`.
    #[must_use]
    pub fn with_capacity(count: usize, with_offsets: bool) -> Self {
        Self {
            start_ns: Vec::with_capacity(count),
            duration_ns: Vec::with_capacity(count),
            name: Vec::with_capacity(count),
            task: Vec::with_capacity(count),
            state: Vec::with_capacity(count),
            offset: Vec::with_capacity(if with_offsets { count } else { 0 }),
        }
    }

    /// Gives back the room that nothing is in.
    pub fn shrink(&mut self) {
        self.start_ns.shrink_to_fit();
        self.duration_ns.shrink_to_fit();
        self.name.shrink_to_fit();
        self.task.shrink_to_fit();
        self.state.shrink_to_fit();
        self.offset.shrink_to_fit();
    }

    /// The bytes that the columns take up.
    #[must_use]
    pub fn bytes(&self) -> usize {
        self.start_ns.capacity() * 16 + self.name.capacity() * 8 + self.state.capacity() + self.offset.capacity() * 4
    }

    /// Lets the last slice end at `end_ns`: how a slice that is still going on grows, and how it is cut back to its
    /// true end once that is known.
    pub fn extend_last(&mut self, end_ns: u64) {
        if let (Some(&start_ns), Some(duration_ns)) = (self.start_ns.last(), self.duration_ns.last_mut()) {
            *duration_ns = end_ns.saturating_sub(start_ns);
        }
    }

    /// Keeps the first `count` slices.
    pub fn truncate(&mut self, count: usize) {
        self.start_ns.truncate(count);
        self.duration_ns.truncate(count);
        self.name.truncate(count);
        self.task.truncate(count);
        self.state.truncate(count);
        self.offset.truncate(count);
    }

    /// From the first start to the last end; none where there are no slices.
    #[must_use]
    pub fn span(&self) -> Option<Span> {
        let last = self.len().checked_sub(1)?;
        Some(Span::new(self.start_ns[0], self.end_ns_of(last)))
    }

    /// The index of the first slice that ends after `time_ns`: O(log n).
    #[must_use]
    pub fn first_ending_after(&self, time_ns: u64) -> usize {
        let started = self.start_ns.partition_point(|&start_ns| start_ns <= time_ns);
        match started.checked_sub(1) {
            Some(last) if self.start_ns[last] + self.duration_ns[last] > time_ns => last,
            _ => started,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn slice(start_ns: u64, duration_ns: u64) -> Slice {
        Slice { start_ns, duration_ns, name: 0, task: 0, state: State::Running }
    }

    #[test]
    fn the_last_slice_grows_and_the_span_with_it() {
        let mut slices = Slices::default();
        assert_eq!(slices.span(), None);
        slices.push(slice(10, 5));
        slices.push(slice(20, 0));
        slices.extend_last(50);
        assert_eq!(slices.get(1), Some(slice(20, 30)));
        assert_eq!(slices.span(), Some(Span::new(10, 50)));
        slices.extend_last(45);
        assert_eq!(slices.span(), Some(Span::new(10, 45)), "what was drawn ahead of the true end is taken back");
    }

    #[test]
    fn the_slice_at_a_moment_is_found_by_its_end() {
        let mut slices = Slices::default();
        slices.push(slice(10, 5));
        slices.push(slice(20, 10));
        for (time_ns, index) in [(0, 0), (10, 0), (14, 0), (15, 1), (25, 1), (30, 2)] {
            assert_eq!(slices.first_ending_after(time_ns), index, "at {time_ns}");
        }
    }

    #[test]
    fn states_survive_their_numbers() {
        for state in State::ALL {
            assert_eq!(State::from_number(state as u8), state);
        }
        assert_eq!(State::from_number(200), State::Idle);
    }
}
