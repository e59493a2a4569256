//! The messages of one language and part as a small file: a line that says for which build it is, then one message a
//! line.

/// The messages of a language, in the order of their numbers.
#[derive(Debug)]
pub struct Table {
    text: String,
    /// Where each message ends.
    ends: Vec<usize>,
}

impl Table {
    /// Reads a file; none where it is not for messages of that `shape`, as [`write()`] was told.
    pub fn read(text: String, shape: &str) -> Option<Self> {
        let (first, rest) = text.split_once('\n')?;
        if first != shape {
            return None;
        }
        let text = rest.to_owned();
        let ends = text.match_indices('\n').map(|(place, _)| place).collect();
        Some(Self { text, ends })
    }

    /// The message of that number; none beyond the last one.
    pub fn get(&self, number: usize) -> Option<&str> {
        let start = number.checked_sub(1).map_or(Some(0), |before| self.ends.get(before).map(|end| end + 1))?;
        self.text.get(start..*self.ends.get(number)?)
    }
}

/// The file of messages in their compact form. `shape` stands for their names and variables: a file of another build
/// has another one.
pub fn write<'a>(shape: &'a str, patterns: impl Iterator<Item = &'a str>) -> String {
    let mut text = String::new();
    for line in std::iter::once(shape).chain(patterns) {
        text.push_str(line);
        text.push('\n');
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_written_is_read_again_and_other_builds_files_are_not() {
        let text = write("1a2b", ["first", "", "dritte"].into_iter());
        let table = Table::read(text.clone(), "1a2b").unwrap();
        assert_eq!([0, 1, 2, 3].map(|number| table.get(number)), [Some("first"), Some(""), Some("dritte"), None]);
        assert!(Table::read(text, "1a2c").is_none());
        assert!(Table::read("<!doctype html>".to_owned(), "1a2b").is_none());
    }
}
