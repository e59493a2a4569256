//! The allocator under real threads: as this test binary's global allocator, and by hand with
//! patterns in every block. Random, from fixed seeds; `cargo miri test` runs it with less.

use interleave_alloc::{Allocator, Region};
use std::alloc::{GlobalAlloc, Layout};
use std::collections::{BTreeMap, HashMap};
use std::sync::atomic::{AtomicPtr, Ordering};
use std::sync::mpsc;
use std::thread;

/// The harness, the threads and the collections below live in it as well.
#[global_allocator]
static ALLOCATOR: Allocator<Region> = Allocator::new(Region::new(if cfg!(miri) { 32 << 20 } else { 1 << 30 }));

const ROUNDS: usize = if cfg!(miri) { 500 } else { 100_000 };
const THREADS: u64 = 4;

/// Gives the thread's heap back when the thread's closure ends.
struct Release;

impl Drop for Release {
    fn drop(&mut self) {
        ALLOCATOR.release_thread();
    }
}

struct Random(u64);

impl Random {
    fn below(&mut self, bound: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        (self.0 >> 11) as usize % bound
    }
}

/// A block that says in its own bytes how long it is and what it is filled with.
struct Filled(*mut u8);

impl Filled {
    fn new(random: &mut Random) -> Self {
        let size = 8 + match random.below(200) {
            0 => random.below(150_000),
            1..10 => random.below(8_000),
            _ => random.below(300),
        };
        let layout = Layout::from_size_align(size, 8).unwrap();
        let mark = random.below(256) as u8;
        unsafe {
            let block = ALLOCATOR.alloc(layout);
            assert!(!block.is_null());
            block.write_bytes(mark, size);
            block.cast::<u32>().write(size as u32);
            Self(block)
        }
    }

    fn check_and_free(self) {
        unsafe {
            let size = self.0.cast::<u32>().read() as usize;
            let bytes = std::slice::from_raw_parts(self.0, size);
            assert!(bytes[4..].iter().all(|&byte| byte == bytes[4]), "a block of {size} was overwritten");
            ALLOCATOR.dealloc(self.0, Layout::from_size_align(size, 8).unwrap());
        }
    }
}

#[test]
fn blocks_keep_their_contents_on_their_way_through_threads() {
    // Threads swap blocks through these places, so that most are freed by strangers.
    static PLACES: [AtomicPtr<u8>; 64] = [const { AtomicPtr::new(std::ptr::null_mut()) }; 64];
    thread::scope(|scope| {
        for seed in 1..=THREADS {
            scope.spawn(move || {
                let _release = Release;
                let mut random = Random(seed * 0x9e37_79b9);
                let mut live = Vec::new();
                for _ in 0..ROUNDS {
                    match random.below(4) {
                        0 | 1 => live.push(Filled::new(&mut random)),
                        2 => {
                            let Filled(mine) = Filled::new(&mut random);
                            let place = &PLACES[random.below(PLACES.len())];
                            let theirs = place.swap(mine, Ordering::AcqRel);
                            if !theirs.is_null() {
                                Filled(theirs).check_and_free();
                            }
                        }
                        _ => {}
                    }
                    while live.len() > 300 || (!live.is_empty() && random.below(3) == 0) {
                        live.swap_remove(random.below(live.len())).check_and_free();
                    }
                }
                live.into_iter().for_each(Filled::check_and_free);
            });
        }
    });
    for place in &PLACES {
        let block = place.swap(std::ptr::null_mut(), Ordering::AcqRel);
        if !block.is_null() {
            Filled(block).check_and_free();
        }
    }
}

#[test]
fn collections_work_on_it_and_memory_stays_bounded() {
    let rounds = if cfg!(miri) { 2 } else { 40 };
    let mut after_warm_up = 0;
    for round in 0..rounds {
        let (sender, receiver) = mpsc::channel::<(u64, HashMap<String, Vec<u64>>)>();
        thread::scope(|scope| {
            for seed in 1..=THREADS {
                let sender = sender.clone();
                scope.spawn(move || {
                    let _release = Release;
                    let mut random = Random(seed);
                    let mut words = HashMap::new();
                    for i in 0..ROUNDS as u64 / 50 {
                        let word = format!("word {}", random.below(500));
                        words.entry(word).or_insert_with(Vec::new).push(i);
                    }
                    sender.send((seed, words)).unwrap();
                });
            }
            drop(sender);
            let all: BTreeMap<_, _> = receiver.iter().collect();
            assert_eq!(all.len() as u64, THREADS);
            let total: usize = all.values().flat_map(HashMap::values).map(Vec::len).sum();
            assert_eq!(total, THREADS as usize * (ROUNDS / 50));
        });
        if round == rounds / 2 {
            after_warm_up = ALLOCATOR.platform().used_bytes();
        }
    }
    let grown = ALLOCATOR.platform().used_bytes() - after_warm_up;
    // The other test allocates meanwhile; what must not be is growth with every round.
    assert!(grown < 64 << 20, "{grown}");
}
