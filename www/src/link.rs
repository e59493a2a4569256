//! The page's state as the part of its address behind `#`: versioned, readable, and repaired where it is wrong.
//!
//! Pure text in, pure values out: who reads the address bar and who writes it stands elsewhere.

use interleave::lab::{Model, Sharing};
use interleave::workload::{Config, Distribution, find};

use crate::numbers::{join, parse, short};
use crate::pages::lab::settings::{MODELS, Settings};
use crate::text::say;

/// A view of the page.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Route {
    /// Real work on real workers.
    Lab,
    /// A reader's own traces.
    Trace,
    /// Python programs on a simulated computer.
    Program,
}

/// Which view an address means. One that means none is the lab's to put right.
pub fn route(hash: &str) -> Route {
    let path = hash.trim_start_matches('#').trim_start_matches('/');
    match path.split('?').next() {
        Some("trace") => Route::Trace,
        Some("program") => Route::Program,
        _ => Route::Lab,
    }
}

/// What an address says.
#[derive(Clone, Debug, PartialEq)]
pub struct Link {
    /// The lab's settings.
    pub settings: Settings,
    /// What the sender measured: makespans in microseconds, in the order of the models.
    pub results_us: Vec<u64>,
    /// What was wrong in it and has been put right.
    pub repaired: Vec<Repair>,
}

