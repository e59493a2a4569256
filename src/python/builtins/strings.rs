//! Methods of strings.

use std::sync::Arc;

use crate::python::cx::{Args, Cx, NativeFn, Out};
use crate::python::dict::Dict;
use crate::python::number;
use crate::python::object::Object;
use crate::python::value::Value;

pub const TABLE: &[(&str, NativeFn)] = &[
    ("str.upper", |cx, a| map(cx, a, |s| s.to_uppercase())),
    ("str.lower", |cx, a| map(cx, a, |s| s.to_lowercase())),
    ("str.casefold", |cx, a| map(cx, a, |s| s.to_lowercase().replace('ß', "ss"))),
    ("str.title", |cx, a| map(cx, a, title)),
    ("str.capitalize", |cx, a| {
        map(cx, a, |s| {
            let mut chars = s.chars();
            chars.next().map_or(String::new(), |first| title_case(first) + &chars.as_str().to_lowercase())
        })
    }),
    ("str.swapcase", |cx, a| {
        map(cx, a, |s| {
            s.chars()
                .flat_map(|c| {
                    if c.is_uppercase() { c.to_lowercase().collect::<Vec<_>>() } else { c.to_uppercase().collect() }
                })
                .collect()
        })
    }),
    ("str.strip", |cx, a| strip(cx, a, true, true)),
    ("str.lstrip", |cx, a| strip(cx, a, true, false)),
    ("str.rstrip", |cx, a| strip(cx, a, false, true)),
    ("str.split", |cx, a| split(cx, a, false)),
    ("str.rsplit", |cx, a| split(cx, a, true)),
    ("str.splitlines", splitlines),
    ("str.join", join),
    ("str.replace", replace),
    ("str.startswith", |cx, a| affix(cx, a, true)),
    ("str.endswith", |cx, a| affix(cx, a, false)),
    ("str.find", |cx, a| find(cx, a, false, false)),
    ("str.rfind", |cx, a| find(cx, a, true, false)),
    ("str.index", |cx, a| find(cx, a, false, true)),
    ("str.rindex", |cx, a| find(cx, a, true, true)),
    ("str.count", |cx, a| {
        let (text, part) = (this(cx, a)?, arg(cx, a, 1)?);
        let (_, window) = window(cx, a, &text)?;
        let count = match *part.as_bytes() {
            [] => window.chars().count() + 1,
            [byte] => window.bytes().filter(|other| *other == byte).count(),
            _ => window.matches(&*part).count(),
        };
        Ok(Value::Int(count as i64))
    }),
    ("str.isdigit", |cx, a| test(cx, a, |c| c.is_ascii_digit())),
    ("str.isdecimal", |cx, a| test(cx, a, |c| c.is_ascii_digit())),
    ("str.isnumeric", |cx, a| test(cx, a, char::is_numeric)),
    ("str.isalpha", |cx, a| test(cx, a, char::is_alphabetic)),
    ("str.isalnum", |cx, a| test(cx, a, char::is_alphanumeric)),
    ("str.isspace", |cx, a| test(cx, a, char::is_whitespace)),
    ("str.isascii", |cx, a| Ok(Value::Bool(this(cx, a)?.is_ascii()))),
    ("str.isprintable", |cx, a| Ok(Value::Bool(!this(cx, a)?.chars().any(char::is_control)))),
    ("str.isupper", |cx, a| {
        let text = this(cx, a)?;
        Ok(Value::Bool(text.chars().any(char::is_uppercase) && !text.chars().any(char::is_lowercase)))
    }),
    ("str.islower", |cx, a| {
        let text = this(cx, a)?;
        Ok(Value::Bool(text.chars().any(char::is_lowercase) && !text.chars().any(char::is_uppercase)))
    }),
    ("str.istitle", |cx, a| {
        let text = this(cx, a)?;
        Ok(Value::Bool(text.chars().any(char::is_alphabetic) && title(&text) == *text))
    }),
    ("str.isidentifier", |cx, a| {
        let text = this(cx, a)?;
        let first = text.chars().next().is_some_and(|c| c.is_alphabetic() || c == '_');
        Ok(Value::Bool(first && text.chars().all(|c| c.is_alphanumeric() || c == '_')))
    }),
    ("str.center", |cx, a| pad(cx, a, 'c')),
    ("str.ljust", |cx, a| pad(cx, a, 'l')),
    ("str.rjust", |cx, a| pad(cx, a, 'r')),
    ("str.zfill", |cx, a| {
        let text = this(cx, a)?;
        let width = cx.int_arg(a.get(1))?.max(0) as usize;
        cx.check_size(width)?;
        let missing = width.saturating_sub(text.chars().count());
        let (sign, digits) = match text.strip_prefix(['+', '-']) {
            Some(rest) => (&text[..1], rest),
            None => ("", &*text),
        };
        cx.checked_string(format!("{sign}{}{digits}", "0".repeat(missing)))
    }),
    ("str.partition", |cx, a| partition(cx, a, false)),
    ("str.rpartition", |cx, a| partition(cx, a, true)),
    ("str.removeprefix", |cx, a| {
        let (text, part) = (this(cx, a)?, arg(cx, a, 1)?);
        Ok(cx.heap.str(text.strip_prefix(&*part).unwrap_or(&text)))
    }),
    ("str.removesuffix", |cx, a| {
        let (text, part) = (this(cx, a)?, arg(cx, a, 1)?);
        Ok(cx.heap.str(text.strip_suffix(&*part).unwrap_or(&text)))
    }),
    ("str.expandtabs", |cx, a| {
        let text = this(cx, a)?;
        let size = if a.len() > 1 { cx.int_arg(a.get(1))?.max(0) as usize } else { 8 };
        cx.check_size(size.saturating_mul(text.matches('\t').count()))?;
        let (mut out, mut column) = (String::new(), 0);
        for c in text.chars() {
            match c {
                '\t' if size > 0 => {
                    let width = size - column % size;
                    out.push_str(&" ".repeat(width));
                    column += width;
                }
                '\t' => {}
                '\n' | '\r' => {
                    out.push(c);
                    column = 0;
                }
                c => {
                    out.push(c);
                    column += 1;
                }
            }
        }
        cx.checked_string(out)
    }),
    ("str.encode", super::codecs::encode),
    ("str.format", |cx, a| {
        let args = cx.heap.tuple(a.pos[1..].to_vec());
        let named = cx.keyword_dict(a.kw);
        cx.prelude("_str_format", vec![a.get(0), args, named])
    }),
    ("str.format_map", |cx, a| {
        let args = cx.heap.empty_tuple;
        cx.prelude("_str_format", vec![a.get(0), args, a.get(1)])
    }),
    ("str.translate", |cx, a| cx.prelude("_str_translate", vec![a.get(0), a.get(1)])),
    ("str.maketrans", maketrans),
];

