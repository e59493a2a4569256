//! `bytes(…)`.

use crate::python::cx::{Args, Cx, Out};
use crate::python::object::Object;
use crate::python::value::Value;

pub(super) fn bytes(cx: &mut Cx<'_>, a: &Args<'_>) -> Out<Vec<u8>> {
    if a.len() == 0 {
        return Ok(Vec::new());
    }
    let value = a.get(0);
    if let Some(text) = cx.text(value) {
        if a.len() < 2 && a.keyword(cx, "encoding").is_undef() {
            return cx.type_error("string argument without an encoding");
        }
        return Ok(text.as_bytes().to_vec());
    }
    match cx.heap.unwrap(value) {
        Value::Int(count) => {
            if count < 0 {
                return cx.value_error("negative count");
            }
            cx.check_size(count as usize)?;
            Ok(vec![0; count as usize])
        }
        inner => {
            if let Value::Ref(at) = inner
                && matches!(cx.heap.get(at), Object::Bytes(_) | Object::ByteArray(_))
            {
                return cx.bytes_of(inner);
            }
            let Some(items) = cx.native_items(inner)? else {
                let name = cx.type_name(value);
                return cx.type_error(format!("cannot convert '{name}' object to bytes"));
            };
            let mut bytes = Vec::new();
            for item in items {
                let byte = cx.int_arg(item)?;
                match u8::try_from(byte) {
                    Ok(byte) => bytes.push(byte),
                    Err(_) => return cx.value_error("bytes must be in range(0, 256)"),
                }
            }
            Ok(bytes)
        }
    }
}
