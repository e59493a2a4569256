//! What stands at the top of each program of the gallery: comments in a form that can be read.
//!
//! ```text
//! # title: Three downloads
//! # about: A sentence or two, which may go on in lines
//! #   that are indented.
//! # concepts: 23, 42
//! # machine GIL on: cores=4
//! # machine GIL off: cores=4 gil=off
//! # cpython: same
//! # expect: time 8s to 8.1s
//! # expect GIL off: parallelism 3
//! ```
//!
//! The first line that is no comment ends it. It refuses what it does not know, with the line.

use crate::machine::Config;

/// What a program says of itself.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Header {
    /// A few words.
    pub title: String,
    /// What it shows and what to look at, in a sentence or two.
    pub about: String,
    /// Numbers of the concepts it shows.
    pub concepts: Vec<u8>,
    /// The machines it is meant for, the usual one first.
    pub machines: Vec<Setup>,
    /// How its output compares with CPython's.
    pub cpython: String,
    /// What must come out.
    pub expectations: Vec<Expectation>,
}

/// A machine to run a program on.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Setup {
    /// What it is called where there are several; empty where there is one.
    pub label: String,
    /// Its settings, by name, where they are not the usual ones.
    pub settings: Vec<(String, String)>,
    /// The machine.
    pub config: Config,
}

/// Something that must come out.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Expectation {
    /// On which of the machines; empty for all.
    pub label: String,
    /// What, in the words of docs/programs.md.
    pub what: String,
}

/// A header that is none.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("line {line}: {message}")]
pub struct HeaderError {
    /// From 1 on.
    pub line: u32,
    /// What is wrong.
    pub message: String,
}

impl Header {
    /// Reads the header of `source`.
    ///
    /// # Errors
    /// The first line that cannot be read, or what is missing.
    pub fn read(source: &str) -> Result<Self, HeaderError> {
        let mut header = Self::default();
        for (line, key, value) in entries(source) {
            header.take(&key, &value).map_err(|message| HeaderError { line, message })?;
        }
        header.complete().map_err(|message| HeaderError { line: 1, message })?;
        Ok(header)
    }

    fn take(&mut self, key: &str, value: &str) -> Result<(), String> {
        let (word, label) = key.split_once(' ').unwrap_or((key, ""));
        let label = label.to_owned();
        match word {
            "title" => self.title = value.to_owned(),
            "about" => self.about = value.to_owned(),
            "cpython" => self.cpython = value.to_owned(),
            "concepts" => {
                for number in value.split(',').map(str::trim) {
                    let known = number.parse().ok().and_then(super::concepts::find);
                    self.concepts.push(known.ok_or_else(|| format!("'{number}' is no concept"))?.number);
                }
            }
            "machine" => {
                let (mut settings, mut config) = (Vec::new(), Config::default());
                for setting in value.split_whitespace() {
                    let (name, given) = setting.split_once('=').ok_or_else(|| format!("'{setting}' is no setting"))?;
                    config.set(name, given).map_err(|error| error.to_string())?;
                    settings.push((name.to_owned(), given.to_owned()));
                }
                self.machines.push(Setup { label, settings, config });
            }
            "expect" => self.expectations.push(Expectation { label, what: value.to_owned() }),
            _ => return Err(format!("a header has no '{word}'")),
        }
        Ok(())
    }

    fn complete(&self) -> Result<(), String> {
        let is_missing = |what: &str| Err(format!("the header has no {what}"));
        if self.title.is_empty() {
            return is_missing("title");
        }
        if self.about.is_empty() {
            return is_missing("about");
        }
        if self.concepts.is_empty() {
            return is_missing("concepts");
        }
        if self.machines.is_empty() {
            return is_missing("machine");
        }
        if self.cpython.is_empty() {
            return is_missing("cpython");
        }
        let labels: Vec<&str> = self.machines.iter().map(|machine| machine.label.as_str()).collect();
        if labels.len() > 1 && labels.contains(&"") {
            return Err("where there are several machines each has a name".to_owned());
        }
        let unknown = self.expectations.iter().find(|it| !it.label.is_empty() && !labels.contains(&it.label.as_str()));
        unknown.map_or(Ok(()), |it| Err(format!("there is no machine '{}'", it.label)))
    }
}

/// Line, key and value of each entry, with the lines it goes on in.
fn entries(source: &str) -> Vec<(u32, String, String)> {
    let mut entries: Vec<(u32, String, String)> = Vec::new();
    for (line, text) in (1..).zip(source.lines()) {
        let Some(text) = text.strip_prefix('#') else { break };
        match (text.strip_prefix("   "), entries.last_mut()) {
            (Some(more), Some((_, _, value))) => {
                value.push(' ');
                value.push_str(more.trim());
            }
            _ => {
                let (key, value) = text.split_once(':').unwrap_or((text, ""));
                entries.push((line, key.trim().to_owned(), value.trim().to_owned()));
            }
        }
    }
    entries
}

#[cfg(test)]
mod tests {
    use super::*;

    const GOOD: &str = "# title: A\n# about: One\n#   and two.\n# concepts: 23, 42\n# machine GIL on: cores=2\n\
                        # machine GIL off: cores=2 gil=off\n# cpython: same\n# expect GIL off: parallelism 2\n\n# title: B\n";

    #[test]
    fn a_header_ends_before_the_program_begins() {
        let header = Header::read(GOOD).expect("it is one");
        assert_eq!((header.title.as_str(), header.about.as_str()), ("A", "One and two."));
        assert_eq!(header.concepts, [23, 42]);
        assert_eq!((header.machines[1].config.cores, header.machines[1].config.gil), (2, false));
        let expected = Expectation { label: "GIL off".to_owned(), what: "parallelism 2".to_owned() };
        assert_eq!(header.expectations, [expected]);
    }

    #[test]
    fn what_is_wrong_is_named_with_its_line() {
        for (from, to, expect) in [
            ("23, 42", "23, 63", "line 4: '63' is no concept"),
            ("cores=2 gil", "cores=0 gil", "line 6: cores takes whole numbers from 1 to 64, not '0'"),
            ("# cpython", "# python", "line 7: a header has no 'python'"),
            ("# machine GIL on: cores=2\n# machine GIL off", "# machine off", "line 1: there is no machine 'GIL off'"),
            ("machine GIL on", "machine", "line 1: where there are several machines each has a name"),
            ("# title: A\n", "", "line 1: the header has no title"),
        ] {
            let error = Header::read(&GOOD.replacen(from, to, 1)).expect_err(to);
            assert_eq!(error.to_string(), expect);
        }
    }
}