fn this(cx: &mut Cx<'_>, a: &Args<'_>) -> Out<Arc<str>> {
    match cx.text(a.get(0)) {
        Some(text) => {
            cx.cost += (text.len() / 64) as i64;
            Ok(text)
        }
        None => {
            let name = cx.type_name(a.get(0));
            cx.type_error(format!("descriptor requires a 'str' object but received a '{name}'"))
        }
    }
}

fn arg(cx: &mut Cx<'_>, a: &Args<'_>, at: usize) -> Out<Arc<str>> {
    match cx.text(a.get(at)) {
        Some(text) => Ok(text),
        None => {
            let name = cx.type_name(a.get(at));
            cx.type_error(format!("must be str, not {name}"))
        }
    }
}

fn map(cx: &mut Cx<'_>, a: &Args<'_>, change: fn(&str) -> String) -> Out {
    let text = this(cx, a)?;
    cx.checked_string(change(&text))
}

/// What becomes of several letters begins with a capital one: `ß` is `Ss`.
fn title_case(c: char) -> String {
    let mut upper = c.to_uppercase();
    upper.next().into_iter().chain(upper.flat_map(char::to_lowercase)).collect()
}

fn title(text: &str) -> String {
    let mut out = String::new();
    let mut inside = false;
    for c in text.chars() {
        if inside {
            out.extend(c.to_lowercase());
        } else {
            out.push_str(&title_case(c));
        }
        inside = c.is_alphabetic();
    }
    out
}

