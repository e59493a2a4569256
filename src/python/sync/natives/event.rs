//! Events.

use super::wait::{Line, block, done, timed_out, wake_all};
use super::{object, timeout};
use crate::python::cx::NativeFn;
use crate::python::guest::EventKind;
use crate::python::value::Value;

pub const TABLE: &[(&str, NativeFn)] = &[
    ("_rt_event_set", |cx, a| {
        let id = object(cx, a.get(0))?;
        cx.world.objects[id.0 as usize].count = 1;
        cx.event(EventKind::Signalled(id));
        wake_all(cx, id);
        Ok(Value::None)
    }),
    ("_rt_event_clear", |cx, a| {
        let id = object(cx, a.get(0))?;
        cx.world.objects[id.0 as usize].count = 0;
        Ok(Value::None)
    }),
    ("_rt_event_wait", |cx, a| {
        let id = object(cx, a.get(0))?;
        let timeout = timeout(cx, a.get(1))?;
        if cx.world.objects[id.0 as usize].count > 0 {
            done(cx, id);
            return Ok(Value::Bool(true));
        }
        if timed_out(cx, id) || timeout == Some(0) {
            return Ok(Value::Bool(false));
        }
        block(cx, id, timeout, Line::Waiters)
    }),
];
