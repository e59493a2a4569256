//! Markup with holes: `view!("<p class=note>{}</p>", text)` is a node of Yew's.
//!
//! Yew's own `html!` writes code for every element, which for this page came to a third of its download. Here an
//! element is its text in the binary and nothing more: one small reader builds the nodes. The text is checked when
//! the page is compiled: elements nest and there are as many values as holes. Components are still put in with
//! `html!`.
//!
//! The markup is a strict part of HTML: every element is closed, `<br/>` if it is empty; attributes are `name`,
//! `name=word`, `name='some words'` or `name={}`; a hole between elements takes text or nodes. There are no entities
//! and no comments, and every space counts.

use std::rc::Rc;

use web_sys::Event;
use yew::virtual_dom::{Listener, ListenerKind, VList, VTag, VText};
use yew::{AttrValue, Callback, Html, NodeRef};

/// What goes into a hole.
pub enum Fill {
    /// Nothing: an attribute is left out, a child keeps its place for later.
    Nothing,
    /// An attribute without a value is there or not; `checked` and `selected` are states.
    Flag(bool),
    /// A text or the value of an attribute.
    Text(AttrValue),
    /// Any nodes.
    Nodes(Html),
    /// For an attribute that is named as an event: what is called.
    Call(Callback<Event>),
    /// For the attribute `ref`: what will know the element.
    Ref(NodeRef),
}

macro_rules! fills {
    ($($from:ty, $value:ident => $fill:expr;)*) => {
        $(impl From<$from> for Fill {
            fn from($value: $from) -> Self {
                $fill
            }
        })*
    };
}

fills! {
    bool, value => Self::Flag(value);
    &'static str, value => Self::Text(AttrValue::Static(value));
    String, value => Self::Text(value.into());
    AttrValue, value => Self::Text(value);
    &AttrValue, value => Self::Text(value.clone());
    u32, value => Self::Text(value.to_string().into());
    Html, value => Self::Nodes(value);
    Vec<Html>, value => Self::Nodes(VList::from(value).into());
    Callback<Event>, value => Self::Call(value);
    &NodeRef, value => Self::Ref(value.clone());
}

impl<T: Into<Fill>> From<Option<T>> for Fill {
    fn from(value: Option<T>) -> Self {
        value.map_or(Self::Nothing, Into::into)
    }
}

/// Markup with values in its holes; see the module.
macro_rules! view {
    ($markup:expr $(, $value:expr)* $(,)?) => {{
        const MARKUP: &str = $markup;
        const _: () = $crate::markup::check(MARKUP, <[&str]>::len(&[$(stringify!($value)),*]));
        $crate::markup::nodes(MARKUP, &mut [$($crate::markup::Fill::from($value)),*])
    }};
}
pub(crate) use view;

struct On {
    kind: ListenerKind,
    call: Callback<Event>,
}

impl Listener for On {
    fn kind(&self) -> ListenerKind {
        self.kind.clone()
    }

    fn handle(&self, event: Event) {
        self.call.emit(event);
    }

    fn passive(&self) -> bool {
        false
    }
}

/// The events that the page listens to.
fn kind(attribute: &str) -> Option<ListenerKind> {
    Some(match attribute {
        "onblur" => ListenerKind::onblur,
        "onchange" => ListenerKind::onchange,
        "onclick" => ListenerKind::onclick,
        "oninput" => ListenerKind::oninput,
        "onkeydown" => ListenerKind::onkeydown,
        "onpointerleave" => ListenerKind::onpointerleave,
        "onpointermove" => ListenerKind::onpointermove,
        "ontoggle" => ListenerKind::ontoggle,
        _ => return None,
    })
}

/// What stands in `rest` before the first of `ends`, and what follows; the end itself is left.
fn until(rest: &'static str, ends: &[u8]) -> (&'static str, &'static str) {
    rest.split_at(rest.bytes().position(|byte| ends.contains(&byte)).unwrap_or(rest.len()))
}

