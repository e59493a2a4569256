//! The Mandelbrot set, by escape time, as a picture that is cut into tiles.
//!
//! Plain iteration in `f64`, eight pixels side by side in arrays that compilers turn into vector instructions, with
//! SSE2 as with WebAssembly's simd128. No test for the cardioid, no search for periods: a pixel inside the set costs
//! the full number of iterations, so that tiles of equal area cost very different amounts.

use std::sync::Arc;

use super::split::weights;
use super::{Answer, Config, Description, Nature, Payload, Picture, Results, Step, Task, Workload};

pub(super) const DESCRIPTION: Description = Description {
    name: "mandelbrot",
    title: "Mandelbrot set",
    summary: "Computes a picture of the Mandelbrot set; tiles inside the set take longest.",
    nature: Nature::Computing,
    task_name: "tile",
};

/// Builds it from its settings.
pub(super) fn build(config: &Config) -> Arc<dyn Workload> {
    Arc::new(Mandelbrot::new(config))
}

/// The tiles that tasks paint, by task: left, top, width and height in pixels.
#[must_use]
pub fn tiles(config: &Config) -> Vec<[u32; 4]> {
    let tiles = Grid::new(config.size).tiles(config);
    tiles.into_iter().map(|tile| [tile.x, tile.y, tile.width, tile.height]).collect()
}

/// Pixels computed side by side: enough to hide the latency of one iteration behind the others.
const LANES: usize = 8;
/// Iterations between two looks at whether any of the pixels still goes on.
const STRIDE: u32 = 8;
/// Iterations of [`LANES`] pixels in a step: about a tenth of a millisecond.
const ITERATIONS_PER_STEP: u32 = 16_384;

/// The part of the complex plane that is drawn, 3:2 and symmetric about the real axis; the set lies inside.
const LEFT: f64 = -2.4;
const WIDTH: f64 = 3.45;
const HEIGHT: f64 = 2.3;

/// The area of the set, 1.5065918849 ± 0.0000000028: T. Förstemann, 2012, by counting pixels on grids of 87 trillion
/// in all (R. Munafo, "Pixel counting", mrob.com).
const AREA: f64 = 1.506_591_885;

/// How pixels lie in the plane, and after how many iterations a point counts as inside.
#[derive(Clone, Copy, Debug)]
struct Grid {
    width: u32,
    height: u32,
    iterations: u32,
}

impl Grid {
    fn new(size: f64) -> Self {
        // Pixels and iterations both grow with the root of the size, so that the picture stays sharp for its
        // iterations and fits the memory of a page at every size.
        let side = 360.0 * size.powf(0.25);
        let iterations = 3_520.0 * size.sqrt();
        // Even rows, so that none lies on the real axis and each has a mirror image; whole strides.
        Self { width: side as u32 * 3, height: side as u32 * 2, iterations: (iterations / 8.0).ceil() as u32 * STRIDE }
    }

    fn whole(&self) -> Tile {
        Tile { x: 0, y: 0, width: self.width, height: self.height }
    }

    fn tiles(&self, config: &Config) -> Vec<Tile> {
        let mut tiles = Vec::new();
        self.whole().cut(&weights(config.tasks, config.unevenness, config.seed), &mut tiles);
        tiles
    }

    /// The point at the centre of a pixel. Rows that mirror each other get exactly opposite imaginary parts.
    fn point(&self, x: u32, y: u32) -> (f64, f64) {
        let pitch = WIDTH / f64::from(self.width);
        let rows_below_axis = f64::from(y) + 0.5 - f64::from(self.height) / 2.0;
        (LEFT + (f64::from(x) + 0.5) * pitch, -rows_below_axis * pitch)
    }

    /// How far the counted area may lie from the true one. Points near the edge that would escape later are counted
    /// as inside: an excess of about 4 / iterations at all sizes; more than twice that is too much.
    fn tolerance(&self) -> f64 {
        10.0 / f64::from(self.iterations)
    }
}

/// A rectangle of pixels, whose pixels are numbered in rows from its top left.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Tile {
    x: u32,
    y: u32,
    width: u32,
    height: u32,
}

