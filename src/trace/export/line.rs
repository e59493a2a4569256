//! One event or row of a table as text. Formatting through `core::fmt` would be most of the time that writing a large file takes.

/// Text of one event, reused for the next.
#[derive(Clone, Default)]
pub struct Line(Vec<u8>);

impl Line {
    /// Starts over.
    pub fn clear(&mut self) {
        self.0.clear();
    }

    /// What has been written.
    pub fn bytes(&self) -> &[u8] {
        &self.0
    }

    /// Adds text as it is.
    pub fn text(&mut self, text: &str) {
        self.0.extend_from_slice(text.as_bytes());
    }

    /// Adds bytes as they are.
    pub fn raw(&mut self, bytes: &[u8]) {
        self.0.extend_from_slice(bytes);
    }

    /// Adds text as a JSON string, quotes included.
    pub fn quoted(&mut self, text: &str) {
        self.text("\"");
        let mut rest = 0;
        for (index, byte) in text.bytes().enumerate().filter(|(_, byte)| matches!(byte, 0..=0x1f | b'"' | b'\\')) {
            self.text(&text[rest..index]);
            rest = index + 1;
            match byte {
                b'"' | b'\\' => self.0.extend_from_slice(&[b'\\', byte]),
                _ => {
                    let hex = |digit: u8| b"0123456789abcdef"[digit as usize];
                    self.text("\\u00");
                    self.0.extend_from_slice(&[hex(byte >> 4), hex(byte & 15)]);
                }
            }
        }
        self.text(&text[rest..]);
        self.text("\"");
    }

    /// Adds text as a field of RFC 4180: in quotes where it holds a comma, a quote or a line break.
    pub fn csv(&mut self, text: &str) {
        if text.contains([',', '"', '\r', '\n']) {
            self.text("\"");
            self.text(&text.replace('"', "\"\""));
            self.text("\"");
        } else {
            self.text(text);
        }
    }

    /// Adds a whole number.
    pub fn number(&mut self, mut number: u64) {
        let mut digits = [0u8; 20];
        let mut start = digits.len();
        loop {
            start -= 1;
            digits[start] = b'0' + (number % 10) as u8;
            number /= 10;
            if number == 0 {
                break;
            }
        }
        self.0.extend_from_slice(&digits[start..]);
    }

    /// Adds nanoseconds as microseconds, every digit kept.
    pub fn micros(&mut self, time_ns: u64) {
        self.number(time_ns / 1000);
        let rest = (time_ns % 1000) as u16;
        let digit = |value: u16| b'0' + (value % 10) as u8;
        self.0.extend_from_slice(&[b'.', digit(rest / 100), digit(rest / 10), digit(rest)]);
    }

    /// Adds `,"key":` and a whole number.
    pub fn field(&mut self, key: &str, number: u64) {
        self.text(",\"");
        self.text(key);
        self.text("\":");
        self.number(number);
    }

    /// Adds `,"ts":` and the time.
    pub fn time(&mut self, time_ns: u64) {
        self.text(",\"ts\":");
        self.micros(time_ns);
    }

    /// Adds a value that JSON has a word for: every one but infinities and what is not a number.
    pub fn real(&mut self, value: f64) {
        // The shortest text that reads as the same value. Not as `{:?}` writes it: in the page's binaries that is nothing.
        if value != 0.0 && !(1e-4..1e16).contains(&value.abs()) {
            return self.text(&format!("{value:e}"));
        }
        let text = value.to_string();
        self.text(&text);
        if !text.contains('.') {
            self.text(".0");
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_times_and_quotes_are_written_as_json_has_them() {
        let mut line = Line::default();
        line.number(u64::MAX);
        line.time(1_002_003);
        line.field("id", 0);
        line.text(" ");
        line.quoted("a\"\\\n\u{1}é");
        let expect = "18446744073709551615,\"ts\":1002.003,\"id\":0 \"a\\\"\\\\\\u000a\\u0001é\"";
        assert_eq!(std::str::from_utf8(line.bytes()), Ok(expect));
    }

    #[test]
    fn values_are_the_shortest_texts_that_read_as_the_same() {
        for (value, expect) in [
            (0.0, "0.0"),
            (-1.0, "-1.0"),
            (0.1 + 0.2, "0.30000000000000004"),
            (1e15, "1000000000000000.0"),
            (1e16, "1e16"),
            (-1.5e300, "-1.5e300"),
            (1e-5, "1e-5"),
            (1e-4, "0.0001"),
            (5e-324, "5e-324"),
        ] {
            let mut line = Line::default();
            line.real(value);
            assert_eq!(std::str::from_utf8(line.bytes()), Ok(expect));
            assert_eq!(expect, format!("{value:?}"), "as natively before");
        }
    }
}
