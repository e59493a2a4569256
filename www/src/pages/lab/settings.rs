//! What the reader has set: a value that is always valid, and the plans that follow from it. No view code.

use interleave::lab::{Model, Plan, Sharing};
use interleave::workload::{Config, Description, Distribution, Latency, Nature, find};

/// How many models can be compared at once.
pub const MODELS: std::ops::RangeInclusive<usize> = 2..=5;

/// Amounts of work that the slider stops at; 1 takes one core some 400 ms.
pub const SIZES: &[f64] = &[0.05, 0.1, 0.2, 0.3, 0.5, 0.7, 1.0, 1.5, 2.0, 3.0, 5.0, 7.0, 10.0];
/// Numbers of tasks that the slider stops at.
pub const TASKS: &[f64] =
    &[1.0, 2.0, 3.0, 4.0, 5.0, 6.0, 8.0, 10.0, 12.0, 16.0, 20.0, 24.0, 32.0, 48.0, 64.0, 96.0, 128.0, 192.0, 256.0];
/// Ratios of the largest task to the smallest that the slider stops at.
pub const UNEVENNESS: &[f64] = &[1.0, 1.5, 2.0, 3.0, 4.0, 6.0, 8.0, 12.0, 16.0];
/// Mean waits, in milliseconds, that the slider stops at.
pub const LATENCIES_MS: &[f64] = &[1.0, 2.0, 5.0, 10.0, 20.0, 40.0, 80.0, 120.0, 200.0, 300.0, 500.0, 1000.0];

/// Everything a reader can set in the lab.
#[derive(Clone, Debug, PartialEq)]
pub struct Settings {
    /// The work, its size and how it is cut.
    pub config: Config,
    /// Which models are compared, in the order of [`Model::ALL`].
    pub models: Vec<Model>,
    /// On how many workers the models that use several run.
    pub workers: u32,
    /// How free threads share out the tasks.
    pub sharing: Sharing,
}

impl Settings {
    /// What a first visit shows on a machine with `hardware` cores: the same picture on one worker and on all.
    pub fn first(hardware: u32) -> Self {
        let latency = Latency { mean_ms: 80.0, distribution: Distribution::Uniform };
        Self {
            config: Config {
                workload: "mandelbrot".to_owned(),
                tasks: 12,
                size: 0.5,
                unevenness: 2.0,
                latency,
                seed: 1,
            },
            models: vec![Model::EventLoop, Model::Threads],
            workers: hardware.clamp(2, most_workers(hardware)),
            sharing: Sharing::default(),
        }
    }

    /// What can be said about the workload; none where the name is unknown, which links are repaired for.
    pub fn description(&self) -> Option<&'static Description> {
        find(&self.config.workload)
    }

    /// What bounds the workload's speed.
    pub fn nature(&self) -> Nature {
        self.description().map_or(Nature::Computing, |description| description.nature)
    }

    /// The workload's name.
    pub fn workload_name(&self) -> &'static str {
        self.description().map_or("", |description| description.name)
    }

    /// Adds or removes a model. Fewer than two are never left: the call then changes nothing.
    pub fn toggle(&mut self, model: Model) {
        if self.models.contains(&model) {
            if self.models.len() > *MODELS.start() {
                self.models.retain(|other| *other != model);
            }
        } else {
            self.models = Model::ALL.into_iter().filter(|m| *m == model || self.models.contains(m)).collect();
        }
    }

    /// The run of `model` on `workers` workers.
    pub fn plan(&self, model: Model, workers: u32) -> Plan {
        let mut plan = Plan::new(self.config.clone(), model, workers);
        plan.workers = plan.worker_count();
        plan.sharing = self.sharing;
        plan
    }

    /// The runs that are compared, in the order they are shown.
    pub fn plans(&self) -> Vec<Plan> {
        self.models.iter().map(|&model| self.plan(model, self.workers)).collect()
    }
}

/// How far the worker slider goes on a machine with `hardware` cores.
pub fn most_workers(hardware: u32) -> u32 {
    (hardware * 2).clamp(16, Plan::MAX_WORKERS)
}

/// The position on `stops` nearest to `value`.
pub fn nearest(stops: &[f64], value: f64) -> usize {
    let value = value.max(1e-9);
    let distance = |stop: f64| if stop > value { stop / value } else { value / stop };
    let by_distance = |a: &(usize, &f64), b: &(usize, &f64)| distance(*a.1).total_cmp(&distance(*b.1));
    stops.iter().enumerate().min_by(by_distance).map_or(0, |(index, _)| index)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn two_models_are_always_left_and_keep_their_order() {
        let mut settings = Settings::first(4);
        settings.toggle(Model::Threads);
        assert_eq!(settings.models, [Model::EventLoop, Model::Threads]);
        settings.toggle(Model::Sequential);
        assert_eq!(settings.models, [Model::Sequential, Model::EventLoop, Model::Threads]);
        settings.toggle(Model::EventLoop);
        assert_eq!(settings.models, [Model::Sequential, Model::Threads]);
    }

    #[test]
    fn single_models_are_planned_on_one_worker_and_every_plan_is_valid() {
        let settings = Settings { models: Model::ALL.to_vec(), ..Settings::first(8) };
        let plans = settings.plans();
        assert_eq!(plans.iter().map(|plan| plan.workers).collect::<Vec<_>>(), [1, 1, 8, 8, 8]);
        assert!(plans.iter().all(|plan| plan.check().is_ok()));
    }

    #[test]
    fn the_slider_reaches_twice_the_cores_and_never_less_than_16() {
        for (hardware, most) in [(1, 16), (4, 16), (12, 24), (200, 256)] {
            assert_eq!(most_workers(hardware), most);
        }
        assert_eq!(Settings::first(1).workers, 2, "one worker beside one worker would compare nothing");
    }

    #[test]
    fn sliders_stop_at_the_nearest_value() {
        assert_eq!((nearest(SIZES, 0.5), nearest(SIZES, 0.0), nearest(SIZES, 99.0)), (4, 0, 12));
        assert_eq!(nearest(TASKS, 13.0), 8);
    }
}
