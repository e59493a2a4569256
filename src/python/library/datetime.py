# `datetime`: dates of the Gregorian calendar and times; what is now is the simulated machine's time, which is UTC.
import time as _time

MINYEAR, MAXYEAR = 1, 9999
_DAYS = (31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)


def _leap(year):
    return year % 4 == 0 and (year % 100 != 0 or year % 400 == 0)


def _month_days(year, month):
    return 29 if month == 2 and _leap(year) else _DAYS[month - 1]


def _ordinal(year, month, day):
    # Years are counted from March, so that the leap day comes last.
    y = year - (month < 3)
    m = (month + 9) % 12
    return 365 * y + y // 4 - y // 100 + y // 400 + (153 * m + 2) // 5 + day - 306


def _from_ordinal(n):
    n += 305
    era, left = divmod(n, 146097)
    of_era = (left - left // 1460 + left // 36524 - left // 146096) // 365
    of_year = left - (365 * of_era + of_era // 4 - of_era // 100)
    m = (5 * of_year + 2) // 153
    day = of_year - (153 * m + 2) // 5 + 1
    month = m + 3 if m < 10 else m - 9
    return of_era + era * 400 + (month < 3), month, day


def _check_date(year, month, day):
    if not MINYEAR <= year <= MAXYEAR:
        raise ValueError(f"year {year} is out of range")
    if not 1 <= month <= 12:
        raise ValueError("month must be in 1..12")
    if not 1 <= day <= _month_days(year, month):
        raise ValueError("day is out of range for month")


def _check_time(hour, minute, second, microsecond):
    if not 0 <= hour <= 23:
        raise ValueError("hour must be in 0..23")
    if not 0 <= minute <= 59:
        raise ValueError("minute must be in 0..59")
    if not 0 <= second <= 59:
        raise ValueError("second must be in 0..59")
    if not 0 <= microsecond <= 999999:
        raise ValueError("microsecond must be in 0..999999")


class _Ordered:
    __slots__ = ()

    def __lt__(self, other):
        return NotImplemented if self._other(other) is None else self._key() < other._key()

    def __le__(self, other):
        return NotImplemented if self._other(other) is None else self._key() <= other._key()

    def __gt__(self, other):
        return NotImplemented if self._other(other) is None else self._key() > other._key()

    def __ge__(self, other):
        return NotImplemented if self._other(other) is None else self._key() >= other._key()

    def __eq__(self, other):
        return NotImplemented if self._other(other) is None else self._key() == other._key()

    def __hash__(self):
        return hash(self._key())

    def _other(self, other):
        return other if isinstance(other, type(self)) or isinstance(self, type(other)) else None


class timedelta(_Ordered):
    def __init__(self, days=0, seconds=0, microseconds=0, milliseconds=0, minutes=0, hours=0, weeks=0):
        whole = 0
        for amount, unit in ((weeks, 604800000000), (days, 86400000000), (hours, 3600000000), (minutes, 60000000),
                             (seconds, 1000000), (milliseconds, 1000), (microseconds, 1)):
            if isinstance(amount, int):
                whole += amount * unit
            else:
                n, d = amount.as_integer_ratio()
                full, rest = divmod(n * unit, d)
                whole += full + (2 * rest > d or 2 * rest == d and full % 2)
        self._us = whole
        if not -86399999913600000000 <= whole <= 86399999999999999999:
            raise OverflowError(f"days={whole // 86400000000}; must have magnitude <= 999999999")

    @property
    def days(self):
        return self._us // 86400000000

    @property
    def seconds(self):
        return self._us // 1000000 % 86400

    @property
    def microseconds(self):
        return self._us % 1000000

    def total_seconds(self):
        return self._us / 1000000

    def _key(self):
        return self._us

    def __add__(self, other):
        return _delta(self._us + other._us) if isinstance(other, timedelta) else NotImplemented

    __radd__ = __add__

    def __sub__(self, other):
        return _delta(self._us - other._us) if isinstance(other, timedelta) else NotImplemented

    def __neg__(self):
        return _delta(-self._us)

    def __pos__(self):
        return self

    def __abs__(self):
        return _delta(abs(self._us))

    def __mul__(self, other):
        if isinstance(other, int):
            return _delta(self._us * other)
        if isinstance(other, float):
            n, d = other.as_integer_ratio()
            return _delta(_nearest(self._us * n, d))
        return NotImplemented

    __rmul__ = __mul__

    def __truediv__(self, other):
        if isinstance(other, timedelta):
            return self._us / other._us
        if isinstance(other, int):
            return _delta(_nearest(self._us, other))
        if isinstance(other, float):
            n, d = other.as_integer_ratio()
            return _delta(_nearest(self._us * d, n))
        return NotImplemented

    def __floordiv__(self, other):
        if isinstance(other, timedelta):
            return self._us // other._us
        return _delta(self._us // other) if isinstance(other, int) else NotImplemented

    def __mod__(self, other):
        return _delta(self._us % other._us) if isinstance(other, timedelta) else NotImplemented

    def __divmod__(self, other):
        return self // other, self % other

    def __bool__(self):
        return self._us != 0

    def __str__(self):
        days, seconds = self.days, self.seconds
        text = f"{seconds // 3600}:{seconds // 60 % 60:02d}:{seconds % 60:02d}"
        if self.microseconds:
            text += f".{self.microseconds:06d}"
        return f"{days} day{'' if abs(days) == 1 else 's'}, " + text if days else text

    def __repr__(self):
        parts = [f"{name}={value}" for name, value in
                 (("days", self.days), ("seconds", self.seconds), ("microseconds", self.microseconds)) if value]
        return f"datetime.timedelta({', '.join(parts) or '0'})"


def _nearest(n, d):
    if d < 0:
        n, d = -n, -d
    full, rest = divmod(n, d)
    return full + (2 * rest > d or 2 * rest == d and full % 2)


def _delta(us):
    return timedelta(microseconds=us)


timedelta.min = timedelta(-999999999)
timedelta.max = timedelta(999999999, 86399, 999999)
timedelta.resolution = timedelta(microseconds=1)


class tzinfo:
    pass


class timezone(tzinfo):
    def __init__(self, offset, name=None):
        self._offset = offset
        self._name = name

    def utcoffset(self, when):
        return self._offset

    def tzname(self, when):
        if self._name is not None:
            return self._name
        return "UTC" + (_offset_text(self._offset) if self._offset else "")

    def dst(self, when):
        return None

    def __eq__(self, other):
        return isinstance(other, timezone) and self._offset == other._offset

    def __hash__(self):
        return hash(self._offset)

    def __str__(self):
        return self.tzname(None)

    def __repr__(self):
        if self is timezone.utc:
            return "datetime.timezone.utc"
        return f"datetime.timezone({self._offset!r}" + ("" if self._name is None else f", {self._name!r}") + ")"


timezone.utc = timezone(timedelta(0))
UTC = timezone.utc


def _offset_text(offset):
    us = offset._us
    minutes = abs(us) // 60000000
    return f"{'-' if us < 0 else '+'}{minutes // 60:02d}:{minutes % 60:02d}"


class date(_Ordered):
    def __init__(self, year, month, day):
        _check_date(year, month, day)
        self.year, self.month, self.day = year, month, day

    @classmethod
    def today(cls):
        return cls.fromtimestamp(_time.time())

    @classmethod
    def fromtimestamp(cls, timestamp):
        return cls.fromordinal(719163 + int(timestamp // 86400))

    @classmethod
    def fromordinal(cls, n):
        return cls(*_from_ordinal(n))

    @classmethod
    def fromisoformat(cls, text):
        parts = text.split("-")
        if len(text) != 10 or len(parts) != 3:
            raise ValueError(f"Invalid isoformat string: {text!r}")
        return cls(int(parts[0]), int(parts[1]), int(parts[2]))

    def toordinal(self):
        return _ordinal(self.year, self.month, self.day)

    def weekday(self):
        return (self.toordinal() + 6) % 7

    def isoweekday(self):
        return self.weekday() + 1

    def isocalendar(self):
        year = self.year
        first = _week_one(year)
        week, day = divmod(self.toordinal() - first, 7)
        if week < 0:
            year -= 1
            week, day = divmod(self.toordinal() - _week_one(year), 7)
        elif week >= 52 and self.toordinal() >= _week_one(year + 1):
            year += 1
            week = 0
        return year, week + 1, day + 1

    def timetuple(self):
        return _time.struct_time((self.year, self.month, self.day, 0, 0, 0, self.weekday(), self._of_year(), -1))

    def _of_year(self):
        return self.toordinal() - _ordinal(self.year, 1, 1) + 1

    def replace(self, year=None, month=None, day=None):
        return type(self)(year or self.year, month or self.month, day or self.day)

    def isoformat(self):
        return f"{self.year:04d}-{self.month:02d}-{self.day:02d}"

    def strftime(self, format):
        return _time.strftime(format, self.timetuple())

    def ctime(self):
        return self.strftime("%a %b ") + f"{self.day:2d} 00:00:00 {self.year:04d}"

    def _key(self):
        return (self.year, self.month, self.day)

    def __add__(self, other):
        if isinstance(other, timedelta):
            return date.fromordinal(self.toordinal() + other.days)
        return NotImplemented

    __radd__ = __add__

    def __sub__(self, other):
        if isinstance(other, timedelta):
            return date.fromordinal(self.toordinal() - other.days)
        if isinstance(other, date):
            return timedelta(self.toordinal() - other.toordinal())
        return NotImplemented

    def __format__(self, spec):
        return self.strftime(spec) if spec else str(self)

    def __str__(self):
        return self.isoformat()

    def __repr__(self):
        return f"datetime.{type(self).__name__}({self.year}, {self.month}, {self.day})"


def _week_one(year):
    fourth = _ordinal(year, 1, 4)
    return fourth - (fourth + 6) % 7


class time(_Ordered):
    def __init__(self, hour=0, minute=0, second=0, microsecond=0, tzinfo=None, *, fold=0):
        _check_time(hour, minute, second, microsecond)
        self.hour, self.minute, self.second, self.microsecond = hour, minute, second, microsecond
        self.tzinfo = tzinfo

    def _key(self):
        return (self.hour, self.minute, self.second, self.microsecond)

    def isoformat(self, timespec="auto"):
        return _time_text(self, timespec)

    def strftime(self, format):
        return datetime(1900, 1, 1, self.hour, self.minute, self.second, self.microsecond).strftime(format)

    def replace(self, hour=None, minute=None, second=None, microsecond=None):
        return time(*[mine if given is None else given for mine, given in zip(self._key(), (hour, minute, second, microsecond))])

    def __format__(self, spec):
        return self.strftime(spec) if spec else str(self)

    def __str__(self):
        return self.isoformat()

    def __repr__(self):
        return "datetime.time(" + _times(self) + ")"


def _times(self):
    parts = [self.hour, self.minute]
    if self.second or self.microsecond:
        parts.append(self.second)
    if self.microsecond:
        parts.append(self.microsecond)
    return ", ".join([str(part) for part in parts])


def _time_text(self, timespec):
    text = f"{self.hour:02d}:{self.minute:02d}"
    if timespec == "hours":
        return text[:2]
    if timespec == "minutes":
        return text
    text += f":{self.second:02d}"
    if timespec == "milliseconds":
        text += f".{self.microsecond // 1000:03d}"
    elif timespec == "microseconds" or timespec == "auto" and self.microsecond:
        text += f".{self.microsecond:06d}"
    return text


class datetime(date):
    def __init__(self, year, month, day, hour=0, minute=0, second=0, microsecond=0, tzinfo=None, *, fold=0):
        date.__init__(self, year, month, day)
        _check_time(hour, minute, second, microsecond)
        self.hour, self.minute, self.second, self.microsecond = hour, minute, second, microsecond
        self.tzinfo = tzinfo

    @classmethod
    def now(cls, tz=None):
        return cls._of_us(_time.time_ns() // 1000, tz)

    @classmethod
    def today(cls):
        return cls.now()

    @classmethod
    def utcnow(cls):
        return cls.now()

    @classmethod
    def fromtimestamp(cls, timestamp, tz=None):
        us = timestamp * 1000000 if isinstance(timestamp, int) else _nearest(*[n * m for n, m in zip(timestamp.as_integer_ratio(), (1000000, 1))])
        return cls._of_us(us, tz)

    @classmethod
    def _of_us(cls, us, tz):
        result = cls(1970, 1, 1) + timedelta(microseconds=us)
        if tz is not None:
            result = result + tz.utcoffset(result)
            result.tzinfo = tz
        return result

    @classmethod
    def combine(cls, date, time, tzinfo=None):
        return cls(date.year, date.month, date.day, time.hour, time.minute, time.second, time.microsecond, tzinfo or time.tzinfo)

    @classmethod
    def fromisoformat(cls, text):
        day = date.fromisoformat(text[:10])
        numbers = [0, 0, 0, 0]
        if len(text) > 10:
            clock, _, part = text[11:].partition(".")
            for number, piece in enumerate(clock.split(":")):
                numbers[number] = int(piece)
            if part:
                numbers[3] = int((part + "000000")[:6])
        return cls(day.year, day.month, day.day, *numbers)

    @classmethod
    def fromordinal(cls, n):
        return cls(*_from_ordinal(n))

    def _us(self):
        clock = (self.hour * 60 + self.minute) * 60 + self.second
        us = ((self.toordinal() - 719163) * 86400 + clock) * 1000000 + self.microsecond
        return us - (self.tzinfo.utcoffset(self)._us if self.tzinfo is not None else 0)

    def timestamp(self):
        return self._us() / 1000000

    def timetuple(self):
        return _time.struct_time((self.year, self.month, self.day, self.hour, self.minute, self.second,
                                  self.weekday(), self._of_year(), -1))

    def utcoffset(self):
        return None if self.tzinfo is None else self.tzinfo.utcoffset(self)

    def astimezone(self, tz=None):
        return datetime._of_us(self._us(), UTC if tz is None else tz)

    def date(self):
        return date(self.year, self.month, self.day)

    def time(self):
        return time(self.hour, self.minute, self.second, self.microsecond)

    def replace(self, year=None, month=None, day=None, hour=None, minute=None, second=None, microsecond=None, tzinfo=True):
        mine = (self.year, self.month, self.day, self.hour, self.minute, self.second, self.microsecond)
        given = (year, month, day, hour, minute, second, microsecond)
        values = [before if after is None else after for before, after in zip(mine, given)]
        return type(self)(*values, self.tzinfo if tzinfo is True else tzinfo)

    def isoformat(self, sep="T", timespec="auto"):
        text = date.isoformat(self) + sep + _time_text(self, timespec)
        return text + (_offset_text(self.utcoffset()) if self.tzinfo is not None else "")

    def strftime(self, format):
        zone = self.tzinfo
        format = format.replace("%f", f"{self.microsecond:06d}")
        format = format.replace("%z", _offset_text(self.utcoffset()).replace(":", "") if zone is not None else "")
        format = format.replace("%Z", zone.tzname(self) if zone is not None else "")
        return _time.strftime(format, self.timetuple())

    def ctime(self):
        return self.strftime("%a %b ") + f"{self.day:2d} " + self.strftime("%H:%M:%S %Y")

    def _key(self):
        return self._us()

    def _other(self, other):
        return other if isinstance(other, datetime) else None

    def __add__(self, other):
        if not isinstance(other, timedelta):
            return NotImplemented
        clock = ((self.hour * 60 + self.minute) * 60 + self.second) * 1000000 + self.microsecond + other._us
        days, rest = divmod(clock, 86400000000)
        ordinal = self.toordinal() + days
        if not 0 < ordinal <= 3652059:
            raise OverflowError("date value out of range")
        year, month, day = _from_ordinal(ordinal)
        seconds, us = divmod(rest, 1000000)
        return type(self)(year, month, day, seconds // 3600, seconds // 60 % 60, seconds % 60, us, self.tzinfo)

    __radd__ = __add__

    def __sub__(self, other):
        if isinstance(other, timedelta):
            return self + -other
        if isinstance(other, datetime):
            return timedelta(microseconds=self._us() - other._us())
        return NotImplemented

    def __str__(self):
        return self.isoformat(" ")

    def __repr__(self):
        zone = "" if self.tzinfo is None else f", tzinfo={self.tzinfo!r}"
        return f"datetime.{type(self).__name__}({self.year}, {self.month}, {self.day}, {_times(self)}{zone})"


date.min, date.max, date.resolution = date(1, 1, 1), date(9999, 12, 31), timedelta(1)
datetime.min, datetime.max = datetime(1, 1, 1), datetime(9999, 12, 31, 23, 59, 59, 999999)
datetime.resolution = timedelta.resolution