impl Tile {
    fn pixels(&self) -> u32 {
        self.width * self.height
    }

    fn pixel(&self, number: u32) -> (u32, u32) {
        (self.x + number % self.width, self.y + number / self.width)
    }

    /// Cuts it into one tile a weight, with areas in proportion: halves the weights, cuts the longer side to match,
    /// and does the same with both parts.
    fn cut(self, weights: &[f64], tiles: &mut Vec<Self>) {
        if weights.len() <= 1 {
            tiles.extend(weights.first().map(|_| self));
            return;
        }
        let (first, second) = weights.split_at(weights.len() / 2);
        let share = first.iter().sum::<f64>() / weights.iter().sum::<f64>();
        let (mut one, mut other) = (self, self);
        if self.width >= self.height {
            one.width = (f64::from(self.width) * share).round() as u32;
            other.width -= one.width;
            other.x += one.width;
        } else {
            one.height = (f64::from(self.height) * share).round() as u32;
            other.height -= one.height;
            other.y += one.height;
        }
        one.cut(first, tiles);
        other.cut(second, tiles);
    }

    /// Paints `values`, those of its pixels from number `from` on, a row at a time.
    fn paint(&self, picture: &Picture, from: u32, mut values: &[u32]) {
        let mut number = from;
        while !values.is_empty() {
            let (x, y) = self.pixel(number);
            let (row, rest) = values.split_at(values.len().min((self.x + self.width - x) as usize));
            picture.paint(x, y, row.iter().copied());
            number += row.len() as u32;
            values = rest;
        }
    }
}

/// Some pixels under way, side by side.
#[derive(Clone)]
struct Group {
    c_re: [f64; LANES],
    c_im: [f64; LANES],
    re: [f64; LANES],
    im: [f64; LANES],
    /// How often the point was still within 2 of the origin.
    count: [u64; LANES],
    iterations_left: u32,
}

impl Group {
    /// The pixels of `tile` from number `first` on; lanes beyond its last one get a point that escapes at once.
    fn new(grid: &Grid, tile: &Tile, first: u32) -> Self {
        let (mut c_re, mut c_im) = ([4.0; LANES], [4.0; LANES]);
        for (lane, number) in (first..tile.pixels().min(first + LANES as u32)).enumerate() {
            let (x, y) = tile.pixel(number);
            (c_re[lane], c_im[lane]) = grid.point(x, y);
        }
        let zero = [0.0; LANES];
        Self { c_re, c_im, re: zero, im: zero, count: [0; LANES], iterations_left: grid.iterations }
    }

    /// Iterates at most `iterations` times, fewer where every pixel has escaped or is known to be inside. Returns
    /// how often it did; nothing is left to do once `iterations_left` is 0.
    fn advance(&mut self, iterations: u32) -> u32 {
        // Locals, so that they are kept in registers.
        let Self { c_re, c_im, mut re, mut im, mut count, iterations_left } = self.clone();
        let most = iterations.min(iterations_left);
        let mut done = 0;
        let mut goes_on = true;
        while done < most && goes_on {
            for _ in 0..STRIDE {
                for lane in 0..LANES {
                    let (re2, im2) = (re[lane] * re[lane], im[lane] * im[lane]);
                    // An escaped point goes on to infinity and to values that are no numbers: never counted again.
                    count[lane] += u64::from(re2 + im2 <= 4.0);
                    im[lane] = 2.0 * re[lane] * im[lane] + c_im[lane];
                    re[lane] = re2 - im2 + c_re[lane];
                }
            }
            done += STRIDE;
            goes_on = (0..LANES).any(|lane| re[lane] * re[lane] + im[lane] * im[lane] <= 4.0);
        }
        let iterations_left = if goes_on { iterations_left - done } else { 0 };
        *self = Self { c_re, c_im, re, im, count, iterations_left };
        done
    }
}

struct Mandelbrot {
    grid: Grid,
    tiles: Vec<Tile>,
    picture: Arc<Picture>,
}

