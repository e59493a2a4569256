//! The machines and the gallery's program as the part of the address behind `#`; the program's own text is packed with
//! it by `www/embed/packed.js`. Pure text in, pure values out.
//!
//! `m=` has the machines, with `_` between them, and each what differs from a usual machine, with `.` between: `c1` (cores),
//! `pfifo` (policy), `q5ms` (quantum), `k2us` (switch cost), `g0` (no GIL), `i5ms` (switch interval), `e1` (every
//! instruction), `fspawn` (start method), `r7` (seed), `xs80ms` (what a spawned process costs; the other letters behind
//! `x` are in `interleave_machine::COSTS`). What a letter means never changes.

use interleave_machine::{COSTS, MOST_CORES, MOST_MACHINES, MOST_NS, MOST_SEED, POLICIES, START_METHODS, Setup};

use super::times;
use crate::numbers::{fixed, join, parse};
use crate::text::say;

/// What an address says.
#[derive(Clone, Debug, PartialEq)]
pub struct Read {
    /// The machines; none where it says nothing of them.
    pub setups: Vec<Setup>,
    /// The name of a program of the gallery; empty where there is none.
    pub picked: String,
    /// What was wrong in it, in the reader's language.
    pub repaired: Vec<String>,
}

/// How many wrong values are said.
const MOST_SAID: usize = 6;

fn clip(text: &str) -> String {
    text.chars().filter(|letter| !letter.is_control()).take(40).collect()
}

/// Reads the address part behind `#`.
pub fn read(hash: &str) -> Read {
    let mut found = Read { setups: Vec::new(), picked: String::new(), repaired: Vec::new() };
    let query = hash.split_once('?').map_or("", |(_, query)| query);
    let mut wrong = Vec::new();
    for (key, value) in query.split('&').filter_map(|pair| pair.split_once('=')) {
        match key {
            "v" if value != "1" => wrong.push(join(&["v=", &clip(value)])),
            "unpacked" => wrong.push(say::program_unpacked().to_string()),
            "p" => found.picked = value.chars().filter(|letter| is_of_name(*letter)).take(60).collect(),
            "m" => {
                for machine in value.split('_').take(MOST_MACHINES) {
                    let mut setup = Setup::default();
                    for part in machine.split('.').filter(|part| !part.is_empty()) {
                        if !take(&mut setup, part) {
                            wrong.push(clip(part));
                        }
                    }
                    found.setups.push(setup);
                }
                if value.split('_').count() > MOST_MACHINES {
                    wrong.push(say::program_most_machines(MOST_MACHINES as u32));
                }
            }
            _ => {}
        }
    }
    wrong.truncate(MOST_SAID);
    found.repaired = wrong;
    found
}

fn is_of_name(letter: char) -> bool {
    letter.is_ascii_alphanumeric() || matches!(letter, '_' | '-')
}

/// Takes over one setting of a machine; false where it cannot be that.
fn take(setup: &mut Setup, part: &str) -> bool {
    let Some(key) = part.chars().next() else { return false };
    let value = &part[key.len_utf8()..];
    let time = |least: f64| times::read(value).filter(|ns| (least..=MOST_NS).contains(ns));
    let flag = || match value {
        "0" => Some(false),
        "1" => Some(true),
        _ => None,
    };
    let whole = |most: f64| parse(value).filter(|number| number.fract() == 0.0 && *number <= most);
    let known = |names: &[&str]| names.contains(&value).then(|| value.to_owned());
    match key {
        'c' => whole(f64::from(MOST_CORES)).filter(|cores| *cores >= 1.0).map(|cores| setup.cores = cores as u32),
        'p' => known(&POLICIES).map(|policy| setup.policy = policy),
        'q' => time(1.0).map(|ns| setup.quantum_ns = ns),
        'k' => time(0.0).map(|ns| setup.switch_cost_ns = ns),
        'g' => flag().map(|gil| setup.gil = gil),
        'i' => time(1.0).map(|ns| setup.switch_interval_ns = ns),
        'e' => flag().map(|every| setup.every_instruction = every),
        'f' => known(&START_METHODS).map(|method| setup.start_method = method),
        'r' => whole(MOST_SEED).map(|seed| setup.seed = seed),
        'x' => cost(setup, value),
        _ => None,
    }
    .is_some()
}

/// Takes over what something costs: its key and the time.
fn cost(setup: &mut Setup, part: &str) -> Option<()> {
    let at = COSTS.iter().position(|cost| part.starts_with(cost.key))?;
    setup.costs_ns[at] = times::read(&part[1..]).filter(|ns| (0.0..=MOST_NS).contains(ns))?;
    Some(())
}

