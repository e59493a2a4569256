//! Lets the viewer's memory grow further than the engine's: a trace of ten million slices takes 400 MB.

fn main() {
    println!("cargo:rerun-if-changed=build.rs");
    if std::env::var("CARGO_CFG_TARGET_FAMILY").is_ok_and(|family| family == "wasm") {
        println!("cargo:rustc-link-arg-bins=--max-memory=4294967296");
    }
}
