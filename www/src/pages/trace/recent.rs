//! Files that were open before, kept in this browser and nowhere else (IndexedDB). A browser that keeps nothing, or
//! has no room, costs the reader the list and no more.

use js_sys::{Array, Date, Object, Promise, Reflect};
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::JsFuture;
use web_sys::{Blob, File, IdbDatabase, IdbFactory, IdbObjectStore, IdbRequest, IdbTransactionMode};

use super::model::Recent;

const DATABASE: &str = "interleave-traces";
const STORE: &str = "files";

/// How many files are kept at most.
const MOST: usize = 8;
/// How large they may be together, in bytes. The largest browsers' shares of small discs are ten times that.
const MOST_BYTES: f64 = 256e6;

async fn done(request: &IdbRequest) -> Result<JsValue, JsValue> {
    let promise = Promise::new(&mut |resolve, reject| {
        request.set_onsuccess(Some(&resolve));
        request.set_onerror(Some(&reject));
    });
    JsFuture::from(promise).await?;
    request.result()
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

fn entry(id: &JsValue, value: &JsValue) -> Option<Recent> {
    let name = Reflect::get(value, &"name".into()).ok()?.as_string()?;
    let blob: Blob = Reflect::get(value, &"blob".into()).ok()?.dyn_into().ok()?;
    Some(Recent { id: id.as_f64()?, name, bytes: blob.size() })
}

async fn all(database: &IdbDatabase) -> Result<Vec<Recent>, JsValue> {
    let store = store(database, IdbTransactionMode::Readonly)?;
    let (ids, values) = (store.get_all_keys()?, store.get_all()?);
    let (ids, values): (Array, Array) = (done(&ids).await?.dyn_into()?, done(&values).await?.dyn_into()?);
    let mut recent: Vec<Recent> = ids.iter().zip(values.iter()).filter_map(|(id, value)| entry(&id, &value)).collect();
    recent.sort_by(|one, other| other.id.total_cmp(&one.id));
    Ok(recent)
}

/// The files that are kept, the latest first.
pub async fn list() -> Vec<Recent> {
    let list = async { all(&database().await?).await };
    list.await.unwrap_or_default()
}

/// Keeps a file, unless it is too large, and lets go of the oldest ones that it leaves no room for.
pub async fn keep(file: &File) -> Vec<Recent> {
    let keep = async {
        let database = database().await?;
        let known = all(&database).await?;
        if file.size() > MOST_BYTES {
            return Ok(known);
        }
        let (mut count, mut bytes) = (1, file.size());
        let mut gone = Vec::new();
        for other in &known {
            // The same file, opened again, is the latest one.
            let is_same = other.name == file.name() && other.bytes == file.size();
            if is_same || count >= MOST || bytes + other.bytes > MOST_BYTES {
                gone.push(other.id);
            } else {
                (count, bytes) = (count + 1, bytes + other.bytes);
            }
        }
        let value = Object::new();
        Reflect::set(&value, &"name".into(), &file.name().into())?;
        Reflect::set(&value, &"blob".into(), file)?;
        let files = store(&database, IdbTransactionMode::Readwrite)?;
        for id in gone {
            files.delete(&id.into())?;
        }
        // The moment is its number: the latest file has the largest.
        done(&files.put_with_key(&value, &Date::now().into())?).await?;
        all(&database).await
    };
    let kept: Result<Vec<Recent>, JsValue> = keep.await;
    match kept {
        Ok(recent) => recent,
        Err(_) => list().await,
    }
}

/// A file that is kept.
pub async fn get(id: f64) -> Option<File> {
    let get = async {
        let store = store(&database().await?, IdbTransactionMode::Readonly)?;
        done(&store.get(&id.into())?).await
    };
    let value: Result<JsValue, JsValue> = get.await;
    let value = value.ok()?;
    let name = Reflect::get(&value, &"name".into()).ok()?.as_string()?;
    let blob = Reflect::get(&value, &"blob".into()).ok()?;
    File::new_with_blob_sequence(&Array::of1(&blob), &name).ok()
}

/// Lets go of a file.
pub async fn remove(id: f64) -> Vec<Recent> {
    let remove = async {
        let store = store(&database().await?, IdbTransactionMode::Readwrite)?;
        done(&store.delete(&id.into())?).await
    };
    let _: Result<JsValue, JsValue> = remove.await;
    list().await
}
