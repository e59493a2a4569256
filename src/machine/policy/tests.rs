//! Tables worked out by hand: what each job gets under each policy. One unit of time is a millisecond; nothing else
//! takes time unless a table says so. What arrives at a moment stands before what is sent back to the queue then.

use super::PolicyKind;
use crate::machine::jobs::{Job, Schedule, Scheduled, schedule};
use crate::machine::random::below;
use crate::trace::State;
use crate::workload::Random;

const MS: u64 = 1_000_000;

fn job(name: &str, arrival: u64, burst: u64) -> Job {
    Job::new(name, arrival * MS, burst * MS)
}

fn run(policy: PolicyKind, quantum: u64, jobs: &[Job]) -> Scheduled {
    schedule(jobs, Schedule::new(policy, quantum * MS)).expect("one core and a quantum")
}

/// Who had core 1 when, as `A 0-4, B 4-7`.
fn gantt(scheduled: &Scheduled) -> String {
    let trace = &scheduled.trace;
    let slices = trace.lanes[0].slices.iter().filter(|slice| slice.state != State::Overhead);
    let told = slices.map(|it| format!("{} {}-{}", trace.strings.get(it.name), it.start_ns / MS, it.end_ns() / MS));
    told.collect::<Vec<_>>().join(", ")
}

/// For each job: response, turnaround, waiting time.
fn check(scheduled: &Scheduled, chart: &str, expect: &[[u64; 3]]) {
    assert_eq!(gantt(scheduled), chart);
    let times: Vec<[u64; 3]> =
        scheduled.jobs.iter().map(|it| [it.response_ns, it.turnaround_ns, it.waiting_ns].map(|ns| ns / MS)).collect();
    assert_eq!(times, expect, "response, turnaround, waiting");
}

/// Three that come while the first runs.
fn three() -> [Job; 3] {
    [job("P", 0, 5), job("Q", 2, 3), job("R", 4, 1)]
}

/// Four of mixed length that come one after another.
fn four() -> [Job; 4] {
    [job("A", 0, 8), job("B", 1, 4), job("C", 2, 9), job("D", 3, 5)]
}

/// X computes 2, waits 3, computes 2; Y computes 4; long after, Z computes 1.
fn with_a_wait() -> [Job; 3] {
    [job("X", 0, 2).then(3 * MS, 2 * MS), job("Y", 1, 4), job("Z", 20, 1)]
}

#[test]
fn fifo_lets_each_run_to_its_end() {
    // P is there alone; Q and R queue behind it.
    check(&run(PolicyKind::Fifo, 2, &three()), "P 0-5, Q 5-8, R 8-9", &[[0, 5, 0], [3, 6, 3], [4, 5, 4]]);
    check(
        &run(PolicyKind::Fifo, 2, &four()),
        "A 0-8, B 8-12, C 12-21, D 21-26",
        &[[0, 8, 0], [7, 11, 7], [10, 19, 10], [18, 23, 18]],
    );
    // X waits from 2 to 5; Y has the core until 6. Nobody is there from 8 to 20.
    check(
        &run(PolicyKind::Fifo, 2, &with_a_wait()),
        "X 0-2, Y 2-6, X 6-8, Z 20-21",
        &[[0, 8, 1], [1, 5, 1], [0, 1, 0]],
    );
}

#[test]
fn round_robin_gives_each_a_slice_in_turn() {
    // At 2: Q has come, P goes behind it. At 4: R has come, Q goes behind it; the queue is P, R, Q. At 6 P goes to the
    // end once more. R needs 1, Q and P have 1 left each.
    check(
        &run(PolicyKind::RoundRobin, 2, &three()),
        "P 0-2, Q 2-4, P 4-6, R 6-7, Q 7-8, P 8-9",
        &[[0, 9, 4], [0, 6, 3], [2, 3, 2]],
    );
    // Slices of 4. At 4 the queue is B, C, D, A; B ends with its slice. C has 5 left at 12, D 1 at 16; A ends at 20.
    check(
        &run(PolicyKind::RoundRobin, 4, &four()),
        "A 0-4, B 4-8, C 8-12, D 12-16, A 16-20, C 20-24, D 24-25, C 25-26",
        &[[0, 20, 12], [3, 7, 3], [6, 24, 15], [9, 22, 17]],
    );
    // At 4 nobody waits for Y's core, so it has a second slice at once.
    check(
        &run(PolicyKind::RoundRobin, 2, &with_a_wait()),
        "X 0-2, Y 2-6, X 6-8, Z 20-21",
        &[[0, 8, 1], [1, 5, 1], [0, 1, 0]],
    );
}

