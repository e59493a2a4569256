//! Methods of lists, tuples, ranges and deques.

use std::cmp::Ordering;

use crate::python::cx::{Args, Cx, Exit, NativeFn, Out};
use crate::python::items::Star;
use crate::python::object::Object;
use crate::python::types;
use crate::python::value::{Ref, Value};

pub const TABLE: &[(&str, NativeFn)] = &[
    ("list.append", append),
    ("list.extend", |cx, a| {
        let list = cx.heap.unwrap(a.get(0));
        cx.extend(list, a.get(1), Star::None)?;
        Ok(Value::None)
    }),
    ("list.insert", |cx, a| {
        a.expect(cx, "insert", 3, 3)?;
        let index = cx.int_arg(a.get(1))?;
        let items = list_mut(cx, a)?;
        let length = items.len() as i64;
        let index = if index < 0 { (index + length).max(0) } else { index.min(length) };
        items.insert(index as usize, a.get(2));
        cx.heap.grew(16);
        cx.cost += length / 64;
        Ok(Value::None)
    }),
    ("list.pop", pop),
    ("list.remove", |cx, a| {
        a.expect(cx, "remove", 2, 2)?;
        match find(cx, a, 0, usize::MAX)? {
            Some(index) => {
                list_mut(cx, a)?.remove(index);
                Ok(Value::None)
            }
            None => cx.value_error("list.remove(x): x not in list"),
        }
    }),
    ("list.index", index),
    ("list.count", count),
    ("list.clear", |cx, a| {
        list_mut(cx, a)?.clear();
        Ok(Value::None)
    }),
    ("list.copy", |cx, a| {
        let items = list_mut(cx, a)?.clone();
        cx.check_size(items.len() * 16)?;
        Ok(cx.heap.list(items))
    }),
    ("list.reverse", |cx, a| {
        let items = list_mut(cx, a)?;
        items.reverse();
        let length = items.len() as i64;
        cx.cost += length / 64;
        Ok(Value::None)
    }),
    ("list.sort", |cx, a| {
        let (key, reverse) = (a.keyword(cx, "key"), a.keyword(cx, "reverse"));
        if a.len() > 1 {
            return cx.type_error("sort() takes no positional arguments");
        }
        let list = cx.heap.unwrap(a.get(0));
        sort(cx, list, key, reverse, false)?;
        Ok(Value::None)
    }),
    ("list.__init__", |cx, a| {
        let list = cx.heap.unwrap(a.get(0));
        if let Value::Ref(at) = list {
            *cx.heap.get_mut(at) = Object::List(Vec::new());
        }
        if a.len() > 1 {
            cx.extend(list, a.get(1), Star::None)?;
        }
        Ok(Value::None)
    }),
    ("tuple.index", index),
    ("tuple.count", count),
    ("range.index", index),
    ("range.count", count),
    ("deque.append", |cx, a| push(cx, a, true)),
    ("deque.appendleft", |cx, a| push(cx, a, false)),
    ("deque.pop", |cx, a| {
        let deque = deque_mut(cx, a)?;
        deque.version += 1;
        match deque.items.pop_back() {
            Some(item) => Ok(item),
            None => cx.raise(types::INDEX_ERROR, "pop from an empty deque"),
        }
    }),
    ("deque.popleft", |cx, a| {
        let deque = deque_mut(cx, a)?;
        deque.version += 1;
        match deque.items.pop_front() {
            Some(item) => Ok(item),
            None => cx.raise(types::INDEX_ERROR, "pop from an empty deque"),
        }
    }),
    ("deque.clear", |cx, a| {
        let deque = deque_mut(cx, a)?;
        deque.items.clear();
        deque.version += 1;
        Ok(Value::None)
    }),
    ("deque.rotate", |cx, a| {
        let by = if a.len() > 1 { cx.int_arg(a.get(1))? } else { 1 };
        let deque = deque_mut(cx, a)?;
        let length = deque.items.len() as i64;
        if length > 0 {
            deque.items.rotate_right(by.rem_euclid(length) as usize);
        }
        deque.version += 1;
        Ok(Value::None)
    }),
    ("deque.reverse", |cx, a| {
        deque_mut(cx, a)?.items.make_contiguous().reverse();
        Ok(Value::None)
    }),
    ("deque.remove", |cx, a| match find(cx, a, 0, usize::MAX)? {
        Some(index) => {
            let deque = deque_mut(cx, a)?;
            deque.items.remove(index);
            deque.version += 1;
            Ok(Value::None)
        }
        None => cx.value_error("deque.remove(x): x not in deque"),
    }),
    ("deque.insert", |cx, a| {
        let index = cx.int_arg(a.get(1))?;
        let deque = deque_mut(cx, a)?;
        let length = deque.items.len() as i64;
        let index = if index < 0 { (index + length).max(0) } else { index.min(length) };
        deque.items.insert(index as usize, a.get(2));
        deque.version += 1;
        Ok(Value::None)
    }),
    ("deque.index", index),
    ("deque.count", count),
    ("deque.copy", |cx, a| {
        let deque = deque_mut(cx, a)?.clone();
        Ok(cx.heap.value(Object::Deque(Box::new(deque))))
    }),
    ("deque.__copy__", |cx, a| {
        let deque = deque_mut(cx, a)?.clone();
        Ok(cx.heap.value(Object::Deque(Box::new(deque))))
    }),
];

