//! Which worker painted which tile of a picture. Pure.

use interleave::trace::{NO_TASK, State, Trace};
use interleave::workload::{Config, mandelbrot_tiles};

/// A rectangle of pixels: left, top, width and height.
pub type Tile = [u32; 4];

/// Whether the workload paints a picture.
pub fn has_picture(config: &Config) -> bool {
    config.workload == "mandelbrot"
}

/// The tiles of a workload that paints, by task; none for any other.
pub fn tiles(config: &Config) -> Vec<Tile> {
    // Work that paints none would be built, with its input, for nothing.
    if !has_picture(config) || config.check().is_err() {
        return Vec::new();
    }
    mandelbrot_tiles(config)
}

/// The worker of each task that was begun, found without looking at a slice twice.
#[derive(Debug, Default)]
pub struct Owners {
    looked_at: Vec<usize>,
    /// By task: the index of the lane that last executed it.
    pub lanes: Vec<Option<u32>>,
}

impl Owners {
    /// Takes in what a trace has gained.
    pub fn update(&mut self, trace: &Trace) {
        self.looked_at.resize(trace.lanes.len(), 0);
        for ((index, lane), looked_at) in trace.lanes.iter().enumerate().zip(&mut self.looked_at) {
            while let Some(slice) = lane.slices.get(*looked_at) {
                *looked_at += 1;
                let task = slice.task as usize;
                if slice.state != State::Running || slice.task == NO_TASK || task >= Config::MAX_TASKS as usize {
                    continue;
                }
                if self.lanes.len() <= task {
                    self.lanes.resize(task + 1, None);
                }
                self.lanes[task] = Some(index as u32);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use interleave::trace::{Event, Recording};

    #[test]
    fn only_a_picture_has_tiles_and_they_cover_it() {
        let config = Config::of("mandelbrot").unwrap();
        let tiles = tiles(&config);
        assert_eq!(tiles.len(), config.tasks as usize);
        let area: u32 = tiles.iter().map(|[_, _, width, height]| width * height).sum();
        let right = tiles.iter().map(|[x, _, width, _]| x + width).max().unwrap();
        let bottom = tiles.iter().map(|[_, y, _, height]| y + height).max().unwrap();
        assert_eq!(area, right * bottom);
        assert!(super::tiles(&Config::of("primes").unwrap()).is_empty());
    }

    #[test]
    fn a_tile_belongs_to_the_worker_that_executed_it() {
        let mut recording = Recording::new([""]);
        let (first, second) = (recording.add_worker("a", 0), recording.add_worker("b", 0));
        let running = |time_ns, task| Event::Switch { time_ns, state: State::Running, task, name: 0 };
        let mut owners = Owners::default();
        recording.record(first, running(0, 2));
        owners.update(recording.trace());
        assert_eq!(owners.lanes, [None, None, Some(0)]);
        recording.record(second, running(0, 0));
        owners.update(recording.trace());
        assert_eq!(owners.lanes, [Some(1), None, Some(0)]);
    }
}
