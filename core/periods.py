"""What a time that somebody says comes to: a day, a month, "three weeks ago", as seen from now.

A reader takes the numbers of what was said, and gives when that began and ended. One that is past
("last November") has a "p" among them, one of the year before this has an "l".
"""

from collections.abc import Callable, Mapping
from datetime import UTC, datetime, timedelta

UNITS = ("minute", "hour", "day", "week", "fortnight", "month", "year")
SEASONS = ("spring", "summer", "autumn", "winter")  # of the north
_DAY = timedelta(days=1)
_LENGTHS = {  # on average
    "minute": timedelta(minutes=1),
    "hour": timedelta(hours=1),
    "day": _DAY,
    "week": 7 * _DAY,
    "fortnight": 14 * _DAY,
    "month": 30.44 * _DAY,
    "year": 365.25 * _DAY,
}
_ROUGHLY = timedelta(minutes=5)  # at least to either side of what somebody remembers
_FEW = (2, 5)  # of a unit, where somebody says "a few weeks ago"
_MOST = 1000  # of a unit
_INSTANT = timedelta(microseconds=1)
_CENTURY = 2000  # of a year that is said with two digits
_YEAR = 12  # months
_SATURDAY = 5

_Parts = Mapping[str, int]
_Reader = Callable[[_Parts, datetime], tuple[datetime, datetime]]


def _midnight(now: datetime) -> datetime:
    return now.replace(hour=0, minute=0, second=0, microsecond=0)


def _day(begin: datetime) -> tuple[datetime, datetime]:
    return begin, begin + _DAY


def _tomorrow(now: datetime) -> datetime:
    """When today ends."""
    return _midnight(now) + _DAY


def _date(parts: _Parts, now: datetime) -> tuple[datetime, datetime]:
    """A day of a month; without a year the latest one that has begun."""
    year = parts.get("y", now.year - 1 if "l" in parts else None)
    if year is not None:
        year += _CENTURY if year < 100 else 0
        return _day(datetime(year, parts["m"], parts["d"], tzinfo=UTC))
    for year in range(now.year, now.year - 8, -1):  # 29 February may be as long ago
        leap = (parts["m"], parts["d"]) == (2, 29) and year % 4
        if not leap and (begin := datetime(year, parts["m"], parts["d"], tzinfo=UTC)) <= now:
            return _day(begin)
    raise ValueError(parts)


def _strokes(parts: _Parts, now: datetime) -> tuple[datetime, datetime]:
    """A day before its month; the other way about where that alone makes one: 11/22/2026."""
    swapped = parts["m"] > _YEAR >= parts["d"]
    return _date({**parts, "d": parts["m"], "m": parts["d"]} if swapped else parts, now)


def _days(parts: _Parts, now: datetime) -> tuple[datetime, datetime]:
    """Several days of one month: "from 1 to 5 November"."""
    since, _ = _date({**parts, "d": parts["f"]}, now)
    until = since.replace(day=parts["d"]) + _DAY
    if until <= since:
        raise ValueError(parts)
    return since, until


def _month(parts: _Parts, now: datetime) -> tuple[datetime, datetime]:
    """A month; without a year the latest one that has begun, or that is over."""
    later = parts["m"] >= now.month if "p" in parts else parts["m"] > now.month
    year = parts.get("y", now.year - (later or "l" in parts))
    return _of_months(year, parts["m"], 1)


def _season(parts: _Parts, now: datetime) -> tuple[datetime, datetime]:
    """The latest season of that name that has begun, or that is over."""
    begin = 3 * (parts["s"] + 1)  # its month
    year = now.year - (begin > now.month)
    since, until = _of_months(year, begin, 3)
    return _of_months(year - 1, begin, 3) if "p" in parts and until > now else (since, until)


