# `pprint`: dictionaries in the order of their keys, long ones over several lines.


def pformat(object, indent=1, width=80, depth=None, *, compact=False, sort_dicts=True, underscore_numbers=False):
    return _format(object, indent, width, 0, 0, sort_dicts)


def pprint(object, stream=None, indent=1, width=80, depth=None, *, compact=False, sort_dicts=True, underscore_numbers=False):
    print(pformat(object, indent, width, depth, sort_dicts=sort_dicts), file=stream)


def pp(object, *args, sort_dicts=False, **kwargs):
    pprint(object, *args, sort_dicts=sort_dicts, **kwargs)


def _key(key):
    return (type(key).__name__, key) if not isinstance(key, (int, float)) else ("", key)


def _items(value, sort):
    return sorted(value.items(), key=lambda item: _key(item[0])) if sort else list(value.items())


def _flat(value, sort):
    cls = type(value)
    if cls is dict:
        return "{" + ", ".join([_flat(key, sort) + ": " + _flat(each, sort) for key, each in _items(value, sort)]) + "}"
    if cls is list:
        return "[" + ", ".join([_flat(each, sort) for each in value]) + "]"
    if cls is tuple:
        inner = ", ".join([_flat(each, sort) for each in value])
        return "(" + inner + (",)" if len(value) == 1 else ")")
    if cls in (set, frozenset) and value:
        inner = ", ".join([_flat(each, sort) for each in sorted(value, key=_key)])
        return "{" + inner + "}" if cls is set else "frozenset({" + inner + "})"
    return repr(value)


def _format(value, indent, width, at, after, sort):
    flat = _flat(value, sort)
    if len(flat) + at + after <= width or type(value) not in (dict, list, tuple, set) or not value:
        return flat
    cls = type(value)
    begin, end = {dict: "{}", list: "[]", tuple: "()", set: "{}"}[cls]
    if cls is tuple and len(value) == 1:
        end = ",)"
    gap = ",\n" + " " * (at + indent)
    parts = []
    entries = _items(value, sort) if cls is dict else sorted(value, key=_key) if cls is set else list(value)
    for number, each in enumerate(entries):
        rest = after + 1 if number + 1 == len(entries) else 1
        if cls is dict:
            name = _flat(each[0], sort) + ": "
            parts.append(name + _format(each[1], indent, width, at + indent + len(name), rest, sort))
        else:
            parts.append(_format(each, indent, width, at + indent, rest, sort))
    return begin + " " * (indent - 1) + gap.join(parts) + end
