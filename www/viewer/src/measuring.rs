//! Measuring an opened trace, after it has been painted for the first time: who opens a file sees it sooner. The curves
//! come first, which are painted above the lanes.

use std::sync::{Arc, Mutex, PoisonError};

use interleave::trace::Trace;
use interleave_viewer::Reply;
use wasm_bindgen::prelude::*;

use crate::curves::Curves;
use crate::facts::Figures;
use crate::post::say;
use crate::viewer::{Viewer, with};

/// A measurement under way.
pub struct Measuring {
    trace: Arc<Trace>,
    found: Arc<Mutex<Found>>,
}

/// What has been measured and not been taken over.
#[derive(Default)]
struct Found {
    curves: Option<Curves>,
    figures: Option<Figures>,
}

/// How far a measurement is.
pub enum Stage {
    Measuring,
    /// The curves are known: the trace is to be painted anew.
    Curves,
    Over,
}

impl Measuring {
    /// Measures a trace: in the pool where there is one, otherwise at once.
    fn start(trace: &Arc<Trace>, has_pool: bool) -> Self {
        let found = Arc::<Mutex<Found>>::default();
        let work = {
            let (trace, found) = (Arc::clone(trace), Arc::clone(&found));
            move || {
                let found = || found.lock().unwrap_or_else(PoisonError::into_inner);
                let curves = Curves::of(&trace);
                found().curves = Some(curves.0.clone());
                let figures = Figures::with_curves(&trace, curves);
                found().figures = Some(figures);
            }
        };
        if has_pool {
            rayon::spawn(work);
        } else {
            work();
        }
        Self { trace: Arc::clone(trace), found }
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

    /// Takes over what was measured; returns what to say of it, and how far the measurement is.
    pub fn take_measured(&mut self, slot: u32) -> (Option<Reply>, Stage) {
        let Some(place) = self.measuring.get_mut(slot as usize) else { return (None, Stage::Over) };
        let Some(measuring) = place else { return (None, Stage::Over) };
        let Found { curves, figures } =
            std::mem::take(&mut *measuring.found.lock().unwrap_or_else(PoisonError::into_inner));
        let opened = self.slots.get_mut(slot as usize).and_then(Option::as_mut);
        // Another trace may be there by now.
        let opened = opened.filter(|opened| Arc::ptr_eq(&opened.trace, &measuring.trace));
        match (opened, curves, figures) {
            (None, ..) => {
                *place = None;
                (None, Stage::Over)
            }
            (Some(opened), _, Some(figures)) => {
                *place = None;
                opened.take(slot, figures);
                (Some(Reply::Measured { slot, summary: Box::new(opened.summary.clone()) }), Stage::Over)
            }
            (Some(opened), Some(curves), None) => {
                opened.curves = curves;
                (None, Stage::Curves)
            }
            (Some(_), None, None) => (None, Stage::Measuring),
        }
    }
}

/// Begins to measure the trace in a slot.
#[wasm_bindgen(js_name = beginMeasuring)]
pub fn begin_measuring(slot: u32) {
    with(|viewer| viewer.measure(slot));
}

/// How far the trace in a slot is measured: not at all (0), so far that it is to be painted anew (1), or altogether (2),
/// which the page is told then.
#[wasm_bindgen(js_name = measuringState)]
pub fn measuring_state(slot: u32) -> u32 {
    let (reply, stage) = with(|viewer| viewer.take_measured(slot));
    if let Some(reply) = reply {
        say(&reply);
    }
    match stage {
        Stage::Measuring => 0,
        Stage::Curves => 1,
        Stage::Over => 2,
    }
}
