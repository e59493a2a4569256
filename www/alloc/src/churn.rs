//! An allocation-heavy kernel, the same for every allocator: it allocates through the global one.
//!
//! Small vectors, boxes and strings of mixed sizes in a live set that fits a core's own cache;
//! one in sixteen goes through an [`Exchange`] and is mostly freed by another thread. It does
//! little else, so its time is the allocator's: about four blocks an item, counting growth.

use core::sync::atomic::{AtomicPtr, Ordering};
use std::boxed::Box;
use std::string::String;
use std::vec::Vec;

/// Items alive at a time, per thread.
const LIVE: usize = 256;

/// What a program keeps many of.
enum Item {
    Bytes(Vec<u8>),
    Boxed(Box<[u64; 6]>),
    Text(String),
    // Boxed one by one on purpose: several blocks an item.
    #[allow(clippy::vec_box)]
    Parts(Vec<Box<u32>>),
}

/// Places where threads swap items. Lock-free: it must not be what the kernel waits for.
pub struct Exchange {
    places: [AtomicPtr<Item>; 64],
}

impl Exchange {
    /// With nothing in it.
    pub const fn new() -> Self {
        Self { places: [const { AtomicPtr::new(core::ptr::null_mut()) }; 64] }
    }

    fn swap(&self, place: usize, item: Option<Box<Item>>) -> Option<Box<Item>> {
        let new = item.map_or(core::ptr::null_mut(), Box::into_raw);
        let old = self.places[place % 64].swap(new, Ordering::AcqRel);
        // SAFETY: only `Box::into_raw` above puts pointers there, and the swap takes each out
        // once.
        (!old.is_null()).then(|| unsafe { Box::from_raw(old) })
    }

    /// Frees what is left.
    pub fn clear(&self) {
        (0..64).for_each(|place| drop(self.swap(place, None)));
    }
}

impl Default for Exchange {
    fn default() -> Self {
        Self::new()
    }
}

impl Item {
    fn new(bits: u64) -> Self {
        // Three in four are under 64 bytes, nearly all under 256, one in 256 up to 8 KiB.
        let size = match bits & 0xff {
            0 => 512 + (bits >> 8) as usize % 7680,
            1..=191 => 8 + (bits >> 8) as usize % 56,
            _ => 64 + (bits >> 8) as usize % 192,
        };
        match bits >> 62 {
            0 => {
                let mut bytes = Vec::with_capacity(size);
                bytes.push(size as u8);
                Item::Bytes(bytes)
            }
            1 => Item::Boxed(Box::new([bits; 6])),
            2 => {
                // Grows as strings that are put together do.
                let mut text = String::new();
                text.push_str("inter");
                text.push_str("leave ");
                text.push_str("the threads");
                Item::Text(text)
            }
            _ => Item::Parts((0..4 + (bits >> 20 & 7) as u32).map(Box::new).collect()),
        }
    }

    fn weight(&self) -> u64 {
        match self {
            Item::Bytes(bytes) => bytes.len() as u64,
            Item::Boxed(words) => words[5] & 0xff,
            Item::Text(text) => text.len() as u64,
            Item::Parts(parts) => parts.iter().map(|part| u64::from(**part)).sum(),
        }
    }
}

/// Makes `items` items and returns a checksum that depends on `seed` and `items` alone.
pub fn churn(seed: u32, items: u32, exchange: &Exchange) -> u64 {
    let mut state = u64::from(seed) << 32 | 0x9e37_79b9;
    let mut live: Vec<Option<Item>> = (0..LIVE).map(|_| None).collect();
    let mut sum = 0_u64;
    for _ in 0..items {
        state ^= state << 13;
        state ^= state >> 7;
        state ^= state << 17;
        let bits = state.wrapping_mul(0x2545_f491_4f6c_dd1d);
        let item = Item::new(bits);
        sum = sum.wrapping_mul(31).wrapping_add(item.weight());
        let place = (bits >> 40) as usize % LIVE;
        live[place] = if bits >> 32 & 15 == 0 {
            exchange.swap(place, Some(Box::new(item))).map(|item| *item)
        } else {
            Some(item)
        };
    }
    sum
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_checksum_does_not_depend_on_other_threads() {
        let exchange = Exchange::new();
        let alone = churn(3, 5_000, &exchange);
        std::thread::scope(|scope| {
            let same = [(); 2].map(|()| scope.spawn(|| churn(3, 5_000, &exchange)));
            for thread in same {
                assert_eq!(thread.join().unwrap(), alone);
            }
        });
        exchange.clear();
        assert_ne!(churn(4, 5_000, &exchange), alone);
        exchange.clear();
    }
}
