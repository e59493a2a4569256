//! Literals of numbers.

use ruff_python_ast::{Expr, Number, UnaryOp};

use super::{Compiled, Compiler, Key};
use crate::python::code::{Op, Reg};
use crate::python::object::Object;
use crate::python::value::Value;

/// A literal that fits into an instruction.
pub(super) fn small(expression: &Expr) -> Option<i32> {
    match expression {
        Expr::NumberLiteral(literal) => match &literal.value {
            Number::Int(int) => int.as_i32(),
            _ => None,
        },
        Expr::UnaryOp(unary) if unary.op == UnaryOp::USub => match &*unary.operand {
            Expr::NumberLiteral(_) => small(&unary.operand).map(|i| -i),
            _ => None,
        },
        _ => None,
    }
}

impl<'a> Compiler<'a, '_, '_> {
    pub(super) fn number(&mut self, number: &Number, d: Reg, negative: bool) -> Compiled<()> {
        match number {
            Number::Int(int) => {
                if let Some(i) = int.as_i32() {
                    self.emit(Op::Int { d, i: if negative { -i } else { i } });
                    return Ok(());
                }
                let text = int.to_string();
                let parsed = parse_big(&text);
                let signed = if negative { -parsed } else { parsed };
                let k = self.constant(Key::Int(signed.to_string()), |heap| heap.int(signed));
                self.emit(Op::Const { d, k });
            }
            Number::Float(float) => {
                let value = if negative { -*float } else { *float };
                let k = self.constant(Key::Float(value.to_bits()), |_| Value::Float(value));
                self.emit(Op::Const { d, k });
            }
            Number::Complex { imag, .. } => {
                let value = if negative { -*imag } else { *imag };
                let k = self.constant(Key::Str(format!("complex {value}")), |heap| {
                    heap.value(Object::Complex(Box::new((0.0, value))))
                });
                self.emit(Op::Const { d, k });
            }
        }
        Ok(())
    }
}

pub(super) fn parse_big(text: &str) -> num_bigint::BigInt {
    let text = text.replace('_', "");
    let (digits, radix) = match text.get(..2) {
        Some("0x" | "0X") => (&text[2..], 16),
        Some("0o" | "0O") => (&text[2..], 8),
        Some("0b" | "0B") => (&text[2..], 2),
        _ => (text.as_str(), 10),
    };
    num_bigint::BigInt::parse_bytes(digits.as_bytes(), radix).unwrap_or_default()
}
