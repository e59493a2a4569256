# `time`, in virtual time.


def sleep(seconds):
    _rt_sleep(seconds)


def time():
    return _rt_epoch() / 1e9


def time_ns():
    return _rt_epoch()


def monotonic():
    return _rt_now() / 1e9


def monotonic_ns():
    return _rt_now()


perf_counter = monotonic
perf_counter_ns = monotonic_ns
process_time = monotonic
thread_time = monotonic


def strftime(format, when=None):
    seconds = (_rt_epoch() // 1000000000) % 86400
    text = format.replace("%H", f"{seconds // 3600:02d}").replace("%M", f"{seconds // 60 % 60:02d}")
    return text.replace("%S", f"{seconds % 60:02d}").replace("%X", f"{seconds // 3600:02d}:{seconds // 60 % 60:02d}:{seconds % 60:02d}")


def ctime(when=None):
    return "Sun Jun 15 " + strftime("%X") + " 2025"
