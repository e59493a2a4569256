//! `interleave serve`: the page, out of the binary alone.

mod answer;
mod page;

use std::convert::Infallible;
use std::io::ErrorKind;
use std::net::{Ipv4Addr, Ipv6Addr, SocketAddr};
use std::process::{Command, Stdio};
use std::time::Duration;

use anyhow::{Context, bail};
use hyper::server::conn::http1;
use hyper::service::service_fn;
use hyper_util::rt::{TokioIo, TokioTimer};
use tokio::net::TcpListener;

use super::args::ServeSettings;
use super::output;
use page::{EMBEDDED, Page};

/// How long who connects may take to say what is wanted.
const HEADERS_LIMIT: Duration = Duration::from_secs(30);
/// How long to wait when the system gives no more connections.
const PAUSE: Duration = Duration::from_millis(100);

/// Serves the page until the process is ended.
///
/// # Errors
/// Without a page in the binary, and where the address cannot be listened on.
pub fn run(settings: &ServeSettings) -> anyhow::Result<()> {
    let Some(page) = &EMBEDDED else {
        bail!(
            "this binary was built without the page; in the project's folder, `cargo xtask build` builds the page and \
            then `cargo install --path .` the binary with it"
        );
    };
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().context("cannot start")?;
    runtime.block_on(async {
        let asked = SocketAddr::new(settings.address, settings.port);
        let listener = TcpListener::bind(asked).await.map_err(|error| refused(asked, &error))?;
        let address = listener.local_addr().context("the address is unknown")?;
        let url = url(address);
        output::print(&format!("serving {url} until Ctrl-C\n"))?;
        if !address.ip().is_loopback() {
            eprintln!(
                "interleave: everybody who reaches this machine can open the page; browsers share memory between \
                workers only on https and on the machine itself, so others see it without threads"
            );
        }
        if settings.open
            && let Err(error) = open(&url)
        {
            eprintln!("interleave: --open: no browser could be started ({error}); the address is above");
        }
        serve(page, &listener).await
    })
}

async fn serve(page: &'static Page, listener: &TcpListener) -> anyhow::Result<()> {
    loop {
        let Ok((stream, _)) = listener.accept().await else {
            // Too many connections, or one that went before it was taken: others go on.
            tokio::time::sleep(PAUSE).await;
            continue;
        };
        tokio::spawn(async move {
            let service = service_fn(|request| async move { Ok::<_, Infallible>(answer::answer(page, &request)) });
            let connection = http1::Builder::new()
                .timer(TokioTimer::new())
                .header_read_timeout(HEADERS_LIMIT)
                .serve_connection(TokioIo::new(stream), service);
            // Who hangs up or talks nonsense is told what HTTP has for it; here is nobody to tell.
            let _ = connection.await;
        });
    }
}

fn refused(address: SocketAddr, error: &std::io::Error) -> anyhow::Error {
    let (port, ip) = (address.port(), address.ip());
    match error.kind() {
        ErrorKind::AddrInUse => {
            anyhow::anyhow!("port {port} is taken; --port takes another, or 0 for any that is free")
        }
        ErrorKind::PermissionDenied => anyhow::anyhow!("port {port} may not be used here; --port takes one above 1023"),
        ErrorKind::AddrNotAvailable => anyhow::anyhow!("--bind: this machine has no address {ip}"),
        _ => anyhow::anyhow!("cannot listen on {address}: {error}"),
    }
}

/// Where the page is found on this machine. Addresses that stand for all are reached at the loopback one.
fn url(address: SocketAddr) -> String {
    let ip = match address.ip() {
        ip if !ip.is_unspecified() => ip,
        ip if ip.is_ipv4() => Ipv4Addr::LOCALHOST.into(),
        _ => Ipv6Addr::LOCALHOST.into(),
    };
    format!("http://{}/", SocketAddr::new(ip, address.port()))
}

/// Shows an address in the reader's browser.
fn open(url: &str) -> std::io::Result<()> {
    let (program, arguments): (&str, &[&str]) = match std::env::consts::OS {
        "macos" => ("open", &[]),
        "windows" => ("rundll32", &["url.dll,FileProtocolHandler"]),
        _ => ("xdg-open", &[]),
    };
    let mut command = Command::new(program);
    command.args(arguments).arg(url).stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null());
    // It may live as long as the browser does.
    command.spawn().map(drop)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_address_can_be_typed_into_a_browser() {
        for (bound, expect) in [
            ("127.0.0.1:8080", "http://127.0.0.1:8080/"),
            ("0.0.0.0:80", "http://127.0.0.1:80/"),
            ("[::]:9000", "http://[::1]:9000/"),
            ("192.0.2.7:8080", "http://192.0.2.7:8080/"),
        ] {
            assert_eq!(url(bound.parse().expect("an address")), expect);
        }
    }

    #[test]
    fn a_refusal_names_what_to_do() {
        let address = "127.0.0.1:80".parse().expect("an address");
        for (kind, expect) in [
            (ErrorKind::AddrInUse, "port 80 is taken; --port takes another, or 0 for any that is free"),
            (ErrorKind::PermissionDenied, "port 80 may not be used here; --port takes one above 1023"),
            (ErrorKind::AddrNotAvailable, "--bind: this machine has no address 127.0.0.1"),
        ] {
            assert_eq!(refused(address, &kind.into()).to_string(), expect);
        }
    }
}