fn test(cx: &mut Cx<'_>, a: &Args<'_>, holds: fn(char) -> bool) -> Out {
    let text = this(cx, a)?;
    Ok(Value::Bool(!text.is_empty() && text.chars().all(holds)))
}

fn strip(cx: &mut Cx<'_>, a: &Args<'_>, left: bool, right: bool) -> Out {
    let text = this(cx, a)?;
    let set = a.get(1);
    let wanted: Option<Vec<char>> =
        if set.is_undef() || set.is_none() { None } else { Some(arg(cx, a, 1)?.chars().collect()) };
    let wanted = wanted.map(|mut set| {
        set.sort_unstable();
        set
    });
    let gone = |c: char| {
        wanted
            .as_ref()
            .map_or_else(|| c.is_whitespace() || ('\x1c'..='\x1f').contains(&c), |set| set.binary_search(&c).is_ok())
    };
    let mut part: &str = &text;
    if left {
        part = part.trim_start_matches(gone);
    }
    if right {
        part = part.trim_end_matches(gone);
    }
    Ok(cx.heap.str(part))
}

fn split(cx: &mut Cx<'_>, a: &Args<'_>, from_right: bool) -> Out {
    let text = this(cx, a)?;
    let separator = a.named(cx, 1, "sep");
    let limit = a.named(cx, 2, "maxsplit");
    let limit = if limit.is_undef() { -1 } else { cx.int_arg(limit)? };
    let limit = if limit < 0 { usize::MAX } else { limit as usize };
    let parts: Vec<&str> = if separator.is_undef() || separator.is_none() {
        let mut parts = Vec::new();
        let mut rest: &str = if from_right { text.trim_end() } else { text.trim_start() };
        while !rest.is_empty() && parts.len() < limit {
            if from_right {
                match rest.rfind(char::is_whitespace) {
                    Some(at) => {
                        let next = at + rest[at..].chars().next().map_or(1, char::len_utf8);
                        parts.push(&rest[next..]);
                        rest = rest[..at].trim_end();
                    }
                    None => {
                        parts.push(rest);
                        rest = "";
                    }
                }
            } else {
                match rest.find(char::is_whitespace) {
                    Some(at) => {
                        parts.push(&rest[..at]);
                        rest = rest[at..].trim_start();
                    }
                    None => {
                        parts.push(rest);
                        rest = "";
                    }
                }
            }
        }
        if !rest.is_empty() {
            parts.push(rest);
        }
        if from_right {
            parts.reverse();
        }
        parts
    } else {
        let separator = arg_value(cx, separator)?;
        if separator.is_empty() {
            return cx.value_error("empty separator");
        }
        if from_right {
            let mut parts: Vec<&str> = text.rsplitn(limit.saturating_add(1), &*separator).collect();
            parts.reverse();
            parts
        } else {
            let most = limit.saturating_add(1);
            match *separator.as_bytes() {
                // Looking for one byte is faster than looking for a string.
                [byte] => text.splitn(most, char::from(byte)).collect(),
                _ => text.splitn(most, &*separator).collect(),
            }
        }
    };
    cx.check_size(parts.len() * 64)?;
    let items = parts.into_iter().map(|part| cx.heap.str(part)).collect();
    Ok(cx.heap.list(items))
}

fn arg_value(cx: &mut Cx<'_>, value: Value) -> Out<Arc<str>> {
    match cx.text(value) {
        Some(text) => Ok(text),
        None => {
            let name = cx.type_name(value);
            cx.type_error(format!("must be str or None, not {name}"))
        }
    }
}

fn splitlines(cx: &mut Cx<'_>, a: &Args<'_>) -> Out {
    let text = this(cx, a)?;
    let keep = a.named(cx, 1, "keepends");
    let keep = !keep.is_undef() && cx.truth(keep)?;
    let mut items = Vec::new();
    let mut rest: &str = &text;
    while !rest.is_empty() {
        let at = rest.find(['\n', '\r']).unwrap_or(rest.len());
        let end = if rest[at..].starts_with("\r\n") { at + 2 } else { (at + 1).min(rest.len()) };
        let part = if keep { &rest[..end] } else { &rest[..at] };
        items.push(cx.heap.str(part));
        rest = &rest[end..];
    }
    Ok(cx.heap.list(items))
}