/// Slices of 2, switches of 1: `A 0-2, switch, B 3-5, switch, A 6-7, switch, B 8-9`.
#[test]
fn switches_take_time_that_nobody_has() {
    let how = Schedule { switch_cost_ns: MS, ..Schedule::new(PolicyKind::RoundRobin, 2 * MS) };
    let scheduled = schedule(&[job("A", 0, 3), job("B", 0, 3)], how).expect("one core and a quantum");
    check(&scheduled, "A 0-2, B 3-5, A 6-7, B 8-9", &[[0, 7, 4], [3, 9, 6]]);
    assert_eq!(scheduled.switches, 3);
}

#[test]
fn shortest_job_first_picks_the_shortest_when_a_core_gets_free() {
    // At 5 both Q (3) and R (1) are there.
    check(&run(PolicyKind::Sjf, 2, &three()), "P 0-5, R 5-6, Q 6-9", &[[0, 5, 0], [4, 7, 4], [1, 2, 1]]);
    // At 8: B (4), D (5), C (9).
    check(
        &run(PolicyKind::Sjf, 2, &four()),
        "A 0-8, B 8-12, D 12-17, C 17-26",
        &[[0, 8, 0], [7, 11, 7], [15, 24, 15], [9, 14, 9]],
    );
    // Equal lengths go in the order of arrival.
    let equal = [job("A", 0, 2), job("B", 0, 3), job("C", 0, 2), job("D", 0, 3)];
    check(
        &run(PolicyKind::Sjf, 2, &equal),
        "A 0-2, C 2-4, B 4-7, D 7-10",
        &[[0, 2, 0], [4, 7, 4], [2, 4, 2], [7, 10, 7]],
    );
}

#[test]
fn shortest_remaining_time_takes_the_core_away() {
    // At 1: B needs 4, A 7 more. At 5: D needs 5, A 7, C 9.
    check(
        &run(PolicyKind::Srtf, 2, &four()),
        "A 0-1, B 1-5, D 5-10, A 10-17, C 17-26",
        &[[0, 17, 9], [0, 4, 0], [15, 24, 15], [2, 7, 2]],
    );
    // At 1: K needs 2, J 5 more. At 2: L needs 1, and so does K, which stays.
    let jobs = [job("J", 0, 6), job("K", 1, 2), job("L", 2, 1)];
    check(&run(PolicyKind::Srtf, 2, &jobs), "J 0-1, K 1-3, L 3-4, J 4-9", &[[0, 9, 3], [0, 2, 0], [1, 2, 1]]);
    // X's second burst counts by itself: at 5 it needs 2 and Y 1 more. Z comes to an idle core.
    check(
        &run(PolicyKind::Srtf, 2, &with_a_wait()),
        "X 0-2, Y 2-6, X 6-8, Z 20-21",
        &[[0, 8, 1], [1, 5, 1], [0, 1, 0]],
    );
}

