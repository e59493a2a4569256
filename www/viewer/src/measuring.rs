//! Measuring an opened trace, after it has been painted for the first time: who opens a file sees it sooner.

use std::sync::{Arc, Mutex, PoisonError};

use interleave::trace::Trace;
use interleave_viewer::Reply;
use wasm_bindgen::prelude::*;

use crate::facts::Figures;
use crate::post::say;
use crate::viewer::{Viewer, with};

/// A measurement under way.
pub struct Measuring {
    trace: Arc<Trace>,
    figures: Arc<Mutex<Option<Figures>>>,
}

impl Measuring {
    /// Measures a trace: in the pool where there is one, otherwise at once.
    fn start(trace: &Arc<Trace>, has_pool: bool) -> Self {
        let figures = Arc::<Mutex<Option<Figures>>>::default();
        let work = {
            let (trace, figures) = (Arc::clone(trace), Arc::clone(&figures));
            move || {
                let measured = Figures::of(&trace);
                *figures.lock().unwrap_or_else(PoisonError::into_inner) = Some(measured);
            }
        };
        if has_pool {
            rayon::spawn(work);
        } else {
            work();
        }
        Self { trace: Arc::clone(trace), figures }
    }
}

impl Viewer {
    /// Begins to measure the trace in a slot.
    pub fn measure(&mut self, slot: u32) {
        let opened = self.slots.get(slot as usize).and_then(Option::as_ref);
        if let (Some(opened), Some(place)) = (opened, self.measuring.get_mut(slot as usize)) {
            *place = Some(Measuring::start(&opened.trace, self.has_pool));
        }
    }

    /// Takes over what was measured; returns what to say of it, and whether the measurement is over.
    pub fn take_measured(&mut self, slot: u32) -> (Option<Reply>, bool) {
        let Some(place) = self.measuring.get_mut(slot as usize) else { return (None, true) };
        let Some(measuring) = place else { return (None, true) };
        let figures = measuring.figures.lock().unwrap_or_else(PoisonError::into_inner).take();
        let Some(figures) = figures else { return (None, false) };
        let Some(measuring) = place.take() else { return (None, true) };
        let opened = self.slots.get_mut(slot as usize).and_then(Option::as_mut);
        // Another trace may be there by now.
        let Some(opened) = opened.filter(|opened| Arc::ptr_eq(&opened.trace, &measuring.trace)) else {
            return (None, true);
        };
        opened.take(slot, figures);
        (Some(Reply::Measured { slot, summary: Box::new(opened.summary.clone()) }), true)
    }
}

/// Begins to measure the trace in a slot.
#[wasm_bindgen(js_name = beginMeasuring)]
pub fn begin_measuring(slot: u32) {
    with(|viewer| viewer.measure(slot));
}

/// Whether the trace in a slot is measured, which the page is told then.
#[wasm_bindgen(js_name = isMeasured)]
pub fn is_measured(slot: u32) -> bool {
    let (reply, is_over) = with(|viewer| viewer.take_measured(slot));
    if let Some(reply) = reply {
        say(&reply);
    }
    is_over
}
