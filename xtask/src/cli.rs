//! The command line of `cargo xtask`. It parses and refuses; it does nothing else.

use crate::public;
use crate::setup::Consent;
use crate::test::Scope;

pub const HELP: &str = "\
cargo xtask <command>

  serve [--port N] [--yes]       set up, build and serve the page on 127.0.0.1 (port 8080)
  build [--public-url URL] [--yes]
                                 set up and build the page into dist/, and print its sizes; the URL is
                                 for what other sites show of it, the page works anywhere without it
  test  [--native|--browser|--fuzz] [--yes]
                                 run every test there is, or a part of them
  check [--yes]                  formatting and lints
  bench [--yes] [ARGUMENTS]      the benchmarks, as ratios
  pictures [--yes]               the documentation's pictures, made anew from the built page

  --yes   install missing system packages without asking
";

/// What was asked for.
#[derive(Debug, PartialEq, Eq)]
pub enum Command {
    Help,
    Build {
        consent: Consent,
        /// Where the page will be, where that was said.
        public_url: Option<String>,
    },
    Serve {
        consent: Consent,
        port: u16,
    },
    Check(Consent),
    Test(Consent, Scope),
    Bench(Consent, Vec<String>),
    Pictures(Consent),
    /// Called by Trunk after each build, not by people.
    FinishDist,
}

/// Reads the arguments that follow `cargo xtask`.
///
/// # Errors
/// One line that names the argument and what is accepted.
pub fn parse(arguments: impl Iterator<Item = String>) -> Result<Command, String> {
    let mut arguments = arguments.peekable();
    let Some(name) = arguments.next() else {
        return Ok(Command::Help);
    };
    let mut consent = Consent::Ask;
    let mut port = 8080;
    let mut public_url = None;
    let mut scope = Scope::All;
    let mut rest = Vec::new();
    while let Some(argument) = arguments.next() {
        match (name.as_str(), argument.as_str()) {
            (_, "--yes" | "-y") => consent = Consent::Given,
            ("serve", "--port") => {
                port = arguments
                    .next()
                    .and_then(|value| value.parse().ok())
                    .ok_or("--port takes a number from 0 to 65535")?;
            }
            ("build", "--public-url") => {
                let said = arguments.next().unwrap_or_default();
                public_url = Some(public::read(&said).map_err(|error| format!("--public-url: {error}"))?);
            }
            ("test", "--native") => scope = Scope::Native,
            ("test", "--browser") => scope = Scope::Browser,
            ("test", "--fuzz") => scope = Scope::Fuzz,
            ("bench", _) => rest.push(argument),
            _ => {
                return Err(format!(
                    "`{argument}` is not an option of `cargo xtask {name}`; `cargo xtask help` lists them"
                ));
            }
        }
    }
    match name.as_str() {
        "help" | "--help" | "-h" => Ok(Command::Help),
        "build" => Ok(Command::Build { consent, public_url }),
        "serve" => Ok(Command::Serve { consent, port }),
        "check" => Ok(Command::Check(consent)),
        "test" => Ok(Command::Test(consent, scope)),
        "bench" => Ok(Command::Bench(consent, rest)),
        "pictures" => Ok(Command::Pictures(consent)),
        "finish-dist" => Ok(Command::FinishDist),
        _ => Err(format!("`{name}` is not a command; there are serve, build, test, check, bench and pictures")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parsed(line: &str) -> Result<Command, String> {
        parse(line.split_whitespace().map(str::to_owned))
    }

    #[test]
    fn serve_takes_a_port_and_a_yes() {
        let expected = Command::Serve { consent: Consent::Given, port: 9000 };
        assert_eq!(parsed("serve --yes --port 9000"), Ok(expected));
    }

    #[test]
    fn a_port_that_is_no_number_is_refused_by_name() {
        let message = parsed("serve --port many").unwrap_err();
        assert!(message.starts_with("--port takes"), "{message}");
    }

    #[test]
    fn build_takes_an_address_and_no_other_word() {
        let address = Some("https://example.org/a/".to_owned());
        let expected = Command::Build { consent: Consent::Given, public_url: address };
        assert_eq!(parsed("build --yes --public-url https://example.org/a"), Ok(expected));
        for line in ["build --public-url", "build --public-url example.org"] {
            let message = parsed(line).unwrap_err();
            assert!(message.starts_with("--public-url: "), "{message}");
        }
    }

    #[test]
    fn an_option_of_another_command_is_refused() {
        assert!(parsed("build --port 9000").is_err());
        assert!(parsed("serve --native").is_err());
    }

    #[test]
    fn bench_hands_its_arguments_on() {
        let expected = Command::Bench(Consent::Ask, vec!["--only".into(), "pool".into()]);
        assert_eq!(parsed("bench --only pool"), Ok(expected));
    }

    #[test]
    fn nothing_at_all_prints_the_help() {
        assert_eq!(parsed(""), Ok(Command::Help));
    }
}
