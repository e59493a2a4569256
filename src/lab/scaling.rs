//! Scaling laws: how speedup depends on the number of workers, fitted to what was measured.
//!
//! - Amdahl: S(p) = 1 / (s + (1 − s)/p), with serial fraction s. G. M. Amdahl, "Validity of the single processor
//!   approach to achieving large scale computing capabilities", 1967.
//! - Karp-Flatt: the serial fraction that a single measured speedup comes to. A. H. Karp and H. P. Flatt, "Measuring
//!   parallel processor performance", 1990.
//! - Universal scalability law: S(p) = p / (1 + σ(p − 1) + κp(p − 1)), with contention σ and coherency κ.
//!   N. J. Gunther, "A simple capacity model of massively parallel transaction systems", 1993, and "Guerrilla
//!   Capacity Planning", 2007. With κ = 0 it is Amdahl's law.
//!
//! Both laws are linear in their parameters when written for p/S, the *cost*: how many times more worker time the
//! work takes than on one worker. So the best parameters that are not negative follow in closed form. Measured times
//! err in proportion to themselves, and residuals are therefore weighted by what was measured: what is minimised is
//! the sum of squared *relative* errors of the cost.
//!
//! How much is said depends on how much was measured: see [`find`].
//!
//! Nothing here measures, and no speedup is believed that is not a positive number.

/// A measured point: on so many workers, that speedup over one worker.
pub type Point = (u32, f64);

/// What measured speedups say about scaling.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Finding {
    /// Nothing: no point on more than one worker counts.
    Nothing,
    /// Too few points for a law: the serial fraction that the only one comes to, after Karp and Flatt.
    Measured {
        /// Workers of that point.
        workers: u32,
        /// See [`karp_flatt`].
        serial_fraction: f64,
    },
    /// Laws that were fitted.
    Fitted(Fit),
}

/// Laws fitted to several points. An error is the root of the mean squared relative error of the speedup: 0.02 where
/// the law is off by 2% on average.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Fit {
    /// To how many numbers of workers, one worker included.
    pub points: u32,
    /// The largest of them: what a law says beyond it was not measured.
    pub most: u32,
    /// Amdahl's law.
    pub amdahl: Amdahl,
    /// How far off it is.
    pub amdahl_error: f64,
    /// The universal scalability law, and how far off it is; none with fewer than four points, through three of which
    /// its two parameters always lead it.
    pub universal: Option<(Scalability, f64)>,
}

impl Fit {
    /// The number of workers with the largest speedup by the universal scalability law; none where that lies beyond
    /// what was measured.
    #[must_use]
    pub fn peak(&self) -> Option<f64> {
        self.universal?.0.peak().filter(|peak| *peak <= f64::from(self.most))
    }
}

/// What `points` say, of which those up to `limit` workers count: with more workers than cores the laws say nothing
/// about computing, because the workers take turns. A point on one worker is taken for granted. Two points make a
/// measured serial fraction, three a fit of Amdahl's law, four one of the universal scalability law as well.
#[must_use]
pub fn find(points: &[Point], limit: u32) -> Finding {
    let points: Vec<Point> = points.iter().copied().filter(|point| point.0 <= limit).collect();
    let counts = counts(&points);
    let Some(&most) = counts.last() else { return Finding::Nothing };
    if counts.len() == 1 {
        let measured = points.iter().find_map(|&point| karp_flatt(point));
        return measured
            .map_or(Finding::Nothing, |serial_fraction| Finding::Measured { workers: most, serial_fraction });
    }
    let Some(amdahl) = Amdahl::fit(&points) else { return Finding::Nothing };
    let universal = Scalability::fit(&points).filter(|_| counts.len() > 2);
    Finding::Fitted(Fit {
        points: counts.len() as u32 + 1,
        most,
        amdahl,
        amdahl_error: error(&points, &|workers| amdahl.predict(workers)),
        universal: universal.map(|law| (law, error(&points, &|workers| law.predict(workers)))),
    })
}

fn error(points: &[Point], predict: &dyn Fn(f64) -> f64) -> f64 {
    let squares = |(p, speedup): (f64, f64)| (predict(p) / speedup - 1.0).powi(2);
    (usable(points).map(squares).sum::<f64>() / usable(points).count().max(1) as f64).sqrt()
}

