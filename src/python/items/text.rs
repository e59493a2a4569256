//! Pieces of strings and bytes.

use crate::python::cx::{Cx, Out};
use crate::python::object::Object;
use crate::python::value::Value;

impl Cx<'_> {
    pub fn char(&mut self, c: char) -> Value {
        let mut buffer = [0; 4];
        self.heap.str(c.encode_utf8(&mut buffer))
    }

    pub fn bytes_of(&mut self, value: Value) -> Out<Vec<u8>> {
        if let Value::Ref(at) = self.heap.unwrap(value) {
            match self.heap.get(at) {
                Object::Bytes(bytes) => return Ok(bytes.to_vec()),
                Object::ByteArray(bytes) => return Ok(bytes.clone()),
                _ => {}
            }
        }
        let name = self.type_name(value);
        self.type_error(format!("a bytes-like object is required, not '{name}'"))
    }

    pub fn checked_string(&mut self, text: String) -> Out {
        if text.len() > 1 << 16 {
            self.check_size(text.len())?;
        }
        Ok(self.heap.string(text))
    }
}