/// The nodes of `markup`, which [`check`] has found to be in order, with `fills` in its holes.
#[inline(never)]
pub fn nodes(markup: &'static str, fills: &mut [Fill]) -> Html {
    let mut fills = fills.iter_mut().map(|fill| std::mem::replace(fill, Fill::Nothing));
    let mut next = || fills.next().unwrap_or(Fill::Nothing);
    let mut open: Vec<VTag> = Vec::new();
    let mut roots: Vec<Html> = Vec::new();
    let mut rest = markup;
    while !rest.is_empty() {
        let child: Html = if let Some(inner) = rest.strip_prefix("</") {
            rest = until(inner, b">").1.get(1..).unwrap_or("");
            let Some(tag) = open.pop() else { continue };
            tag.into()
        } else if let Some(inner) = rest.strip_prefix('<') {
            let (name, after) = until(inner, b" />");
            let mut tag = VTag::new(name);
            rest = attributes(&mut tag, after, &mut next);
            if let Some(after) = rest.strip_prefix("/>") {
                rest = after;
                tag.into()
            } else {
                rest = rest.get(1..).unwrap_or("");
                open.push(tag);
                continue;
            }
        } else if let Some(after) = rest.strip_prefix("{}") {
            rest = after;
            match next() {
                Fill::Nodes(nodes) => nodes,
                Fill::Text(text) => VText::new(text).into(),
                _ => Html::default(),
            }
        } else {
            let (text, after) = until(rest, b"<{");
            rest = after;
            VText::new(text).into()
        };
        match open.last_mut() {
            Some(parent) => parent.add_child(child),
            None => roots.push(child),
        }
    }
    if roots.len() == 1 { roots.pop().unwrap_or_default() } else { VList::from(roots).into() }
}

