//! A picture that grows while tasks paint it, readable by anyone at any time.

use std::sync::atomic::{AtomicU32, Ordering};

/// Pixels in rows from the top left, each painted once by one task.
///
/// A cell is 0 until it is painted and one more than its value after.
#[derive(Debug)]
pub struct Picture {
    width: u32,
    cells: Box<[AtomicU32]>,
}

impl Picture {
    /// An unpainted picture of `width` times `height` pixels.
    #[must_use]
    pub fn new(width: u32, height: u32) -> Self {
        Self { width, cells: (0..width as usize * height as usize).map(|_| AtomicU32::new(0)).collect() }
    }

    /// Pixels in a row.
    #[must_use]
    pub fn width(&self) -> u32 {
        self.width
    }

    /// Rows.
    #[must_use]
    pub fn height(&self) -> u32 {
        (self.cells.len() / (self.width as usize).max(1)) as u32
    }

    /// Paints `values` side by side, from column `x` of row `y` on. What lies outside is left out.
    pub fn paint(&self, x: u32, y: u32, values: impl IntoIterator<Item = u32>) {
        let start = y as usize * self.width as usize + x as usize;
        for (cell, value) in self.cells.iter().skip(start).zip(values) {
            cell.store(value + 1, Ordering::Relaxed);
        }
    }

    /// The value of each pixel in order of rows; none where it is not painted yet.
    pub fn values(&self) -> impl Iterator<Item = Option<u32>> + '_ {
        self.cells.iter().map(|cell| cell.load(Ordering::Relaxed).checked_sub(1))
    }

    /// Where the first cell stands in this instance's memory, for a reader outside it, such as the page.
    #[must_use]
    pub fn address(&self) -> usize {
        self.cells.as_ptr() as usize
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_painted_can_be_read_and_the_rest_is_known_to_be_missing() {
        let picture = Picture::new(3, 2);
        picture.paint(1, 1, [0, 8, 9]);
        assert_eq!(picture.values().collect::<Vec<_>>(), [None, None, None, None, Some(0), Some(8)]);
        assert_eq!((picture.width(), picture.height()), (3, 2));
    }
}
