//! Where the parts of a wait-for graph stand: a circle as a ring, all others in rows below, each below what it waits for.
//!
//! It knows numbers and no names, and chooses by nothing but the graph and the width: the same graph is the same picture.
//! Rows and not columns grow with the graph, so that it can be read on a phone.

/// Width of a node, in CSS pixels.
pub const NODE_WIDTH: f64 = 128.0;
/// Height of a node.
pub const NODE_HEIGHT: f64 = 38.0;
/// Least space between two nodes of a row.
const GAP_X: f64 = 16.0;
/// Most space between two nodes of a row.
const MOST_GAP_X: f64 = 72.0;
/// Space between two rows: room for an arrow.
const GAP_Y: f64 = 30.0;
/// Room for outlines.
const EDGE: f64 = 3.0;

/// A line between two nodes, from outline to outline, in CSS pixels: a curve that is drawn toward `bend` on its way.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Line {
    pub from: (f64, f64),
    pub bend: (f64, f64),
    pub to: (f64, f64),
}

impl Line {
    /// A place on it, from 0 at its beginning to 1 at its end.
    fn at(&self, part: f64) -> (f64, f64) {
        let mix =
            |a: f64, b: f64, c: f64| (1.0 - part) * (1.0 - part) * a + 2.0 * part * (1.0 - part) * b + part * part * c;
        (mix(self.from.0, self.bend.0, self.to.0), mix(self.from.1, self.bend.1, self.to.1))
    }
}

/// Where everything stands.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Layout {
    /// The middle of each node.
    pub nodes: Vec<(f64, f64)>,
    /// Each edge, from the outline of one node to that of the other.
    pub lines: Vec<Line>,
    /// How wide it is.
    pub width: f64,
    /// How high it is.
    pub height: f64,
}

/// Places `count` nodes with `edges` between them, in `width` pixels. `ring` are the nodes of a circle, in its order.
///
/// # Panics
/// When an edge or the ring names a node that is not there.
pub fn layout(count: usize, edges: &[(usize, usize)], ring: &[usize], width: f64) -> Layout {
    let fit = ((width - 2.0 * EDGE + GAP_X) / (NODE_WIDTH + GAP_X)).floor().max(1.0) as usize;
    let mut cells: Vec<Option<(f64, f64)>> = vec![None; count];
    let (columns, rows) = ring_size(ring.len(), fit);
    for (at, node) in ring.iter().enumerate() {
        let (column, row) = on_ring(at, columns, rows);
        cells[*node] = Some((column as f64, row as f64));
    }
    let ranks = ranks(count, edges, ring);
    let (mut row, mut widest) = (rows, columns);
    for rank in 0..=ranks.iter().flatten().copied().max().unwrap_or(0) {
        let mut members: Vec<((f64, f64), usize)> = (0..count)
            .filter(|node| ranks[*node] == Some(rank))
            .map(|node| (targets(node, edges, &cells), node))
            .collect();
        members.sort_by(|(a, one), (b, other)| a.0.total_cmp(&b.0).then(b.1.total_cmp(&a.1)).then(one.cmp(other)));
        for chunk in members.chunks(fit) {
            widest = widest.max(chunk.len());
            let mut free = 0;
            for (at, ((column, _), node)) in chunk.iter().enumerate() {
                // As near as can be to what it waits for, with room left for those that follow.
                let last = widest - (chunk.len() - at);
                let column = (column.round() as usize).min(last).max(free);
                cells[*node] = Some((column as f64, row as f64));
                free = column + 1;
            }
            row += 1;
        }
    }
    let free = width - 2.0 * EDGE - widest as f64 * NODE_WIDTH;
    let gap = if widest > 1 { (free / (widest - 1) as f64).clamp(GAP_X, MOST_GAP_X) } else { GAP_X };
    let place = |(column, row): (f64, f64)| {
        let x = EDGE + NODE_WIDTH / 2.0 + column * (NODE_WIDTH + gap);
        (x, EDGE + NODE_HEIGHT / 2.0 + row * (NODE_HEIGHT + GAP_Y))
    };
    let nodes: Vec<(f64, f64)> = cells.into_iter().map(|cell| place(cell.unwrap_or_default())).collect();
    let of_edge = |&(from, to): &(usize, usize)| line(&nodes, from, to, edges.contains(&(to, from)), width);
    let lines: Vec<Line> = edges.iter().map(of_edge).collect();
    let of_nodes = 2.0 * EDGE + widest.max(1) as f64 * (NODE_WIDTH + gap) - gap;
    Layout {
        width: lines.iter().map(|line| line.at(0.5).0 + EDGE).fold(of_nodes, f64::max),
        lines,
        nodes,
        height: if row == 0 { 0.0 } else { 2.0 * EDGE + row as f64 * (NODE_HEIGHT + GAP_Y) - GAP_Y },
    }
}