/// Reads attributes into `tag`; returns what follows, from `>` or `/>` on.
fn attributes(tag: &mut VTag, mut rest: &'static str, next: &mut dyn FnMut() -> Fill) -> &'static str {
    let mut listeners: Vec<Option<Rc<dyn Listener>>> = Vec::new();
    while let Some(attribute) = rest.strip_prefix(' ') {
        let (name, after) = until(attribute, b"= />");
        let fill;
        if let Some(value) = after.strip_prefix("={}") {
            (fill, rest) = (next(), value);
        } else if let Some(quoted) = after.strip_prefix("='") {
            let (value, after) = until(quoted, b"'");
            (fill, rest) = (value.into(), after.get(1..).unwrap_or(""));
        } else if let Some(word) = after.strip_prefix('=') {
            let (value, after) = until(word, b" />");
            (fill, rest) = (value.into(), after);
        } else {
            (fill, rest) = (Fill::Flag(true), after);
        }
        match fill {
            Fill::Text(value) if name == "value" && tag.tag() == "input" => tag.set_value(Some(value)),
            // As a property: the page's policy forbids styles that come as text of the document, to everybody.
            Fill::Text(value) if name == "style" => tag.add_property(name, &*value),
            Fill::Text(value) => tag.add_attribute(name, value),
            Fill::Flag(is_checked) if name == "checked" => tag.set_checked(is_checked),
            // The attribute says only what is chosen at first: it means nothing once the reader has chosen.
            Fill::Flag(is_selected) if name == "selected" => tag.add_property(name, is_selected),
            Fill::Flag(true) => tag.add_attribute(name, AttrValue::Static("")),
            Fill::Ref(node) => tag.node_ref = node,
            Fill::Call(call) => listeners.extend(kind(name).map(|kind| Some(Rc::new(On { kind, call }) as Rc<_>))),
            Fill::Flag(false) | Fill::Nodes(_) | Fill::Nothing => {}
        }
    }
    if !listeners.is_empty() {
        tag.set_listeners(listeners.into());
    }
    rest
}

/// Whether `byte` can stand in a name or an unquoted value.
const fn is_word(byte: u8) -> bool {
    !matches!(byte, b' ' | b'/' | b'>' | b'<' | b'=' | b'\'' | b'"' | b'{' | b'}' | b'\n')
}

const fn has(text: &[u8], at: usize, part: &[u8]) -> bool {
    let mut index = 0;
    while index < part.len() {
        if at + index >= text.len() || text[at + index] != part[index] {
            return false;
        }
        index += 1;
    }
    true
}

const fn word(text: &[u8], mut at: usize) -> usize {
    let start = at;
    while at < text.len() && is_word(text[at]) {
        at += 1;
    }
    assert!(at > start, "a name or a value is missing");
    at
}

/// Checks markup, when the page is compiled.
///
/// # Panics
/// Where elements do not nest, something is no part of the markup, or there are not as many holes as values.
pub const fn check(markup: &str, values: usize) {
    let text = markup.as_bytes();
    let (mut at, mut depth, mut holes) = (0, 0, 0);
    // Where the names of open elements start and end.
    let mut open = [(0, 0); 12];
    while at < text.len() {
        if has(text, at, b"</") {
            assert!(depth > 0, "an element is closed that is not open");
            depth -= 1;
            let (mut name, end) = open[depth];
            at += 2;
            while name < end {
                assert!(at < text.len() && text[at] == text[name], "elements do not nest");
                (name, at) = (name + 1, at + 1);
            }
            assert!(has(text, at, b">"), "elements do not nest");
            at += 1;
        } else if text[at] == b'<' {
            open[depth] = (at + 1, word(text, at + 1));
            at = open[depth].1;
            while has(text, at, b" ") {
                at = word(text, at + 1);
                if has(text, at, b"={}") {
                    (holes, at) = (holes + 1, at + 3);
                } else if has(text, at, b"='") {
                    at += 2;
                    while !has(text, at, b"'") {
                        assert!(at < text.len(), "a quotation mark is missing");
                        at += 1;
                    }
                    at += 1;
                } else if has(text, at, b"=") {
                    at = word(text, at + 1);
                }
            }
            if has(text, at, b"/>") {
                at += 2;
            } else {
                assert!(has(text, at, b">"), "an element's start does not end");
                (depth, at) = (depth + 1, at + 1);
            }
        } else if has(text, at, b"{}") {
            (holes, at) = (holes + 1, at + 2);
        } else {
            assert!(!matches!(text[at], b'{' | b'}' | b'>' | b'\n'), "this is no text");
            at += 1;
        }
    }
    assert!(depth == 0, "an element is not closed");
    assert!(holes == values, "there are not as many holes as values");
}

#[cfg(test)]
mod tests {
    use super::*;

    fn tag(html: Html) -> Rc<VTag> {
        match html {
            Html::VTag(tag) => tag,
            _ => panic!("no element"),
        }
    }

    fn children(tag: &VTag) -> Vec<Html> {
        match tag.children() {
            Some(Html::VList(list)) => list.to_vec(),
            _ => Vec::new(),
        }
    }

    #[test]
    fn elements_attributes_and_text_are_read() {
        let section = tag(view!("<section id=a class='b c' hidden><h2>Two words</h2><br/>rest</section>"));
        let attributes: Vec<_> = section.attributes.iter().map(|(k, v)| (k.to_owned(), v.to_owned())).collect();
        assert_eq!(attributes.len(), 3);
        assert!(attributes.contains(&("class".to_owned(), "b c".to_owned())), "{attributes:?}");
        let inner = children(&section);
        assert_eq!(inner.len(), 3);
        assert_eq!(tag(inner[0].clone()).tag(), "h2");
        assert!(matches!(&inner[2], Html::VText(text) if &*text.text == "rest"));
    }

    #[test]
    fn holes_are_filled_in_order_and_an_empty_one_keeps_its_place() {
        let link = tag(view!("<a href={} title={}>{}{}<b>{}</b></a>", "x", None::<String>, None::<Html>, "text", 7u32));
        let attributes: Vec<_> = link.attributes.iter().collect();
        assert_eq!(attributes, [("href", "x")]);
        assert_eq!(children(&link).len(), 3);
    }

    #[test]
    fn the_state_of_controls_is_no_attribute() {
        let input = tag(view!("<input value={} checked={} disabled={}/>", "4", true, false));
        assert_eq!((input.value().map(|v| v.to_string()), input.checked()), (Some("4".to_owned()), Some(true)));
        assert_eq!(input.attributes.iter().count(), 0);
    }

    #[test]
    fn what_is_not_in_order_does_not_compile() {
        for (markup, values) in
            [("<a><b></a></b>", 0), ("<a>", 0), ("</a>", 0), ("<a href=></a>", 0), ("{}", 0), ("<a", 0), ("a>b", 0)]
        {
            assert!(std::panic::catch_unwind(|| check(markup, values)).is_err(), "{markup}");
        }
        check("<a href={}>{}</a>", 2);
    }
}
