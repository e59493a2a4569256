//! Source text to a syntax tree, with Astral's parser. Text that is nested too deeply for any recursion over its tree
//! is refused before it is parsed.

use ruff_python_ast::{ModModule, PythonVersion};
use ruff_python_parser::{Mode, ParseOptions, parse};
use ruff_text_size::{Ranged, TextSize};

use super::guest::Refused;

/// Tokens that an expression may nest at most, over all brackets that are open.
const MAX_DEPTH: usize = 260;
const MAX_BRACKETS: usize = 90;
const MAX_INDENT: usize = 60;
const MAX_SOURCE: usize = 4 << 20;

/// Where lines begin.
pub struct Lines<'a> {
    source: &'a str,
    starts: Vec<usize>,
}

impl<'a> Lines<'a> {
    pub fn new(source: &'a str) -> Self {
        let starts = std::iter::once(0).chain(source.match_indices('\n').map(|(at, _)| at + 1)).collect();
        Self { source, starts }
    }

    /// Line from 1 on, column in bytes from 0 on.
    pub fn place(&self, at: TextSize) -> (u32, u32) {
        let at = at.to_usize();
        let line = self.starts.partition_point(|start| *start <= at);
        (line as u32, (at - self.starts[line - 1]) as u32)
    }

    pub fn refused(&self, at: TextSize, message: impl Into<String>, instead: impl Into<String>) -> Refused {
        let (line, column) = self.place(at);
        let start = self.starts[line as usize - 1];
        let before = self.source.get(start..start + column as usize).unwrap_or_default();
        Refused { line, column: before.chars().count() as u32 + 1, message: message.into(), instead: instead.into() }
    }
}

/// Parses a module.
pub fn module(source: &str) -> Result<ModModule, Refused> {
    let lines = Lines::new(source);
    if source.len() > MAX_SOURCE {
        return Err(lines.refused(TextSize::new(0), "the program is larger than 4 MiB", "split it"));
    }
    if let Some(at) = too_deep(source) {
        return Err(lines.refused(
            TextSize::new(at as u32),
            "this is nested too deeply",
            "split the expression or the block into several",
        ));
    }
    let options = ParseOptions::from(Mode::Module).with_target_version(PythonVersion::PY314);
    let parsed = parse(source, options).map_err(|error| {
        let at = error.location.start();
        // There is no table of characters' names: see `www/names`.
        if source.get(..at.to_usize()).is_some_and(|before| before.ends_with("\\N{")) {
            return lines.refused(
                at,
                "characters are not known by their names",
                "write the character itself, or its number as in \"\\u00b0\"",
            );
        }
        lines.refused(at, format!("SyntaxError: {}", error.error), String::new())
    })?;
    if let Some(error) = parsed.unsupported_syntax_errors().first() {
        return Err(lines.refused(error.range().start(), format!("SyntaxError: {error}"), String::new()));
    }
    let module =
        parsed.try_into_module().ok_or_else(|| lines.refused(TextSize::new(0), "SyntaxError: not a module", ""))?;
    Ok(module.into_syntax())
}

/// Where nesting first passes what recursion can take. It counts tokens since the last comma in each open bracket,
/// which is at least the depth of any syntax tree over them.
fn too_deep(source: &str) -> Option<usize> {
    let bytes = source.as_bytes();
    let mut open: Vec<usize> = Vec::new();
    let (mut level, mut outer) = (0_usize, 0_usize);
    let mut at = 0;
    let mut line_start = true;
    let mut indents = vec![0_usize];
    while at < bytes.len() {
        if line_start && open.is_empty() {
            line_start = false;
            let indent = bytes[at..].iter().take_while(|byte| matches!(byte, b' ' | b'\t')).count();
            let next = bytes.get(at + indent).copied().unwrap_or(b'\n');
            if !matches!(next, b'\n' | b'\r' | b'#') {
                while indents.last().is_some_and(|last| *last > indent) {
                    indents.pop();
                }
                if indents.last().is_none_or(|last| *last < indent) {
                    indents.push(indent);
                }
                if indents.len() > MAX_INDENT {
                    return Some(at + indent);
                }
            }
            at += indent;
            continue;
        }
        let byte = bytes[at];
        match byte {
            b'\n' => {
                at += 1;
                line_start = true;
                if open.is_empty() && bytes.get(at.wrapping_sub(2)) != Some(&b'\\') {
                    level = 0;
                }
            }
            b' ' | b'\t' | b'\r' | b'\\' => at += 1,
            b'#' => at += bytes[at..].iter().position(|byte| *byte == b'\n').unwrap_or(bytes.len() - at),
            b'(' | b'[' | b'{' => {
                open.push(level + 1);
                outer += level + 1;
                level = 0;
                at += 1;
            }
            b')' | b']' | b'}' => {
                let before = open.pop().unwrap_or(0);
                outer = outer.saturating_sub(before);
                level = before;
                at += 1;
            }
            b',' | b';' => {
                level = 0;
                at += 1;
            }
            b'"' | b'\'' => {
                let (end, inside) = string_end(bytes, at);
                level += 1;
                if level + outer + inside > MAX_DEPTH {
                    return Some(at);
                }
                at = end;
            }
            _ if byte.is_ascii_alphanumeric() || byte == b'_' || byte >= 0x80 => {
                let word = bytes[at..]
                    .iter()
                    .take_while(|byte| byte.is_ascii_alphanumeric() || **byte == b'_' || **byte >= 0x80)
                    .count();
                // A string's prefix belongs to the string.
                if !(word <= 2 && matches!(bytes.get(at + word), Some(b'"' | b'\''))) {
                    level += 1;
                }
                at += word;
            }
            _ => {
                level += 1;
                at += 1;
            }
        }
        if level + outer > MAX_DEPTH || open.len() > MAX_BRACKETS {
            return Some(at.min(bytes.len() - 1));
        }
    }
    None
}

/// Where the string that begins here ends, and how deep what an f-string's braces hold may be nested.
fn string_end(bytes: &[u8], at: usize) -> (usize, usize) {
    let quote = bytes[at];
    let triple = bytes.get(at + 1) == Some(&quote) && bytes.get(at + 2) == Some(&quote);
    let prefix = &bytes[at.saturating_sub(2)..at];
    let formatted =
        prefix.iter().rev().take_while(|byte| byte.is_ascii_alphabetic()).any(|byte| matches!(byte | 32, b'f' | b't'));
    let width = if triple { 3 } else { 1 };
    let mut end = at + width;
    let (mut inside, mut most, mut braces) = (0_usize, 0_usize, 0_usize);
    while end < bytes.len() {
        match bytes[end] {
            b'\\' => end += 1,
            b'\n' if !triple => break,
            b'{' if formatted => {
                braces += 1;
                inside += 1;
            }
            b'}' if formatted => {
                braces = braces.saturating_sub(1);
                if braces == 0 {
                    inside = 0;
                }
            }
            byte if byte == quote && (!triple || bytes[end..].starts_with(&[quote; 3])) => {
                end += width;
                break;
            }
            byte if braces > 0 && !byte.is_ascii_alphanumeric() => inside += 1,
            _ => {}
        }
        most = most.max(inside);
        end += 1;
    }
    (end.min(bytes.len()), most)
}

impl<'a> Lines<'a> {
    pub fn text(&self, range: ruff_text_size::TextRange) -> &'a str {
        self.source.get(range.start().to_usize()..range.end().to_usize()).unwrap_or_default()
    }
}
