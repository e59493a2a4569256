//! Pointer, wheel and pinch on the timeline, as actions. What they mean is decided in `model` and `drag`; here is only
//! what the browser knows: which pointers are down, and whether a press became a drag.

use std::cell::RefCell;
use std::rc::Rc;

use wasm_bindgen::prelude::*;
use web_sys::{AddEventListenerOptions, Element, Event, PointerEvent, WheelEvent};

use super::live::Live;
use super::model::Action;
use crate::dom::place;

/// How far a pointer that is down may stray, in CSS pixels, and still click.
const CLICK_PX: f64 = 4.0;
/// Pixels a line of a wheel that counts in lines.
const LINE_PX: f64 = 16.0;

type Call = Closure<dyn FnMut(Event)>;

/// Listeners to an element that are removed when this is dropped. They may keep the browser from doing its own.
pub struct Listeners {
    element: Element,
    closures: Vec<(&'static str, Call)>,
}

impl Listeners {
    /// None yet.
    pub fn to(element: Element) -> Self {
        Self { element, closures: Vec::new() }
    }

    /// Calls `call` for each `event`.
    pub fn on(&mut self, event: &'static str, call: impl FnMut(Event) + 'static) {
        let closure = Call::new(call);
        let options = AddEventListenerOptions::new();
        options.set_passive(false);
        let function = closure.as_ref().unchecked_ref();
        let _ = self.element.add_event_listener_with_callback_and_add_event_listener_options(event, function, &options);
        self.closures.push((event, closure));
    }
}

impl Drop for Listeners {
    fn drop(&mut self) {
        for (event, closure) in &self.closures {
            let _ = self.element.remove_event_listener_with_callback(event, closure.as_ref().unchecked_ref());
        }
    }
}

/// The pointers that are down.
#[derive(Default)]
struct Hand {
    /// Their numbers and places.
    down: Vec<(i32, f64, f64)>,
    /// Where the press began; none once it is a drag, or more than one finger was down.
    click: Option<(f64, f64)>,
    /// Whether what goes on is a drag.
    is_dragging: bool,
    is_measuring: bool,
}

impl Hand {
    /// The middle between two fingers, and their distance.
    fn pinch(&self) -> Option<(f64, f64)> {
        let [(_, x, y), (_, other_x, other_y)] = self.down[..] else { return None };
        Some(((x + other_x) / 2.0, (x - other_x).hypot(y - other_y).max(8.0)))
    }
}

/// Listens to the timeline's scroller for as long as the result lives.
pub fn listen(scroller: Element, live: &Live) -> Listeners {
    let mut listeners = Listeners::to(scroller.clone());
    let hand: Rc<RefCell<Hand>> = Rc::default();
    {
        let (element, live) = (scroller.clone(), live.clone());
        listeners.on("wheel", move |event| {
            if let Some(event) = event.dyn_ref() {
                wheel(&element, event, &live);
            }
        });
    }
    {
        let (element, live) = (scroller.clone(), live.clone());
        listeners.on("scroll", move |_| live.dispatch(Action::Scrolled(f64::from(element.scroll_top()))));
    }
    for name in ["pointerdown", "pointermove", "pointerup", "pointercancel", "pointerleave"] {
        let (element, live, hand) = (scroller.clone(), live.clone(), hand.clone());
        listeners.on(name, move |event| {
            let Some(event) = event.dyn_ref::<PointerEvent>() else { return };
            let hand = &mut *hand.borrow_mut();
            match name {
                "pointerdown" => down(&element, event, hand, &live),
                "pointermove" => moved(&element, event, hand, &live),
                "pointerleave" => {
                    if hand.down.is_empty() {
                        live.leave();
                    }
                }
                _ => up(&element, event, hand, &live, name == "pointercancel"),
            }
        });
    }
    {
        let live = live.clone();
        listeners.on("dblclick", move |_| live.fit_pointed());
    }
    listeners
}

fn wheel(element: &Element, event: &WheelEvent, live: &Live) {
    let unit = if event.delta_mode() == WheelEvent::DOM_DELTA_LINE { LINE_PX } else { 1.0 };
    let (x_px, y_px) = (event.delta_x() * unit, event.delta_y() * unit);
    if event.ctrl_key() || event.meta_key() {
        event.prevent_default();
        // A pinch on a touchpad comes as a wheel with small steps.
        let factor = (-y_px.clamp(-120.0, 120.0) * if y_px.abs() < 12.0 { 0.02 } else { 0.004 }).exp();
        live.zoom(place(element, event).0, factor);
    } else if x_px.abs() > y_px.abs() || event.shift_key() {
        event.prevent_default();
        let by_px = if x_px == 0.0 { y_px } else { x_px };
        live.dispatch(Action::Move(by_px / f64::from(element.client_width().max(1))));
    } else {
        live.hint();
    }
}

fn down(element: &Element, event: &PointerEvent, hand: &mut Hand, live: &Live) {
    let (x, y) = place(element, event);
    // What is right of or below the content is the scroll bar.
    if event.button() != 0 || x >= f64::from(element.client_width()) {
        return;
    }
    hand.down.retain(|pointer| pointer.0 != event.pointer_id());
    hand.down.push((event.pointer_id(), x, y));
    hand.is_measuring = event.shift_key();
    hand.click = (hand.down.len() == 1).then_some((x, y));
    if hand.is_dragging {
        hand.is_dragging = false;
        live.dispatch(Action::Release);
    }
}

fn moved(element: &Element, event: &PointerEvent, hand: &mut Hand, live: &Live) {
    let (x, y) = place(element, event);
    let before = hand.pinch();
    let Some(pointer) = hand.down.iter_mut().find(|pointer| pointer.0 == event.pointer_id()) else {
        if hand.down.is_empty() {
            live.point(x, y);
        }
        return;
    };
    let from_y = pointer.2;
    (pointer.1, pointer.2) = (x, y);
    if let (Some((from_x, from_px)), Some((to_x, to_px))) = (before, hand.pinch()) {
        live.zoom(to_x, to_px / from_px);
        live.dispatch(Action::Move((from_x - to_x) / f64::from(element.client_width().max(1))));
        return;
    }
    if let Some((start_x, start_y)) = hand.click {
        if (x - start_x).hypot(y - start_y) < CLICK_PX {
            return;
        }
        hand.click = None;
        hand.is_dragging = true;
        let _ = element.set_pointer_capture(event.pointer_id());
        live.dispatch(Action::Press { x: start_x, y: start_y, is_measuring: hand.is_measuring });
    }
    if hand.is_dragging {
        live.dispatch(Action::Drag { x });
        // A finger scrolls by itself.
        if !hand.is_measuring && event.pointer_type() == "mouse" && y >= interleave_viewer::place::OVERVIEW {
            element.set_scroll_top(element.scroll_top() - (y - from_y).round() as i32);
        }
    }
}

fn up(element: &Element, event: &PointerEvent, hand: &mut Hand, live: &Live, is_cancelled: bool) {
    hand.down.retain(|pointer| pointer.0 != event.pointer_id());
    if hand.is_dragging {
        hand.is_dragging = false;
        live.release();
    }
    if let Some((x, y)) = hand.click.take().filter(|_| !is_cancelled) {
        live.click(x, y);
    }
    let _ = element.release_pointer_capture(event.pointer_id());
}
