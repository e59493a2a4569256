//! The `%` operator of strings and bytes.

use num_bigint::BigInt;

use crate::python::cx::{Cx, Exit, Out};
use crate::python::number;
use crate::python::object::Object;
use crate::python::types;
use crate::python::value::Value;

/// `text % values`.
pub fn percent(cx: &mut Cx<'_>, text: Value, values: Value) -> Out {
    let format = cx.text(text).unwrap_or_default().to_string();
    let out = formatted(cx, text, &format, values, false)?;
    cx.checked_string(out)
}

/// `data % values`, for bytes: each byte is the character of that number while it is formatted.
pub fn percent_bytes(cx: &mut Cx<'_>, data: Value, values: Value) -> Out {
    let format: String = cx.bytes_of(data)?.iter().map(|byte| char::from(*byte)).collect();
    let out = formatted(cx, data, &format, values, true)?;
    cx.check_size(out.len())?;
    let bytes: Vec<u8> = out.chars().map(|c| c as u8).collect();
    let is_array = matches!(data, Value::Ref(at) if matches!(cx.heap.get(at), Object::ByteArray(_)));
    Ok(cx.heap.value(if is_array { Object::ByteArray(bytes) } else { Object::Bytes(bytes.into()) }))
}

fn formatted(cx: &mut Cx<'_>, text: Value, format: &str, values: Value, of_bytes: bool) -> Out<String> {
    let (mut items, is_tuple) = match values {
        Value::Ref(at) => match cx.heap.get(at) {
            Object::Tuple(items) => (items.to_vec(), true),
            _ => (vec![values], false),
        },
        _ => (vec![values], false),
    };
    items.reverse();
    let count = items.len();
    let mapping = cx.dict_ref(values).is_some();
    let mut out = String::new();
    let mut chars = format.chars().peekable();
    let mut used = 0;
    while let Some(c) = chars.next() {
        if c != '%' {
            out.push(c);
            continue;
        }
        let mut key = None;
        if chars.peek() == Some(&'(') {
            chars.next();
            key = Some(chars.by_ref().take_while(|c| *c != ')').collect::<String>());
        }
        let mut spec = String::new();
        let (mut left, mut zero, mut sign, mut alternate) = (false, false, String::new(), false);
        while let Some(flag) = chars.next_if(|c| "-+ #0".contains(*c)) {
            match flag {
                '-' => left = true,
                '0' => zero = true,
                '#' => alternate = true,
                flag => sign = flag.to_string(),
            }
        }
        let mut take = |cx: &mut Cx<'_>, used: &mut usize| -> Out {
            *used += 1;
            match items.pop() {
                Some(item) => Ok(item),
                None => cx.type_error("not enough arguments for format string"),
            }
        };
        let mut width = String::new();
        while let Some(digit) = chars.next_if(|c| c.is_ascii_digit() || *c == '*') {
            if digit == '*' {
                let given = take(cx, &mut used)?;
                let given = cx.int_arg(given)?;
                left |= given < 0;
                width = given.unsigned_abs().to_string();
            } else {
                width.push(digit);
            }
        }
        let mut precision = None;
        if chars.next_if_eq(&'.').is_some() {
            let mut digits = String::new();
            while let Some(digit) = chars.next_if(|c| c.is_ascii_digit() || *c == '*') {
                if digit == '*' {
                    let given = take(cx, &mut used)?;
                    digits = cx.int_arg(given)?.max(0).to_string();
                } else {
                    digits.push(digit);
                }
            }
            precision = Some(digits.parse::<usize>().unwrap_or(0));
        }
        while chars.next_if(|c| "hlL".contains(*c)).is_some() {}
        let Some(kind) = chars.next() else { return cx.value_error("incomplete format") };
        if kind == '%' {
            out.push('%');
            continue;
        }
        let value = match key {
            Some(key) => {
                if !mapping {
                    return cx.type_error("format requires a mapping");
                }
                let key = match of_bytes {
                    true => cx.heap.value(Object::Bytes(key.chars().map(|c| c as u8).collect())),
                    false => cx.heap.string(key),
                };
                used = count;
                match cx.dict_get(values, key)? {
                    Some(value) => value,
                    None => return cx.key_error(key),
                }
            }
            None => take(cx, &mut used)?,
        };
        if left {
            spec.push('<');
        } else if !zero || matches!(kind, 's' | 'r' | 'a' | 'c') {
            spec.push('>');
        }
        let numeric = matches!(kind, 'd' | 'i' | 'u' | 'x' | 'X' | 'o' | 'e' | 'E' | 'f' | 'F' | 'g' | 'G');
        if numeric {
            spec.push_str(&sign);
        }
        if alternate {
            spec.push('#');
        }
        if zero && !left && numeric {
            spec.push('0');
        }
        spec.push_str(&width);
        let (value, spec) = match kind {
            's' | 'b' if of_bytes => {
                let Ok(part) = cx.bytes_of(value) else {
                    let name = cx.type_name(value);
                    return cx.type_error(format!(
                        "%b requires a bytes-like object, or an object that implements __bytes__, not '{name}'"
                    ));
                };
                if let Some(precision) = precision {
                    spec.push_str(&format!(".{precision}"));
                }
                (cx.heap.string(part.iter().map(|byte| char::from(*byte)).collect::<String>()), spec)
            }
            's' | 'r' | 'a' => {
                if let Some(precision) = precision {
                    spec.push_str(&format!(".{precision}"));
                }
                let result = match kind {
                    's' => cx.str_of(value),
                    'a' => cx.ascii(value),
                    _ if of_bytes => cx.ascii(value),
                    _ => cx.repr(value),
                };
                match result {
                    Ok(text) => (text, spec),
                    Err(Exit::Call(_)) if of_bytes => {
                        return cx.type_error("%a in bytes takes values of Python's own types here");
                    }
                    Err(Exit::Call(_)) => return cx.prelude("_percent_slow", vec![text, values]),
                    Err(exit) => return Err(exit),
                }
            }
            'd' | 'i' | 'u' => {
                let whole = match cx.heap.unwrap(value) {
                    Value::Float(f) => {
                        let truncated: BigInt = num_traits::FromPrimitive::from_f64(f.trunc()).unwrap_or_default();
                        cx.heap.int(truncated)
                    }
                    inner if number::is_int(&cx.heap, inner) => inner,
                    _ => {
                        let name = cx.type_name(value);
                        return cx.type_error(format!("%{kind} format: a real number is required, not {name}"));
                    }
                };
                spec.push('d');
                (whole, spec)
            }
            'x' | 'X' | 'o' => {
                if !number::is_int(&cx.heap, value) {
                    let name = cx.type_name(value);
                    return cx.type_error(format!("%{kind} format: an integer is required, not {name}"));
                }
                spec.push(kind);
                (value, spec)
            }
            'e' | 'E' | 'f' | 'F' | 'g' | 'G' => {
                let Some(float) = number::float(&cx.heap, value) else {
                    let name = cx.type_name(value);
                    return cx.type_error(format!("must be real number, not {name}"));
                };
                spec.push_str(&format!(".{}{kind}", precision.unwrap_or(6)));
                (Value::Float(float), spec)
            }
            'c' if of_bytes => {
                let single = cx.bytes_of(value).ok().filter(|bytes| bytes.len() == 1).map(|bytes| bytes[0]);
                let whole = match value {
                    Value::Int(number) => Some(number),
                    _ => None,
                };
                match (single, whole) {
                    (Some(byte), _) => (cx.char(char::from(byte)), spec),
                    (_, Some(number)) => match u8::try_from(number) {
                        Ok(byte) => (cx.char(char::from(byte)), spec),
                        Err(_) => return cx.raise(types::OVERFLOW_ERROR, "%c arg not in range(256)"),
                    },
                    _ => {
                        let name = cx.type_name(value);
                        return cx
                            .type_error(format!("%c requires an integer in range(256) or a single byte, not {name}"));
                    }
                }
            }
            'c' => match cx.text(value) {
                Some(text) if text.chars().count() != 1 => return cx.type_error("%c requires int or char"),
                Some(_) => (value, spec),
                None => {
                    let code = cx.int_arg(value)?;
                    let c = u32::try_from(code).ok().and_then(char::from_u32).unwrap_or('?');
                    (cx.char(c), spec)
                }
            },
            kind => {
                let at = format.find(kind).unwrap_or(0);
                let code = kind as u32;
                return cx.value_error(format!("unsupported format character '{kind}' (0x{code:x}) at index {at}"));
            }
        };
        let spec = cx.heap.string(spec);
        let formatted = cx.format(value, spec)?;
        out.push_str(&cx.text(formatted).unwrap_or_default());
    }
    if used < count && (is_tuple || !mapping) {
        let what = if of_bytes { "bytes" } else { "string" };
        return cx.type_error(format!("not all arguments converted during {what} formatting"));
    }
    Ok(out)
}
