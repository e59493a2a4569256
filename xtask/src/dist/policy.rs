//! The headers that the page wants, and the files that tell servers about them.
//!
//! One list, written in the form of each server: `_headers` for Netlify, Cloudflare Pages and our own servers,
//! `.htaccess` for Apache, and two files to be included in the configurations of nginx and Caddy. The policy names the
//! inline scripts of this build, so these files belong to the build and are copied with it.

use std::fs;
use std::path::Path;

use anyhow::Result;

/// Files of a build that are for servers and for nobody else.
pub const SERVER_FILES: &[&str] = &["_headers", ".htaccess", "headers.nginx", "headers.caddy"];
/// What never changes under its name: the name holds a hash of the content.
const FOR_EVER: &str = "public, max-age=31536000, immutable";
/// What is asked for anew each time, and answered with "not modified" where it is the same.
const ASKED: &str = "no-cache";

/// The content security policy of a document with these inline scripts.
pub fn policy(inline_scripts: &[String]) -> String {
    let scripts: String = inline_scripts.iter().map(|digest| format!(" '{digest}'")).collect();
    // Frames are previews of the page itself. Pictures are painted by the page, and its icon is a data address.
    format!(
        "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'{scripts}; worker-src 'self' blob:; style-src 'self'; \
        img-src 'self' data: blob:; connect-src 'self'; frame-src 'self'; manifest-src 'self'; base-uri 'none'; \
        form-action 'none'"
    )
}

/// The headers of every answer.
pub fn headers(policy: &str) -> Vec<(&'static str, String)> {
    [
        ("Cross-Origin-Opener-Policy", "same-origin"),
        ("Cross-Origin-Embedder-Policy", "require-corp"),
        ("Cross-Origin-Resource-Policy", "cross-origin"),
        // Other sites load `embed.js` as a module. Everything here is public.
        ("Access-Control-Allow-Origin", "*"),
        // What gives threads in a frame on a page that is not isolated, where browsers know it.
        ("Document-Isolation-Policy", "isolate-and-require-corp"),
        ("Content-Security-Policy", policy),
        ("X-Content-Type-Options", "nosniff"),
        ("Referrer-Policy", "no-referrer"),
    ]
    .map(|(name, value)| (name, value.to_owned()))
    .to_vec()
}

/// Writes them for every server. `lasting` are the names of files and folders at the root whose names hold a hash.
///
/// # Errors
/// When a file cannot be written.
pub fn write(dist: &Path, headers: &[(&str, String)], lasting: &[String]) -> Result<()> {
    let [plain, apache, nginx, caddy] = SERVER_FILES else { unreachable!("there are four") };
    fs::write(dist.join(plain), for_netlify_and_cloudflare(headers, lasting))?;
    fs::write(dist.join(apache), for_apache(headers))?;
    fs::write(dist.join(nginx), for_nginx(headers))?;
    fs::write(dist.join(caddy), for_caddy(headers))?;
    Ok(())
}

fn for_netlify_and_cloudflare(headers: &[(&str, String)], lasting: &[String]) -> String {
    let mut text = "/*\n".to_owned();
    for (name, value) in headers {
        text += &format!("  {name}: {value}\n");
    }
    for name in lasting {
        // A star stands for any rest, slashes included.
        let name = if name.ends_with('/') { format!("{name}*") } else { name.clone() };
        text += &format!("/{name}\n  Cache-Control: {FOR_EVER}\n");
    }
    text
}

fn for_apache(headers: &[(&str, String)]) -> String {
    let mut text =
        "# Written by the build. Needs mod_headers, and `AllowOverride FileInfo Options=MultiViews` for this folder.\n\
        <IfModule mod_headers.c>\n"
            .to_owned();
    for (name, value) in headers {
        text += &format!("Header always set {name} \"{value}\"\n");
    }
    text += &format!("Header set Cache-Control \"{ASKED}\"\n");
    text += &format!(
        "<If \"%{{REQUEST_URI}} =~ m#-[0-9a-f]{{8,16}}[/._]#\">\nHeader set Cache-Control \"{FOR_EVER}\"\n</If>\n"
    );
    text += "</IfModule>\nAddType application/wasm .wasm\nAddType application/manifest+json .webmanifest\n\
        AddType text/javascript .js\nErrorDocument 404 \"Nothing is here.\"\n";
    text
}

fn for_nginx(headers: &[(&str, String)]) -> String {
    let mut text = "# Written by the build; for a `server` or `location` block.\n".to_owned();
    for (name, value) in headers {
        text += &format!("add_header {name} \"{value}\" always;\n");
    }
    text
}

fn for_caddy(headers: &[(&str, String)]) -> String {
    let mut text = "# Written by the build; for a site block.\nheader {\n".to_owned();
    for (name, value) in headers {
        text += &format!("\t{name} \"{value}\"\n");
    }
    text + "}\n"
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_policy_allows_nothing_that_is_not_named() {
        let policy = policy(&["sha256-A".to_owned(), "sha256-B".to_owned()]);
        assert!(policy.starts_with("default-src 'none'; script-src 'self' 'wasm-unsafe-eval' 'sha256-A' 'sha256-B';"));
        assert!(policy.contains("; worker-src 'self' blob:;"), "{policy}");
        for never in ["'unsafe-inline'", "'unsafe-eval'", "http", "*"] {
            assert!(!policy.contains(never), "{policy}");
        }
        // A line of these files is one header.
        assert!(!policy.contains(['\n', '"']));
    }

    #[test]
    fn every_server_is_told_every_header() {
        let headers = headers("P");
        let lasting = ["engine-0/".to_owned(), "a-0.js".to_owned()];
        let texts = [
            for_netlify_and_cloudflare(&headers, &lasting),
            for_apache(&headers),
            for_nginx(&headers),
            for_caddy(&headers),
        ];
        for text in &texts {
            for (name, value) in &headers {
                assert!(text.lines().any(|line| line.contains(name) && line.contains(value)), "{name}: {text}");
            }
        }
        assert!(texts[0].contains("\n/engine-0/*\n  Cache-Control: public"), "{}", texts[0]);
        assert!(texts[0].contains("\n/a-0.js\n  Cache-Control: public"), "{}", texts[0]);
        // Cloudflare takes no longer lines.
        assert!(texts[0].lines().all(|line| line.len() < 2000));
    }
}