#[test]
fn priority_takes_the_core_away_from_larger_numbers() {
    // At 1 B (1) takes A's (3) core. D (1) comes at 3 and does not take B's. Then C (2), then A.
    let jobs = [job("A", 0, 4).priority(3), job("B", 1, 3).priority(1), job("C", 2, 2).priority(2)];
    let jobs = [&jobs[..], &[job("D", 3, 1).priority(1)]].concat();
    check(
        &run(PolicyKind::Priority, 2, &jobs),
        "A 0-1, B 1-4, D 4-5, C 5-7, A 7-10",
        &[[0, 10, 6], [0, 3, 0], [3, 5, 3], [1, 2, 1]],
    );
    // A, whose core C took at 2, stands before its equal B.
    let jobs = [job("A", 0, 4).priority(2), job("B", 1, 4).priority(2), job("C", 2, 1).priority(1)];
    check(&run(PolicyKind::Priority, 2, &jobs), "A 0-2, C 2-3, A 3-5, B 5-9", &[[0, 5, 1], [4, 8, 4], [0, 1, 0]]);
    // With equal priorities it is first in, first out.
    check(&run(PolicyKind::Priority, 2, &three()), "P 0-5, Q 5-8, R 8-9", &[[0, 5, 0], [3, 6, 3], [4, 5, 4]]);
}

#[test]
fn who_computes_for_long_sinks_in_a_feedback_queue() {
    // Allotments are 2, 4, 8. A sinks at 2. B comes on top at 3 and takes the core, of A's 4 there is 1 used; B sinks at
    // 5 and queues behind A, which has 3 of its 4 left and sinks at 8. B needs 1 more, A 4.
    let jobs = [job("A", 0, 10), job("B", 3, 3)];
    check(&run(PolicyKind::Mlfq, 2, &jobs), "A 0-3, B 3-5, A 5-8, B 8-9, A 9-13", &[[0, 13, 3], [0, 6, 3]]);
    // I computes 1 and waits 3, again and again. At 2 A sinks and I runs, to be back at 6 with 1 of its 2 left: it takes
    // A's core and sinks at 7. A sinks to the bottom at 8; at 10 I is above it still.
    let jobs = [job("A", 0, 12), job("I", 1, 1).then(3 * MS, MS).then(3 * MS, MS)];
    check(
        &run(PolicyKind::Mlfq, 2, &jobs),
        "A 0-2, I 2-3, A 3-6, I 6-7, A 7-10, I 10-11, A 11-15",
        &[[0, 15, 3], [1, 10, 1]],
    );
}

/// Allotments are 1, 2, 4. A and B sink to the bottom (at 6) and share it, 4 at a time, until at 100 both rise to the
/// top: B, whose turn of 98 to 102 is cut short by C at 99, stands in front. C has used 1 of its 1 and sinks at 100,
/// then rises with the others.
#[test]
fn after_a_period_all_rise_to_the_top() {
    let jobs = [job("A", 0, 200), job("B", 0, 200), job("C", 99, 3)];
    let chart = gantt(&run(PolicyKind::Mlfq, 1, &jobs));
    assert!(chart.starts_with("A 0-1, B 1-2, A 2-4, B 4-6, A 6-10, B 10-14, A 14-18"), "{chart}");
    // From 6 on A has the turns that begin at 6 + 8k, B those at 10 + 8k: at 98 it is B's.
    let tail = chart.split("A 94-98, ").nth(1).expect("A has 94 to 98");
    // At 100 C and whoever is ready are equals: B in front, then A, then C, 1 each; then 2 each.
    assert!(tail.starts_with("B 98-99, C 99-100, B 100-101, A 101-102, C 102-103, B 103-105, A 105-107"), "{tail}");
}

/// A is alone at first. At 1 the queue is B, C, A: ticket 0 is B's, 1 is C's, 2 and 3 are A's, and 2 is drawn. Then B has
/// ticket 0 and C ticket 1, each for two of the numbers 0 to 3: 2 and 3 are drawn, both C's.
#[test]
fn a_lottery_draws_a_ticket_for_each_slice() {
    let mut random = Random::new(1);
    assert_eq!([0; 3].map(|_| below(&mut random, 4)), [2, 2, 3]);
    let jobs = [job("A", 0, 2).weight(2), job("B", 0, 2).weight(1), job("C", 0, 2).weight(1)];
    check(&run(PolicyKind::Lottery, 1, &jobs), "A 0-2, C 2-4, B 4-6", &[[0, 2, 0], [4, 6, 4], [2, 4, 2]]);
}

