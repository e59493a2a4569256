//! English, in the binary: what most readers see needs nothing from the browser, and tests see the same.

use interleave_text::pattern::Rules;

use super::made::WORDS;
use crate::numbers::fixed;

/// The rules of English.
pub struct English;

impl Rules for English {
    fn category(&self, number: f64) -> String {
        if number == 1.0 { "one" } else { "other" }.to_owned()
    }

    fn number(&self, number: f64, least: u32, most: u32) -> String {
        let text = fixed(number, most);
        let (whole, decimals) = text.split_once('.').unwrap_or((&text, ""));
        let mut out = String::new();
        let digits = whole.len();
        for (place, letter) in whole.char_indices() {
            if place > 0 && (digits - place) % 3 == 0 && letter.is_ascii_digit() && whole.as_bytes()[place - 1] < 128 {
                out.push(',');
            }
            out.push(letter);
        }
        let kept = decimals.trim_end_matches('0').len().max((least as usize).min(decimals.len()));
        if kept > 0 {
            out.push('.');
            out.push_str(&decimals[..kept]);
        }
        out
    }

    fn words(&self) -> &str {
        WORDS.1
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn thousands_are_grouped_and_decimals_kept_as_asked_for() {
        for (number, least, most, expect) in [
            (1_234_567.0, 0, 0, "1,234,567"),
            (123.0, 0, 0, "123"),
            (-1234.5, 1, 1, "−1,234.5"),
            (-123.0, 0, 0, "−123"),
            (0.5, 0, 2, "0.5"),
            (0.5, 2, 2, "0.50"),
            (2.0, 0, 2, "2"),
            (f64::NAN, 0, 2, "–"),
        ] {
            assert_eq!(English.number(number, least, most), expect);
        }
    }
}
