//! Puts the snippets that wasm-bindgen's scripts import into the scripts themselves.
//!
//! Each worker of the pool is started with the engine's script alone: one request and one module instead of three. The
//! helper of wasm-bindgen-rayon is replaced by `www/engine/pool.js` on the way, because it would start each worker from
//! itself. What our own workers share (`www/memory.js`) is copied among the snippets, and comes into their scripts the same
//! way. It is no bundler: it knows the two forms of import that wasm-bindgen writes and the exports that our
//! snippets have, and stops the build at any other, so that no page is left with half of its imports.

use std::fs;
use std::path::Path;

use anyhow::{Context, Result, bail, ensure};

use crate::{dist, paths};

const SNIPPETS: &str = "./snippets/";
const KEYWORD: &str = "import";
/// Part of the name of the snippet that `www/engine/pool.js` replaces.
const POOL_HELPER: &str = "/wasm-bindgen-rayon-";
/// What `www/engine/pool.js` uses of the script that it is put into.
const POOL_USES: &[&str] = &["initSync", "wbg_rayon_start_worker"];
/// What may follow `export` in a snippet.
const DECLARATIONS: &[&str] = &["const ", "let ", "function ", "async function ", "class "];

/// Does so with all scripts directly in `folder`, and removes its snippets, which nothing imports any more.
/// `wants_pool` says whether one of them has to start a pool.
///
/// # Errors
/// When a file cannot be read or written, a script or snippet has an unknown form, or no script starts a pool that should.
pub fn inline_all(folder: &Path, wants_pool: bool) -> Result<()> {
    let pool = paths::root().join("www/engine/pool.js");
    let pool = fs::read_to_string(&pool).with_context(|| pool.display().to_string())?;
    let read = |specifier: &str| {
        let path = folder.join(specifier);
        fs::read_to_string(&path).with_context(|| path.display().to_string())
    };
    let mut has_pool = false;
    for path in dist::children(folder)?.iter().filter(|path| path.extension() == Some("js".as_ref())) {
        let script = fs::read_to_string(path)?;
        has_pool |= script.contains(POOL_HELPER);
        let whole = inline(&script, &pool, read).with_context(|| format!("{} cannot be joined", path.display()))?;
        fs::write(path, whole)?;
    }
    ensure!(has_pool || !wants_pool, "no script in {} imports wasm-bindgen-rayon's helper", folder.display());
    fs::remove_dir_all(folder.join("snippets"))?;
    Ok(())
}

/// `script` with the snippets in it that it imports; `read` gives their texts, except for the pool's.
fn inline(script: &str, pool: &str, read: impl Fn(&str) -> Result<String>) -> Result<String> {
    let (mut result, mut rest) = (String::with_capacity(script.len()), script);
    let mut known: Vec<(&str, Snippet)> = Vec::new();
    while let Some(import) = next_import(rest)? {
        result += import.before;
        let index = match known.iter().position(|(specifier, _)| *specifier == import.specifier) {
            Some(index) => index,
            None => {
                let text = if import.specifier.contains(POOL_HELPER) {
                    for name in POOL_USES {
                        ensure!(script.contains(&format!("function {name}(")), "it has no function `{name}`");
                    }
                    pool.to_owned()
                } else {
                    read(import.specifier)?
                };
                let snippet = Snippet::parse(&text).with_context(|| import.specifier.to_owned())?;
                result += &format!("const snippet{}=(()=>{{\n{}}})();\n", known.len(), snippet.body);
                known.push((import.specifier, snippet));
                known.len() - 1
            }
        };
        let names = pattern(import.clause, &known[index].1.exports).with_context(|| import.specifier.to_owned())?;
        result += &format!("const {names}=snippet{index};");
        rest = import.after;
    }
    Ok(result + rest)
}

/// `import CLAUSE from "SPECIFIER";` and what stands around it.
struct Import<'a> {
    before: &'a str,
    clause: &'a str,
    specifier: &'a str,
    after: &'a str,
}

