//! Hands a file to the reader: the browser saves it where it saves downloads.

use wasm_bindgen::JsCast;
use web_sys::{Blob, HtmlAnchorElement, Url};

use crate::dom::Timer;

/// How long a browser may take to begin reading what it saves.
const KEEP_MS: i32 = 60_000;

/// Saves `file` as `name`.
pub fn save(file: &Blob, name: &str) -> Option<()> {
    let document = web_sys::window()?.document()?;
    let url = Url::create_object_url_with_blob(file).ok()?;
    let link: HtmlAnchorElement = document.create_element("a").ok()?.dyn_into().ok()?;
    link.set_href(&url);
    link.set_download(name);
    link.click();
    let timer = Timer::after(KEEP_MS, move || {
        let _ = Url::revoke_object_url(&url);
    });
    // It is to come, whatever becomes of the page's state.
    std::mem::forget(timer);
    Some(())
}
