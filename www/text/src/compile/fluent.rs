//! From a file's text to messages, with terms and references put in.

use std::collections::{BTreeMap, HashMap};
use std::path::PathBuf;

use fluent_syntax::ast::{
    CallArguments, Entry, Expression, InlineExpression as Inline, Pattern, PatternElement, VariantKey,
};
use fluent_syntax::parser;
use fluent_syntax::unicode::unescape_unicode_to_string;

use super::{Fault, Language, Message, Piece};

const CATEGORIES: [&str; 6] = ["zero", "one", "two", "few", "many", "other"];
/// References that lead further than this lead in a circle.
const DEEPEST: u32 = 8;

/// The messages of a file, and what is wrong with it.
pub fn read(tag: String, file: PathBuf, text: &str) -> (Language, Vec<Fault>) {
    let line_at = |place: usize| 1 + text.bytes().take(place).filter(|byte| *byte == b'\n').count();
    let mut faults = Vec::new();
    let mut fault = |line, message: &str, what| {
        faults.push(Fault { file: file.clone(), line, message: message.to_owned(), what });
    };
    let resource = parser::parse(text).unwrap_or_else(|(resource, errors)| {
        for error in errors {
            fault(line_at(error.pos.start), "", error.kind.to_string());
        }
        resource
    });
    let mut names = Names::default();
    let mut lines: BTreeMap<String, usize> = BTreeMap::new();
    for entry in &resource.body {
        let (id, value, attributes, into) = match entry {
            Entry::Message(message) => {
                (message.id.name, message.value.as_ref(), &message.attributes, &mut names.messages)
            }
            Entry::Term(term) => (term.id.name, Some(&term.value), &term.attributes, &mut names.terms),
            _ => continue,
        };
        // The name is a piece of the text, so its place in memory is its place in the file.
        let line = line_at((id.as_ptr() as usize).saturating_sub(text.as_ptr() as usize));
        if !attributes.is_empty() {
            fault(line, id, "attributes are not used here".to_owned());
        }
        let Some(value) = value else { continue };
        if into.insert(id, value).is_some() {
            fault(line, id, "is there twice".to_owned());
        } else if matches!(entry, Entry::Message(_)) {
            lines.insert(id.to_owned(), line);
        }
    }
    let mut messages = BTreeMap::new();
    let mut parts = Vec::new();
    for (id, line) in lines {
        let mut reader = Reader { names: &names, given: None, depth: 0, parts: &mut parts };
        match reader.pattern(names.messages[id.as_str()]) {
            Ok(pieces) => {
                messages.insert(id, Message { line, pieces });
            }
            Err(what) => fault(line, &id, what),
        }
    }
    (Language { tag, file, messages, parts }, faults)
}

#[derive(Default)]
struct Names<'a> {
    messages: HashMap<&'a str, &'a Pattern<&'a str>>,
    terms: HashMap<&'a str, &'a Pattern<&'a str>>,
}

struct Reader<'a, 'b> {
    names: &'b Names<'a>,
    /// In a term: what it was given.
    given: Option<HashMap<String, String>>,
    depth: u32,
    parts: &'b mut Vec<String>,
}

impl Reader<'_, '_> {
    fn pattern(&mut self, pattern: &Pattern<&str>) -> Result<Vec<Piece>, String> {
        let mut pieces = Vec::new();
        for element in &pattern.elements {
            match element {
                PatternElement::TextElement { value } => pieces.push(text(value)?),
                PatternElement::Placeable { expression } => pieces.extend(self.expression(expression)?),
            }
        }
        Ok(pieces)
    }

    fn expression(&mut self, expression: &Expression<&str>) -> Result<Vec<Piece>, String> {
        let (selector, variants) = match expression {
            Expression::Inline(inline) => return self.inline(inline),
            Expression::Select { selector, variants } => (selector, variants),
        };
        if variants.iter().position(|variant| variant.default) != Some(variants.len() - 1) {
            return Err("the default variant has to be the last one".to_owned());
        }
        let name = match selector {
            Inline::VariableReference { id } => id.name,
            Inline::FunctionReference { id, arguments } if id.name == "NUMBER" && arguments.named.is_empty() => {
                variable(arguments)?
            }
            _ => return Err("a choice is made by a variable".to_owned()),
        };
        let mut keys = Vec::new();
        for variant in variants {
            keys.push(match variant.key {
                VariantKey::Identifier { name } | VariantKey::NumberLiteral { value: name } => name,
            });
        }
        let is_digits = |key: &str| key.bytes().all(|byte| byte.is_ascii_digit());
        let is_number = keys.iter().all(|key| is_digits(key) || CATEGORIES.contains(key));
        if !is_number && keys.iter().any(|key| key.starts_with(|first: char| first.is_ascii_digit() || first == '-')) {
            return Err(format!("the variants of `${name}` are neither all numbers nor all words"));
        }
        if let Some(given) = &self.given {
            let value = given.get(name).map(String::as_str);
            let chosen = keys.iter().position(|key| Some(*key) == value).unwrap_or(variants.len() - 1);
            return self.pattern(&variants[chosen].value);
        }
        let mut read = Vec::new();
        for (variant, key) in variants.iter().zip(keys) {
            let key = (!variant.default || !is_number).then(|| key.to_owned());
            read.push((key, self.pattern(&variant.value)?));
        }
        Ok(vec![Piece::Select { name: name.to_owned(), is_number, variants: read }])
    }

