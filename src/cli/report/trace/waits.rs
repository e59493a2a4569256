//! What a trace waited for, and what its makespan hung on.

use super::Profile;
use super::text::{MOST, NAME, name_room};
use crate::cli::report::table::{cell, fitting, function, percent, wrapped};
use crate::time::format_ns;
use crate::trace::State;
use crate::trace::export::lane_name;
use crate::trace::metrics::critical_path;
use crate::trace::metrics::waits::{Cause, Wait, longest_waits};

/// What a question mark means.
const GUESSED: &str = "?  no arrow says so: guessed by the call that goes with the wait\n";
/// How many names of the critical path are said.
const NAMES: usize = 5;

/// The longest waits, and who ended them.
pub fn longest(profile: &Profile, room: usize) -> String {
    let (trace, start_ns) = (&profile.imported.trace, profile.summary.span.start_ns);
    let lane = |lane: u32| {
        let lane = trace.lanes.get(lane as usize);
        lane.map(|lane| cell(&lane_name(trace, lane), NAME / 3)).unwrap_or_default()
    };
    let cause = |cause: &Cause| {
        let what = cause.place.and_then(|place| place.slice(trace)).map(|slice| profile.name(slice.name));
        let what = what.map(|name| format!(", {}", function(name, NAME / 3))).unwrap_or_default();
        // Without an arrow it is guessed, from what happened at that time.
        format!("{}{}{what}", lane(cause.lane), if cause.flow.is_some() { "" } else { "?" })
    };
    let row = |wait: &Wait| {
        let state = if wait.slice.state == State::Runnable { " (could run)" } else { "" };
        vec![
            function(profile.name(wait.slice.name), name_room(room, 62)) + state,
            lane(wait.place.lane),
            wait.cause.as_ref().map(cause).unwrap_or_default(),
            format_ns(wait.slice.start_ns.saturating_sub(start_ns)),
            format_ns(wait.waited_ns),
        ]
    };
    let waits: Vec<Wait> = longest_waits(trace, MOST).into_iter().filter(|wait| wait.waited_ns > 0).collect();
    let mut heads = vec!["longest waits", "lane", "ended by", "from", "waited"];
    let mut rows: Vec<Vec<String>> = waits.iter().map(row).collect();
    if rows.iter().all(|row| row[2].is_empty()) {
        // Nothing is known of how any of them ended.
        heads.remove(2);
        rows.iter_mut().for_each(|row| _ = row.remove(2));
        return fitting(&heads, &rows, 2, &[0, 3, 1, 2], room);
    }
    let guessed = if rows.iter().any(|row| row[2].ends_with('?')) { GUESSED } else { "" };
    fitting(&heads, &rows, 3, &[0, 4, 2, 1, 3], room) + guessed
}

/// What the makespan hung on, in a sentence and a table.
pub fn critical_path(profile: &Profile, room: usize) -> String {
    let path = critical_path::walk_back(&profile.imported.trace, |_| ());
    let all_ns = path.duration_ns();
    if all_ns == 0 {
        return String::new();
    }
    let share = |part_ns: u64| percent(part_ns as f64 / all_ns as f64);
    let states = State::ALL.into_iter().map(|state| (path.state_ns[state as usize], state.name()));
    let mut parts: Vec<(u64, &str)> =
        states.chain([(path.flow_ns, "on the way to another lane")]).filter(|part| part.0 > 0).collect();
    parts.sort_by_key(|part| std::cmp::Reverse(part.0));
    let parts: Vec<String> = parts.into_iter().map(|(part_ns, what)| format!("{} {what}", share(part_ns))).collect();
    let times = match path.hops {
        0 => "stays in one lane".to_owned(),
        1 => "changes lanes once".to_owned(),
        hops => format!("changes lanes {hops} times"),
    };
    let guessed = match path.guesses {
        0 => String::new(),
        guesses if guesses == path.hops => ", on a guess by the calls that go together".to_owned(),
        guesses => format!(", {guesses} of them on a guess by the calls that go together"),
    };
    let sentence =
        format!("The critical path takes {} and {times}{guessed}: {}.\n", format_ns(all_ns), parts.join(", "));
    let row = |&(name, part_ns): &(u32, u64)| {
        vec![function(profile.name(name), name_room(room, 20)), format_ns(part_ns), share(part_ns)]
    };
    let names: Vec<_> = path.names_ns.iter().filter(|name| name.1 > 0).take(NAMES).map(row).collect();
    wrapped(&sentence, room) + &fitting(&["on the critical path", "time", "of it"], &names, 1, &[0, 1, 2], room)
}
