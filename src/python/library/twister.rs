//! The Mersenne Twister (Matsumoto and Nishimura, 1998), so that `random.seed(42)` gives CPython's numbers.

use num_bigint::BigInt;
use num_traits::Signed;

use crate::python::cx::{Args, Cx, NativeFn, Out};
use crate::python::number;
use crate::python::object::Object;
use crate::python::value::Value;

const N: usize = 624;
const M: usize = 397;

#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Twister {
    state: Vec<u32>,
    at: usize,
}

impl Twister {
    fn from_word(seed: u32) -> Self {
        let mut state = vec![seed];
        for at in 1..N as u32 {
            let last = state[at as usize - 1];
            state.push(1_812_433_253_u32.wrapping_mul(last ^ (last >> 30)).wrapping_add(at));
        }
        Self { state, at: N }
    }

    pub fn from_key(key: &[u32]) -> Self {
        let mut twister = Self::from_word(19_650_218);
        let state = &mut twister.state;
        let (mut i, mut j) = (1, 0);
        for _ in 0..N.max(key.len()) {
            let last = state[i - 1];
            state[i] =
                (state[i] ^ (last ^ (last >> 30)).wrapping_mul(1_664_525)).wrapping_add(key[j]).wrapping_add(j as u32);
            i += 1;
            j += 1;
            if i >= N {
                state[0] = state[N - 1];
                i = 1;
            }
            if j >= key.len() {
                j = 0;
            }
        }
        for _ in 0..N - 1 {
            let last = state[i - 1];
            state[i] = (state[i] ^ (last ^ (last >> 30)).wrapping_mul(1_566_083_941)).wrapping_sub(i as u32);
            i += 1;
            if i >= N {
                state[0] = state[N - 1];
                i = 1;
            }
        }
        state[0] = 0x8000_0000;
        twister
    }

    pub fn seeded(seed: u64) -> Self {
        Self::from_big(&BigInt::from(seed))
    }

    fn from_big(seed: &BigInt) -> Self {
        let mut key: Vec<u32> = seed.abs().magnitude().iter_u32_digits().collect();
        if key.is_empty() {
            key.push(0);
        }
        Self::from_key(&key)
    }

    pub fn word(&mut self) -> u32 {
        if self.at >= N {
            for at in 0..N {
                let y = (self.state[at] & 0x8000_0000) | (self.state[(at + 1) % N] & 0x7fff_ffff);
                let mixed = (y >> 1) ^ if y & 1 == 1 { 0x9908_b0df } else { 0 };
                self.state[at] = self.state[(at + M) % N] ^ mixed;
            }
            self.at = 0;
        }
        let mut y = self.state[self.at];
        self.at += 1;
        y ^= y >> 11;
        y ^= (y << 7) & 0x9d2c_5680;
        y ^= (y << 15) & 0xefc6_0000;
        y ^ (y >> 18)
    }

    pub fn float(&mut self) -> f64 {
        let (a, b) = (self.word() >> 5, self.word() >> 6);
        (f64::from(a) * 67_108_864.0 + f64::from(b)) / 9_007_199_254_740_992.0
    }
}

pub const TABLE: &[(&str, NativeFn)] = &[
    ("_rt_random_new", |cx, _| {
        let twister = Twister::seeded(cx.world.options.seed.wrapping_add(cx.process as u64));
        Ok(cx.heap.value(Object::Twister(Box::new(twister))))
    }),
    ("_rt_random_seed", |cx, a| {
        let Some(seed) = number::big(&cx.heap, a.get(1)) else { return cx.type_error("a seed must be an int") };
        *twister(cx, a)? = Twister::from_big(&seed);
        Ok(Value::None)
    }),
    ("_rt_random", |cx, a| Ok(Value::Float(twister(cx, a)?.float()))),
    ("_rt_random_bits", |cx, a| {
        let count = cx.int_arg(a.get(1))?;
        if count < 0 {
            return cx.value_error("number of bits must be non-negative");
        }
        cx.check_size(count as usize / 8)?;
        let twister = twister(cx, a)?;
        let mut words = Vec::new();
        let mut left = count;
        while left > 0 {
            let word = twister.word();
            words.push(if left < 32 { word >> (32 - left) } else { word });
            left -= 32;
        }
        let big = BigInt::from(num_bigint::BigUint::new(words));
        Ok(cx.heap.int(big))
    }),
    ("_rt_random_state", |cx, a| {
        // The words of the state, then the place in them.
        let twister = twister(cx, a)?;
        let words = twister.state.iter().map(|word| Value::Int(i64::from(*word)));
        let words = words.chain([Value::Int(twister.at as i64)]).collect();
        Ok(cx.heap.tuple(words))
    }),
    ("_rt_random_set_state", |cx, a| {
        let mut words = Vec::new();
        for item in cx.native_items(a.get(1))?.unwrap_or_default() {
            words.push(cx.int_arg(item)?);
        }
        let at = words.pop().and_then(|at| usize::try_from(at).ok()).filter(|at| *at <= N);
        let state: Option<Vec<u32>> = words.iter().map(|word| u32::try_from(*word).ok()).collect();
        match (at, state) {
            (Some(at), Some(state)) if state.len() == N => *twister(cx, a)? = Twister { state, at },
            _ => return cx.value_error("state vector is the wrong size"),
        }
        Ok(Value::None)
    }),
    ("_rt_sha512_int", |cx, a| {
        // What `random.seed` makes of text: its bytes followed by their SHA-512, as one number.
        let mut bytes = match cx.text(a.get(0)) {
            Some(text) => text.as_bytes().to_vec(),
            None => cx.bytes_of(a.get(0))?,
        };
        use sha2::Digest;
        let digest = sha2::Sha512::digest(&bytes);
        bytes.extend_from_slice(&digest);
        let big = BigInt::from_bytes_be(num_bigint::Sign::Plus, &bytes);
        Ok(cx.heap.int(big))
    }),
];

fn twister<'a>(cx: &'a mut Cx<'_>, a: &Args<'_>) -> Out<&'a mut Twister> {
    let Value::Ref(at) = cx.heap.unwrap(a.get(0)) else { return cx.type_error("not a generator of random numbers") };
    if !matches!(cx.heap.get(at), Object::Twister(_)) {
        return cx.type_error("not a generator of random numbers");
    }
    match cx.heap.get_mut(at) {
        Object::Twister(twister) => Ok(twister),
        _ => unreachable!("checked to be one"),
    }
}