/// The different numbers of workers above one, in order.
fn counts(points: &[Point]) -> Vec<u32> {
    let mut counts: Vec<u32> = usable(points).map(|point| point.0 as u32).collect();
    counts.sort_unstable();
    counts.dedup();
    counts
}

/// Amdahl's law with fitted serial fraction.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Amdahl {
    /// The part of the work that only one worker can do, 0 to 1.
    pub serial_fraction: f64,
}

impl Amdahl {
    /// The law that is nearest to `points`; none where no point has more than one worker.
    #[must_use]
    pub fn fit(points: &[Point]) -> Option<Self> {
        // p/S − 1 = s·(p − 1)
        let rows: Vec<_> = usable(points).map(|(p, speedup)| Row::new(p, speedup, [p - 1.0, 0.0])).collect();
        let (aa, ab) = rows.iter().fold((0.0, 0.0), |(aa, ab), row| (aa + row.a[0] * row.a[0], ab + row.a[0] * row.b));
        (aa > 0.0).then(|| Self { serial_fraction: (ab / aa).clamp(0.0, 1.0) })
    }

    /// The speedup on `workers` workers.
    #[must_use]
    pub fn predict(&self, workers: f64) -> f64 {
        1.0 / (self.serial_fraction + (1.0 - self.serial_fraction) / workers)
    }

    /// The speedup that no number of workers exceeds; infinite where nothing is serial.
    #[must_use]
    pub fn limit(&self) -> f64 {
        1.0 / self.serial_fraction
    }
}

/// The universal scalability law with fitted parameters.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Scalability {
    /// Contention σ: queueing for what only one can have. Not negative.
    pub contention: f64,
    /// Coherency κ: what keeping every pair of workers in agreement costs. Not negative.
    pub coherency: f64,
}

impl Scalability {
    /// The law that is nearest to `points`; none where fewer than two different worker counts above one are among
    /// them, since one point cannot tell two parameters apart.
    #[must_use]
    pub fn fit(points: &[Point]) -> Option<Self> {
        if counts(points).len() < 2 {
            return None;
        }
        // p/S − 1 = σ·(p − 1) + κ·p·(p − 1)
        let row = |(p, speedup)| Row::new(p, speedup, [p - 1.0, p * (p - 1.0)]);
        let rows: Vec<Row> = usable(points).map(row).collect();
        let [contention, coherency] = least_squares(&rows);
        Some(Self { contention, coherency })
    }

    /// The speedup on `workers` workers.
    #[must_use]
    pub fn predict(&self, workers: f64) -> f64 {
        let others = workers - 1.0;
        workers / (1.0 + self.contention * others + self.coherency * workers * others)
    }

    /// The number of workers with the largest speedup, √((1 − σ)/κ), at least 1; none where more workers are always
    /// better.
    #[must_use]
    pub fn peak(&self) -> Option<f64> {
        if self.contention >= 1.0 {
            return Some(1.0);
        }
        (self.coherency > 0.0).then(|| ((1.0 - self.contention) / self.coherency).sqrt().max(1.0))
    }
}

/// The serial fraction that one measured speedup comes to: (1/S − 1/p) / (1 − 1/p). None on one worker, or where the
/// speedup is no positive number. Negative where the speedup is larger than the number of workers.
#[must_use]
pub fn karp_flatt((workers, speedup): Point) -> Option<f64> {
    let share = 1.0 / f64::from(workers);
    (workers > 1 && speedup > 0.0 && speedup.is_finite()).then(|| (1.0 / speedup - share) / (1.0 - share))
}

/// The points that say something about scaling.
fn usable(points: &[Point]) -> impl Iterator<Item = (f64, f64)> {
    let is_usable = |&&(workers, speedup): &&Point| workers > 1 && speedup > 0.0 && speedup.is_finite();
    points.iter().filter(is_usable).map(|&(workers, speedup)| (f64::from(workers), speedup))
}

/// One equation a₀x₀ + a₁x₁ = b, weighted.
struct Row {
    a: [f64; 2],
    b: f64,
}

impl Row {
    fn new(p: f64, speedup: f64, a: [f64; 2]) -> Self {
        let weight = speedup / p;
        Self { a: a.map(|a| a * weight), b: 1.0 - weight }
    }
}

