//! Virtual time: reading it, and waiting in it.

use crate::python::cx::{Args, Cx, NativeFn, Out};
use crate::python::guest::{Request, Stop};
use crate::python::number;
use crate::python::sync::natives::now;
use crate::python::value::Value;

pub const TABLE: &[(&str, NativeFn)] = &[
    ("_rt_now", |cx, _| Ok(Value::Int(now(cx) as i64))),
    ("_rt_epoch", |cx, _| Ok(Value::Int((cx.world.options.epoch_ns + now(cx)) as i64))),
    // (whole process): CPU time used, of all its threads or of this one.
    ("_rt_cpu_ns", |cx, a| {
        let whole = cx.truth(a.get(0))?;
        let me = cx.thread.0 as usize;
        let process = cx.world.metas[me].process;
        let metas = cx.world.metas.iter().enumerate();
        let used: u64 =
            metas.filter(|(at, meta)| *at == me || whole && meta.process == process).map(|(_, meta)| meta.cpu_ns).sum();
        Ok(Value::Int(used.saturating_add(cx.cpu_ns) as i64))
    }),
    ("_rt_sleep", |cx, a| {
        let ns = nanoseconds(cx, a, "sleep length must be non-negative")?;
        let request = if ns == 0 { Request::Yield } else { Request::Sleep { ns } };
        cx.park(Stop::Request(request), false, Value::None)
    }),
    ("_rt_io", |cx, a| {
        let ns = nanoseconds(cx, a, "io length must be non-negative")?;
        cx.park(Stop::Request(Request::Io { ns }), false, Value::None)
    }),
    ("_rt_cpu", |cx, a| {
        let ns = nanoseconds(cx, a, "cpu length must be non-negative")?;
        cx.world.metas[cx.thread.0 as usize].cpu_ns += ns;
        cx.park(Stop::Request(Request::Cpu { ns }), false, Value::None)
    }),
    ("_rt_copy", |cx, a| match a.get(0) {
        Value::Int(bytes) if bytes >= 0 => {
            cx.park(Stop::Request(Request::Copy { bytes: bytes as u64 }), false, Value::None)
        }
        _ => cx.value_error("copy takes a number of bytes"),
    }),
    ("_rt_yield", |cx, _| cx.park(Stop::Request(Request::Yield), false, Value::None)),
];

fn nanoseconds(cx: &mut Cx<'_>, a: &Args<'_>, negative: &str) -> Out<u64> {
    match number::float(&cx.heap, a.get(0)) {
        Some(seconds) if seconds < 0.0 => cx.value_error(negative),
        Some(seconds) if seconds.is_nan() => cx.value_error("Invalid value NaN (not a number)"),
        Some(seconds) => Ok((seconds * 1e9).round().min(9e18) as u64),
        None => {
            let name = cx.type_name(a.get(0));
            cx.type_error(format!("'{name}' object cannot be interpreted as an integer"))
        }
    }
}
