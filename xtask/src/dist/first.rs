//! The words of what the document shows before anything is loaded (`www/first.html`, `www/first.js`): in every language,
//! as JSON in the document, because nothing else is there yet.

use anyhow::{Context, Result, anyhow};
use interleave_text::compile::Catalogue;
use interleave_text::pattern::Value;

/// The views in the order of the navigation, the first one first; each has a message `frame-NAME`.
const VIEWS: &[&str] = &["lab", "program", "trace"];
/// How many tasks a first visit runs: see `Settings::first` in the lab.
const TASKS: f64 = 12.0;
/// A number of workers that no language has a word for; the script puts the machine's cores in its place.
const CORES: f64 = 97.0;
/// The numbers of cores that are written as words.
const IN_WORDS: std::ops::RangeInclusive<u32> = 2..=12;
/// The element that the words are put into.
const PLACE: &str = "first-words";

/// The document with the words in their place.
///
/// # Errors
/// When a message is missing, or the document has no place for them.
pub fn with_words(html: &str, catalogue: &Catalogue) -> Result<String> {
    let at = html.find(PLACE).context("the document has no element `first-words`")?;
    let start = at + html[at..].find('>').context("the element `first-words` has no end")? + 1;
    let end = start + html[start..].find("</script").context("the element `first-words` is no script")?;
    // In a script nothing ends the element but this.
    let words = words(catalogue)?.to_string().replace("</", "<\\/");
    Ok([&html[..start], &words, &html[end..]].concat())
}

fn words(catalogue: &Catalogue) -> Result<serde_json::Value> {
    let say = |id: &str, values: &[Value<'_>]| catalogue.said(id, values).map_err(|fault| anyhow!("{fault}"));
    let text = Value::Text;
    let number = Value::Number;
    let plain = [
        ("title", say("language-name", &[])?),
        ("share", say("frame-share", &[])?),
        ("workers", say("lab-workers", &[])?),
        ("cancel", say("lab-cancel", &[])?),
        ("headline", say("headline-nothing", &[])?),
        ("one", say("model-title", &[text("event-loop")])?),
        ("oneDetail", say("detail-run", &[text("event-loop"), number(1.0)])?),
        ("many", say("model-title", &[text("threads")])?),
        ("manyDetail", say("detail-run", &[text("threads"), number(CORES)])?),
        ("table", say("table-summary", &[])?),
        ("failed", say("first-failed", &[])?),
    ];
    let sentences = [
        say("explain-runs", &[number(2.0), number(TASKS)])?,
        say("explain-event-loop", &[text("computing")])?,
        say("explain-threads", &[number(CORES), text("computing"), number(CORES)])?,
    ];
    let between = say("shared-space", &[])?;
    let mut names = Vec::new();
    for view in VIEWS {
        names.push(say(&format!("frame-{view}"), &[])?);
    }
    let mut counts = Vec::new();
    for count in IN_WORDS {
        counts.push(say("shared-in-words", &[number(count.into())])?);
    }
    let mut languages = serde_json::Map::new();
    for (index, (tag, _)) in plain[0].1.iter().enumerate() {
        let of =
            |list: &[Vec<(&str, String)>]| -> Vec<String> { list.iter().map(|said| said[index].1.clone()).collect() };
        let mut texts: serde_json::Map<_, _> =
            plain.iter().map(|(name, said)| ((*name).to_owned(), said[index].1.clone().into())).collect();
        texts.insert("explanation".to_owned(), of(&sentences).join(&between[index].1).into());
        texts.insert("views".to_owned(), of(&names).into());
        texts.insert("words".to_owned(), of(&counts).into());
        languages.insert((*tag).to_owned(), texts.into());
    }
    Ok(serde_json::json!({ "languages": languages, "views": VIEWS }))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::paths;

    #[test]
    fn the_words_are_those_that_the_lab_says_a_moment_later() {
        let catalogue = Catalogue::read(&paths::root().join("www/locales")).unwrap();
        let html = with_words("<script id=first-words>{}</script><p>", &catalogue).unwrap();
        let json = html.strip_prefix("<script id=first-words>").unwrap().strip_suffix("</script><p>").unwrap();
        let words: serde_json::Value = serde_json::from_str(json).unwrap();
        let english = &words["languages"]["en"];
        let explanation = english["explanation"].as_str().unwrap();
        assert!(explanation.starts_with("Both runs do the same twelve tasks. The event loop"), "{explanation}");
        assert!(explanation.ends_with(" 97 free threads execute up to 97 at the same instant."), "{explanation}");
        assert_eq!((&english["words"][2], &english["views"][1]), (&"four".into(), &"Programs".into()));
        for (tag, texts) in words["languages"].as_object().unwrap() {
            let texts = texts.as_object().unwrap();
            assert!(texts.values().all(|said| said.as_str() != Some("")), "{tag}: {texts:?}");
            assert_eq!(texts["manyDetail"].as_str().unwrap().matches("97").count(), 1, "{tag}");
            assert_eq!(texts["explanation"].as_str().unwrap().matches("97").count(), 2, "{tag}");
        }
        assert!(with_words("<p>", &catalogue).is_err());
    }
}