/// A machine as a part of an address: empty where it is a usual one.
pub fn machine(setup: &Setup) -> String {
    let usual = Setup::default();
    let flag = |flag: bool| if flag { "1" } else { "0" }.to_owned();
    let parts = [
        (setup.cores != usual.cores, "c", setup.cores.to_string()),
        (setup.policy != usual.policy, "p", setup.policy.clone()),
        (setup.quantum_ns != usual.quantum_ns, "q", plain(setup.quantum_ns)),
        (setup.switch_cost_ns != usual.switch_cost_ns, "k", plain(setup.switch_cost_ns)),
        (setup.gil != usual.gil, "g", flag(setup.gil)),
        (setup.switch_interval_ns != usual.switch_interval_ns, "i", plain(setup.switch_interval_ns)),
        (setup.every_instruction != usual.every_instruction, "e", flag(setup.every_instruction)),
        (setup.start_method != usual.start_method, "f", setup.start_method.clone()),
        (setup.seed != usual.seed, "r", (setup.seed as u64).to_string()),
    ];
    let mut parts: Vec<String> =
        parts.into_iter().filter(|(differs, ..)| *differs).map(|(_, key, value)| join(&[key, &value])).collect();
    for (cost, ns) in COSTS.iter().zip(setup.costs_ns).filter(|(cost, ns)| *ns != cost.usual_ns) {
        parts.push(join(&["x", &String::from(cost.key), &plain(ns)]));
    }
    parts.join(".")
}

/// A time without a point, which separates settings.
fn plain(value_ns: f64) -> String {
    let text = times::write(value_ns, "");
    if text.contains('.') { join(&[&fixed(value_ns, 0), "ns"]) } else { text }
}

/// Writes what stands behind `#/program?`. `picked` is the program of the gallery, empty where the text is packed with it.
pub fn write(setups: &[Setup], picked: &str) -> String {
    let machines: Vec<String> = setups.iter().map(machine).collect();
    let mut text = String::from("v=1");
    if !picked.is_empty() {
        text.push_str(&join(&["&p=", picked]));
    }
    if machines.len() > 1 || machines.iter().any(|machine| !machine.is_empty()) {
        text.push_str(&join(&["&m=", &machines.join("_")]));
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_written_is_read_again() {
        let odd = Setup {
            label: String::new(),
            cores: 64,
            policy: "eevdf".into(),
            quantum_ns: 1_234_567.0,
            switch_cost_ns: 0.0,
            gil: false,
            switch_interval_ns: 1e9,
            every_instruction: true,
            start_method: "spawn".into(),
            seed: 999_999_999_999_999.0,
            costs_ns: [0.0, 1e6, 100.0, 80e6, 1_500.0, 10e6, 10e3, 3_600e9],
        };
        let setups = vec![Setup::default(), odd, Setup { cores: 1, ..Setup::default() }];
        let text = write(&setups, "bank");
        assert_eq!(
            text,
            "v=1&p=bank&m=_c64.peevdf.q1234567ns.k0ns.g0.i1s.e1.fspawn.r999999999999999.xt0ns.xs80ms.xv1500ns.xk3600s_c1"
        );
        let found = read(&join(&["#/program?", &text]));
        assert_eq!((found.setups, found.picked.as_str(), found.repaired.len()), (setups, "bank", 0));
        assert_eq!(write(&[Setup::default()], ""), "v=1");
    }

    #[test]
    fn each_cost_has_a_key_of_its_own() {
        for (at, cost) in COSTS.iter().enumerate() {
            assert!(cost.key.is_ascii_lowercase() && COSTS[..at].iter().all(|other| other.key != cost.key));
            let mut setup = Setup::default();
            setup.costs_ns[at] += 1.0;
            let text = write(&[setup.clone()], "");
            assert_eq!(read(&join(&["#/program?", &text])).setups, [setup], "{text}");
        }
    }

    #[test]
    fn what_cannot_be_is_left_as_usual_and_said() {
        for (part, said) in [
            ("c0", "c0"),
            ("c65", "c65"),
            ("pnone", "pnone"),
            ("q0ns", "q0ns"),
            ("g2", "g2"),
            ("x1", "x1"),
            ("é", "é"),
            ("xs", "xs"),
            ("xé1s", "xé1s"),
            ("xs2h", "xs2h"),
        ] {
            let found = read(&join(&["#/program?m=", part]));
            assert_eq!((found.setups, found.repaired), (vec![Setup::default()], vec![said.to_owned()]));
        }
        let found = read("#/program?m=c1_c2_c3_c4_c5_c6_c7_c8&p=<script>&v=2");
        assert_eq!((found.setups.len(), found.picked.as_str(), found.repaired.len()), (6, "script", 2));
        for hash in ["", "#/program", "#/program?later=1"] {
            assert_eq!(read(hash), Read { setups: Vec::new(), picked: String::new(), repaired: Vec::new() });
        }
    }
}
