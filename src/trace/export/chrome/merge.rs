//! Many lists of events, each in order of time, written as one.

use std::cmp::Reverse;
use std::collections::BinaryHeap;
use std::collections::binary_heap::PeekMut;
use std::io;

use super::File;

/// A list of events in order of time.
pub trait Source {
    /// When the next event is, in nanoseconds; none at the end.
    fn time_ns(&self) -> Option<u64>;

    /// Writes the next event, if there is one.
    ///
    /// # Errors
    /// Where the file cannot be written to.
    fn write(&mut self, file: &mut File) -> io::Result<()>;
}

/// Writes the events of all `sources`; what happens at one time in the order of the sources.
pub fn write(mut sources: Vec<Box<dyn Source + '_>>, file: &mut File) -> io::Result<()> {
    let times = sources.iter().enumerate().filter_map(|(index, source)| Some(Reverse((source.time_ns()?, index))));
    let mut heap: BinaryHeap<Reverse<(u64, usize)>> = times.collect();
    while let Some(mut next) = heap.peek_mut() {
        let source = &mut sources[next.0.1];
        source.write(file)?;
        match source.time_ns() {
            Some(time_ns) => next.0.0 = time_ns,
            None => _ = PeekMut::pop(next),
        }
    }
    Ok(())
}
