//! Writes what is told as JSON (RFC 8259). Only writes, and only what is told: a library for it would be a tenth of
//! the page.

use crate::numbers::join;

/// A text in quotes.
pub fn text(value: &str) -> String {
    let mut json = String::from("\"");
    for letter in value.chars() {
        match letter {
            '"' | '\\' => json.extend(['\\', letter]),
            // Control characters do not stand in what is told.
            '\0'..' ' => json.push(' '),
            letter => json.push(letter),
        }
    }
    json.push('"');
    json
}

/// A number with three decimals; `null` where it is none.
pub fn number(value: f64) -> String {
    if !value.is_finite() {
        return "null".to_owned();
    }
    let thousandths = (value.abs() * 1e3 + 0.5) as u64;
    let rest = (thousandths % 1_000 + 1_000).to_string();
    let sign = if value < 0.0 && thousandths > 0 { "-" } else { "" };
    join(&[sign, &(thousandths / 1_000).to_string(), ".", &rest[1..]])
}

/// `true` or `false`.
pub fn flag(value: bool) -> String {
    (if value { "true" } else { "false" }).to_owned()
}

/// A list of values that are JSON.
pub fn list(values: &[String]) -> String {
    join(&["[", &values.join(","), "]"])
}

/// An object of values that are JSON.
pub fn object(pairs: &[(&str, String)]) -> String {
    let pairs: Vec<String> = pairs.iter().map(|(name, value)| join(&["\"", name, "\":", value])).collect();
    join(&["{", &pairs.join(","), "}"])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_written_is_json() {
        let told = object(&[
            ("type", text("results")),
            ("said", text("4 \"workers\" \\ one\nline, größer")),
            ("runs", list(&[object(&[]), number(3.70649)])),
            ("is", flag(true)),
        ]);
        assert_eq!(
            told,
            r#"{"type":"results","said":"4 \"workers\" \\ one line, größer","runs":[{},3.706],"is":true}"#
        );
    }

    #[test]
    fn numbers_have_three_decimals_or_are_none() {
        for (value, expect) in
            [(0.0, "0.000"), (1.0005, "1.001"), (-0.25, "-0.250"), (-0.0001, "0.000"), (1e9, "1000000000.000")]
        {
            assert_eq!(number(value), expect);
        }
        assert_eq!((number(f64::NAN), number(f64::INFINITY)), ("null".to_owned(), "null".to_owned()));
    }
}
