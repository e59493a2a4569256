//! Whether every language has what English has.

use std::collections::BTreeMap;

use super::{Fault, Language, Message, OWN_NAME, Piece, REFERENCE, WORDS};

/// How a variable is used.
#[derive(Clone, Debug, Default, PartialEq)]
struct Use {
    is_number: bool,
    is_text: bool,
    /// Whether it is shown, and does not only choose.
    is_shown: bool,
    /// The words it is compared with.
    words: Vec<String>,
}

/// Calls `each` with every use of a variable, in order.
pub fn variables<'a>(pieces: &'a [Piece], each: &mut dyn FnMut(&'a str, &'a Piece)) {
    for piece in pieces {
        match piece {
            Piece::Text(_) => {}
            Piece::Variable(name) | Piece::Number { name, .. } | Piece::Words { name, .. } => each(name, piece),
            Piece::Select { name, variants, .. } => {
                each(name, piece);
                for (_, pieces) in variants {
                    variables(pieces, each);
                }
            }
        }
    }
}

/// Whether a variable of a message is a number.
pub fn is_number(message: &Message, name: &str) -> bool {
    uses(message).get(name).is_some_and(|found| found.is_number)
}

fn uses(message: &Message) -> BTreeMap<&str, Use> {
    let mut uses: BTreeMap<&str, Use> = BTreeMap::new();
    variables(&message.pieces, &mut |name, piece| {
        let found = uses.entry(name).or_default();
        match piece {
            Piece::Select { is_number: true, .. } => found.is_number = true,
            Piece::Select { variants, .. } => {
                found.is_text = true;
                found.words.extend(variants.iter().filter_map(|(key, _)| key.clone()));
                found.words.sort();
                found.words.dedup();
            }
            Piece::Number { .. } | Piece::Words { .. } => (found.is_number, found.is_shown) = (true, true),
            Piece::Variable(_) | Piece::Text(_) => (found.is_text, found.is_shown) = (true, true),
        }
    });
    uses
}

/// Adds what is wrong to `faults`.
pub fn check(languages: &[Language], faults: &mut Vec<Fault>) {
    let Some((english, others)) = languages.split_first().filter(|(first, _)| first.tag == REFERENCE) else {
        let what = format!("there is no {REFERENCE}.ftl");
        faults.push(Fault { file: "locales".into(), line: 0, message: String::new(), what });
        return;
    };
    for (file, id, message) in languages.iter().flat_map(|l| l.messages.iter().map(|(id, m)| (&l.file, id, m))) {
        for (name, found) in uses(message) {
            if found.is_number && found.is_text {
                let what = format!("`${name}` is used both as a number and as a text; numbers stand in NUMBER()");
                faults.push(Fault { file: file.clone(), line: message.line, message: id.clone(), what });
            }
        }
    }
    for needed in [OWN_NAME, WORDS] {
        if !english.messages.contains_key(needed) {
            let what = "is missing".to_owned();
            faults.push(Fault { file: english.file.clone(), line: 1, message: needed.to_owned(), what });
        }
    }
    for language in others {
        let mut fault = |line, id: &str, what: String| {
            let known = faults.iter().any(|fault| fault.file == language.file && fault.message == id);
            if !known || what != "is missing" {
                faults.push(Fault { file: language.file.clone(), line, message: id.to_owned(), what });
            }
        };
        for (id, reference) in &english.messages {
            match language.messages.get(id) {
                None => fault(1, id, "is missing".to_owned()),
                Some(message) => compare(reference, message, &mut |what| fault(message.line, id, what)),
            }
        }
        for (id, message) in &language.messages {
            if !english.messages.contains_key(id) {
                fault(message.line, id, "English has no such message".to_owned());
            }
        }
    }
}

fn compare(reference: &Message, message: &Message, fault: &mut dyn FnMut(String)) {
    let (wanted, found) = (uses(reference), uses(message));
    let kind = |found: &Use| if found.is_number { "number" } else { "text" };
    for (name, there) in &found {
        match wanted.get(name) {
            None => fault(format!("English has no variable `${name}` here")),
            Some(english) if english.is_number != there.is_number => {
                fault(format!("`${name}` is a {} in English and a {} here", kind(english), kind(there)));
            }
            Some(english) if english.words != there.words && !there.words.is_empty() => {
                let (there, english) = (there.words.join(", "), english.words.join(", "));
                fault(format!("the variants of `${name}` are {there}, in English {english}"));
            }
            Some(_) => {}
        }
    }
    for (name, english) in &wanted {
        // What only agrees with a number in English need not do so elsewhere; a word that chooses says something.
        if !found.contains_key(name) && (english.is_shown || !english.words.is_empty()) {
            fault(format!("the variable `${name}` is missing"));
        }
    }
}
