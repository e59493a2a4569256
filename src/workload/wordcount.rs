//! Counting the words of a text: tasks count the words of a part each, and one last task adds their tables up.
//!
//! The text is generated, from a small vocabulary in which few words are frequent and many rare, and tallied while
//! it is generated. Counting knows nothing of that: it takes UTF-8 apart into letters and others, lowers the letters
//! and looks each word up in a hash map of the standard library.

use std::collections::{BTreeMap, HashMap};
use std::ops::Range;
use std::sync::{Arc, OnceLock};

use super::split::{Random, ranges, repeats, weights};
use super::{Answer, Config, Description, Nature, Payload, Results, Step, Task, Workload};

pub(super) const DESCRIPTION: Description = Description {
    name: "wordcount",
    title: "Word count",
    summary: "Counts how often each word occurs in a text; the tables of its parts are merged at the end.",
    nature: Nature::Computing,
    task_name: "part",
};

/// Builds it from its settings.
pub(super) fn build(config: &Config) -> Arc<dyn Workload> {
    Arc::new(WordCount::new(config))
}

/// Words of text at size 1.
const WORDS: f64 = 3_500_000.0;
/// The largest size counted in one pass: a text of 24 MB.
const LARGEST_PASS: f64 = 1.0;
/// Bytes counted in a step: about a tenth of a millisecond.
const BYTES_PER_STEP: usize = 5_000;

/// From the most frequent to the rarest: a word's frequency is in proportion to 1 / its place.
const VOCABULARY: [&str; 64] = [
    "the",
    "and",
    "to",
    "of",
    "a",
    "in",
    "one",
    "it",
    "is",
    "with",
    "task",
    "then",
    "core",
    "thread",
    "work",
    "while",
    "waits",
    "lock",
    "both",
    "each",
    "kitchen",
    "cook",
    "stirs",
    "soup",
    "onion",
    "knife",
    "pan",
    "water",
    "boils",
    "slowly",
    "again",
    "before",
    "after",
    "other",
    "never",
    "always",
    "queue",
    "turn",
    "signal",
    "shared",
    "memory",
    "café",
    "crème",
    "brûlée",
    "jalapeño",
    "smörgås",
    "käse",
    "œuf",
    "pâté",
    "żurek",
    "čaj",
    "борщ",
    "чай",
    "ψωμί",
    "τυρί",
    "parallel",
    "concurrent",
    "interleaved",
    "scheduler",
    "deadlock",
    "starvation",
    "barrier",
    "semaphore",
    "happens",
];

struct WordCount {
    /// The words of each part, as places in the whole text.
    parts: Vec<Range<u64>>,
    passes: u32,
    seed: u64,
    input: OnceLock<Input>,
}

struct Input {
    /// The text, cut between words.
    texts: Vec<Arc<Payload>>,
    /// How often each word of the vocabulary was written.
    tally: [u64; VOCABULARY.len()],
}

impl WordCount {
    fn new(config: &Config) -> Self {
        let (size, passes) = repeats(config.size, LARGEST_PASS);
        let parts = ranges((WORDS * size) as u64, &weights(config.tasks, config.unevenness, config.seed));
        Self { parts, passes, seed: config.seed, input: OnceLock::new() }
    }

    fn input(&self) -> &Input {
        self.input.get_or_init(|| {
            let mut writer = Writer::new(self.seed);
            let texts = self.parts.iter().map(|part| Arc::new(Payload::Bytes(writer.write(part.end - part.start))));
            Input { texts: texts.collect(), tally: writer.tally }
        })
    }

    fn answer_of(&self, counts: &BTreeMap<String, u64>) -> Answer {
        let written = VOCABULARY.iter().zip(self.input().tally).filter(|(_, count)| *count > 0);
        let known: BTreeMap<String, u64> =
            written.map(|(word, count)| ((*word).to_owned(), count * u64::from(self.passes))).collect();
        let total: u64 = counts.values().sum();
        let (word, count) = counts.iter().max_by_key(|(_, count)| **count).map_or(("", &0), |(word, n)| (word, n));
        Answer {
            text: format!("{total} words, {} different; the most frequent is '{word}', {count} times", counts.len()),
            verified: *counts == known,
        }
    }
}

/// Writes text and keeps the tally.
struct Writer {
    random: Random,
    /// What a draw of 12 bits comes to: each word as often as it is frequent.
    draws: Vec<u8>,
    /// Each word with what may follow it, in small letters and with a capital.
    spellings: Vec<[Spelling; 2 * MARKS.len()]>,
    tally: [u64; VOCABULARY.len()],
    starts_sentence: bool,
}

/// What follows a word, by a draw of 4 bits; the first one ends a sentence, all later ones are the last.
const MARKS: [&str; 3] = [".\n", ", ", " "];