/// What was wrong in an address.
#[derive(Clone, Debug, PartialEq)]
pub enum Repair {
    /// There is no view of that name.
    View(String),
    /// A setting, by its key, cannot be that.
    Value(&'static str, String),
    /// It is that many bytes long, which is too long.
    Length(u32),
}

impl Repair {
    /// In the reader's language, as a part of a list.
    pub fn said(&self) -> String {
        match self {
            Self::View(name) => say::lab_repaired_view(name),
            Self::Value(key, value) => say::lab_repaired_value(key, value),
            Self::Length(length) => say::lab_repaired_length(*length, LONGEST as u32),
        }
    }
}

/// The longest address that is read, in bytes; ours have some 150.
const LONGEST: usize = 32_000;
/// How much of a wrong value is said, in letters.
const LONGEST_SAID: usize = 40;
/// How many wrong values are said.
const MOST_SAID: usize = 8;

/// Reads the address part behind `#`. What is missing or wrong is as in `first`.
pub fn read(hash: &str, first: &Settings, most_workers: u32) -> Link {
    let mut link = Link { settings: first.clone(), results_us: Vec::new(), repaired: Vec::new() };
    if hash.len() > LONGEST {
        link.repaired.push(Repair::Length(hash.len() as u32));
        return link;
    }
    let hash = hash.trim_start_matches('#').trim_start_matches('/');
    let (path, query) = hash.split_once('?').unwrap_or((hash, ""));
    if matches!(path, "trace" | "program") {
        return link;
    }
    if !matches!(path, "" | "lab") {
        link.repaired.push(Repair::View(clip(path)));
    }
    for (key, value) in query.split('&').filter_map(|pair| pair.split_once('=')) {
        if !link.take(key, value, most_workers) && link.repaired.len() < MOST_SAID {
            let key = KEYS.iter().copied().find(|known| *known == key).unwrap_or_default();
            link.repaired.push(Repair::Value(key, clip(value)));
        }
    }
    if link.results_us.len() != link.settings.models.len() {
        link.results_us.clear();
    }
    link
}

impl Link {
    /// Takes over one setting; false where it is out of range. Keys that are unknown are for a later version.
    fn take(&mut self, key: &str, value: &str, most_workers: u32) -> bool {
        let config = &mut self.settings.config;
        match key {
            "v" => return value == "1",
            // What `www/embed/packed.js` says of a packed address that it could not unpack.
            "unpacked" => return false,
            "w" => return find(value).map(|found| config.workload = found.name.to_owned()).is_some(),
            "m" => {
                let named: Vec<Model> = value.split(',').filter_map(Model::find).collect();
                let models: Vec<Model> = Model::ALL.into_iter().filter(|model| named.contains(model)).collect();
                let is_valid = MODELS.contains(&models.len()) && models.len() == value.split(',').count();
                if MODELS.contains(&models.len()) {
                    self.settings.models = models;
                }
                return is_valid;
            }
            "n" => return set(value, 1.0, f64::from(most_workers), |n| self.settings.workers = n as u32),
            "t" => return set(value, 1.0, f64::from(Config::MAX_TASKS), |n| config.tasks = n as u32),
            "s" => return set(value, 0.01, 100.0, |n| config.size = n),
            "u" => return set(value, 1.0, 16.0, |n| config.unevenness = n),
            "l" => return set(value, 0.0, 10_000.0, |n| config.latency.mean_ms = n),
            "d" => {
                let found = Distribution::ALL.into_iter().find(|(_, name)| *name == value);
                return found.map(|(distribution, _)| config.latency.distribution = distribution).is_some();
            }
            "h" => {
                let found = Sharing::ALL.into_iter().find(|(_, name)| *name == value);
                return found.map(|(sharing, _)| self.settings.sharing = sharing).is_some();
            }
            "r" => self.results_us = value.split(',').filter_map(parse).map(|us| us as u64).collect(),
            _ => {}
        }
        true
    }
}

/// The beginning of a text that somebody else wrote, without what would not be seen.
fn clip(text: &str) -> String {
    let mut clipped: String = text.chars().filter(|letter| !letter.is_control()).take(LONGEST_SAID).collect();
    if text.chars().nth(LONGEST_SAID).is_some() {
        clipped.push('…');
    }
    clipped
}

fn set(value: &str, least: f64, most: f64, mut store: impl FnMut(f64)) -> bool {
    match parse(value) {
        Some(number) if (least..=most).contains(&number) => {
            store(number);
            true
        }
        Some(number) => {
            store(number.clamp(least, most));
            false
        }
        None => false,
    }
}

/// What a link says may be wrong.
const KEYS: [&str; 11] = ["v", "w", "m", "n", "t", "s", "u", "l", "d", "h", "unpacked"];

/// Writes the address part, `#` included. `results_us` is left out where it is empty.
pub fn write(settings: &Settings, results_us: &[u64]) -> String {
    let Settings { config, models, workers, sharing } = settings;
    let name_of = |found: Option<&'static str>| found.unwrap_or_default();
    let mut text = join(&[
        "#/lab?v=1&w=",
        &config.workload,
        "&m=",
        &models.iter().map(|model| model.name()).collect::<Vec<_>>().join(","),
        "&n=",
        &workers.to_string(),
        "&t=",
        &config.tasks.to_string(),
        "&s=",
        &short(config.size, 3),
        "&u=",
        &short(config.unevenness, 2),
        "&l=",
        &short(config.latency.mean_ms, 2),
        "&d=",
        name_of(Distribution::ALL.iter().find(|(d, _)| *d == config.latency.distribution).map(|(_, name)| *name)),
        "&h=",
        name_of(Sharing::ALL.iter().find(|(s, _)| s == sharing).map(|(_, name)| *name)),
    ]);
    for (index, result_us) in results_us.iter().enumerate() {
        text.push_str(if index == 0 { "&r=" } else { "," });
        text.push_str(&result_us.to_string());
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_written_is_read_again() {
        let mut settings = Settings::first(4);
        settings.config.workload = "primes".to_owned();
        settings.config.size = 0.05;
        settings.config.latency.distribution = Distribution::LongTail;
        settings.sharing = Sharing::Static;
        settings.models = vec![Model::Sequential, Model::Gil, Model::Processes];
        settings.workers = 7;
        let text = write(&settings, &[1_140_332, 3_000, 5]);
        let link = read(&text, &Settings::first(2), 16);
        assert_eq!(link.settings, settings);
        assert_eq!((link.results_us, link.repaired), (vec![1_140_332, 3_000, 5], Vec::new()));
        assert_eq!(
            write(&Settings::first(4), &[]),
            "#/lab?v=1&w=mandelbrot&m=event-loop,threads&n=4&t=12&s=0.5&u=2&l=80&d=uniform&h=work-stealing"
        );
    }

    #[test]
    fn wrong_values_are_put_right_and_said() {
        let first = Settings::first(4);
        for (hash, said) in [
            ("#/lab?w=fibonacci", "the workload cannot be “fibonacci”"),
            ("#/lab?m=threads", "the models cannot be “threads”"),
            ("#/lab?n=x", "the number of workers cannot be “x”"),
            ("#/lab?v=2", "the link’s version cannot be “2”"),
            ("#/nowhere", "there is no view “nowhere” yet"),
        ] {
            let link = read(hash, &first, 16);
            assert_eq!(link.repaired.iter().map(Repair::said).collect::<Vec<_>>(), [said], "{hash}");
            assert_eq!(link.settings, first, "{hash}");
        }
        let link = read("#/lab?n=99&s=0", &first, 16);
        assert_eq!((link.settings.workers, link.settings.config.size, link.repaired.len()), (16, 0.01, 2));
        let link = read("#/lab?m=threads,fibers,sequential", &first, 16);
        assert_eq!((link.settings.models, link.repaired.len()), (vec![Model::Sequential, Model::Threads], 1));
    }

    /// `{x*3}` as `xxx`; see the file.
    fn expand(line: &str) -> String {
        let Some((before, rest)) = line.split_once('{') else { return line.to_owned() };
        let (hole, after) = rest.split_once('}').unwrap();
        let (what, times) = hole.rsplit_once('*').unwrap();
        [before, &what.repeat(times.parse().unwrap()), after].concat()
    }

    #[test]
    fn each_hostile_address_is_put_right_and_said() {
        let lines = include_str!("../../tests/browser/hostile/addresses.txt").lines();
        let addresses: Vec<_> = lines.filter_map(|line| line.strip_prefix("address ")).map(expand).collect();
        assert!(addresses.len() >= 90, "{}", addresses.len());
        for hash in addresses {
            let shown: String = hash.chars().take(80).collect();
            let link = read(&hash, &Settings::first(4), 16);
            let said = link.repaired.iter().map(Repair::said).collect::<Vec<_>>().join("; ");
            assert!(!said.is_empty() && said.chars().count() < 1_000, "{shown}: {said}");
            assert!(!said.contains(char::is_control), "{shown}");
            // What is left can be carried out, and is an address that is in order.
            assert!(!link.settings.plans().is_empty() && link.settings.description().is_some(), "{shown}");
            let again = read(&write(&link.settings, &[]), &Settings::first(4), 16);
            assert_eq!((again.settings, again.repaired.len()), (link.settings, 0), "{shown}");
        }
    }

    #[test]
    fn an_empty_address_is_the_first_visit() {
        for hash in ["", "#", "#/", "#/lab", "#/lab?later=1"] {
            let link = read(hash, &Settings::first(4), 16);
            assert_eq!((link.settings, link.repaired.len()), (Settings::first(4), 0), "{hash}");
        }
    }

    #[test]
    fn the_trace_page_has_an_address_of_its_own() {
        for (hash, expect) in [
            ("", Route::Lab),
            ("#/lab?n=4", Route::Lab),
            ("#/nowhere", Route::Lab),
            ("#/trace", Route::Trace),
            ("#/trace?n=99", Route::Trace),
            ("#/program?c=2", Route::Program),
        ] {
            assert_eq!(route(hash), expect, "{hash}");
        }
        let link = read("#/trace?n=99", &Settings::first(4), 16);
        assert_eq!((link.settings, link.repaired.len()), (Settings::first(4), 0));
    }

    #[test]
    fn results_of_other_models_are_not_taken() {
        assert!(read("#/lab?m=gil,threads&r=5", &Settings::first(4), 16).results_us.is_empty());
    }
}
