//! Assignment in its forms: plain, unpacked, augmented, annotated; and `del`.

use ruff_python_ast::Expr;
use ruff_text_size::{Ranged, TextRange};

use super::{Compiled, Compiler, start};
use crate::python::code::{Op, Reg};

impl<'a> Compiler<'a, '_, '_> {
    pub(super) fn annotate(&mut self, name: &str, annotation: &'a Expr) -> Compiled<()> {
        let mark = self.mark();
        let s = self.temp(start(annotation))?;
        let text = self.temp(start(annotation))?;
        let value = self.temp(start(annotation))?;
        self.emit(Op::Move { d: s, s: 0 });
        self.load_str(text, name);
        let source = self.source(annotation.range()).to_owned();
        self.load_str(value, &source);
        self.intrinsic(s, "_rt_annotate", s, 3);
        self.release(mark);
        Ok(())
    }

    pub(super) fn assign(&mut self, targets: &'a [Expr], value: &'a Expr) -> Compiled<()> {
        if let [Expr::Tuple(left)] = targets
            && let Expr::Tuple(right) = value
            && left.elts.len() == right.elts.len()
            && !left.elts.iter().chain(&right.elts).any(Expr::is_starred_expr)
        {
            let mut values = Vec::new();
            for element in &right.elts {
                let r = self.temp(start(element))?;
                self.expr_to(element, r)?;
                values.push(r);
            }
            for (target, r) in left.elts.iter().zip(values) {
                self.store_to(target, r)?;
            }
            return Ok(());
        }
        if let [Expr::Name(name)] = targets {
            let scope = self.scope_now();
            if let crate::python::scope::Meaning::Local(owner) = self.scopes.meaning(scope, &name.id)
                && let Some(d) = self.register_of(owner, &name.id)
                && direct(value)
            {
                self.expr_to(value, d)?;
                self.set_bound(d, true);
                return Ok(());
            }
        }
        let s = self.expr(value)?;
        for target in targets {
            self.store_to(target, s)?;
        }
        Ok(())
    }

    pub(super) fn store_to(&mut self, target: &'a Expr, s: Reg) -> Compiled<()> {
        let before = self.at(target.range());
        let mark = self.mark();
        match target {
            Expr::Name(name) => self.store(&name.id, s),
            Expr::Attribute(attribute) => {
                let o = self.expr(&attribute.value)?;
                self.at(target.range());
                let site = self.site(&attribute.attr);
                self.emit(Op::StoreAttr { o, s, site });
            }
            Expr::Subscript(subscript) => {
                let a = self.expr(&subscript.value)?;
                let b = self.expr(&subscript.slice)?;
                self.at(target.range());
                self.emit(Op::SetItem { a, b, s });
            }
            Expr::Tuple(tuple) => self.unpack(&tuple.elts, s, target.range())?,
            Expr::List(list) => self.unpack(&list.elts, s, target.range())?,
            Expr::Starred(starred) => self.store_to(&starred.value, s)?,
            _ => return self.refuse(start(target), "SyntaxError: cannot assign to expression", ""),
        }
        self.release(mark);
        self.f().span = before;
        Ok(())
    }

    fn unpack(&mut self, targets: &'a [Expr], s: Reg, at: TextRange) -> Compiled<()> {
        let mark = self.mark();
        let mut s = s;
        if (s as usize) < self.f().code.locals.len() {
            // What is unpacked may become a list first: not in the variable itself.
            let t = self.temp(at.start())?;
            self.emit(Op::Move { d: t, s });
            s = t;
        }
        let first = self.f().top as Reg;
        for _ in targets {
            self.temp(at.start())?;
        }
        match targets.iter().position(Expr::is_starred_expr) {
            None => {
                self.emit(Op::Unpack { s, d: first, n: targets.len() as u8 });
            }
            Some(star) => {
                let after = targets.len() - star - 1;
                self.emit(Op::UnpackEx { s, d: first, before: star as u8, after: after as u8 });
            }
        }
        for (number, target) in targets.iter().enumerate() {
            self.store_to(target, first + number as u8)?;
        }
        self.release(mark);
        Ok(())
    }

