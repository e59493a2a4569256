//! The place of the editor, which is a script of its own (`www/machine/start.js` says which), and what passes between the
//! two: the text, what is wrong in it, and the lines that threads are at.

use std::cell::RefCell;
use std::rc::Rc;

use interleave_machine::Fault;
use js_sys::{Array, Function, Object, Reflect};
use wasm_bindgen::prelude::*;
use web_sys::Element;
use yew::prelude::*;

use super::live::Live;
use super::model::Page;
use super::scripts;
use crate::dom;
use crate::embed;
use crate::markup::view;
use crate::pages::trace::colours::Watch;
use crate::text::{say, use_language};

/// A line that a thread is at: the line, the thread, what it is called, its state, and whether it is looked at.
type Mark = (u32, u32, String, String, bool);

#[derive(Properties, PartialEq)]
struct EditorProps {
    text: Rc<str>,
    fault: Option<Fault>,
    marks: Vec<Mark>,
    onchange: Callback<String>,
}

/// The editor with what the state has for it.
pub fn place(page: &Page, live: &Live) -> Html {
    let onchange = {
        let live = live.clone();
        Callback::from(move |text: String| live.edit(text))
    };
    let moment = page.chosen().moment.as_ref().filter(|_| !page.is_edited());
    let threads = moment.map_or(&[][..], |moment| &moment.threads);
    let marks = threads.iter().filter(|thread| thread.line > 0);
    let looked_at = page.looked_at();
    let marks: Vec<Mark> = marks
        .map(|thread| {
            let is_looked_at = looked_at == Some(thread.id);
            (thread.line, thread.id, thread.name.clone(), thread.state.clone(), is_looked_at)
        })
        .collect();
    let fault = page.faults().filter(|fault| fault.line > 0).cloned();
    html! { <Editor text={page.program.clone()} {fault} {marks} {onchange} /> }
}

fn object(pairs: &[(&str, JsValue)]) -> JsValue {
    let object = Object::new();
    for (name, value) in pairs {
        let _ = Reflect::set(&object, &(*name).into(), value);
    }
    object.into()
}

/// A mounted editor.
struct Mounted {
    editor: JsValue,
    _changed: Closure<dyn FnMut()>,
}

impl Mounted {
    fn call(&self, name: &str, value: &JsValue) -> Option<JsValue> {
        let function: Function = Reflect::get(&self.editor, &name.into()).ok()?.dyn_into().ok()?;
        function.call1(&self.editor, value).ok()
    }

    fn show(&self, props: &EditorProps) {
        if self.call("text", &JsValue::UNDEFINED).and_then(|text| text.as_string()).as_deref() != Some(&*props.text) {
            self.call("setText", &(&*props.text).into());
        }
        let errors: Array = props
            .fault
            .iter()
            .map(|fault| {
                let message = if fault.instead.is_empty() {
                    fault.message.clone()
                } else {
                    say::program_fault_instead(&fault.message, &fault.instead)
                };
                object(&[("line", fault.line.into()), ("column", fault.column.into()), ("message", message.into())])
            })
            .collect();
        self.call("setErrors", &errors);
        let marks: Array = props
            .marks
            .iter()
            .map(|(line, thread, name, state, is_looked_at)| {
                let colour = super::threads::colour(*thread);
                object(&[
                    ("line", (*line).into()),
                    ("thread", thread.to_string().into()),
                    ("colour", colour.into()),
                    ("label", say::program_mark(name, &say::program_thread_state(state)).into()),
                    ("state", state.as_str().into()),
                    ("selected", (*is_looked_at).into()),
                ])
            })
            .collect();
        self.call("setMarks", &marks);
    }
}

impl Drop for Mounted {
    fn drop(&mut self) {
        self.call("destroy", &JsValue::UNDEFINED);
    }
}

