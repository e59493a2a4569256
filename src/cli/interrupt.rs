//! Ctrl-C: the first one cancels the run, a second one ends the program at once.

use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, PoisonError};

use anyhow::Context;

use crate::lab::Control;

/// The reader pressed Ctrl-C.
#[derive(Debug, thiserror::Error)]
#[error("interrupted")]
pub struct Interrupted;

#[derive(Default)]
struct Shared {
    asked: AtomicBool,
    current: Mutex<Arc<Control>>,
}

/// The controls of runs, one after the other, cancelled by Ctrl-C.
pub struct Interrupt(Arc<Shared>);

impl Interrupt {
    /// Listens for Ctrl-C from now on.
    ///
    /// # Errors
    /// Where the operating system refuses, or somebody listens already.
    pub fn listen() -> anyhow::Result<Self> {
        let shared = Arc::new(Shared::default());
        let heard = shared.clone();
        ctrlc::set_handler(move || {
            if heard.asked.swap(true, Ordering::SeqCst) {
                std::process::exit(130);
            }
            heard.current.lock().unwrap_or_else(PoisonError::into_inner).cancel();
        })
        .context("cannot listen for Ctrl-C")?;
        Ok(Self(shared))
    }

    /// The control of the next run.
    pub fn next(&self) -> Arc<Control> {
        let control = Arc::new(Control::default());
        *self.0.current.lock().unwrap_or_else(PoisonError::into_inner) = control.clone();
        // Ctrl-C may have come between two runs.
        if self.0.asked.load(Ordering::SeqCst) {
            control.cancel();
        }
        control
    }
}
