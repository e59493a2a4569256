# `string`.
ascii_lowercase = "abcdefghijklmnopqrstuvwxyz"
ascii_uppercase = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
ascii_letters = ascii_lowercase + ascii_uppercase
digits = "0123456789"
hexdigits = digits + "abcdefABCDEF"
octdigits = "01234567"
punctuation = "!\"#$%&'()*+,-./:;<=>?@[\\]^_`{|}~"
whitespace = " \t\n\r\v\f"
printable = digits + ascii_letters + punctuation + whitespace


def capwords(s, sep=None):
    return (sep or " ").join([word.capitalize() for word in s.split(sep)])


class Template:
    """Text with names after `$` that are replaced."""
    delimiter = "$"

    def __init__(self, template):
        self.template = template

    def _fill(self, given, named, safe):
        values = dict(given) if not isinstance(given, dict) else given
        text = self.template
        mark = self.delimiter
        parts = []
        at = 0
        while True:
            found = text.find(mark, at)
            if found < 0:
                parts.append(text[at:])
                return "".join(parts)
            parts.append(text[at:found])
            rest = text[found + 1:]
            braced = rest.startswith("{")
            end = 1 if braced else 0
            while end < len(rest) and (rest[end].isascii() and (rest[end].isalnum() or rest[end] == "_")):
                end += 1
            name = rest[1 if braced else 0:end]
            if rest.startswith(mark):
                parts.append(mark)
                at = found + 2
                continue
            if not name or name[0].isdigit() or braced and rest[end:end + 1] != "}":
                if not safe:
                    before = text[:found].split("\n")
                    raise ValueError(f"Invalid placeholder in string: line {len(before)}, col {len(before[-1]) + 1}")
                parts.append(mark)
                at = found + 1
                continue
            at = found + 1 + end + (1 if braced else 0)
            if name in named:
                parts.append(str(named[name]))
            elif name in values:
                parts.append(str(values[name]))
            elif safe:
                parts.append(text[found:at])
            else:
                raise KeyError(name)

    def substitute(self, mapping={}, /, **kws):
        return self._fill(mapping, kws, False)

    def safe_substitute(self, mapping={}, /, **kws):
        return self._fill(mapping, kws, True)


class Formatter:
    def format(self, format_string, /, *args, **kwargs):
        return self.vformat(format_string, args, kwargs)

    def vformat(self, format_string, args, kwargs):
        return format_string.format(*args, **kwargs)
