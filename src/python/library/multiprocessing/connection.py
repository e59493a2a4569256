# `multiprocessing.connection`: pipes between processes.
import pickle

import multiprocessing.process as _process
from multiprocessing.process import BufferTooShort, AuthenticationError


def _message(data):
    # Pickling and copying take their time.
    _rt_copy(len(data))
    return data


def _send(sync, data):
    _rt_copy(len(data))
    _rt_send(sync, data)
    if len(data) > 65532:
        _rt_drained(sync)


class Connection:
    """One end of a pipe."""

    def __init__(self, reads, writes, opened=False):
        self._reads = reads
        self._writes = writes
        self._open = True
        if not opened:
            if reads is not None:
                _rt_pipe_open(reads, False)
            if writes is not None:
                _rt_pipe_open(writes, True)

    def _check(self):
        if not self._open:
            raise OSError("handle is closed")

    def _check_reads(self):
        self._check()
        if self._reads is None:
            raise OSError("connection is write-only")

    def _check_writes(self):
        self._check()
        if self._writes is None:
            raise OSError("connection is read-only")

    @property
    def closed(self):
        return not self._open

    @property
    def readable(self):
        return self._reads is not None

    @property
    def writable(self):
        return self._writes is not None

    def fileno(self):
        self._check()
        return _rt_shared_number(self._writes if self._reads is None else self._reads)

    def close(self):
        if self._open:
            self._open = False
            if self._reads is not None:
                _rt_pipe_close(self._reads, False)
            if self._writes is not None:
                _rt_pipe_close(self._writes, True)

    def send(self, obj):
        self._check_writes()
        _send(self._writes, pickle.dumps(obj))

    def send_bytes(self, buf, offset=0, size=None):
        self._check_writes()
        data = bytes(buf)
        if offset < 0:
            raise ValueError("offset is negative")
        if len(data) < offset:
            raise ValueError("buffer length < offset")
        if size is None:
            size = len(data) - offset
        elif size < 0:
            raise ValueError("size is negative")
        elif offset + size > len(data):
            raise ValueError("buffer length < offset + size")
        _send(self._writes, data[offset:offset + size])

    def _receive(self):
        data = _rt_receive(self._reads, True, None)
        if data is False:
            raise EOFError
        return data

    def recv(self):
        self._check_reads()
        return pickle.loads(_message(self._receive()))

    def recv_bytes(self, maxlength=None):
        self._check_reads()
        if maxlength is not None and maxlength < 0:
            raise ValueError("negative maxlength")
        data = self._receive()
        if maxlength is not None and len(data) > maxlength:
            raise OSError("bad message length")
        return _message(data)

    def poll(self, timeout=0.0):
        self._check_reads()
        return _rt_poll(self._reads, timeout)

    def __enter__(self):
        return self

    def __exit__(self, kind, value, trace):
        self.close()

    def __reduce__(self):
        self._check()
        ends = []
        if self._reads is not None:
            ends.append((_rt_shared_number(self._reads), False))
        if self._writes is not None:
            ends.append((_rt_shared_number(self._writes), True))
        if _process._handed_over is not None:
            # The process that is being started has them open from its first moment on.
            _process._handed_over.extend(ends)
            return (_inherited, (ends,))
        # It stays open until whoever gets it has opened it.
        for number, writes in ends:
            _rt_pipe_open(_rt_shared_object(number), writes)
        return (_received, (ends, _rt_process()))


def _inherited(ends):
    reads = writes = None
    for number, is_writing in ends:
        if is_writing:
            writes = _rt_shared_object(number)
        else:
            reads = _rt_shared_object(number)
    return Connection(reads, writes, True)


def _received(ends, sender):
    for number, is_writing in ends:
        _rt_pipe_take(_rt_shared_object(number), is_writing, sender)
    return _inherited(ends)


def _pipe():
    sync = _rt_sync("Pipe")
    _rt_share(sync)
    return sync


def Pipe(duplex=True):
    there = _pipe()
    if not duplex:
        return Connection(there, None), Connection(None, there)
    back = _pipe()
    return Connection(back, there), Connection(there, back)


def wait(object_list, timeout=None):
    """Those of the objects that can be read from, or that have ended."""
    objects = list(object_list)
    ready = _rt_wait_any([_waitable(obj) for obj in objects], timeout)
    return [objects[place] for place in ready]


def _waitable(obj):
    if isinstance(obj, Connection):
        obj._check_reads()
        return obj._reads
    if hasattr(obj, "_reader"):
        return obj._reader._reads
    return obj
