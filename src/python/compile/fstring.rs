//! Formatted strings.

use ruff_python_ast::{ConversionFlag, Expr, FStringPart, InterpolatedStringElement};
use ruff_text_size::{Ranged, TextRange};

use super::{Compiled, Compiler};
use crate::python::code::{Op, Reg};

impl<'a> Compiler<'a, '_, '_> {
    pub(super) fn f_string(&mut self, parts: &'a [FStringPart], d: Reg, range: TextRange) -> Compiled<()> {
        let mut pieces: Vec<Piece<'a>> = Vec::new();
        for part in parts {
            match part {
                FStringPart::Literal(literal) => pieces.push(Piece::Text(literal.as_str().to_owned())),
                FStringPart::FString(string) => self.pieces(&string.elements, &mut pieces),
            }
        }
        self.join_pieces(&pieces, d, range)
    }

    fn pieces(&mut self, elements: &'a [InterpolatedStringElement], pieces: &mut Vec<Piece<'a>>) {
        for element in elements {
            match element {
                InterpolatedStringElement::Literal(literal) => match pieces.last_mut() {
                    Some(Piece::Text(text)) => text.push_str(&literal.value),
                    _ => pieces.push(Piece::Text(literal.value.to_string())),
                },
                InterpolatedStringElement::Interpolation(inner) => {
                    let mut conversion = match inner.conversion {
                        ConversionFlag::None => 0,
                        ConversionFlag::Str => b's',
                        ConversionFlag::Repr => b'r',
                        ConversionFlag::Ascii => b'a',
                    };
                    if let Some(debug) = &inner.debug_text {
                        let text =
                            format!("{}{}{}", debug.leading(), self.source(inner.expression.range()), debug.trailing());
                        pieces.push(Piece::Text(text));
                        if conversion == 0 && inner.format_spec.is_none() {
                            conversion = b'r';
                        }
                    }
                    let spec = inner.format_spec.as_ref().map(|spec| {
                        let mut inside = Vec::new();
                        self.pieces(&spec.elements, &mut inside);
                        inside
                    });
                    pieces.push(Piece::Value { expression: &inner.expression, conversion, spec });
                }
            }
        }
    }

    fn join_pieces(&mut self, pieces: &[Piece<'a>], d: Reg, range: TextRange) -> Compiled<()> {
        let pieces: Vec<&Piece<'a>> =
            pieces.iter().filter(|piece| !matches!(piece, Piece::Text(text) if text.is_empty())).collect();
        if pieces.is_empty() {
            self.load_str(d, "");
            return Ok(());
        }
        let mark = self.mark();
        // Long ones are joined in parts.
        let total = self.temp(range.start())?;
        for (number, chunk) in pieces.chunks(40).enumerate() {
            let s = self.f().top as Reg;
            if number > 0 {
                let r = self.temp(range.start())?;
                self.emit(Op::Move { d: r, s: total });
            }
            let mut n = u8::from(number > 0);
            for piece in chunk {
                let r = self.temp(range.start())?;
                n += 1;
                match piece {
                    Piece::Text(text) => self.load_str(r, text),
                    Piece::Value { expression, conversion, spec } => {
                        let inner = self.mark();
                        let s = self.expr(expression)?;
                        let spec = match spec {
                            Some(pieces) => {
                                let t = self.temp(range.start())?;
                                self.join_pieces(pieces, t, range)?;
                                t
                            }
                            None => 255,
                        };
                        self.at(expression.range());
                        self.emit(Op::Format { d: r, s, conversion: *conversion, spec });
                        self.release(inner);
                    }
                }
            }
            self.emit(Op::BuildString { d: total, s, n });
            self.release(s as usize);
        }
        self.emit(Op::Move { d, s: total });
        self.release(mark);
        Ok(())
    }
}

enum Piece<'a> {
    Text(String),
    Value { expression: &'a Expr, conversion: u8, spec: Option<Vec<Piece<'a>>> },
}
