//! Downloads: tasks that mostly wait, for a connection and then for each piece of a file.
//!
//! The waits are real and drawn from the latency that the reader sets; nothing goes over a network. A piece that
//! arrives is text, a number a line, and is parsed: the little computing that I/O-bound programs do.

use std::sync::Arc;

use super::split::{Random, weights};
use super::{Answer, Config, Description, Latency, Nature, Payload, Results, Step, Task, Workload, counted};

pub(super) const DESCRIPTION: Description = Description {
    name: "downloads",
    title: "Downloads",
    summary: "Waits for a connection, then for the pieces of a file, and adds up the numbers in them.",
    nature: Nature::Waiting,
    task_name: "download",
};

/// Builds it from its settings.
pub(super) fn build(config: &Config) -> Arc<dyn Workload> {
    Arc::new(Downloads::new(config))
}

const CONNECT: u16 = 0;
const RECEIVE: u16 = 1;
const PARSE: u16 = 2;

/// Pieces in a download at size 1, on average; a task's weight says how many it really has.
const PIECES: f64 = 4.0;
/// A piece takes this part of the time that a connection takes.
const PIECE_SHARE: u64 = 16;
/// Lines in a piece, of 8 bytes each: 32 KiB.
const LINES: u64 = 4_096;
const LINE_BYTES: u64 = 8;

/// A file: the numbers from `first` on, each in 7 digits and on a line of its own.
#[derive(Clone, Copy, Debug)]
struct File {
    first: u64,
    pieces: u64,
    /// What the waits of its download follow from.
    seed: u64,
}

struct Downloads {
    files: Vec<File>,
    latency: Latency,
}

impl Downloads {
    fn new(config: &Config) -> Self {
        let weights = weights(config.tasks, config.unevenness, config.seed);
        let mean = weights.iter().sum::<f64>() / weights.len() as f64;
        let mut random = Random::new(config.seed);
        let files = weights.iter().map(|weight| File {
            first: random.next_u64() % 1_000_000,
            pieces: ((PIECES * config.size * weight / mean).round() as u64).max(1),
            seed: random.next_u64(),
        });
        Self { files: files.collect(), latency: config.latency }
    }

    /// What is known: how long the files are, and the sum of a row of numbers.
    fn answer_of(&self, bytes: u64, sum: u64) -> Answer {
        let known = self.files.iter().map(|file| {
            let lines = file.pieces * LINES;
            (lines * LINE_BYTES, lines * file.first + lines * (lines - 1) / 2)
        });
        let known = known.fold((0, 0), |(bytes, sum), file| (bytes + file.0, sum + file.1));
        Answer {
            text: format!(
                "{}, {bytes} bytes, the numbers in them sum to {sum}",
                counted(self.files.len(), "file", "files")
            ),
            verified: (bytes, sum) == known,
        }
    }
}

/// Makes `buffer` hold a piece of a file, as it would come from a network.
fn receive(file: &File, piece: u64, buffer: &mut Vec<u8>) {
    buffer.clear();
    for number in file.first + piece * LINES..file.first + (piece + 1) * LINES {
        let mut line = *b"0000000\n";
        let mut rest = number as u32;
        for digit in line[..7].iter_mut().rev() {
            *digit += (rest % 10) as u8;
            rest /= 10;
        }
        buffer.extend_from_slice(&line);
    }
}

/// Adds up the numbers, one a line.
fn parse(text: &[u8]) -> u64 {
    let number = |line: &[u8]| {
        let digits = line.iter().filter(|byte| byte.is_ascii_digit());
        digits.fold(0, |number, digit| 10 * number + u64::from(digit - b'0'))
    };
    text.split(|&byte| byte == b'\n').map(number).sum()
}

