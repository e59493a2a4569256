//! From Fluent files to what the page has of them. English says which messages there are; every other language has to
//! have exactly those, with the same variables. What is wrong is told with its file, line and message.
//!
//! What the page's messages use of Fluent is read, and everything else is refused: text, variables, `NUMBER` with
//! `minimumFractionDigits` and `maximumFractionDigits`, selection by plural category, number or word, terms with their
//! arguments, and references to other messages. `WORDS($n)`, our own function, is a number in words; with
//! `case: "capital"` for the start of a sentence. Attributes are refused.

mod check;
mod encode;
mod fluent;
mod rust;

use std::collections::BTreeMap;
use std::fmt;
use std::fs;
use std::path::{Path, PathBuf};

pub use rust::source;

use crate::pattern::{Rules, Value, evaluate};
use crate::table;

/// The language that all others are compared with.
pub const REFERENCE: &str = "en";
/// Names a language in itself; no message of the page.
const OWN_NAME: &str = "language-name";
/// The message behind `WORDS`.
const WORDS: &str = "shared-in-words";

/// What is wrong, and where.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fault {
    /// The Fluent file.
    pub file: PathBuf,
    /// Its line, from 1 on.
    pub line: usize,
    /// The message; empty outside of one.
    pub message: String,
    /// What is wrong there.
    pub what: String,
}

impl fmt::Display for Fault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { file, line, message, what } = self;
        let colon = if message.is_empty() { "" } else { ": " };
        write!(f, "{}:{line}: {message}{colon}{what}", file.display())
    }
}

/// A part of the page that loads its texts by itself; messages belong to one by how their names begin.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Part {
    /// `shared-…`: in every part.
    Shared,
    /// `trace-…`: the trace view.
    Trace,
    /// `program-…`: the program view.
    Program,
    /// `embed-…` and `share-…`: scripts (`www/embed`), which are no part of a binary and have files of their own form.
    Script,
    /// `first-…`: what the document says before anything is loaded.
    First,
    /// All others: the frame and the lab.
    Page,
}

