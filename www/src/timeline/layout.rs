//! From a growing trace to a display list: which rectangle of which style lies where. Pure, and incremental.
//!
//! Time is cut into columns of one device pixel, counted from time 0, so that a column never changes its mind while
//! the figure grows. Columns that one slice covers entirely belong to it; where several slices share a column, the
//! one that covers most of it does. Each slice is looked at once, and again only when the scale changes; the last
//! slice of a lane may still grow and is laid out anew each time.

use interleave::time::Span;
use interleave::trace::{LaneKind, NO_TASK, Slice, Slices, State, Trace};
use interleave_viewer::style::{STYLES, hue_of_task, style_of};

/// A rectangle in a lane: columns from `start` up to, and not including, `end`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Item {
    /// Index of the lane.
    pub lane: u32,
    /// First column.
    pub start: u32,
    /// Column after the last.
    pub end: u32,
    /// How it is drawn.
    pub style: u8,
    /// The one slice it shows; none where it stands for several.
    pub slice: Option<u32>,
}

/// What covers a column, at most four styles of it.
#[derive(Clone, Copy, Debug, Default)]
struct Column {
    number: u32,
    parts: [(u8, f32, Option<u32>); 4],
    used: usize,
}

impl Column {
    fn add(&mut self, style: u8, cover: f64, slice: u32) {
        let parts = &mut self.parts[..self.used];
        if let Some(part) = parts.iter_mut().find(|part| part.0 == style) {
            part.1 += cover as f32;
            part.2 = None;
        } else if let Some(free) = self.parts.get_mut(self.used) {
            *free = (style, cover as f32, Some(slice));
            self.used += 1;
        }
    }

    /// The style that covers most; the earlier one where two cover as much.
    fn dominant(&self) -> Option<(u8, Option<u32>)> {
        let parts = self.parts[..self.used].iter();
        parts.reduce(|best, part| if part.1 > best.1 { part } else { best }).map(|part| (part.0, part.2))
    }
}

/// A lane under way: how far it is laid out, and what may still change.
#[derive(Clone, Copy, Debug, Default)]
struct Row {
    next: usize,
    column: Column,
    pending: Option<Item>,
}

impl Row {
    fn add(&mut self, lane: u32, index: u32, style: u8, x0: f64, x1: f64, out: &mut impl FnMut(Item)) {
        let (first, last) = (x0 as u32, x1 as u32);
        if first == last {
            self.cover(lane, first, style, x1 - x0, index, out);
            return;
        }
        let whole = x0.ceil() as u32;
        if whole > first {
            self.cover(lane, first, style, f64::from(whole) - x0, index, out);
        }
        if last > whole {
            self.settle(lane, out);
            self.push(Item { lane, start: whole, end: last, style, slice: Some(index) }, out);
        }
        self.cover(lane, last, style, x1 - f64::from(last), index, out);
    }

    fn cover(&mut self, lane: u32, number: u32, style: u8, cover: f64, slice: u32, out: &mut impl FnMut(Item)) {
        if cover <= 0.0 {
            return;
        }
        if self.column.number != number {
            self.settle(lane, out);
            self.column.number = number;
        }
        self.column.add(style, cover, slice);
    }

    /// Decides whose the column is.
    fn settle(&mut self, lane: u32, out: &mut impl FnMut(Item)) {
        let number = self.column.number;
        if let Some((style, slice)) = self.column.dominant() {
            self.push(Item { lane, start: number, end: number + 1, style, slice }, out);
        }
        self.column = Column::default();
    }

    fn push(&mut self, item: Item, out: &mut impl FnMut(Item)) {
        match &mut self.pending {
            Some(last) if last.end == item.start && last.style == item.style && last.slice == item.slice => {
                last.end = item.end;
            }
            _ => {
                if let Some(last) = self.pending.replace(item) {
                    out(last);
                }
            }
        }
    }

    fn finish(&mut self, lane: u32, out: &mut impl FnMut(Item)) {
        self.settle(lane, out);
        if let Some(last) = self.pending.take() {
            out(last);
        }
    }
}

/// The display list of one trace at one scale.
#[derive(Debug, Default)]
pub struct Layout {
    /// What will not change, by style.
    pub settled: Vec<Vec<Item>>,
    /// What may still change: the ends of the lanes.
    pub growing: Vec<Item>,
    /// From the first slice of each task to its last, by task.
    pub tasks: Vec<Option<Span>>,
    /// How much of each column tasks execute in, summed over the lanes: parallelism.
    pub at_once: Vec<f32>,
    /// How many tasks are in progress in each column: concurrency.
    pub in_progress: Vec<f32>,
    /// What `at_once` is of what will not change.
    at_once_settled: Vec<f32>,
    rows: Vec<Row>,
    origin_ns: u64,
    columns_per_ns: f64,
    columns: usize,
}

