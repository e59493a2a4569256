//! Text to bytes and back: UTF-8, ASCII and Latin-1, with the usual ways to deal with what does not fit.

use crate::python::cx::{Args, Cx, Out};
use crate::python::types;

#[derive(Clone, Copy, PartialEq, Eq)]
enum Codec {
    Utf8,
    Ascii,
    Latin1,
}

impl Codec {
    fn shown(self) -> &'static str {
        ["utf-8", "ascii", "latin-1"][self as usize]
    }
}

/// The codec and what to do with errors: the second and third arguments.
fn settings(cx: &mut Cx<'_>, a: &Args<'_>) -> Out<(Codec, std::sync::Arc<str>)> {
    let (name, errors) = (a.named(cx, 1, "encoding"), a.named(cx, 2, "errors"));
    let name = cx.text(name).unwrap_or_else(|| "utf-8".into());
    let codec = match &*name.to_ascii_lowercase().replace('_', "-") {
        "utf-8" | "utf8" | "u8" => Codec::Utf8,
        "ascii" | "us-ascii" => Codec::Ascii,
        "latin-1" | "latin1" | "iso-8859-1" | "iso8859-1" | "l1" => Codec::Latin1,
        _ => return cx.raise(types::LOOKUP_ERROR, format!("unknown encoding: {name}")),
    };
    let errors = cx.text(errors).unwrap_or_else(|| "strict".into());
    if !matches!(&*errors, "strict" | "ignore" | "replace" | "backslashreplace") {
        return cx.raise(types::LOOKUP_ERROR, format!("unknown error handler name '{errors}'"));
    }
    Ok((codec, errors))
}

pub fn encode(cx: &mut Cx<'_>, a: &Args<'_>) -> Out {
    let text = cx.str_arg(a.get(0), "encode() argument")?;
    let (codec, errors) = settings(cx, a)?;
    cx.cost += (text.len() / 64) as i64;
    let highest = match codec {
        Codec::Utf8 => return Ok(cx.heap.bytes(text.as_bytes().to_vec())),
        Codec::Ascii => 0x7f,
        Codec::Latin1 => 0xff,
    };
    let mut bytes = Vec::with_capacity(text.len());
    for (number, c) in text.chars().enumerate() {
        let code = c as u32;
        if code <= highest {
            bytes.push(code as u8);
            continue;
        }
        match &*errors {
            "ignore" => {}
            "replace" => bytes.push(b'?'),
            "backslashreplace" => bytes.extend_from_slice(escape(code).as_bytes()),
            _ => {
                let last = number + text.chars().skip(number).take_while(|c| *c as u32 > highest).count() - 1;
                let what = if last == number {
                    format!("character '{}' in position {number}", escape(code))
                } else {
                    format!("characters in position {number}-{last}")
                };
                let name = codec.shown();
                let message = format!("'{name}' codec can't encode {what}: ordinal not in range({})", highest + 1);
                return cx.raise(types::UNICODE_ENCODE_ERROR, message);
            }
        }
    }
    Ok(cx.heap.bytes(bytes))
}

fn escape(code: u32) -> String {
    match code {
        0..=0xff => format!("\\x{code:02x}"),
        0x100..=0xffff => format!("\\u{code:04x}"),
        _ => format!("\\U{code:08x}"),
    }
}

pub fn decode(cx: &mut Cx<'_>, a: &Args<'_>) -> Out {
    let bytes = cx.bytes_of(a.get(0))?;
    let (codec, errors) = settings(cx, a)?;
    let mut text = String::with_capacity(bytes.len());
    let mut at = 0;
    while at < bytes.len() {
        let rest = &bytes[at..];
        let (good, bad, why) = match codec {
            Codec::Latin1 => {
                text.extend(rest.iter().map(|byte| char::from(*byte)));
                break;
            }
            Codec::Ascii => {
                let good = rest.iter().position(|byte| !byte.is_ascii()).unwrap_or(rest.len());
                (good, 1, "ordinal not in range(128)")
            }
            Codec::Utf8 => match std::str::from_utf8(rest) {
                Ok(_) => (rest.len(), 0, ""),
                Err(error) => {
                    let good = error.valid_up_to();
                    let starts = matches!(rest[good], 0xc2..=0xf4);
                    let why = match (error.error_len(), starts) {
                        (None, _) => "unexpected end of data",
                        (_, true) => "invalid continuation byte",
                        _ => "invalid start byte",
                    };
                    (good, error.error_len().unwrap_or(rest.len() - good), why)
                }
            },
        };
        text.push_str(std::str::from_utf8(&rest[..good]).unwrap_or_default());
        at += good;
        if at == bytes.len() {
            break;
        }
        match &*errors {
            "ignore" => {}
            "replace" => text.push(char::REPLACEMENT_CHARACTER),
            "backslashreplace" => text.extend(bytes[at..at + bad].iter().map(|byte| format!("\\x{byte:02x}"))),
            _ => {
                let place = if bad == 1 {
                    format!("byte 0x{:02x} in position {at}", bytes[at])
                } else {
                    format!("bytes in position {at}-{}", at + bad - 1)
                };
                let message = format!("'{}' codec can't decode {place}: {why}", codec.shown());
                return cx.raise(types::UNICODE_DECODE_ERROR, message);
            }
        }
        at += bad;
    }
    cx.checked_string(text)
}