/// Columns and rows of the smallest rectangle that has room for a ring on its sides.
fn ring_size(length: usize, fit: usize) -> (usize, usize) {
    if length == 0 {
        return (0, 0);
    }
    let columns = length.div_ceil(2).min(fit).max(if fit > 1 { 2 } else { 1 });
    let rows = if columns == 1 { length } else { (length + 4).saturating_sub(2 * columns).div_ceil(2).max(2) };
    (columns, rows)
}

/// Column and row of a place on the ring: along the top, down on the right, back along the bottom, up on the left.
fn on_ring(at: usize, columns: usize, rows: usize) -> (usize, usize) {
    if columns == 1 {
        return (0, at);
    }
    let (across, down) = (columns - 1, rows - 1);
    match at {
        at if at <= across => (at, 0),
        at if at <= across + down => (across, at - across),
        at if at <= 2 * across + down => (2 * across + down - at, down),
        at => (0, 2 * (across + down) - at),
    }
}

/// How many steps each node is from what nobody waits behind: none for those of the ring.
fn ranks(count: usize, edges: &[(usize, usize)], ring: &[usize]) -> Vec<Option<usize>> {
    fn rank(node: usize, edges: &[(usize, usize)], known: &mut [Option<usize>], ring: &[usize]) -> usize {
        if let Some(known) = known[node] {
            return known;
        }
        // Where another circle leads back here, this is its beginning.
        known[node] = Some(0);
        let mut found = 0;
        for (_, to) in edges.iter().filter(|(from, _)| *from == node) {
            let below = if ring.contains(to) { 0 } else { rank(*to, edges, known, ring) + 1 };
            found = found.max(below);
        }
        known[node] = Some(found);
        found
    }
    let mut known = vec![None; count];
    for node in 0..count {
        if !ring.contains(&node) {
            rank(node, edges, &mut known, ring);
        }
    }
    known
}

/// The mean column and row of what a node has an edge to and what has a place already; the far right without any.
fn targets(node: usize, edges: &[(usize, usize)], cells: &[Option<(f64, f64)>]) -> (f64, f64) {
    let found: Vec<(f64, f64)> =
        edges.iter().filter(|(from, _)| *from == node).filter_map(|(_, to)| cells[*to]).collect();
    let count = found.len() as f64;
    let (columns, rows) = found.iter().fold((0.0, 0.0), |sum, cell| (sum.0 + cell.0, sum.1 + cell.1));
    if found.is_empty() { (f64::MAX, 0.0) } else { (columns / count, rows / count) }
}

/// How far a line is bent aside, in the order in which that is tried: not at all, and to either side.
const BENDS: [f64; 11] = [0.0, 22.0, -22.0, 44.0, -44.0, 66.0, -66.0, 82.0, -82.0, 98.0, -98.0];
/// How far lines stay away from nodes that they do not belong to.
const AWAY: f64 = 3.0;

/// The line from one node to another: straight where nothing lies in its way, else bent around that. Where there is one
/// back, both keep to their right.
fn line(nodes: &[(f64, f64)], from: usize, to: usize, is_double: bool, width: f64) -> Line {
    let (start, end) = (nodes[from], nodes[to]);
    let (dx, dy) = (end.0 - start.0, end.1 - start.1);
    let length = dx.hypot(dy).max(1.0);
    let normal = (-dy / length, dx / length);
    let aside = if is_double { 6.0 } else { 0.0 };
    let bent = |by: f64| {
        let bend = ((start.0 + end.0) / 2.0 + normal.0 * 2.0 * by, (start.1 + end.1) / 2.0 + normal.1 * 2.0 * by);
        let shifted = |(x, y): (f64, f64)| (x + normal.0 * aside, y + normal.1 * aside);
        Line { from: shifted(outline(start, bend)), bend: shifted(bend), to: shifted(outline(end, bend)) }
    };
    let faults = |line: &Line| {
        let steps = (1..24).map(|step| line.at(f64::from(step) / 24.0));
        let hits = |(x, y): (f64, f64)| {
            let is_in = |(at, node): (usize, &(f64, f64))| {
                at != from
                    && at != to
                    && (node.0 - x).abs() < NODE_WIDTH / 2.0 + AWAY
                    && (node.1 - y).abs() < NODE_HEIGHT / 2.0 + AWAY
            };
            x < 0.0 || x > width || nodes.iter().enumerate().any(is_in)
        };
        steps.filter(|point| hits(*point)).count()
    };
    let lines = BENDS.map(bent);
    // The first of those with the fewest faults.
    let best = lines.iter().map(faults).enumerate().min_by_key(|(at, faults)| (*faults, *at));
    lines[best.map_or(0, |(at, _)| at)]
}

