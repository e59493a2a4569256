import datetime as dt, time, os
from datetime import datetime, timedelta, date, timezone
d = datetime(2024, 2, 28, 23, 59, 30, 500)
print(d, repr(d), d + timedelta(days=2, seconds=45), d.isoformat(), d.strftime("%Y-%m-%d %H:%M:%S.%f %j %a %A %b %B %p %I %y %U %W %w %%"), d.date(), d.time(), d.weekday(), d.isocalendar()[:3])
t = timedelta(days=1, hours=2, minutes=3.5, milliseconds=7)
print(t, repr(t), t.total_seconds(), t.days, t.seconds, t.microseconds, -t, t * 2, t / 2, t // timedelta(hours=1), t % timedelta(hours=1), t > timedelta(1), timedelta(seconds=-1), abs(timedelta(-1)), timedelta(0), repr(timedelta(0)), t / timedelta(hours=1), t * 0.1)
print(date(2024, 3, 1) - date(2024, 2, 1), date(2024, 12, 31).timetuple()[7], date.fromordinal(738000), date(2023, 1, 1).isoformat(), date.fromisoformat("2020-02-29"), date(2021,1,3).isocalendar()[:3])
print(datetime.fromisoformat("2020-01-02T03:04:05.678"), datetime(2020, 1, 1) < datetime(2021, 1, 1), datetime(2020, 1, 1) == date(2020, 1, 1), datetime(2020, 1, 1, tzinfo=timezone.utc), datetime.fromtimestamp(1e9, timezone.utc), datetime(2001, 9, 9, 1, 46, 40, tzinfo=timezone.utc).timestamp())
print(timezone(timedelta(hours=5, minutes=30)), repr(timezone.utc), datetime(2020, 1, 1, 12, tzinfo=timezone.utc).astimezone(timezone(timedelta(hours=-3))), dt.time(3, 4), repr(dt.time(3, 4, 5)), d.replace(day=1, hour=0), d.ctime())
for f in (lambda: date(2023, 2, 29), lambda: datetime(2020, 1, 1, 24), lambda: date(0, 1, 1)):
    try: f()
    except Exception as e: print(type(e).__name__, e)
print(f"{d:%H:%M}", datetime.min, date.max, d - datetime(2024, 1, 1))
g = time.gmtime(1700000000); print(g, g.tm_year, g[3], time.strftime("%Y %c %x %X", g), time.asctime(g), time.gmtime(0).tm_wday)
