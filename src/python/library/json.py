# `json`, for values in memory.

_ESCAPES = {'"': '\\"', "\\": "\\\\", "\n": "\\n", "\r": "\\r", "\t": "\\t", "\b": "\\b", "\f": "\\f"}


class JSONDecodeError(ValueError):
    def __init__(self, msg, doc, pos):
        line = doc.count("\n", 0, pos) + 1
        column = pos - doc.rfind("\n", 0, pos)
        ValueError.__init__(self, f"{msg}: line {line} column {column} (char {pos})")
        self.msg, self.doc, self.pos, self.lineno, self.colno = msg, doc, pos, line, column


class JSONEncoder:
    def __init__(self, *, skipkeys=False, ensure_ascii=True, check_circular=True, allow_nan=True, sort_keys=False,
                 indent=None, separators=None, default=None):
        self.skipkeys, self.ensure_ascii, self.allow_nan, self.sort_keys = skipkeys, ensure_ascii, allow_nan, sort_keys
        self.indent = " " * indent if isinstance(indent, int) else indent
        if separators is None:
            separators = (", " if indent is None else ",", ": ")
        self.item_separator, self.key_separator = separators
        if default is not None:
            self.default = default

    def default(self, o):
        raise TypeError(f"Object of type {type(o).__name__} is not JSON serializable")

    def encode(self, o):
        parts = []
        _encode(self, o, parts, "\n", [])
        return "".join(parts)

    def iterencode(self, o):
        yield self.encode(o)


def _text(text, plain):
    parts = ['"']
    for c in text:
        if c in _ESCAPES:
            parts.append(_ESCAPES[c])
        elif c < " " or plain and c > "~":
            code = ord(c)
            if code > 0xffff:
                code -= 0x10000
                parts.append(f"\\u{0xd800 + (code >> 10):04x}\\u{0xdc00 + (code & 0x3ff):04x}")
            else:
                parts.append(f"\\u{code:04x}")
        else:
            parts.append(c)
    parts.append('"')
    return "".join(parts)


def _number(x, to):
    if x != x or x - x != 0:
        if not to.allow_nan:
            raise ValueError(f"Out of range float values are not JSON compliant: {x!r}")
        return "NaN" if x != x else "Infinity" if x > 0 else "-Infinity"
    return float.__repr__(x)


def _encode(to, o, parts, newline, around):
    if o is None:
        parts.append("null")
    elif o is True:
        parts.append("true")
    elif o is False:
        parts.append("false")
    elif isinstance(o, str):
        parts.append(_text(o, to.ensure_ascii))
    elif isinstance(o, int):
        parts.append(int.__repr__(o))
    elif isinstance(o, float):
        parts.append(_number(o, to))
    elif isinstance(o, (list, tuple, dict)):
        if any([o is each for each in around]):
            raise ValueError("Circular reference detected")
        mapping = isinstance(o, dict)
        begin, end = "{}" if mapping else "[]"
        if not o:
            parts.append(begin + end)
            return
        inner = newline
        gap = to.item_separator
        parts.append(begin)
        if to.indent is not None:
            inner = newline + to.indent
            gap += inner
            parts.append(inner)
        around.append(o)
        first = True
        if mapping:
            for key, value in sorted(o.items()) if to.sort_keys else o.items():
                if isinstance(key, str):
                    name = key
                elif key is None or key is True or key is False:
                    name = {None: "null", True: "true", False: "false"}[key]
                elif isinstance(key, float):
                    name = _number(key, to)
                elif isinstance(key, int):
                    name = int.__repr__(key)
                elif to.skipkeys:
                    continue
                else:
                    raise TypeError(f"keys must be str, int, float, bool or None, not {type(key).__name__}")
                if not first:
                    parts.append(gap)
                first = False
                parts.append(_text(name, to.ensure_ascii) + to.key_separator)
                _encode(to, value, parts, inner, around)
        else:
            for value in o:
                if not first:
                    parts.append(gap)
                first = False
                _encode(to, value, parts, inner, around)
        around.pop()
        if to.indent is not None:
            parts.append(newline)
        parts.append(end)
    else:
        around.append(o)
        _encode(to, to.default(o), parts, newline, around)
        around.pop()


def dumps(obj, *, cls=None, **options):
    return (cls or JSONEncoder)(**options).encode(obj)


def dump(obj, fp, **options):
    fp.write(dumps(obj, **options))