impl Workload for Downloads {
    fn labels(&self) -> &'static [&'static str] {
        &["connect", "receive", "parse"]
    }

    fn phases(&self) -> Vec<u32> {
        vec![self.files.len() as u32]
    }

    fn arguments(&self, task: u32, _: &Results) -> Vec<Arc<Payload>> {
        let File { first, pieces, seed } = self.files[task as usize];
        vec![Arc::new(Payload::Numbers(vec![first, pieces, seed]))]
    }

    fn start(&self, _: u32, arguments: Vec<Arc<Payload>>) -> Box<dyn Task> {
        let file = match arguments.first().map(|payload| payload.numbers()) {
            Some(&[first, pieces, seed]) => File { first, pieces, seed },
            _ => File { first: 0, pieces: 0, seed: 0 },
        };
        let random = Random::new(file.seed);
        let (latency, buffer) = (self.latency, Vec::new());
        Box::new(Download { file, latency, random, state: State::Connecting, buffer, piece: 0, bytes: 0, sum: 0 })
    }

    fn answer(&self, results: &Results) -> Answer {
        let total = results.iter().fold((0, 0), |(bytes, sum), result| match result.numbers() {
            [more_bytes, more] => (bytes + more_bytes, sum + more),
            _ => (bytes, sum),
        });
        self.answer_of(total.0, total.1)
    }

    fn serial(&self) -> Answer {
        let (mut bytes, mut sum, mut buffer) = (0, 0, Vec::new());
        for file in &self.files {
            for piece in 0..file.pieces {
                receive(file, piece, &mut buffer);
                bytes += buffer.len() as u64;
                sum += parse(&buffer);
            }
        }
        self.answer_of(bytes, sum)
    }
}

/// What a download does next.
enum State {
    Connecting,
    Waiting,
    Receiving,
    Parsing,
}

struct Download {
    file: File,
    latency: Latency,
    random: Random,
    state: State,
    buffer: Vec<u8>,
    piece: u64,
    bytes: u64,
    sum: u64,
}

impl Task for Download {
    fn step(&mut self) -> Step {
        match self.state {
            State::Connecting => {
                self.state = State::Waiting;
                Step::Wait { duration_ns: self.latency.draw_ns(&mut self.random), label: CONNECT }
            }
            State::Waiting if self.piece < self.file.pieces => {
                self.state = State::Receiving;
                Step::Wait { duration_ns: self.latency.draw_ns(&mut self.random) / PIECE_SHARE, label: RECEIVE }
            }
            State::Waiting => Step::Done(Payload::Numbers(vec![self.bytes, self.sum])),
            State::Receiving => {
                receive(&self.file, self.piece, &mut self.buffer);
                self.bytes += self.buffer.len() as u64;
                self.state = State::Parsing;
                Step::More
            }
            State::Parsing => {
                self.sum += parse(&self.buffer);
                self.piece += 1;
                self.state = State::Waiting;
                if self.piece < self.file.pieces {
                    return Step::More;
                }
                Step::Done(Payload::Numbers(vec![self.bytes, self.sum]))
            }
        }
    }

    fn label(&self) -> u16 {
        match self.state {
            State::Connecting => CONNECT,
            State::Waiting | State::Receiving => RECEIVE,
            State::Parsing => PARSE,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::Distribution;
    use super::*;

    #[test]
    fn a_piece_is_a_number_a_line() {
        let mut buffer = Vec::new();
        receive(&File { first: 98, pieces: 1, seed: 0 }, 0, &mut buffer);
        assert_eq!(buffer.len(), 32_768);
        assert!(buffer.starts_with(b"0000098\n0000099\n0000100\n"));
        assert_eq!((parse(b"0000098\n0000099\n"), parse(b"")), (197, 0));
    }

    #[test]
    fn a_download_connects_and_then_waits_for_each_piece() {
        let latency = Latency { mean_ms: 80.0, distribution: Distribution::Constant };
        let workload = Downloads::new(&Config { tasks: 1, latency, ..Config::of("downloads").unwrap() });
        let mut task = workload.start(0, workload.arguments(0, &Results::new(1)));
        let mut waits = Vec::new();
        loop {
            let before = task.label();
            match task.step() {
                Step::Wait { duration_ns, label } => {
                    assert_eq!(before, label);
                    waits.push((duration_ns, label));
                }
                Step::More => {}
                Step::Done(_) => break,
            }
        }
        let piece = (5_000_000, RECEIVE);
        assert_eq!(waits, [(80_000_000, CONNECT), piece, piece, piece, piece]);
    }

    #[test]
    fn a_missing_line_is_noticed() {
        let workload = Downloads { files: vec![File { first: 1, pieces: 1, seed: 0 }], latency: LATENCY };
        assert!(workload.answer_of(32_768, 4_096 * 4_097 / 2).verified);
        assert!(!workload.answer_of(32_768, 4_096 * 4_097 / 2 - 7).verified);
        assert!(!workload.answer_of(32_760, 4_096 * 4_097 / 2).verified);
    }

    const LATENCY: Latency = Latency { mean_ms: 1.0, distribution: Distribution::Constant };
}
