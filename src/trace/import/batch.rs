//! A stretch of the list of events, read by itself into compact records.
//!
//! [`read`] is a pure function of the text, so that batches are read in parallel: it does not know what came before.
//! A batch begins where an event probably begins, and says where the next one has to; who puts batches together reads
//! again what began at a wrong place.

use std::collections::HashMap;

use super::event::{self, Event, Id, NO_DEPTH, Reach, Time};
use super::known::{Known, Names};
use super::names::Local;
use super::number::micros_of;
use super::oddity::Oddity;
use super::records::{
    Batch, Detail, Edge, Key, Meta, Number, Other, OwnLane, Part, Place, Point, Record, Standing, Stop, Thread,
};
use super::scan::{Before, Fail, Text, What, next_event, peek, skip_value};
use super::waits::is_wait;
use super::warnings::Warnings;
use crate::trace::{LaneKind, NO_TASK, Scope, State};

/// Where a batch is in its file.
#[derive(Clone, Copy, Debug)]
pub(super) struct Stretch {
    /// Where it begins, in the text.
    pub(super) from: usize,
    /// The first event that begins here or later belongs to the next batch.
    pub(super) until: usize,
    /// The place of the text's first byte in the file.
    pub(super) base: u64,
    pub(super) standing: Standing,
}

/// Reads the events of a stretch of `text`. Which names are known already is only a matter of speed.
pub(super) fn read(text: &[u8], stretch: Stretch, known: &Known) -> Batch {
    let mut reader = Reader::new(text, stretch, known);
    reader.run(stretch);
    // They stay until the whole file has been read.
    reader.batch.threads.iter_mut().for_each(|thread| thread.records.shrink_to_fit());
    reader.batch
}

struct Reader<'t> {
    text: &'t [u8],
    base: u64,
    batch: Batch,
    known: &'t Known,
    /// What a slice of one of the batch's own names is doing, by the name's number among them.
    states: Vec<State>,
    places: HashMap<Place, u32>,
    /// The places met lately, with their threads.
    recent: [(Place, u32); RECENT],
}

const RECENT: usize = 64;

impl<'t> Reader<'t> {
    fn new(text: &'t [u8], stretch: Stretch, known: &'t Known) -> Self {
        let batch = Batch {
            threads: Vec::new(),
            others: Vec::new(),
            names: Names::new(known),
            keys: Local::default(),
            warnings: Warnings::default(),
            events: 0,
            least_ns: i64::MAX,
            stop: (Stop::Cut, stretch.from),
            standing: stretch.standing,
            first_fail: None,
        };
        let nowhere = Place { process: Number::Key(u32::MAX), thread: Number::Key(u32::MAX) };
        let (states, places, recent) = (vec![State::Running], HashMap::new(), [(nowhere, 0); RECENT]);
        Self { text, base: stretch.base, batch, known, states, places, recent }
    }

    fn run(&mut self, stretch: Stretch) {
        let text = self.text;
        let mut at = stretch.from;
        let mut event = Event::default();
        loop {
            if let Standing::Lost(before) = self.batch.standing {
                match next_event(text, at, text.len(), before, false) {
                    Ok(found) => {
                        at = found;
                        self.batch.standing = Standing::Unsure { looked_back: false };
                    }
                    Err((place, before)) => {
                        self.batch.standing = Standing::Lost(before);
                        self.batch.stop = (Stop::Cut, place);
                        return;
                    }
                }
            }
            let Ok((byte, here)) = peek(text, at) else {
                self.batch.stop = (Stop::Cut, text.len());
                return;
            };
            at = here;
            if at >= stretch.until {
                self.batch.stop = (Stop::Next, at);
                return;
            }
            let read = match byte {
                b',' => Ok(at + 1),
                // It may be the end of a list within an event.
                b']' if self.batch.standing != Standing::Sure => {
                    self.batch.standing = Standing::Lost(Before::at(text, at, at + 1));
                    Ok(at + 1)
                }
                b']' => {
                    self.batch.stop = (Stop::ListEnd, at + 1);
                    return;
                }
                b'{' => event::read(text, at, &mut event).inspect(|_| self.take(&event, at)),
                _ => skip_value(text, at).inspect(|_| self.warn(at, Oddity::NoEvent)),
            };
            match read {
                Ok(after) => at = after,
                Err(Fail { what: What::End, .. }) => {
                    self.batch.stop = (Stop::Cut, at);
                    return;
                }
                Err(fail) => at = self.recover(at, fail),
            }
        }
    }

