//! Memory that processes share: numbers of one type in a row. Reading and writing are visible, each for itself, so that
//! `value += 1` is two of them.

use std::sync::Arc;

use super::natives::object;
use crate::python::cx::{Args, Cx, NativeFn, Out};
use crate::python::number;
use crate::python::object::Object;
use crate::python::types;
use crate::python::value::Value;

/// The largest array, in items.
const LARGEST: i64 = 1 << 24;

/// The numbers, and their type as `array` names it.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Memory {
    pub code: u8,
    /// Shared with snapshots.
    pub cells: Arc<Vec<u64>>,
}

pub const TABLE: &[(&str, NativeFn)] = &[
    // (object, type, length)
    ("_rt_memory", |cx, a| {
        let id = object(cx, a.get(0))?;
        let code = cx.text(a.get(1)).unwrap_or_default();
        let length = cx.int_arg(a.get(2))?;
        let Some(code) = code.bytes().next().filter(|code| b"cbBhHiIlLqQfdu?".contains(code)) else {
            return cx.raise(
                types::ATTRIBUTE_ERROR,
                format!("'{code}' is no typecode: use one of c b B h H i I l L q Q f d"),
            );
        };
        if length < 0 {
            return cx.value_error("Array length must be >= 0");
        }
        let bytes = length as u64 * 8;
        if length > LARGEST || cx.world.held + bytes > cx.world.options.max_memory {
            return Err(crate::python::cx::Exit::Raise(cx.exception(types::MEMORY_ERROR, Vec::new())));
        }
        cx.check_size(length as usize * 8)?;
        // It is there as long as the machine is: nobody counts who still refers to it.
        cx.world.held += bytes;
        cx.world.objects[id.0 as usize].memory =
            Some(Box::new(Memory { code, cells: Arc::new(vec![0; length as usize]) }));
        Ok(Value::None)
    }),
    ("_rt_memory_length", |cx, a| {
        let id = object(cx, a.get(0))?;
        let memory = cx.world.objects[id.0 as usize].memory.as_ref();
        Ok(Value::Int(memory.map_or(0, |memory| memory.cells.len()) as i64))
    }),
    ("_rt_memory_get", |cx, a| {
        let id = object(cx, a.get(0))?;
        let at = cx.int_arg(a.get(1))?;
        let Some((code, cell)) = cell(cx, id, at) else { return cx.raise(types::INDEX_ERROR, "invalid index") };
        Ok(read(cx, code, cell))
    }),
    ("_rt_memory_set", set),
];

fn cell(cx: &Cx<'_>, id: crate::python::guest::ObjectId, at: i64) -> Option<(u8, u64)> {
    let memory = cx.world.objects[id.0 as usize].memory.as_ref()?;
    Some((memory.code, *memory.cells.get(usize::try_from(at).ok()?)?))
}

fn read(cx: &mut Cx<'_>, code: u8, cell: u64) -> Value {
    match code {
        b'b' => Value::Int(i64::from(cell as i8)),
        b'B' => Value::Int(i64::from(cell as u8)),
        b'h' => Value::Int(i64::from(cell as i16)),
        b'H' => Value::Int(i64::from(cell as u16)),
        b'i' => Value::Int(i64::from(cell as i32)),
        b'I' => Value::Int(i64::from(cell as u32)),
        b'L' | b'Q' => cx.heap.int(cell.into()),
        b'f' => Value::Float(f64::from(f32::from_bits(cell as u32))),
        b'd' => Value::Float(f64::from_bits(cell)),
        b'?' => Value::Bool(cell != 0),
        b'c' => cx.heap.bytes(vec![cell as u8]),
        b'u' => {
            let c = char::from_u32(cell as u32).unwrap_or('\0');
            cx.char(c)
        }
        _ => Value::Int(cell as i64),
    }
}

/// `(object, index, value)`: as the machine's own numbers, so what is too large is cut off.
fn set(cx: &mut Cx<'_>, a: &Args<'_>) -> Out {
    let id = object(cx, a.get(0))?;
    let at = cx.int_arg(a.get(1))?;
    let value = a.get(2);
    let Some((code, _)) = cell(cx, id, at) else { return cx.raise(types::INDEX_ERROR, "invalid index") };
    let bits = match code {
        b'f' | b'd' => {
            let Some(number) = number::float(&cx.heap, value) else {
                let name = cx.type_name(value);
                return cx.type_error(format!("must be real number, not {name}"));
            };
            if code == b'f' { u64::from((number as f32).to_bits()) } else { number.to_bits() }
        }
        b'?' => u64::from(cx.truth(value)?),
        b'c' => match value {
            Value::Ref(bytes) => match cx.heap.get(bytes) {
                Object::Bytes(bytes) if bytes.len() == 1 => u64::from(bytes[0]),
                _ => return cx.type_error("one character bytes, bytearray or integer expected"),
            },
            Value::Int(byte @ 0..=255) => byte as u64,
            _ => return cx.type_error("one character bytes, bytearray or integer expected"),
        },
        b'u' => match cx.text(value).filter(|text| text.chars().count() == 1).and_then(|text| text.chars().next()) {
            Some(c) => u64::from(u32::from(c)),
            None => return cx.type_error("one character unicode string expected"),
        },
        _ => match value {
            Value::Int(number) => number as u64,
            Value::Bool(number) => u64::from(number),
            Value::Ref(big) if matches!(cx.heap.get(big), Object::Big(_)) => {
                let Object::Big(big) = cx.heap.get(big) else { return Ok(Value::None) };
                big.iter_u64_digits()
                    .next()
                    .map_or(0, |low| if big.sign() == num_bigint::Sign::Minus { low.wrapping_neg() } else { low })
            }
            _ => {
                let name = cx.type_name(value);
                return cx.type_error(format!("'{name}' object cannot be interpreted as an integer"));
            }
        },
    };
    if let Some(memory) = &mut cx.world.objects[id.0 as usize].memory {
        Arc::make_mut(&mut memory.cells)[at as usize] = bits;
    }
    Ok(Value::None)
}
