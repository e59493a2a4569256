//! Parallel merge sort: tasks sort blocks, then pairs of blocks are merged, then pairs of those.
//!
//! The textbook algorithm in the textbook shape: each merging phase has half as many tasks as the one before, and
//! the last is a single task over everything, which no number of workers makes faster. The way out of that, several
//! tasks for one merge, is left out on purpose: this is the workload that shows a serial part.

use std::ops::Range;
use std::sync::{Arc, OnceLock};

use super::split::{Random, ranges, repeats, weights};
use super::{Answer, Config, Description, Nature, Payload, Results, Step, Task, Workload};

pub(super) const DESCRIPTION: Description = Description {
    name: "sort",
    title: "Merge sort",
    summary: "Sorts numbers: tasks sort blocks of them and then merge pairs, down to one last merge.",
    nature: Nature::Computing,
    task_name: "block",
};

/// Builds it from its settings.
pub(super) fn build(config: &Config) -> Arc<dyn Workload> {
    Arc::new(Sort::new(config))
}

/// Numbers to sort at size 1.
const NUMBERS: f64 = 5_000_000.0;
/// The largest size sorted in one pass: every phase's numbers are kept to the end of a run.
const LARGEST_PASS: f64 = 1.0;
/// Numbers put in place in a step: about a tenth of a millisecond.
const NUMBERS_PER_STEP: usize = 32_768;
/// The length of runs that are sorted by insertion.
const RUN: usize = 16;

struct Sort {
    ranges: Vec<Range<u64>>,
    passes: u32,
    seed: u64,
    input: OnceLock<Input>,
}

struct Input {
    blocks: Vec<Arc<Payload>>,
    known: Fingerprint,
}

/// What sorting does not change: the same numbers in another order have the same, others almost surely another.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
struct Fingerprint {
    count: u64,
    sum: u64,
    /// A sum of hashes, so that two changes that cancel in the plain sum are still seen.
    hashes: u64,
}

impl Fingerprint {
    fn add(&mut self, number: u32) {
        let bits = (u64::from(number) ^ 0x9e37_79b9).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        self.count += 1;
        self.sum += u64::from(number);
        self.hashes = self.hashes.wrapping_add((bits ^ bits >> 29).wrapping_mul(0x94d0_49bb_1331_11eb));
    }
}

impl Sort {
    fn new(config: &Config) -> Self {
        let (size, passes) = repeats(config.size, LARGEST_PASS);
        // Times the logarithm of their count is what sorting costs; it hardly changes.
        let ranges = ranges((NUMBERS * size) as u64, &weights(config.tasks, config.unevenness, config.seed));
        Self { ranges, passes, seed: config.seed, input: OnceLock::new() }
    }

    fn input(&self) -> &Input {
        self.input.get_or_init(|| {
            let mut random = Random::new(self.seed);
            let mut known = Fingerprint::default();
            let mut block = |range: &Range<u64>| {
                let numbers: Vec<u32> = range.clone().map(|_| (random.next_u64() >> 32) as u32).collect();
                numbers.iter().for_each(|&number| known.add(number));
                Arc::new(Payload::Words(numbers))
            };
            let blocks = self.ranges.iter().map(&mut block).collect();
            Input { blocks, known }
        })
    }

    /// The first task of the phase that `task` belongs to, and of the phase before that; none in the first phase.
    fn phase_of(&self, task: u32) -> (u32, Option<Range<u32>>) {
        let (mut first, mut before) = (0, None);
        for tasks in self.phases() {
            if task < first + tasks {
                break;
            }
            before = Some(first..first + tasks);
            first += tasks;
        }
        (first, before)
    }

    fn answer_of(&self, sorted: &[u32]) -> Answer {
        let mut found = Fingerprint::default();
        sorted.iter().for_each(|&number| found.add(number));
        let middle = sorted.get(sorted.len() / 2).copied().unwrap_or_default();
        Answer {
            text: format!("{} numbers in order, the middle one {middle}", sorted.len()),
            verified: sorted.is_sorted() && found == self.input().known,
        }
    }
}

fn insertion_sort(numbers: &mut [u32]) {
    for end in 1..numbers.len() {
        let number = numbers[end];
        let mut place = end;
        while place > 0 && numbers[place - 1] > number {
            numbers[place] = numbers[place - 1];
            place -= 1;
        }
        numbers[place] = number;
    }
}

