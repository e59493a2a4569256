//! Compiles the texts in `locales/` into a Rust function for each; see `text/`.

use std::path::Path;
use std::{env, fs};

use interleave_text::compile::{Catalogue, source};

fn main() {
    println!("cargo:rerun-if-changed=locales");
    let catalogue = match Catalogue::read(Path::new("locales")) {
        Ok(catalogue) => catalogue,
        Err(faults) => {
            for fault in &faults {
                println!("cargo::error=www/{fault}");
            }
            return;
        }
    };
    let folder = env::var_os("OUT_DIR").expect("cargo names a folder for what build scripts make");
    fs::write(Path::new(&folder).join("messages.rs"), source(&catalogue)).expect("that folder can be written to");
}