fn join(cx: &mut Cx<'_>, a: &Args<'_>) -> Out {
    a.expect(cx, "str.join", 2, 2)?;
    let separator = this(cx, a)?;
    let of = a.get(1);
    // A list is read where it lies.
    let others = match of {
        Value::Ref(at) if matches!(cx.heap.get(at), Object::List(_)) => Vec::new(),
        _ => match cx.native_items(of)? {
            Some(items) => items,
            None => {
                if let Err(crate::python::cx::Exit::Raise(_)) = cx.iter(of) {
                    return cx.type_error("can only join an iterable");
                }
                return cx.prelude("_join", vec![a.get(0), of]);
            }
        },
    };
    let items = items_of(cx, of, &others);
    let count = items.len();
    let lengths = items.iter().map(|item| cx.heap.as_str(*item).map(|text| text.text.len() + separator.len()));
    let Some(total) = lengths.sum::<Option<usize>>() else {
        let wrong = items.iter().copied().enumerate().find(|(_, item)| cx.heap.as_str(*item).is_none());
        let (number, item) = wrong.unwrap_or_default();
        let name = cx.type_name(item);
        return cx.type_error(format!("sequence item {number}: expected str instance, {name} found"));
    };
    cx.check_size(total)?;
    cx.cost += count as i64 / 2;
    let mut out = String::with_capacity(total);
    for (number, item) in items_of(cx, of, &others).iter().enumerate() {
        if number > 0 {
            out.push_str(&separator);
        }
        if let Some(text) = cx.heap.as_str(*item) {
            out.push_str(&text.text);
        }
    }
    Ok(cx.heap.string(out))
}

/// The items of a list; where it is something else, `others`.
fn items_of<'c>(cx: &'c Cx<'_>, of: Value, others: &'c [Value]) -> &'c [Value] {
    match of {
        Value::Ref(at) => match cx.heap.get(at) {
            Object::List(items) => items,
            _ => others,
        },
        _ => others,
    }
}

fn replace(cx: &mut Cx<'_>, a: &Args<'_>) -> Out {
    let (text, old, new) = (this(cx, a)?, arg(cx, a, 1)?, arg(cx, a, 2)?);
    let count = a.named(cx, 3, "count");
    let count = if count.is_undef() { -1 } else { cx.int_arg(count)? };
    let matches = if old.is_empty() { text.chars().count() + 1 } else { text.matches(&*old).count() };
    cx.check_size(text.len() + matches * new.len())?;
    let out = if count < 0 { text.replace(&*old, &new) } else { text.replacen(&*old, &new, count as usize) };
    Ok(cx.heap.string(out))
}

fn affix(cx: &mut Cx<'_>, a: &Args<'_>, start: bool) -> Out {
    let text = this(cx, a)?;
    let (_, part) = window(cx, a, &text)?;
    let options = match cx.text(a.get(1)) {
        Some(one) => vec![one],
        None => {
            let items = match a.get(1) {
                Value::Ref(at) if matches!(cx.heap.get(at), Object::Tuple(_)) => {
                    cx.native_items(a.get(1))?.unwrap_or_default()
                }
                other => {
                    let name = cx.type_name(other);
                    let what = if start { "startswith" } else { "endswith" };
                    return cx.type_error(format!("{what} first arg must be str or a tuple of str, not {name}"));
                }
            };
            items.into_iter().filter_map(|item| cx.text(item)).collect()
        }
    };
    Ok(Value::Bool(
        options.iter().any(|option| if start { part.starts_with(&**option) } else { part.ends_with(&**option) }),
    ))
}

