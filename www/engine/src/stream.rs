//! Sending on what was recorded while it is recorded, from a worker whose memory nobody else can read.
//!
//! A worker can post messages while it computes; it only cannot receive any. So every now and then, between two
//! steps, what is new goes out.

use std::cell::RefCell;

use interleave::time::Clock;

use crate::clock::PageClock;

/// How long records may stay unsent.
const EVERY_NS: u64 = 30_000_000;

struct Stream {
    sent_at_ns: u64,
    send: Box<dyn FnMut()>,
}

thread_local! {
    static STREAM: RefCell<Option<Stream>> = const { RefCell::new(None) };
}

/// From now on calls `send` on this worker, every 30 ms and at the end.
pub fn start(send: impl FnMut() + 'static) {
    let stream = Stream { sent_at_ns: 0, send: Box::new(send) };
    STREAM.with_borrow_mut(|slot| *slot = Some(stream));
}

/// Sends a last time and stops.
pub fn finish() {
    if let Some(mut stream) = STREAM.with_borrow_mut(Option::take) {
        (stream.send)();
    }
}

/// Sends if the last time is long enough ago. Costs next to nothing where no stream was started.
pub fn flush_if_due() {
    STREAM.with_borrow_mut(|slot| {
        let Some(stream) = slot else { return };
        let now_ns = PageClock.now_ns();
        if now_ns.saturating_sub(stream.sent_at_ns) >= EVERY_NS {
            stream.sent_at_ns = now_ns;
            (stream.send)();
        }
    });
}
