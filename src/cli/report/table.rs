//! Columns of text: the first ones stand left, numbers right.

use crate::trace::export::{columns, fitted};

/// Lines of `rows` below `heads`; the first `left` columns stand left. No line where there are no rows.
pub fn table(heads: &[&str], rows: &[Vec<String>], left: usize) -> String {
    if rows.is_empty() {
        return String::new();
    }
    let heads: Vec<String> = heads.iter().map(|&head| head.to_owned()).collect();
    let all = || std::iter::once(&heads).chain(rows);
    let width = |column: usize| all().filter_map(|row| row.get(column)).map(|cell| columns(cell)).max();
    let widths: Vec<usize> = (0..heads.len()).map(|column| width(column).unwrap_or(0)).collect();
    let line = |row: &Vec<String>| {
        let cells = row.iter().zip(&widths).enumerate().map(|(column, (cell, &width))| {
            let room = " ".repeat(width - columns(cell));
            if column < left { format!("{cell}{room}") } else { format!("{room}{cell}") }
        });
        cells.collect::<Vec<_>>().join("  ").trim_end().to_owned() + "\n"
    };
    all().map(line).collect()
}

/// [`table`] in at most `room` columns of the terminal. Of `order`, which has the index of each column, those that stand
/// last give way where there is no room, and are named below.
pub fn fitting(heads: &[&str], rows: &[Vec<String>], left: usize, order: &[usize], room: usize) -> String {
    for count in (1..=order.len()).rev() {
        let is_kept = |column: &usize| order[..count].contains(column);
        let kept: Vec<usize> = (0..heads.len()).filter(is_kept).collect();
        let left = kept.iter().filter(|column| **column < left).count();
        let of_row = |row: &Vec<String>| kept.iter().map(|&column| row[column].clone()).collect();
        let kept_heads: Vec<&str> = kept.iter().map(|&column| heads[column]).collect();
        let drawn = table(&kept_heads, &rows.iter().map(of_row).collect::<Vec<_>>(), left);
        if count == 1 || drawn.lines().all(|line| columns(line) <= room) {
            let left_out: Vec<&str> =
                (0..heads.len()).filter(|column| !is_kept(column)).map(|column| heads[column]).collect();
            return match left_out.is_empty() {
                true => drawn,
                false => drawn + &wrapped(&format!("No room for {}.", left_out.join(", ")), room),
            };
        }
    }
    String::new()
}

/// Lines of at most `room` columns: longer ones are broken between words, with the indent that they begin with.
pub fn wrapped(text: &str, room: usize) -> String {
    let mut out = String::new();
    for line in text.lines() {
        let indent = line.len() - line.trim_start().len();
        let mut taken = 0;
        for word in line.split_whitespace() {
            if taken == 0 {
                out += &" ".repeat(indent);
                taken = indent;
            } else if taken + 1 + columns(word) > room {
                out += &format!("\n{}", " ".repeat(indent));
                taken = indent;
            } else {
                out.push(' ');
                taken += 1;
            }
            out += word;
            taken += columns(word);
        }
        out.push('\n');
    }
    out
}

/// A name of a file's, without what a terminal would obey, in at most `most` columns.
pub fn cell(name: &str, most: usize) -> String {
    let whole = fitted(name, most);
    match whole.chars().count() == name.chars().count() {
        true => whole,
        false => fitted(name, most.saturating_sub(1)) + "…",
    }
}

/// The name of a function, for a column: of the path that profilers add in parentheses only the file is kept, and of
/// that only the end, with the line's number, where there is no room for all of it.
pub fn function(name: &str, most: usize) -> String {
    /// Shorter ends of a place say nothing.
    const LEAST: usize = 6;
    let Some((function, place)) = name.split_once(" (").filter(|parts| parts.1.ends_with(')')) else {
        return cell(name, most);
    };
    let file = place.rsplit(['/', '\\']).next().unwrap_or(place);
    let whole = format!("{function} ({file}");
    let room = most.saturating_sub(columns(function) + 3);
    if columns(&whole) <= most || room < LEAST {
        return cell(&whole, most);
    }
    let end: Vec<char> = file.chars().collect();
    let end: String = end[end.len().saturating_sub(room)..].iter().collect();
    cell(&format!("{function} (…{end}"), most)
}

/// A share, in whole per cent.
pub fn percent(share: f64) -> String {
    match share {
        // Not nothing.
        1e-9..0.005 => "< 1 %".to_owned(),
        _ => format!("{:.0} %", share * 100.0),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_are_as_wide_as_what_stands_in_them() {
        let rows = [vec!["a".to_owned(), "100 ms".to_owned()], vec!["loader".to_owned(), "1 ns".to_owned()]];
        assert_eq!(table(&["name", "total"], &rows, 1), "name     total\na       100 ms\nloader    1 ns\n");
        assert_eq!(table(&["name"], &[], 1), "");
    }

    #[test]
    fn lines_are_broken_between_words_and_keep_their_indent() {
        assert_eq!(
            wrapped("one two three\n  four five six\n\nend", 9),
            "one two\nthree\n  four\n  five\n  six\n\nend\n"
        );
        assert_eq!(wrapped("a-very-long-word and", 6), "a-very-long-word\nand\n");
        assert_eq!(wrapped("", 9), "");
    }

    #[test]
    fn columns_without_room_give_way_and_are_named() {
        let rows = [["a", "100 ms", "50 %"].map(str::to_owned).to_vec()];
        let heads = ["name", "total", "share"];
        assert_eq!(fitting(&heads, &rows, 1, &[0, 2, 1], 19), "name   total  share\na     100 ms   50 %\n");
        assert_eq!(fitting(&heads, &rows, 1, &[0, 2, 1], 18), "name  share\na      50 %\nNo room for total.\n");
    }

    #[test]
    fn a_name_does_not_steer_the_terminal_and_is_cut() {
        assert_eq!(cell("a\x1b[2Jb", 20), "a\u{fffd}[2Jb");
        assert_eq!(cell("abcdef", 4), "abc…");
        assert_eq!(function("run (/home/me/a.py:3)", 20), "run (a.py:3)");
        assert_eq!(function("GET (no/path", 20), "GET (no/path");
        assert_eq!(function("load (<frozen importlib>:1120)", 20), "load (…ortlib>:1120)");
        assert_eq!(function("a_long_name_of_one (a.py:3)", 20), "a_long_name_of_one …");
    }

    #[test]
    fn a_small_share_is_not_nothing() {
        let shares = [0.0, 0.001, 0.0051, 0.014, 1.0].map(percent);
        assert_eq!(shares, ["0 %", "< 1 %", "1 %", "1 %", "100 %"].map(str::to_owned));
    }
}
