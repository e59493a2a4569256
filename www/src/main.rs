//! The page: draws what the engine's workers record, and tells the engine what to run. It computes nothing itself.

mod app;
mod components;
mod dom;
mod engine;
mod link;
mod markup;
mod numbers;
mod pages;
mod theme;
mod timeline;

fn main() {
    yew::Renderer::<app::App>::new().render();
}
