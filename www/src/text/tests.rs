//! That every language is whole, and says what English says in its own way.

use super::*;

#[test]
fn english_counts_in_words_up_to_twelve() {
    for (number, expect) in [(0, "no"), (1, "one"), (12, "twelve"), (13, "13"), (1200, "1,200")] {
        assert_eq!(say::shared_in_words(number), expect);
    }
}
