//! What the keys do while the timeline has the focus. Pure.

use interleave_viewer::Step;

/// What a key, a button or a menu asks for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Command {
    ZoomIn,
    ZoomOut,
    Left,
    Right,
    FitAll,
    FitSelection,
    MeasureSelection,
    Walk(Step),
    /// Fold the process of the selected slice into a band, or unfold it.
    FoldProcess,
    /// Move the playhead back or on.
    PlayheadBack,
    PlayheadOn,
    /// Go to the field for the search.
    Search,
    /// Go to what is said about the selected slice, or select the first one.
    Enter,
    /// Let go of the selection and of what is measured.
    Escape,
}

/// What a key asks for; none where it is left to the browser.
pub fn command(key: &str, has_modifier: bool) -> Option<Command> {
    // Ctrl-F, Ctrl-A and the like are the browser's.
    if has_modifier {
        return None;
    }
    Some(match key {
        "w" | "W" | "+" | "=" => Command::ZoomIn,
        "s" | "S" | "-" => Command::ZoomOut,
        "a" | "A" => Command::Left,
        "d" | "D" => Command::Right,
        "f" | "F" => Command::FitSelection,
        "m" | "M" => Command::MeasureSelection,
        "c" | "C" => Command::FoldProcess,
        "," => Command::PlayheadBack,
        "." => Command::PlayheadOn,
        "n" => Command::Walk(Step::NextMatch),
        "N" => Command::Walk(Step::PreviousMatch),
        "ArrowLeft" => Command::Walk(Step::Before),
        "ArrowRight" => Command::Walk(Step::After),
        "ArrowUp" => Command::Walk(Step::Up),
        "ArrowDown" => Command::Walk(Step::Down),
        "Home" => Command::FitAll,
        "/" => Command::Search,
        "Enter" => Command::Enter,
        "Escape" => Command::Escape,
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keys_with_a_modifier_are_left_to_the_browser() {
        assert_eq!((command("f", false), command("f", true)), (Some(Command::FitSelection), None));
        assert_eq!((command("Tab", false), command("ArrowUp", false)), (None, Some(Command::Walk(Step::Up))));
    }
}
