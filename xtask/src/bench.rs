//! `cargo xtask bench`: the benchmarks, as ratios measured in one run. Nothing here is a test.

use anyhow::{Result, bail};

use crate::setup::Consent;

/// Runs the benchmarks that `arguments` select.
///
/// # Errors
/// Always, until there are benchmarks.
pub fn bench(_consent: Consent, _arguments: &[String]) -> Result<()> {
    bail!("there are no benchmarks yet")
}
