//! Reading a Chrome trace: the importer against the fastest parsers of JSON, which read the same fields into a struct.
//!
//! The importer does more: it interns names, sorts, nests and builds the trace. The others get their input ready to be
//! read, in one piece, and none of their results is made into anything.

use std::borrow::Cow;
use std::fmt::Write;
use std::hint::black_box;
use std::time::Instant;

use interleave::trace::import::Importer;
use interleave::trace::{Lane, Slices};
use serde::Deserialize;
use serde::de::IgnoredAny;

/// As much as a page hands over at a time.
const PIECE: usize = 4 << 20;
/// About a million of them are 86 MB.
const EVENT: usize = 86;

/// Prints a line for each reader: what it is, megabytes a second, milliseconds.
pub fn run(turns: u32, megabytes: usize, with_others: bool) {
    let text = profile(megabytes * 1_000_000 / EVENT);
    println!("{} MB, {} events", text.len() / 1_000_000, text.lines().count() - 2);
    let measure = |name: &str, read: &mut dyn FnMut() -> f64| {
        let best_ms = (0..turns.max(1)).map(|_| read()).fold(f64::INFINITY, f64::min);
        println!("{name:32} {:6.0} MB/s {best_ms:8.1} ms", text.len() as f64 / best_ms / 1e3);
    };
    let cores = std::thread::available_parallelism().map_or(1, usize::from);
    for threads in if cores > 1 { vec![1, cores] } else { vec![1] } {
        let Ok(pool) = rayon::ThreadPoolBuilder::new().num_threads(threads).build() else { continue };
        let mut whole_ms = f64::INFINITY;
        measure(&format!("interleave, {threads} threads, to records"), &mut || {
            pool.install(|| {
                let start = Instant::now();
                let mut importer = Importer::new();
                for piece in text.as_bytes().chunks(PIECE) {
                    importer.push(piece).expect("the text is a trace");
                }
                let pushed_ms = start.elapsed().as_secs_f64() * 1e3;
                let imported = importer.finish().expect("there are events");
                whole_ms = whole_ms.min(start.elapsed().as_secs_f64() * 1e3);
                let slices = imported.trace.slice_count();
                let bytes: usize = imported.trace.lanes.iter().flat_map(Lane::rows).map(Slices::bytes).sum();
                assert_eq!((imported.events as usize, imported.warnings.len()), (slices + LANES + 1, 0));
                assert!(bytes <= slices * 40);
                drop(black_box(imported));
                pushed_ms
            })
        });
        measure(&format!("interleave, {threads} threads, to a trace"), &mut || whole_ms);
    }
    if !with_others {
        return;
    }
    measure("simd-json, into a struct", &mut || {
        let mut bytes = text.clone().into_bytes();
        let start = Instant::now();
        let file: File = simd_json::serde::from_slice(&mut bytes).expect("the text is JSON");
        finished(start, file)
    });
    measure("sonic-rs, into a struct", &mut || {
        let start = Instant::now();
        finished(start, sonic_rs::from_str::<File>(&text).expect("the text is JSON"))
    });
}

fn finished(start: Instant, file: File) -> f64 {
    let elapsed_ms = start.elapsed().as_secs_f64() * 1e3;
    assert!(!file.trace_events.is_empty());
    black_box(&file);
    elapsed_ms
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct File<'a> {
    #[serde(borrow)]
    trace_events: Vec<Event<'a>>,
}

/// What the importer reads of an event.
#[derive(Deserialize)]
#[expect(dead_code)]
struct Event<'a> {
    #[serde(borrow)]
    ph: Cow<'a, str>,
    #[serde(borrow)]
    name: Cow<'a, str>,
    #[serde(borrow, default)]
    cat: Cow<'a, str>,
    pid: u64,
    tid: u64,
    #[serde(default)]
    ts: f64,
    #[serde(default)]
    dur: f64,
    args: Option<IgnoredAny>,
}

const LANES: usize = 4;

/// A profile of Python in four threads as `viztracer` writes it: calls in calls, inner ones first, some with arguments.
fn profile(events: usize) -> String {
    let mut text = String::with_capacity(events * (EVENT + 40));
    text.push_str("{\"traceEvents\":[\n");
    let _ = write!(text, r#"{{"ph":"M","pid":4201,"tid":4201,"name":"process_name","args":{{"name":"app"}}}}"#);
    for lane in 0..LANES {
        let _ = write!(
            text,
            ",\n{{\"ph\":\"M\",\"pid\":4201,\"tid\":{},\"name\":\"thread_name\",\"args\":{{\"name\":\"T-{lane}\"}}}}",
            4201 + lane
        );
    }
    let mut seed = 7u64;
    let mut random = |below: u64| {
        seed = seed.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (seed >> 33) % below
    };
    // A call of two that each hold two leaves is seven events.
    let mut now_ns = [81_234_567_890_123u64; LANES];
    for call in 0..events / 7 {
        let lane = call % LANES;
        let start_ns = now_ns[lane];
        let mut event = |start_ns: u64, duration_ns: u64| {
            let number = random(400);
            text.push_str(",\n");
            let _ = write!(
                text,
                r#"{{"pid":4201,"tid":{},"ts":{}.{:03},"ph":"X","dur":{}.{:03},"name":"f{number} (/a{}.py:{})""#,
                4201 + lane,
                start_ns / 1000,
                start_ns % 1000,
                duration_ns / 1000,
                duration_ns % 1000,
                number % 23,
                number * 3,
            );
            if random(16) == 0 {
                let _ = write!(text, ",\"args\":{{\"n\":\"{number}\",\"list\":[1,2,{{\"a\":null}}]}}");
            }
            text.push('}');
        };
        for half in 0..2 {
            let start_ns = start_ns + 1_000 + half * 20_000;
            event(start_ns + 500, 7_250);
            event(start_ns + 8_000, 9_001);
            event(start_ns, 18_000);
        }
        event(start_ns, 42_417);
        now_ns[lane] = start_ns + 43_000 + random(5_000);
    }
    text.push_str("\n]}\n");
    text
}