/// The first import of a snippet. A snippet's name alone is none: the script has a table of what the module imports.
fn next_import(script: &str) -> Result<Option<Import<'_>>> {
    for (at, _) in script.match_indices(SNIPPETS) {
        let Some(quote) = script[..at].chars().next_back().filter(|letter| "'\"".contains(*letter)) else { continue };
        let statement = script[..at - 1].trim_end();
        let Some(statement) = statement.strip_suffix("from") else {
            let is_import = ["import", "import("].iter().any(|form| statement.ends_with(form));
            ensure!(!is_import, "it imports a snippet in an unknown form");
            continue;
        };
        let keyword = statement.rmatch_indices(KEYWORD).map(|(at, _)| at).find(|at| is_keyword(statement, *at));
        let keyword = keyword.context("it has `from` a snippet without `import`")?;
        let (before, clause) = (&statement[..keyword], &statement[keyword + KEYWORD.len()..]);
        let (specifier, after) = script[at..].split_once(quote).context("a snippet's name has no end")?;
        let after = after.strip_prefix(';').unwrap_or(after);
        return Ok(Some(Import { before, clause: clause.trim(), specifier, after }));
    }
    Ok(None)
}

/// Whether the `import` at `at` begins a statement: names such as `import1` do not.
fn is_keyword(script: &str, at: usize) -> bool {
    let (before, after) = (script[..at].chars().next_back(), script[at + KEYWORD.len()..].chars().next());
    before.is_none_or(|letter| ";}\n".contains(letter)) && after.is_some_and(|letter| " {*".contains(letter))
}

/// What stands between `const` and `=` for an import's clause: `name` for `* as name`, `{a,b:c}` for `{ a, b as c }`.
fn pattern(clause: &str, exports: &[String]) -> Result<String> {
    let unknown = || format!("`{clause}` is an import of an unknown form");
    if let Some(name) = clause.strip_prefix('*') {
        let name = name.trim_start().strip_prefix("as ").map(str::trim).filter(|name| is_name(name));
        return Ok(name.with_context(unknown)?.to_owned());
    }
    let list = clause.strip_prefix('{').and_then(|list| list.strip_suffix('}')).with_context(unknown)?;
    let mut names = Vec::new();
    for item in list.split(',') {
        let (export, name) = item.split_once(" as ").unwrap_or((item, item));
        let (export, name) = (export.trim(), name.trim());
        ensure!(is_name(export) && is_name(name), unknown());
        ensure!(exports.iter().any(|known| known == export), "the snippet does not export `{export}`");
        names.push(if export == name { name.to_owned() } else { format!("{export}:{name}") });
    }
    Ok(format!("{{{}}}", names.join(",")))
}

/// A module as the body of a function that returns its exports.
struct Snippet {
    body: String,
    exports: Vec<String>,
}

impl Snippet {
    fn parse(module: &str) -> Result<Self> {
        let (mut body, mut exports) = (String::new(), Vec::new());
        for line in module.lines().map(str::trim) {
            ensure!(
                !line.starts_with("import ") && !line.starts_with("import{"),
                "it imports something itself: {line}"
            );
            let line = match line.strip_prefix("export ") {
                Some(declaration) => {
                    exports.push(declared(declaration)?.to_owned());
                    declaration
                }
                None => line,
            };
            // Readers of the page do not read its scripts.
            if !line.is_empty() && !line.starts_with("//") {
                body += line;
                body.push('\n');
            }
        }
        body += &format!("return{{{}}};\n", exports.join(","));
        Ok(Self { body, exports })
    }
}

/// The name that a declaration gives.
fn declared(declaration: &str) -> Result<&str> {
    let Some(rest) = DECLARATIONS.iter().find_map(|kind| declaration.strip_prefix(kind)) else {
        bail!("it has an export of an unknown form: {declaration}");
    };
    let end = rest.find(|letter| !is_of_name(letter)).unwrap_or(rest.len());
    ensure!(end > 0, "it has an export without a name: {declaration}");
    Ok(&rest[..end])
}

