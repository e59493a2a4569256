//! Methods of bytes and bytearrays.

use crate::python::cx::{Args, Cx, NativeFn, Out};
use crate::python::object::Object;
use crate::python::types;
use crate::python::value::Value;

pub const TABLE: &[(&str, NativeFn)] = &[
    ("bytes.decode", decode),
    ("bytearray.decode", decode),
    ("bytes.hex", hex),
    ("bytearray.hex", hex),
    ("bytes.fromhex", |cx, a| {
        let text = cx.str_arg(a.get(1), "fromhex() argument")?;
        let digits: Vec<u8> = text.bytes().filter(|byte| !byte.is_ascii_whitespace()).collect();
        let mut bytes = Vec::new();
        for pair in digits.chunks(2) {
            let byte = std::str::from_utf8(pair)
                .ok()
                .filter(|pair| pair.len() == 2)
                .and_then(|pair| u8::from_str_radix(pair, 16).ok());
            match byte {
                Some(byte) => bytes.push(byte),
                None => return cx.value_error("non-hexadecimal number found in fromhex() arg"),
            }
        }
        Ok(cx.heap.bytes(bytes))
    }),
    ("bytes.startswith", |cx, a| {
        let (bytes, part) = (cx.bytes_of(a.get(0))?, cx.bytes_of(a.get(1))?);
        Ok(Value::Bool(bytes.starts_with(&part)))
    }),
    ("bytes.endswith", |cx, a| {
        let (bytes, part) = (cx.bytes_of(a.get(0))?, cx.bytes_of(a.get(1))?);
        Ok(Value::Bool(bytes.ends_with(&part)))
    }),
    ("bytes.find", |cx, a| {
        let (bytes, part) = (cx.bytes_of(a.get(0))?, cx.bytes_of(a.get(1))?);
        let found = if part.is_empty() { Some(0) } else { bytes.windows(part.len()).position(|window| window == part) };
        Ok(Value::Int(found.map_or(-1, |at| at as i64)))
    }),
    ("bytes.join", |cx, a| {
        let separator = cx.bytes_of(a.get(0))?;
        let mut parts = Vec::new();
        for item in cx.native_items(a.get(1))?.unwrap_or_default() {
            parts.push(cx.bytes_of(item)?);
        }
        Ok(cx.heap.bytes(parts.join(&separator[..])))
    }),
    ("bytes.upper", |cx, a| {
        let bytes = cx.bytes_of(a.get(0))?.to_ascii_uppercase();
        Ok(cx.heap.bytes(bytes))
    }),
    ("bytes.lower", |cx, a| {
        let bytes = cx.bytes_of(a.get(0))?.to_ascii_lowercase();
        Ok(cx.heap.bytes(bytes))
    }),
    ("bytes.strip", |cx, a| {
        let bytes = cx.bytes_of(a.get(0))?.trim_ascii().to_vec();
        Ok(cx.heap.bytes(bytes))
    }),
    ("bytes.split", |cx, a| {
        let bytes = cx.bytes_of(a.get(0))?;
        let parts: Vec<Vec<u8>> = if a.len() > 1 {
            let separator = cx.bytes_of(a.get(1))?;
            if separator.is_empty() {
                return cx.value_error("empty separator");
            }
            let (mut parts, mut start, mut at) = (Vec::new(), 0, 0);
            while at + separator.len() <= bytes.len() {
                if bytes[at..].starts_with(&separator) {
                    parts.push(bytes[start..at].to_vec());
                    at += separator.len();
                    start = at;
                } else {
                    at += 1;
                }
            }
            parts.push(bytes[start..].to_vec());
            parts
        } else {
            bytes.split(u8::is_ascii_whitespace).filter(|part| !part.is_empty()).map(<[u8]>::to_vec).collect()
        };
        let items = parts.into_iter().map(|part| cx.heap.bytes(part)).collect();
        Ok(cx.heap.list(items))
    }),
    ("bytes.count", |cx, a| {
        let (bytes, part) = (cx.bytes_of(a.get(0))?, cx.bytes_of(a.get(1))?);
        let (mut count, mut at) = (0, 0);
        while !part.is_empty() && at + part.len() <= bytes.len() {
            if bytes[at..].starts_with(&part) {
                count += 1;
                at += part.len();
            } else {
                at += 1;
            }
        }
        Ok(Value::Int(count))
    }),
    ("bytearray.append", |cx, a| {
        let byte = cx.int_arg(a.get(1))?;
        let Ok(byte) = u8::try_from(byte) else { return cx.value_error("byte must be in range(0, 256)") };
        if let Value::Ref(at) = cx.heap.unwrap(a.get(0))
            && let Object::ByteArray(bytes) = cx.heap.get_mut(at)
        {
            bytes.push(byte);
        }
        cx.heap.grew(2);
        Ok(Value::None)
    }),
    ("bytearray.extend", |cx, a| {
        let more = cx.bytes_of(a.get(1))?;
        cx.check_size(more.len())?;
        if let Value::Ref(at) = cx.heap.unwrap(a.get(0))
            && let Object::ByteArray(bytes) = cx.heap.get_mut(at)
        {
            bytes.extend(more);
        }
        Ok(Value::None)
    }),
];

fn decode(cx: &mut Cx<'_>, a: &Args<'_>) -> Out {
    let bytes = cx.bytes_of(a.get(0))?;
    let errors = a.named(cx, 2, "errors");
    match String::from_utf8(bytes) {
        Ok(text) => cx.checked_string(text),
        Err(error) => {
            if cx.text(errors).is_some_and(|errors| &*errors != "strict") {
                let text = String::from_utf8_lossy(error.as_bytes()).into_owned();
                return cx.checked_string(text);
            }
            let at = error.utf8_error().valid_up_to();
            let byte = error.as_bytes().get(at).copied().unwrap_or(0);
            cx.raise(
                types::UNICODE_DECODE_ERROR,
                format!("'utf-8' codec can't decode byte 0x{byte:02x} in position {at}: invalid start byte"),
            )
        }
    }
}

fn hex(cx: &mut Cx<'_>, a: &Args<'_>) -> Out {
    let bytes = cx.bytes_of(a.get(0))?;
    let text: String = bytes.iter().map(|byte| format!("{byte:02x}")).collect();
    cx.checked_string(text)
}
