//! The frame around every view: name, navigation, theme.

use yew::prelude::*;

use crate::markup::view;
use crate::pages::lab::use_lab_page;
use crate::theme::{Choice, use_theme};

#[component]
pub fn App() -> Html {
    let theme = use_theme();
    let lab = use_lab_page(&theme);
    let said = match theme.choice {
        Choice::Auto => "Theme: as the system",
        Choice::Light => "Theme: light",
        Choice::Dark => "Theme: dark",
    };
    let half = match theme.choice {
        Choice::Auto => Some("M8 1.8a6.2 6.2 0 0 1 0 12.4z"),
        Choice::Light => None,
        Choice::Dark => Some("M8 1.8a6.2 6.2 0 0 1 0 12.4 6.2 6.2 0 0 1 0-12.4"),
    };
    // The mark: two lanes, the same tasks interleaved and side by side.
    view!(
        "<header class=top>\
            <span class=name>\
                <svg width=22 height=16 viewBox='0 0 22 16' aria-hidden=true>\
                    <rect class=a y=1 width=9 height=5 rx=1/><rect class=b x=11 y=1 width=11 height=5 rx=1/>\
                    <rect class=b y=10 width=5 height=5 rx=1/><rect class=c x=7 y=10 width=6 height=5 rx=1/>\
                    <rect class=a x=15 y=10 width=7 height=5 rx=1/>\
                </svg>Interleave\
            </span>\
            <nav aria-label=Views><a href='#/lab' aria-current=page>Lab</a></nav>\
            <button type=button class='button icon' data-testid=theme aria-label={} title={} onclick={}>\
                <svg width=16 height=16 viewBox='0 0 16 16' aria-hidden=true>\
                    <circle cx=8 cy=8 r=6.2 fill=none stroke=currentColor stroke-width=1.4/>\
                    <path fill=currentColor d={}/>\
                </svg>\
            </button>\
        </header>{}",
        said,
        said,
        theme.turn,
        half,
        lab,
    )
}