fn is_name(text: &str) -> bool {
    !text.is_empty() && text.chars().all(is_of_name)
}

fn is_of_name(letter: char) -> bool {
    letter.is_ascii_alphanumeric() || "_$".contains(letter)
}

#[cfg(test)]
mod tests {
    use super::*;

    const POOL: &str = "// Why.\nlet workers;\n\nexport async function startWorkers(n) {\n  workers = n;\n}\n";
    const USED: &str = "function initSync(){}function wbg_rayon_start_worker(){}";

    fn joined(script: &str) -> Result<String> {
        inline(script, POOL, |_| Ok("export const now = f;\n".to_owned()))
    }

    fn refusal(script: &str) -> String {
        format!("{:#}", joined(script).unwrap_err())
    }

    #[test]
    fn the_pools_helper_is_our_own_in_a_minified_script_and_in_another() {
        let body = "const snippet0=(()=>{\nlet workers;\nasync function startWorkers(n) {\nworkers = n;\n}\n\
            return{startWorkers};\n})();\n";
        let minified = "let a;import{startWorkers as e}from\"./snippets/wasm-bindgen-rayon-1/src/w.js\";e();";
        let expected = format!("let a;{body}const {{startWorkers:e}}=snippet0;e();{USED}");
        assert_eq!(joined(&[minified, USED].concat()).unwrap(), expected);

        let plain = "import { startWorkers } from './snippets/wasm-bindgen-rayon-1/src/w.js';\nstartWorkers();";
        let expected = format!("{body}const {{startWorkers}}=snippet0;\nstartWorkers();{USED}");
        assert_eq!(joined(&[plain, USED].concat()).unwrap(), expected);
    }

    #[test]
    fn a_snippet_that_is_imported_twice_is_there_once() {
        let script = "import * as import1 from \"./snippets/x/c.js\"\n\
            import * as import2 from \"./snippets/x/c.js\"\nimport1.now();";
        let expected = "const snippet0=(()=>{\nconst now = f;\nreturn{now};\n})();\nconst import1=snippet0;\n\
            const import2=snippet0;\nimport1.now();";
        assert_eq!(joined(script).unwrap(), expected);
    }

    #[test]
    fn other_imports_and_names_in_a_table_stay() {
        let script = "import a from './b.js';const n={\"./snippets/x.js\":1};import(n);";
        assert_eq!(joined(script).unwrap(), script);
    }

    #[test]
    fn a_script_of_another_shape_is_refused() {
        assert_eq!(refusal("import './snippets/x.js';"), "it imports a snippet in an unknown form");
        assert_eq!(refusal("export{now}from'./snippets/x.js'"), "it has `from` a snippet without `import`");
        assert_eq!(refusal("await import(\"./snippets/x.js\")"), "it imports a snippet in an unknown form");
        for clause in ["{a b}", "a", "a,{now}", "*as 1+1", "{now};export{a}"] {
            let expected = format!("./snippets/x.js: `{clause}` is an import of an unknown form");
            assert_eq!(refusal(&format!("import {clause} from './snippets/x.js'")), expected);
        }
        let script = "import{then}from'./snippets/x.js';";
        assert_eq!(refusal(script), "./snippets/x.js: the snippet does not export `then`");
        let script = "import{startWorkers}from'./snippets/wasm-bindgen-rayon-1/w.js';function initSync(){}";
        assert_eq!(refusal(script), "it has no function `wbg_rayon_start_worker`");
    }

    #[test]
    fn a_snippet_of_another_shape_is_refused() {
        let refusal = |text| Snippet::parse(text).err().map(|error| error.to_string()).unwrap_or_default();
        assert_eq!(refusal("export default 1;"), "it has an export of an unknown form: default 1;");
        assert_eq!(refusal("export { a };"), "it has an export of an unknown form: { a };");
        assert_eq!(refusal("export const {a} = b;"), "it has an export without a name: const {a} = b;");
        assert_eq!(refusal("import a from './b.js';"), "it imports something itself: import a from './b.js';");
    }
}
