//! What traces say, as text or JSON: each by itself, and several compared with the first.

mod compare;
mod json;
mod text;
mod waits;

pub use compare::sentence;
pub use json::json;
pub use text::text;

use std::collections::HashMap;

use crate::trace::NameId;
use crate::trace::export::Run;
use crate::trace::import::Imported;
use crate::trace::metrics::names::{self, NameFigures};
use crate::trace::metrics::python::may_share_gil;
use crate::trace::metrics::summary::Summary;

/// A trace that was read, and its figures.
pub struct Profile {
    /// The file, as the reader named it.
    pub file: String,
    /// What the reader sees above its timeline: the file's name without its folder.
    title: String,
    /// What was read.
    pub imported: Imported,
    /// The figures of the whole trace and of its lanes.
    pub summary: Summary,
    /// The figures of each name, those that took longest first.
    names: Vec<NameFigures>,
}

impl Profile {
    /// Measures what was read from `file`.
    pub fn new(file: String, imported: Imported) -> Self {
        let (summary, mut names) = (Summary::of(&imported.trace), names::by_name(&imported.trace));
        // Numbers of names depend on their order in the file: what took as long stands in the order of the alphabet.
        let strings = &imported.trace.strings;
        names.sort_by(|a, b| b.self_ns.cmp(&a.self_ns).then_with(|| strings.get(a.name).cmp(strings.get(b.name))));
        let title = file.rsplit(['/', '\\']).next().filter(|name| !name.is_empty()).unwrap_or(&file).to_owned();
        Self { file, title, imported, summary, names }
    }

    /// Lets files of the same name in different folders be told apart by their folders.
    pub fn distinguish(profiles: &mut [Self]) {
        let titles: Vec<String> = profiles.iter().map(|profile| profile.title.clone()).collect();
        for profile in profiles {
            if titles.iter().filter(|title| **title == profile.title).count() > 1 {
                profile.title.clone_from(&profile.file);
            }
        }
    }

    /// Whether busy time and parallelism may be upper bounds: see [`may_share_gil`].
    pub fn may_share_gil(&self) -> bool {
        may_share_gil(&self.imported.trace, &self.names)
    }

    /// The trace and what to call it.
    pub fn run(&self) -> Run<'_> {
        Run { title: &self.title, trace: &self.imported.trace }
    }

    /// How many warnings there are, those included that were not kept.
    pub fn warning_count(&self) -> u64 {
        self.imported.warnings.len() as u64 + self.imported.more_warnings
    }

    /// Own time of each name in nanoseconds, by what it is called in a comparison: without its file and line where that
    /// leaves no doubt, so that a function is the same one in another version of its program.
    fn comparable_names(&self) -> Vec<(&str, u64)> {
        let bare = |name: NameId| {
            let name = self.name(name);
            name.split_once(" (").map_or(name, |(bare, _)| bare)
        };
        let mut counts: HashMap<&str, u32> = HashMap::new();
        for figures in &self.names {
            *counts.entry(bare(figures.name)).or_default() += 1;
        }
        let of = |figures: &NameFigures| {
            let short = bare(figures.name);
            (if counts.get(short) == Some(&1) { short } else { self.name(figures.name) }, figures.self_ns)
        };
        self.names.iter().map(of).collect()
    }

    /// What slices are called; the same word for all that have no name.
    fn name(&self, name: NameId) -> &str {
        match self.imported.trace.strings.get(name) {
            "" => "(no name)",
            name => name,
        }
    }
}
