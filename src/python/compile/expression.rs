//! Expressions.

use std::collections::HashMap;

use ruff_python_ast::{
    BoolOp, CmpOp, Comprehension, ConversionFlag, Expr, ExprCall, ExprCompare, FStringPart, InterpolatedStringElement,
    Keyword, Number, Operator, UnaryOp,
};
use ruff_text_size::{Ranged, TextRange};

use super::{Body, Compiled, Compiler, Key, Label, start};
use crate::python::code::{Bin, Cmp, Op, Reg, Un};
use crate::python::object::Object;
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

    fn number(&mut self, number: &Number, d: Reg, negative: bool) -> Compiled<()> {
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

    /// Evaluates into consecutive fresh registers; their first.
    fn consecutive(&mut self, elements: &[&'a Expr], at: TextRange) -> Compiled<Reg> {
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

    fn list_of(&mut self, elements: &[&'a Expr], at: TextRange) -> Compiled<Reg> {
        let l = self.temp(at.start())?;
        self.emit(Op::BuildList { d: l, s: l, n: 0 });
        for element in elements {
            let mark = self.mark();
            if let Expr::Starred(starred) = element {
                let s = self.expr(&starred.value)?;
                self.emit(Op::ListExtend { l, s });
            } else {
                let s = self.expr(element)?;
                self.emit(Op::ListAppend { l, s });
            }
            self.release(mark);
        }
        Ok(l)
    }

    // Conditions.

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

    fn compare(&mut self, compare: &'a ExprCompare, d: Reg) -> Compiled<()> {
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

    // Calls.

    fn call(&mut self, call: &'a ExprCall, d: Reg) -> Compiled<()> {
        let range = call.range();
        let arguments = &call.arguments;
        if let Expr::Name(name) = &*call.func {
            match name.id.as_str() {
                "super" if arguments.is_empty() => return self.zero_super(d, range),
                "locals" | "exec" | "eval" | "compile" | "__import__" | "vars" | "breakpoint" | "memoryview"
                    if !self.globals.contains_key(name.id.as_str())
                        && !self.library
                        && (name.id.as_str() != "vars" || arguments.is_empty()) =>
                {
                    let scope = self.scope_now();
                    if self.scopes.meaning(scope, &name.id) == super::Meaning::Global {
                        return self.refuse(
                            range.start(),
                            format!("`{}` is not supported: programs are compiled before they run", name.id),
                            "write the code in place, or keep values in a dict",
                        );
                    }
                }
                _ => {}
            }
        }
        let plain = !arguments.args.iter().any(Expr::is_starred_expr)
            && arguments.keywords.iter().all(|keyword| keyword.arg.is_some())
            && arguments.args.len() + arguments.keywords.len() <= 60;
        if plain
            && arguments.keywords.is_empty()
            && let Expr::Attribute(attribute) = &*call.func
        {
            let b = self.temp(range.start())?;
            let this = self.temp(range.start())?;
            self.expr_to(&attribute.value, this)?;
            for argument in &arguments.args {
                let r = self.temp(range.start())?;
                self.expr_to(argument, r)?;
            }
            self.at(range);
            let site = self.site(&attribute.attr);
            self.emit(Op::CallMethod { d, b, n: arguments.args.len() as u8, site });
            return Ok(());
        }
        let f = self.temp(range.start())?;
        self.expr_to(&call.func, f)?;
        if plain {
            for argument in &arguments.args {
                let r = self.temp(range.start())?;
                self.expr_to(argument, r)?;
            }
            let mut names = Vec::new();
            for keyword in &arguments.keywords {
                let r = self.temp(range.start())?;
                self.expr_to(&keyword.value, r)?;
                if let Some(name) = &keyword.arg {
                    let name = self.name(name);
                    names.push(name);
                }
            }
            self.at(range);
            let n = (arguments.args.len() + names.len()) as u8;
            if names.is_empty() {
                self.emit(Op::Call { d, f, n });
            } else {
                let kw_names = &mut self.f().code.kw_names;
                kw_names.push(names.into());
                let names = kw_names.len() as u32 - 1;
                self.emit(Op::CallKw { d, f, n, names });
            }
            return Ok(());
        }
        let l = self.temp(range.start())?;
        let k = self.temp(range.start())?;
        self.emit(Op::BuildList { d: l, s: l, n: 0 });
        self.emit(Op::BuildDict { d: k });
        self.arguments_into(l, k, &arguments.args, &arguments.keywords)?;
        self.at(range);
        self.emit(Op::CallEx { d, f });
        Ok(())
    }

    /// Arguments of any form into a list and a dict.
    pub(super) fn arguments_into(&mut self, l: Reg, k: Reg, args: &'a [Expr], keywords: &'a [Keyword]) -> Compiled<()> {
        for argument in args {
            let mark = self.mark();
            if let Expr::Starred(starred) = argument {
                let s = self.expr(&starred.value)?;
                self.at(argument.range());
                self.emit(Op::ListExtend { l, s });
            } else {
                let s = self.expr(argument)?;
                self.emit(Op::ListAppend { l, s });
            }
            self.release(mark);
        }
        for keyword in keywords {
            let mark = self.mark();
            let s = self.expr(&keyword.value)?;
            match &keyword.arg {
                Some(name) => {
                    let b = self.temp(start(keyword))?;
                    self.load_str(b, name);
                    self.emit(Op::SetItem { a: k, b, s });
                }
                None => {
                    self.emit(Op::DictMerge { l: k, s, call: true });
                }
            }
            self.release(mark);
        }
        Ok(())
    }

    fn zero_super(&mut self, d: Reg, range: TextRange) -> Compiled<()> {
        let class = self.temp(range.start())?;
        let this = self.temp(range.start())?;
        let scope = self.scope_now();
        let first = {
            let function = self.f();
            (function.code.positional > 0).then(|| function.code.locals[0])
        };
        let free = !matches!(self.scopes.meaning(scope, "__class__"), super::Meaning::Global);
        let (Some(first), true) = (first, free) else {
            return self.refuse(range.start(), "RuntimeError: super(): no arguments", "call super(Class, self)");
        };
        self.load("__class__", class);
        let first = self.cx.heap.names.text(first).to_string();
        self.load(&first, this);
        self.intrinsic(d, "_rt_super", class, 2);
        Ok(())
    }

    // Comprehensions.

    /// The loops of a comprehension compiled in place; its variables get registers of their own.
    fn comprehension(
        &mut self,
        generators: &'a [Comprehension],
        range: TextRange,
        element: &mut dyn FnMut(&mut Self) -> Compiled<()>,
    ) -> Compiled<()> {
        let scope = self.scopes.find(range);
        let first = self.temp(range.start())?;
        if let Some(generator) = generators.first() {
            self.expr_to(&generator.iter, first)?;
        }
        let scopes = self.scopes;
        let mut overlay = HashMap::new();
        for name in &scopes.all[scope].bound {
            let r = self.temp(range.start())?;
            overlay.insert(name.clone(), r);
            let k = self.constant(Key::Value("undef"), |_| Value::Undef);
            self.emit(Op::Const { d: r, k });
            if scopes.all[scope].cells.contains(name) {
                self.emit(Op::MakeCell { r });
            }
            self.set_bound(r, false);
        }
        let bound = self.f().bound;
        self.f().overlays.push((scope, overlay));
        self.comprehension_loops(generators, 0, Some(first), range, element)?;
        self.f().overlays.pop();
        self.f().bound = bound;
        Ok(())
    }

    /// The loop over generator number `at` and those within; `ready` holds the first iterable (an iterator already,
    /// in a generator expression).
    pub(super) fn comprehension_loops(
        &mut self,
        generators: &'a [Comprehension],
        at: usize,
        ready: Option<Reg>,
        range: TextRange,
        element: &mut dyn FnMut(&mut Self) -> Compiled<()>,
    ) -> Compiled<()> {
        let Some(generator) = generators.get(at) else {
            let mark = self.mark();
            self.at(range);
            element(self)?;
            self.release(mark);
            return Ok(());
        };
        let it = self.temp(range.start())?;
        self.temp(range.start())?;
        self.temp(range.start())?;
        let s = match ready {
            Some(ready) => ready,
            None => self.expr(&generator.iter)?,
        };
        self.at(generator.iter.range());
        let is_function = self.scopes.all[self.scopes.find(range)].kind == super::Kind::Function;
        if generator.is_async {
            if !(is_function && ready.is_some()) {
                self.emit(Op::GetAiter { d: it, s });
            } else {
                self.emit(Op::Move { d: it, s });
            }
            let (top, done) = (self.label(), self.label());
            self.place(top);
            let d = self.temp(range.start())?;
            self.next_async(it, d, done, range)?;
            self.store_to(&generator.target, d)?;
            for test in &generator.ifs {
                self.jump_unless(test, top)?;
            }
            self.comprehension_loops(generators, at + 1, None, range, element)?;
            self.emit(Op::Loop { t: top });
            self.place(done);
            return Ok(());
        }
        self.emit(Op::ForPrep { it, s });
        let (body, next) = (self.label(), self.label());
        self.emit(Op::Jump { t: next });
        self.place(body);
        let bound = self.f().bound;
        let scope = self.scope_now();
        let direct = match &generator.target {
            Expr::Name(name) => match self.scopes.meaning(scope, &name.id) {
                super::Meaning::Local(owner) => self.register_of(owner, &name.id),
                _ => None,
            },
            _ => None,
        };
        let d = match direct {
            Some(d) => {
                self.set_bound(d, true);
                d
            }
            None => {
                let d = self.temp(range.start())?;
                self.store_to(&generator.target, d)?;
                d
            }
        };
        for test in &generator.ifs {
            self.jump_unless(test, next)?;
        }
        self.comprehension_loops(generators, at + 1, None, range, element)?;
        self.place(next);
        self.at(generator.iter.range());
        self.emit(Op::ForNext { it, d, t: body });
        self.f().bound = bound;
        Ok(())
    }

    // Waiting.

    /// Awaits the value in `t`; the result goes there too.
    pub(super) fn await_value(&mut self, t: Reg, at: TextRange) -> Compiled<()> {
        let mark = self.mark();
        let it = self.temp(at.start())?;
        self.at(at);
        self.emit(Op::GetAwaitable { d: it, s: t });
        self.emit(Op::None { d: t });
        self.send_loop(it, t);
        self.release(mark);
        Ok(())
    }

    fn send_loop(&mut self, it: Reg, d: Reg) {
        let (top, done) = (self.label(), self.label());
        self.place(top);
        self.emit(Op::Send { d, it, t: done });
        self.emit(Op::YieldFrom { d, it });
        self.emit(Op::Jump { t: top });
        self.place(done);
    }

    // Formatted strings.

    fn f_string(&mut self, parts: &'a [FStringPart], d: Reg, range: TextRange) -> Compiled<()> {
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

fn parse_big(text: &str) -> num_bigint::BigInt {
    let text = text.replace('_', "");
    let (digits, radix) = match text.get(..2) {
        Some("0x" | "0X") => (&text[2..], 16),
        Some("0o" | "0O") => (&text[2..], 8),
        Some("0b" | "0B") => (&text[2..], 2),
        _ => (text.as_str(), 10),
    };
    num_bigint::BigInt::parse_bytes(digits.as_bytes(), radix).unwrap_or_default()
}