impl Mandelbrot {
    fn new(config: &Config) -> Self {
        let grid = Grid::new(config.size);
        Self { grid, tiles: grid.tiles(config), picture: Arc::new(Picture::new(grid.width, grid.height)) }
    }

    /// What is known of the set: its area, and that it is its own mirror image.
    fn answer_of(&self, values: &[u32]) -> Answer {
        let Grid { width, height, iterations } = self.grid;
        let is_complete = values.len() == width as usize * height as usize;
        let inside = values.iter().filter(|&&value| value == iterations).count();
        let area = inside as f64 / (f64::from(width) * f64::from(height)) * WIDTH * HEIGHT;
        let rows = || values.chunks(width as usize);
        let is_symmetric = rows().eq(rows().rev());
        Answer {
            text: format!("{width} × {height} pixels; area of the set {area:.4}, known to be {AREA:.4}"),
            verified: is_complete && is_symmetric && (area - AREA).abs() < self.grid.tolerance(),
        }
    }
}

impl Workload for Mandelbrot {
    fn labels(&self) -> &'static [&'static str] {
        &["tile"]
    }

    fn phases(&self) -> Vec<u32> {
        vec![self.tiles.len() as u32]
    }

    fn arguments(&self, task: u32, _: &Results) -> Vec<Arc<Payload>> {
        let Tile { x, y, width, height } = self.tiles[task as usize];
        vec![Arc::new(Payload::Words(vec![x, y, width, height]))]
    }

    fn start(&self, _: u32, arguments: Vec<Arc<Payload>>) -> Box<dyn Task> {
        let tile = match arguments.first().map(|payload| payload.words()) {
            Some(&[x, y, width, height]) => Tile { x, y, width, height },
            _ => Tile { x: 0, y: 0, width: 0, height: 0 },
        };
        let values = Vec::with_capacity(tile.pixels() as usize);
        Box::new(Painting { grid: self.grid, tile, group: None, values, picture: Arc::clone(&self.picture) })
    }

    fn answer(&self, results: &Results) -> Answer {
        let whole = self.grid.whole();
        let mut values = vec![0; whole.pixels() as usize];
        let tiles = self.tiles.iter().zip(results.iter());
        for (tile, result) in tiles.filter(|(tile, result)| tile.pixels() as usize == result.words().len()) {
            for (row, pixels) in result.words().chunks(tile.width.max(1) as usize).enumerate() {
                let start = (tile.y as usize + row) * whole.width as usize + tile.x as usize;
                values[start..start + pixels.len()].copy_from_slice(pixels);
            }
        }
        self.answer_of(&values)
    }

    fn serial(&self) -> Answer {
        let (grid, whole) = (&self.grid, self.grid.whole());
        let mut values = vec![0; whole.pixels() as usize];
        for (group, pixels) in values.chunks_mut(LANES).enumerate() {
            let mut group = Group::new(grid, &whole, (group * LANES) as u32);
            group.advance(grid.iterations);
            for (pixel, count) in pixels.iter_mut().zip(group.count) {
                *pixel = count as u32;
            }
        }
        self.answer_of(&values)
    }

    fn picture(&self) -> Option<&Arc<Picture>> {
        Some(&self.picture)
    }

    fn accept(&self, task: u32, result: &Payload) {
        // A message could hold anything; only a whole tile is one.
        if let Some(tile) = self.tiles.get(task as usize).filter(|tile| tile.pixels() as usize == result.words().len())
        {
            tile.paint(&self.picture, 0, result.words());
        }
    }
}

struct Painting {
    grid: Grid,
    tile: Tile,
    group: Option<Group>,
    values: Vec<u32>,
    picture: Arc<Picture>,
}

