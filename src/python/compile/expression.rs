//! Expressions.

use ruff_python_ast::{BoolOp, Expr, Operator, UnaryOp};
use ruff_text_size::{Ranged, TextRange};

use super::number::small;
use super::{Body, Compiled, Compiler, Key, start};
use crate::python::code::{Bin, Op, Reg, Un};
use crate::python::value::Value;

pub(super) fn bin(op: Operator) -> Bin {
    match op {
        Operator::Add => Bin::Add,
        Operator::Sub => Bin::Sub,
        Operator::Mult => Bin::Mul,
        Operator::MatMult => Bin::MatMul,
        Operator::Div => Bin::Div,
        Operator::Mod => Bin::Mod,
        Operator::Pow => Bin::Pow,
        Operator::LShift => Bin::LShift,
        Operator::RShift => Bin::RShift,
        Operator::BitOr => Bin::Or,
        Operator::BitXor => Bin::Xor,
        Operator::BitAnd => Bin::And,
        Operator::FloorDiv => Bin::FloorDiv,
    }
}

impl<'a> Compiler<'a, '_, '_> {
    /// The value, wherever it lies: a local variable in place, anything else in a fresh temporary.
    pub(super) fn expr(&mut self, expression: &'a Expr) -> Compiled<Reg> {
        if let Expr::Name(name) = expression {
            let before = self.at(expression.range());
            let scope = self.f().scope;
            let moves = self.scopes.all[scope].has_walrus;
            if !moves && let Some(r) = self.in_place(&name.id) {
                self.f().span = before;
                return Ok(r);
            }
            self.f().span = before;
        }
        let d = self.temp(start(expression))?;
        self.expr_to(expression, d)?;
        Ok(d)
    }

    pub(super) fn expr_to(&mut self, expression: &'a Expr, d: Reg) -> Compiled<()> {
        let before = self.at(expression.range());
        let mark = self.mark();
        self.expr_inner(expression, d)?;
        self.release(mark);
        self.f().span = before;
        Ok(())
    }