impl Part {
    /// Those that have files of their own, and what these are named after.
    pub const FILES: [(Self, &'static str); 3] =
        [(Self::Page, "page"), (Self::Trace, "trace"), (Self::Program, "program")];

    fn of(message: &str) -> Self {
        match message.split('-').next() {
            Some("shared") => Self::Shared,
            Some("trace") => Self::Trace,
            Some("program") => Self::Program,
            Some("embed" | "share") => Self::Script,
            Some("first") => Self::First,
            _ => Self::Page,
        }
    }
}

/// A part of a message.
#[derive(Clone, Debug, PartialEq)]
enum Piece {
    Text(String),
    Variable(String),
    Number {
        name: String,
        least: u32,
        most: u32,
    },
    Words {
        name: String,
        is_capital: bool,
    },
    /// The variants in order; the last one, without key, fits always.
    Select {
        name: String,
        is_number: bool,
        variants: Vec<(Option<String>, Vec<Piece>)>,
    },
}

/// A message of one language.
#[derive(Clone, Debug)]
struct Message {
    line: usize,
    pieces: Vec<Piece>,
}

/// One language.
#[derive(Clone, Debug)]
struct Language {
    tag: String,
    file: PathBuf,
    messages: BTreeMap<String, Message>,
    /// Messages that others refer to.
    parts: Vec<String>,
}

/// All languages, found to be complete.
#[derive(Clone, Debug)]
pub struct Catalogue {
    /// The reference first, then by tag.
    languages: Vec<Language>,
}

impl Catalogue {
    /// Reads every `.ftl` file of a folder; a file is named after its language's tag.
    ///
    /// # Errors
    /// All that is wrong in them.
    pub fn read(folder: &Path) -> Result<Self, Vec<Fault>> {
        let fault = |file: &Path, what: String| Fault { file: file.into(), line: 0, message: String::new(), what };
        let entries = fs::read_dir(folder).map_err(|error| vec![fault(folder, error.to_string())])?;
        let mut files: Vec<PathBuf> = entries.filter_map(|entry| Some(entry.ok()?.path())).collect();
        files.retain(|file| file.extension() == Some("ftl".as_ref()));
        files.sort();
        let mut sources = Vec::new();
        for file in files {
            let text = fs::read_to_string(&file).map_err(|error| vec![fault(&file, error.to_string())])?;
            let tag = file.file_stem().unwrap_or_default().to_string_lossy().into_owned();
            sources.push((tag, file, text));
        }
        Self::of(sources)
    }

    /// As [`Self::read`], from tags, files' names and texts.
    ///
    /// # Errors
    /// All that is wrong in them.
    pub fn of(sources: Vec<(String, PathBuf, String)>) -> Result<Self, Vec<Fault>> {
        let mut faults = Vec::new();
        let mut languages = Vec::new();
        for (tag, file, text) in sources {
            let (language, found) = fluent::read(tag, file, &text);
            languages.push(language);
            faults.extend(found);
        }
        languages.sort_by_key(|language| (language.tag != REFERENCE, language.tag.clone()));
        check::check(&languages, &mut faults);
        if faults.is_empty() { Ok(Self { languages }) } else { Err(faults) }
    }

    /// The small files of all languages but the reference, which is in the page's binaries: names and contents.
    pub fn files(&self) -> Vec<(String, String)> {
        let mut files = Vec::new();
        for language in &self.languages[1..] {
            for (part, name) in Part::FILES {
                let patterns: Vec<String> = self
                    .numbered(part)
                    .iter()
                    .map(|id| encode::pattern(&language.messages[*id].pieces, &self.letters(id)))
                    .collect();
                let text = table::write(&self.shape(part), patterns.iter().map(String::as_str));
                files.push((format!("{}.{name}.txt", language.tag), text));
            }
        }
        files
    }

    /// The modules of the scripts' texts, one a language: names and contents. Each exports an object of texts, in which
    /// `{name}` stands for a variable.
    ///
    /// # Errors
    /// Where one of these messages is more than text and variables.
    pub fn modules(&self) -> Result<Vec<(String, String)>, Fault> {
        let mut modules = Vec::new();
        for language in &self.languages {
            let mut text = String::from("// Made from www/locales.\nexport default {\n");
            for (id, message) in language.messages.iter().filter(|(id, _)| Part::of(id) == Part::Script) {
                let mut value = String::new();
                for piece in &message.pieces {
                    match piece {
                        Piece::Text(text) => value.push_str(text),
                        Piece::Variable(name) => value.extend(["{", name, "}"]),
                        _ => {
                            return Err(Fault {
                                file: language.file.clone(),
                                line: message.line,
                                message: id.clone(),
                                what: "texts of scripts have plain variables only".to_owned(),
                            });
                        }
                    }
                }
                // Rust writes such texts in a form that JavaScript reads.
                text.push_str(&format!("  {id:?}: {value:?},\n"));
            }
            modules.push((format!("texts-{}.js", language.tag), text + "};\n"));
        }
        let tags: Vec<&str> = self.languages.iter().map(|language| language.tag.as_str()).collect();
        modules.push(("languages.js".to_owned(), format!("// Made from www/locales.\nexport default {tags:?};\n")));
        Ok(modules)
    }

    /// What a message says in each language, in their order: tag and text. `values` are its variables in the order in
    /// which English first has them. Plural categories are those of whole numbers in English, and numbers are written
    /// without separators: it is for what the page says before it has its own rules.
    ///
    /// # Errors
    /// Where there is no such message.
    pub fn said(&self, id: &str, values: &[Value<'_>]) -> Result<Vec<(&str, String)>, Fault> {
        if !self.reference().messages.contains_key(id) {
            let what = "there is no such message".to_owned();
            return Err(Fault { file: self.reference().file.clone(), line: 0, message: id.to_owned(), what });
        }
        let said = |language: &'_ Language| {
            let pattern = |id: &str| {
                let message = language.messages.get(id);
                message.map_or_else(String::new, |message| encode::pattern(&message.pieces, &self.letters(id)))
            };
            let mut text = String::new();
            evaluate(&pattern(id), values, &Plain(pattern(WORDS)), &mut text);
            text
        };
        Ok(self.languages.iter().map(|language| (language.tag.as_str(), said(language))).collect())
    }

    fn reference(&self) -> &Language {
        &self.languages[0]
    }

    /// The messages of a part in the order of their numbers: the shared ones first.
    fn numbered(&self, part: Part) -> Vec<&str> {
        let of = |wanted: Part| {
            let ids = self.reference().messages.keys().map(String::as_str);
            ids.filter(move |id| *id != OWN_NAME && Part::of(id) == wanted)
        };
        if part == Part::Shared { of(Part::Shared).collect() } else { of(Part::Shared).chain(of(part)).collect() }
    }

    /// The variables of a message, in the order in which English first has them.
    fn letters(&self, id: &str) -> Vec<String> {
        let mut names = Vec::new();
        check::variables(&self.reference().messages[id].pieces, &mut |name, _| {
            if !names.iter().any(|known| known == name) {
                names.push(name.to_owned());
            }
        });
        names
    }

    /// Tells the messages of this build from those of another one. FNV-1a with 64 bits.
    fn shape(&self, part: Part) -> String {
        let mut hash = 0xcbf2_9ce4_8422_2325_u64;
        for id in self.numbered(part) {
            for word in std::iter::once(id).chain(self.letters(id).iter().map(String::as_str)) {
                for byte in word.bytes().chain([0]) {
                    hash = (hash ^ u64::from(byte)).wrapping_mul(0x0000_0100_0000_01b3);
                }
            }
        }
        format!("{hash:016x}")
    }
}

/// Rules that are good enough for small whole numbers; the pattern is the language's own for numbers in words.
struct Plain(String);

impl Rules for Plain {
    fn category(&self, number: f64) -> String {
        if number == 1.0 { "one" } else { "other" }.to_owned()
    }

    fn number(&self, number: f64, _least: u32, _most: u32) -> String {
        number.to_string()
    }

    fn words(&self) -> &str {
        &self.0
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn catalogue(sources: &[(&str, &str)]) -> Result<Catalogue, Vec<String>> {
        let whole = |text: &str| format!("language-name = Name\nshared-in-words = {{ NUMBER($n) }}\n{text}");
        let source = |(tag, text): &(&str, &str)| ((*tag).to_owned(), format!("{tag}.ftl").into(), whole(text));
        Catalogue::of(sources.iter().map(source).collect())
            .map_err(|faults| faults.iter().map(Fault::to_string).collect())
    }

    #[test]
    fn what_is_wrong_is_told_with_its_place() {
        let english = "a = { $x }\nb = { $n ->\n    [one] a task\n   *[other] { NUMBER($n) } tasks\n  }";
        let good = "a = das { $x }\nb = { NUMBER($n) }";
        assert!(catalogue(&[("en", english), ("de", good)]).is_ok());
        for (german, expect) in [
            ("b = { NUMBER($n) }", "de.ftl:1: a: is missing"),
            ("a = { $x }\nb = { NUMBER($n) }\nc = x", "de.ftl:5: c: English has no such message"),
            ("a = { $y }\nb = { NUMBER($n) }", "de.ftl:3: a: English has no variable `$y` here"),
            ("a = das\nb = { NUMBER($n) }", "de.ftl:3: a: the variable `$x` is missing"),
            ("a = { $x }\na = { $x }\nb = { NUMBER($n) }", "de.ftl:4: a: is there twice"),
            ("a = { $x }\nb = { $n }", "de.ftl:4: b: `$n` is a number in English and a text here"),
            ("a = { $x }\nb = { NUMBER($n) }\n= x", "de.ftl:5: "),
            ("a = { c }{ $x }\nb = { NUMBER($n) }", "de.ftl:3: a: there is no message `c`"),
            ("a = { $x }\nb = { DATE($n) }{ NUMBER($n) }", "de.ftl:4: b: there is no function `DATE`"),
            ("a = { $x ->\n  *[other] x\n   [one] y\n }\nb = { NUMBER($n) }", "de.ftl:3: a: the default"),
        ] {
            let faults = catalogue(&[("en", english), ("de", german)]).expect_err(german);
            assert!(faults.iter().any(|fault| fault.starts_with(expect)), "{german}: {faults:?}");
        }
    }

    #[test]
    fn words_that_choose_are_the_same_in_all_languages() {
        let english = "a = { $m ->\n  [gil] lock\n  *[threads] free\n }";
        let faults = catalogue(&[("en", english), ("de", "a = { $m ->\n  [gli] x\n *[threads] y\n }")]).unwrap_err();
        assert_eq!(faults, ["de.ftl:3: a: the variants of `$m` are gli, threads, in English gil, threads"]);
    }

    #[test]
    fn scripts_have_modules_of_their_own() {
        let english = "share-a = Copy “{ $x }”\nembed-b = B\nc = C";
        let all = catalogue(&[("en", english), ("de", "share-a = \"{ $x }\" kopieren\nembed-b = b\nc = c")]).unwrap();
        assert_eq!(
            all.modules().unwrap(),
            [
                ("texts-en.js", "  \"embed-b\": \"B\",\n  \"share-a\": \"Copy “{x}”\",\n};\n"),
                ("texts-de.js", "  \"embed-b\": \"b\",\n  \"share-a\": \"\\\"{x}\\\" kopieren\",\n};\n"),
            ]
            .map(|(name, text)| (name.to_owned(), "// Made from www/locales.\nexport default {\n".to_owned() + text))
            .into_iter()
            .chain([(
                "languages.js".to_owned(),
                "// Made from www/locales.\nexport default [\"en\", \"de\"];\n".to_owned()
            )])
            .collect::<Vec<_>>()
        );
        assert!(!all.files().iter().any(|(_, text)| text.contains("kopieren")), "they are in no binary’s file");
        let odd = catalogue(&[("en", "share-a = { NUMBER($n) }")]).unwrap().modules().unwrap_err();
        assert_eq!(odd.to_string(), "en.ftl:3: share-a: texts of scripts have plain variables only");
    }

    #[test]
    fn what_a_message_says_is_known_in_each_language() {
        let english = "a = { $n ->\n  [one] { $x } task\n  *[other] { WORDS($n) } tasks\n }";
        let all = catalogue(&[("en", english), ("de", "a = { $x }: { NUMBER($n) }")]).unwrap();
        let said = |number| all.said("a", &[Value::Number(number), Value::Text("T")]).unwrap();
        assert_eq!(said(1.0), [("en", "T task".to_owned()), ("de", "T: 1".to_owned())]);
        assert_eq!(said(97.0)[0].1, "97 tasks");
        assert!(all.said("b", &[]).is_err());
    }

    #[test]
    fn files_hold_what_the_page_fills_in() {
        let english =
            "trace-b = { $n ->\n  [one] { $x } task\n  *[other] tasks\n }\nc = { shared-d }\nshared-d = D\n-e = E";
        let german = "trace-b = { -f(y: \"k\") }{ $x }\nc = C\nshared-d = { -f }\n-f = { $y ->\n [k] K\n *[l] L\n }";
        let catalogue = catalogue(&[("en", english), ("de", german)]).unwrap();
        let files = catalogue.files();
        let lines = |index: usize| files[index].1.lines().skip(1).map(str::to_owned).collect::<Vec<_>>();
        assert_eq!([files[0].0.as_str(), files[1].0.as_str()], ["de.page.txt", "de.trace.txt"]);
        assert_eq!(lines(0), ["L", "\u{2}A03", "C"]);
        assert_eq!(lines(1), ["L", "\u{2}A03", "K\u{1}B"]);
        assert_eq!(catalogue.letters("trace-b"), ["n", "x"]);
    }
}
