//! Methods that bytes share with text. They are the text's own: each byte stands for the character of its number, there
//! and back.

use crate::python::cx::{Args, Cx, NativeFn, Out};
use crate::python::object::Object;
use crate::python::value::Value;

macro_rules! methods {
    ($($name:ident)*) => {
        pub const TABLE: &[(&str, NativeFn)] = &[
            $(
                (concat!("bytes.", stringify!($name)), |cx, a| call(cx, concat!("str.", stringify!($name)), a)),
                (concat!("bytearray.", stringify!($name)), |cx, a| call(cx, concat!("str.", stringify!($name)), a)),
            )*
        ];
    };
}

methods! {
    capitalize center count endswith expandtabs find index isalnum isalpha isascii isdigit islower isspace istitle isupper
    join ljust lower lstrip partition removeprefix removesuffix replace rfind rindex rjust rpartition rsplit rstrip split
    splitlines startswith strip swapcase title upper zfill
}

const BLANK: &str = " \t\n\r\x0b\x0c";

fn call(cx: &mut Cx<'_>, name: &str, a: &Args<'_>) -> Out {
    let of = cx.heap.unwrap(a.get(0));
    let is_array = matches!(of, Value::Ref(at) if matches!(cx.heap.get(at), Object::ByteArray(_)));
    let title = name.trim_start_matches("str.");
    let mut args = Vec::with_capacity(a.len());
    for (number, given) in a.pos.iter().enumerate() {
        args.push(match number {
            0 => text(cx, *given)?,
            1 => argument(cx, *given, title)?,
            // Where to look, or how often.
            _ if !matches!(title, "replace" | "center" | "ljust" | "rjust") => *given,
            _ => argument(cx, *given, title)?,
        });
    }
    // Blank is less among bytes than among characters, and so is a letter.
    if matches!(title, "strip" | "lstrip" | "rstrip") && args.len() == 1 {
        let blank = cx.heap.str(BLANK);
        args.push(blank);
    }
    let letters =
        ["capitalize", "isalnum", "isalpha", "islower", "istitle", "isupper", "lower", "swapcase", "title", "upper"];
    if letters.contains(&title)
        && let Some(plain) = cx.text(args[0]).filter(|text| !text.is_ascii())
    {
        return beyond_ascii(cx, title, &plain, is_array);
    }
    let mut kw = Vec::with_capacity(a.kw.len());
    for (keyword, given) in a.kw {
        kw.push((*keyword, argument(cx, *given, title)?));
    }
    let Some(native) = cx.natives.iter().find(|native| native.name == name) else { return Ok(Value::None) };
    let result = (native.run)(cx, &Args { pos: &args, kw: &kw })?;
    back(cx, result, is_array)
}

fn beyond_ascii(cx: &mut Cx<'_>, title: &str, plain: &str, is_array: bool) -> Out {
    let mut inside = false;
    let changed: String = plain
        .chars()
        .enumerate()
        .map(|(number, c)| {
            let first = if title == "title" { !inside } else { number == 0 };
            inside = c.is_ascii_alphabetic();
            match title {
                "upper" => c.to_ascii_uppercase(),
                "swapcase" if c.is_ascii_lowercase() => c.to_ascii_uppercase(),
                "title" | "capitalize" if first => c.to_ascii_uppercase(),
                _ => c.to_ascii_lowercase(),
            }
        })
        .collect();
    match title {
        "isalnum" | "isalpha" => Ok(Value::Bool(false)),
        "islower" | "isupper" | "istitle" => {
            let letters: Vec<char> = plain.chars().filter(char::is_ascii_alphabetic).collect();
            let holds = match title {
                "islower" => letters.iter().all(char::is_ascii_lowercase),
                "isupper" => letters.iter().all(char::is_ascii_uppercase),
                _ => false,
            };
            Ok(Value::Bool(!letters.is_empty() && holds))
        }
        _ => {
            let value = cx.heap.string(changed);
            back(cx, value, is_array)
        }
    }
}

fn text(cx: &mut Cx<'_>, value: Value) -> Out {
    let text: String = cx.bytes_of(value)?.into_iter().map(char::from).collect();
    Ok(cx.heap.string(text))
}

/// What is given to a method: bytes as text, some of them in a tuple or list, and numbers as they are.
fn argument(cx: &mut Cx<'_>, value: Value, title: &str) -> Out {
    let inner = cx.heap.unwrap(value);
    match inner {
        Value::Int(byte @ 0..256) if matches!(title, "count" | "find" | "index" | "rfind" | "rindex") => {
            let text = char::from(byte as u8).to_string();
            Ok(cx.heap.string(text))
        }
        Value::Int(_) if matches!(title, "count" | "find" | "index" | "rfind" | "rindex") => {
            cx.value_error("byte must be in range(0, 256)")
        }
        Value::Ref(at) => match cx.heap.get(at) {
            Object::Bytes(_) | Object::ByteArray(_) => text(cx, inner),
            Object::Str(_) if matches!(title, "count" | "find" | "index" | "rfind" | "rindex") => {
                cx.type_error("argument should be integer or bytes-like object, not 'str'")
            }
            Object::Str(_) => cx.type_error("a bytes-like object is required, not 'str'"),
            Object::Tuple(_) | Object::List(_) => {
                let items = cx.native_items(inner)?.unwrap_or_default();
                let mut parts = Vec::with_capacity(items.len());
                for (number, item) in items.into_iter().enumerate() {
                    let is_bytes = matches!(cx.heap.unwrap(item), Value::Ref(at)
                        if matches!(cx.heap.get(at), Object::Bytes(_) | Object::ByteArray(_)));
                    if !is_bytes && title == "join" {
                        let name = cx.type_name(item);
                        let message = format!("sequence item {number}: expected a bytes-like object, {name} found");
                        return cx.type_error(message);
                    }
                    parts.push(text(cx, item)?);
                }
                Ok(cx.heap.tuple(parts))
            }
            _ => Ok(value),
        },
        _ => Ok(value),
    }
}

fn back(cx: &mut Cx<'_>, result: Value, is_array: bool) -> Out {
    if let Some(text) = cx.text(result) {
        let bytes: Vec<u8> = text.chars().map(|c| c as u8).collect();
        return Ok(if is_array { cx.heap.value(Object::ByteArray(bytes)) } else { cx.heap.bytes(bytes) });
    }
    let Value::Ref(at) = result else { return Ok(result) };
    let is_list = matches!(cx.heap.get(at), Object::List(_));
    if !is_list && !matches!(cx.heap.get(at), Object::Tuple(_)) {
        return Ok(result);
    }
    let items = cx.native_items(result)?.unwrap_or_default();
    let mut parts = Vec::with_capacity(items.len());
    for item in items {
        parts.push(back(cx, item, is_array)?);
    }
    Ok(if is_list { cx.heap.list(parts) } else { cx.heap.tuple(parts) })
}
