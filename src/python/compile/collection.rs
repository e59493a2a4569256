//! Displays of tuples and lists.

use ruff_python_ast::{Expr, Number};
use ruff_text_size::TextRange;

use super::number::parse_big;
use super::{Compiled, Compiler, Key};
use crate::python::code::{Op, Reg};
use crate::python::value::Value;

impl<'a> Compiler<'a, '_, '_> {
    /// Evaluates into consecutive fresh registers; their first.
    pub(super) fn consecutive(&mut self, elements: &[&'a Expr], at: TextRange) -> Compiled<Reg> {
        let s = self.f().top as Reg;
        for element in elements {
            let r = self.temp(at.start())?;
            self.expr_to(element, r)?;
        }
        Ok(s)
    }

    pub(super) fn tuple_of(&mut self, elements: &[&'a Expr], d: Reg, at: TextRange) -> Compiled<()> {
        if let Some(k) = self.constant_tuple(elements) {
            self.emit(Op::Const { d, k });
        } else if elements.len() <= 24 && !elements.iter().any(|element| element.is_starred_expr()) {
            let mark = self.mark();
            let s = self.consecutive(elements, at)?;
            self.emit(Op::BuildTuple { d, s, n: elements.len() as u8 });
            self.release(mark);
        } else {
            let mark = self.mark();
            let s = self.list_of(elements, at)?;
            self.emit(Op::ListToTuple { d, s });
            self.release(mark);
        }
        Ok(())
    }

    fn constant_tuple(&mut self, elements: &[&'a Expr]) -> Option<u32> {
        if elements.is_empty() {
            return Some(self.constant(Key::Tuple(Vec::new()), |heap| heap.empty_tuple));
        }
        let mut parts = Vec::new();
        for element in elements {
            let k = match element {
                Expr::NumberLiteral(literal) => match &literal.value {
                    Number::Int(int) => {
                        let parsed = parse_big(&int.to_string());
                        self.constant(Key::Int(parsed.to_string()), |heap| heap.int(parsed))
                    }
                    Number::Float(float) => self.constant(Key::Float(float.to_bits()), |_| Value::Float(*float)),
                    Number::Complex { .. } => return None,
                },
                Expr::StringLiteral(literal) => self.str_const(literal.value.to_str()),
                _ => return None,
            };
            parts.push(k);
        }
        let values: Vec<Value> = parts.iter().map(|k| self.cx.program.consts[*k as usize]).collect();
        Some(self.constant(Key::Tuple(parts), |heap| heap.tuple(values)))
    }

    pub(super) fn list_of(&mut self, elements: &[&'a Expr], at: TextRange) -> Compiled<Reg> {
        let l = self.temp(at.start())?;
        self.emit(Op::BuildList { d: l, s: l, n: 0 });
        for element in elements {
            let mark = self.mark();
            if let Expr::Starred(starred) = element {
                let s = self.expr(&starred.value)?;
                self.emit(Op::ListExtend { l, s, call: false });
            } else {
                let s = self.expr(element)?;
                self.emit(Op::ListAppend { l, s });
            }
            self.release(mark);
        }
        Ok(l)
    }
}
