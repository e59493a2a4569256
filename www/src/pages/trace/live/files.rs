//! Files: chosen, dropped, kept or handed over; imported, cancelled, closed and written.

use interleave_viewer::{Ask, Format, SLOTS, Summary};
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::{JsFuture, spawn_local};
use web_sys::{Blob, File, HtmlElement, MessagePort, Response};

use super::super::address::Address;
use super::super::model::{Action, Reach, Same, Table};
use super::super::viewer::Viewer;
use super::super::{handed, recent, words};
use super::{Live, now_ms};

/// The trace that is ready to open, beside the document.
const SAMPLE: &str = "samples/threads.json.gz";

impl Live {
    /// Lets the reader choose files: one for that slot, or two, the second of which is compared.
    pub fn choose(&self, slot: u32) {
        self.0.target.set(slot);
        if let Some(picker) = self.0.nodes.picker.cast::<HtmlElement>() {
            picker.click();
        }
    }

    /// The slot that files are chosen for.
    pub fn target(&self) -> u32 {
        self.0.target.replace(0)
    }

    /// Opens files in the free slots from that one on, as many as there are slots; from the first one on, they take the
    /// place of all that was open.
    pub fn open_files(&self, files: Vec<File>, slot: u32) {
        let (page, count) = (self.page(), files.len());
        let is_free = |other: u32| slot == 0 || page.slots[other as usize].summary.is_none();
        let places: Vec<u32> = (slot..SLOTS as u32).filter(|&other| is_free(other)).collect();
        self.dispatch(Action::Notice(None));
        if slot == 0 {
            // What stays open stays until the new trace is there.
            for other in
                (count.max(1) as u32..SLOTS as u32).filter(|&other| page.slots[other as usize].summary.is_some())
            {
                self.close(other);
            }
        }
        for (&slot, file) in places.iter().zip(files) {
            self.open(slot, file);
        }
        if count > places.len() {
            self.dispatch(Action::Notice(Some(words::too_many(count, places.len()))));
        }
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
        let name = file.name();
        self.dispatch(Action::Importing { slot, name: name.clone(), total_bytes: file.size() });
        if let Some(opening) = self.0.opening.borrow_mut().get_mut(slot as usize) {
            *opening = Some((file.clone(), now_ms()));
        }
        // A viewer that is not ready gets it as soon as it is.
        if let Some(viewer) = &*self.0.viewer.borrow() {
            viewer.ask_with(&Ask::Open { slot, name }, "file", &file);
        }
    }

    pub(super) fn opened(&self, slot: u32, summary: Same<Summary>) {
        let file = self.opened_not(slot);
        self.dispatch(Action::Opened { slot, summary });
        if let Some(file) = file {
            if let Some(kept) = self.0.files.borrow_mut().get_mut(slot as usize) {
                *kept = Some(file.clone());
            }
            if !handed::is_handed(&file) {
                let live = self.clone();
                spawn_local(async move {
                    let recent = recent::keep(&file).await;
                    live.dispatch(Action::Recent(Same::new(recent)));
                });
            }
        }
        // Its rows were those of the trace before.
        let table = self.page().table.clone();
        if table.is_open {
            self.ask_rows(&Table { slot, first: 0, lane: None, ..table });
        }
        let pending = self.0.pending.take();
        if let Some(Address { look, search, selected }) = pending {
            if let Some(look) = look {
                self.dispatch(Action::Look(look));
            }
            if let Some(search) = search {
                self.search(search);
            }
            if let Some(selected) = selected.filter(|selected| selected.slot == slot) {
                self.tell(selected, Reach::Stay);
            }
        }
    }

    /// The import into a slot is over. Returns its file.
    pub(super) fn opened_not(&self, slot: u32) -> Option<File> {
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
                Some(file) => live.open_files(vec![file], 0),
                None => live.dispatch(Action::Notice(Some("The sample did not load.".to_owned()))),
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
                Some(file) => live.open_files(vec![file], 0),
                None => live.dispatch(Action::Notice(Some("The browser no longer has that file.".to_owned()))),
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