    /// Says what is wrong with the event that begins at `from`, and finds where to go on.
    #[cold]
    fn recover(&mut self, from: usize, fail: Fail) -> usize {
        self.batch.first_fail.get_or_insert((fail.at, fail.what));
        let looked_back = self.batch.standing == Standing::Unsure { looked_back: true };
        if !looked_back {
            self.batch.warnings.add(self.place_in_file(fail.at), Oddity::BrokenEvent(fail.what));
        }
        let before = |at| Before::at(self.text, from, at);
        // A line that was cut ends within the next one, which is whole. Not twice in a row: no text is read over and
        // over.
        if !looked_back
            && from < fail.at
            && let Ok(found) = next_event(self.text, from + 1, fail.at, before(from + 1), true)
        {
            self.batch.standing = Standing::Unsure { looked_back: true };
            return found;
        }
        self.batch.standing = Standing::Lost(before(fail.at));
        fail.at
    }

    fn place_in_file(&self, at: usize) -> u64 {
        self.base + at as u64
    }

    fn warn(&mut self, at: usize, oddity: Oddity) {
        if self.batch.standing == Standing::Sure {
            self.batch.warnings.add(self.place_in_file(at), oddity);
        }
    }

    fn count(&mut self, at: usize, oddity: Oddity) {
        if self.batch.standing == Standing::Sure {
            self.batch.warnings.count(self.place_in_file(at), oddity);
        }
    }

    /// Files the event that begins at `at`.
    #[inline]
    fn take(&mut self, event: &Event, at: usize) {
        if event.phase == 0 {
            return self.warn(at, Oddity::NoPhase);
        }
        let time_ns = match (event.start, event.phase) {
            (Time::Ns(time_ns), _) => time_ns,
            (_, b'M') => 0,
            (Time::Missing, _) => return self.warn(at, Oddity::NoTime),
            (Time::Wrong, _) => return self.warn(at, Oddity::WrongTime),
        };
        self.batch.standing = Standing::Sure;
        self.batch.events += 1;
        if event.phase != b'M' {
            self.batch.least_ns = self.batch.least_ns.min(time_ns);
        }
        match event.phase {
            // Synchronised clocks and contexts say nothing that is drawn.
            b'c' | b'(' | b')' => return,
            b'v' | b'V' => return self.count(at, Oddity::MemoryDump),
            _ => {}
        }
        let thread = self.thread(event);
        let part = match event.phase {
            b'X' => Part::Whole,
            b'B' => Part::Begin,
            b'E' => Part::End,
            _ => return self.other(event, time_ns, thread, at),
        };
        let mut name = self.name(event.name);
        let mut state = self.state(name);
        let (mut task, mut depth) = (NO_TASK, NO_DEPTH);
        if event.arguments != 0
            && let Some(own) = event::own(self.text, event.arguments)
        {
            state = own.state.unwrap_or(state);
            (task, depth) = (own.task, own.depth);
            if own.is_unnamed {
                name = 0;
            }
        }
        let duration_ns = match (event.duration, part) {
            (Time::Ns(duration_ns @ 0..), Part::Whole) => duration_ns as u64,
            (_, Part::Begin | Part::End) => 0,
            (Time::Ns(_), _) => {
                self.warn(at, Oddity::NegativeLength);
                0
            }
            (Time::Missing, _) => {
                self.warn(at, Oddity::NoLength);
                0
            }
            (Time::Wrong, _) => {
                self.warn(at, Oddity::WrongLength);
                0
            }
        };
        let offset = self.offset(at);
        let record = Record { start_ns: time_ns, duration_ns, name, task, offset, part, state, depth };
        self.batch.threads[thread as usize].records.push(record);
        if event.has_rare && (event.rare.flows_in || event.rare.flows_out) {
            self.bound_flow(event, time_ns, thread, at);
        }
    }

    fn offset(&self, at: usize) -> u32 {
        u32::try_from(self.place_in_file(at)).unwrap_or(u32::MAX)
    }

    #[inline(always)]
    fn name(&mut self, found: Text) -> u32 {
        let (name, is_new) = self.batch.names.intern(self.known, self.text, found);
        if is_new {
            let waits = is_wait(found.of(self.text));
            self.states.push(if waits { State::Waiting } else { State::Running });
        }
        name
    }

