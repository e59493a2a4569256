//! The trace page: loaded by `viewer/start.js` when the reader first goes to `#/trace`.

fn main() {
    interleave_www::show_trace();
}