/// The optional start and end that follow the first argument.
fn bounds(cx: &mut Cx<'_>, a: &Args<'_>, length: usize) -> Out<(usize, usize)> {
    let at = |cx: &mut Cx<'_>, value: Value, default: usize| -> Out<usize> {
        if value.is_undef() || value.is_none() {
            return Ok(default);
        }
        let index = cx.int_arg(value)?;
        Ok(if index < 0 { (index + length as i64).max(0) as usize } else { (index as usize).min(length) })
    };
    let from = at(cx, a.get(2), 0)?;
    let to = at(cx, a.get(3), length)?;
    Ok((from, to.max(from)))
}

/// What these two leave of the text, and how many characters stand before it.
fn window<'t>(cx: &mut Cx<'_>, a: &Args<'_>, text: &'t str) -> Out<(usize, &'t str)> {
    if a.len() <= 2 {
        return Ok((0, text));
    }
    let is_ascii = text.is_ascii();
    let (from, to) = bounds(cx, a, if is_ascii { text.len() } else { text.chars().count() })?;
    let byte = |at: usize| if is_ascii { at } else { text.char_indices().nth(at).map_or(text.len(), |found| found.0) };
    Ok((from, text.get(byte(from)..byte(to)).unwrap_or_default()))
}

fn find(cx: &mut Cx<'_>, a: &Args<'_>, last: bool, must: bool) -> Out {
    let (text, part) = (this(cx, a)?, arg(cx, a, 1)?);
    let (from, window) = window(cx, a, &text)?;
    let found = if last { window.rfind(&*part) } else { window.find(&*part) };
    match found {
        Some(at) => Ok(Value::Int((from + window[..at].chars().count()) as i64)),
        None if must => cx.value_error("substring not found"),
        None => Ok(Value::Int(-1)),
    }
}

fn pad(cx: &mut Cx<'_>, a: &Args<'_>, how: char) -> Out {
    let text = this(cx, a)?;
    let width = cx.int_arg(a.get(1))?.max(0) as usize;
    cx.check_size(width)?;
    let fill = if a.len() > 2 { arg(cx, a, 2)? } else { " ".into() };
    if fill.chars().count() != 1 {
        return cx.type_error("The fill character must be exactly one character long");
    }
    let missing = width.saturating_sub(text.chars().count());
    let left = match how {
        'l' => 0,
        'r' => missing,
        // CPython puts the odd one to the left where the width is odd.
        _ => missing / 2 + (missing & width & 1),
    };
    cx.checked_string(format!("{}{text}{}", fill.repeat(left), fill.repeat(missing - left)))
}

fn partition(cx: &mut Cx<'_>, a: &Args<'_>, last: bool) -> Out {
    let (text, part) = (this(cx, a)?, arg(cx, a, 1)?);
    if part.is_empty() {
        return cx.value_error("empty separator");
    }
    let found = if last { text.rfind(&*part) } else { text.find(&*part) };
    let pieces = match found {
        Some(at) => [&text[..at], &part, &text[at + part.len()..]],
        None if last => ["", "", &text],
        None => [&text, "", ""],
    };
    let items = pieces.iter().map(|piece| cx.heap.str(piece)).collect();
    Ok(cx.heap.tuple(items))
}

fn maketrans(cx: &mut Cx<'_>, a: &Args<'_>) -> Out {
    let dict = cx.heap.dict(Dict::default());
    if a.len() == 1 {
        for key in cx.native_items(a.get(0))?.unwrap_or_default() {
            let value = cx.dict_get(a.get(0), key)?.unwrap_or_default();
            let code = match cx.text(key) {
                Some(text) => Value::Int(text.chars().next().map_or(0, |c| i64::from(c as u32))),
                None => key,
            };
            cx.set_item(dict, code, value)?;
        }
        return Ok(dict);
    }
    let (from, to) = (arg(cx, a, 0)?, arg(cx, a, 1)?);
    for (x, y) in from.chars().zip(to.chars()) {
        cx.set_item(dict, Value::Int(i64::from(x as u32)), Value::Int(i64::from(y as u32)))?;
    }
    if a.len() > 2 {
        for c in arg(cx, a, 2)?.chars() {
            cx.set_item(dict, Value::Int(i64::from(c as u32)), Value::None)?;
        }
    }
    let _ = number::is_int;
    Ok(dict)
}
