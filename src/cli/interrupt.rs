//! Ctrl-C: the first one cancels the run, a second one ends the program at once. Where nothing runs, the first one
//! does, but not in the middle of a file that is being written.

use std::io::{self, IsTerminal};
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

#[derive(Default)]
struct Writing {
    /// Held while the handler decides, so that a file is not begun meanwhile.
    is_on: Mutex<bool>,
    asked: AtomicBool,
}

/// Ctrl-C for what reads and writes and can end anywhere else.
pub struct Brake(Arc<Writing>);

impl Brake {
    /// Listens for Ctrl-C from now on.
    ///
    /// # Errors
    /// Where the operating system refuses, or somebody listens already.
    pub fn listen() -> anyhow::Result<Self> {
        let shared = Arc::new(Writing::default());
        let heard = shared.clone();
        ctrlc::set_handler(move || {
            let is_second = heard.asked.swap(true, Ordering::SeqCst);
            if is_second || !*heard.is_on.lock().unwrap_or_else(PoisonError::into_inner) {
                // A line that says how far it is may stand there.
                let wipe = if io::stderr().is_terminal() { "\r\x1b[K" } else { "" };
                eprintln!("{wipe}interleave: {Interrupted}");
                std::process::exit(130);
            }
        })
        .context("cannot listen for Ctrl-C")?;
        Ok(Self(shared))
    }

    /// Calls `write`, which ends with an error where Ctrl-C is pressed meanwhile and it writes through
    /// [`Self::checked`].
    ///
    /// # Errors
    /// Those of `write`, or [`Interrupted`].
    pub fn hold(&self, write: impl FnOnce() -> anyhow::Result<()>) -> anyhow::Result<()> {
        let set = |is_on| *self.0.is_on.lock().unwrap_or_else(PoisonError::into_inner) = is_on;
        set(true);
        let result = write();
        set(false);
        match self.0.asked.load(Ordering::SeqCst) && result.is_err() {
            true => Err(Interrupted.into()),
            false => result,
        }
    }

    /// `out`, which takes nothing more once Ctrl-C was pressed.
    pub fn checked<'a>(&'a self, out: &'a mut dyn io::Write) -> impl io::Write + 'a {
        Checked { out, asked: &self.0.asked }
    }
}

struct Checked<'a> {
    out: &'a mut dyn io::Write,
    asked: &'a AtomicBool,
}

impl io::Write for Checked<'_> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        match self.asked.load(Ordering::Relaxed) {
            true => Err(io::Error::other(Interrupted)),
            false => self.out.write(bytes),
        }
    }

    fn flush(&mut self) -> io::Result<()> {
        self.out.flush()
    }
}
