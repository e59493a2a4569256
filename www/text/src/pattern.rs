//! One message in its compact form: text in which control characters stand for what is filled in.
//!
//! | form | is |
//! | --- | --- |
//! | `TEXT a` | the variable `a` as it is |
//! | `NUMBER a least most` | the number `a` with at least and at most that many decimals |
//! | `WORDS a case` | the number `a` in words, where the language has any; `C` with a capital |
//! | `SELECT a`, then for each variant `KEY` key `THEN` pattern, `END` | the first variant that fits; a last one without key fits always |
//!
//! Variables are letters from `A` on, in the order of their names; decimals are digits. A key is a number, a plural
//! category or a word. A form that is damaged never panics: it ends the message.

/// A variable as it is.
pub const TEXT: char = '\u{1}';
/// A number in figures.
pub const NUMBER: char = '\u{2}';
/// A number in words.
pub const WORDS: char = '\u{3}';
/// A choice by the value of a variable.
pub const SELECT: char = '\u{4}';
/// Starts a variant.
pub const KEY: char = '\u{5}';
/// Ends a variant's key.
pub const THEN: char = '\u{6}';
/// Ends a choice.
pub const END: char = '\u{7}';

/// What a variable is.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Value<'a> {
    /// A text, or the word that chooses a variant.
    Text(&'a str),
    /// A number.
    Number(f64),
}

/// What a language knows of numbers.
pub trait Rules {
    /// The plural category: `zero`, `one`, `two`, `few`, `many` or `other`.
    fn category(&self, number: f64) -> String;
    /// A number with at least and at most that many decimals.
    fn number(&self, number: f64, least: u32, most: u32) -> String;
    /// The pattern that writes its first variable in words.
    fn words(&self) -> &str;
}

/// Writes a message behind `out`.
pub fn evaluate(pattern: &str, values: &[Value<'_>], rules: &dyn Rules, out: &mut String) {
    let mut rest = pattern;
    while let Some(place) = rest.find(|letter| letter < '\u{8}') {
        out.push_str(&rest[..place]);
        let mut letters = rest[place..].chars();
        let (kind, value) = (letters.next(), letters.next().and_then(|name| value_of(name, values)));
        let Some(value) = value else { return };
        rest = letters.as_str();
        match (kind, value) {
            (Some(TEXT), Value::Text(text)) => out.push_str(text),
            (Some(TEXT), Value::Number(number)) => out.push_str(&rules.number(number, 0, 3)),
            (Some(NUMBER), Value::Number(number)) => {
                let mut digit = || letters.next().and_then(|letter| letter.to_digit(10)).unwrap_or(0);
                let (least, most) = (digit(), digit());
                out.push_str(&rules.number(number, least, most));
                rest = letters.as_str();
            }
            (Some(WORDS), Value::Number(_)) => {
                let is_capital = letters.next() == Some('C');
                rest = letters.as_str();
                let mut word = String::new();
                // The pattern of words has no words in it: nothing that is damaged can go on for ever.
                if !rules.words().contains(WORDS) {
                    evaluate(rules.words(), &[value], rules, &mut word);
                }
                let mut letters = word.chars();
                match letters.next().filter(|_| is_capital) {
                    Some(first) => {
                        out.extend(first.to_uppercase());
                        out.push_str(letters.as_str());
                    }
                    None => out.push_str(&word),
                }
            }
            (Some(SELECT), value) => {
                let (chosen, after) = choose(rest, value, rules);
                evaluate(chosen, values, rules, out);
                rest = after;
            }
            _ => return,
        }
    }
    out.push_str(rest);
}

fn value_of<'a>(name: char, values: &[Value<'a>]) -> Option<Value<'a>> {
    values.get((name as usize).checked_sub('A' as usize)?).copied()
}

/// The pattern of the variant that fits, and what follows the whole choice.
fn choose<'a>(variants: &'a str, value: Value<'_>, rules: &dyn Rules) -> (&'a str, &'a str) {
    let mut rest = variants;
    let mut chosen = None;
    while let Some(variant) = rest.strip_prefix(KEY) {
        let Some((key, then)) = variant.split_once(THEN) else { break };
        let length = length_of(then);
        if chosen.is_none() && (key.is_empty() || fits(key, value, rules)) {
            chosen = Some(&then[..length]);
        }
        rest = &then[length..];
    }
    (chosen.unwrap_or(""), rest.strip_prefix(END).unwrap_or(""))
}

/// How long the pattern is that `text` starts with: up to the next variant or the end of its choice.
fn length_of(text: &str) -> usize {
    let mut depth = 0;
    for (place, letter) in text.char_indices() {
        match letter {
            SELECT => depth += 1,
            END if depth > 0 => depth -= 1,
            KEY | END if depth == 0 => return place,
            _ => {}
        }
    }
    text.len()
}

fn fits(key: &str, value: Value<'_>, rules: &dyn Rules) -> bool {
    match value {
        Value::Text(text) => key == text,
        Value::Number(number) if key.starts_with(|first: char| first.is_ascii_digit()) => {
            // Whole numbers: what is compared with them exactly is counted.
            key.bytes().fold(0.0, |value, byte| value * 10.0 + f64::from(byte.wrapping_sub(b'0'))) == number
        }
        Value::Number(number) => key == rules.category(number),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Rules that show what they were asked.
    struct Shown;

    impl Rules for Shown {
        fn category(&self, number: f64) -> String {
            if number == 1.0 { "one" } else { "other" }.to_owned()
        }

        fn number(&self, number: f64, least: u32, most: u32) -> String {
            format!("{number}:{least}:{most}")
        }

        fn words(&self) -> &str {
            "\u{4}A\u{5}1\u{6}one\u{5}\u{6}\u{2}A03\u{7}"
        }
    }

    fn said(pattern: &str, values: &[Value<'_>]) -> String {
        let mut out = String::new();
        evaluate(pattern, values, &Shown, &mut out);
        out
    }

    #[test]
    fn variables_and_numbers_are_filled_in() {
        let values = [Value::Text("A"), Value::Number(2.5)];
        assert_eq!(said("from \u{1}A to \u{2}B02!", &values), "from A to 2.5:0:2!");
        assert_eq!(said("nothing", &values), "nothing");
        assert_eq!(said("\u{3}AC, \u{3}A-", &[Value::Number(1.0)]), "One, one");
    }

    #[test]
    fn variants_are_chosen_by_number_category_and_word() {
        let pattern = "\u{4}A\u{5}0\u{6}none\u{5}one\u{6}a task\u{5}\u{6}\u{2}A00 tasks\u{7}.";
        for (number, expect) in [(0.0, "none."), (1.0, "a task."), (12.0, "12:0:0 tasks.")] {
            assert_eq!(said(pattern, &[Value::Number(number)]), expect);
        }
        let nested = "\u{4}A\u{5}x\u{6}[\u{4}B\u{5}y\u{6}1\u{5}\u{6}2\u{7}]\u{5}\u{6}3\u{7}";
        for (words, expect) in [(["x", "y"], "[1]"), (["x", "z"], "[2]"), (["z", "y"], "3")] {
            assert_eq!(said(nested, &words.map(Value::Text)), expect);
        }
    }

    #[test]
    fn what_is_damaged_ends_the_message() {
        for pattern in ["a\u{1}", "a\u{1}Z", "a\u{4}A", "a\u{4}A\u{5}x", "a\u{7}", "a\u{2}A", "a\u{4}A\u{5}\u{6}\u{4}"]
        {
            assert!(said(pattern, &[Value::Text("x")]).starts_with('a'), "{pattern:?}");
        }
    }
}
