//! The answer of a run in the reader's language. Workloads say it in English; what is in it besides words is taken out
//! of that, in order, and put into the sentence of the language. Pure.

use crate::numbers::{number, parse};
use crate::text::{language, say};

/// What `text`, the right answer of that workload, says.
pub fn answer(workload: &str, text: &str) -> String {
    // An English reader reads what the terminal says.
    if language() == 0 { text.to_owned() } else { said(workload, text) }
}

fn said(workload: &str, text: &str) -> String {
    let values: Vec<String> = text.split(' ').filter_map(value).collect();
    let at = |index: usize| values.get(index).map_or("", String::as_str);
    say::lab_answer(workload, at(0), at(1), at(2), at(3))
}

/// What a word stands for that is none: a number as the language writes it, a hash, a quoted word as they are.
fn value(word: &str) -> Option<String> {
    let word = word.trim_end_matches([',', ';', ':']);
    let is_quoted = word.len() > 3 && word.starts_with('\'');
    if !is_quoted && !word.contains(|letter: char| letter.is_ascii_digit()) {
        return None;
    }
    let (sign, digits) = match word.strip_prefix(['+', '-']) {
        Some(digits) => (&word[..1], digits),
        None => ("", word),
    };
    let decimals = digits.split_once('.').map_or(0, |(_, decimals)| decimals.len()) as u32;
    let Some(parsed) = parse(digits) else { return Some(word.trim_matches('\'').to_owned()) };
    Some([if sign == "-" { "−" } else { sign }, &number(parsed, decimals, decimals)].concat())
}

#[cfg(test)]
mod tests {
    use super::*;
    use interleave::workload::{ALL, Config, build};

    #[test]
    fn what_is_taken_out_of_an_answer_makes_the_same_sentence() {
        for known in ALL {
            let config = Config { size: 0.02, tasks: 2, ..Config::of(known.name).unwrap() };
            let text = build(&config).unwrap().serial().text;
            // Only the writing of numbers differs.
            let plain = |text: &str| text.replace([',', '\''], "").replace('−', "-");
            assert_eq!(plain(&said(known.name, &text)), plain(&text), "{}", known.name);
        }
    }
}