def _weekend(parts: _Parts, now: datetime) -> tuple[datetime, datetime]:
    """The latest Saturday and Sunday that have begun, or that are over."""
    since = _midnight(now) - (now.weekday() - _SATURDAY) % 7 * _DAY
    since -= 7 * _DAY if "p" in parts and now.weekday() >= _SATURDAY else 0 * _DAY
    return since, since + 2 * _DAY


def _of_months(year: int, month: int, count: int) -> tuple[datetime, datetime]:
    """So many months from the beginning of one (1-based) on."""
    begin, end = year * 12 + month - 1, year * 12 + month - 1 + count
    return (
        datetime(begin // 12, begin % 12 + 1, 1, tzinfo=UTC),
        datetime(end // 12, end % 12 + 1, 1, tzinfo=UTC),
    )


def _year(parts: _Parts, now: datetime) -> tuple[datetime, datetime]:
    return _of_months(parts["y"], 1, 12)


def _ago(parts: _Parts, now: datetime) -> tuple[datetime, datetime]:
    """So long ago: a whole day of that many days, half a unit to either side of the others."""
    unit = UNITS[parts["u"]]
    length = _LENGTHS[unit]
    if not parts["n"]:
        least, most = _FEW
        return now - most * length, now - least * length
    then, around = now - min(parts["n"], _MOST) * length, max(length / 2, _ROUGHLY)
    return _day(_midnight(then)) if unit == "day" else (then - around, min(now, then + around))


def _lately(parts: _Parts, now: datetime) -> tuple[datetime, datetime]:
    return now - min(parts["n"] or _FEW[1], _MOST) * _LENGTHS[UNITS[parts["u"]]], _tomorrow(now)


def _gone(parts: _Parts, now: datetime) -> tuple[datetime, datetime]:
    """The calendar's unit before this one: "last week" begins on a Monday."""
    end = _begin(UNITS[parts["u"]], now)
    return _begin(UNITS[parts["u"]], end - _INSTANT), end


def _now(parts: _Parts, now: datetime) -> tuple[datetime, datetime]:
    return _begin(UNITS[parts["u"]], now), _tomorrow(now)


def _begin(unit: str, moment: datetime) -> datetime:
    """When the calendar's unit began that a moment is in."""
    day = _midnight(moment)
    match unit:
        case "minute":
            return moment.replace(second=0, microsecond=0)
        case "hour":
            return moment.replace(minute=0, second=0, microsecond=0)
        case "week":
            return day - day.weekday() * _DAY
        case "fortnight":
            return day - (day.weekday() + 7) * _DAY
        case "month":
            return day.replace(day=1)
        case "year":
            return day.replace(month=1, day=1)
        case _:
            return day


def _weekday(parts: _Parts, now: datetime) -> tuple[datetime, datetime]:
    """The latest day of that name before today."""
    back = (now.weekday() - parts["d"]) % 7 or 7
    return _days_ago(back, now)


def _days_ago(count: int, now: datetime) -> tuple[datetime, datetime]:
    return _day(_midnight(now) - count * _DAY)


def _night(parts: _Parts, now: datetime) -> tuple[datetime, datetime]:
    return _midnight(now) - _DAY / 2, _midnight(now) + _DAY / 2


READERS: Mapping[str, _Reader] = {
    "date": _date,
    "dotted": _date,
    "strokes": _strokes,
    "slashed": _strokes,
    "days": _days,
    "daysof": _days,
    "dated": _date,
    "titled": _date,
    "former": _month,
    "month": _month,
    "weekend": _weekend,
    "pastend": _weekend,
    "season": _season,
    "pastseason": _season,
    "year": _year,
    "ago": _ago,
    "said": _ago,
    "lately": _lately,
    "gone": _gone,
    "now": _now,
    "weekday": _weekday,
    "night": _night,
    "earlier": lambda _, now: _days_ago(2, now),
    "yesterday": lambda _, now: _days_ago(1, now),
    "today": lambda _, now: _days_ago(0, now),
}
