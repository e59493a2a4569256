//! Synchronisation objects as part of a growing trace: a lane for each lock, with who holds it, and one for each permit of a
//! semaphore; counters for permits, items and those that wait.
//!
//! What the library keeps for itself (`ObjectInfo::is_hidden`) has neither.

use std::collections::VecDeque;

use super::record::{Row, Values};
use crate::python::guest::{ObjectInfo, SyncKind};
use crate::trace::{NO_TASK, NameId, State};

/// Permits beyond this number have no lane of their own; the counter has them all.
pub const MOST_PERMITS: usize = 16;

/// What is known of an object.
#[derive(Clone, Debug)]
pub(super) struct ObjectTrack {
    pub kind: SyncKind,
    pub name: String,
    pub is_hidden: bool,
    /// Who holds it: a row for a lock, one for each permit of a semaphore.
    rows: Vec<(Option<u32>, Row)>,
    /// Permits or items over time.
    pub count: Values,
    pub waiting: Values,
    pub waiters: u32,
    /// Who put what is in it, in order.
    pub items: VecDeque<(u32, u64)>,
}

impl ObjectTrack {
    pub fn new(info: &ObjectInfo) -> Self {
        let permits = match info.kind {
            SyncKind::Semaphore | SyncKind::BoundedSemaphore => (info.capacity as usize).min(MOST_PERMITS),
            _ => 1,
        };
        Self {
            kind: info.kind,
            name: info.name.clone(),
            is_hidden: info.is_hidden,
            rows: vec![(None, Row::default()); permits],
            count: Values::default(),
            waiting: Values::default(),
            waiters: 0,
            items: VecDeque::new(),
        }
    }

    fn has_permits(&self) -> bool {
        matches!(self.kind, SyncKind::Semaphore | SyncKind::BoundedSemaphore)
    }

    /// `thread`, which is called `name`, has taken it, or a permit of it.
    pub fn taken(&mut self, thread: u32, time_ns: u64, name: NameId) {
        if let Some((holder, row)) = self.rows.iter_mut().find(|(holder, _)| holder.is_none()) {
            *holder = Some(thread);
            row.switch(time_ns.max(row.end_ns()), State::Running, thread, name);
        }
    }

    /// `thread` has given it back, or a permit of it: its own if it has one, else whoever's.
    pub fn given_back(&mut self, thread: u32, time_ns: u64, nobody: NameId) {
        let own = self.rows.iter().position(|(holder, _)| *holder == Some(thread));
        let row = own.or_else(|| self.rows.iter().position(|(holder, _)| holder.is_some()));
        if let Some((holder, row)) = row.and_then(|row| self.rows.get_mut(row)) {
            *holder = None;
            row.switch(time_ns.max(row.end_ns()), State::Idle, NO_TASK, nobody);
        }
    }

    /// What its count counts.
    pub fn counted(&self) -> &'static str {
        if self.has_permits() { "permits" } else { "items" }
    }

    /// Its lanes, with their names: those in which something happened, and of permits all, if any was ever taken.
    pub fn lanes(&self) -> impl Iterator<Item = (String, &Row)> {
        let has_any = self.rows.iter().any(|(_, row)| !row.is_empty());
        let rows = self.rows.iter().enumerate().filter(move |_| has_any);
        rows.map(|(number, (_, row))| match self.has_permits() {
            true => (format!("{}, permit {}", self.name, number + 1), row),
            false => (self.name.clone(), row),
        })
    }
}

/// What a signal does, in words.
pub(super) fn signal(kind: SyncKind, name: &str) -> String {
    let verb = match kind {
        SyncKind::Event => "sets",
        SyncKind::Condition => "notifies",
        SyncKind::Barrier => "opens",
        _ => "signals",
    };
    format!("{verb} {name}")
}
