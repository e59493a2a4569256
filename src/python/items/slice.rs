//! `of[from:to:step]`: reading and writing.

use crate::python::cx::{Cx, Out};
use crate::python::object::Object;
use crate::python::value::{Ref, Value};

impl Cx<'_> {
    /// Start, stop and step of a slice over a sequence of this length.
    pub fn slice_bounds(&mut self, slice: Value, length: usize) -> Out<(i64, i64, i64)> {
        let Value::Ref(at) = slice else { return Ok((0, 0, 1)) };
        let Object::Slice(parts) = self.heap.get(at) else { return Ok((0, 0, 1)) };
        let [start, stop, step] = **parts;
        let length = length as i64;
        let part = |cx: &mut Self, value: Value| -> Out<Option<i64>> {
            match value {
                Value::None => Ok(None),
                Value::Int(i) => Ok(Some(i)),
                Value::Bool(b) => Ok(Some(i64::from(b))),
                Value::Ref(at) => match cx.heap.get(at) {
                    Object::Big(big) => {
                        Ok(Some(if big.sign() == num_bigint::Sign::Minus { i64::MIN / 2 } else { i64::MAX / 2 }))
                    }
                    _ => cx.type_error("slice indices must be integers or None or have an __index__ method"),
                },
                _ => cx.type_error("slice indices must be integers or None or have an __index__ method"),
            }
        };
        let step = part(self, step)?.unwrap_or(1);
        if step == 0 {
            return self.value_error("slice step cannot be zero");
        }
        let (low, high) = if step > 0 { (0, length) } else { (-1, length - 1) };
        let clamp = |value: i64| {
            let value = if value < 0 { value.saturating_add(length) } else { value };
            value.clamp(low, high)
        };
        let start = part(self, start)?.map_or(if step > 0 { low } else { high }, clamp);
        let stop = part(self, stop)?.map_or(if step > 0 { high } else { low }, clamp);
        Ok((start, stop, step))
    }

    pub(super) fn get_slice(&mut self, of: Value, slice: Value) -> Out {
        let length = self.len(of)?;
        let (start, stop, step) = self.slice_bounds(slice, length)?;
        let Value::Ref(at) = of else { return Ok(Value::None) };
        if let Object::Range { start: first, step: stride, .. } = self.heap.get(at) {
            let (first, stride) = (*first, *stride);
            return Ok(self.heap.value(Object::Range {
                start: first + start * stride,
                stop: first + stop * stride,
                step: stride * step,
            }));
        }
        let mut indices = Vec::new();
        if step == 1 {
            indices.clear();
        } else {
            let mut index = start;
            while if step > 0 { index < stop } else { index > stop } {
                indices.push(index as usize);
                index = index.saturating_add(step);
            }
        }
        let (from, to) = (start as usize, stop.max(start) as usize);
        self.cost += if step == 1 { (to - from) as i64 / 16 } else { indices.len() as i64 / 8 };
        Ok(match self.heap.get(at) {
            Object::List(items) => {
                let items =
                    if step == 1 { items[from..to].to_vec() } else { indices.iter().map(|at| items[*at]).collect() };
                self.heap.list(items)
            }
            Object::Tuple(items) => {
                let items =
                    if step == 1 { items[from..to].to_vec() } else { indices.iter().map(|at| items[*at]).collect() };
                self.heap.tuple(items)
            }
            Object::Str(text) => {
                let (text, ascii) = (text.text.clone(), text.ascii);
                if step == 1 && ascii {
                    return Ok(self.heap.str(&text[from..to]));
                }
                let chars: Vec<char> = text.chars().collect();
                let part: String = if step == 1 {
                    chars[from..to].iter().collect()
                } else {
                    indices.iter().map(|at| chars[*at]).collect()
                };
                self.heap.string(part)
            }
            Object::Bytes(bytes) => {
                let bytes: Vec<u8> =
                    if step == 1 { bytes[from..to].to_vec() } else { indices.iter().map(|at| bytes[*at]).collect() };
                self.heap.bytes(bytes)
            }
            Object::ByteArray(bytes) => {
                let bytes: Vec<u8> =
                    if step == 1 { bytes[from..to].to_vec() } else { indices.iter().map(|at| bytes[*at]).collect() };
                self.heap.value(Object::ByteArray(bytes))
            }
            _ => return self.type_error("sequence index must be integer, not 'slice'"),
        })
    }

    pub(super) fn set_slice(&mut self, at: Ref, length: usize, slice: Value, value: Value) -> Out<()> {
        let (start, stop, step) = self.slice_bounds(slice, length)?;
        let Some(new) = self.native_items(value)? else {
            let list = Value::Ref(at);
            return self.prelude("_set_slice", vec![list, slice, value]);
        };
        let Object::List(items) = self.heap.get_mut(at) else { return Ok(()) };
        if step == 1 {
            items.splice(start as usize..stop.max(start) as usize, new.iter().copied());
            self.heap.grew(new.len() * 16);
            return Ok(());
        }
        let mut indices = Vec::new();
        let mut index = start;
        while if step > 0 { index < stop } else { index > stop } {
            indices.push(index as usize);
            index += step;
        }
        if indices.len() != new.len() {
            let message =
                format!("attempt to assign sequence of size {} to extended slice of size {}", new.len(), indices.len());
            return self.value_error(message);
        }
        for (index, item) in indices.into_iter().zip(new) {
            items[index] = item;
        }
        Ok(())
    }
}
