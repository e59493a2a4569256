//! Methods of bytes and bytearrays.

use crate::python::cx::{Args, Cx, NativeFn, Out};
use crate::python::object::Object;
use crate::python::value::Value;

pub const TABLE: &[(&str, NativeFn)] = &[
    ("bytes.decode", super::codecs::decode),
    ("bytearray.decode", super::codecs::decode),
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

fn hex(cx: &mut Cx<'_>, a: &Args<'_>) -> Out {
    let bytes = cx.bytes_of(a.get(0))?;
    let text: String = bytes.iter().map(|byte| format!("{byte:02x}")).collect();
    cx.checked_string(text)
}
