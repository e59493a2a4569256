//! SHA-256 over chunks of a million bytes.
//!
//! The hash is that of the `sha2` crate in its portable code, chosen by the crate's feature `force-soft`: by default
//! it would use the processor's SHA instructions natively, which WebAssembly does not have, and the page and the
//! terminal would show different work. Version 0.10, because in 0.11 the same choice is a compiler flag, which
//! everyone who builds the crate would have to know of.

use std::sync::{Arc, OnceLock};

use sha2::{Digest, Sha256};

use super::split::{ranges, weights};
use super::{Answer, Config, Description, Nature, Payload, Results, Step, Task, Workload};

pub(super) const DESCRIPTION: Description = Description {
    name: "sha256",
    title: "SHA-256",
    summary: "Hashes chunks of a million bytes, each as many times as its task is large.",
    nature: Nature::Computing,
    task_name: "chunk",
};

/// Builds it from its settings.
pub(super) fn build(config: &Config) -> Arc<dyn Workload> {
    Arc::new(Hashes::new(config))
}

/// Rounds over a chunk, in all tasks together, at size 1.
const ROUNDS: f64 = 95.0;
const CHUNK_BYTES: usize = 1_000_000;
/// Bytes hashed in a step: about a tenth of a millisecond.
const BYTES_PER_STEP: usize = 20_000;

/// The known answer for a million times the letter a: NIST, FIPS 180-2, appendix B.3.
const KNOWN: [u8; 32] = [
    0xcd, 0xc7, 0x6e, 0x5c, 0x99, 0x14, 0xfb, 0x92, 0x81, 0xa1, 0xc7, 0xe2, 0x84, 0xd7, 0x3e, 0x67, 0xf1, 0x80, 0x9a,
    0x48, 0xa4, 0x97, 0x20, 0x0e, 0x04, 0x6d, 0x39, 0xcc, 0xc7, 0x11, 0x2c, 0xd0,
];

struct Hashes {
    /// Rounds over the chunk, by task.
    rounds: Vec<u64>,
    chunk: OnceLock<Arc<Payload>>,
}

impl Hashes {
    fn new(config: &Config) -> Self {
        let total = (ROUNDS * config.size).ceil() as u64;
        let parts = ranges(total, &weights(config.tasks, config.unevenness, config.seed));
        // No task is without work, even where that makes more work of a small size cut into many.
        let rounds = parts.iter().map(|part| (part.end - part.start).max(1));
        Self { rounds: rounds.collect(), chunk: OnceLock::new() }
    }

    fn chunk(&self) -> &Arc<Payload> {
        self.chunk.get_or_init(|| Arc::new(Payload::Bytes(vec![b'a'; CHUNK_BYTES])))
    }

    fn answer_of<'a>(&self, hashes: impl Iterator<Item = &'a [u8]>) -> Answer {
        let total: u64 = self.rounds.iter().sum();
        let right = hashes.flat_map(|hashes| hashes.chunks(KNOWN.len())).filter(|&hash| hash == KNOWN).count();
        Answer {
            text: format!("{right} of {total} hashes of a million times 'a' are cdc76e5c…c7112cd0"),
            verified: right as u64 == total,
        }
    }
}

impl Workload for Hashes {
    fn labels(&self) -> &'static [&'static str] {
        &["hash"]
    }

    fn prepare(&self) {
        self.chunk();
    }

    fn phases(&self) -> Vec<u32> {
        vec![self.rounds.len() as u32]
    }

    fn arguments(&self, task: u32, _: &Results) -> Vec<Arc<Payload>> {
        vec![Arc::clone(self.chunk()), Arc::new(Payload::Numbers(vec![self.rounds[task as usize]]))]
    }

    fn start(&self, _: u32, arguments: Vec<Arc<Payload>>) -> Box<dyn Task> {
        let rounds_left = arguments.get(1).and_then(|payload| payload.numbers().first()).copied().unwrap_or(0);
        let chunk = arguments.into_iter().next().unwrap_or_default();
        Box::new(Hashing { chunk, rounds_left, hasher: Sha256::new(), hashed: 0, hashes: Vec::new() })
    }

    fn answer(&self, results: &Results) -> Answer {
        self.answer_of(results.iter().map(|result| result.bytes()))
    }

    fn serial(&self) -> Answer {
        let total = self.rounds.iter().sum();
        let hashes: Vec<[u8; 32]> = (0..total).map(|_| Sha256::digest(self.chunk().bytes()).into()).collect();
        self.answer_of(hashes.iter().map(|hash| &hash[..]))
    }
}

struct Hashing {
    chunk: Arc<Payload>,
    rounds_left: u64,
    hasher: Sha256,
    /// How many bytes of the chunk this round has seen.
    hashed: usize,
    hashes: Vec<u8>,
}

impl Task for Hashing {
    fn step(&mut self) -> Step {
        if self.rounds_left > 0 {
            let bytes = self.chunk.bytes();
            let end = bytes.len().min(self.hashed + BYTES_PER_STEP);
            self.hasher.update(&bytes[self.hashed..end]);
            self.hashed = end;
            if end == bytes.len() {
                self.hashes.extend_from_slice(&self.hasher.finalize_reset());
                self.hashed = 0;
                self.rounds_left -= 1;
            }
        }
        if self.rounds_left == 0 { Step::Done(Payload::Bytes(std::mem::take(&mut self.hashes))) } else { Step::More }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_known_answer_is_the_standards() {
        let hex: String = KNOWN.iter().map(|byte| format!("{byte:02x}")).collect();
        assert_eq!(hex, "cdc76e5c9914fb9281a1c7e284d73e67f1809a48a497200e046d39ccc7112cd0");
    }

    #[test]
    fn one_wrong_or_missing_hash_is_noticed() {
        let workload = Hashes::new(&Config { size: 0.02, tasks: 2, ..Config::of("sha256").unwrap() });
        assert!(workload.answer_of([&KNOWN[..], &KNOWN[..]].into_iter()).verified);
        assert!(!workload.answer_of([&KNOWN[..]].into_iter()).verified);
        assert!(!workload.answer_of([&KNOWN[..], &[0; 32][..]].into_iter()).verified);
    }

    #[test]
    fn larger_tasks_hash_more_often() {
        let workload = Hashes::new(&Config { tasks: 3, unevenness: 4.0, size: 1.0, ..Config::of("sha256").unwrap() });
        let mut rounds = workload.rounds;
        rounds.sort_unstable();
        assert_eq!(rounds, [13, 31, 51]);
    }

    #[test]
    fn every_task_hashes_something() {
        let workload = Hashes::new(&Config { tasks: 12, size: 0.05, ..Config::of("sha256").unwrap() });
        assert_eq!(workload.rounds, [1; 12]);
    }
}