/// The x of two numbers, neither negative, with the least squared error. With two unknowns the bounds leave four
/// cases: the free solution, either unknown at zero, or both.
fn least_squares(rows: &[Row]) -> [f64; 2] {
    let sum = |of: &dyn Fn(&Row) -> f64| rows.iter().map(of).sum::<f64>();
    let (m00, m01, m11) = (sum(&|r| r.a[0] * r.a[0]), sum(&|r| r.a[0] * r.a[1]), sum(&|r| r.a[1] * r.a[1]));
    let (v0, v1) = (sum(&|r| r.a[0] * r.b), sum(&|r| r.a[1] * r.b));
    let determinant = m00 * m11 - m01 * m01;
    let free = [(v0 * m11 - v1 * m01) / determinant, (v1 * m00 - v0 * m01) / determinant];
    if free.iter().all(|x| x.is_finite() && *x >= 0.0) {
        return free;
    }
    let cost = |x: [f64; 2]| sum(&|r| (r.a[0] * x[0] + r.a[1] * x[1] - r.b).powi(2));
    let bound = |v: f64, m: f64| if m > 0.0 { (v / m).max(0.0) } else { 0.0 };
    let (first, second) = ([bound(v0, m00), 0.0], [0.0, bound(v1, m11)]);
    if cost(second) < cost(first) { second } else { first }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::workload::Random;

    const COUNTS: [u32; 6] = [1, 2, 4, 8, 16, 32];

    fn near(a: f64, b: f64, tolerance: f64) -> bool {
        (a - b).abs() <= tolerance
    }

    #[test]
    fn known_serial_fractions_come_out_exactly() {
        for serial_fraction in [0.0, 0.01, 0.05, 0.25, 0.5, 1.0] {
            let law = Amdahl { serial_fraction };
            let points = COUNTS.map(|workers| (workers, law.predict(f64::from(workers))));
            let fitted = Amdahl::fit(&points).unwrap().serial_fraction;
            assert!(near(fitted, serial_fraction, 1e-12), "{fitted} for {serial_fraction}");
            for point in &points[1..] {
                assert!(near(karp_flatt(*point).unwrap(), serial_fraction, 1e-12));
            }
        }
    }

    #[test]
    fn known_contention_and_coherency_come_out_exactly() {
        for (contention, coherency) in [(0.0, 0.0), (0.03, 0.0), (0.0, 0.002), (0.05, 0.001), (0.4, 0.05), (1.5, 0.1)] {
            let law = Scalability { contention, coherency };
            let points = COUNTS.map(|workers| (workers, law.predict(f64::from(workers))));
            let fitted = Scalability::fit(&points).unwrap();
            assert!(near(fitted.contention, contention, 1e-10), "{fitted:?} for {law:?}");
            assert!(near(fitted.coherency, coherency, 1e-10), "{fitted:?} for {law:?}");
        }
    }

    #[test]
    fn the_peak_lies_where_one_worker_more_or_fewer_is_no_better() {
        let law = Scalability { contention: 0.05, coherency: 0.0095 };
        let peak = law.peak().unwrap();
        assert!(near(peak, 10.0, 1e-9));
        assert!(law.predict(peak) > law.predict(peak - 1.0) && law.predict(peak) > law.predict(peak + 1.0));
        assert_eq!(Scalability { contention: 0.1, coherency: 0.0 }.peak(), None);
        assert_eq!(Scalability { contention: 1.2, coherency: 0.0 }.peak(), Some(1.0));
        assert_eq!(Amdahl { serial_fraction: 0.05 }.limit(), 20.0);
    }

    #[test]
    fn three_noisy_points_are_enough_for_something_near() {
        let law = Scalability { contention: 0.08, coherency: 0.002 };
        let mut random = Random::new(11);
        for _ in 0..200 {
            let noisy = |workers: u32| (workers, law.predict(f64::from(workers)) * (0.98 + 0.04 * random.next_f64()));
            let fitted = Scalability::fit(&[1, 2, 4, 8].map(noisy)).unwrap();
            assert!(fitted.contention >= 0.0 && fitted.coherency >= 0.0);
            for workers in [2.0, 4.0, 8.0] {
                assert!(near(fitted.predict(workers) / law.predict(workers), 1.0, 0.05), "{fitted:?} at {workers}");
            }
        }
    }

    #[test]
    fn no_nearby_parameters_are_better_than_the_fitted_ones() {
        let mut random = Random::new(5);
        for _ in 0..100 {
            let points = [2, 3, 5, 9].map(|p| (p, f64::from(p) * (0.3 + random.next_f64())));
            let error = |law: Scalability| {
                let of =
                    |(p, s): &Point| ((f64::from(*p) / law.predict(f64::from(*p))) * s / f64::from(*p) - 1.0).powi(2);
                points.iter().map(of).sum::<f64>()
            };
            let fitted = Scalability::fit(&points).unwrap();
            for (d0, d1) in [(1e-4, 0.0), (-1e-4, 0.0), (0.0, 1e-5), (0.0, -1e-5), (1e-4, -1e-5), (-1e-4, 1e-5)] {
                let other = Scalability { contention: fitted.contention + d0, coherency: fitted.coherency + d1 };
                if other.contention >= 0.0 && other.coherency >= 0.0 {
                    assert!(error(fitted) <= error(other), "{fitted:?} against {other:?} for {points:?}");
                }
            }
        }
    }

    #[test]
    fn as_much_is_said_as_there_are_points_for() {
        let law = Amdahl { serial_fraction: 0.1 };
        let points: Vec<Point> = [1, 2, 4, 8, 16].map(|workers| (workers, law.predict(f64::from(workers)))).to_vec();
        assert_eq!(find(&points, 1), Finding::Nothing);
        let Finding::Measured { workers, serial_fraction } = find(&points, 3) else { panic!("one point") };
        assert!(workers == 2 && near(serial_fraction, 0.1, 1e-12));
        let Finding::Fitted(fit) = find(&points, 4) else { panic!("two points") };
        assert_eq!((fit.points, fit.most, fit.universal, fit.peak()), (3, 4, None, None));
        let Finding::Fitted(fit) = find(&points, 8) else { panic!("three points") };
        assert!(fit.universal.is_some_and(|(law, error)| near(law.contention, 0.1, 1e-9) && error < 1e-9));
    }

    #[test]
    fn points_on_more_workers_than_cores_are_not_fitted_and_errors_are_relative() {
        // Four cores: beyond them the workers take turns.
        let points = [(1, 1.0), (2, 2.0), (4, 4.0), (8, 4.0), (16, 3.9)];
        let Finding::Fitted(fit) = find(&points, 4) else { panic!("two points") };
        assert_eq!((fit.amdahl.serial_fraction, fit.amdahl_error), (0.0, 0.0));
        // The best that the law can say is 2 and 3.
        let Finding::Fitted(fit) = find(&[(1, 1.0), (2, 2.2), (3, 3.3)], 4) else { panic!("two points") };
        assert!(near(fit.amdahl_error, 1.0 - 2.0 / 2.2, 1e-9), "{}", fit.amdahl_error);
    }

    #[test]
    fn no_peak_is_claimed_beyond_what_was_measured() {
        let law = Scalability { contention: 0.05, coherency: 0.0095 };
        let points = COUNTS.map(|workers| (workers, law.predict(f64::from(workers))));
        let peak = |limit| if let Finding::Fitted(fit) = find(&points, limit) { fit.peak() } else { None };
        assert!(peak(16).is_some_and(|peak| near(peak, 10.0, 1e-6)));
        assert_eq!(peak(8), None);
    }

    #[test]
    fn points_that_say_nothing_are_left_out() {
        assert_eq!(Amdahl::fit(&[(1, 1.0)]), None);
        assert_eq!(Amdahl::fit(&[(4, f64::NAN), (0, 2.0), (2, 0.0)]), None);
        assert_eq!(Scalability::fit(&[(1, 1.0), (4, 3.0), (4, 3.1)]), None);
        assert_eq!(karp_flatt((1, 1.0)), None);
        let superlinear = [(2, 2.2), (4, 4.9)];
        assert_eq!(Amdahl::fit(&superlinear).unwrap().serial_fraction, 0.0);
        let fitted = Scalability::fit(&superlinear).unwrap();
        assert_eq!((fitted.contention, fitted.coherency), (0.0, 0.0));
        assert!(karp_flatt(superlinear[0]).unwrap() < 0.0);
    }
}
