//! A machine's settings by name, as words: on the command line, in an address, at the top of a program.
//!
//! It knows names, ranges and units, and not where the words come from; whoever has them says that.

use super::config::{Config, Costs, MAX_CORES, SwitchPoints};
use super::policy::PolicyKind;
use crate::python::guest::StartMethod;

/// Whether there is a global lock, and the words for it.
const GIL: [(bool, &str); 2] = [(true, "on"), (false, "off")];
/// The start methods that can be chosen, and the words for them.
pub const START_METHODS: [(StartMethod, &str); 3] =
    [(StartMethod::Fork, "fork"), (StartMethod::Spawn, "spawn"), (StartMethod::Forkserver, "forkserver")];
const UNITS: [(&str, u64); 7] = [
    ("ns", 1),
    ("us", 1_000),
    ("µs", 1_000),
    ("ms", 1_000_000),
    ("s", 1_000_000_000),
    ("min", 60_000_000_000),
    ("h", 3_600_000_000_000),
];
/// Most that anything costs, an hour: however often a program pays it, its time can be counted.
const MOST_COST_NS: u64 = 3_600_000_000_000;
const SIZES: [(&str, u64); 4] = [("B", 1), ("kB", 1 << 10), ("MB", 1 << 20), ("GB", 1 << 30)];

/// Every setting that [`Config::set`] knows.
pub const NAMES: [&str; 20] = [
    "cores",
    "policy",
    "quantum",
    "switch-cost",
    "gil",
    "switch-interval",
    "switch-points",
    "start-method",
    "thread-cost",
    "fork-cost",
    "page-cost",
    "spawn-cost",
    "forkserver-cost",
    "interpreter-cost",
    "message-cost",
    "kilobyte-cost",
    "seed",
    "max-steps",
    "max-memory",
    "max-time",
];

/// A setting that is not one.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum SettingError {
    /// There is none of that name.
    #[error("a machine has no setting '{0}'; it has {names}", names = NAMES.join(", "))]
    Unknown(String),
    /// Its value is none that it takes.
    #[error("{name} takes {takes}, not '{given}'")]
    Value {
        /// Which setting.
        name: String,
        /// What it takes.
        takes: String,
        /// What was given.
        given: String,
    },
}

impl Config {
    /// Sets what goes by `name` to what `given` says: `cores` to `4`, `quantum` to `10ms`, `gil` to `off`.
    ///
    /// # Errors
    /// Where there is no such setting, or it does not take that value.
    pub fn set(&mut self, name: &str, given: &str) -> Result<(), SettingError> {
        let value = Value { name, given };
        match name {
            "cores" => self.cores = value.whole(1, u64::from(MAX_CORES))? as u32,
            "policy" => self.policy = value.choice(&PolicyKind::ALL)?,
            "quantum" => self.quantum_ns = value.duration(1)?,
            "switch-cost" => self.switch_cost_ns = value.duration(0)?,
            "gil" => self.gil = value.choice(&GIL)?,
            "switch-interval" => self.switch_interval_ns = value.duration(1)?,
            "switch-points" => self.switch_points = value.choice(&SwitchPoints::ALL)?,
            "start-method" => self.start_method = value.choice(&START_METHODS)?,
            "seed" => self.seed = value.whole(0, u64::MAX)?,
            "max-steps" => self.bounds.instructions = value.whole(1, u64::MAX)?,
            "max-memory" => self.bounds.memory = value.size()?,
            "max-time" => self.bounds.virtual_ns = value.duration(1)?,
            _ => {
                let cost = Costs::NAMED.into_iter().find(|cost| cost.0 == name);
                let (_, cost) = cost.ok_or_else(|| SettingError::Unknown(name.to_owned()))?;
                *cost(&mut self.costs) = value.cost()?;
            }
        }
        Ok(())
    }
}

struct Value<'a> {
    name: &'a str,
    given: &'a str,
}

