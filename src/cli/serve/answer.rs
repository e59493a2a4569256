//! What is answered to a request. It knows the page and nothing else: no file system, no other host.
//!
//! A path is looked up in a table as it stands, so there is nothing to climb out of.

use std::hash::{DefaultHasher, Hash, Hasher};
use std::io::Read;

use flate2::read::GzDecoder;
use http_body_util::Full;
use hyper::body::Bytes;
use hyper::header::{
    ACCEPT_ENCODING, ALLOW, CACHE_CONTROL, CONTENT_ENCODING, CONTENT_LENGTH, CONTENT_TYPE, ETAG, HeaderValue,
    IF_NONE_MATCH, VARY,
};
use hyper::{HeaderMap, Method, Request, Response, StatusCode};

use super::page::{Body, File, Page};

const INDEX: &str = "index.html";
const NOT_FOUND: &str = "404.html";

/// How a body is sent.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Coding {
    Brotli,
    Gzip,
    Identity,
}

/// The answer of `page` to a request.
pub fn answer<B>(page: &Page, request: &Request<B>) -> Response<Full<Bytes>> {
    let mut response = match (request.method(), found(page, request.uri().path())) {
        (&Method::GET | &Method::HEAD, Some(file)) => of_file(file, request.headers()),
        (&Method::GET | &Method::HEAD, None) => {
            let mut response = match page.file(NOT_FOUND) {
                Some(file) => of_file(file, &HeaderMap::new()),
                None => Response::new(Full::from("Nothing is here.\n")),
            };
            *response.status_mut() = StatusCode::NOT_FOUND;
            response.headers_mut().remove(ETAG);
            response
        }
        _ => {
            let mut response = Response::new(Full::from("This page is read with GET.\n"));
            *response.status_mut() = StatusCode::METHOD_NOT_ALLOWED;
            response.headers_mut().insert(ALLOW, HeaderValue::from_static("GET, HEAD"));
            response
        }
    };
    for (name, value) in page.headers {
        response.headers_mut().insert(*name, HeaderValue::from_static(value));
    }
    if request.method() == Method::HEAD {
        *response.body_mut() = Full::default();
    }
    response
}

fn found(page: &Page, path: &str) -> Option<&'static File> {
    let name = path.strip_prefix('/')?;
    page.file(if name.is_empty() { INDEX } else { name })
}

fn of_file(file: &File, asked: &HeaderMap) -> Response<Full<Bytes>> {
    let (coding, body) = match file.body {
        Body::Plain(bytes) => (Coding::Identity, Bytes::from_static(bytes)),
        Body::Packed { brotli, gzip } => match coding(asked) {
            Coding::Brotli => (Coding::Brotli, Bytes::from_static(brotli)),
            Coding::Gzip => (Coding::Gzip, Bytes::from_static(gzip)),
            Coding::Identity => (Coding::Identity, unpacked(gzip)),
        },
    };
    let tag = tag(&body);
    let is_known = asked.get_all(IF_NONE_MATCH).iter().any(|known| {
        known.to_str().is_ok_and(|known| known.split(',').any(|known| known.trim().trim_start_matches("W/") == tag))
    });
    let length = body.len();
    let mut response = Response::new(Full::new(if is_known { Bytes::new() } else { body }));
    let headers = response.headers_mut();
    if let Ok(tag) = HeaderValue::from_str(&tag) {
        headers.insert(ETAG, tag);
    }
    let lasting = if file.is_lasting { "public, max-age=31536000, immutable" } else { "no-cache" };
    headers.insert(CACHE_CONTROL, HeaderValue::from_static(lasting));
    headers.insert(VARY, HeaderValue::from_static("Accept-Encoding"));
    if is_known {
        *response.status_mut() = StatusCode::NOT_MODIFIED;
        return response;
    }
    headers.insert(CONTENT_TYPE, HeaderValue::from_static(file.kind()));
    headers.insert(CONTENT_LENGTH, HeaderValue::from(length));
    let name = match coding {
        Coding::Brotli => "br",
        Coding::Gzip => "gzip",
        Coding::Identity => return response,
    };
    headers.insert(CONTENT_ENCODING, HeaderValue::from_static(name));
    response
}

/// The best coding that is asked for. One with a quality of zero is refused by the asking side.
fn coding(asked: &HeaderMap) -> Coding {
    let accepts = |name: &str| {
        asked.get_all(ACCEPT_ENCODING).iter().filter_map(|value| value.to_str().ok()).any(|list| {
            list.split(',').any(|item| {
                let mut parts = item.split(';').map(str::trim);
                let is_named = parts.next().is_some_and(|coding| coding.eq_ignore_ascii_case(name));
                let quality = parts.find_map(|part| part.strip_prefix("q=")).and_then(|q| q.parse().ok());
                is_named && quality.unwrap_or(1.0) > 0.0
            })
        })
    };
    match (accepts("br"), accepts("gzip")) {
        (true, _) => Coding::Brotli,
        (false, true) => Coding::Gzip,
        (false, false) => Coding::Identity,
    }
}

