# `textwrap`.


def dedent(text):
    """Without the white space that all lines begin with."""
    lines = text.split("\n")
    margin = None
    for number, line in enumerate(lines):
        rest = line.lstrip(" \t")
        if not rest:
            lines[number] = ""
            continue
        indent = line[:len(line) - len(rest)]
        if margin is None:
            margin = indent
        else:
            same = 0
            while same < min(len(margin), len(indent)) and margin[same] == indent[same]:
                same += 1
            margin = margin[:same]
    n = len(margin or "")
    return "\n".join([line[n:] for line in lines])


def indent(text, prefix, predicate=None):
    parts = []
    for line in text.splitlines(True):
        parts.append(prefix + line if (predicate(line) if predicate else line.strip()) else line)
    return "".join(parts)


def wrap(text, width=70, *, initial_indent="", subsequent_indent="", break_long_words=True, **options):
    if width <= 0:
        raise ValueError(f"invalid width {width!r} (must be > 0)")
    lines = []
    current = []
    length = 0
    words = text.split()
    words.reverse()
    while words:
        word = words.pop()
        room = width - len(subsequent_indent if lines else initial_indent)
        if length + (1 if current else 0) + len(word) <= room:
            length += (1 if current else 0) + len(word)
            current.append(word)
            continue
        if break_long_words and len(word) > width - len(subsequent_indent):
            left = max(room - length - (1 if current else 0), 0 if current else 1)
            if left > 0:
                current.append(word[:left])
                word = word[left:]
            words.append(word)
        elif current:
            words.append(word)
        else:
            current.append(word)
        lines.append((subsequent_indent if lines else initial_indent) + " ".join(current))
        current, length = [], 0
    if current:
        lines.append((subsequent_indent if lines else initial_indent) + " ".join(current))
    return lines


def fill(text, width=70, **options):
    return "\n".join(wrap(text, width, **options))


def shorten(text, width, *, placeholder=" [...]", **options):
    words = text.split()
    if len(" ".join(words)) <= width:
        return " ".join(words)
    while words and len(" ".join(words)) + len(placeholder) > width:
        words.pop()
    result = " ".join(words) + placeholder
    return result if words else placeholder.strip()
