//! The address that a build will have, where somebody says so: `cargo xtask build --public-url URL`, or the environment
//! variable `INTERLEAVE_ADDRESS`, by which the step after Trunk hears of it.
//!
//! The page itself never needs it, because its own addresses are relative. Only what other sites show of it does.

use anyhow::{Result, ensure};

/// What the address is handed on in.
pub const VARIABLE: &str = "INTERLEAVE_ADDRESS";

/// The address that was said, with a slash at its end.
///
/// # Errors
/// When what was said is no address of a page.
pub fn address() -> Result<Option<String>> {
    std::env::var(VARIABLE).ok().filter(|said| !said.is_empty()).map(|said| read(&said)).transpose()
}

/// An address with a slash at its end.
///
/// # Errors
/// When it is no address of a page, or holds what would have to be escaped in one of the places that it is put into.
pub fn read(said: &str) -> Result<String> {
    let is_web = said.starts_with("https://") || said.starts_with("http://");
    let is_plain = said.bytes().all(|byte| byte.is_ascii_graphic() && !b"\"<>\\'?#&".contains(&byte));
    ensure!(is_web && is_plain, "`{said}` is no address of a page; it must be as https://example.org/interleave/");
    Ok(if said.ends_with('/') { said.to_owned() } else { format!("{said}/") })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_has_a_slash_at_its_end_and_nothing_to_escape() {
        for (said, expect) in
            [("https://example.org/a", "https://example.org/a/"), ("http://127.0.0.1:8000/", "http://127.0.0.1:8000/")]
        {
            assert_eq!(read(said).unwrap(), expect);
        }
        for said in ["", "example.org", "https://example.org/\"><script>", "javascript:alert(1)", "https://a/?b#c"] {
            assert!(read(said).is_err(), "{said}");
        }
    }
}