/// Some text, at the start of a block of fixed length, which is faster to copy than a string.
#[derive(Clone, Copy, Default)]
struct Spelling {
    block: [u8; 16],
    length: usize,
}

impl Spelling {
    fn new(text: &str) -> Self {
        let mut spelling = Self { length: text.len(), ..Self::default() };
        spelling.block[..text.len()].copy_from_slice(text.as_bytes());
        spelling
    }
}

impl Writer {
    fn new(seed: u64) -> Self {
        let frequencies: Vec<f64> = (1..=VOCABULARY.len()).map(|place| 1.0 / place as f64).collect();
        let draws = ranges(1 << 12, &frequencies).into_iter().enumerate();
        let spellings = VOCABULARY.map(|word| {
            let mut letters = word.chars();
            let first = letters.next().into_iter().flat_map(char::to_uppercase);
            let capitalised: String = first.chain(letters).collect();
            let spelling =
                |index: usize| [word, &capitalised][index / MARKS.len()].to_owned() + MARKS[index % MARKS.len()];
            std::array::from_fn(|index| Spelling::new(&spelling(index)))
        });
        Self {
            random: Random::new(seed),
            draws: draws.flat_map(|(word, range)| range.map(move |_| word as u8)).collect(),
            spellings: spellings.to_vec(),
            tally: [0; VOCABULARY.len()],
            starts_sentence: true,
        }
    }

    fn write(&mut self, words: u64) -> Vec<u8> {
        // A word has 5 bytes on average, with what follows it 6.
        let mut text = Vec::with_capacity(words as usize * 13 / 2);
        let mut bits = 0;
        for number in 0..words {
            // 16 of the 64 bits for each word.
            bits = if number % 4 == 0 { self.random.next_u64() } else { bits >> 16 };
            let word = usize::from(self.draws[(bits & 0xfff) as usize]);
            let mark = ((bits >> 12 & 15) as usize).min(MARKS.len() - 1);
            let capital = if self.starts_sentence { MARKS.len() } else { 0 };
            let Spelling { block, length } = &self.spellings[word][capital + mark];
            text.extend_from_slice(block);
            text.truncate(text.len() - block.len() + length);
            self.tally[word] += 1;
            self.starts_sentence = mark == 0;
        }
        text
    }
}

/// Counts the words of `text`, runs of letters in small letters, into `counts`.
fn count_words(text: &[u8], counts: &mut HashMap<String, u64>) {
    let text = String::from_utf8_lossy(text);
    let mut word = String::new();
    for letters in text.split(|letter: char| !letter.is_alphabetic()).filter(|letters| !letters.is_empty()) {
        word.clear();
        word.extend(letters.chars().flat_map(char::to_lowercase));
        // Two look-ups for a new word, so that a known one needs no allocation.
        match counts.get_mut(word.as_str()) {
            Some(count) => *count += 1,
            None => {
                counts.insert(word.clone(), 1);
            }
        }
    }
}

/// Encodes a table, in order of words: each count in 8 bytes, the word's length in 1, and the word.
fn encode<'a>(counts: impl IntoIterator<Item = (&'a String, &'a u64)>) -> Payload {
    let mut bytes = Vec::new();
    // Sorted, so that equal tables are equal payloads.
    for (word, count) in counts.into_iter().collect::<BTreeMap<_, _>>() {
        let word = &word.as_bytes()[..word.len().min(255)];
        bytes.extend_from_slice(&count.to_le_bytes());
        bytes.push(word.len() as u8);
        bytes.extend_from_slice(word);
    }
    Payload::Bytes(bytes)
}

/// Adds an encoded table to `counts`; stops where it is not one.
fn add_encoded(mut bytes: &[u8], counts: &mut BTreeMap<String, u64>) {
    while let Some((count, [length, rest @ ..])) = bytes.split_first_chunk() {
        let Some((word, rest)) = rest.split_at_checked(usize::from(*length)) else { return };
        *counts.entry(String::from_utf8_lossy(word).into_owned()).or_default() += u64::from_le_bytes(*count);
        bytes = rest;
    }
}

