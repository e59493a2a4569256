//! `hashlib`'s digests. What they cost in virtual time grows with the data.

use blake2::digest::core_api::BlockSizeUser;
use blake2::digest::{ExtendableOutput, VariableOutput, XofReader};
use hmac::{Mac, SimpleHmac};
use sha2::Digest;

use crate::python::cx::{Args, Cx, NativeFn, Out};
use crate::python::object::Object;
use crate::python::value::Value;

/// How many bytes are digested in the time of an instruction.
const BYTES: usize = 16;
/// What a round of PBKDF2 costs, in instructions: two digests of a block each, which are all but their data's cost.
const ROUND: i64 = 32;

pub const TABLE: &[(&str, NativeFn)] = &[
    // (name, data, length of the digest)
    ("_rt_digest", |cx, a| {
        let name = cx.text(a.get(0)).unwrap_or_default();
        let data = cx.bytes_of(a.get(1))?;
        let length = cx.int_arg(a.get(2))?.clamp(0, 1 << 24) as usize;
        cx.cost += ((data.len() + length) / BYTES) as i64;
        let digest = match &*name {
            "md5" => md5::Md5::digest(&data).to_vec(),
            "sha1" => sha1::Sha1::digest(&data).to_vec(),
            "sha224" => sha2::Sha224::digest(&data).to_vec(),
            "sha384" => sha2::Sha384::digest(&data).to_vec(),
            "sha512" => sha2::Sha512::digest(&data).to_vec(),
            "sha3_224" => sha3::Sha3_224::digest(&data).to_vec(),
            "sha3_256" => sha3::Sha3_256::digest(&data).to_vec(),
            "sha3_384" => sha3::Sha3_384::digest(&data).to_vec(),
            "sha3_512" => sha3::Sha3_512::digest(&data).to_vec(),
            "shake_128" => extended(sha3::Shake128::default(), &data, length),
            "shake_256" => extended(sha3::Shake256::default(), &data, length),
            "blake2b" => variable(blake2::Blake2bVar::new(length).ok(), &data, length),
            "blake2s" => variable(blake2::Blake2sVar::new(length).ok(), &data, length),
            _ => sha2::Sha256::digest(&data).to_vec(),
        };
        Ok(cx.heap.value(Object::Bytes(digest.into())))
    }),
    // (name, password, the last block and the exclusive or of all before, how many further ones): the same two then.
    ("_rt_pbkdf2", |cx, a| {
        let name = cx.text(a.get(0)).unwrap_or_default();
        match &*name {
            "md5" => rounds::<md5::Md5>(cx, a),
            "sha1" => rounds::<sha1::Sha1>(cx, a),
            "sha224" => rounds::<sha2::Sha224>(cx, a),
            "sha256" => rounds::<sha2::Sha256>(cx, a),
            "sha384" => rounds::<sha2::Sha384>(cx, a),
            "sha512" => rounds::<sha2::Sha512>(cx, a),
            _ => cx.value_error(format!("unsupported hash type {name}")),
        }
    }),
];

fn extended(mut of: impl ExtendableOutput, data: &[u8], length: usize) -> Vec<u8> {
    of.update(data);
    let mut digest = vec![0; length];
    of.finalize_xof().read(&mut digest);
    digest
}

fn variable(of: Option<impl VariableOutput>, data: &[u8], length: usize) -> Vec<u8> {
    let mut digest = vec![0; length];
    if let Some(mut of) = of {
        of.update(data);
        // It was made for that length.
        let _ = of.finalize_variable(&mut digest);
    }
    digest
}

/// PBKDF2 with HMAC, as RFC 8018 has it in section 5.2: without data the block, and with it the rounds from there on.
fn rounds<D: Digest + BlockSizeUser + Clone>(cx: &mut Cx<'_>, a: &Args<'_>) -> Out<Value> {
    let password = cx.bytes_of(a.get(1))?;
    let state = cx.bytes_of(a.get(2))?;
    let count = cx.int_arg(a.get(3))?.max(0);
    let Ok(keyed) = SimpleHmac::<D>::new_from_slice(&password) else { return cx.value_error("this is no key") };
    let digest = |data: &[u8]| {
        let mut one = keyed.clone();
        Mac::update(&mut one, data);
        one.finalize().into_bytes()
    };
    cx.cost += count * ROUND;
    if count == 0 {
        let block = digest(&state);
        let both = [block.as_slice(), block.as_slice()].concat();
        return Ok(cx.heap.value(Object::Bytes(both.into())));
    }
    let (block, all) = state.split_at(state.len() / 2);
    let (mut block, mut all) = (block.to_vec(), all.to_vec());
    for _ in 0..count {
        block = digest(&block).to_vec();
        all.iter_mut().zip(&block).for_each(|(all, byte)| *all ^= byte);
    }
    block.append(&mut all);
    Ok(cx.heap.value(Object::Bytes(block.into())))
}
