//! What a row of slices looks like where slices are too short to be drawn one by one. Pure.
//!
//! Time is cut into buckets whose length is a power of two of nanoseconds, anchored at the trace's time zero: a bucket
//! shows the same however the view is moved, and other buckets take its place only when the zoom passes a power of
//! two. So nothing flickers. What a bucket shows is kept in tiles: a view that moves computes only what comes into sight.

use std::collections::HashMap;

use interleave::trace::export;
use interleave::trace::{Lod, NO_TASK, Slice, Slices, State};
use interleave_viewer::style::{self, HUES};

/// Buckets of a tile.
const BUCKETS: usize = 256;
/// Tiles that are kept: 1.5 kB each.
const MOST_TILES: usize = 12_000;
/// What a slice shows however short it is: a place where something happened is never blank.
const LEAST_COVER: u8 = 64;
/// No slice.
pub const NONE: u32 = u32::MAX;

/// The style of a slice: its state, and the hue of its task or name.
pub fn style_of(slice: &Slice, hues: &[u8]) -> u8 {
    let hue = match slice.task {
        NO_TASK => hues.get(slice.name as usize).map_or(HUES, |hue| usize::from(*hue)),
        task => style::hue_of_task(task),
    };
    style::style_of(slice.state, hue).or_else(|| style::style_of(State::New, hue)).unwrap_or_default()
}

/// The hue of a name: the same in every trace, and in figures.
pub fn hue_of(name: &str) -> u8 {
    if name.is_empty() { HUES as u8 } else { export::hue(name) as u8 }
}

/// Buckets one after the other: how much of each is covered (0 for nothing there), and by what mostly.
#[derive(Clone, Debug, Default)]
pub struct Buckets {
    /// 0 where nothing is, 255 where all of it is covered.
    pub cover: Vec<u8>,
    /// Of the slice that covers most.
    pub style: Vec<u8>,
    /// The index of that slice, or [`NONE`].
    pub dominant: Vec<u32>,
}

impl Buckets {
    fn clear(&mut self, count: usize) {
        self.cover.clear();
        self.cover.resize(count, 0);
        self.style.clear();
        self.style.resize(count, 0);
        self.dominant.clear();
        self.dominant.resize(count, NONE);
    }
}

/// A row that is cut into buckets.
#[derive(Clone, Copy)]
pub struct Source<'a> {
    /// Its slices.
    pub slices: &'a Slices,
    /// Their levels of detail.
    pub lod: &'a Lod,
    /// The hue of each name.
    pub hues: &'a [u8],
}

type Key = (u32, u32, u32, u8, u64);

/// Tiles that were needed lately.
#[derive(Default)]
pub struct Tiles {
    kept: HashMap<Key, Option<Box<Buckets>>>,
}

impl Tiles {
    /// Forgets what is kept, as when a trace goes.
    pub fn clear(&mut self) {
        self.kept.clear();
    }

    /// Cuts `count` buckets of `2^level` nanoseconds, from number `first` on, out of a row. `place` says which row it
    /// is: slot, lane, row. Buckets before time zero are empty.
    pub fn cut(
        &mut self,
        source: Source,
        place: (u32, u32, u32),
        level: u8,
        first: i64,
        count: usize,
        out: &mut Buckets,
    ) {
        out.clear(count);
        let end = first + count as i64;
        let Some(span) = source.slices.span() else { return };
        let last = (span.end_ns >> level) as i64;
        let mut at = first.max((span.start_ns >> level) as i64);
        if self.kept.len() > MOST_TILES {
            self.kept.clear();
        }
        while at < end.min(last + 1) {
            let number = at as u64 / BUCKETS as u64;
            let (slot, lane, row) = place;
            let tile = self.kept.entry((slot, lane, row, level, number)).or_insert_with(|| tile(source, level, number));
            let from = (at as u64 % BUCKETS as u64) as usize;
            let length = (BUCKETS - from).min((end - at) as usize);
            if let Some(tile) = tile {
                let (to, from) = ((at - first) as usize, from..from + length);
                out.cover[to..to + length].copy_from_slice(&tile.cover[from.clone()]);
                out.style[to..to + length].copy_from_slice(&tile.style[from.clone()]);
                out.dominant[to..to + length].copy_from_slice(&tile.dominant[from]);
            }
            at += length as i64;
        }
    }
}

fn tile(source: Source, level: u8, number: u64) -> Option<Box<Buckets>> {
    let bucket_ns = 1u64 << level;
    let start_ns = number.checked_mul(BUCKETS as u64)?.checked_mul(bucket_ns)?;
    let mut tile: Option<Box<Buckets>> = None;
    source.lod.buckets(source.slices, start_ns, bucket_ns, BUCKETS as u32, |bucket, extent| {
        let Some(slice) = extent.dominant.and_then(|index| source.slices.get(index as usize)) else { return };
        let tile = tile.get_or_insert_with(|| {
            let mut buckets = Box::<Buckets>::default();
            buckets.clear(BUCKETS);
            buckets
        });
        let cover = (extent.covered_ns as f64 / bucket_ns as f64 * 255.0).min(255.0) as u8;
        tile.cover[bucket as usize] = cover.max(LEAST_COVER);
        tile.style[bucket as usize] = style_of(&slice, source.hues);
        tile.dominant[bucket as usize] = extent.dominant.unwrap_or(NONE);
    });
    tile
}

