//! Files: chosen, dropped, kept or handed over; imported, cancelled, closed and written.

use interleave_viewer::{Ask, Format, SLOTS, Summary};
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::{JsFuture, spawn_local};
use web_sys::{Blob, File, HtmlElement, MessagePort, Response};

use super::super::address::{self, Address};
use super::super::model::{Action, Reach, Same};
use super::super::viewer::Viewer;
use super::super::{handed, recent, words};
use super::{Held, Live, Target, now_ms};
use crate::text::say;

/// The trace that is ready to open, beside the document.
const SAMPLE: &str = "samples/threads.json.gz";

impl Live {
    /// Lets the reader choose files.
    pub fn choose(&self, target: Target) {
        self.0.target.set(target);
        if let Some(picker) = self.0.nodes.picker.cast::<HtmlElement>() {
            picker.click();
        }
    }

    /// What files are chosen for.
    pub fn target(&self) -> Target {
        self.0.target.take()
    }

    /// Opens files, as many as there are slots for.
    pub fn open_files(&self, files: Vec<File>, target: Target) {
        let (page, count) = (self.page(), files.len());
        if count == 0 {
            return;
        }
        let is_open = |slot: u32| page.slots.get(slot as usize).is_some_and(|slot| slot.summary.is_some());
        let places: Vec<u32> = match target {
            Target::All => (0..SLOTS as u32).collect(),
            Target::Beside => (0..SLOTS as u32).filter(|&slot| !is_open(slot)).collect(),
            Target::Slot(slot) => vec![slot],
        };
        self.dispatch(Action::Choosing);
        if target == Target::All {
            self.begin_set();
            // What is open stays until the new trace is there; what is still being recorded goes on elsewhere.
            let is_file = self.0.files.borrow().each_ref().map(Option::is_some);
            for slot in (0u32..).zip(is_file).filter(|(slot, is_file)| !is_file && is_open(*slot)).map(|(slot, _)| slot)
            {
                self.close(slot);
            }
        }
        for (&slot, file) in places.iter().zip(files) {
            self.open(slot, file);
        }
        if count > places.len() {
            self.dispatch(Action::Notice(Some(words::too_many(count, places.len()))));
        }
    }

    /// The files that are opened from now on take the place of those before, and not of each other.
    pub fn begin_set(&self) {
        self.0.set.set(self.0.set.get() + 1);
    }

    /// Shows a trace that is being recorded, whose parts come through a port.
    pub fn follow(&self, slot: u32, name: String, port: MessagePort) {
        let viewer = self.0.viewer.borrow();
        let is_ready = viewer.as_ref().is_some_and(Viewer::is_ready);
        match (&*viewer, self.0.followed.borrow_mut().get_mut(slot as usize)) {
            (Some(viewer), _) if is_ready => drop(viewer.ask_with(&Ask::Follow { slot, name }, "port", &port)),
            (_, Some(place)) => *place = Some((name, port)),
            _ => {}
        }
    }

    /// Opens a file in a slot.
    pub fn open(&self, slot: u32, file: File) {
        self.open_held(slot, Held { file, set: self.0.set.get() });
    }

    pub(super) fn open_held(&self, slot: u32, held: Held) {
        let (name, file) = (held.file.name(), held.file.clone());
        self.dispatch(Action::Importing { slot, name: name.clone(), total_bytes: file.size() });
        if let Some(opening) = self.0.opening.borrow_mut().get_mut(slot as usize) {
            *opening = Some((held, now_ms()));
        }
        // A viewer that is not ready gets it as soon as it is.
        if let Some(viewer) = &*self.0.viewer.borrow() {
            viewer.ask_with(&Ask::Open { slot, name }, "file", &file);
        }
    }

    pub(super) fn opened(&self, slot: u32, summary: Same<Summary>) {
        let held = self.opened_not(slot);
        self.dispatch(Action::Opened { slot, summary });
        if let Some(Held { file, set }) = held {
            self.close_others(slot, set);
            if let Some(kept) = self.0.files.borrow_mut().get_mut(slot as usize) {
                *kept = Some(Held { file: file.clone(), set });
            }
            if !handed::is_handed(&file) {
                let live = self.clone();
                spawn_local(async move {
                    let recent = recent::keep(&file).await;
                    live.dispatch(Action::Recent(Same::new(recent)));
                });
            }
        }
        self.show_pending();
    }

    /// Closes what was opened before that set of files, and not with it.
    fn close_others(&self, slot: u32, set: u32) {
        let is_older = |held: &Option<Held>| held.as_ref().is_some_and(|held| held.set != set);
        let older: Vec<u32> =
            (0..).zip(&*self.0.files.borrow()).filter(|(_, held)| is_older(held)).map(|(at, _)| at).collect();
        for other in older.into_iter().filter(|other| *other != slot) {
            self.close(other);
        }
    }