class JSONDecoder:
    def __init__(self, *, object_hook=None, parse_float=None, parse_int=None, parse_constant=None, strict=True,
                 object_pairs_hook=None):
        self._hook, self._pairs_hook = object_hook, object_pairs_hook
        self._float, self._int = parse_float or float, parse_int or int

    def decode(self, s):
        value, at = self._value(s, _blank(s, 0))
        at = _blank(s, at)
        if at != len(s):
            raise JSONDecodeError("Extra data", s, at)
        return value

    def _value(self, s, at):
        c = s[at:at + 1]
        if c == '"':
            return _string(s, at + 1)
        if c == "{":
            return self._object(s, at + 1)
        if c == "[":
            return self._array(s, at + 1)
        for word, value in (("null", None), ("true", True), ("false", False), ("NaN", float("nan")),
                            ("Infinity", float("inf")), ("-Infinity", float("-inf"))):
            if s.startswith(word, at):
                return value, at + len(word)
        end = at + (c == "-")
        digits = end
        while s[end:end + 1].isdigit():
            end += 1
        if end == digits:
            raise JSONDecodeError("Expecting value", s, at)
        if s[digits] == "0":
            end = digits + 1
        whole = True
        if s[end:end + 1] == "." and s[end + 1:end + 2].isdigit():
            whole = False
            end += 1
            while s[end:end + 1].isdigit():
                end += 1
        if s[end:end + 1] in ("e", "E"):
            more = end + 1 + (s[end + 1:end + 2] in ("+", "-"))
            if s[more:more + 1].isdigit():
                whole = False
                while s[more:more + 1].isdigit():
                    more += 1
                end = more
        return (self._int if whole else self._float)(s[at:end]), end

    def _array(self, s, at):
        items = []
        at = _blank(s, at)
        if s[at:at + 1] == "]":
            return items, at + 1
        while True:
            value, at = self._value(s, at)
            items.append(value)
            at = _blank(s, at)
            if s[at:at + 1] == "]":
                return items, at + 1
            if s[at:at + 1] != ",":
                raise JSONDecodeError("Expecting ',' delimiter", s, at)
            at = _blank(s, at + 1)

    def _object(self, s, at):
        pairs = []
        at = _blank(s, at)
        if s[at:at + 1] == "}":
            at += 1
        else:
            while True:
                if s[at:at + 1] != '"':
                    raise JSONDecodeError("Expecting property name enclosed in double quotes", s, at)
                key, at = _string(s, at + 1)
                at = _blank(s, at)
                if s[at:at + 1] != ":":
                    raise JSONDecodeError("Expecting ':' delimiter", s, at)
                value, at = self._value(s, _blank(s, at + 1))
                pairs.append((key, value))
                at = _blank(s, at)
                if s[at:at + 1] == "}":
                    at += 1
                    break
                if s[at:at + 1] != ",":
                    raise JSONDecodeError("Expecting ',' delimiter", s, at)
                at = _blank(s, at + 1)
        if self._pairs_hook is not None:
            return self._pairs_hook(pairs), at
        value = dict(pairs)
        return (value if self._hook is None else self._hook(value)), at


def _blank(s, at):
    while s[at:at + 1] in (" ", "\t", "\n", "\r"):
        at += 1
    return at


def _string(s, at):
    begin = at - 1
    parts = []
    while True:
        end = at
        while end < len(s) and s[end] not in '"\\' and s[end] >= " ":
            end += 1
        if end >= len(s):
            raise JSONDecodeError("Unterminated string starting at", s, begin)
        parts.append(s[at:end])
        if s[end] == '"':
            return "".join(parts), end + 1
        if s[end] != "\\":
            raise JSONDecodeError("Invalid control character at", s, end)
        c = s[end + 1:end + 2]
        if not c:
            raise JSONDecodeError("Unterminated string starting at", s, begin)
        if c == "u":
            code = _code(s, end + 2)
            at = end + 6
            if 0xd800 <= code < 0xdc00 and s.startswith("\\u", at):
                low = _code(s, at + 2)
                if 0xdc00 <= low < 0xe000:
                    code = 0x10000 + ((code - 0xd800) << 10) + (low - 0xdc00)
                    at += 6
            parts.append(chr(code))
            continue
        known = {'"': '"', "\\": "\\", "/": "/", "b": "\b", "f": "\f", "n": "\n", "r": "\r", "t": "\t"}
        if c not in known:
            raise JSONDecodeError("Invalid \\escape", s, end)
        parts.append(known[c])
        at = end + 2


def _code(s, at):
    digits = s[at:at + 4]
    if len(digits) == 4 and all([c in "0123456789abcdefABCDEF" for c in digits]):
        return int(digits, 16)
    raise JSONDecodeError("Invalid \\uXXXX escape", s, at - 1)


def loads(s, *, cls=None, **options):
    if isinstance(s, (bytes, bytearray)):
        s = s.decode()
    if not isinstance(s, str):
        raise TypeError(f"the JSON object must be str, bytes or bytearray, not {type(s).__name__}")
    return (cls or JSONDecoder)(**options).decode(s)


def load(fp, **options):
    return loads(fp.read(), **options)
