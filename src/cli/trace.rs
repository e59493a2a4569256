//! Reading traces, and where the report on them goes.

use std::fs::File;
use std::io::{self, ErrorKind, Read, Seek, SeekFrom};
use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use super::args::{TraceFormat, TraceSettings};
use super::interrupt::Brake;
use super::output::{self, Report, Target};
use super::progress::Progress;
use super::report::trace::{self as report, Profile};
use crate::trace::export::{self, Run};
use crate::trace::import::{self, Imported, Importer, Texts};

/// What is read from a file at once, in bytes.
const CHUNK: usize = 1 << 20;

/// Reads the traces and writes the report on them.
///
/// # Errors
/// Where one of them cannot be read at all, or the report cannot be written.
pub fn run(settings: &TraceSettings) -> anyhow::Result<()> {
    let brake = Brake::listen()?;
    let target = settings.output.as_deref().map(Target::check).transpose()?;
    let mut profiles = settings.files.iter().map(|path| profile(path)).collect::<anyhow::Result<Vec<_>>>()?;
    Profile::distinguish(&mut profiles);
    brake.hold(|| {
        let write: Box<Report> = Box::new(|out| write(settings, &profiles, &mut brake.checked(out)));
        match &target {
            Some(target) => target.write_with(write),
            None => output::print_with(write),
        }
    })?;
    // The other formats have them in the report.
    if !matches!(settings.format, TraceFormat::Text | TraceFormat::Json) {
        for (profile, count) in profiles.iter().map(|profile| (profile, profile.warning_count())) {
            if count > 0 {
                let warnings = if count == 1 { "warning" } else { "warnings" };
                let file = &profile.file;
                eprintln!("interleave: {file}: {count} {warnings}, which --format text lists");
            }
        }
    }
    Ok(())
}

fn write(settings: &TraceSettings, profiles: &[Profile], out: &mut dyn io::Write) -> io::Result<()> {
    let runs: Vec<Run> = profiles.iter().map(Profile::run).collect();
    match (settings.format, profiles) {
        (TraceFormat::Text, _) => {
            let style = super::report::style(settings.color, settings.output.is_some());
            out.write_all(report::text(profiles, style).as_bytes())
        }
        (TraceFormat::Json, _) => report::json(profiles, out),
        (TraceFormat::Svg, _) => out.write_all(export::svg(&runs, &report::sentence(profiles)).as_bytes()),
        (TraceFormat::Chrome, [profile]) => match texts(&settings.files[0], profile)? {
            Some(texts) => export::write_chrome_with(&profile.imported.trace, texts, out),
            None => export::write_chrome(&profile.imported.trace, out),
        },
        (TraceFormat::Chrome, _) => {
            let texts = settings.files.iter().zip(profiles).map(|(path, profile)| texts(path, profile));
            export::write_chrome_runs_with(&runs, texts.collect::<io::Result<_>>()?, out)
        }
        (TraceFormat::Csv, _) => export::write_csv(&runs, out),
    }
}

/// The text of a file, read again for the arguments of its events; none of standard input, which is read once.
fn texts<'a>(path: &Path, profile: &'a Profile) -> io::Result<Option<Texts<'a>>> {
    if path.as_os_str() == "-" {
        return Ok(None);
    }
    let mut file = File::open(path)?;
    let mut magic = [0; 2];
    let is_packed = file.read(&mut magic)? == 2 && magic == [0x1f, 0x8b];
    file.rewind()?;
    let frames = &profile.imported.frames;
    if !is_packed {
        return Ok(Some(Texts::new(frames, move |start, count| {
            let mut text = Vec::with_capacity(count);
            file.seek(SeekFrom::Start(start))?;
            (&mut file).take(count as u64).read_to_end(&mut text)?;
            Ok(text)
        })));
    }
    // Packed text can only be read from its start on.
    let text = import::unpacked(file)?;
    Ok(Some(Texts::new(frames, move |start, count| {
        let start = usize::try_from(start).unwrap_or(usize::MAX).min(text.len());
        Ok(text[start..text.len().min(start.saturating_add(count))].to_vec())
    })))
}

fn profile(path: &Path) -> anyhow::Result<Profile> {
    let name = if path.as_os_str() == "-" { "standard input".into() } else { path.to_string_lossy() };
    let imported = read(path, &name).map_err(|error| error.context(format!("cannot read {name}")))?;
    Ok(Profile::new(name.into_owned(), imported))
}

fn read(path: &Path, name: &str) -> anyhow::Result<Imported> {
    let (mut input, size): (Box<dyn Read>, Option<u64>) = match path.as_os_str() == "-" {
        true => (Box::new(io::stdin().lock()), None),
        false => open(path)?,
    };
    let done = Arc::new(AtomicU64::new(0));
    let progress = Progress::say({
        let (name, done) = (name.to_owned(), done.clone());
        move || {
            let megabytes = done.load(Ordering::Relaxed) as f64 / 1e6;
            match size {
                // A file that is read in full is not yet a trace that is put together.
                Some(size) if done.load(Ordering::Relaxed) >= size => {
                    format!("{name}: {megabytes:.0} MB read, sorting")
                }
                Some(size) => format!("{name}: {megabytes:.0} of {:.0} MB", size as f64 / 1e6),
                None => format!("{name}: {megabytes:.0} MB"),
            }
        }
    });
    let mut importer = Importer::new();
    let mut chunk = vec![0; CHUNK];
    loop {
        match input.read(&mut chunk) {
            Ok(0) => break,
            Ok(count) => {
                importer.push(&chunk[..count])?;
                done.fetch_add(count as u64, Ordering::Relaxed);
            }
            Err(error) if error.kind() == ErrorKind::Interrupted => {}
            Err(error) => return Err(error.into()),
        }
    }
    let imported = importer.finish()?;
    drop(progress);
    Ok(imported)
}

/// The file, and how long it is where it is a regular one.
fn open(path: &Path) -> anyhow::Result<(Box<dyn Read>, Option<u64>)> {
    let advice = |error: io::Error| match error.kind() {
        ErrorKind::NotFound => anyhow::anyhow!("there is no such file; check its name"),
        ErrorKind::PermissionDenied => anyhow::anyhow!("this user may not read it; change its permissions"),
        _ => error.into(),
    };
    let file = File::open(path).map_err(advice)?;
    let found = file.metadata().map_err(advice)?;
    if found.is_dir() {
        anyhow::bail!("it is a folder; name a file in it");
    }
    let size = found.is_file().then_some(found.len());
    Ok((Box::new(file), size))
}
