//! The frame of the page, and the lab.

fn main() {
    interleave_www::show_page();
}