impl Task for Painting {
    fn step(&mut self) -> Step {
        let painted = self.values.len();
        let pixels = self.tile.pixels() as usize;
        let mut iterations = 0;
        while self.values.len() < pixels && iterations < ITERATIONS_PER_STEP {
            let next = self.values.len() as u32;
            let group = self.group.get_or_insert_with(|| Group::new(&self.grid, &self.tile, next));
            iterations += group.advance(ITERATIONS_PER_STEP - iterations);
            if group.iterations_left == 0 {
                let lanes = LANES.min(pixels - self.values.len());
                self.values.extend(group.count[..lanes].iter().map(|&count| count as u32));
                self.group = None;
            }
        }
        self.tile.paint(&self.picture, painted as u32, &self.values[painted..]);
        if self.values.len() == pixels {
            Step::Done(Payload::Words(std::mem::take(&mut self.values)))
        } else {
            Step::More
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::run_tasks;
    use super::*;

    fn config(tasks: u32) -> Config {
        Config { tasks, size: 0.01, ..Config::of("mandelbrot").unwrap() }
    }

    #[test]
    fn known_points_escape_when_they_should() {
        let mut group = Group::new(&Grid::new(0.01), &Tile { x: 0, y: 0, width: 0, height: 0 }, 0);
        // The centre, the tip of the antenna, the period-2 centre and i stay for ever. 1 goes 0, 1, 2, 5; 0.5 goes
        // 0, 0.5, 0.75, 1.0625, 1.62890625, 3.15...; -2.1 leaves in one; 3 never was within.
        group.c_re = [0.0, -2.0, -1.0, 0.0, 1.0, 0.5, -2.1, 3.0];
        group.c_im = [0.0, 0.0, 0.0, 1.0, 0.0, 0.0, 0.0, 0.0];
        group.iterations_left = 80;
        assert_eq!((group.advance(40), group.advance(160), group.iterations_left), (40, 40, 0));
        assert_eq!(group.count, [80, 80, 80, 80, 3, 5, 1, 1]);
    }

    #[test]
    fn tiles_cover_every_pixel_once_in_any_number() {
        for tasks in [1, 2, 3, 7, 12, 1024] {
            let workload = Mandelbrot::new(&config(tasks));
            let mut seen = vec![0; workload.grid.whole().pixels() as usize];
            for tile in &workload.tiles {
                for number in 0..tile.pixels() {
                    let (x, y) = tile.pixel(number);
                    seen[(y * workload.grid.width + x) as usize] += 1;
                }
            }
            assert_eq!(workload.tiles.len(), tasks as usize);
            assert!(seen.iter().all(|&count| count == 1), "{tasks} tiles");
        }
    }

    #[test]
    fn tiles_are_in_proportion_to_their_weights() {
        let mut tiles = Vec::new();
        Tile { x: 0, y: 0, width: 60, height: 40 }.cut(&[1.0, 2.0, 3.0], &mut tiles);
        assert_eq!(
            tiles,
            [
                Tile { x: 0, y: 0, width: 10, height: 40 },
                Tile { x: 10, y: 0, width: 20, height: 40 },
                Tile { x: 30, y: 0, width: 30, height: 40 },
            ]
        );
    }

    #[test]
    fn the_picture_is_the_same_whether_painted_by_tasks_or_from_their_results() {
        let (painted, received) = (Mandelbrot::new(&config(7)), Mandelbrot::new(&config(7)));
        let results = run_tasks(&painted);
        for (task, result) in results.iter().enumerate() {
            received.accept(task as u32, result);
        }
        assert!(painted.picture.values().all(|value| value.is_some()));
        assert!(painted.picture.values().eq(received.picture.values()));
        let middle = painted.picture.values().nth(113 * 339 + 130).unwrap();
        assert_eq!(middle, Some(painted.grid.iterations), "the period-2 disc and the cardioid are inside");
    }

    #[test]
    fn a_picture_with_a_row_too_low_or_a_part_missing_is_not_taken_for_the_set() {
        let workload = Mandelbrot::new(&config(1));
        let results = run_tasks(&workload);
        let good = results.get(0).unwrap().words();
        assert!(workload.answer_of(good).verified);
        let mut shifted = good.to_vec();
        shifted.rotate_right(workload.grid.width as usize);
        assert!(!workload.answer_of(&shifted).verified);
        assert!(!workload.answer_of(&good[1..]).verified);
        assert!(!workload.answer_of(&vec![workload.grid.iterations; good.len()]).verified);
    }
}