impl Layout {
    /// Brings the list up to date with `trace`, whose time 0 is its first slice's start. `columns` device pixels
    /// show `end_ns`.
    pub fn update(&mut self, trace: &Trace, end_ns: u64, columns: usize) {
        let origin_ns = trace.span().start_ns;
        let columns_per_ns = columns as f64 / end_ns.max(1) as f64;
        let is_shorter = self.rows.iter().zip(&trace.lanes).any(|(row, lane)| row.next > lane.slices.len());
        let is_other = self.rows.len() > trace.lanes.len() || is_shorter;
        if is_other || (self.origin_ns, self.columns_per_ns, self.columns) != (origin_ns, columns_per_ns, columns) {
            self.clear();
            (self.origin_ns, self.columns_per_ns, self.columns) = (origin_ns, columns_per_ns, columns);
        }
        self.settled.resize_with(STYLES, Vec::new);
        self.rows.resize_with(trace.lanes.len(), Row::default);
        self.at_once_settled.resize(columns + 2, 0.0);
        self.growing.clear();
        for (lane, slices) in trace.lanes.iter().map(|lane| &lane.slices).enumerate() {
            self.settle(lane as u32, slices);
        }
        self.at_once.clone_from(&self.at_once_settled);
        for (lane, slices) in trace.lanes.iter().map(|lane| &lane.slices).enumerate() {
            self.grow(lane as u32, slices);
        }
        integrate(&mut self.at_once);
        self.count_in_progress();
    }

    fn clear(&mut self) {
        self.settled.iter_mut().for_each(Vec::clear);
        for cleared in [&mut self.at_once, &mut self.in_progress, &mut self.at_once_settled] {
            cleared.clear();
        }
        self.tasks.clear();
        self.rows.clear();
    }

    fn x(&self, time_ns: u64) -> f64 {
        (time_ns.saturating_sub(self.origin_ns) as f64 * self.columns_per_ns).min(self.columns as f64)
    }

    /// Lays out every slice of a lane that another one follows: those cannot change any more.
    fn settle(&mut self, lane: u32, slices: &Slices) {
        let mut row = self.rows[lane as usize];
        while row.next + 1 < slices.len() {
            let index = row.next;
            row.next += 1;
            let Some(slice) = slices.get(index) else { break };
            self.note_task(&slice);
            let Some(style) = style_of(slice.state, hue_of_task(slice.task)) else { continue };
            let (x0, x1) = (self.x(slice.start_ns), self.x(slice.end_ns()));
            let settled = &mut self.settled;
            row.add(lane, index as u32, style, x0, x1, &mut |item| settled[item.style as usize].push(item));
            if executes(&slice) {
                spread(&mut self.at_once_settled, x0, x1);
            }
        }
        self.rows[lane as usize] = row;
    }

    /// Lays out what is left of a lane on a copy of its row.
    fn grow(&mut self, lane: u32, slices: &Slices) {
        let mut row = self.rows[lane as usize];
        let index = row.next;
        let mut growing = std::mem::take(&mut self.growing);
        if let Some(slice) = slices.get(index) {
            self.note_task(&slice);
            let (x0, x1) = (self.x(slice.start_ns), self.x(slice.end_ns()));
            if let Some(style) = style_of(slice.state, hue_of_task(slice.task)) {
                row.add(lane, index as u32, style, x0, x1, &mut |item| growing.push(item));
            }
            if executes(&slice) {
                spread(&mut self.at_once, x0, x1);
            }
        }
        row.finish(lane, &mut |item| growing.push(item));
        self.growing = growing;
    }

    fn note_task(&mut self, slice: &Slice) {
        let (task, span) = (slice.task as usize, Span::new(slice.start_ns, slice.end_ns()));
        // A number that no workload can have would ask for memory without end.
        if slice.task == NO_TASK || task > 1 << 16 {
            return;
        }
        if self.tasks.len() <= task {
            self.tasks.resize(task + 1, None);
        }
        self.tasks[task] = Some(self.tasks[task].map_or(span, |known| known.union(span)));
    }

    fn count_in_progress(&mut self) {
        let mut counts = std::mem::take(&mut self.in_progress);
        counts.clear();
        counts.resize(self.columns + 2, 0.0);
        for span in self.tasks.iter().flatten() {
            spread(&mut counts, self.x(span.start_ns), self.x(span.end_ns));
        }
        integrate(&mut counts);
        self.in_progress = counts;
    }
}

fn executes(slice: &Slice) -> bool {
    slice.state == State::Running && slice.task != NO_TASK
}

/// Adds a cover of 1 from `x0` to `x1` as differences between neighbouring columns; [`integrate`] sums them up.
fn spread(differences: &mut [f32], x0: f64, x1: f64) {
    // A step at x within column c is worth the rest of c at once and all of it from the next column on.
    let mut step = |x: f64, sign: f32| {
        let column = x as usize;
        let rest = 1.0 - (x - column as f64) as f32;
        let last = differences.len().saturating_sub(2);
        if let Some([here, next, ..]) = differences.get_mut(column.min(last)..) {
            *here += sign * rest;
            *next += sign * (1.0 - rest);
        }
    };
    step(x0, 1.0);
    step(x1, -1.0);
}