#[component]
fn Editor(props: &EditorProps) -> Html {
    let place = use_node_ref();
    let mounted = use_mut_ref(|| None::<Mounted>);
    let is_there = use_state_eq(|| false);
    // What the state has now, for an editor that is there later.
    let now = use_mut_ref(|| (props.text.clone(), props.onchange.clone()));
    now.replace((props.text.clone(), props.onchange.clone()));
    {
        let (place, mounted, is_there) = (place.clone(), mounted.clone(), is_there.setter());
        use_effect_with((), move |()| {
            let is_gone = Rc::new(RefCell::new(false));
            if let (Some(promise), Some(element)) = (scripts::script("editor"), place.cast::<Element>()) {
                let (mounted, is_gone) = (mounted.clone(), is_gone.clone());
                scripts::when(promise, move |script| {
                    if let Some(script) = script.filter(|_| !*is_gone.borrow()) {
                        let changed = {
                            let mounted = mounted.clone();
                            let now = now.clone();
                            move || {
                                let text = mounted.try_borrow().ok();
                                let text = text.and_then(|mounted| mounted.as_ref()?.call("text", &JsValue::UNDEFINED));
                                if let Some(text) = text.and_then(|text| text.as_string()) {
                                    let call = now.borrow().1.clone();
                                    call.emit(text);
                                }
                            }
                        };
                        let editor = mount(&script, &element, &now.borrow().0, changed);
                        is_there.set(editor.is_some());
                        mounted.replace(editor);
                    }
                });
            }
            move || {
                is_gone.replace(true);
                mounted.replace(None);
            }
        });
    }
    {
        let (mounted, language) = (mounted.clone(), use_language());
        use_effect_with(language, move |_| {
            if let Some(mounted) = &*mounted.borrow() {
                mounted.call("setWords", &object(&said()));
            }
        });
    }
    let themed = {
        let mounted = mounted.clone();
        move || {
            if let Some(mounted) = mounted.try_borrow().ok().as_ref().and_then(|mounted| mounted.as_ref()) {
                mounted.call("setTheme", &if is_dark() { "dark" } else { "light" }.into());
            }
        }
    };
    use_effect_with((), move |()| {
        let watch = Watch::new(themed);
        move || drop(watch)
    });
    if let Some(mounted) = mounted.borrow().as_ref().filter(|_| *is_there) {
        mounted.show(props);
    }
    view!("<div class=editor ref={} data-testid=editor></div>", &place)
}

/// What CodeMirror says, by the names that `www/editor/words.js` has for it.
fn words() -> JsValue {
    let words = [
        ("find", say::program_editor_find()),
        ("next", say::program_editor_next()),
        ("previous", say::program_editor_previous()),
        ("all", say::program_editor_all()),
        ("matchCase", say::program_editor_match_case()),
        ("regexp", say::program_editor_regexp()),
        ("byWord", say::program_editor_by_word()),
        ("replace", say::program_editor_replace()),
        ("replaceOne", say::program_editor_replace_one()),
        ("replaceAll", say::program_editor_replace_all()),
        ("close", say::program_editor_close()),
        ("currentMatch", say::program_editor_current_match()),
        ("onLine", say::program_editor_on_line()),
        ("replacedOne", say::program_editor_replaced_one()),
        ("replacedAll", say::program_editor_replaced_all()),
        ("control", say::program_editor_control()),
        ("deleted", say::program_editor_deleted()),
    ];
    object(&words.each_ref().map(|(name, word)| (*name, (&**word).into())))
}

/// What the editor is called and says, in the language in force.
fn said() -> [(&'static str, JsValue); 4] {
    [
        ("label", (&*say::program_editor()).into()),
        ("description", (&*say::program_editor_leave()).into()),
        ("leaves", (&*say::program_editor_leaves()).into()),
        ("words", words()),
    ]
}

/// Whether the page is dark, by its own choice or the system's.
fn is_dark() -> bool {
    let theme = dom::root().and_then(|root| root.get_attribute("data-theme")).unwrap_or_default();
    let system = || web_sys::window()?.match_media("(prefers-color-scheme: dark)").ok()?;
    theme == "dark" || theme != "light" && system().is_some_and(|query| query.matches())
}

fn mount(script: &JsValue, element: &Element, text: &str, changed: impl FnMut() + 'static) -> Option<Mounted> {
    let mount: Function = Reflect::get(script, &"mount".into()).ok()?.dyn_into().ok()?;
    let changed = Closure::<dyn FnMut()>::new(changed);
    let own = [
        ("text", text.into()),
        ("readonly", embed::is_readonly().into()),
        ("theme", if is_dark() { "dark" } else { "light" }.into()),
        ("onChange", changed.as_ref().clone()),
    ];
    let editor = mount.call2(&JsValue::NULL, element, &object(&[&own[..], &said()].concat())).ok()?;
    Some(Mounted { editor, _changed: changed })
}