/// Merges `left` and `right`, from where the numbers in `taken` say, until `merged` is full. Returns how many of
/// each are taken then. There must be enough left to fill it.
fn merge(left: &[u32], right: &[u32], taken: (usize, usize), merged: &mut [u32]) -> (usize, usize) {
    let (mut l, mut r) = taken;
    for (done, place) in merged.iter_mut().enumerate() {
        if l >= left.len() || r >= right.len() {
            let places = &mut merged[done..];
            let count = places.len();
            return if l < left.len() {
                places.copy_from_slice(&left[l..l + count]);
                (l + count, r)
            } else {
                places.copy_from_slice(&right[r..r + count]);
                (l, r + count)
            };
        }
        // Written so that it compiles without a branch, which could not be predicted.
        let is_left = left[l] <= right[r];
        *place = if is_left { left[l] } else { right[r] };
        l += usize::from(is_left);
        r += usize::from(!is_left);
    }
    (l, r)
}

/// Sorts `numbers`; `spare` is as long, and left in no order.
fn merge_sort(numbers: &mut [u32], spare: &mut [u32]) {
    let length = numbers.len();
    if length <= RUN {
        return insertion_sort(numbers);
    }
    let middle = length / 2;
    merge_sort(&mut numbers[..middle], &mut spare[..middle]);
    merge_sort(&mut numbers[middle..], &mut spare[middle..]);
    spare.copy_from_slice(numbers);
    merge(&spare[..middle], &spare[middle..], (0, 0), numbers);
}

impl Workload for Sort {
    fn labels(&self) -> &'static [&'static str] {
        &["sort", "merge"]
    }

    fn prepare(&self) {
        self.input();
    }

    fn phases(&self) -> Vec<u32> {
        std::iter::successors(Some(self.ranges.len() as u32), |&tasks| (tasks > 1).then(|| tasks.div_ceil(2))).collect()
    }

    fn arguments(&self, task: u32, results: &Results) -> Vec<Arc<Payload>> {
        let (first, before) = self.phase_of(task);
        match before {
            None => vec![Arc::clone(&self.input().blocks[task as usize])],
            Some(before) => {
                let left = before.start + 2 * (task - first);
                (left..before.end.min(left + 2)).filter_map(|task| results.get(task)).cloned().collect()
            }
        }
    }

    fn start(&self, task: u32, arguments: Vec<Arc<Payload>>) -> Box<dyn Task> {
        let passes_left = self.passes;
        if self.phase_of(task).1.is_none() {
            let block = arguments.into_iter().next().unwrap_or_default();
            Box::new(Sorting { passes_left, sorter: Sorter::new(block) })
        } else {
            let length = arguments.iter().map(|run| run.words().len()).sum();
            Box::new(Merging {
                passes_left,
                runs: arguments,
                length,
                merged: Vec::with_capacity(length),
                done: 0,
                taken: (0, 0),
            })
        }
    }

    fn answer(&self, results: &Results) -> Answer {
        let last = self.phases().iter().sum::<u32>() - 1;
        self.answer_of(results.get(last).map_or(&[], |sorted| sorted.words()))
    }

    fn serial(&self) -> Answer {
        let mut numbers = Vec::new();
        for _ in 0..self.passes {
            numbers = self.input().blocks.iter().flat_map(|block| block.words()).copied().collect();
            let mut spare = vec![0; numbers.len()];
            merge_sort(&mut numbers, &mut spare);
        }
        self.answer_of(&numbers)
    }
}

/// Merge sort from the bottom up, which can stop anywhere: runs of [`RUN`] are sorted by insertion, then runs are
/// merged in pairs from one buffer to the other, then those, until one run is left.
struct Sorter {
    block: Arc<Payload>,
    numbers: Vec<u32>,
    merged: Vec<u32>,
    /// Length of the runs in `numbers` (the last may be shorter); 0 while they are made.
    run: usize,
    /// How many numbers this round has put in place, and how many of the present pair of runs it took.
    done: usize,
    taken: (usize, usize),
}

impl Sorter {
    /// Copies nothing yet: that, too, happens a step at a time.
    fn new(block: Arc<Payload>) -> Self {
        let length = block.words().len();
        let [numbers, merged] = [0; 2].map(|_| Vec::with_capacity(length));
        Self { block, numbers, merged, run: 0, done: 0, taken: (0, 0) }
    }

