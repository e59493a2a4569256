//! How many columns of a terminal text takes.

/// The columns that a character takes: 2 for East Asian wide ones and emoji, 0 for marks that combine with the
/// character before, 1 for the rest. By blocks of Unicode, which is what terminals agree on.
#[must_use]
pub fn width(character: char) -> usize {
    match character as u32 {
        0x0300..=0x036f | 0x1ab0..=0x1aff | 0x200b..=0x200f | 0x20d0..=0x20ff | 0xfe00..=0xfe0f | 0xfe20..=0xfe2f => 0,
        0x1100..=0x115f
        | 0x2e80..=0x303e
        | 0x3041..=0xa4cf
        | 0xac00..=0xd7a3
        | 0xf900..=0xfaff
        | 0xfe30..=0xfe6f
        | 0xff01..=0xff60
        | 0xffe0..=0xffe6
        | 0x1f300..=0x1f64f
        | 0x1f680..=0x1f6ff
        | 0x1f900..=0x1faff
        | 0x20000..=0x3fffd => 2,
        _ => 1,
    }
}

/// The columns that `text` takes.
#[must_use]
pub fn columns(text: &str) -> usize {
    text.chars().map(width).sum()
}

/// As much of a file's text as fits into `most` columns, without what a terminal would obey.
#[must_use]
pub fn fitted(text: &str, most: usize) -> String {
    let mut taken = 0;
    let fits = |character: &char| {
        taken += width(*character);
        taken <= most
    };
    text.chars().map(|character| if steers(character) { '\u{fffd}' } else { character }).take_while(fits).collect()
}

/// Whether a terminal acts on it: control characters, and those that turn the direction of writing.
fn steers(character: char) -> bool {
    character.is_control()
        || matches!(character, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' | '\u{2028}' | '\u{2029}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn wide_characters_take_two_columns_and_marks_none() {
        for (text, expect) in [("abc", 3), ("名前", 4), ("e\u{301}", 1), ("█ é", 3), ("🙂", 2)] {
            assert_eq!(columns(text), expect, "{text}");
        }
        assert_eq!(fitted("名前x", 3), "名");
        assert_eq!(fitted("a\x1b[2J\u{202e}b", 9), "a\u{fffd}[2J\u{fffd}b");
    }
}
