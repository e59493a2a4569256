# Text of objects whose `__repr__`, `__str__` or `__format__` is the program's.


def _repr(value):
    method = _rt_lookup(value, "__repr__")
    if method is not None:
        text = method(value)
        if not isinstance(text, str):
            raise TypeError(f"__repr__ returned non-string (type {type(text).__name__})")
        return text
    kind = _rt_container_kind(value)
    inner = _rt_unwrap(value)
    if kind == 1:
        return "[" + ", ".join([repr(each) for each in inner]) + "]"
    if kind == 2:
        if len(inner) == 1:
            return "(" + repr(inner[0]) + ",)"
        return "(" + ", ".join([repr(each) for each in inner]) + ")"
    if kind == 3:
        return "{" + ", ".join([repr(key) + ": " + repr(inner[key]) for key in inner]) + "}"
    if kind == 4:
        return "{" + ", ".join([repr(each) for each in inner]) + "}"
    if kind == 5:
        return "frozenset({" + ", ".join([repr(each) for each in inner]) + "})"
    if kind == 6:
        return "deque([" + ", ".join([repr(each) for each in inner]) + "])"
    if kind == 7:
        return type(value).__name__ + "([" + ", ".join([repr(each) for each in inner]) + "])"
    if kind == 8:
        return type(value).__name__ + "(" + ", ".join([repr(each) for each in value.args]) + ")"
    if kind == 9:
        return f"<bound method {value.__qualname__} of {value.__self__!r}>"
    return object.__repr__(value)


def _print_slow(values, sep, end, file):
    text = sep.join([str(value) for value in values]) + end
    if file is None:
        _rt_write(text, False)
    else:
        file.write(text)


def _write_to(file, text):
    file.write(text)


def _format_late(function, args, spec):
    return format(function(*args), spec)


def _percent_slow(text, values):
    if not isinstance(values, tuple):
        single = isinstance(values, dict) and "%(" in text
        if single:
            return text % {key: _plain(values[key]) for key in values}
        values = (values,)
    # Which conversion each value is for: `%r` and `%s` ask different methods.
    values = list(values)
    parts = []
    at = 0
    number = 0
    n = len(text)
    while at < n:
        c = text[at]
        at += 1
        parts.append(c)
        if c != "%":
            continue
        while at < n and text[at] in "#0- +.123456789*hlL":
            if text[at] == "*":
                number += 1
            parts.append(text[at])
            at += 1
        if at >= n:
            break
        c = text[at]
        at += 1
        if c == "%":
            parts.append(c)
            continue
        if number < len(values):
            if c == "r" or c == "a":
                values[number] = repr(values[number]) if c == "r" else ascii(values[number])
                c = "s"
            elif c == "s":
                values[number] = str(values[number])
        number += 1
        parts.append(c)
    return "".join(parts) % tuple(values)


def _plain(value):
    if _rt_lookup(value, "__str__") is not None or _rt_lookup(value, "__repr__") is not None or _rt_container_kind(value):
        return str(value)
    return value


def _str_format(text, args, named):
    parts = []
    auto = 0
    at = 0
    n = len(text)
    while at < n:
        brace = at
        while brace < n and text[brace] != "{" and text[brace] != "}":
            brace += 1
        parts.append(text[at:brace])
        if brace >= n:
            break
        if text[brace:brace + 2] == "{{" or text[brace:brace + 2] == "}}":
            parts.append(text[brace])
            at = brace + 2
            continue
        if text[brace] == "}":
            raise ValueError("Single '}' encountered in format string")
        depth = 1
        end = brace + 1
        while end < n and depth:
            if text[end] == "{":
                depth += 1
            elif text[end] == "}":
                depth -= 1
            end += 1
        if depth:
            raise ValueError("expected '}' before end of string" if end > brace + 1 else "Single '{' encountered in format string")
        field = text[brace + 1:end - 1]
        name, colon, spec = _split_field(field)
        conversion = ""
        if len(name) >= 2 and name[-2] == "!":
            conversion = name[-1]
            name = name[:-2]
        first = name
        for number, c in enumerate(name):
            if c in ".[":
                first = name[:number]
                break
        rest = name[len(first):]
        if first == "":
            value = _positional(args, auto)
            auto += 1
        elif first.isdigit():
            value = _positional(args, int(first))
        else:
            value = named[first]
        while rest:
            if rest[0] == ".":
                stop = 1
                while stop < len(rest) and rest[stop] not in ".[":
                    stop += 1
                value = getattr(value, rest[1:stop])
                rest = rest[stop:]
            else:
                stop = rest.index("]")
                key = rest[1:stop]
                value = value[int(key) if key.isdigit() else key]
                rest = rest[stop + 1:]
        if conversion == "r":
            value = repr(value)
        elif conversion == "s":
            value = str(value)
        elif conversion == "a":
            value = ascii(value)
        if "{" in spec:
            spec = _nested_spec(spec, args, named, auto)
            auto += 1
        parts.append(format(value, spec))
        at = end
    return "".join(parts)


def _split_field(field):
    depth = 0
    for number, c in enumerate(field):
        if c == "[":
            depth += 1
        elif c == "]":
            depth -= 1
        elif c == ":" and depth <= 0:
            return field[:number], ":", field[number + 1:]
    return field, "", ""


def _nested_spec(spec, args, named, auto):
    if "{}" in spec:
        return _str_format(spec, args[auto:], named)
    return _str_format(spec, args, named)


def _positional(args, number):
    if number >= len(args):
        raise IndexError(f"Replacement index {number} out of range for positional args tuple")
    return args[number]


def _str_translate(text, table):
    parts = []
    for c in text:
        code = ord(c)
        if code in table:
            to = table[code]
            if to is None:
                continue
            parts.append(chr(to) if isinstance(to, int) else to)
        else:
            parts.append(c)
    return "".join(parts)


# Attributes.
