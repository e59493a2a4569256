//! Values as short text for the page: no method of the program is called.

use super::code::Program;
use super::heap::Heap;
use super::object::Object;
use super::value::Value;

const MOST: usize = 60;

/// At most some sixty characters.
pub fn short(program: &Program, heap: &Heap, value: Value) -> String {
    let mut out = String::new();
    write(program, heap, value, &mut out, 0);
    if out.chars().count() > MOST {
        out = out.chars().take(MOST - 1).collect::<String>() + "…";
    }
    out
}

fn write(program: &Program, heap: &Heap, value: Value, out: &mut String, depth: usize) {
    if out.len() > MOST * 2 || depth > 4 {
        out.push('…');
        return;
    }
    let items = |open: &str, items: &mut dyn Iterator<Item = Value>, close: &str, out: &mut String| {
        out.push_str(open);
        for (number, item) in items.enumerate() {
            if number > 0 {
                out.push_str(", ");
            }
            if out.len() > MOST * 2 {
                out.push('…');
                break;
            }
            write(program, heap, item, out, depth + 1);
        }
        out.push_str(close);
    };
    match value {
        Value::None => out.push_str("None"),
        Value::Bool(b) => out.push_str(if b { "True" } else { "False" }),
        Value::Int(i) => out.push_str(&i.to_string()),
        Value::Float(f) => out.push_str(&super::number::float_repr(f)),
        Value::Native(_) => out.push_str("built-in"),
        Value::Ref(at) => match heap.get(at) {
            Object::Str(text) => out.push_str(&super::format::quote(&text.text.chars().take(MOST).collect::<String>())),
            Object::Big(big) => out.push_str(&format!("int of {} bits", big.bits())),
            Object::List(list) => items("[", &mut list.iter().copied(), "]", out),
            Object::Tuple(tuple) => items("(", &mut tuple.iter().copied(), ")", out),
            Object::Set(set) | Object::FrozenSet(set) => items("{", &mut set.iter().map(|key| key.1), "}", out),
            Object::Deque(deque) => items("deque([", &mut deque.items.iter().copied(), "])", out),
            Object::Dict(dict) => {
                out.push('{');
                for (number, entry) in dict.iter().enumerate() {
                    if number > 0 {
                        out.push_str(", ");
                    }
                    if out.len() > MOST * 2 {
                        out.push('…');
                        break;
                    }
                    write(program, heap, entry.key, out, depth + 1);
                    out.push_str(": ");
                    write(program, heap, entry.value, out, depth + 1);
                }
                out.push('}');
            }
            Object::Range { start, stop, .. } => out.push_str(&format!("range({start}, {stop})")),
            Object::Function(function) => {
                out.push_str(&format!("function {}", heap.text(function.name).unwrap_or_default()));
            }
            Object::Method(_) | Object::NativeMethod { .. } => out.push_str("method"),
            Object::Class(class) => out.push_str(&format!("class {}", class.name)),
            Object::Instance(instance) => {
                let class = heap.shapes[instance.shape as usize].class;
                match heap.get(class) {
                    Object::Class(class) => out.push_str(&format!("{} object", class.name)),
                    _ => out.push_str("object"),
                }
            }
            Object::Exception(inner) => match heap.get(inner.class) {
                Object::Class(class) => {
                    out.push_str(&class.name);
                    write(program, heap, inner.args, out, depth + 1);
                }
                _ => out.push_str("exception"),
            },
            Object::Module(module) => out.push_str(&format!("module {}", module.name)),
            Object::Generator(generator) => {
                let kind = match generator.kind {
                    super::object::GeneratorKind::Coroutine => "coroutine",
                    _ => "generator",
                };
                out.push_str(&format!("{kind} {}", program.codes[generator.code as usize].name));
            }
            Object::Bytes(bytes) => out.push_str(&super::format::quote_bytes(&bytes[..bytes.len().min(MOST)])),
            Object::Cell(value) => write(program, heap, *value, out, depth + 1),
            _ => out.push_str("object"),
        },
        _ => out.push('…'),
    }
}
