//! A line on standard error that says how far a long run is; nothing where that is no terminal.

use std::io::{IsTerminal, Write};
use std::sync::Arc;
use std::sync::mpsc::{RecvTimeoutError, Sender, channel};
use std::thread::JoinHandle;
use std::time::{Duration, Instant};

use crate::lab::Control;

/// Shorter runs are over before a reader would have asked.
const QUIET: Duration = Duration::from_millis(500);
const EVERY: Duration = Duration::from_millis(100);

/// Says how far a run is until it is dropped, and wipes the line then.
pub struct Progress(Option<(Sender<()>, JoinHandle<()>)>);

impl Progress {
    /// Watches the run of `title`, which has `tasks` tasks.
    #[must_use]
    pub fn watch(title: String, control: Arc<Control>, tasks: u32) -> Self {
        Self::say(move || format!("{title}: {} of {tasks} tasks", control.done()))
    }

    /// Says what `line` says, and for how long it has gone on.
    #[must_use]
    pub fn say(line: impl Fn() -> String + Send + 'static) -> Self {
        if !std::io::stderr().is_terminal() {
            return Self(None);
        }
        let (sender, receiver) = channel();
        let watch = move || {
            let start = Instant::now();
            let mut wait = QUIET;
            let mut is_shown = false;
            while receiver.recv_timeout(wait) == Err(RecvTimeoutError::Timeout) {
                let (line, seconds) = (line(), start.elapsed().as_secs_f64());
                // Where standard error is gone, there is nobody to tell.
                let _ = write!(std::io::stderr(), "\r\x1b[K{line}, {seconds:.1} s");
                (wait, is_shown) = (EVERY, true);
            }
            if is_shown {
                let _ = write!(std::io::stderr(), "\r\x1b[K");
            }
        };
        // A run without its progress line is better than none.
        let thread = std::thread::Builder::new().name("progress".to_owned()).spawn(watch);
        Self(thread.ok().map(|thread| (sender, thread)))
    }
}

impl Drop for Progress {
    fn drop(&mut self) {
        if let Some((sender, thread)) = self.0.take() {
            drop(sender);
            let _ = thread.join();
        }
    }
}
