//! Floats in text, by C's conversions.

use super::spec::Spec;
use crate::python::number;

pub fn format_float(spec: &Spec, value: f64) -> String {
    let negative = value.is_sign_negative() && !value.is_nan();
    let magnitude = value.abs();
    let upper = matches!(spec.kind, 'E' | 'F' | 'G');
    if !magnitude.is_finite() {
        let text = if magnitude.is_nan() { "nan" } else { "inf" };
        let text = if upper { text.to_uppercase() } else { text.to_owned() };
        let text = if spec.kind == '%' { text + "%" } else { text };
        return Spec {
            grouping: '\0',
            fill: if spec.fill == '0' && !spec.explicit { ' ' } else { spec.fill },
            ..*spec
        }
        .number(negative, "", &text, "");
    }
    let text = match spec.kind {
        'f' | 'F' => fixed(magnitude, spec.precision.unwrap_or(6), spec.alternate),
        'e' | 'E' => scientific(magnitude, spec.precision.unwrap_or(6), spec.alternate),
        'g' | 'G' | 'n' => general(magnitude, spec.precision.unwrap_or(6), spec.alternate),
        '%' => fixed(magnitude * 100.0, spec.precision.unwrap_or(6), spec.alternate) + "%",
        _ => match spec.precision {
            Some(precision) => {
                // As 'g', but with a digit after the point at least, and the exponent one earlier.
                let precision = precision.max(1);
                let exponent = exponent_of(magnitude, precision);
                if magnitude != 0.0 && (exponent < -4 || exponent >= precision as i32) {
                    general(magnitude, precision, false)
                } else {
                    let text = general(magnitude, precision, false);
                    if text.contains(['.', 'e']) {
                        text
                    } else if text.len() < precision {
                        text + ".0"
                    } else {
                        // No room for a digit after the point.
                        let text = scientific(magnitude, precision - 1, false);
                        strip_zeros(&text)
                    }
                }
            }
            None => number::float_repr(magnitude),
        },
    };
    let text = if upper { text.to_uppercase() } else { text };
    let end = text.find(|c: char| !c.is_ascii_digit()).unwrap_or(text.len());
    let (digits, rest) = text.split_at(end);
    spec.number(negative, "", digits, rest)
}

pub(super) fn fixed(value: f64, precision: usize, alternate: bool) -> String {
    let text = format!("{value:.precision$}");
    if alternate && precision == 0 { text + "." } else { text }
}

fn scientific(value: f64, precision: usize, alternate: bool) -> String {
    let text = format!("{value:.precision$e}");
    let (mantissa, exponent) = text.split_once('e').unwrap_or((&text, "0"));
    let exponent: i32 = exponent.parse().unwrap_or(0);
    let sign = if exponent < 0 { '-' } else { '+' };
    let point = if alternate && precision == 0 { "." } else { "" };
    format!("{mantissa}{point}e{sign}{:02}", exponent.abs())
}

/// The decimal exponent after rounding to so many digits.
fn exponent_of(value: f64, precision: usize) -> i32 {
    let text = format!("{value:.*e}", precision.max(1) - 1);
    text.split_once('e').and_then(|parts| parts.1.parse().ok()).unwrap_or(0)
}

fn general(value: f64, precision: usize, alternate: bool) -> String {
    let precision = precision.max(1);
    let exponent = exponent_of(value, precision);
    let text = if exponent < -4 || exponent >= precision as i32 {
        scientific(value, precision - 1, alternate)
    } else {
        fixed(value, (precision as i32 - 1 - exponent).max(0) as usize, alternate)
    };
    if alternate { text } else { strip_zeros(&text) }
}

fn strip_zeros(text: &str) -> String {
    let (mantissa, exponent) = match text.find('e') {
        Some(at) => text.split_at(at),
        None => (text, ""),
    };
    let mantissa = if mantissa.contains('.') { mantissa.trim_end_matches('0').trim_end_matches('.') } else { mantissa };
    format!("{mantissa}{exponent}")
}
