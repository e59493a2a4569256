//! Curves in full: a step for each change. For traces of up to some hundred thousand slices; what draws a large one
//! takes [`super::curves`].

use crate::time::Span;

/// A whole number that changes at certain moments: it holds from each step's time until the next one's.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Curve {
    /// `(time_ns, value from then on)`, ascending in time, no two steps at one time, no step without a change.
    pub steps: Vec<(u64, u32)>,
}

impl Curve {
    /// How many of `spans` hold each moment. Empty spans count for nothing.
    #[must_use]
    pub fn overlap(spans: impl IntoIterator<Item = Span>) -> Self {
        let mut changes: Vec<(u64, i32)> = Vec::new();
        for span in spans.into_iter().filter(|span| span.duration_ns() > 0) {
            changes.push((span.start_ns, 1));
            changes.push((span.end_ns, -1));
        }
        changes.sort_unstable();
        let mut steps: Vec<(u64, u32)> = Vec::new();
        let mut value = 0i32;
        for run in changes.chunk_by(|a, b| a.0 == b.0) {
            let before = value;
            value += run.iter().map(|change| change.1).sum::<i32>();
            if value != before {
                steps.push((run[0].0, value as u32));
            }
        }
        Self { steps }
    }

    /// The largest value.
    #[must_use]
    pub fn max(&self) -> u32 {
        self.steps.iter().map(|step| step.1).max().unwrap_or(0)
    }

    /// The mean over `span`: the curve's integral divided by the span's length. Zero where the span is empty.
    #[must_use]
    pub fn mean(&self, span: Span) -> f64 {
        if span.duration_ns() == 0 {
            return 0.0;
        }
        let ends = self.steps.iter().skip(1).map(|step| step.0).chain([span.end_ns]);
        let area = self.steps.iter().zip(ends).map(|(&(start_ns, value), end_ns)| {
            let from_ns = start_ns.clamp(span.start_ns, span.end_ns);
            u128::from(end_ns.clamp(from_ns, span.end_ns) - from_ns) * u128::from(value)
        });
        area.sum::<u128>() as f64 / span.duration_ns() as f64
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_overlap_of_spans_equals_counting_at_every_nanosecond() {
        let mut seed = 1u64;
        for _ in 0..50 {
            let spans: Vec<Span> = (0..12)
                .map(|_| {
                    seed = seed.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
                    let start_ns = (seed >> 33) % 40;
                    Span::new(start_ns, start_ns + (seed >> 50) % 20)
                })
                .collect();
            let curve = Curve::overlap(spans.iter().copied());
            let counted = |time_ns| spans.iter().filter(|s| s.start_ns <= time_ns && time_ns < s.end_ns).count() as u32;
            for time_ns in 0..64 {
                let step = curve.steps.iter().rev().find(|step| step.0 <= time_ns).map_or(0, |step| step.1);
                assert_eq!(step, counted(time_ns), "at {time_ns} of {spans:?}");
            }
            let mean = (0..64).map(|t| f64::from(counted(t))).sum::<f64>() / 64.0;
            assert!((curve.mean(Span::new(0, 64)) - mean).abs() < 1e-12);
        }
    }
}
