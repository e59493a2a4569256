//! Conditions, and comparisons in a chain.

use ruff_python_ast::{BoolOp, CmpOp, Expr, ExprCompare, UnaryOp};
use ruff_text_size::Ranged;

use super::number::small;
use super::{Compiled, Compiler, Label, start};
use crate::python::code::{Cmp, Op, Reg};

fn ordering(op: CmpOp) -> Option<Cmp> {
    Some(match op {
        CmpOp::Eq => Cmp::Eq,
        CmpOp::NotEq => Cmp::Ne,
        CmpOp::Lt => Cmp::Lt,
        CmpOp::LtE => Cmp::Le,
        CmpOp::Gt => Cmp::Gt,
        CmpOp::GtE => Cmp::Ge,
        _ => return None,
    })
}

impl<'a> Compiler<'a, '_, '_> {
    pub(super) fn jump_unless(&mut self, test: &'a Expr, target: Label) -> Compiled<()> {
        self.jump_on(test, target, false)
    }

    pub(super) fn jump_when(&mut self, test: &'a Expr, target: Label) -> Compiled<()> {
        self.jump_on(test, target, true)
    }

    /// Jumps if the test's truth is `when`, else goes on.
    fn jump_on(&mut self, test: &'a Expr, target: Label, when: bool) -> Compiled<()> {
        let before = self.at(test.range());
        let mark = self.mark();
        match test {
            Expr::UnaryOp(unary) if unary.op == UnaryOp::Not => self.jump_on(&unary.operand, target, !when)?,
            Expr::BoolOp(inner) => {
                // `and` fails early, `or` succeeds early.
                let early = inner.op == BoolOp::Or;
                let last = inner.values.len() - 1;
                if early == when {
                    for value in &inner.values {
                        self.jump_on(value, target, when)?;
                    }
                } else {
                    let over = self.label();
                    for (number, value) in inner.values.iter().enumerate() {
                        if number < last {
                            self.jump_on(value, over, early)?;
                        } else {
                            self.jump_on(value, target, when)?;
                        }
                    }
                    self.place(over);
                }
            }
            Expr::Compare(compare) if compare.ops.len() == 1 && ordering(compare.ops[0]).is_some() => {
                let op = ordering(compare.ops[0]).unwrap_or(Cmp::Eq);
                let a = self.expr(&compare.left)?;
                let d = if let Some(i) = small(&compare.comparators[0]) {
                    let d = self.temp(start(test))?;
                    self.emit(Op::CompareJumpI { op, d, a, i });
                    d
                } else {
                    let b = self.expr(&compare.comparators[0])?;
                    let d = self.temp(start(test))?;
                    self.at(test.range());
                    self.emit(Op::CompareJump { op, d, a, b });
                    d
                };
                self.emit(if when { Op::JumpIf { r: d, t: target } } else { Op::JumpIfNot { r: d, t: target } });
            }
            _ => {
                let r = self.expr(test)?;
                self.at(test.range());
                self.emit(if when { Op::JumpIf { r, t: target } } else { Op::JumpIfNot { r, t: target } });
            }
        }
        self.release(mark);
        self.f().span = before;
        Ok(())
    }

    fn compare_one(&mut self, op: CmpOp, d: Reg, a: Reg, b: Reg) {
        let op = match op {
            CmpOp::Is => Op::Is { d, a, b, not: false },
            CmpOp::IsNot => Op::Is { d, a, b, not: true },
            CmpOp::In => Op::In { d, a, b, not: false },
            CmpOp::NotIn => Op::In { d, a, b, not: true },
            op => Op::Compare { op: ordering(op).unwrap_or(Cmp::Eq), d, a, b },
        };
        self.emit(op);
    }

    pub(super) fn compare(&mut self, compare: &'a ExprCompare, d: Reg) -> Compiled<()> {
        let range = compare.range;
        let mut a = self.expr(&compare.left)?;
        if compare.ops.len() == 1 {
            let b = self.expr(&compare.comparators[0])?;
            self.at(range);
            self.compare_one(compare.ops[0], d, a, b);
            return Ok(());
        }
        let end = self.label();
        let t = self.temp(range.start())?;
        for (number, (op, right)) in compare.ops.iter().zip(&compare.comparators).enumerate() {
            let b = self.expr(right)?;
            self.at(range);
            self.compare_one(*op, t, a, b);
            if number + 1 < compare.ops.len() {
                self.emit(Op::JumpIfNot { r: t, t: end });
            }
            a = b;
        }
        self.place(end);
        self.emit(Op::Move { d, s: t });
        Ok(())
    }
}