fn append(cx: &mut Cx<'_>, a: &Args<'_>) -> Out {
    if a.pos.len() != 2 {
        let given = a.pos.len().saturating_sub(1);
        return cx.type_error(format!("list.append() takes exactly one argument ({given} given)"));
    }
    let (list, value) = (a.pos[0], a.pos[1]);
    let mut grew = 0;
    let mut done = false;
    if let Value::Ref(at) = list
        && let Object::List(items) = cx.heap.get_mut(at)
    {
        if items.len() == items.capacity() {
            grew = items.len() * 16 + 64;
        }
        items.push(value);
        done = true;
    }
    if grew > 0 {
        cx.heap.grew(grew);
    }
    if !done {
        list_mut(cx, a)?.push(value);
    }
    Ok(Value::None)
}

fn list_ref(cx: &mut Cx<'_>, a: &Args<'_>) -> Out<Ref> {
    match cx.heap.unwrap(a.get(0)) {
        Value::Ref(at) if matches!(cx.heap.get(at), Object::List(_)) => Ok(at),
        _ => {
            let name = cx.type_name(a.get(0));
            cx.type_error(format!("descriptor requires a 'list' object but received a '{name}'"))
        }
    }
}

fn list_mut<'a>(cx: &'a mut Cx<'_>, a: &Args<'_>) -> Out<&'a mut Vec<Value>> {
    let at = list_ref(cx, a)?;
    match cx.heap.get_mut(at) {
        Object::List(items) => Ok(items),
        _ => unreachable!("checked to be a list"),
    }
}

fn deque_mut<'a>(cx: &'a mut Cx<'_>, a: &Args<'_>) -> Out<&'a mut crate::python::object::Deque> {
    let at = match cx.heap.unwrap(a.get(0)) {
        Value::Ref(at) if matches!(cx.heap.get(at), Object::Deque(_)) => at,
        _ => {
            let name = cx.type_name(a.get(0));
            return cx.type_error(format!("descriptor requires a 'collections.deque' object but received a '{name}'"));
        }
    };
    match cx.heap.get_mut(at) {
        Object::Deque(deque) => Ok(deque),
        _ => unreachable!("checked to be a deque"),
    }
}

fn push(cx: &mut Cx<'_>, a: &Args<'_>, back: bool) -> Out {
    a.expect(cx, "append", 2, 2)?;
    let deque = deque_mut(cx, a)?;
    deque.version += 1;
    if back {
        deque.items.push_back(a.get(1));
    } else {
        deque.items.push_front(a.get(1));
    }
    if deque.limit.is_some_and(|limit| deque.items.len() > limit) {
        if back {
            deque.items.pop_front();
        } else {
            deque.items.pop_back();
        }
    }
    cx.heap.grew(16);
    Ok(Value::None)
}

fn pop(cx: &mut Cx<'_>, a: &Args<'_>) -> Out {
    let index = if a.len() > 1 { Some(cx.int_arg(a.get(1))?) } else { None };
    let items = list_mut(cx, a)?;
    let length = items.len() as i64;
    if length == 0 {
        return cx.raise(types::INDEX_ERROR, "pop from empty list");
    }
    match index {
        None => Ok(items.pop().unwrap_or_default()),
        Some(index) => {
            let at = if index < 0 { index + length } else { index };
            if at < 0 || at >= length {
                return cx.raise(types::INDEX_ERROR, "pop index out of range");
            }
            let item = items.remove(at as usize);
            cx.cost += (length - at) / 64;
            Ok(item)
        }
    }
}

/// Where an equal item is; an `Exit::Call` never comes out of here: the prelude searches where the program compares.
fn find(cx: &mut Cx<'_>, a: &Args<'_>, from: usize, to: usize) -> Out<Option<usize>> {
    let items = cx.native_items(a.get(0))?.unwrap_or_default();
    let wanted = a.get(1);
    for (number, item) in items.iter().enumerate().take(to).skip(from) {
        match cx.equal_deep(*item, wanted, 0)? {
            Some(true) => {
                cx.cost += number as i64 / 4;
                return Ok(Some(number));
            }
            Some(false) => {}
            None => {
                // `==` in Python decides, but only for this one item: ask identity first, then the prelude.
                let list = a.get(0);
                return cx.prelude("_remove_slow", vec![list, wanted]);
            }
        }
    }
    cx.cost += items.len() as i64 / 4;
    Ok(None)
}

