//! That every text is where it belongs, and that the page says in English what the terminal says.

use std::fs;
use std::path::{Path, PathBuf};

use interleave::lab::{Model, Sharing, taking_turns};
use interleave::trace::State;
use interleave::workload::{ALL, Distribution};

use super::*;

#[test]
fn english_counts_in_words_up_to_twelve() {
    for (number, expect) in [(0, "no"), (1, "one"), (12, "twelve"), (13, "13"), (1200, "1,200")] {
        assert_eq!(say::shared_in_words(number), expect);
    }
}

/// Every language has the variants of English, or the build stops: so what is complete in English is complete in all.
#[test]
fn what_the_core_names_has_a_text_in_every_language() {
    for known in ALL {
        assert_eq!(say::workload_title(known.name), known.title);
        assert_eq!(say::workload_summary(known.name), known.summary);
        assert_eq!(say::workload_task(known.name, 3), [known.task_name, " 3"].concat());
    }
    for model in Model::ALL {
        assert_eq!(say::model_title(model.name()), model.title());
    }
    for state in [State::Idle, State::New, State::Runnable, State::Running, State::Waiting, State::Overhead] {
        assert_eq!(say::shared_state(state.name()), state.name());
    }
    for (_, name) in Distribution::ALL {
        assert_eq!(say::lab_distribution(name).to_lowercase(), name);
    }
    for (_, name) in Sharing::ALL {
        assert_eq!(say::lab_sharing(name).to_lowercase(), name);
    }
    for (workers, cores) in [(16, 2), (4, 1)] {
        assert_eq!(say::explain_turns(cores, workers), taking_turns(workers, cores).unwrap_or_default());
    }
}

/// Literals that read like a text and are none: classes of the stylesheet, and names.
const NO_TEXTS: &[&str] = &[
    "Chrome JSON",
    "Interleave",
    "button go",
    "button small",
    "imports over",
    "input:not([type=checkbox]), select, textarea",
    "line odd",
    "sub wrong",
    "time quiet",
];

/// Whether two words of letters stand side by side in it.
fn is_prose(text: &str) -> bool {
    let words: Vec<&str> = text.split(' ').collect();
    let is_word = |word: &str| {
        let word = word.trim_matches([',', '.', ':', ';', '…', '“', '”', '!', '?']);
        word.len() > 1 && word.chars().all(|letter| letter.is_alphabetic() || letter == '’')
    };
    words.windows(2).any(|pair| is_word(pair[0]) && is_word(pair[1]))
}

/// What a reader would see of a piece of markup: its text, and the attributes that are read out.
fn seen(markup: &str) -> Vec<String> {
    let mut found = Vec::new();
    for part in markup.split('<') {
        let (tag, text) = part.split_once('>').unwrap_or(("", part));
        // What is shown as code is no prose.
        if !tag.starts_with("code") {
            found.push(text.to_owned());
        }
        for name in [" aria-label=", " title=", " placeholder=", " alt=", " aria-roledescription="] {
            if let Some((_, value)) = tag.split_once(name) {
                found.push(value.split(' ').next().unwrap_or("").trim_matches('\'').to_owned());
            }
        }
    }
    found.retain(|text| text.chars().filter(|letter| letter.is_alphabetic()).count() > 1);
    found.retain(|text| !NO_TEXTS.contains(&text.as_str()));
    found
}

/// The string literals of a source, without its comments and tests.
fn literals(source: &str) -> Vec<String> {
    let source = source.split("#[cfg(test)]").next().unwrap_or("");
    let code: Vec<&str> = source.lines().filter(|line| !line.trim_start().starts_with("//")).collect();
    let code = code.join("\n").replace("'\"'", "").replace("\\\"", "");
    let mut found: Vec<String> = code.split('"').skip(1).step_by(2).map(str::to_owned).collect();
    // A backslash at a line's end goes on with the next word.
    for text in &mut found {
        *text = text.split("\\\n").map(str::trim_start).collect();
    }
    found
}

fn sources(folder: &Path) -> Vec<PathBuf> {
    let mut found = Vec::new();
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            found.extend(sources(&path));
        } else if path.extension() == Some("rs".as_ref()) && path.file_name() != Some("tests.rs".as_ref()) {
            found.push(path);
        }
    }
    found
}

#[test]
fn every_text_of_the_page_is_in_the_fluent_files() {
    let mut found = Vec::new();
    // What stands in `markup.rs` is for engineers: it stops the build.
    for path in sources(Path::new("src")).into_iter().filter(|path| !path.ends_with("markup.rs")) {
        for literal in literals(&fs::read_to_string(&path).unwrap()) {
            let texts = if literal.contains('<') && literal.contains('>') { seen(&literal) } else { Vec::new() };
            let is_text = !texts.is_empty() || (!literal.contains('<') && is_prose(&literal));
            if is_text && !NO_TEXTS.contains(&literal.as_str()) {
                found.push(format!("{}: {literal}", path.display()));
            }
        }
    }
    assert!(found.is_empty(), "texts that no other language has:\n{}", found.join("\n"));
}

#[test]
fn texts_are_told_from_what_is_none() {
    for (text, expect) in
        [("Run again", true), ("waits, on no worker", true), ("--share:", false), ("button small", true), ("px", false)]
    {
        assert_eq!(is_prose(text), expect, "{text}");
    }
    assert_eq!(seen("<p class='note quiet'>{}</p><b title=Views>x, y</b>"), ["x, y", "Views"]);
    assert_eq!(literals("f(\"a\"); // \"b\"\n  // \"c\"\n#[cfg(test)]\n\"d\"")[0], "a");
}
