//! Where a report goes: standard output, or a file that is either there in full or not at all.
//!
//! Reports are texts, or are written piece by piece where they may be as large as the trace.

use std::fs::{self, File, OpenOptions};
use std::io::{self, ErrorKind, Write as _};
use std::path::{Path, PathBuf};

use anyhow::Context;

/// What writes a report, piece by piece.
pub type Report<'a> = dyn FnOnce(&mut dyn io::Write) -> io::Result<()> + 'a;

/// Writes to standard output. Whoever reads it may stop early: that is no error.
pub fn print(text: &str) -> anyhow::Result<()> {
    print_with(Box::new(|out| out.write_all(text.as_bytes())))
}

/// Writes to standard output, as [`print`] does.
pub fn print_with(write: Box<Report>) -> anyhow::Result<()> {
    let mut out = io::stdout().lock();
    match write(&mut out).and_then(|()| out.flush()) {
        Err(error) if error.kind() != ErrorKind::BrokenPipe => Err(error).context("cannot write to standard output"),
        _ => Ok(()),
    }
}

/// A file that will be written.
#[derive(Debug)]
pub struct Target {
    /// Where it is, links followed.
    path: PathBuf,
    /// As the reader named it.
    name: PathBuf,
    /// The regular file that is there already; what is neither that nor missing is written to directly.
    is_direct: bool,
}

impl Target {
    /// Makes sure, before any work is done, that `path` can be written, and leaves no trace of that.
    ///
    /// # Errors
    /// Where it cannot.
    pub fn check(path: &Path) -> anyhow::Result<Self> {
        let check = || -> io::Result<Self> {
            let name = path.to_owned();
            match fs::metadata(path) {
                Ok(found) if found.is_dir() => Err(io::Error::from(ErrorKind::IsADirectory)),
                // A device or a pipe: opening a pipe would wait for its reader, so it is left for later.
                Ok(found) if !found.is_file() => Ok(Self { path: name.clone(), name, is_direct: true }),
                Ok(_) => {
                    OpenOptions::new().append(true).open(path)?;
                    let target = Self { path: path.canonicalize()?, name, is_direct: false };
                    Temporary::beside(&target.path)?;
                    Ok(target)
                }
                Err(error) if error.kind() == ErrorKind::NotFound => {
                    Temporary::beside(path)?;
                    Ok(Self { path: name.clone(), name, is_direct: false })
                }
                Err(error) => Err(error),
            }
        };
        check().with_context(|| format!("cannot write {}", path.display()))
    }

    /// Writes it.
    ///
    /// # Errors
    /// Where it cannot be written in full; what was there before is there still then.
    pub fn write(&self, text: &str) -> anyhow::Result<()> {
        self.write_with(Box::new(|out| out.write_all(text.as_bytes())))
    }

    /// Writes it piece by piece.
    ///
    /// # Errors
    /// Where it cannot be written in full; what was there before is there still then.
    pub fn write_with(&self, write: Box<Report>) -> anyhow::Result<()> {
        let write = || -> io::Result<()> {
            if self.is_direct {
                let mut file = OpenOptions::new().write(true).open(&self.path)?;
                return match write(&mut file) {
                    Err(error) if error.kind() == ErrorKind::BrokenPipe => Ok(()),
                    result => result,
                };
            }
            let mut temporary = Temporary::beside(&self.path)?;
            write(&mut temporary.file)?;
            if let Ok(found) = fs::metadata(&self.path) {
                fs::set_permissions(&temporary.path, found.permissions())?;
            }
            temporary.rename(&self.path)
        };
        write().with_context(|| format!("cannot write {}", self.name.display()))
    }
}

/// A file that is removed again unless it is renamed.
struct Temporary {
    path: PathBuf,
    file: File,
    is_kept: bool,
}

impl Temporary {
    fn beside(path: &Path) -> io::Result<Self> {
        let name = path.file_name().ok_or(ErrorKind::InvalidInput)?;
        let mut hidden = std::ffi::OsString::from(".");
        hidden.push(name);
        hidden.push(format!(".{}.tmp", std::process::id()));
        let path = path.with_file_name(hidden);
        let file = OpenOptions::new().write(true).create_new(true).open(&path)?;
        Ok(Self { path, file, is_kept: false })
    }

    fn rename(mut self, to: &Path) -> io::Result<()> {
        self.file.flush()?;
        fs::rename(&self.path, to)?;
        self.is_kept = true;
        Ok(())
    }
}

impl Drop for Temporary {
    fn drop(&mut self) {
        if !self.is_kept {
            // There is nothing to be done about a file that cannot be removed.
            let _ = fs::remove_file(&self.path);
        }
    }
}
