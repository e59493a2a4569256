//! The page: draws what workers record or read, and tells them what to do. It computes nothing itself.
//!
//! Three binaries share this library, so that the first view loads nothing of what only other views need:
//! `interleave-www` is the frame and the lab, `interleave-trace` what fills the frame at `#/trace`, `interleave-program`
//! what fills it at `#/program`.

mod app;
mod components;
mod dom;
mod embed;
mod engine;
mod link;
mod markup;
mod numbers;
mod pages;
mod size;
mod text;
mod theme;
mod timeline;

/// Shows the frame, and the lab in it.
pub fn show_page() {
    text::begin(text::Part::Page, || {
        // In a task of its own: the one that made the module ready has been long enough for a phone.
        std::mem::forget(dom::Timer::after(0, || {
            let page = web_sys::window().and_then(|window| window.document()?.get_element_by_id("page"));
            if let Some(page) = page {
                // What stood there before may have come up since, in the language that it thought would be had.
                text::announce();
                yew::Renderer::<app::App>::with_root(page).render();
            }
        }));
    });
}

/// Shows the trace page in the element that the frame has made for it.
pub fn show_trace() {
    text::begin(text::Part::Trace, pages::trace::show);
}

/// Shows the program page in the element that the frame has made for it.
pub fn show_program() {
    text::begin(text::Part::Program, pages::program::show);
}