impl Workload for WordCount {
    fn labels(&self) -> &'static [&'static str] {
        &["count", "merge"]
    }

    fn prepare(&self) {
        self.input();
    }

    fn phases(&self) -> Vec<u32> {
        vec![self.parts.len() as u32, 1]
    }

    fn arguments(&self, task: u32, results: &Results) -> Vec<Arc<Payload>> {
        match self.input().texts.get(task as usize) {
            Some(text) => vec![Arc::clone(text)],
            None => results.iter().take(self.parts.len()).cloned().collect(),
        }
    }

    fn start(&self, task: u32, arguments: Vec<Arc<Payload>>) -> Box<dyn Task> {
        if (task as usize) < self.parts.len() {
            let text = arguments.into_iter().next().unwrap_or_default();
            Box::new(Counting { text, passes_left: self.passes, position: 0, counts: HashMap::new() })
        } else {
            Box::new(Merging { tables: arguments.into_iter(), counts: BTreeMap::new() })
        }
    }

    fn answer(&self, results: &Results) -> Answer {
        let mut counts = BTreeMap::new();
        if let Some(table) = results.get(self.parts.len() as u32) {
            add_encoded(table.bytes(), &mut counts);
        }
        self.answer_of(&counts)
    }

    fn serial(&self) -> Answer {
        let mut counts = HashMap::new();
        for _ in 0..self.passes {
            self.input().texts.iter().for_each(|text| count_words(text.bytes(), &mut counts));
        }
        self.answer_of(&counts.into_iter().collect())
    }
}

struct Counting {
    text: Arc<Payload>,
    passes_left: u32,
    position: usize,
    counts: HashMap<String, u64>,
}

impl Task for Counting {
    fn step(&mut self) -> Step {
        let rest = &self.text.bytes()[self.position..];
        // Up to a space or a new line, never within a word.
        let end = rest.iter().skip(BYTES_PER_STEP).position(u8::is_ascii_whitespace);
        let end = end.map_or(rest.len(), |place| BYTES_PER_STEP + place);
        count_words(&rest[..end], &mut self.counts);
        self.position += end;
        if self.position == self.text.bytes().len() {
            self.position = 0;
            self.passes_left -= 1;
        }
        if self.passes_left == 0 { Step::Done(encode(&self.counts)) } else { Step::More }
    }
}

struct Merging {
    tables: std::vec::IntoIter<Arc<Payload>>,
    counts: BTreeMap<String, u64>,
}

impl Task for Merging {
    fn step(&mut self) -> Step {
        // A table of the whole vocabulary takes some ten microseconds.
        for table in self.tables.by_ref().take(8) {
            add_encoded(table.bytes(), &mut self.counts);
        }
        if self.tables.len() == 0 { Step::Done(encode(&self.counts)) } else { Step::More }
    }

    fn label(&self) -> u16 {
        1
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_runs_of_letters_of_any_script_and_case() {
        let mut counts = HashMap::new();
        count_words("Der Käse, the KÄSE.\nБорщ? борщ; it's 2 × käse".as_bytes(), &mut counts);
        let counts: BTreeMap<_, _> = counts.iter().map(|(word, count)| (word.as_str(), *count)).collect();
        let expected = [("der", 1), ("it", 1), ("käse", 3), ("s", 1), ("the", 1), ("борщ", 2)];
        assert_eq!(counts, BTreeMap::from(expected));
    }

    #[test]
    fn the_vocabulary_has_no_word_twice_and_all_in_small_letters() {
        let words: std::collections::BTreeSet<_> = VOCABULARY.iter().collect();
        assert_eq!(words.len(), VOCABULARY.len());
        assert!(VOCABULARY.iter().all(|word| word.to_lowercase() == **word && word.chars().all(char::is_alphabetic)));
    }

    #[test]
    fn encoded_tables_add_up() {
        let table = HashMap::from([("borschtsch".to_owned(), 3), ("čaj".to_owned(), u64::MAX / 4)]);
        let (mut counts, payload) = (BTreeMap::new(), encode(&table));
        assert_eq!(payload.size_bytes(), 2 * 9 + 10 + 4);
        add_encoded(payload.bytes(), &mut counts);
        add_encoded(payload.bytes(), &mut counts);
        assert_eq!(counts["borschtsch"], 6);
        // A table that is cut short is read as far as it goes.
        let mut counts = BTreeMap::new();
        add_encoded(&payload.bytes()[..25], &mut counts);
        assert_eq!(counts, BTreeMap::from([("borschtsch".to_owned(), 3)]));
    }

    #[test]
    fn frequent_words_are_frequent_and_a_miscount_is_noticed() {
        let config = Config { size: 0.004, tasks: 3, ..Config::of("wordcount").unwrap() };
        let workload = WordCount::new(&config);
        let tally = workload.input().tally;
        assert_eq!(tally.iter().sum::<u64>(), 14_000);
        // 1 / (1 + 1/2 + … + 1/64) = 0.2108 of all words.
        assert!((tally[0] as f64 / 14_000.0 - 0.2108).abs() < 0.01);
        let mut counts: BTreeMap<_, _> = VOCABULARY.iter().map(|word| (*word).to_owned()).zip(tally).collect();
        assert!(workload.answer_of(&counts).verified);
        *counts.get_mut("soup").unwrap() += 1;
        assert!(!workload.answer_of(&counts).verified);
    }
}