impl Value<'_> {
    fn refuse(&self, takes: impl Into<String>) -> SettingError {
        SettingError::Value { name: self.name.to_owned(), takes: takes.into(), given: self.given.to_owned() }
    }

    fn whole(&self, least: u64, most: u64) -> Result<u64, SettingError> {
        let number = self.given.parse().ok().filter(|number| (least..=most).contains(number));
        number.ok_or_else(|| self.refuse(format!("whole numbers from {least} to {most}")))
    }

    fn choice<T: Copy>(&self, choices: &[(T, &str)]) -> Result<T, SettingError> {
        let found = choices.iter().find(|choice| choice.1 == self.given);
        found.map(|choice| choice.0).ok_or_else(|| {
            let names: Vec<&str> = choices.iter().map(|choice| choice.1).collect();
            self.refuse(match names.split_last() {
                Some((last, others)) if !others.is_empty() => format!("{} or {last}", others.join(", ")),
                _ => names.concat(),
            })
        })
    }

    fn duration(&self, least_ns: u64) -> Result<u64, SettingError> {
        match duration_ns(self.given) {
            Some(ns) if ns >= least_ns => Ok(ns),
            Some(_) => Err(self.refuse("a duration longer than 0")),
            None if least_ns > 0 => Err(self.refuse("a duration such as 4s, 5ms or 20us")),
            None => Err(self.refuse("a duration such as 4s, 5ms, 20us or 0ns")),
        }
    }

    fn cost(&self) -> Result<u64, SettingError> {
        let ns = self.duration(0)?;
        if ns <= MOST_COST_NS { Ok(ns) } else { Err(self.refuse("a duration up to 1h")) }
    }

    fn size(&self) -> Result<u64, SettingError> {
        let bytes = scaled(self.given, &SIZES).filter(|bytes| *bytes >= 1 << 20);
        bytes.ok_or_else(|| self.refuse("a size from 1MB on, such as 64MB"))
    }
}

/// A duration in nanoseconds: digits, perhaps with a fraction, and a unit. None for anything else.
#[must_use]
pub fn duration_ns(given: &str) -> Option<u64> {
    scaled(given, &UNITS)
}

/// A number with a unit, in the smallest unit, exactly: what is smaller than that is an error, as is what has no unit.
fn scaled(given: &str, units: &[(&str, u64)]) -> Option<u64> {
    let number = given.find(|letter: char| !letter.is_ascii_digit() && letter != '.')?;
    let (number, unit) = given.split_at(number);
    let scale = units.iter().find(|(name, _)| *name == unit)?.1;
    let (whole, fraction) = number.split_once('.').unwrap_or((number, ""));
    if whole.is_empty() || fraction.len() > 12 || number.ends_with('.') {
        return None;
    }
    let mut value = whole.parse::<u64>().ok()?.checked_mul(scale)?;
    if !fraction.is_empty() {
        let parts = fraction.parse::<u128>().ok()? * u128::from(scale);
        let tens = 10_u128.pow(fraction.len() as u32);
        if parts % tens != 0 {
            return None;
        }
        value = value.checked_add((parts / tens) as u64)?;
    }
    Some(value)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn durations_are_exact() {
        for (given, expect) in [
            ("4s", Some(4_000_000_000)),
            ("5ms", Some(5_000_000)),
            ("20us", Some(20_000)),
            ("0ns", Some(0)),
            ("1.5µs", Some(1_500)),
            ("0.25min", Some(15_000_000_000)),
            ("2h", Some(7_200_000_000_000)),
            ("5", None),
            ("ms", None),
            (".5ms", None),
            ("5.ms", None),
            ("1.5ns", None),
            ("-1ms", None),
            ("1e3ms", None),
            ("99999999999999999h", None),
            ("", None),
        ] {
            assert_eq!(duration_ns(given), expect, "{given}");
        }
    }

    #[test]
    fn every_setting_can_be_set_and_refuses_what_it_does_not_take() {
        let machine = ["2", "eevdf", "4ms", "0ns", "off", "20us", "every-instruction", "spawn"];
        let costs = ["1us", "2us", "3us", "4us", "5us", "6us", "7us", "8us"];
        let good: Vec<&str> = machine.into_iter().chain(costs).chain(["9", "1000", "1.5MB", "2h"]).collect();
        let mut config = Config::default();
        for (name, given) in NAMES.iter().zip(good) {
            config.set(name, given).expect(name);
            assert!(matches!(config.set(name, "nonsense"), Err(SettingError::Value { .. })), "{name}");
        }
        assert_eq!((config.cores, config.policy, config.gil, config.seed), (2, PolicyKind::Eevdf, false, 9));
        assert_eq!((config.quantum_ns, config.switch_cost_ns, config.switch_interval_ns), (4_000_000, 0, 20_000));
        assert_eq!(config.switch_points, SwitchPoints::EveryInstruction);
        assert_eq!(config.start_method, StartMethod::Spawn);
        let costs = Costs::NAMED.map(|(_, cost)| *cost(&mut config.costs));
        assert_eq!(costs, [1_000, 2_000, 3_000, 4_000, 5_000, 6_000, 7_000, 8_000]);
        for (name, _) in Costs::NAMED {
            assert!(config.set(name, "1h").is_ok() && config.set(name, "61min").is_err(), "{name}");
        }
        let bounds = config.bounds;
        assert_eq!((bounds.instructions, bounds.memory, bounds.virtual_ns), (1_000, 3 << 19, 7_200_000_000_000));
        assert_eq!(config.set("colour", "red"), Err(SettingError::Unknown("colour".to_owned())));
    }
}
