//! The Rust functions of all messages, so that a wrong name or a missing variable does not compile.

use std::fmt::Write;

use super::check::is_number;
use super::{Catalogue, OWN_NAME, Part, Piece, WORDS, encode};

/// Rust source: the languages, and a function for each message, with its variables in the order in which English first
/// has them. It relies on `plain` and `filled` in the module around it.
pub fn source(catalogue: &Catalogue) -> String {
    let mut out = String::from("// Made by www/build.rs from www/locales.\n\n");
    let mut line = |text: String| {
        out.push_str(&text);
        out.push('\n');
    };
    line("/// Tag and own name of each language; English first.".to_owned());
    line("pub const LANGUAGES: &[(&str, &str)] = &[".to_owned());
    for language in &catalogue.languages {
        let name = match language.messages.get(OWN_NAME).map(|message| message.pieces.as_slice()) {
            Some([Piece::Text(name)]) => name,
            _ => &language.tag,
        };
        line(format!("    ({:?}, {name:?}),", language.tag));
    }
    line("];".to_owned());
    for (part, name) in Part::FILES {
        line(format!("/// Which build's messages a file of the part `{name}` has to hold."));
        line(format!("pub const SHAPE_{}: &str = {:?};", name.to_uppercase(), catalogue.shape(part)));
    }
    line("/// Number and English pattern of a number in words.".to_owned());
    let number = catalogue.numbered(Part::Shared).iter().position(|id| *id == WORDS).unwrap_or_default();
    line(format!("pub const WORDS: (usize, &str) = ({number}, {:?});\n", english(catalogue, WORDS)));
    line("/// The messages.\npub mod say {\n    use super::{Value, filled, plain};\n".to_owned());
    let shared = catalogue.numbered(Part::Shared).len();
    for (part, _) in [(Part::Shared, "")].into_iter().chain(Part::FILES) {
        let skipped = if part == Part::Shared { 0 } else { shared };
        for (number, id) in catalogue.numbered(part).into_iter().enumerate().skip(skipped) {
            line(function(catalogue, number, id));
        }
    }
    line("}".to_owned());
    out
}

fn english(catalogue: &Catalogue, id: &str) -> String {
    encode::pattern(&catalogue.reference().messages[id].pieces, &catalogue.letters(id))
}

fn function(catalogue: &Catalogue, number: usize, id: &str) -> String {
    let (name, pattern) = (id.replace('-', "_"), english(catalogue, id));
    let mut out = String::new();
    // Those that only others refer to are asked for by nobody.
    if catalogue.reference().parts.iter().any(|part| part == id) || id == WORDS {
        out += "    #[allow(dead_code)]\n";
    }
    let letters = catalogue.letters(id);
    if letters.is_empty() {
        let _ = write!(out, "    pub fn {name}() -> yew::AttrValue {{\n        plain({number}, {pattern:?})\n    }}\n");
        return out;
    }
    let (mut parameters, mut values) = (Vec::new(), Vec::new());
    for letter in &letters {
        let variable = letter.replace('-', "_");
        if is_number(&catalogue.reference().messages[id], letter) {
            parameters.push(format!("{variable}: impl Into<f64>"));
            values.push(format!("Value::Number({variable}.into())"));
        } else {
            parameters.push(format!("{variable}: &str"));
            values.push(format!("Value::Text({variable})"));
        }
    }
    let (parameters, values) = (parameters.join(", "), values.join(", "));
    let _ = write!(
        out,
        "    pub fn {name}({parameters}) -> String {{\n        filled({number}, {pattern:?}, &[{values}])\n    }}\n"
    );
    out
}
