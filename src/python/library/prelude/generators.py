# Generators, asynchronous ones among them.


def _send_to(iterator, value):
    return iterator.send(value)


def _close_generator(generator):
    try:
        generator.throw(GeneratorExit())
    except (GeneratorExit, StopIteration):
        return None
    raise RuntimeError("generator ignored GeneratorExit")


class _agen_step:
    def __init__(self, generator, value, error):
        self._generator = generator
        self._value = value
        self._error = error

    def __await__(self):
        return self._steps()

    def _steps(self):
        generator, value, error = self._generator, self._value, self._error
        while True:
            if error is None:
                given = _rt_resume(generator, value)
            else:
                given = _rt_throw(generator, error)
            error = None
            yielded = _rt_yielded(given)
            if yielded is not None:
                return yielded[0]
            try:
                value = yield given
            except BaseException as raised:
                error = raised


def _agen_next(generator, value):
    return _agen_step(generator, value, None)


def _agen_throw(generator, error):
    return _agen_step(generator, None, error)


async def _agen_close(generator):
    try:
        await _agen_step(generator, None, GeneratorExit())
    except (GeneratorExit, StopAsyncIteration):
        return None
    raise RuntimeError("async generator ignored GeneratorExit")


def aiter(iterable):
    return iterable.__aiter__()


async def anext(iterator, *default):
    try:
        return await type(iterator).__anext__(iterator)
    except StopAsyncIteration:
        if default:
            return default[0]
        raise
