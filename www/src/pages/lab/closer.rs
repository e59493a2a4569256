//! A closer look at the figures: the trace view's timeline in their place, where it zooms, searches and measures, of runs
//! that are over and of runs that go on.
//!
//! The timeline is another module's, which is loaded when it is first asked for (`pages/trace/mount.rs` says how). Each
//! run is handed over through a port of its own: what its recording has, and from then on what it has more.

use std::cell::{Cell, RefCell};
use std::rc::Rc;

use interleave::trace::raw::{self, Mark};
use js_sys::{Array, Function, Object, Reflect, Uint8Array};
use wasm_bindgen::prelude::*;
use web_sys::{Element, Event, MessageChannel, MessagePort, WheelEvent};
use yew::prelude::*;

use super::hand_over;
use super::live::Live;
use super::model::Lab;
use crate::app::load_trace;
use crate::dom;
use crate::engine::RunId;
use crate::markup::view;
use crate::text::say;
use crate::timeline::{Source, Watch, geometry::Frame};

/// How often a run that goes on is handed over, in milliseconds.
const EVERY_MS: f64 = 120.0;
/// How much closer the first turn of the wheel leads.
const FIRST_ZOOM: f64 = 2.0;

/// One run on its way to the timeline.
struct Feed {
    source: Source,
    run: RunId,
    port: MessagePort,
    mark: RefCell<Mark>,
    last_ms: Cell<f64>,
    is_over: Cell<bool>,
}

impl Feed {
    /// Hands over what is new, unless that was just done; when the run is over, the rest and that it is.
    fn feed(&self, is_over: bool) {
        let now_ms = js_sys::Date::now();
        if self.is_over.get() || !is_over && now_ms - self.last_ms.get() < EVERY_MS {
            return;
        }
        self.last_ms.set(now_ms);
        let part = self.source.with_trace(self.run, |trace| raw::encode_since(trace, &mut self.mark.borrow_mut()));
        if let Some(part) = part {
            let _ = self.port.post_message(&Uint8Array::from(&part[..]));
        }
        if is_over {
            let _ = self.port.post_message(&JsValue::NULL);
            self.is_over.set(true);
        }
    }
}

/// A timeline that was asked for. It goes when this is dropped.
struct Asked {
    request: Object,
    feeds: Vec<(Rc<Feed>, Watch)>,
}

impl Asked {
    /// Asks for a timeline of runs, each with its name, in an element. `look` is what of it is seen at first.
    fn new(element: &Element, source: &Source, runs: &[(RunId, String)], look: Option<(f64, f64)>) -> Option<Self> {
        let (request, traces, mut feeds) = (Object::new(), Array::new(), Vec::new());
        for (run, name) in runs {
            let channel = MessageChannel::new().ok()?;
            traces.push(&Array::of2(&name.as_str().into(), &channel.port2()));
            let feed = Rc::new(Feed {
                source: source.clone(),
                run: *run,
                port: channel.port1(),
                mark: RefCell::default(),
                last_ms: Cell::default(),
                is_over: Cell::default(),
            });
            let watch = source.watch(
                *run,
                Rc::new({
                    let feed = feed.clone();
                    move || feed.feed(false)
                }),
            );
            feed.feed(false);
            feeds.push((feed, watch));
        }
        Reflect::set(&request, &"element".into(), element).ok()?;
        Reflect::set(&request, &"traces".into(), &traces).ok()?;
        if let Some((start_ns, end_ns)) = look {
            Reflect::set(&request, &"look".into(), &Array::of2(&start_ns.into(), &end_ns.into())).ok()?;
        }
        let window = web_sys::window()?;
        let asked = Reflect::get(&window, &"interleaveTimelines".into()).ok();
        let asked = asked.and_then(|asked| asked.dyn_into::<Array>().ok()).unwrap_or_default();
        asked.push(&request);
        Reflect::set(&window, &"interleaveTimelines".into(), &asked).ok()?;
        load_trace();
        let _ = window.dispatch_event(&Event::new("interleave-timeline").ok()?);
        Some(Self { request, feeds })
    }

    /// Hands over the rest of the runs that are over.
    fn finish(&self, is_over: impl Fn(RunId) -> bool) {
        for (feed, _) in self.feeds.iter().filter(|(feed, _)| is_over(feed.run)) {
            feed.feed(true);
        }
    }
}

