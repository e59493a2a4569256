//! `cargo xtask pictures`: the pictures of README and documentation, from the page as it is now.
//!
//! What is on them is decided in `docs/pictures/make.mjs`. They are made on the machine that runs this, so their
//! figures are its figures: a machine that has nothing else to do makes honest ones.

use std::process::{Command, Stdio};

use anyhow::{Context, Result, ensure};

use crate::setup::{self, Consent, browsers, npm};
use crate::{paths, web};

/// Builds the page and takes every picture.
///
/// # Errors
/// When set-up or the build fails, or a view does not come to what is to be shown.
pub fn make(consent: Consent) -> Result<()> {
    let tools = setup::web(consent)?;
    web::build_with(&tools)?;
    let browsers = browsers::find_or_install(consent, &tools)?;
    npm::install_in(&paths::pictures(), "about 5 seconds, 20 MB")?;
    eprintln!("- taking pictures, about a minute");
    let mut node = Command::new("node");
    node.arg(paths::pictures().join("make.mjs")).stdin(Stdio::null());
    browsers.apply(&mut node);
    let status = node.status().context("node could not be started")?;
    ensure!(status.success(), "the pictures are not complete: the script ended with {status}");
    Ok(())
}