    /// What a slice of a name is doing.
    #[inline(always)]
    fn state(&self, name: u32) -> State {
        match self.batch.names.own(name) {
            Some(own) => self.states[own as usize],
            None => self.known.state(name),
        }
    }

    fn key(&mut self, found: Text) -> u32 {
        self.batch.keys.intern(self.text, found).0
    }

    fn number(&mut self, id: Option<Id>) -> Number {
        match id {
            None => Number::Number(0),
            Some(Id::Number(number)) => Number::Number(number),
            Some(Id::Text(found)) => Number::Key(self.key(found)),
        }
    }

    /// The index of an event's thread.
    #[inline(always)]
    fn thread(&mut self, event: &Event) -> u32 {
        let place = Place { process: self.number(event.process), thread: self.number(event.thread) };
        let slot = match place {
            Place { process: Number::Number(process), thread: Number::Number(thread) } => {
                (thread.wrapping_add(process.wrapping_mul(7))) as usize % RECENT
            }
            _ => 0,
        };
        if self.recent[slot].0 == place {
            return self.recent[slot].1;
        }
        let threads = &mut self.batch.threads;
        let thread = *self.places.entry(place).or_insert_with(|| {
            threads.push(Thread { place, records: Vec::new() });
            threads.len() as u32 - 1
        });
        self.recent[slot] = (place, thread);
        thread
    }

    /// Files an event that is no slice.
    fn other(&mut self, event: &Event, mut time_ns: i64, thread: u32, at: usize) {
        let operation = |reader: &mut Self, edge| {
            let (category, key) = (reader.key(event.category), reader.event_key(event));
            Detail::Operation { edge, category, key }
        };
        let object = |reader: &mut Self, edge| Detail::Object { edge, key: reader.event_key(event) };
        let mut flow = |reader: &mut Self, point| {
            let (category, key) = (reader.key(event.category), reader.event_key(event));
            let mut is_around = event.rare.binds_around || point != Point::End;
            if event.arguments != 0
                && let Some(own_ns) = event::own_time_ns(reader.text, event.arguments)
            {
                (time_ns, is_around) = (own_ns, true);
            }
            Detail::Flow { point, category, key, is_around, is_bound: false }
        };
        let detail = match event.phase {
            b'i' | b'I' | b'R' => Detail::Instant(match event.rare.instant_scope {
                b'g' => Scope::Global,
                b'p' => Scope::Process,
                _ => Scope::Thread,
            }),
            b'P' => Detail::Sample { frame: self.key(event.rare.frame) },
            b'C' => return self.values(event, time_ns, thread, at),
            b'b' | b'S' => operation(self, Edge::Begin),
            b'e' | b'F' => operation(self, Edge::End),
            b'n' | b'T' | b'p' => operation(self, Edge::Mark),
            b's' => flow(self, Point::Start),
            b't' => flow(self, Point::Step),
            b'f' => flow(self, Point::End),
            b'N' => object(self, Edge::Begin),
            b'D' => object(self, Edge::End),
            b'O' => object(self, Edge::Mark),
            b'M' => match self.meta(event) {
                Some(meta) => Detail::Meta(meta),
                None => return,
            },
            phase => {
                return self.count(at, Oddity::UnknownPhase(phase.escape_ascii().to_string()));
            }
        };
        let is_begin = matches!(detail, Detail::Operation { edge: Edge::Begin, .. });
        let own = (is_begin && event.arguments != 0).then(|| event::own(self.text, event.arguments)).flatten();
        self.push(event.name, time_ns, thread, at, detail);
        if let (Some(own), Some(other)) = (own, self.batch.others.last_mut()) {
            other.state = own.state.unwrap_or(other.state);
            (other.task, other.depth) = (own.task, own.depth);
            if own.is_unnamed {
                other.name = 0;
            }
        }
    }

    fn push(&mut self, name: Text, time_ns: i64, thread: u32, at: usize, detail: Detail) {
        let name = self.name(name);
        let (offset, state) = (self.offset(at), self.state(name));
        let (task, depth) = (NO_TASK, NO_DEPTH);
        self.batch.others.push(Other { time_ns, name, thread, offset, task, state, depth, detail });
    }

    fn event_key(&mut self, event: &Event) -> Key {
        Key { id: self.key(event.rare.id), scope: self.key(event.rare.id_scope), reach: event.rare.reach }
    }