impl Drop for Asked {
    fn drop(&mut self) {
        // One that was never filled has to be left where it lies: it would be filled later.
        let _ = Reflect::set(&self.request, &"element".into(), &JsValue::NULL);
        if let Ok(close) = Reflect::get(&self.request, &"close".into())
            && let Ok(close) = close.dyn_into::<Function>()
        {
            let _ = close.call0(&JsValue::NULL);
        }
        self.feeds.iter().for_each(|(feed, _)| feed.port.close());
    }
}

/// Calls `call` for each event of an element, which may keep the browser from doing its own.
struct Held {
    element: Element,
    event: &'static str,
    closure: Closure<dyn FnMut(Event)>,
}

impl Held {
    fn new(element: &Element, event: &'static str, call: impl FnMut(Event) + 'static) -> Self {
        let closure = Closure::<dyn FnMut(Event)>::new(call);
        let _ = element.add_event_listener_with_callback(event, closure.as_ref().unchecked_ref());
        Self { element: element.clone(), event, closure }
    }
}

impl Drop for Held {
    fn drop(&mut self) {
        let _ = self.element.remove_event_listener_with_callback(self.event, self.closure.as_ref().unchecked_ref());
    }
}

/// Where the figures are, with the timeline in their place while the reader looks closer.
#[hook]
pub fn use_closer(lab: &Lab, live: &Live, figures: Html) -> Html {
    // What is seen at first: nothing is open, all, or a stretch.
    let looked = use_state_eq(|| None::<Option<(f64, f64)>>);
    let (stage, place) = (use_node_ref(), use_node_ref());
    let asked = use_mut_ref(|| None::<Asked>);
    let is_open = looked.is_some();
    let has_begun = lab.entries.iter().all(|entry| entry.run != 0) && !lab.entries.is_empty();
    let runs: Vec<(RunId, String)> =
        lab.entries.iter().map(|entry| (entry.run, hand_over::name(&entry.plan))).collect();
    {
        let (stage, looked, source) = (stage.clone(), looked.setter(), live.source().clone());
        use_effect_with((), move |()| {
            let element = stage.cast::<Element>();
            let held = element.map(|stage| {
                let looked = looked.clone();
                Held::new(&stage.clone(), "wheel", move |event| {
                    let Some(event) =
                        event.dyn_ref::<WheelEvent>().filter(|event| event.ctrl_key() || event.meta_key())
                    else {
                        return;
                    };
                    event.prevent_default();
                    looked.set(Some(stretch_at(&stage, event, &source)));
                })
            });
            move || drop(held)
        });
    }
    {
        let (asked, place, source) = (asked.clone(), place.clone(), live.source().clone());
        let look = *looked;
        use_effect_with((is_open && has_begun, runs), move |(is_wanted, runs)| {
            asked.replace(None);
            if let Some(element) = place.cast::<Element>().filter(|_| *is_wanted) {
                asked.replace(Asked::new(&element, &source, runs, look.flatten()));
            }
        });
    }
    {
        // Also after the one above: what is asked for may be over already.
        let over: Vec<RunId> = lab.entries.iter().filter(|entry| !entry.is_open()).map(|entry| entry.run).collect();
        let asked = asked.clone();
        use_effect(move || {
            if let Some(asked) = &*asked.borrow() {
                asked.finish(|run| over.contains(&run));
            }
        });
    }
    let onclick = {
        let looked = looked.clone();
        Callback::from(move |_: Event| looked.set(if looked.is_some() { None } else { Some(None) }))
    };
    view!(
        "<div ref={} hidden={}>{}</div><div class=closer ref={} hidden={}></div>\
        <p class=apart><button type=button class=button data-testid=closer aria-expanded={} disabled={} onclick={}>{}</button>\
        <span class=note>{}</span></p>",
        &stage,
        is_open,
        figures,
        &place,
        !is_open,
        if is_open { "true" } else { "false" },
        !has_begun,
        onclick,
        if is_open { say::closer_back() } else { say::closer_open() },
        say::closer_hint(),
    )
}

/// The stretch around the moment under the pointer that a turn of the wheel over the figures leads to.
fn stretch_at(stage: &Element, event: &WheelEvent, source: &Source) -> Option<(f64, f64)> {
    let frame = Frame { width: f64::from(stage.client_width()), ..Frame::default() };
    let share = (dom::place(stage, event).0 - frame.left()) / frame.plot_width();
    let (end_ns, share) = (source.end_ns() as f64, share.clamp(0.0, 1.0));
    let length_ns = end_ns / FIRST_ZOOM;
    let start_ns = (share * (end_ns - length_ns)).max(0.0);
    (event.delta_y() < 0.0).then_some((start_ns, start_ns + length_ns))
}
