//! Matrix multiplication, C = AB, in bands of rows.
//!
//! Blocked so that what is read again is still in the cache, and plain `f64` otherwise: no vector intrinsics and no
//! fast algorithm. The entries are small whole numbers, so every sum is exact and the order of adding cannot show.

use std::ops::Range;
use std::sync::{Arc, OnceLock};

use super::split::{Random, ranges, repeats, weights};
use super::{Answer, Config, Description, Nature, Payload, Results, Step, Task, Workload};

pub(super) const DESCRIPTION: Description = Description {
    name: "matmul",
    title: "Matrix multiplication",
    summary: "Multiplies two square matrices; each task computes some rows of the product.",
    nature: Nature::Computing,
    task_name: "band",
};

/// Builds it from its settings.
pub(super) fn build(config: &Config) -> Arc<dyn Workload> {
    Arc::new(Matmul::new(config))
}

/// The part of B in use at a time, 256 kB: `DEPTH` rows of `COLUMNS` columns.
const DEPTH: usize = 128;
const COLUMNS: usize = 256;
/// Rows of C that go through that part in a step: some 800 000 operations, about a tenth of a millisecond.
const ROWS_PER_STEP: usize = 12;
/// Rows and columns at size 1.
const ORDER: f64 = 1_160.0;
/// The largest size computed in one pass: three matrices of 27 MB each.
const LARGEST_PASS: f64 = 4.0;

struct Matmul {
    order: usize,
    passes: u32,
    rows: Vec<Range<u64>>,
    seed: u64,
    input: OnceLock<Input>,
}

struct Input {
    /// The rows of A, a band a task.
    bands: Vec<Arc<Payload>>,
    right: Arc<Payload>,
}

impl Matmul {
    fn new(config: &Config) -> Self {
        let (size, passes) = repeats(config.size, LARGEST_PASS);
        let order = ((ORDER * size.cbrt()) as usize).next_multiple_of(4);
        let rows = ranges(order as u64, &weights(config.tasks, config.unevenness, config.seed));
        Self { order, passes, rows, seed: config.seed, input: OnceLock::new() }
    }

    fn input(&self) -> &Input {
        self.input.get_or_init(|| {
            let mut random = Random::new(self.seed);
            let mut rows = |rows: usize| Arc::new(Payload::Reals(entries(&mut random, rows * self.order)));
            let bands = self.rows.iter().map(|range| rows((range.end - range.start) as usize)).collect();
            Input { bands, right: rows(self.order) }
        })
    }

    /// Checks C by Freivalds' identity (1979), (AB)v = A(Bv), here in exact numbers: a wrong entry is missed with
    /// a probability of 1 in 65 536, and then all others of its row must be right.
    fn answer_of(&self, product: &[f64]) -> Answer {
        let order = self.order;
        let mut random = Random::new(!self.seed);
        let vector: Vec<f64> = (0..order).map(|_| (random.next_u64() >> 48) as f64).collect();
        let dot = |row: &[f64], vector: &[f64]| row.iter().zip(vector).map(|(a, b)| a * b).sum::<f64>();
        let Input { bands, right } = self.input();
        let right_vector: Vec<f64> = right.reals().chunks(order).map(|row| dot(row, &vector)).collect();
        let expected = bands.iter().flat_map(|band| band.reals().chunks(order)).map(|row| dot(row, &right_vector));
        let verified =
            product.len() == order * order && product.chunks(order).map(|row| dot(row, &vector)).eq(expected);
        let sum: f64 = product.iter().sum();
        Answer { text: format!("product of two {order} × {order} matrices; its entries sum to {sum}"), verified }
    }
}

/// Whole numbers from -8 to 7.
fn entries(random: &mut Random, count: usize) -> Vec<f64> {
    let mut entries = Vec::with_capacity(count.next_multiple_of(16));
    while entries.len() < count {
        let bits = random.next_u64();
        entries.extend((0..16).map(|nibble| (bits >> (4 * nibble) & 15) as f64 - 8.0));
    }
    entries.truncate(count);
    entries
}

/// The blocks in which a product of `order` columns is computed: columns of C and, for each, rows of B.
fn blocks(order: usize) -> impl Iterator<Item = (Range<usize>, Range<usize>)> {
    let cut = move |step: usize| (0..order).step_by(step).map(move |start| start..(start + step).min(order));
    cut(COLUMNS).flat_map(move |columns| cut(DEPTH).map(move |depth| (columns.clone(), depth)))
}

/// Adds to some columns of some rows of C what some rows of B contribute. `depth` is a multiple of 4 long.
fn add_block(product: &mut [f64], left: &[f64], right: &[f64], order: usize, block: &(Range<usize>, Range<usize>)) {
    let (columns, depth) = block;
    for (product, left) in product.chunks_mut(order).zip(left.chunks(order)) {
        let product = &mut product[columns.clone()];
        // Four rows of B for each pass over the row of C, which halves the traffic.
        for inner in depth.clone().step_by(4) {
            let row = |offset: usize| &right[(inner + offset) * order + columns.start..][..product.len()];
            let (row0, row1, row2, row3) = (row(0), row(1), row(2), row(3));
            let (a0, a1, a2, a3) = (left[inner], left[inner + 1], left[inner + 2], left[inner + 3]);
            for (column, entry) in product.iter_mut().enumerate() {
                *entry += a0 * row0[column] + a1 * row1[column] + a2 * row2[column] + a3 * row3[column];
            }
        }
    }
}

