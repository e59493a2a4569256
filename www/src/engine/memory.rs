//! Reading another instance's shared memory.
//!
//! Every view is made anew each time: the memory may have grown meanwhile, and an old view ends where it ended then.

use interleave::record::Record;
use js_sys::{Atomics, Int32Array, Uint8Array, Uint32Array};
use wasm_bindgen::prelude::*;

/// The shared memory of an engine: a `WebAssembly.Memory`.
#[derive(Clone, Debug)]
pub struct SharedMemory(js_sys::WebAssembly::Memory);

impl SharedMemory {
    /// The memory in `value`, where there is one.
    pub fn from_value(value: JsValue) -> Option<Self> {
        value.dyn_into().ok().map(Self)
    }

    /// The word at `address`, read after everything that was written before it was set.
    pub fn load(&self, address: u32) -> u32 {
        Atomics::load(&Int32Array::new(&self.0.buffer()), address / 4).unwrap_or(0) as u32
    }

    /// Sets the word at `address`.
    pub fn store(&self, address: u32, value: u32) -> bool {
        Atomics::store(&Int32Array::new(&self.0.buffer()), address / 4, value as i32).is_ok()
    }

    /// Copies `length` bytes out.
    pub fn bytes(&self, address: u32, length: u32) -> Vec<u8> {
        Uint8Array::new_with_byte_offset_and_length(&self.0.buffer(), address, length).to_vec()
    }

    /// Copies words out, as many as `into` has room for.
    pub fn words(&self, address: u32, into: &mut [u32]) {
        Uint32Array::new_with_byte_offset_and_length(&self.0.buffer(), address, into.len() as u32).copy_to(into);
    }
}

/// The records in a run of bytes; what is left over at the end is no record.
pub fn records(bytes: &[u8]) -> impl Iterator<Item = Record> + '_ {
    let (pairs, _) = bytes.as_chunks::<16>();
    pairs.iter().map(|pair| {
        let (words, _) = pair.as_chunks::<8>();
        [u64::from_le_bytes(words[0]), u64::from_le_bytes(words[1])]
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn records_are_read_from_bytes_and_a_torn_one_is_left_out() {
        let mut bytes: Vec<u8> = [7u64, 8, 9, 10].iter().flat_map(|word| word.to_le_bytes()).collect();
        bytes.truncate(31);
        assert_eq!(records(&bytes).collect::<Vec<_>>(), [[7, 8]]);
    }
}