fn integrate(differences: &mut [f32]) {
    let mut sum = 0.0;
    for value in differences {
        sum += *value;
        *value = sum;
    }
}

/// The lanes that are rows of their own, in order: everything but waits.
pub fn is_row(kind: LaneKind) -> bool {
    kind != LaneKind::Waits
}

#[cfg(test)]
mod tests {
    use super::*;
    use interleave::trace::{Event, Recording};

    fn switch(time_ns: u64, state: State, task: u32) -> Event {
        Event::Switch { time_ns, state, task, name: 0 }
    }

    fn items(layout: &Layout) -> Vec<Item> {
        let mut all: Vec<Item> = layout.settled.iter().flatten().chain(&layout.growing).copied().collect();
        all.sort_by_key(|item| (item.lane, item.start));
        all
    }

    #[test]
    fn wide_slices_get_their_columns_and_shared_columns_their_dominant_slice() {
        let mut recording = Recording::new([""]);
        let lane = recording.add_worker("w", 0);
        // 10 ns a column: task 0 covers 0..3.8, task 1 3.8..6.4, then idle until 8, task 2 8..8.3, task 3 8.3..9.
        for event in [
            switch(100, State::Running, 0),
            switch(138, State::Waiting, 1),
            switch(164, State::Idle, NO_TASK),
            switch(180, State::Running, 2),
            switch(183, State::Running, 3),
            switch(190, State::Idle, NO_TASK),
        ] {
            recording.record(lane, event);
        }
        let mut layout = Layout::default();
        layout.update(recording.trace(), 100, 10);
        let seen: Vec<_> = items(&layout).into_iter().map(|item| (item.start, item.end, item.style)).collect();
        let style = |state, task| style_of(state, hue_of_task(task)).unwrap();
        let (running, waiting) = (style(State::Running, 0), style(State::Waiting, 1));
        assert_eq!(seen, [(0, 4, running), (4, 7, waiting), (8, 9, style(State::Running, 3))]);
        let at_once: Vec<f32> = layout.at_once[..10].iter().map(|v| (v * 10.0).round() / 10.0).collect();
        assert_eq!(at_once, [1.0, 1.0, 1.0, 0.8, 0.0, 0.0, 0.0, 0.0, 1.0, 0.0]);
        assert_eq!(layout.in_progress[5].round(), 1.0);
    }

    /// A pseudorandom run on three lanes: slices of 0 to 40 ns, some of them gaps.
    fn events() -> Vec<(usize, Event)> {
        let mut seed = 7u64;
        let mut events = Vec::new();
        for lane in 0..3 {
            let mut time_ns = 5;
            for _ in 0..200 {
                seed = seed.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
                let state = State::from_number((seed >> 60) as u8 % 6);
                events.push((lane, switch(time_ns, state, (seed >> 40) as u32 % 30)));
                time_ns += (seed >> 33) % if seed & 1024 == 0 { 40 } else { 4 };
            }
        }
        events.sort_by_key(|(_, event)| if let Event::Switch { time_ns, .. } = event { *time_ns } else { 0 });
        events
    }

    #[test]
    fn a_list_that_grew_equals_one_built_at_once() {
        let mut recording = Recording::new([""]);
        for _ in 0..3 {
            recording.add_worker("w", 0);
        }
        let mut grown = Layout::default();
        for (lane, event) in events() {
            recording.record(lane, event);
            grown.update(recording.trace(), 3_000, 700);
            let mut fresh = Layout::default();
            fresh.update(recording.trace(), 3_000, 700);
            assert_eq!(items(&grown), items(&fresh));
            assert!(grown.at_once.iter().zip(&fresh.at_once).all(|(a, b)| (a - b).abs() < 1e-3));
        }
        let all = items(&grown);
        let is_disjoint = |pair: &[Item]| pair[0].lane != pair[1].lane || pair[0].end <= pair[1].start;
        assert!(all.windows(2).all(is_disjoint), "each column of a lane is drawn once");
        assert!(all.len() < 3 * 700);
    }

    #[test]
    fn a_new_scale_lays_everything_out_anew() {
        let mut recording = Recording::new([""]);
        let lane = recording.add_worker("w", 0);
        recording.record(lane, switch(0, State::Running, 0));
        recording.record(lane, switch(50, State::Running, 1));
        recording.advance(100);
        let mut layout = Layout::default();
        layout.update(recording.trace(), 100, 100);
        layout.update(recording.trace(), 200, 100);
        let spans: Vec<_> = items(&layout).into_iter().map(|item| (item.start, item.end)).collect();
        assert_eq!(spans, [(0, 25), (25, 50)]);
    }
}