    /// Puts about `count` more numbers in place. Returns whether everything is sorted.
    fn advance(&mut self, count: usize) -> bool {
        let length = self.block.words().len();
        let until = length.min(self.done + count);
        while self.done < until {
            if self.run == 0 {
                let end = length.min(self.done + RUN);
                self.numbers.extend_from_slice(&self.block.words()[self.done..end]);
                insertion_sort(&mut self.numbers[self.done..]);
                self.done = end;
                continue;
            }
            let start = self.done - self.done % (2 * self.run);
            let (middle, end) = (length.min(start + self.run), length.min(start + 2 * self.run));
            let (left, right) = (&self.numbers[start..middle], &self.numbers[middle..end]);
            let stop = until.min(end);
            if self.merged.len() < stop {
                self.merged.resize(stop, 0);
            }
            self.taken = merge(left, right, self.taken, &mut self.merged[self.done..stop]);
            self.done = stop;
            if stop == end {
                self.taken = (0, 0);
            }
        }
        if self.done == length {
            if self.run > 0 {
                std::mem::swap(&mut self.numbers, &mut self.merged);
            }
            self.run = if self.run == 0 { RUN } else { 2 * self.run };
            self.done = 0;
            return self.run >= length;
        }
        false
    }
}

struct Sorting {
    passes_left: u32,
    sorter: Sorter,
}

impl Task for Sorting {
    fn step(&mut self) -> Step {
        if !self.sorter.advance(NUMBERS_PER_STEP) {
            return Step::More;
        }
        self.passes_left -= 1;
        if self.passes_left > 0 {
            self.sorter = Sorter::new(Arc::clone(&self.sorter.block));
            return Step::More;
        }
        Step::Done(Payload::Words(std::mem::take(&mut self.sorter.numbers)))
    }
}

struct Merging {
    passes_left: u32,
    runs: Vec<Arc<Payload>>,
    length: usize,
    merged: Vec<u32>,
    done: usize,
    taken: (usize, usize),
}

impl Task for Merging {
    fn step(&mut self) -> Step {
        let [left, right] = [0, 1].map(|run| self.runs.get(run).map_or(&[][..], |run| run.words()));
        let until = self.length.min(self.done + NUMBERS_PER_STEP);
        if self.merged.len() < until {
            self.merged.resize(until, 0);
        }
        self.taken = merge(left, right, self.taken, &mut self.merged[self.done..until]);
        self.done = until;
        if until < self.length {
            return Step::More;
        }
        self.passes_left -= 1;
        if self.passes_left > 0 {
            (self.done, self.taken) = (0, (0, 0));
            return Step::More;
        }
        Step::Done(Payload::Words(std::mem::take(&mut self.merged)))
    }

    fn label(&self) -> u16 {
        1
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sort(tasks: u32) -> Sort {
        Sort::new(&Config { tasks, size: 0.001, ..Config::of("sort").unwrap() })
    }

    #[test]
    fn a_merge_goes_on_where_it_stopped() {
        let (left, right) = ([1, 4, 4, 9], [2, 3, 4, 8, 10, 11]);
        let mut merged = [0; 10];
        let taken = merge(&left, &right, (0, 0), &mut merged[..3]);
        assert_eq!(taken, (1, 2));
        let taken = merge(&left, &right, taken, &mut merged[3..8]);
        assert_eq!(merge(&left, &right, taken, &mut merged[8..]), (4, 6));
        assert_eq!(merged, [1, 2, 3, 4, 4, 4, 8, 9, 10, 11]);
    }

    #[test]
    fn numbers_of_any_count_are_sorted_in_steps_of_any_size() {
        for count in [0, 1, 2, 15, 16, 17, 33, 100, 1_000] {
            for step in [1, 7, 64, 5_000] {
                let numbers: Vec<u32> =
                    (0..count).map(|number: u32| number.wrapping_mul(2_654_435_761) >> 20).collect();
                let mut sorter = Sorter::new(Arc::new(Payload::Words(numbers.clone())));
                while !sorter.advance(step) {}
                let mut expected = numbers;
                expected.sort_unstable();
                assert_eq!(sorter.numbers, expected, "{count} numbers in steps of {step}");
            }
        }
    }

    #[test]
    fn phases_halve_down_to_one_merge() {
        assert_eq!(sort(12).phases(), [12, 6, 3, 2, 1]);
        assert_eq!(sort(1).phases(), [1]);
        assert_eq!(sort(12).phase_of(21), (21, Some(18..21)));
        assert_eq!(sort(12).phase_of(11), (0, None));
    }

    #[test]
    fn a_number_that_was_changed_or_lost_is_noticed() {
        let workload = sort(3);
        let mut numbers: Vec<u32> = workload.input().blocks.iter().flat_map(|block| block.words()).copied().collect();
        numbers.sort_unstable();
        assert!(workload.answer_of(&numbers).verified);
        assert!(!workload.answer_of(&numbers[1..]).verified);
        let last = numbers.len() - 1;
        numbers[0] -= 1;
        numbers[last] += 1;
        assert!(!workload.answer_of(&numbers).verified);
    }
}
