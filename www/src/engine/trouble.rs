//! Why the engine died, or could not carry a run out: kept as what it is, and said in the reader's language.

use crate::numbers::{capital, join};
use crate::text::say;

/// A reason.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Trouble {
    /// The variant of the message `engine-trouble`; empty for what only `detail` says.
    code: &'static str,
    /// Which worker, how many seconds or mebibytes.
    number: u32,
    /// What the browser or the engine says, in its own words.
    detail: String,
    /// What it follows from.
    cause: Option<Box<Self>>,
}

impl Trouble {
    /// A reason that needs no more words.
    pub fn of(code: &'static str) -> Self {
        Self { code, ..Self::default() }
    }

    /// A reason with a number in it.
    pub fn with(code: &'static str, number: u32) -> Self {
        Self { code, number, ..Self::default() }
    }

    /// What somebody else says.
    pub fn told(detail: String) -> Self {
        Self { detail, ..Self::default() }
    }

    /// A reason that follows from another one.
    pub fn from(code: &'static str, cause: &Self) -> Self {
        Self { code, cause: Some(Box::new(cause.clone())), ..Self::default() }
    }

    /// The reason as a sentence.
    pub fn said(&self) -> String {
        let detail = match &self.cause {
            Some(cause) => cause.said(),
            None if self.detail.ends_with('.') => capital(&self.detail),
            None => join(&[&capital(&self.detail), "."]),
        };
        say::engine_trouble(self.code, self.number, &detail)
    }
}

#[cfg(test)]
mod tests {
    use super::Trouble;

    #[test]
    fn a_reason_is_a_sentence() {
        for (trouble, expect) in [
            (Trouble::told("a script failed".to_owned()), "A script failed."),
            (Trouble::with("process-silent", 3), "Process 3 stopped answering."),
            (
                Trouble::from("no-successor", &Trouble::with("not-started", 20)),
                "The workers for it could not be started. The workers did not start within 20 s.",
            ),
        ] {
            assert_eq!(trouble.said(), expect);
        }
    }
}