/// How buckets are laid out on columns of device pixels: the same for all rows of a trace.
#[derive(Clone, Debug, Default)]
pub struct Columns {
    /// Buckets are `2^level` nanoseconds long.
    pub level: u8,
    /// Number of the first bucket.
    pub first: i64,
    /// How many buckets there are.
    pub buckets: usize,
    /// For each column its first bucket, counted from `first`, and how much of the column it and the next two cover.
    parts: Vec<(u32, [f32; 3])>,
}

impl Columns {
    /// `count` columns of `ns_per_column` from `start_ns` on, on the trace's own clock. Buckets are at most as long as
    /// a column, but never shorter than a nanosecond.
    pub fn new(start_ns: f64, ns_per_column: f64, count: usize) -> Self {
        let level = (ns_per_column.max(1.0).log2() + 1e-9).floor().min(60.0) as u8;
        let bucket_ns = (1u64 << level) as f64;
        let first = (start_ns / bucket_ns).floor();
        // Relative to the first bucket, so that no digits are lost.
        let offset = start_ns / bucket_ns - first;
        let per_column = ns_per_column / bucket_ns;
        let parts: Vec<(u32, [f32; 3])> = (0..count)
            .map(|column| {
                let (from, to) = (offset + column as f64 * per_column, offset + (column + 1) as f64 * per_column);
                let bucket = from.floor();
                let part = |number: f64| {
                    let overlap = to.min(bucket + number + 1.0) - from.max(bucket + number);
                    (overlap.max(0.0) / per_column) as f32
                };
                (bucket as u32, [part(0.0), part(1.0), part(2.0)])
            })
            .collect();
        let buckets = parts.last().map_or(0, |last| last.0 as usize + 3);
        Self { level, first: first as i64, buckets, parts }
    }

    /// Paints a row's buckets into a line of red, green, blue, opaque: each column what its buckets show, mixed by how
    /// much of the column they cover; the rest is the ground, or what the line shows already. `colour` gives the colour
    /// of a bucket's style and dominant slice.
    pub fn paint(
        &self,
        buckets: &Buckets,
        ground: Option<[u8; 3]>,
        mut colour: impl FnMut(u8, u32) -> [u8; 3],
        line: &mut [u8],
    ) {
        for ((first, parts), pixel) in self.parts.iter().zip(line.chunks_exact_mut(4)) {
            let mut sum = [0f32; 3];
            let mut covered = 0f32;
            for (number, part) in parts.iter().enumerate() {
                let bucket = *first as usize + number;
                let cover = buckets.cover[bucket];
                if cover > 0 && *part > 0.0 {
                    let weight = part * f32::from(cover) / 255.0;
                    let colour = colour(buckets.style[bucket], buckets.dominant[bucket]);
                    for (sum, channel) in sum.iter_mut().zip(colour) {
                        *sum += weight * f32::from(channel);
                    }
                    covered += weight;
                }
            }
            let rest = (1.0 - covered).max(0.0);
            let ground = ground.unwrap_or([pixel[0], pixel[1], pixel[2]]);
            for ((pixel, sum), ground) in pixel.iter_mut().zip(sum).zip(ground) {
                *pixel = (sum + rest * f32::from(ground) + 0.5) as u8;
            }
            pixel[3] = 255;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn row() -> Slices {
        let mut slices = Slices::default();
        // 0..64 one slice, then eight of 2 ns with gaps of 6, then nothing.
        slices.push(Slice { start_ns: 0, duration_ns: 64, name: 1, task: NO_TASK, state: State::Running });
        for number in 0..8 {
            let start_ns = 64 + number * 8;
            slices.push(Slice { start_ns, duration_ns: 2, name: 2, task: NO_TASK, state: State::Waiting });
        }
        slices
    }

    fn line(start_ns: f64, ns_per_column: f64, count: usize) -> Vec<u8> {
        let slices = row();
        let lod = Lod::of(&slices);
        let source = Source { slices: &slices, lod: &lod, hues: &[12, 3, 5] };
        let columns = Columns::new(start_ns, ns_per_column, count);
        let mut buckets = Buckets::default();
        Tiles::default().cut(source, (0, 0, 0), columns.level, columns.first, columns.buckets, &mut buckets);
        let mut line = vec![0; count * 4];
        columns.paint(&buckets, Some([0, 0, 0]), |style, _| [style, 100, 200], &mut line);
        line.chunks_exact(4).map(|pixel| pixel[2]).collect()
    }

    #[test]
    fn a_column_is_as_strong_as_it_is_covered() {
        assert_eq!(line(0.0, 8.0, 18), [[200; 8], [50; 8]].concat().into_iter().chain([0, 0]).collect::<Vec<_>>());
        assert_eq!(line(-16.0, 16.0, 3), [0, 200, 200], "before time zero nothing is");
        assert_eq!(line(60.0, 8.0, 1)[0], 125, "half of one bucket and half of the next");
    }

    #[test]
    fn what_a_bucket_shows_does_not_depend_on_where_the_view_begins() {
        let strong = |values: Vec<u8>| values.into_iter().map(u32::from).sum::<u32>();
        let whole = strong(line(0.0, 10.0, 20));
        for shift in [-3.0, -1.5, -0.25] {
            assert!(strong(line(shift, 10.0, 20)).abs_diff(whole) <= 12, "moved by {shift}");
        }
    }

    #[test]
    fn a_name_has_the_same_hue_in_every_trace() {
        assert_eq!((hue_of(""), export::HUES as usize), (12, HUES));
        assert_eq!(hue_of("fetch"), hue_of("fetch"));
        assert!((0..100).map(|n| hue_of(&n.to_string())).collect::<std::collections::HashSet<_>>().len() == HUES);
    }
}
