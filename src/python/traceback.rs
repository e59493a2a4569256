//! Tracebacks, as CPython 3.11 prints them: chained exceptions, marks under the part of the line that failed, groups.

use super::cx::{Cx, Exit};
use super::object::{Object, Trace};
use super::types;
use super::value::Value;

const SKIPPED: usize = 3;

/// The whole text, ending in a newline.
pub fn render(cx: &mut Cx<'_>, exception: Value) -> String {
    let mut out = String::new();
    let mut seen = Vec::new();
    write(cx, exception, &mut out, &mut seen, 0);
    out
}

fn write(cx: &mut Cx<'_>, exception: Value, out: &mut String, seen: &mut Vec<Value>, depth: usize) {
    let Value::Ref(at) = exception else { return };
    if depth > 30 || seen.iter().any(|other| other.same(exception)) {
        return;
    }
    seen.push(exception);
    let Object::Exception(inner) = cx.heap.get(at) else { return };
    let (cause, context, suppress, trace, class, notes) =
        (inner.cause, inner.context, inner.suppress, inner.trace.clone(), inner.class, inner.notes.clone());
    if !cause.is_undef() && !cause.is_none() {
        write(cx, cause, out, seen, depth + 1);
        out.push_str("\nThe above exception was the direct cause of the following exception:\n\n");
    } else if !context.is_undef() && !context.is_none() && !suppress {
        let before = out.len();
        write(cx, context, out, seen, depth + 1);
        if out.len() > before {
            out.push_str("\nDuring handling of the above exception, another exception occurred:\n\n");
        }
    }
    let group = cx.is_subclass(class, types::BASE_EXCEPTION_GROUP);
    let margin = if group { "  | " } else { "" };
    let mut body = String::new();
    if visible(cx, &trace).next().is_some() {
        body.push_str(if group && depth == 0 {
            "Exception Group Traceback (most recent call last):\n"
        } else {
            "Traceback (most recent call last):\n"
        });
        frames(cx, &trace, &mut body);
    }
    body.push_str(&last_line(cx, exception));
    body.push('\n');
    for note in notes {
        if let Some(text) = cx.text(note) {
            body.push_str(&text);
            body.push('\n');
        }
    }
    for (number, line) in body.lines().enumerate() {
        if group && number == 0 && line.starts_with("Exception Group") {
            out.push_str("  + ");
        } else {
            out.push_str(margin);
        }
        out.push_str(line);
        out.push('\n');
    }
    if group {
        let name = cx.heap.intern("exceptions");
        let items =
            cx.get_attr(exception, name).ok().and_then(|list| cx.native_items(list).ok().flatten()).unwrap_or_default();
        for (number, item) in items.iter().enumerate() {
            let head = if number == 0 { "  +-+---------------- " } else { "    +---------------- " };
            out.push_str(&format!("{head}{} ----------------\n", number + 1));
            let mut text = String::new();
            write(cx, *item, &mut text, seen, depth + 1);
            for line in text.lines() {
                out.push_str(if line.starts_with("  + ") || line.starts_with("  | ") { "  " } else { "    | " });
                out.push_str(line);
                out.push('\n');
            }
        }
        out.push_str("    +------------------------------------\n");
    }
}

fn visible<'a>(cx: &Cx<'_>, trace: &'a [Trace]) -> impl Iterator<Item = Trace> + use<'a> {
    let hidden: Vec<bool> = trace.iter().map(|entry| cx.program.codes[entry.code as usize].hidden).collect();
    trace.iter().copied().zip(hidden).rev().filter(|entry| !entry.1).map(|entry| entry.0)
}

fn frames(cx: &Cx<'_>, trace: &[Trace], out: &mut String) {
    let program = cx.program.clone();
    let mut last: Option<(u32, u32)> = None;
    let mut repeated = 0;
    let all: Vec<Trace> = visible(cx, trace).collect();
    for entry in &all {
        let code = &program.codes[entry.code as usize];
        let module = &program.modules[code.module as usize];
        let span = code.spans.get(entry.at as usize).copied().unwrap_or_default();
        let here = Some((entry.code, span.line));
        if here == last {
            repeated += 1;
            if repeated >= SKIPPED {
                continue;
            }
        } else {
            note_repeats(repeated, out);
            repeated = 0;
            last = here;
        }
        out.push_str(&format!("  File \"{}\", line {}, in {}\n", module.file, span.line, code.name));
        let Some(line) = module.lines.get(span.line as usize - 1) else { continue };
        let text = line.trim();
        if text.is_empty() {
            continue;
        }
        out.push_str(&format!("    {text}\n"));
        let indent = line.len() - line.trim_start().len();
        let start = (span.column as usize).max(indent);
        let end = if span.end_line == span.line { span.end_column as usize } else { line.trim_end().len() };
        let end = end.min(line.trim_end().len());
        if end <= start || start <= indent && end >= line.trim_end().len() && span.mark == (0, 0) {
            continue;
        }
        if start <= indent && end >= line.trim_end().len() && span.mark == (0, 0) {
            continue;
        }
        let mut marks = String::new();
        for (at, _) in line.char_indices().skip_while(|c| c.0 < start).take_while(|c| c.0 < end) {
            let (from, to) = (span.mark.0 as usize, span.mark.1 as usize);
            let operator = span.mark == (0, 0) || (from <= at && at < to);
            marks.push(if operator { '^' } else { '~' });
        }
        let width = line[indent..start].chars().count();
        out.push_str(&format!("    {}{marks}\n", " ".repeat(width)));
    }
    note_repeats(repeated, out);
}

fn note_repeats(repeated: usize, out: &mut String) {
    if repeated >= SKIPPED {
        let more = repeated - SKIPPED + 1;
        out.push_str(&format!("  [Previous line repeated {more} more time{}]\n", if more == 1 { "" } else { "s" }));
    }
}

/// `ValueError: message`.
pub fn last_line(cx: &mut Cx<'_>, exception: Value) -> String {
    let class = cx.type_of(exception);
    let info = cx.class(class);
    let name = match &*info.module {
        "builtins" | "__main__" => info.qualname.to_string(),
        module => format!("{module}.{}", info.qualname),
    };
    let text = match cx.str_of(exception) {
        Ok(text) => cx.text(text).unwrap_or_default().to_string(),
        // The program's own `__str__` was asked before, if it could be.
        Err(Exit::Call(_)) => match exception {
            Value::Ref(at) => match cx.heap.get(at) {
                Object::Exception(inner) => {
                    let known = cx.heap.names.get("__rendered__");
                    let rendered = inner.attrs.iter().find(|attr| Some(attr.0) == known).map(|attr| attr.1);
                    rendered.and_then(|text| cx.text(text)).unwrap_or_default().to_string()
                }
                _ => String::new(),
            },
            _ => String::new(),
        },
        Err(_) => "<exception str() failed>".into(),
    };
    if text.is_empty() { name } else { format!("{name}: {text}") }
}
