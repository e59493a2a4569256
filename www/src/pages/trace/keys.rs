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
    /// Go back to the timeline.
    Back,
}

/// Where the focus is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Place {
    Timeline,
    /// What is said of the selected slice, or of a measured stretch.
    Details,
    /// A button of the timeline's.
    Controls,
    /// Elsewhere on the page.
    Beyond,
    /// A field that takes text, or a list.
    Field,
}

/// What a key asks for; none where it is left to the browser: all keys of a field, and those that press a button or
/// scroll beside the timeline.
pub fn command(key: &str, has_modifier: bool, place: Place) -> Option<Command> {
    // Ctrl-F, Ctrl-A and the like are the browser's.
    if has_modifier {
        return None;
    }
    match (place, key) {
        (Place::Field, _) => return None,
        (Place::Details, "Escape") => return Some(Command::Back),
        (Place::Details | Place::Controls, "Enter" | "ArrowLeft" | "ArrowRight" | "ArrowUp" | "ArrowDown") => {
            return None;
        }
        (Place::Beyond, key) if key != "/" => return None,
        _ => {}
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
        let on_timeline = |key, has_modifier| command(key, has_modifier, Place::Timeline);
        assert_eq!((on_timeline("f", false), on_timeline("f", true)), (Some(Command::FitSelection), None));
        assert_eq!((on_timeline("Tab", false), on_timeline("ArrowUp", false)), (None, Some(Command::Walk(Step::Up))));
    }

    #[test]
    fn the_way_back_leads_from_the_details_to_the_timeline() {
        for (place, key, expect) in [
            (Place::Details, "Escape", Some(Command::Back)),
            (Place::Timeline, "Escape", Some(Command::Escape)),
            (Place::Details, "Home", Some(Command::FitAll)),
            (Place::Details, "ArrowDown", None),
            (Place::Controls, "/", Some(Command::Search)),
            (Place::Controls, "Enter", None),
            (Place::Controls, "w", Some(Command::ZoomIn)),
            (Place::Beyond, "/", Some(Command::Search)),
            (Place::Beyond, "Home", None),
            (Place::Field, "/", None),
        ] {
            assert_eq!(command(key, false, place), expect, "{place:?} {key}");
        }
    }
}
