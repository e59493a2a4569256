//! What figures have in common: where their traces come from, when they have grown, and how far the time axis goes.

use std::cell::{Cell, RefCell};
use std::rc::Rc;

use interleave::trace::Trace;

use super::scale::round_end;
use crate::engine::{Engine, RunId};

type Watchers = RefCell<Vec<(u32, RunId, Rc<dyn Fn()>)>>;

/// Traces that grow on one time axis. Clones are the same one.
#[derive(Clone)]
pub struct Source(Rc<Inner>);

struct Inner {
    engine: Engine,
    end_ns: Cell<u64>,
    watchers: Watchers,
    last_watcher: Cell<u32>,
}

impl PartialEq for Source {
    fn eq(&self, other: &Self) -> bool {
        Rc::ptr_eq(&self.0, &other.0)
    }
}

impl Source {
    /// Traces of `engine`'s runs, on an axis that is half a second long at first.
    pub fn new(engine: Engine) -> Self {
        let end_ns = Cell::new(500_000_000);
        Self(Rc::new(Inner { engine, end_ns, watchers: RefCell::default(), last_watcher: Cell::default() }))
    }

    /// The engine the traces come from.
    pub fn engine(&self) -> &Engine {
        &self.0.engine
    }

    /// Looks at the trace of a run; none once it was forgotten.
    pub fn with_trace<T>(&self, run: RunId, look: impl FnOnce(&Trace) -> T) -> Option<T> {
        self.0.engine.recording(run).map(|recording| look(recording.trace()))
    }

    /// How long a run has taken so far, in nanoseconds.
    pub fn length_ns(&self, run: RunId) -> u64 {
        self.with_trace(run, |trace| trace.span().duration_ns()).unwrap_or(0)
    }

    /// The last moment of the axis, in nanoseconds.
    pub fn end_ns(&self) -> u64 {
        self.0.end_ns.get()
    }

    /// Fits the axis to runs that are over, the longest of which took `longest_ns`.
    pub fn fit(&self, longest_ns: u64) {
        self.0.end_ns.set(round_end(longest_ns));
        self.tell(None);
    }

    /// A run has grown: its figure is drawn again, and all of them where the axis had to grow with it.
    pub fn grown(&self, run: RunId) {
        let length_ns = self.length_ns(run);
        if length_ns > self.end_ns() {
            // A quarter further than needed, so that the axis stands still for a while.
            self.0.end_ns.set(round_end(length_ns + length_ns / 4));
            self.tell(None);
        } else {
            self.tell(Some(run));
        }
    }

    /// Calls `call` whenever that run's figure has to be drawn again, until the result is dropped.
    pub fn watch(&self, run: RunId, call: Rc<dyn Fn()>) -> Watch {
        let number = self.0.last_watcher.get() + 1;
        self.0.last_watcher.set(number);
        self.0.watchers.borrow_mut().push((number, run, call));
        Watch { source: self.clone(), number }
    }

    fn tell(&self, run: Option<RunId>) {
        let is_concerned = |watcher: &(u32, RunId, Rc<dyn Fn()>)| run.is_none_or(|run| run == watcher.1);
        // The list is not kept borrowed while they are called: they may come and go meanwhile.
        let mut next = 0;
        while let Some(call) = {
            let watchers = self.0.watchers.borrow();
            let found = watchers[next.min(watchers.len())..].iter().position(is_concerned);
            found.map(|offset| {
                next += offset + 1;
                watchers[next - 1].2.clone()
            })
        } {
            call();
        }
    }
}

/// A watch that ends when it is dropped.
pub struct Watch {
    source: Source,
    number: u32,
}

impl Drop for Watch {
    fn drop(&mut self) {
        self.source.0.watchers.borrow_mut().retain(|watcher| watcher.0 != self.number);
    }
}
