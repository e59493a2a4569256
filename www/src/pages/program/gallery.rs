//! The programs to begin with: what `programs/index.json` says of them (`docs/programs.md`), and each program's text, loaded
//! when it is picked. Their titles and texts are content, in English like the programs themselves.

use std::collections::BTreeMap;
use std::rc::Rc;

use interleave_machine::{COSTS, MOST_CORES, MOST_NS, MOST_SEED, POLICIES, START_METHODS, Setup};
use serde::Deserialize;

use super::scripts::{call, when};
use super::times;
use crate::numbers::parse;

/// What a first visit shows.
pub const FIRST: &str = "cooks";

/// What there is.
#[derive(Clone, Debug, Default, PartialEq, Deserialize)]
pub struct Gallery {
    /// What programs are about: number, chapter, name.
    pub concepts: Vec<(u32, String, String)>,
    /// The programs, in order.
    pub programs: Vec<Program>,
}

/// A program.
#[derive(Clone, Debug, Default, PartialEq, Deserialize)]
pub struct Program {
    /// What it goes by in addresses; its file is `id.py`.
    pub id: String,
    /// A few words.
    pub title: String,
    /// What it shows and what to look at.
    pub about: String,
    /// Numbers of concepts.
    pub concepts: Vec<u32>,
    /// The machines it is meant for.
    pub machines: Vec<Labelled>,
}

/// A machine that a program is meant for.
#[derive(Clone, Debug, Default, PartialEq, Deserialize)]
pub struct Labelled {
    /// What it is called; empty where there is only one.
    pub label: String,
    /// Its settings, by the names of `interleave run`'s options.
    pub settings: BTreeMap<String, String>,
}

impl Gallery {
    /// The program of that name.
    pub fn find(&self, id: &str) -> Option<&Program> {
        self.programs.iter().find(|program| program.id == id)
    }

    /// The chapter that a program stands in: that of its first concept.
    pub fn chapter(&self, program: &Program) -> &str {
        let first = program.concepts.first();
        let concept = first.and_then(|number| self.concepts.iter().find(|concept| concept.0 == *number));
        concept.map_or("", |concept| &concept.1)
    }
}

impl Program {
    /// The machines it is meant for.
    pub fn setups(&self) -> Vec<Setup> {
        self.machines.iter().map(Labelled::setup).collect()
    }
}

impl Labelled {
    /// The machine. A setting that the page does not know, such as a bound, is left out.
    fn setup(&self) -> Setup {
        let mut setup = Setup { label: self.label.clone(), ..Setup::default() };
        for (name, value) in &self.settings {
            let _ = set(&mut setup, name, value);
        }
        setup
    }
}

/// Sets what goes by `name`; none where there is no such setting or value.
fn set(setup: &mut Setup, name: &str, value: &str) -> Option<()> {
    let time = |least_ns: f64| times::read(value).filter(|ns| (least_ns..=MOST_NS).contains(ns));
    let known = |names: &[&str]| names.contains(&value).then(|| value.to_owned());
    match name {
        "cores" => setup.cores = parse(value).filter(|cores| (1.0..=f64::from(MOST_CORES)).contains(cores))? as u32,
        "policy" => setup.policy = known(&POLICIES)?,
        "quantum" => setup.quantum_ns = time(1.0)?,
        "switch-cost" => setup.switch_cost_ns = time(0.0)?,
        "gil" => setup.gil = value == "on",
        "switch-interval" => setup.switch_interval_ns = time(1.0)?,
        "switch-points" => setup.every_instruction = value == "every-instruction",
        "start-method" => setup.start_method = known(&START_METHODS)?,
        "seed" => setup.seed = parse(value).filter(|seed| *seed <= MOST_SEED)?,
        _ => {
            let at = COSTS.iter().position(|cost| cost.name == name)?;
            setup.costs_ns[at] = time(0.0)?;
        }
    }
    Some(())
}

/// Loads what there is; calls `then` with it, or with nothing where it cannot be had.
pub fn load(then: impl FnOnce(Option<Gallery>) + 'static) {
    match call("gallery", &[]) {
        Some(promise) => {
            when(promise, move |list| then(list.and_then(|list| serde_wasm_bindgen::from_value(list).ok())));
        }
        None => then(None),
    }
}

/// Loads a program; calls `then` with its text, or with nothing where there is none. The head of its file is left out: the
/// page says all of it in other places.
pub fn fetch(id: &str, then: impl FnOnce(Option<Rc<str>>) + 'static) {
    match call("program", &[id]) {
        Some(promise) => {
            when(promise, move |text| then(text.and_then(|text| text.as_string()).map(|text| body(&text).into())))
        }
        None => then(None),
    }
}

/// What follows a file's head: the comments that it begins with, and the empty lines after them.
fn body(text: &str) -> &str {
    let mut rest = text;
    while let Some((line, after)) = rest.split_once('\n')
        && (line.starts_with('#') || line.trim().is_empty())
    {
        rest = after;
    }
    rest
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_program_begins_after_the_head_of_its_file() {
        assert_eq!(body("# title: a\n# expect: b\n\nimport sim\n# kept\n"), "import sim\n# kept\n");
        assert_eq!(body("import sim\n\n# kept\n"), "import sim\n\n# kept\n");
        assert_eq!(body(""), "");
    }

    #[test]
    fn machines_are_as_programs_ask_for_them() {
        let settings =
            |pairs: &[(&str, &str)]| pairs.iter().map(|(name, value)| ((*name).into(), (*value).into())).collect();
        let labelled = Labelled {
            label: "one cook".into(),
            settings: settings(&[
                ("cores", "1"),
                ("gil", "off"),
                ("quantum", "100ms"),
                ("max-time", "1s"),
                ("seed", "7"),
                ("kilobyte-cost", "2us"),
            ]),
        };
        let mut expect =
            Setup { label: "one cook".into(), cores: 1, gil: false, quantum_ns: 100e6, seed: 7.0, ..Setup::default() };
        expect.costs_ns[COSTS.len() - 1] = 2e3;
        assert_eq!(labelled.setup(), expect);
    }

    #[test]
    fn every_program_of_the_gallery_can_be_shown() {
        let gallery: serde_json::Value =
            serde_json::from_str(include_str!("../../../../static/programs/index.json")).unwrap();
        let gallery: Gallery = serde_json::from_value(gallery).unwrap();
        assert!(gallery.find(FIRST).is_some());
        for program in &gallery.programs {
            assert!(!gallery.chapter(program).is_empty(), "{}", program.id);
            for (labelled, setup) in program.machines.iter().zip(program.setups()) {
                for (name, value) in &labelled.settings {
                    let is_bound = name.starts_with("max-");
                    assert!(
                        is_bound || set(&mut setup.clone(), name, value).is_some(),
                        "{}: {name}={value}",
                        program.id
                    );
                }
            }
        }
    }
}