#[test]
fn a_lottery_is_fair_in_the_long_run() {
    let jobs = [job("A", 0, 3000).weight(3), job("B", 0, 3000).weight(1)];
    let scheduled = run(PolicyKind::Lottery, 1, &jobs);
    // A has three quarters of the time until it ends at about 4000; the standard deviation is some 50.
    let end = scheduled.jobs[0].turnaround_ns / MS;
    assert!((3800..4200).contains(&end), "{end}");
    assert_eq!(scheduled.jobs[1].turnaround_ns / MS, 6000);
}

#[test]
fn eevdf_gives_equal_shares_slice_by_slice() {
    // Slices of 2. Virtual times and deadlines at 2: A 2, 4; B 0, 2; the mean is 1, so only B is eligible. At 4 both are
    // at 2 with deadline 4, and A has been ready for longer.
    let jobs = [job("A", 0, 4), job("B", 0, 4)];
    check(&run(PolicyKind::Eevdf, 2, &jobs), "A 0-2, B 2-4, A 4-6, B 6-8", &[[0, 6, 2], [2, 8, 4]]);
}

#[test]
fn eevdf_gives_weights_their_shares() {
    // Slices of 1; A's weight is twice B's, so its virtual time goes at half speed. Virtual times (deadlines), mean:
    // at 1: A 0.5 (1), B 0 (1), 1/3: B. At 2: A 0.5 (1), B 1 (2), 2/3: A. At 3: A 1 (1.5), B 1 (2), 1: A, whose deadline
    // is earlier. At 4: A 1.5 (2), B 1 (2), 4/3: B, which ends. Then A.
    let jobs = [job("A", 0, 4).weight(2048), job("B", 0, 2)];
    check(&run(PolicyKind::Eevdf, 1, &jobs), "A 0-1, B 1-2, A 2-4, B 4-5, A 5-6", &[[0, 6, 2], [1, 5, 3]]);
}

#[test]
fn eevdf_keeps_what_is_owed_to_who_waits() {
    // Slices of 2. B runs at 2, having had nothing while A is at 2. It waits at 3, at 1 while the mean is 1.5: it is owed
    // 0.5. When it is back at 5, A is at 4; with a lag of 1 before it joins B has 0.5 afterwards: it is put at 3, with a
    // mean of 3.5. So it runs, and A, at 4, does not.
    let jobs = [job("A", 0, 6), job("B", 0, 1).then(2 * MS, 2 * MS)];
    check(&run(PolicyKind::Eevdf, 2, &jobs), "A 0-2, B 2-3, A 3-5, B 5-7, A 7-9", &[[0, 9, 3], [2, 7, 2]]);
}

/// A policy without slices on two cores: B and C run beside A one after the other.
#[test]
fn two_cores_serve_one_queue() {
    let how = Schedule { cores: 2, ..Schedule::new(PolicyKind::Fifo, MS) };
    let jobs = [job("A", 0, 5), job("B", 0, 2), job("C", 1, 2), job("D", 1, 2)];
    let scheduled = schedule(&jobs, how).expect("two cores");
    check(&scheduled, "A 0-5", &[[0, 5, 0], [0, 2, 0], [1, 3, 1], [3, 5, 3]]);
}

/// On two cores the one that has most left gives way: A and B have 8 and 3 left when C comes.
#[test]
fn of_several_cores_the_worst_is_taken_away() {
    let how = Schedule { cores: 2, ..Schedule::new(PolicyKind::Srtf, MS) };
    let jobs = [job("A", 0, 10), job("B", 0, 5), job("C", 2, 2)];
    let scheduled = schedule(&jobs, how).expect("two cores");
    check(&scheduled, "A 0-2, C 2-4, A 4-12", &[[0, 12, 2], [0, 5, 0], [0, 2, 0]]);
}

#[test]
fn the_names_on_the_command_line_are_those_of_the_policies() {
    for (kind, name) in PolicyKind::ALL {
        assert_eq!(kind.name(), name);
        assert!(!kind.title().is_empty());
    }
}
