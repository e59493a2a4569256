//! Writing instructions: their places in the source, labels, registers.

use ruff_text_size::{TextRange, TextSize};

use super::{Compiled, Compiler, Label};
use crate::python::code::{Op, Reg, Span};

impl<'a> Compiler<'a, '_, '_> {
    pub(super) fn at(&mut self, range: TextRange) -> Span {
        let (line, column) = self.lines.place(range.start());
        let (end_line, end_column) = self.lines.place(range.end());
        let span = Span { line, column, end_line, end_column, mark: (0, 0) };
        std::mem::replace(&mut self.f().span, span)
    }

    pub(super) fn emit(&mut self, op: Op) -> usize {
        let function = self.f();
        function.code.ops.push(op);
        let span = function.span;
        function.code.spans.push(span);
        function.code.ops.len() - 1
    }

    pub(super) fn label(&mut self) -> Label {
        let labels = &mut self.f().labels;
        labels.push(u32::MAX);
        labels.len() as u32 - 1
    }

    pub(super) fn place(&mut self, label: Label) {
        let function = self.f();
        function.labels[label as usize] = function.code.ops.len() as u32;
    }

    pub(super) fn temp(&mut self, at: TextSize) -> Compiled<Reg> {
        let function = self.f();
        let register = function.top;
        if register >= 254 {
            return self.refuse(at, "this function needs more than 254 registers", "split it into several functions");
        }
        function.top += 1;
        function.code.registers = function.code.registers.max(function.top as u16);
        Ok(register as Reg)
    }

    pub(super) fn mark(&mut self) -> usize {
        self.f().top
    }

    pub(super) fn release(&mut self, mark: usize) {
        self.f().top = mark;
    }

    pub(super) fn dead(&mut self) {
        self.f().bound = [u64::MAX; 4];
    }
}
