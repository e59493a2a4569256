# `time`, in virtual time. The simulated machine's clock shows UTC.
timezone = altzone = daylight = 0
tzname = ("UTC", "UTC")
CLOCK_REALTIME, CLOCK_MONOTONIC, CLOCK_PROCESS_CPUTIME_ID, CLOCK_THREAD_CPUTIME_ID = 0, 1, 2, 3
_WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
_MONTHS = ("January", "February", "March", "April", "May", "June", "July", "August", "September", "October",
           "November", "December")


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


def process_time_ns():
    return _rt_cpu_ns(True)


def process_time():
    return _rt_cpu_ns(True) / 1e9


def thread_time_ns():
    return _rt_cpu_ns(False)


def thread_time():
    return _rt_cpu_ns(False) / 1e9


def clock_gettime_ns(clock):
    return (time_ns, monotonic_ns, process_time_ns, thread_time_ns)[clock]()


def clock_gettime(clock):
    return clock_gettime_ns(clock) / 1e9


class _ClockInfo:
    def __init__(self, name):
        self.implementation = "the simulated machine"
        self.monotonic = name != "time"
        self.adjustable = False
        self.resolution = 1e-09


def get_clock_info(name):
    if name not in ("time", "monotonic", "perf_counter", "process_time", "thread_time"):
        raise ValueError("unknown clock")
    return _ClockInfo(name)


class struct_time(tuple):
    n_fields = n_sequence_fields = 9
    tm_zone = "UTC"
    tm_gmtoff = 0

    def __new__(cls, items):
        items = tuple(items)
        if len(items) != 9:
            raise TypeError(f"time.struct_time() takes a 9-sequence ({len(items)}-sequence given)")
        return tuple.__new__(cls, items)

    def __repr__(self):
        parts = [f"{name}={value}" for name, value in zip(_FIELDS, self)]
        return "time.struct_time(" + ", ".join(parts) + ")"


_FIELDS = ("tm_year", "tm_mon", "tm_mday", "tm_hour", "tm_min", "tm_sec", "tm_wday", "tm_yday", "tm_isdst")


def _field(number):
    return property(lambda self: self[number])


for _number, _name in enumerate(_FIELDS):
    setattr(struct_time, _name, _field(_number))


def _civil(days):
    # Days since 1970-01-01 to a date; years are counted from March, so that the leap day comes last.
    era, left = divmod(days + 719468, 146097)
    of_era = (left - left // 1460 + left // 36524 - left // 146096) // 365
    of_year = left - (365 * of_era + of_era // 4 - of_era // 100)
    m = (5 * of_year + 2) // 153
    month = m + 3 if m < 10 else m - 9
    return of_era + era * 400 + (month < 3), month, of_year - (153 * m + 2) // 5 + 1


def _days(year, month, day):
    y = year - (month < 3)
    m = (month + 9) % 12
    return 365 * y + y // 4 - y // 100 + y // 400 + (153 * m + 2) // 5 + day - 719469


def gmtime(seconds=None):
    if seconds is None:
        seconds = time()
    days, rest = divmod(int(seconds // 1), 86400)
    year, month, day = _civil(days)
    return struct_time((year, month, day, rest // 3600, rest // 60 % 60, rest % 60, (days + 3) % 7,
                        days - _days(year, 1, 1) + 1, 0))


localtime = gmtime


def mktime(when):
    return float(_days(when[0], when[1], when[2]) * 86400 + when[3] * 3600 + when[4] * 60 + when[5])


def asctime(when=None):
    when = gmtime() if when is None else when
    return f"{_WEEKDAYS[when[6]][:3]} {_MONTHS[when[1] - 1][:3]} {when[2]:2d} {when[3]:02d}:{when[4]:02d}:{when[5]:02d} {when[0]}"


def ctime(seconds=None):
    return asctime(gmtime(seconds))


def strftime(format, when=None):
    when = gmtime() if when is None else when
    year, month, day, hour, minute, second, weekday, of_year = when[0], when[1], when[2], when[3], when[4], when[5], when[6], when[7]
    parts = []
    at = 0
    while at < len(format):
        c = format[at]
        at += 1
        if c != "%" or at == len(format):
            parts.append(c)
            continue
        c = format[at]
        at += 1
        if c == "Y":
            parts.append(str(year))
        elif c == "m":
            parts.append(f"{month:02d}")
        elif c == "d":
            parts.append(f"{day:02d}")
        elif c == "e":
            parts.append(f"{day:2d}")
        elif c == "H":
            parts.append(f"{hour:02d}")
        elif c == "I":
            parts.append(f"{(hour + 11) % 12 + 1:02d}")
        elif c == "M":
            parts.append(f"{minute:02d}")
        elif c == "S":
            parts.append(f"{second:02d}")
        elif c == "f":
            parts.append("%f")
        elif c == "p":
            parts.append("AM" if hour < 12 else "PM")
        elif c == "y":
            parts.append(f"{year % 100:02d}")
        elif c == "j":
            parts.append(f"{of_year:03d}")
        elif c == "a":
            parts.append(_WEEKDAYS[weekday][:3])
        elif c == "A":
            parts.append(_WEEKDAYS[weekday])
        elif c == "b" or c == "h":
            parts.append(_MONTHS[month - 1][:3])
        elif c == "B":
            parts.append(_MONTHS[month - 1])
        elif c == "w":
            parts.append(str((weekday + 1) % 7))
        elif c == "u":
            parts.append(str(weekday + 1))
        elif c == "U":
            parts.append(f"{(of_year + 6 - (weekday + 1) % 7) // 7:02d}")
        elif c == "W":
            parts.append(f"{(of_year + 6 - weekday) // 7:02d}")
        elif c == "s":
            parts.append(str(int(mktime(when))))
        elif c == "X" or c == "T":
            parts.append(f"{hour:02d}:{minute:02d}:{second:02d}")
        elif c == "R":
            parts.append(f"{hour:02d}:{minute:02d}")
        elif c == "x" or c == "D":
            parts.append(f"{month:02d}/{day:02d}/{year % 100:02d}")
        elif c == "F":
            parts.append(f"{year}-{month:02d}-{day:02d}")
        elif c == "c":
            parts.append(asctime(when))
        elif c == "z":
            parts.append("+0000")
        elif c == "Z":
            parts.append("UTC")
        elif c == "n":
            parts.append("\n")
        elif c == "t":
            parts.append("\t")
        elif c == "%":
            parts.append("%")
        else:
            parts.append("%" + c)
    return "".join(parts)
