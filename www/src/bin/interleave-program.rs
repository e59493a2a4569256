//! The program page: loaded by `machine/start.js` when the reader first goes to `#/program`.

fn main() {
    interleave_www::show_program();
}
