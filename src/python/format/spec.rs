//! Format specifications: `[[fill]align][sign][#][0][width][,][.precision][type]`.

use num_bigint::BigInt;
use num_traits::Signed;

/// A format specification: `[[fill]align][sign][z][#][0][width][grouping][.precision][type]`.
#[derive(Clone, Copy, Debug)]
pub struct Spec {
    pub(super) fill: char,
    pub(super) align: char,
    pub(super) explicit: bool,
    pub(super) sign: char,
    pub(super) alternate: bool,
    pub(super) width: usize,
    pub(super) grouping: char,
    pub(super) precision: Option<usize>,
    pub(super) kind: char,
}

impl Spec {
    pub fn parse(text: &str) -> Option<Self> {
        let chars: Vec<char> = text.chars().collect();
        let mut at = 0;
        let mut spec = Self {
            fill: ' ',
            align: '\0',
            explicit: false,
            sign: '\0',
            alternate: false,
            width: 0,
            grouping: '\0',
            precision: None,
            kind: '\0',
        };
        let is_align = |c: Option<&char>| matches!(c, Some('<' | '>' | '=' | '^'));
        let own_fill = is_align(chars.get(1));
        if own_fill {
            spec.fill = chars[0];
            spec.align = chars[1];
            spec.explicit = true;
            at = 2;
        } else if is_align(chars.first()) {
            spec.align = chars[0];
            spec.explicit = true;
            at = 1;
        }
        if let Some(sign @ ('+' | '-' | ' ')) = chars.get(at) {
            spec.sign = *sign;
            at += 1;
        }
        if chars.get(at) == Some(&'z') {
            at += 1;
        }
        if chars.get(at) == Some(&'#') {
            spec.alternate = true;
            at += 1;
        }
        if chars.get(at) == Some(&'0') {
            if !own_fill {
                spec.fill = '0';
            }
            if !spec.explicit {
                spec.align = '=';
            }
            at += 1;
        }
        let number = |at: &mut usize| -> Option<usize> {
            let start = *at;
            while chars.get(*at).is_some_and(char::is_ascii_digit) {
                *at += 1;
            }
            chars[start..*at].iter().collect::<String>().parse().ok()
        };
        if let Some(width) = number(&mut at) {
            spec.width = width;
        }
        if let Some(grouping @ (',' | '_')) = chars.get(at) {
            spec.grouping = *grouping;
            at += 1;
        }
        if chars.get(at) == Some(&'.') {
            at += 1;
            spec.precision = Some(number(&mut at)?);
        }
        if let Some(kind) = chars.get(at) {
            spec.kind = *kind;
            at += 1;
        }
        (at == chars.len()).then_some(spec)
    }

    /// The mark between groups of digits, where this kind has no such groups.
    pub(super) fn grouping_that_does_not_fit(&self, kind: char) -> Option<char> {
        let fits = match kind {
            '\0' | 'd' | 'e' | 'f' | 'g' | 'E' | 'G' | 'F' | '%' => true,
            'b' | 'o' | 'x' | 'X' => self.grouping == '_',
            _ => false,
        };
        (self.grouping != '\0' && !fits).then_some(self.grouping)
    }

    pub(super) fn pad(&self, text: &str, default: char) -> String {
        let length = text.chars().count();
        if length >= self.width {
            return text.to_owned();
        }
        let missing = self.width - length;
        let fill = |count: usize| self.fill.to_string().repeat(count);
        match if self.align == '\0' { default } else { self.align } {
            '<' => format!("{text}{}", fill(missing)),
            '^' => format!("{}{text}{}", fill(missing / 2), fill(missing - missing / 2)),
            _ => format!("{}{text}", fill(missing)),
        }
    }

    /// A number in its parts: sign, prefix, digits and the rest.
    pub(super) fn number(&self, negative: bool, prefix: &str, digits: &str, rest: &str) -> String {
        let sign = if negative {
            "-"
        } else {
            match self.sign {
                '+' => "+",
                ' ' => " ",
                _ => "",
            }
        };
        let size = if matches!(self.kind, 'b' | 'o' | 'x' | 'X') { 4 } else { 3 };
        let mut digits = digits.to_owned();
        if self.grouping != '\0' {
            if self.align == '=' && self.fill == '0' {
                let fixed = sign.len() + prefix.len() + rest.chars().count();
                while group(&digits, size, self.grouping).len() + fixed < self.width {
                    digits.insert(0, '0');
                }
                let grouped = group(&digits, size, self.grouping);
                // A separator is never the first character.
                return format!("{sign}{prefix}{grouped}{rest}");
            }
            digits = group(&digits, size, self.grouping);
        }
        if self.align == '=' {
            let length = sign.len() + prefix.len() + digits.chars().count() + rest.chars().count();
            let missing = self.width.saturating_sub(length);
            return format!("{sign}{prefix}{}{digits}{rest}", self.fill.to_string().repeat(missing));
        }
        self.pad(&format!("{sign}{prefix}{digits}{rest}"), '>')
    }
}

fn group(digits: &str, size: usize, separator: char) -> String {
    let mut out = String::new();
    for (number, c) in digits.chars().enumerate() {
        if number > 0 && (digits.len() - number).is_multiple_of(size) {
            out.push(separator);
        }
        out.push(c);
    }
    out
}

pub(super) fn format_int(spec: &Spec, value: &BigInt) -> String {
    let magnitude = value.magnitude();
    let (digits, prefix) = match spec.kind {
        'b' => (magnitude.to_str_radix(2), "0b"),
        'o' => (magnitude.to_str_radix(8), "0o"),
        'x' => (magnitude.to_str_radix(16), "0x"),
        'X' => (magnitude.to_str_radix(16).to_uppercase(), "0X"),
        _ => (magnitude.to_string(), ""),
    };
    spec.number(value.is_negative(), if spec.alternate { prefix } else { "" }, &digits, "")
}