/// For who takes nothing compressed. What was packed when this binary was built can be unpacked.
fn unpacked(gzip: &[u8]) -> Bytes {
    let mut bytes = Vec::new();
    // A failure would leave the body short, which its digest in the page tells.
    let _ = GzDecoder::new(gzip).read_to_end(&mut bytes);
    bytes.into()
}

/// Another one for each other body: it need only tell the builds of one binary apart.
fn tag(body: &[u8]) -> String {
    let mut hasher = DefaultHasher::new();
    body.hash(&mut hasher);
    format!("\"{:016x}\"", hasher.finish())
}

#[cfg(test)]
mod tests {
    use super::*;

    // `printf abc | gzip -n`.
    const GZIP: &[u8] = b"\x1f\x8b\x08\0\0\0\0\0\x02\x03KLJ\x06\0\xc2A$5\x03\0\0\0";
    const PAGE: Page = Page {
        headers: &[("content-security-policy", "default-src 'none'")],
        files: &[
            File { name: "404.html", is_lasting: false, body: Body::Plain(b"none") },
            File { name: "a-0.wasm", is_lasting: true, body: Body::Packed { brotli: b"br", gzip: GZIP } },
            File { name: "index.html", is_lasting: false, body: Body::Plain(b"page") },
        ],
    };

    async fn text(response: Response<Full<Bytes>>) -> String {
        use http_body_util::BodyExt as _;
        let bytes = response.into_body().collect().await.expect("a body in memory").to_bytes();
        String::from_utf8_lossy(&bytes).into_owned()
    }

    /// Status, some headers and the body of the answer to a request.
    fn ask(method: &str, path: &str, headers: &[(&str, &str)]) -> (u16, HeaderMap, String) {
        let mut request = Request::builder().method(method).uri(path);
        for (name, value) in headers {
            request = request.header(*name, *value);
        }
        let response = answer(&PAGE, &request.body(()).expect("a request"));
        let (status, headers) = (response.status().as_u16(), response.headers().clone());
        let runtime = tokio::runtime::Builder::new_current_thread().build().expect("a runtime");
        (status, headers, runtime.block_on(text(response)))
    }

    #[test]
    fn the_page_is_at_the_root_and_every_answer_has_its_headers() {
        for (path, status, body) in [
            ("/", 200, "page"),
            ("/index.html", 200, "page"),
            ("/?embed=1", 200, "page"),
            ("/nothing", 404, "none"),
            ("/../Cargo.toml", 404, "none"),
            ("/%2e%2e/Cargo.toml", 404, "none"),
            ("//index.html", 404, "none"),
        ] {
            let (found, headers, text) = ask("GET", path, &[]);
            assert_eq!((found, text.as_str()), (status, body), "{path}");
            assert_eq!(headers["content-security-policy"], "default-src 'none'", "{path}");
            assert_eq!(headers[CONTENT_TYPE], "text/html; charset=utf-8", "{path}");
        }
    }

    #[test]
    fn a_body_is_sent_as_it_is_asked_for() {
        for (asked, coding, body) in [
            ("gzip, deflate, br, zstd", Some("br"), "br"),
            ("br;q=0, GZIP;q=0.5", Some("gzip"), &*String::from_utf8_lossy(GZIP)),
            ("deflate", None, "abc"),
            ("", None, "abc"),
        ] {
            let (_, headers, text) = ask("GET", "/a-0.wasm", &[("accept-encoding", asked)]);
            assert_eq!(headers.get(CONTENT_ENCODING).and_then(|value| value.to_str().ok()), coding, "{asked}");
            assert_eq!(text, body, "{asked}");
            assert_eq!(headers[CONTENT_TYPE], "application/wasm");
            assert_eq!(headers[VARY], "Accept-Encoding");
        }
    }

    #[test]
    fn what_is_known_is_not_sent_again() {
        let (_, headers, _) = ask("GET", "/", &[]);
        let tag = headers[ETAG].to_str().expect("a tag");
        let (status, _, body) = ask("GET", "/", &[("if-none-match", &format!("\"other\", W/{tag}"))]);
        assert_eq!((status, body.as_str()), (304, ""));
        assert_eq!(ask("GET", "/", &[("if-none-match", "\"other\"")]).0, 200);
        assert_eq!(headers[CACHE_CONTROL], "no-cache");
        assert_eq!(ask("GET", "/a-0.wasm", &[]).1[CACHE_CONTROL], "public, max-age=31536000, immutable");
    }

    #[test]
    fn head_is_get_without_a_body_and_nothing_else_is_taken() {
        let (status, headers, body) = ask("HEAD", "/", &[]);
        assert_eq!((status, body.as_str()), (200, ""));
        assert_eq!(headers[CONTENT_LENGTH], "4");
        let (status, headers, _) = ask("POST", "/", &[]);
        assert_eq!(status, 405);
        assert_eq!(headers[ALLOW], "GET, HEAD");
    }
}