    fn inline(&mut self, inline: &Inline<&str>) -> Result<Vec<Piece>, String> {
        Ok(match inline {
            Inline::StringLiteral { value } => vec![text(&unescape_unicode_to_string(value))?],
            Inline::NumberLiteral { value } => vec![text(value)?],
            Inline::VariableReference { id } => match &self.given {
                Some(given) => vec![Piece::Text(given.get(id.name).cloned().unwrap_or_default())],
                None => vec![Piece::Variable(id.name.to_owned())],
            },
            Inline::Placeable { expression } => self.expression(expression)?,
            Inline::FunctionReference { id, arguments } => {
                let name = variable(arguments)?.to_owned();
                if self.given.is_some() {
                    return Err("a term is given words, not numbers".to_owned());
                }
                match id.name {
                    "NUMBER" => {
                        let least = option(arguments, "minimumFractionDigits", 0)?;
                        let most = option(arguments, "maximumFractionDigits", least.max(3))?;
                        known(arguments, &["minimumFractionDigits", "maximumFractionDigits"])?;
                        vec![Piece::Number { name, least, most: most.max(least) }]
                    }
                    "WORDS" => {
                        known(arguments, &["case"])?;
                        vec![Piece::Words { name, is_capital: !arguments.named.is_empty() }]
                    }
                    other => return Err(format!("there is no function `{other}`")),
                }
            }
            Inline::MessageReference { attribute: Some(_), .. } | Inline::TermReference { attribute: Some(_), .. } => {
                return Err("attributes are not used here".to_owned());
            }
            Inline::MessageReference { id, .. } => {
                let found = *self.names.messages.get(id.name).ok_or(format!("there is no message `{}`", id.name))?;
                self.parts.push(id.name.to_owned());
                self.deeper(found)?
            }
            Inline::TermReference { id, arguments, .. } => {
                let found = *self.names.terms.get(id.name).ok_or(format!("there is no term `-{}`", id.name))?;
                let mut given = HashMap::new();
                for argument in arguments.iter().flat_map(|arguments| &arguments.named) {
                    given.insert(argument.name.name.to_owned(), literal(&argument.value)?.to_owned());
                }
                let before = self.given.replace(given);
                let pieces = self.deeper(found);
                self.given = before;
                pieces?
            }
        })
    }

    fn deeper(&mut self, pattern: &Pattern<&str>) -> Result<Vec<Piece>, String> {
        if self.depth == DEEPEST {
            return Err("its references lead in a circle".to_owned());
        }
        self.depth += 1;
        let pieces = self.pattern(pattern);
        self.depth -= 1;
        pieces
    }
}

/// Lines of a message are one line in the page.
fn text(value: &str) -> Result<Piece, String> {
    let value = value.replace('\n', " ");
    if value.chars().any(|letter| letter < ' ') {
        return Err("there is a control character in it".to_owned());
    }
    Ok(Piece::Text(value))
}

fn variable<'a>(arguments: &CallArguments<&'a str>) -> Result<&'a str, String> {
    match arguments.positional.as_slice() {
        [Inline::VariableReference { id }] => Ok(id.name),
        _ => Err("a function is given one variable".to_owned()),
    }
}

fn literal<'a>(value: &Inline<&'a str>) -> Result<&'a str, String> {
    match value {
        Inline::StringLiteral { value } | Inline::NumberLiteral { value } => Ok(value),
        _ => Err("an argument is a text or a number".to_owned()),
    }
}

fn option(arguments: &CallArguments<&str>, name: &str, otherwise: u32) -> Result<u32, String> {
    let Some(found) = arguments.named.iter().find(|argument| argument.name.name == name) else { return Ok(otherwise) };
    let digits = literal(&found.value)?.parse().ok().filter(|digits| *digits < 10);
    digits.ok_or_else(|| format!("`{name}` is a digit"))
}

fn known(arguments: &CallArguments<&str>, names: &[&str]) -> Result<(), String> {
    match arguments.named.iter().find(|argument| !names.contains(&argument.name.name)) {
        Some(argument) => Err(format!("`{}` is not used here", argument.name.name)),
        None => Ok(()),
    }
}