    pub(super) fn augmented(
        &mut self,
        target: &'a Expr,
        op: ruff_python_ast::Operator,
        value: &'a Expr,
        at: TextRange,
    ) -> Compiled<()> {
        let op = super::expression::bin(op);
        match target {
            Expr::Name(name) => {
                if let Some(r) = self.in_place(&name.id) {
                    if let Some(i) = super::number::small(value)
                        && matches!(op, crate::python::code::Bin::Add | crate::python::code::Bin::Sub)
                    {
                        self.at(at);
                        self.emit(if op == crate::python::code::Bin::Add {
                            Op::AddI { d: r, a: r, i }
                        } else {
                            Op::SubI { d: r, a: r, i }
                        });
                        return Ok(());
                    }
                    let b = self.expr(value)?;
                    self.at(at);
                    self.emit(Op::InPlace { op, d: r, a: r, b });
                    return Ok(());
                }
                let a = self.temp(start(target))?;
                self.load(&name.id, a);
                let b = self.expr(value)?;
                self.at(at);
                self.emit(Op::InPlace { op, d: a, a, b });
                self.store(&name.id, a);
            }
            Expr::Attribute(attribute) => {
                let o = self.expr(&attribute.value)?;
                let a = self.temp(start(target))?;
                let site = self.site(&attribute.attr);
                self.at(target.range());
                self.emit(Op::LoadAttr { d: a, o, site });
                let b = self.expr(value)?;
                self.at(at);
                self.emit(Op::InPlace { op, d: a, a, b });
                let site = self.site(&attribute.attr);
                self.emit(Op::StoreAttr { o, s: a, site });
            }
            Expr::Subscript(subscript) => {
                let o = self.expr(&subscript.value)?;
                let i = self.expr(&subscript.slice)?;
                let a = self.temp(start(target))?;
                self.at(target.range());
                self.emit(Op::GetItem { d: a, a: o, b: i });
                let b = self.expr(value)?;
                self.at(at);
                self.emit(Op::InPlace { op, d: a, a, b });
                self.emit(Op::SetItem { a: o, b: i, s: a });
            }
            _ => return self.refuse(start(target), "SyntaxError: illegal target for augmented assignment", ""),
        }
        Ok(())
    }

    pub(super) fn delete_target(&mut self, target: &'a Expr) -> Compiled<()> {
        self.at(target.range());
        match target {
            Expr::Name(name) => self.delete(&name.id),
            Expr::Attribute(attribute) => {
                let o = self.expr(&attribute.value)?;
                let site = self.site(&attribute.attr);
                self.emit(Op::DelAttr { o, site });
            }
            Expr::Subscript(subscript) => {
                let a = self.expr(&subscript.value)?;
                let b = self.expr(&subscript.slice)?;
                self.emit(Op::DelItem { a, b });
            }
            Expr::Tuple(tuple) => {
                for element in &tuple.elts {
                    self.delete_target(element)?;
                }
            }
            Expr::List(list) => {
                for element in &list.elts {
                    self.delete_target(element)?;
                }
            }
            _ => return self.refuse(start(target), "SyntaxError: cannot delete expression", ""),
        }
        Ok(())
    }
}

/// May the value be computed right into the variable? Only where the variable is written last of all.
pub(super) fn direct(value: &Expr) -> bool {
    match value {
        Expr::BinOp(_)
        | Expr::UnaryOp(_)
        | Expr::Call(_)
        | Expr::Attribute(_)
        | Expr::Subscript(_)
        | Expr::Name(_)
        | Expr::NumberLiteral(_)
        | Expr::StringLiteral(_)
        | Expr::BooleanLiteral(_)
        | Expr::NoneLiteral(_)
        | Expr::Tuple(_) => true,
        Expr::Compare(compare) => compare.ops.len() == 1,
        _ => false,
    }
}
