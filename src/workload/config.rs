//! What a reader can set about a workload.

use serde::{Deserialize, Serialize};

use super::split::Random;
use super::{ALL, Description, find};

/// The settings of a workload. The same settings give the same work, task for task.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Config {
    /// Name of the workload, one of [`ALL`].
    pub workload: String,
    /// Into how many tasks the work is cut: 1 to [`Config::MAX_TASKS`].
    pub tasks: u32,
    /// How much work there is: 1 takes one core some 400 ms of computing; from 0.01 to 100.
    pub size: f64,
    /// How many times larger the largest task is than the smallest: 1 to 16.
    pub unevenness: f64,
    /// How long the waits of I/O-bound workloads are.
    pub latency: Latency,
    /// What everything random follows from.
    pub seed: u64,
}

/// How long waits are.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct Latency {
    /// Mean, in milliseconds; 0 to 10 000.
    pub mean_ms: f64,
    /// How single waits lie around the mean.
    pub distribution: Distribution,
}

/// How single waits lie around their mean.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Distribution {
    /// All the same.
    Constant,
    /// Evenly between half the mean and one and a half times the mean.
    Uniform,
    /// Exponential: many short, few long, as arrivals at random have it.
    Exponential,
    /// Log-normal with sigma 1: a long tail, as replies of real servers have it.
    LongTail,
}

impl Distribution {
    /// Every distribution, with its name.
    pub const ALL: [(Self, &'static str); 4] = [
        (Self::Constant, "constant"),
        (Self::Uniform, "uniform"),
        (Self::Exponential, "exponential"),
        (Self::LongTail, "long-tail"),
    ];
}

impl Latency {
    /// Draws one wait, in nanoseconds; at most twenty times the mean.
    pub fn draw_ns(&self, random: &mut Random) -> u64 {
        let factor = match self.distribution {
            Distribution::Constant => 1.0,
            Distribution::Uniform => 0.5 + random.next_f64(),
            Distribution::Exponential => -(1.0 - random.next_f64()).ln(),
            Distribution::LongTail => {
                // Box and Muller, 1958. The mean of exp(z) is exp(1/2).
                let radius = (-2.0 * (1.0 - random.next_f64()).ln()).sqrt();
                let normal = radius * (std::f64::consts::TAU * random.next_f64()).cos();
                (normal - 0.5).exp()
            }
        };
        (self.mean_ms * 1e6 * factor.min(20.0)) as u64
    }
}

/// A setting that is out of range.
#[derive(Clone, Debug, PartialEq, thiserror::Error)]
pub enum ConfigError {
    /// There is no workload of that name.
    #[error("there is no workload '{0}'; there are {names}", names = names())]
    Workload(String),
    /// A number is out of its range.
    #[error("{setting} is {value}; it takes {least} to {most}")]
    Range {
        /// Which setting.
        setting: &'static str,
        /// What it is.
        value: f64,
        /// The smallest it takes.
        least: f64,
        /// The largest it takes.
        most: f64,
    },
}

fn names() -> String {
    ALL.iter().map(|description| description.name).collect::<Vec<_>>().join(", ")
}

impl Config {
    /// The largest number of tasks.
    pub const MAX_TASKS: u32 = 1024;

    /// The usual settings of the workload of that name.
    ///
    /// # Errors
    /// Where there is no such workload.
    pub fn of(workload: &str) -> Result<Self, ConfigError> {
        let config = Self {
            workload: workload.to_owned(),
            tasks: 12,
            size: 1.0,
            unevenness: 2.0,
            latency: Latency { mean_ms: 80.0, distribution: Distribution::Uniform },
            seed: 1,
        };
        config.description()?;
        Ok(config)
    }

    /// What can be said about the workload.
    ///
    /// # Errors
    /// Where there is none of that name.
    pub fn description(&self) -> Result<&'static Description, ConfigError> {
        find(&self.workload).ok_or_else(|| ConfigError::Workload(self.workload.clone()))
    }

    /// Checks every setting against its range.
    ///
    /// # Errors
    /// The first setting that is out of range.
    pub fn check(&self) -> Result<(), ConfigError> {
        self.description()?;
        let ranges = [
            ("tasks", f64::from(self.tasks), 1.0, f64::from(Self::MAX_TASKS)),
            ("size", self.size, 0.01, 100.0),
            ("unevenness", self.unevenness, 1.0, 16.0),
            ("latency in ms", self.latency.mean_ms, 0.0, 10_000.0),
        ];
        for (setting, value, least, most) in ranges {
            // Written so that a value that is no number is refused too.
            if !(least..=most).contains(&value) {
                return Err(ConfigError::Range { setting, value, least, most });
            }
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn settings_out_of_range_are_named() {
        let config = Config::of("primes").unwrap();
        assert_eq!(config.check(), Ok(()));
        let wrong = Config { size: f64::NAN, ..config.clone() };
        assert!(wrong.check().unwrap_err().to_string().starts_with("size is NaN; it takes 0.01 to 100"));
        let wrong = Config { tasks: 0, ..config };
        assert_eq!(wrong.check().unwrap_err().to_string(), "tasks is 0; it takes 1 to 1024");
        assert!(Config::of("prime").unwrap_err().to_string().contains("there is no workload 'prime'"));
    }

    #[test]
    fn waits_have_the_mean_that_was_asked_for() {
        for (distribution, name) in Distribution::ALL {
            let latency = Latency { mean_ms: 10.0, distribution };
            let mut random = Random::new(3);
            let mean_ms = (0..20_000).map(|_| latency.draw_ns(&mut random) as f64 / 1e6).sum::<f64>() / 20_000.0;
            assert!((mean_ms - 10.0).abs() < 0.4, "{name}: {mean_ms}");
        }
    }
}