    fn expr_inner(&mut self, expression: &'a Expr, d: Reg) -> Compiled<()> {
        let range = expression.range();
        match expression {
            Expr::Name(name) => self.load(&name.id, d),
            Expr::NumberLiteral(literal) => self.number(&literal.value, d, false)?,
            Expr::StringLiteral(literal) => self.load_str(d, literal.value.to_str()),
            Expr::BytesLiteral(literal) => {
                let bytes: Vec<u8> = literal.value.bytes().collect();
                let k = self.constant(Key::Bytes(bytes.clone()), |heap| heap.bytes(bytes));
                self.emit(Op::Const { d, k });
            }
            Expr::BooleanLiteral(literal) => {
                self.emit(if literal.value { Op::True { d } } else { Op::False { d } });
            }
            Expr::NoneLiteral(_) => {
                self.emit(Op::None { d });
            }
            Expr::EllipsisLiteral(_) => {
                let k = self.constant(Key::Value("..."), |_| Value::Ellipsis);
                self.emit(Op::Const { d, k });
            }
            Expr::BinOp(inner) => {
                let a = self.expr(&inner.left)?;
                let op = bin(inner.op);
                if let Some(i) = small(&inner.right)
                    && matches!(op, Bin::Add | Bin::Sub)
                {
                    self.at(range);
                    self.mark_operator(inner.left.range(), inner.right.range());
                    self.emit(if op == Bin::Add { Op::AddI { d, a, i } } else { Op::SubI { d, a, i } });
                    return Ok(());
                }
                let b = self.expr(&inner.right)?;
                self.at(range);
                self.mark_operator(inner.left.range(), inner.right.range());
                self.emit(match op {
                    Bin::Add => Op::Add { d, a, b },
                    Bin::Sub => Op::Sub { d, a, b },
                    Bin::Mul => Op::Mul { d, a, b },
                    op => Op::Binary { op, d, a, b },
                });
            }
            Expr::UnaryOp(inner) => {
                if inner.op == UnaryOp::USub
                    && let Expr::NumberLiteral(literal) = &*inner.operand
                {
                    return self.number(&literal.value, d, true);
                }
                let s = self.expr(&inner.operand)?;
                self.at(range);
                self.emit(match inner.op {
                    UnaryOp::Not => Op::Not { d, s },
                    UnaryOp::USub => Op::Unary { op: Un::Neg, d, s },
                    UnaryOp::UAdd => Op::Unary { op: Un::Pos, d, s },
                    UnaryOp::Invert => Op::Unary { op: Un::Invert, d, s },
                });
            }
            Expr::BoolOp(inner) => {
                let end = self.label();
                let t = self.temp(range.start())?;
                let last = inner.values.len() - 1;
                for (number, value) in inner.values.iter().enumerate() {
                    self.expr_to(value, t)?;
                    if number < last {
                        self.emit(match inner.op {
                            BoolOp::And => Op::JumpIfNot { r: t, t: end },
                            BoolOp::Or => Op::JumpIf { r: t, t: end },
                        });
                    }
                }
                self.place(end);
                self.emit(Op::Move { d, s: t });
            }
            Expr::Compare(compare) => self.compare(compare, d)?,
            Expr::If(inner) => {
                let (other, end) = (self.label(), self.label());
                self.jump_unless(&inner.test, other)?;
                let t = self.temp(range.start())?;
                self.expr_to(&inner.body, t)?;
                self.emit(Op::Jump { t: end });
                self.place(other);
                self.expr_to(&inner.orelse, t)?;
                self.place(end);
                self.emit(Op::Move { d, s: t });
            }
            Expr::Named(inner) => {
                let t = self.temp(range.start())?;
                self.expr_to(&inner.value, t)?;
                if let Expr::Name(name) = &*inner.target {
                    // Inside a comprehension the variable is the enclosing function's.
                    let overlays = std::mem::take(&mut self.f().overlays);
                    self.store(&name.id, t);
                    self.f().overlays = overlays;
                }
                self.emit(Op::Move { d, s: t });
            }
            Expr::Lambda(lambda) => {
                self.function(
                    d,
                    "<lambda>",
                    range,
                    lambda.parameters.as_deref(),
                    false,
                    Body::Expression(&lambda.body),
                )?;
            }
            Expr::Call(call) => self.call(call, d)?,
            Expr::Attribute(attribute) => {
                let o = self.expr(&attribute.value)?;
                self.at(range);
                let site = self.site(&attribute.attr);
                self.emit(Op::LoadAttr { d, o, site });
            }
            Expr::Subscript(subscript) => {
                let a = self.expr(&subscript.value)?;
                let b = self.expr(&subscript.slice)?;
                self.at(range);
                let mark = (subscript.value.range().end(), range.end());
                self.mark_between(mark.0.to_u32(), mark.1.to_u32());
                self.emit(Op::GetItem { d, a, b });
            }
            Expr::Slice(slice) => {
                let s = self.f().top as Reg;
                for part in [&slice.lower, &slice.upper, &slice.step] {
                    let r = self.temp(range.start())?;
                    match part {
                        Some(part) => self.expr_to(part, r)?,
                        None => {
                            self.emit(Op::None { d: r });
                        }
                    }
                }
                self.emit(Op::BuildSlice { d, s });
            }
            Expr::Tuple(tuple) => {
                let elements: Vec<&Expr> = tuple.elts.iter().collect();
                self.tuple_of(&elements, d, range)?;
            }
            Expr::List(list) => {
                let elements: Vec<&Expr> = list.elts.iter().collect();
                if elements.len() <= 24 && !list.elts.iter().any(Expr::is_starred_expr) {
                    let s = self.consecutive(&elements, range)?;
                    self.emit(Op::BuildList { d, s, n: elements.len() as u8 });
                } else {
                    let l = self.list_of(&elements, range)?;
                    self.emit(Op::Move { d, s: l });
                }
            }
            Expr::Set(set) => {
                let l = self.temp(range.start())?;
                self.emit(Op::BuildSet { d: l });
                for element in &set.elts {
                    let mark = self.mark();
                    if let Expr::Starred(starred) = element {
                        let s = self.expr(&starred.value)?;
                        self.emit(Op::SetUpdate { l, s });
                    } else {
                        let s = self.expr(element)?;
                        self.at(range);
                        self.emit(Op::SetAdd { l, s });
                    }
                    self.release(mark);
                }
                self.emit(Op::Move { d, s: l });
            }
            Expr::Dict(dict) => {
                let l = self.temp(range.start())?;
                self.emit(Op::BuildDict { d: l });
                for item in &dict.items {
                    let mark = self.mark();
                    match &item.key {
                        Some(key) => {
                            let b = self.expr(key)?;
                            let s = self.expr(&item.value)?;
                            self.at(range);
                            self.emit(Op::SetItem { a: l, b, s });
                        }
                        None => {
                            let s = self.expr(&item.value)?;
                            self.emit(Op::DictMerge { l, s, call: false });
                        }
                    }
                    self.release(mark);
                }
                self.emit(Op::Move { d, s: l });
            }
            Expr::ListComp(comp) => {
                let l = self.temp(range.start())?;
                self.emit(Op::BuildList { d: l, s: l, n: 0 });
                self.comprehension(&comp.generators, range, &mut |this| {
                    let s = this.expr(&comp.elt)?;
                    this.emit(Op::ListAppend { l, s });
                    Ok(())
                })?;
                self.emit(Op::Move { d, s: l });
            }
            Expr::SetComp(comp) => {
                let l = self.temp(range.start())?;
                self.emit(Op::BuildSet { d: l });
                self.comprehension(&comp.generators, range, &mut |this| {
                    let s = this.expr(&comp.elt)?;
                    this.emit(Op::SetAdd { l, s });
                    Ok(())
                })?;
                self.emit(Op::Move { d, s: l });
            }
            Expr::DictComp(comp) => {
                let l = self.temp(range.start())?;
                self.emit(Op::BuildDict { d: l });
                self.comprehension(&comp.generators, range, &mut |this| {
                    if let Some(key) = &comp.key {
                        let b = this.expr(key)?;
                        let s = this.expr(&comp.value)?;
                        this.emit(Op::SetItem { a: l, b, s });
                    }
                    Ok(())
                })?;
                self.emit(Op::Move { d, s: l });
            }
            Expr::Generator(comp) => {
                let f = self.temp(range.start())?;
                let it = self.temp(range.start())?;
                if let Some(first) = comp.generators.first() {
                    let s = self.expr(&first.iter)?;
                    self.at(first.iter.range());
                    self.emit(if first.is_async { Op::GetAiter { d: it, s } } else { Op::GetIter { d: it, s } });
                }
                self.at(range);
                self.function(f, "<genexpr>", range, None, false, Body::Generator(&comp.generators, &comp.elt))?;
                self.emit(Op::Call { d, f, n: 1 });
            }
            Expr::Await(inner) => {
                if !self.f().is_async {
                    return self.refuse(range.start(), "SyntaxError: 'await' outside async function", "");
                }
                let t = self.temp(range.start())?;
                self.expr_to(&inner.value, t)?;
                self.await_value(t, range)?;
                self.emit(Op::Move { d, s: t });
            }
            Expr::Yield(inner) => {
                if self.stack.len() == 1 || self.f().is_class {
                    return self.refuse(range.start(), "SyntaxError: 'yield' outside function", "");
                }
                let t = self.temp(range.start())?;
                match &inner.value {
                    Some(value) => self.expr_to(value, t)?,
                    None => {
                        self.emit(Op::None { d: t });
                    }
                }
                self.at(range);
                self.emit(Op::Yield { d, s: t });
            }
            Expr::YieldFrom(inner) => {
                let it = self.temp(range.start())?;
                let t = self.temp(range.start())?;
                self.expr_to(&inner.value, it)?;
                self.at(range);
                self.emit(Op::GetYieldFrom { d: it, s: it });
                self.emit(Op::None { d: t });
                self.send_loop(it, t);
                self.emit(Op::Move { d, s: t });
            }
            Expr::FString(literal) => self.f_string(literal.value.as_slice(), d, range)?,
            Expr::Starred(_) => {
                return self.refuse(range.start(), "SyntaxError: can't use starred expression here", "");
            }
            Expr::TString(_) => {
                return self.refuse(range.start(), "template strings are not supported", "use an f-string");
            }
            Expr::IpyEscapeCommand(_) => return self.refuse(range.start(), "SyntaxError: invalid syntax", ""),
        }
        Ok(())
    }

    /// Remembers where the operator stands, for the marks in a traceback.
    fn mark_operator(&mut self, left: TextRange, right: TextRange) {
        let between = TextRange::new(left.end(), right.start());
        let text = self.source(between);
        let from = text.find(|c: char| !c.is_whitespace() && c != ')' && c != '\\').unwrap_or(0);
        let length = text[from..].find(|c: char| !"+-*/%@&|^<>".contains(c)).unwrap_or(text.len() - from).max(1);
        let begin = left.end().to_u32() + from as u32;
        self.mark_between(begin, begin + length as u32);
    }

    fn mark_between(&mut self, from: u32, to: u32) {
        let (line, begin) = self.lines.place(from.into());
        let (end_line, end) = self.lines.place(to.into());
        let span = &mut self.f().span;
        if line == span.line && end_line == line {
            span.mark = (begin, end);
        }
    }
}
