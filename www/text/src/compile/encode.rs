//! A message in its compact form; see [`crate::pattern`].

use super::Piece;
use crate::pattern::{END, KEY, NUMBER, SELECT, TEXT, THEN, WORDS};

/// The compact form of a message whose variables are `letters`, in the order of their letters.
pub fn pattern(pieces: &[Piece], letters: &[String]) -> String {
    let mut out = String::new();
    write(pieces, letters, &mut out);
    out
}

fn write(pieces: &[Piece], letters: &[String], out: &mut String) {
    let letter = |name: &str| {
        let place = letters.iter().position(|known| known == name).unwrap_or_default();
        char::from(b'A' + place as u8)
    };
    for piece in pieces {
        match piece {
            Piece::Text(text) => out.push_str(text),
            Piece::Variable(name) => out.extend([TEXT, letter(name)]),
            Piece::Number { name, least, most } => {
                out.extend([NUMBER, letter(name)]);
                out.extend([least, most].into_iter().filter_map(|digits| char::from_digit(*digits, 10)));
            }
            Piece::Words { name, is_capital } => {
                out.extend([WORDS, letter(name), if *is_capital { 'C' } else { '-' }]);
            }
            Piece::Select { name, variants, .. } => {
                out.extend([SELECT, letter(name)]);
                for (index, (key, pieces)) in variants.iter().enumerate() {
                    out.push(KEY);
                    // The last one fits whatever comes.
                    out.push_str(key.as_deref().filter(|_| index + 1 < variants.len()).unwrap_or(""));
                    out.push(THEN);
                    write(pieces, letters, out);
                }
                out.push(END);
            }
        }
    }
}
