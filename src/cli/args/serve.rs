//! The arguments of `interleave serve`.

use std::ffi::OsString;
use std::net::{IpAddr, Ipv4Addr};

use lexopt::prelude::*;

use super::{Command, UsageError, text, whole};

/// What `--help` prints.
pub const HELP: &str = "\
Serve the page out of this binary: no other files, no network. Ctrl-C ends it.

Usage: interleave serve [OPTIONS]

  --port N             1 to 65535, or 0 for any that is free [8080]
  --bind ADDRESS       the address to listen on; 0.0.0.0 lets others in [127.0.0.1]
  --open               shows it in the browser
  -h, --help           prints this
";

/// Where the page is served.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ServeSettings {
    /// 0 is any that is free.
    pub port: u16,
    /// The loopback address unless told otherwise.
    pub address: IpAddr,
    /// Whether a browser is started.
    pub open: bool,
}

/// Makes a command of the arguments behind `serve`.
///
/// # Errors
/// The first argument that cannot be used.
pub fn parse(arguments: impl IntoIterator<Item = OsString>) -> Result<Command, UsageError> {
    let mut parser = lexopt::Parser::from_args(arguments);
    let mut settings = ServeSettings { port: 8080, address: Ipv4Addr::LOCALHOST.into(), open: false };
    while let Some(argument) = parser.next()? {
        match argument {
            Short('h') | Long("help") => return Ok(Command::ServeHelp),
            Short('V') | Long("version") => return Ok(Command::Version),
            Long("port") => settings.port = whole(&text(&mut parser, "--port")?, "--port", 0, 65535)? as u16,
            Long("bind") => {
                let given = text(&mut parser, "--bind")?;
                let wrong = || UsageError(format!("--bind takes an address such as 127.0.0.1 or ::1, not '{given}'"));
                settings.address = match given.as_str() {
                    "localhost" => Ipv4Addr::LOCALHOST.into(),
                    given => given.parse().map_err(|_| wrong())?,
                };
            }
            Long("open") => settings.open = true,
            other => {
                let error = UsageError::from(other.unexpected());
                return Err(UsageError(error.0.replace("see interleave --help", "see interleave serve --help")));
            }
        }
    }
    Ok(Command::Serve(settings))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parsed(line: &str) -> Result<Command, UsageError> {
        parse(line.split_whitespace().map(OsString::from))
    }

    #[test]
    fn it_stays_on_this_machine_unless_told_otherwise() {
        let expect = |port, address: &str, open| {
            Ok(Command::Serve(ServeSettings { port, address: address.parse().expect("an address"), open }))
        };
        assert_eq!(parsed(""), expect(8080, "127.0.0.1", false));
        assert_eq!(parsed("--port 0 --open --bind localhost"), expect(0, "127.0.0.1", true));
        assert_eq!(parsed("--bind ::1 --port=9000"), expect(9000, "::1", false));
        assert_eq!(parsed("--open -h"), Ok(Command::ServeHelp));
    }

    #[test]
    fn a_wrong_argument_is_named_with_what_it_takes() {
        for (line, expect) in [
            ("--port 65536", "--port takes whole numbers from 0 to 65535, not '65536'"),
            ("--port http", "--port takes whole numbers from 0 to 65535, not 'http'"),
            ("--bind here", "--bind takes an address such as 127.0.0.1 or ::1, not 'here'"),
            ("--open=1", "--open takes no value"),
            ("--root .", "there is no option '--root'; see interleave serve --help"),
            ("dist", "unexpected argument 'dist'; see interleave serve --help"),
        ] {
            assert_eq!(parsed(line).expect_err(line).to_string(), expect);
        }
    }
}