    /// A slice that is itself a point of a flow.
    fn bound_flow(&mut self, event: &Event, time_ns: i64, thread: u32, at: usize) {
        let point = match (event.rare.flows_in, event.rare.flows_out) {
            (true, true) => Point::Step,
            (true, false) => Point::End,
            _ => Point::Start,
        };
        let key = Key { id: self.key(event.rare.bind_id), scope: 0, reach: Reach::Global };
        let detail = Detail::Flow { point, category: 0, key, is_around: true, is_bound: true };
        self.push(event.name, time_ns, thread, at, detail);
    }

    /// The values of a counter, one for each series.
    fn values(&mut self, event: &Event, time_ns: i64, thread: u32, at: usize) {
        let text = self.text;
        let id = self.key(event.rare.id);
        let mut found = Vec::new();
        if event.arguments != 0 {
            event::entries(text, event.arguments, |series, value| found.push((series, event::word_at(text, value))));
        }
        if found.is_empty() {
            return self.warn(at, Oddity::EmptyCounter);
        }
        for (series, value) in found {
            let number = str::from_utf8(value.of(text)).ok().and_then(|value| value.parse::<f64>().ok());
            let Some(value) = number.filter(|value| value.is_finite()) else {
                self.count(at, Oddity::WrongValue);
                continue;
            };
            let series = self.name(series);
            self.push(event.name, time_ns, thread, at, Detail::Value { id, series, value });
        }
    }

    fn meta(&mut self, event: &Event) -> Option<Meta> {
        if event.arguments == 0 {
            return None;
        }
        let text = self.text;
        let argument = |wanted: &[u8]| {
            let mut found = None;
            event::entries(text, event.arguments, |name, value| {
                if name.of(text) == wanted {
                    found = Some(event::word_at(text, value));
                }
            });
            found
        };
        let whole = |wanted: &[u8]| str::from_utf8(argument(wanted)?.of(text)).ok()?.parse::<u64>().ok();
        let index = |wanted: &[u8]| whole(wanted).and_then(|index| u32::try_from(index).ok()).unwrap_or(u32::MAX);
        let sort_index = || micros_of(argument(b"sort_index")?.of(text)).map(|thousandfold| thousandfold / 1000);
        Some(match event.name.of(text) {
            b"process_name" => Meta::ProcessName(self.name(argument(b"name")?)),
            b"process_labels" => Meta::ProcessLabels(self.name(argument(b"labels")?)),
            b"process_sort_index" => Meta::ProcessSort(sort_index()?),
            b"thread_name" => Meta::ThreadName(self.name(argument(b"name")?)),
            b"thread_sort_index" => Meta::ThreadSort(sort_index()?),
            b"interleave_trace" => {
                Meta::Trace { dropped: whole(b"dropped").unwrap_or(0), runs: whole(b"runs").unwrap_or(1) }
            }
            b"interleave_process" => Meta::Process {
                index: index(b"index"),
                number: whole(b"number").unwrap_or(0),
                name: self.name(argument(b"name").unwrap_or_default()),
            },
            b"interleave_lane" => Meta::Lane(OwnLane {
                index: index(b"index"),
                process: index(b"process"),
                thread: whole(b"thread").unwrap_or(0),
                kind: match argument(b"kind").unwrap_or_default().of(text) {
                    b"main" => LaneKind::Main,
                    b"waits" => LaneKind::Waits,
                    b"async" => LaneKind::Async,
                    b"resource" => LaneKind::Resource,
                    _ => LaneKind::Worker,
                },
                name: self.name(argument(b"name").unwrap_or_default()),
            }),
            _ => return None,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn events_of_a_large_file_are_read_wherever_they_are_and_have_a_place_in_its_first_4_gb() {
        let text = br#"{"ph":"X","pid":1,"tid":1,"ts":1,"dur":2,"name":"a"},"#;
        for (base, expect) in [(0, 0), (3_000_000_000, 3_000_000_000), (5 << 30, u32::MAX)] {
            let stretch = Stretch { from: 0, until: usize::MAX, base, standing: Standing::Sure };
            let batch = read(text, stretch, &Known::default());
            let record = batch.threads[0].records[0];
            assert_eq!((batch.events, record.start_ns, record.offset), (1, 1_000, expect));
        }
    }
}
