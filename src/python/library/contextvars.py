# `contextvars`: variables with a value for each task. A context's mapping is never changed in place, so that a copy
# costs nothing.

_missing = object()
# The context that each thread is in.
_current = {}
_used = False


class Token:
    MISSING = _missing

    def __init__(self, context, var, old):
        self._context = context
        self.var = var
        self.old_value = old
        self._done = False

    def __enter__(self):
        return self

    def __exit__(self, kind, value, trace):
        self.var.reset(self)


class ContextVar:
    def __init__(self, name, *, default=_missing):
        global _used
        _used = True
        self.name = name
        self._default = default

    def get(self, default=_missing):
        value = _here()._values.get(self, _missing)
        if value is not _missing:
            return value
        if default is not _missing:
            return default
        if self._default is not _missing:
            return self._default
        raise LookupError(self)

    def set(self, value):
        context = _here()
        token = Token(context, self, context._values.get(self, _missing))
        context._values = {**context._values, self: value}
        return token

    def reset(self, token):
        if token._done:
            raise RuntimeError(f"{token!r} has already been used once")
        if token.var is not self:
            raise ValueError(f"{token!r} was created by a different ContextVar")
        context = _here()
        if token._context is not context:
            raise ValueError(f"{token!r} was created in a different Context")
        token._done = True
        values = dict(context._values)
        if token.old_value is _missing:
            values.pop(self, None)
        else:
            values[self] = token.old_value
        context._values = values

    def __repr__(self):
        default = "" if self._default is _missing else f" default={self._default!r}"
        return f"<ContextVar name={self.name!r}{default} at 0x{id(self):x}>"

    def __class_getitem__(cls, item):
        return cls


class Context:
    def __init__(self):
        self._values = {}
        self._entered = False

    def run(self, callable, *args, **kwargs):
        if self._entered:
            raise RuntimeError(f"cannot enter context: {self!r} is already entered")
        ident = _rt_current_ident()
        before = _current.get(ident)
        self._entered = True
        _current[ident] = self
        try:
            return callable(*args, **kwargs)
        finally:
            _current[ident] = before
            self._entered = False

    def copy(self):
        copied = Context()
        copied._values = self._values
        return copied

    def get(self, var, default=None):
        return self._values.get(var, default)

    def __getitem__(self, var):
        return self._values[var]

    def __contains__(self, var):
        return var in self._values

    def __iter__(self):
        return iter(self._values)

    def __len__(self):
        return len(self._values)

    def keys(self):
        return self._values.keys()

    def values(self):
        return self._values.values()

    def items(self):
        return self._values.items()


def _here():
    ident = _rt_current_ident()
    context = _current.get(ident)
    if context is None:
        context = _current[ident] = Context()
    return context


def copy_context():
    return _here().copy()


def _copy_if_used():
    # Programs without such variables do not pay for them.
    return _here().copy() if _used else None
