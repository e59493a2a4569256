# `io`: text and bytes in memory. There are no files.


class UnsupportedOperation(OSError, ValueError):
    pass


class _Memory:
    _newline = "\n"

    def __init__(self, initial):
        self._value = initial
        self._at = 0
        self.closed = False

    def _check(self):
        if self.closed:
            raise ValueError("I/O operation on closed file.")

    def getvalue(self):
        self._check()
        return self._value

    def write(self, part):
        self._check()
        before = self._value[:self._at]
        if len(before) < self._at:
            before = before + self._zero * (self._at - len(before))
        self._value = before + part + self._value[self._at + len(part):]
        self._at += len(part)
        return len(part)

    def writelines(self, lines):
        for line in lines:
            self.write(line)

    def read(self, size=-1):
        self._check()
        end = len(self._value) if size is None or size < 0 else self._at + size
        part = self._value[self._at:end]
        self._at += len(part)
        return part

    def readline(self, size=-1):
        self._check()
        end = self._value.find(self._newline, self._at)
        end = len(self._value) if end < 0 else end + 1
        if size is not None and size >= 0:
            end = min(end, self._at + size)
        part = self._value[self._at:end]
        self._at += len(part)
        return part

    def readlines(self, hint=-1):
        return list(self)

    def __iter__(self):
        return self

    def __next__(self):
        line = self.readline()
        if not line:
            raise StopIteration
        return line

    def seek(self, pos, whence=0):
        self._check()
        self._at = pos if whence == 0 else (self._at if whence == 1 else len(self._value)) + pos
        return self._at

    def tell(self):
        return self._at

    def truncate(self, size=None):
        size = self._at if size is None else size
        self._value = self._value[:size]
        return size

    def flush(self):
        pass

    def isatty(self):
        return False

    def readable(self):
        return True

    writable = seekable = readable

    def close(self):
        self.closed = True

    def __enter__(self):
        return self

    def __exit__(self, kind, value, trace):
        self.close()


class StringIO(_Memory):
    _zero = "\0"

    def __init__(self, initial_value="", newline="\n"):
        _Memory.__init__(self, initial_value)

    def write(self, part):
        if not isinstance(part, str):
            raise TypeError(f"string argument expected, got {type(part).__name__!r}")
        return _Memory.write(self, part)


class BytesIO(_Memory):
    _newline = b"\n"
    _zero = b"\0"

    def __init__(self, initial_bytes=b""):
        _Memory.__init__(self, bytes(initial_bytes))

    def write(self, part):
        if not isinstance(part, (bytes, bytearray)):
            raise TypeError(f"a bytes-like object is required, not {type(part).__name__!r}")
        return _Memory.write(self, bytes(part))