/// Where the way from a node's middle to a point leaves the node.
fn outline(middle: (f64, f64), toward: (f64, f64)) -> (f64, f64) {
    let (dx, dy) = (toward.0 - middle.0, toward.1 - middle.1);
    let part = (NODE_WIDTH / 2.0 / dx.abs().max(1e-9)).min(NODE_HEIGHT / 2.0 / dy.abs().max(1e-9)).min(1.0);
    (middle.0 + dx * part, middle.1 + dy * part)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Column and row of each node, counted from the smallest.
    fn grid(layout: &Layout) -> Vec<(usize, usize)> {
        let step = |values: Vec<f64>| {
            let mut sorted = values.clone();
            sorted.sort_by(f64::total_cmp);
            sorted.dedup();
            values.iter().map(|value| sorted.iter().position(|other| other == value).unwrap()).collect::<Vec<_>>()
        };
        let columns = step(layout.nodes.iter().map(|node| node.0).collect());
        columns.into_iter().zip(step(layout.nodes.iter().map(|node| node.1).collect())).collect()
    }

    #[test]
    fn two_threads_and_two_locks_in_a_circle_are_a_square() {
        // T0 waits for A, which T1 holds, which waits for B, which T0 holds.
        let edges = [(0, 2), (2, 1), (1, 3), (3, 0)];
        let layout = layout(4, &edges, &[0, 2, 1, 3], 330.0);
        assert_eq!(grid(&layout), [(0, 0), (1, 1), (1, 0), (0, 1)]);
        let first = layout.lines[0];
        assert_eq!(first.from.1, first.to.1, "the first edge is level");
        assert_eq!(first.from.0, layout.nodes[0].0 + NODE_WIDTH / 2.0, "and begins at the outline");
    }

    #[test]
    fn five_philosophers_stand_around_a_table_at_any_width() {
        let ring: Vec<usize> = (0..10).collect();
        let edges: Vec<(usize, usize)> = (0..10).map(|at| (at, (at + 1) % 10)).collect();
        for (width, columns, rows) in [(296.0, 2, 5), (460.0, 3, 4), (900.0, 5, 2)] {
            let layout = layout(10, &edges, &ring, width);
            let grid = grid(&layout);
            assert_eq!(grid.iter().map(|cell| cell.0).max(), Some(columns - 1), "{width}");
            assert_eq!(grid.iter().map(|cell| cell.1).max(), Some(rows - 1), "{width}");
            for line in &layout.lines {
                let (dx, dy) = (line.to.0 - line.from.0, line.to.1 - line.from.1);
                assert!(dx.abs() < 1e-9 || dy.abs() < 1e-9, "a ring has no slanted edge: {line:?}");
            }
            assert!(layout.width <= width, "{width}: {}", layout.width);
        }
    }

    #[test]
    fn who_waits_stands_below_what_it_waits_for() {
        // 1, 2 and 3 wait for the lock 4, which 0 holds.
        let layout = layout(5, &[(1, 4), (2, 4), (3, 4), (4, 0)], &[], 460.0);
        assert_eq!(grid(&layout), [(0, 0), (0, 2), (1, 2), (2, 2), (0, 1)]);
    }

    #[test]
    fn a_row_that_is_full_goes_on_below_and_nothing_is_wider_than_the_page() {
        let edges: Vec<(usize, usize)> = (1..=30).map(|waiter| (waiter, 0)).collect();
        for width in [140.0, 300.0, 1000.0] {
            let layout = layout(31, &edges, &[], width);
            for (at, &(x, y)) in layout.nodes.iter().enumerate() {
                assert!(x - NODE_WIDTH / 2.0 >= 0.0 && x + NODE_WIDTH / 2.0 <= width, "{at} at {x} of {width}");
                let apart =
                    |other: &(f64, f64)| (other.0 - x).abs() >= NODE_WIDTH || (other.1 - y).abs() >= NODE_HEIGHT;
                assert!(layout.nodes[..at].iter().all(apart), "{at} lies on another");
                assert!(y < layout.height);
            }
        }
    }

    #[test]
    fn a_line_goes_around_what_lies_in_its_way() {
        // 2 waits for 0 and stands below 1, which waits for 0 too: in one column.
        let layout = layout(3, &[(1, 0), (2, 1), (2, 0)], &[], 300.0);
        assert_eq!(grid(&layout), [(0, 0), (0, 1), (0, 2)]);
        let (straight, bent) = (layout.lines[0], layout.lines[2]);
        assert!((straight.at(0.5).0 - layout.nodes[0].0).abs() < 1e-9);
        assert!((bent.at(0.5).0 - layout.nodes[1].0).abs() > NODE_WIDTH / 2.0, "{bent:?}");
    }

    #[test]
    fn a_second_circle_ends_and_a_thread_that_waits_for_itself_has_two_lines() {
        let two = layout(4, &[(0, 1), (1, 0), (2, 3), (3, 2)], &[0, 1], 300.0);
        assert_eq!(two.nodes.len(), 4);
        assert_ne!(two.lines[0].from.1, two.lines[1].from.1, "there and back lie apart");
        assert_eq!(layout(0, &[], &[], 300.0).height, 0.0);
    }
}