fn index(cx: &mut Cx<'_>, a: &Args<'_>) -> Out {
    let length = cx.len(a.get(0))? as i64;
    let bound = |cx: &mut Cx<'_>, value: Value, default: i64| -> Out<usize> {
        let at = if value.is_undef() { default } else { cx.int_arg(value)? };
        Ok((if at < 0 { (at + length).max(0) } else { at }) as usize)
    };
    let from = bound(cx, a.get(2), 0)?;
    let to = bound(cx, a.get(3), length)?;
    let items = cx.native_items(a.get(0))?.unwrap_or_default();
    for (number, item) in items.iter().enumerate().take(to).skip(from) {
        match cx.equal_deep(*item, a.get(1), 0)? {
            Some(true) => {
                cx.cost += (number - from) as i64 / 4;
                return Ok(Value::Int(number as i64));
            }
            Some(false) => {}
            None => return cx.prelude("_index_slow", vec![a.get(0), a.get(1)]),
        }
    }
    let kind = cx.type_name(a.get(0));
    match kind.as_str() {
        "tuple" => cx.value_error("tuple.index(x): x not in tuple"),
        "range" => {
            let text = cx.repr_text(a.get(1), 0)?.unwrap_or_default();
            cx.value_error(format!("{text} is not in range"))
        }
        _ => {
            let text = cx.repr_text(a.get(1), 0)?.unwrap_or_default();
            cx.value_error(format!("{text} is not in {}", if kind == "list" { "list" } else { "deque" }))
        }
    }
}

fn count(cx: &mut Cx<'_>, a: &Args<'_>) -> Out {
    let items = cx.native_items(a.get(0))?.unwrap_or_default();
    let mut count = 0;
    for item in &items {
        match cx.equal_deep(*item, a.get(1), 0)? {
            Some(true) => count += 1,
            Some(false) => {}
            None => return cx.prelude("_count_slow", vec![a.get(0), a.get(1)]),
        }
    }
    cx.cost += items.len() as i64 / 4;
    Ok(Value::Int(count))
}

/// Sorts a list in place, stably; through the prelude where keys or comparisons are the program's.
pub fn sort(cx: &mut Cx<'_>, list: Value, key: Value, reverse: Value, give: bool) -> Out {
    let Value::Ref(at) = list else { return Ok(Value::None) };
    let backwards = if reverse.is_undef() { false } else { cx.truth(reverse)? };
    let slow = |cx: &mut Cx<'_>| -> Out {
        cx.prelude(
            if give { "_sort" } else { "_sort_in_place" },
            vec![list, key.or(Value::None), Value::Bool(backwards)],
        )
    };
    if !key.is_undef() && !key.is_none() {
        return slow(cx);
    }
    let mut items = match cx.heap.get(at) {
        Object::List(items) => items.clone(),
        _ => return Ok(Value::None),
    };
    match sort_values(cx, &mut items, backwards)? {
        true => {
            *cx.heap.get_mut(at) = Object::List(items);
            Ok(if give { list } else { Value::None })
        }
        false => slow(cx),
    }
}

/// Sorts values that the interpreter can compare itself; false where it cannot.
pub fn sort_values(cx: &mut Cx<'_>, items: &mut [Value], backwards: bool) -> Out<bool> {
    let n = items.len();
    cx.cost += (n.max(1).ilog2() as i64 + 1) * n as i64 / 2;
    if backwards {
        items.reverse();
    }
    if items.iter().all(|item| matches!(item, Value::Int(_))) {
        items.sort_by_key(|item| if let Value::Int(i) = item { *i } else { 0 });
    } else if items.iter().all(|item| matches!(item, Value::Float(f) if !f.is_nan())) {
        items.sort_by(|a, b| match (a, b) {
            (Value::Float(a), Value::Float(b)) => a.partial_cmp(b).unwrap_or(Ordering::Equal),
            _ => Ordering::Equal,
        });
    } else {
        let mut failure: Option<Exit> = None;
        let mut own = false;
        let sorted = merge_sort(items, &mut |a, b| match cx.native_compare(crate::python::code::Cmp::Lt, b, a, 0) {
            Ok(Some(less)) => Some(less),
            Ok(None) => {
                own = true;
                None
            }
            Err(exit) => {
                failure = Some(exit);
                None
            }
        });
        if let Some(exit) = failure {
            return Err(exit);
        }
        if own || !sorted {
            return Ok(false);
        }
    }
    if backwards {
        items.reverse();
    }
    Ok(true)
}

/// A stable merge sort that can be broken off; `after(a, b)` says whether `b` belongs before `a`.
fn merge_sort(items: &mut [Value], after: &mut dyn FnMut(Value, Value) -> Option<bool>) -> bool {
    let n = items.len();
    let mut width = 1;
    let mut from = items.to_vec();
    let mut to = from.clone();
    while width < n {
        for start in (0..n).step_by(width * 2) {
            let (middle, end) = ((start + width).min(n), (start + width * 2).min(n));
            let (mut left, mut right) = (start, middle);
            for place in &mut to[start..end] {
                let take_right = if left == middle {
                    true
                } else if right == end {
                    false
                } else {
                    match after(from[left], from[right]) {
                        Some(before) => before,
                        None => return false,
                    }
                };
                let source = if take_right { &mut right } else { &mut left };
                *place = from[*source];
                *source += 1;
            }
        }
        std::mem::swap(&mut from, &mut to);
        width *= 2;
    }
    items.copy_from_slice(&from);
    true
}
