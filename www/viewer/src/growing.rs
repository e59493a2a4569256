//! A trace that is still being recorded: its parts come one after the other, and each is seen at once.
//!
//! What it adds up to is measured when it is over; until then its curves are drawn from its slices.

use std::sync::Arc;

use interleave::trace::{Trace, raw};
use interleave_viewer::Reply;
use wasm_bindgen::prelude::*;

use crate::opened::Opened;
use crate::post::say;
use crate::tiles::hue_of;
use crate::viewer::{Viewer, with};

impl Opened {
    /// Takes in what a trace that grows has more; `trace` is it.
    fn grow(&mut self, trace: &mut Trace, part: &[u8]) -> Result<(), raw::NoTrace> {
        raw::append(trace, part)?;
        // Recordings note arrows as they end; painters look for them by where they begin.
        if !trace.flows.is_sorted_by_key(|flow| flow.from_ns) {
            trace.flows.sort_by_key(|flow| flow.from_ns);
        }
        if !trace.instants.is_sorted_by_key(|instant| instant.time_ns) {
            trace.instants.sort_by_key(|instant| instant.time_ns);
        }
        self.pyramid.extend(trace);
        self.hues.extend((self.hues.len() as u32..trace.strings.len() as u32).map(|id| hue_of(trace.strings.get(id))));
        let span = trace.span();
        (self.origin_ns, self.wall_ns) = (span.start_ns, span.duration_ns());
        self.index(trace);
        Ok(())
    }
}

impl Viewer {
    /// Takes in a part of the trace that grows in a slot, the first of which makes it; returns what to say of it.
    pub fn grow(&mut self, slot: u32, name: &str, part: &[u8], is_first: bool) -> Result<Option<Reply>, raw::NoTrace> {
        if is_first {
            return self.replace(slot, name, part, true).map(Some);
        }
        let Some(Some(opened)) = self.slots.get_mut(slot as usize) else { return Ok(None) };
        // Nobody else has it before it is measured.
        let mut trace = std::mem::take(&mut opened.trace);
        let grown = opened.grow(Arc::make_mut(&mut trace), part);
        opened.trace = trace;
        grown?;
        opened.count();
        opened.summary.is_growing = true;
        let summary = Box::new(opened.summary.clone());
        self.changed();
        Ok(Some(Reply::Grown { slot, summary }))
    }
}

impl Viewer {
    /// Takes in all of a trace that grows in a way that parts cannot say; returns what to say of it. Where it is not
    /// new, what is looked at stays.
    ///
    /// # Errors
    /// Where the bytes are no trace.
    pub fn replace(&mut self, slot: u32, name: &str, whole: &[u8], is_new: bool) -> Result<Reply, raw::NoTrace> {
        let mut trace = Trace::default();
        raw::append(&mut trace, whole)?;
        trace.flows.sort_by_key(|flow| flow.from_ns);
        trace.instants.sort_by_key(|instant| instant.time_ns);
        let mut opened = Opened::of(name.to_owned(), trace);
        opened.summary.is_growing = true;
        let summary = Box::new(opened.summary.clone());
        self.put(slot, Some(opened));
        Ok(if is_new { Reply::Opened { slot, summary } } else { Reply::Grown { slot, summary } })
    }
}

/// Takes in all of a trace that grows in a slot, in the place of what was there.
///
/// # Errors
/// Where the bytes are no trace.
#[wasm_bindgen]
pub fn replace(slot: u32, name: &str, whole: &[u8], is_new: bool) -> Result<(), JsError> {
    say(&with(|viewer| viewer.replace(slot, name, whole, is_new))?);
    Ok(())
}

/// Takes in a part of the trace that grows in a slot; the first one makes it.
///
/// # Errors
/// Where it does not follow the part before.
#[wasm_bindgen]
pub fn grow(slot: u32, name: &str, part: &[u8], is_first: bool) -> Result<(), JsError> {
    if let Some(reply) = with(|viewer| viewer.grow(slot, name, part, is_first))? {
        say(&reply);
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use interleave::trace::{Event, Recording, State};
    use interleave_viewer::View;

    use super::*;

    #[test]
    fn what_grows_part_by_part_is_what_was_recorded() {
        let mut recording = Recording::new(["work"]);
        let lane = recording.add_worker("Worker 1", 0);
        let mut viewer = Viewer { view: View { width_px: 900.0, ..View::default() }, ..Viewer::default() };
        let mut mark = raw::Mark::default();
        for step in 0..100u64 {
            if step == 50 {
                recording.add_worker("Worker 2", 0);
            }
            let state = if step % 4 == 3 { State::Waiting } else { State::Running };
            recording.record(lane, Event::Switch { time_ns: 1_000 + step * 10, state, task: 0, name: 0 });
            recording.advance(1_000 + step * 10 + 5);
            let part = raw::encode_since(recording.trace(), &mut mark);
            let reply = viewer.grow(0, "run", &part, step == 0).unwrap();
            match reply {
                Some(Reply::Opened { .. }) => assert_eq!(step, 0),
                Some(Reply::Grown { summary, .. }) => assert_eq!(summary.wall_ns, (step * 10 + 5) as f64),
                other => panic!("{other:?}"),
            }
        }
        let opened = viewer.slots[0].as_ref().unwrap();
        assert_eq!(*opened.trace, *recording.trace());
        assert_eq!(opened.summary.lanes.len(), 2);
        assert!(viewer.arranged.row(0, 1, 0).is_some(), "the lane that came later is there");
        let source = opened.source(0, 0).unwrap();
        assert_eq!(source.lod.query(source.slices, 1_000, 2_000).count, 100);
        let at_once = opened.curves.over(&opened.trace, 1_000.0, 10.0, 4).at_once;
        assert_eq!(at_once, [1.0, 1.0, 1.0, 0.0]);
        assert!(viewer.grow(1, "run", b"ILtrace", true).is_err());
    }
}
