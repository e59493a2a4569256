//! The built page inside the binary.

/// A file's content.
#[allow(dead_code, reason = "build.rs makes them, where it finds a built page")]
#[derive(Clone, Copy, Debug)]
pub enum Body {
    /// As it is.
    Plain(&'static [u8]),
    /// Compressed, in two ways.
    Packed {
        /// By Brotli.
        brotli: &'static [u8],
        /// By gzip.
        gzip: &'static [u8],
    },
}

/// A file of the page.
#[derive(Clone, Copy, Debug)]
pub struct File {
    /// Its path below the page's own address.
    pub name: &'static str,
    /// Whether its name changes with its content.
    pub is_lasting: bool,
    /// What is in it.
    pub body: Body,
}

/// All files, and the headers that go with each.
#[derive(Clone, Copy, Debug)]
pub struct Page {
    /// Name and value, the security policy and what isolates the page among them.
    pub headers: &'static [(&'static str, &'static str)],
    /// Sorted by name.
    pub files: &'static [File],
}

/// The page that was there when this binary was built. Written by `build.rs`.
pub static EMBEDDED: Option<Page> = include!(concat!(env!("OUT_DIR"), "/page.rs"));

impl Page {
    /// The file of that name.
    pub fn file(&self, name: &str) -> Option<&'static File> {
        let index = self.files.binary_search_by(|file| file.name.cmp(name)).ok()?;
        self.files.get(index)
    }
}

impl File {
    /// What its content is, by its name.
    pub fn kind(&self) -> &'static str {
        match self.name.rsplit('.').next().unwrap_or_default() {
            "css" => "text/css; charset=utf-8",
            "html" => "text/html; charset=utf-8",
            "js" => "text/javascript; charset=utf-8",
            "json" => "application/json; charset=utf-8",
            "png" => "image/png",
            "svg" => "image/svg+xml",
            "wasm" => "application/wasm",
            "webmanifest" => "application/manifest+json",
            "ftl" | "md" | "py" | "txt" => "text/plain; charset=utf-8",
            _ => "application/octet-stream",
        }
    }
}
