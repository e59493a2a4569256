//! The interpreter itself: exit, errors, seeds, marks in the trace.

use crate::python::builtins::functions::write;
use crate::python::cx::NativeFn;
use crate::python::guest::EventKind;
use crate::python::value::Value;

pub const TABLE: &[(&str, NativeFn)] = &[
    ("_rt_write", |cx, a| {
        let text = cx.text(a.get(0)).unwrap_or_default();
        let error = cx.truth(a.get(1))?;
        write(cx, error, &text)?;
        Ok(Value::None)
    }),
    ("_rt_exit", |cx, a| {
        let code = cx.int_arg(a.get(0))?;
        let process = cx.process;
        cx.world.processes[process].exiting = Some(code as i32);
        Ok(Value::None)
    }),
    ("_rt_died", |cx, a| {
        // The first process's main thread died of this.
        if cx.process == 0 {
            let line = crate::python::traceback::last_line(cx, a.get(0));
            cx.world.exception = Some(line);
        }
        Ok(Value::None)
    }),
    ("_rt_render", |cx, a| {
        let text = crate::python::traceback::render(cx, a.get(0));
        cx.checked_string(text)
    }),
    ("_rt_cores", |cx, _| Ok(Value::Int(i64::from(cx.world.options.cores)))),
    ("_rt_gil", |cx, _| Ok(Value::Bool(cx.world.options.gil))),
    // Each process has random numbers of its own.
    ("_rt_seed", |cx, _| {
        let process = (cx.process as u64).wrapping_mul(0x9E37_79B9_7F4A_7C15);
        Ok(Value::Int((cx.world.options.seed ^ process) as i64))
    }),
    ("_rt_arguments", |cx, _| {
        let options = cx.world.options.clone();
        let items = std::iter::once(&options.file).chain(&options.arguments).map(|text| cx.heap.str(text)).collect();
        Ok(cx.heap.list(items))
    }),
    ("_rt_mark", |cx, a| {
        let text = cx.text(a.get(0)).unwrap_or_default();
        let label = cx.world.add_label(&text);
        cx.event(EventKind::Mark(label));
        Ok(Value::None)
    }),
    // Where the program is, in code of its own: (file, line, function).
    ("_rt_caller", |cx, _| {
        let program = cx.program.clone();
        let (number, at) = cx.place;
        let Some(code) = program.codes.get(number as usize) else { return Ok(Value::None) };
        let line = code.spans.get(at as usize).map_or(code.first_line, |span| span.line);
        let file = cx.heap.str(&program.modules[code.module as usize].file);
        let name = cx.heap.str(&code.name);
        Ok(cx.heap.tuple(vec![file, Value::Int(i64::from(line)), name]))
    }),
    ("_rt_process_name", |cx, _| {
        let name = cx.world.processes[cx.process].name.clone();
        Ok(cx.heap.str(&name))
    }),
    ("_rt_process", |cx, _| Ok(Value::Int(cx.process as i64))),
    ("_rt_depth", |cx, _| Ok(Value::Int(cx.depth as i64))),
];
