# The program's beginning and end.


def _main(module):
    code = 0
    try:
        _rt_run_module(module)
    except SystemExit as error:
        code = _exit_code(error)
    except BaseException as error:
        _report(error)
        _rt_died(error)
        code = 1
    for function in _at_shutdown:
        function()
    for function, args, kwargs in reversed(_at_exit):
        function(*args, **kwargs)
    for name in _rt_unawaited():
        _rt_write(f"sys:1: RuntimeWarning: coroutine '{name}' was never awaited\n", True)
    _rt_exit(code)


_at_shutdown = []


_at_exit = []


_after_fork = []


_first_in_child = []


def _forked(function, argument):
    # The first thread of a copy of another process's memory.
    code = 1
    try:
        code = function(argument)
    except BaseException as error:
        _report(error)
    _rt_exit(code)


def _fresh_child(module, data):
    # The first thread of a process that starts with nothing.
    code = 1
    try:
        _rt_run_module(module)
        code = _first_in_child[0](data)
    except SystemExit as error:
        code = _exit_code(error)
    except BaseException as error:
        _report(error)
    _rt_exit(code)


def _exit_code(error):
    code = error.code
    if code is None:
        return 0
    if isinstance(code, int):
        return code
    _rt_write(str(code) + "\n", True)
    return 1


def _render(error):
    _prepare(error, 0)
    return _rt_render(error)


def _prepare(error, depth):
    # Exceptions whose class defines __str__ are asked before the traceback is put together.
    if depth > 20:
        return
    if _rt_exception_text(error) is None:
        try:
            text = str(error)
        except Exception:
            text = "<exception str() failed>"
        _rt_set_exception_attr(error, "__rendered__", text)
    for other in (error.__cause__, error.__context__):
        if other is not None:
            _prepare(other, depth + 1)
    if isinstance(error, BaseExceptionGroup):
        for other in error.exceptions:
            _prepare(other, depth + 1)


def _report(error):
    _rt_write(_render(error), True)


def exit(code=None):
    raise SystemExit(code)


def quit(code=None):
    raise SystemExit(code)


def input(prompt=""):
    _rt_write(prompt, False)
    raise EOFError("EOF when reading a line")


def open(*args, **kwargs):
    raise OSError("there are no files on the simulated machine: use sim.io(seconds) for an operation that takes time")