impl Workload for Matmul {
    fn labels(&self) -> &'static [&'static str] {
        &["multiply"]
    }

    fn prepare(&self) {
        self.input();
    }

    fn phases(&self) -> Vec<u32> {
        vec![self.rows.len() as u32]
    }

    fn arguments(&self, task: u32, _: &Results) -> Vec<Arc<Payload>> {
        let input = self.input();
        vec![Arc::clone(&input.bands[task as usize]), Arc::clone(&input.right)]
    }

    fn start(&self, _: u32, arguments: Vec<Arc<Payload>>) -> Box<dyn Task> {
        let order = self.order;
        let rows = arguments.first().map_or(0, |band| band.reals().len() / order);
        let fits = arguments.get(1).is_some_and(|right| right.reals().len() == order * order);
        let blocks = if fits && rows > 0 { blocks(order).collect() } else { Vec::new() };
        let product = vec![0.0; rows * order];
        Box::new(Multiplying { order, passes_left: self.passes, blocks, arguments, product, block: 0, row: 0 })
    }

    fn answer(&self, results: &Results) -> Answer {
        let product: Vec<f64> = results.iter().flat_map(|result| result.reals()).copied().collect();
        self.answer_of(&product)
    }

    fn serial(&self) -> Answer {
        let (order, input) = (self.order, self.input());
        let left: Vec<f64> = input.bands.iter().flat_map(|band| band.reals()).copied().collect();
        let mut product = vec![0.0; order * order];
        for _ in 0..self.passes {
            product.fill(0.0);
            for block in blocks(order) {
                add_block(&mut product, &left, input.right.reals(), order, &block);
            }
        }
        self.answer_of(&product)
    }
}

struct Multiplying {
    order: usize,
    passes_left: u32,
    blocks: Vec<(Range<usize>, Range<usize>)>,
    arguments: Vec<Arc<Payload>>,
    product: Vec<f64>,
    block: usize,
    /// The next row to go through the block.
    row: usize,
}

impl Task for Multiplying {
    fn step(&mut self) -> Step {
        let rows = self.product.len() / self.order;
        if let (Some(block), [left, right]) = (self.blocks.get(self.block), &self.arguments[..]) {
            let end = (self.row + ROWS_PER_STEP).min(rows);
            let part = self.row * self.order..end * self.order;
            let (product, left) = (&mut self.product[part.clone()], &left.reals()[part]);
            add_block(product, left, right.reals(), self.order, block);
            self.row = end;
        }
        if self.row == rows {
            self.row = 0;
            self.block += 1;
        }
        if self.block < self.blocks.len() {
            return Step::More;
        }
        self.passes_left -= 1;
        if self.passes_left > 0 {
            self.block = 0;
            self.product.fill(0.0);
            return Step::More;
        }
        Step::Done(Payload::Reals(std::mem::take(&mut self.product)))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_product_is_the_one_worked_out_by_hand() {
        let left = [1.0, 2.0, 0.0, 0.0, 0.0, 0.0, 3.0, -1.0];
        let right = [1.0, 2.0, 3.0, 4.0, 5.0, 6.0, 7.0, 8.0, 1.0, 0.0, 1.0, 0.0, 0.0, 1.0, 0.0, 1.0];
        let mut product = [0.0; 8];
        for block in blocks(4) {
            add_block(&mut product, &left, &right, 4, &block);
        }
        assert_eq!(product, [11.0, 14.0, 17.0, 20.0, 3.0, -1.0, 3.0, -1.0]);
    }

    #[test]
    fn blocks_cover_every_pair_of_row_and_column_once() {
        let covered: usize = blocks(520).map(|(columns, depth)| columns.len() * depth.len()).sum();
        assert_eq!((covered, blocks(520).count()), (520 * 520, 3 * 5));
    }

    #[test]
    fn one_wrong_entry_is_noticed() {
        let workload = Matmul::new(&Config { size: 0.01, tasks: 3, ..Config::of("matmul").unwrap() });
        let results = super::super::run_tasks(&workload);
        let mut product: Vec<f64> = results.iter().flat_map(|result| result.reals()).copied().collect();
        assert!(workload.answer_of(&product).verified);
        product[77] += 1.0;
        assert!(!workload.answer_of(&product).verified);
    }

    #[test]
    fn a_size_beyond_one_pass_is_several_passes() {
        let matmul = |size| Matmul::new(&Config { size, ..Config::of("matmul").unwrap() });
        assert_eq!((matmul(4.0).passes, matmul(16.0).passes), (1, 4));
        assert_eq!(matmul(4.0).order, matmul(16.0).order);
    }
}