    /// Shows what the address says of the traces, once all of them are there.
    pub(super) fn show_pending(&self) {
        let is_opening = self.0.opening.borrow().iter().any(Option::is_some);
        let mark = |held: &Held| address::mark(&address::file_id(&held.file.name(), held.file.size()));
        let open: Vec<String> = self.0.files.borrow().iter().flatten().map(mark).collect();
        if is_opening || open.is_empty() {
            return;
        }
        let Some(Address { files, look, search, selected }) = self.0.pending.take() else { return };
        // What is said of one trace says nothing of another.
        if !files.is_empty() && files != open {
            return;
        }
        if let Some(look) = look {
            self.dispatch(Action::Look(look));
        }
        if let Some(search) = search {
            self.search(search);
        }
        if let Some(selected) = selected {
            self.tell(selected, Reach::Stay);
        }
    }

    /// Opens the files that an address says, where this browser keeps them.
    pub(super) fn open_kept(&self, address: Address) {
        let Address { files, .. } = &address;
        if files.is_empty() {
            return;
        }
        let files = files.clone();
        self.0.pending.replace(Some(address));
        let live = self.clone();
        spawn_local(async move {
            let known = recent::list().await;
            let mut found = Vec::new();
            for mark in &files {
                if let Some(recent) = known.iter().find(|recent| address::mark(&recent.id) == *mark) {
                    found.extend(recent::get(&recent.id).await);
                }
            }
            if found.is_empty() {
                live.dispatch(Action::Notice(Some(say::trace_not_kept().to_string())));
            } else {
                live.open_files(found, Target::All);
            }
        });
    }

    /// The import into a slot is over. Returns its file.
    pub(super) fn opened_not(&self, slot: u32) -> Option<Held> {
        self.0.opening.borrow_mut().get_mut(slot as usize).and_then(Option::take).map(|opening| opening.0)
    }

    /// Stops an import.
    pub fn cancel(&self, slot: u32) {
        let is_heard = self.0.viewer.borrow().as_ref().is_some_and(Viewer::is_ready);
        if is_heard {
            self.ask(Ask::Cancel { slot });
        } else {
            self.opened_not(slot);
            self.dispatch(Action::Cancelled { slot });
        }
    }

    /// Forgets a trace.
    pub fn close(&self, slot: u32) {
        let page = self.page();
        if page.slots.get(slot as usize).is_none_or(|slot| slot.summary.is_none()) {
            return;
        }
        if let Some(file) = self.0.files.borrow_mut().get_mut(slot as usize) {
            *file = None;
        }
        self.ask(Ask::Close { slot });
        self.dispatch(Action::Closed { slot });
    }

    /// Opens the sample.
    pub fn open_sample(&self) {
        let live = self.clone();
        spawn_local(async move {
            match fetch(SAMPLE).await {
                Some(file) => live.open_files(vec![file], Target::All),
                None => live.dispatch(Action::Notice(Some(say::trace_no_sample().to_string()))),
            }
        });
    }

    /// Reads which files are kept.
    pub fn list_recent(&self) {
        let live = self.clone();
        spawn_local(async move { live.dispatch(Action::Recent(Same::new(recent::list().await))) });
    }

    /// Opens a file that is kept.
    pub fn open_recent(&self, id: String) {
        let live = self.clone();
        spawn_local(async move {
            match recent::get(&id).await {
                Some(file) => live.open_files(vec![file], Target::All),
                None => live.dispatch(Action::Notice(Some(say::trace_no_file().to_string()))),
            }
        });
    }

    /// Lets go of a file that is kept.
    pub fn remove_recent(&self, id: String) {
        let live = self.clone();
        spawn_local(async move { live.dispatch(Action::Recent(Same::new(recent::remove(&id).await))) });
    }

    /// Writes a trace in a format and saves it.
    pub fn write(&self, slot: u32, format: Format) {
        self.ask(Ask::Write { slot, format });
    }
}

/// A file from beside the document.
async fn fetch(path: &str) -> Option<File> {
    let window = web_sys::window()?;
    let response: Response = JsFuture::from(window.fetch_with_str(path)).await.ok()?.dyn_into().ok()?;
    if !response.ok() {
        return None;
    }
    let blob: Blob = JsFuture::from(response.blob().ok()?).await.ok()?.dyn_into().ok()?;
    let name = path.rsplit('/').next().unwrap_or(path);
    File::new_with_blob_sequence(&js_sys::Array::of1(&blob), name).ok()
}
