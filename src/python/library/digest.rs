//! `hashlib`'s digests. What they cost in virtual time grows with the data.

use sha2::Digest;

use crate::python::cx::NativeFn;
use crate::python::object::Object;

pub const TABLE: &[(&str, NativeFn)] = &[
    // (name, data)
    ("_rt_sha2", |cx, a| {
        let name = cx.text(a.get(0)).unwrap_or_default();
        let data = cx.bytes_of(a.get(1))?;
        cx.cost += data.len() as i64 / 16;
        let digest = match &*name {
            "sha224" => sha2::Sha224::digest(&data).to_vec(),
            "sha384" => sha2::Sha384::digest(&data).to_vec(),
            "sha512" => sha2::Sha512::digest(&data).to_vec(),
            _ => sha2::Sha256::digest(&data).to_vec(),
        };
        Ok(cx.heap.value(Object::Bytes(digest.into())))
    }),
];
