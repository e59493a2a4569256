//! Files that were open before, kept in this browser and nowhere else (IndexedDB). A browser that keeps nothing, or
//! has no room, costs the reader the list and no more.

use std::cell::RefCell;

use js_sys::{Array, Date, Object, Promise, Reflect};
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::JsFuture;
use web_sys::{Blob, File, IdbDatabase, IdbFactory, IdbObjectStore, IdbRequest, IdbTransactionMode};

use super::address::file_id;
use super::model::Recent;

const DATABASE: &str = "interleave-traces";
const STORE: &str = "files";

/// How many files are kept at most.
const MOST: usize = 8;
/// How large they may be together, in bytes. The largest browsers' shares of small discs are ten times that.
const MOST_BYTES: f64 = 256e6;

/// What a request comes to. Its end is listened for from now on, not only once somebody waits for it.
fn done(request: &IdbRequest) -> impl Future<Output = Result<JsValue, JsValue>> + use<> {
    let promise = Promise::new(&mut |resolve, reject| {
        request.set_onsuccess(Some(&resolve));
        request.set_onerror(Some(&reject));
    });
    let request = request.clone();
    async move {
        JsFuture::from(promise).await?;
        request.result()
    }
}

thread_local! {
    /// Settled when what was begun last is over.
    static LAST: RefCell<Promise> = RefCell::new(Promise::resolve(&JsValue::UNDEFINED));
}

/// Does `work` when all that was begun before is over. A transaction cannot wait for what a future waits for: with
/// threads, futures are woken by the event loop, and by then it has ended.
async fn in_turn<T>(work: impl Future<Output = T>) -> T {
    let mut over = None;
    let promise = Promise::new(&mut |resolve, _| over = Some(resolve));
    let _ = JsFuture::from(LAST.replace(promise)).await;
    let result = work.await;
    if let Some(over) = over {
        let _ = over.call0(&JsValue::UNDEFINED);
    }
    result
}

async fn database() -> Result<IdbDatabase, JsValue> {
    // A frame without storage throws at the name already.
    let factory = Reflect::get(&js_sys::global(), &"indexedDB".into())?;
    let factory: IdbFactory = factory.dyn_into()?;
    let request = factory.open_with_u32(DATABASE, 1)?;
    let opened = request.clone();
    let upgrade = Closure::once(move || {
        if let Ok(database) = opened.result().and_then(|database| database.dyn_into::<IdbDatabase>()) {
            let _ = database.create_object_store(STORE);
        }
    });
    request.set_onupgradeneeded(Some(upgrade.as_ref().unchecked_ref()));
    done(&request).await?.dyn_into()
}

fn store(database: &IdbDatabase, mode: IdbTransactionMode) -> Result<IdbObjectStore, JsValue> {
    database.transaction_with_str_and_mode(STORE, mode)?.object_store(STORE)
}

/// A kept file, and when it was opened last.
fn entry(id: &JsValue, value: &JsValue) -> Option<(Recent, f64)> {
    let get = |name: &str| Reflect::get(value, &name.into()).ok();
    let blob: Blob = get("blob")?.dyn_into().ok()?;
    Some((
        Recent { id: id.as_string()?, name: get("name")?.as_string()?, bytes: blob.size() },
        get("opened")?.as_f64()?,
    ))
}

async fn all(database: &IdbDatabase) -> Result<Vec<Recent>, JsValue> {
    let files = store(database, IdbTransactionMode::Readonly)?;
    let (ids, values) = (done(&files.get_all_keys()?), done(&files.get_all()?));
    let (ids, values): (Array, Array) = (ids.await?.dyn_into()?, values.await?.dyn_into()?);
    let mut recent: Vec<_> = ids.iter().zip(values.iter()).filter_map(|(id, value)| entry(&id, &value)).collect();
    recent.sort_by(|one, other| other.1.total_cmp(&one.1));
    Ok(recent.into_iter().map(|(recent, _)| recent).collect())
}

/// The files that are kept, the latest first.
pub async fn list() -> Vec<Recent> {
    let list = async { all(&database().await?).await };
    in_turn(list).await.unwrap_or_default()
}

/// Keeps a file, unless it is too large, and lets go of the oldest ones that it leaves no room for.
pub async fn keep(file: &File) -> Vec<Recent> {
    // The same file, opened again, takes its own place.
    let id = file_id(&file.name(), file.size());
    let keep = async {
        let database = database().await?;
        let known = all(&database).await?;
        if file.size() > MOST_BYTES {
            return Ok(known);
        }
        let value = Object::new();
        Reflect::set(&value, &"name".into(), &file.name().into())?;
        Reflect::set(&value, &"blob".into(), file)?;
        Reflect::set(&value, &"opened".into(), &Date::now().into())?;
        let files = store(&database, IdbTransactionMode::Readwrite)?;
        let (mut count, mut bytes) = (1, file.size());
        for other in known.iter().filter(|other| other.id != id) {
            if count >= MOST || bytes + other.bytes > MOST_BYTES {
                files.delete(&other.id.as_str().into())?;
            } else {
                (count, bytes) = (count + 1, bytes + other.bytes);
            }
        }
        // Without room for it, the others are still there.
        let _ = done(&files.put_with_key(&value, &id.as_str().into())?).await;
        all(&database).await
    };
    let kept: Result<Vec<Recent>, JsValue> = in_turn(keep).await;
    kept.unwrap_or_default()
}

/// A file that is kept.
pub async fn get(id: &str) -> Option<File> {
    let get = async {
        let files = store(&database().await?, IdbTransactionMode::Readonly)?;
        done(&files.get(&id.into())?).await
    };
    let value: Result<JsValue, JsValue> = in_turn(get).await;
    let value = value.ok()?;
    let name = Reflect::get(&value, &"name".into()).ok()?.as_string()?;
    let blob = Reflect::get(&value, &"blob".into()).ok()?;
    File::new_with_blob_sequence(&Array::of1(&blob), &name).ok()
}

/// Lets go of a file.
pub async fn remove(id: &str) -> Vec<Recent> {
    let remove = async {
        let database = database().await?;
        done(&store(&database, IdbTransactionMode::Readwrite)?.delete(&id.into())?).await?;
        all(&database).await
    };
    let left: Result<Vec<Recent>, JsValue> = in_turn(remove).await;
    left.unwrap_or_default()
}
