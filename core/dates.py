"""When something was made, as people say it: "last Tuesday", "three weeks ago", "3 October".

A day is one in UTC, as replies tell times. A day or a month without its year is the latest that
has begun; "three weeks ago" reaches half a week to either side.
"""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import cached_property
from typing import NamedTuple

from core.past import EVER, Period
from core.phrases import check_complete, fold
from core.quoting import Passage

DAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
MONTHS = (
    *("january", "february", "march", "april", "may", "june", "july"),
    *("august", "september", "october", "november", "december"),
)
UNITS = ("hour", "day", "week", "month", "year")
NUMBERS = ("one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten")
_JOINTS = frozenset(
    {"ago", "ago_after", "last", "last_after", "past", "past_after", "this", "on", "in", "of"}
    | {"since", "before", "to", "few", "today", "yesterday", "day_before", "night"}
)
NEEDED = _JOINTS | {*DAYS, *MONTHS, *UNITS, *NUMBERS}
_DAY = timedelta(days=1)
_LENGTHS = {  # on average
    "hour": timedelta(hours=1),
    "day": _DAY,
    "week": 7 * _DAY,
    "month": 30.44 * _DAY,
    "year": 365.25 * _DAY,
}
_FEW = (2, 5)  # of a unit, where somebody says "a few weeks ago"
_MOST = 1000  # of a unit
_INSTANT = timedelta(microseconds=1)
_CENTURY = 2000  # of a year that is said with two digits

# Where "since" or "before" was said, a month or a year needs no "in".
_BEHIND = r"(?:{in} |(?(since)|(?(before)|(?!)))|"
# Each form, the first that fits; {n} is a number, {u} a unit, {d} a day, {m} a month, {y} a year.
_FORMS = {
    "date": r"(?P<date_y>{y})-(?P<date_m>\d\d)-(?P<date_d>\d\d)",
    "dotted": r"(?P<dotted_d>\d{{1,2}})\. ?(?P<dotted_m>\d{{1,2}})\.(?: ?(?P<dotted_y>{y}))?",
    "strokes": r"(?P<strokes_d>\d{{1,2}})/(?P<strokes_m>\d{{1,2}})/(?P<strokes_y>{y})",
    "dated": r"(?P<dated_d>\d{{1,2}})(?:st|nd|rd|th|er|\.)?(?: {of})? (?P<dated_m>{m})"
    r"(?:,?(?: {of})? (?P<dated_y>{y}))?",
    "titled": r"(?P<titled_m>{m}) (?P<titled_d>\d{{1,2}})(?:st|nd|rd|th)?(?:,? (?P<titled_y>{y}))?",
    "month": _BEHIND + r"{last} )(?P<month_m>{m})(?:(?: {of})? (?P<month_y>{y}))?",
    "year": _BEHIND + r"(?!))(?P<year_y>{y})",
    "ago": r"{ago} (?P<ago_n>{n}) (?P<ago_u>{u})",
    "said": r"(?P<said_n>{n}) (?P<said_u>{u}) {ago_after}",
    "lately": r"{past} (?P<lately_n>{n})(?: {past_after})? (?P<lately_u>{u})",
    "gone": r"{last} (?P<gone_u>{u})|(?P<went_u>{u}) {last_after}",
    "now": r"{this} (?P<now_u>{u})",
    "weekday": r"(?:{last}|{on}) (?P<weekday_d>{d})|(?P<passed_d>{d}) {last_after}"
    r"|(?P<alone_d>{d})(?=\W*$)",
    "night": r"{night}",
    "yesterday": r"{yesterday}",
    "today": r"{today}",
}


class Said(NamedTuple):
    """A text without the time that it names, and that."""

    words: str
    period: Period


class _Time(NamedTuple):
    """A time that a text names, and where it stands there, in characters."""

    start: int
    end: int
    since: datetime
    until: datetime
    after: bool  # whether all that comes after its beginning is meant
    before: bool  # or all that comes before it

    @property
    def period(self) -> Period:
        """The period that it means where it stands alone."""
        if self.after:
            return Period(self.since, None)
        return Period(None, self.since) if self.before else Period(self.since, self.until)


@dataclass(frozen=True)
class Dates:  # not slotted: its expression is made when it is first needed
    """How people say times, as regular expressions for folded text, in all languages at once."""

    said: Mapping[str, str]

    def __post_init__(self) -> None:
        check_complete("dates", self.said, NEEDED)

    def take(self, words: str, now: datetime) -> Said:
        """The words without the time that they name, and that; `now` in UTC.

        Two times that "to" joins are one; of several others the first one counts. What is no
        date stays ("31 February").
        """
        passage = Passage.of(words)
        folded = fold(passage.masked)
        every = self._every.finditer(folded)
        times = [one for found in every if (one := self._time(found, now)) is not None]
        if not times:
            return Said(words, EVER)
        first, *others = times
        start, end, period = first.start, first.end, first.period
        if others and self._joined(folded, first, others[0]):
            end, period = others[0].end, Period(first.since, others[0].until)
        return Said(passage.without([(start, end)]).tidy().text, period)

    def _joined(self, folded: str, first: "_Time", then: "_Time") -> bool:
        """Whether the second of two times ends what the first one begins."""
        between = folded[first.end : then.start].strip()
        told = re.fullmatch(self.said["to"], between) or (then.before and not between)
        return bool(told) and first.since < then.until

    def _time(self, found: re.Match[str], now: datetime) -> "_Time | None":
        """What a time says; None where it is none."""
        said = {name: text for name, text in found.groupdict().items() if text is not None}
        form = next(name for name in _READERS if name in said)
        parts = {name.partition("_")[2]: self._value(name, said[name]) for name in said}
        try:
            since, until = _READERS[form](parts, now)
        except (ValueError, OverflowError):
            return None  # there is no such day
        return _Time(*found.span(), since, until, "since" in said, "before" in said)

    def _value(self, name: str, text: str) -> int:
        """The number, or the place among names (from 0), that a part of a form says; 0 for the
        others and for "a few"."""
        if text.isdecimal():
            return int(text)
        names = {"n": ("few", *NUMBERS), "u": UNITS, "d": DAYS, "m": ("", *MONTHS)}
        known = names.get(name.partition("_")[2], ())
        fits = (at for at, one in enumerate(known) if one and re.fullmatch(self.said[one], text))
        return next(fits, 0)

    @cached_property
    def _every(self) -> re.Pattern[str]:
        said = {name: f"(?:{expression})" for name, expression in self.said.items()}
        several = {"n": (*NUMBERS, "few"), "u": UNITS, "d": DAYS, "m": MONTHS}
        said |= {name: f"(?:{'|'.join(said[one] for one in of)})" for name, of in several.items()}
        said |= {"n": rf"(?:\d{{1,3}}|{said['n']})", "y": r"(?:(?:19|20)\d\d)"}
        forms = (f"(?P<{name}>{form.format_map(said)})" for name, form in _FORMS.items())
        either = f"(?P<since>{said['since']}) |(?P<before>{said['before']}) |{said['on']} |"
        # Behind an apostrophe there is no space: "d'octobre".
        earlier = f"(?P<earlier>{said['day_before']})"  # "avant-hier" is not before yesterday
        every = f"(?:{earlier}|(?:{either})(?:{'|'.join(forms)}))"
        every = every.replace(" ", r"(?:\s++|(?<='))")
        return re.compile(rf"(?<!\w){every}(?!\w)")


_Parts = Mapping[str, int]
_Reader = Callable[[_Parts, datetime], tuple[datetime, datetime]]


def _midnight(now: datetime) -> datetime:
    return now.replace(hour=0, minute=0, second=0, microsecond=0)


def _day(begin: datetime) -> tuple[datetime, datetime]:
    return begin, begin + _DAY


def _date(parts: _Parts, now: datetime) -> tuple[datetime, datetime]:
    """A day of a month; without a year the latest one that has begun."""
    year = parts.get("y")
    if year is not None:
        year += _CENTURY if year < 100 else 0
        return _day(datetime(year, parts["m"], parts["d"], tzinfo=UTC))
    for year in range(now.year, now.year - 8, -1):  # 29 February may be as long ago
        leap = (parts["m"], parts["d"]) == (2, 29) and year % 4
        if not leap and (begin := datetime(year, parts["m"], parts["d"], tzinfo=UTC)) <= now:
            return _day(begin)
    raise ValueError(parts)


def _month(parts: _Parts, now: datetime) -> tuple[datetime, datetime]:
    year = parts.get("y", now.year - (parts["m"] > now.month))
    return _of_months(year, parts["m"], 1)


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
    then = now - min(parts["n"], _MOST) * length
    return _day(_midnight(then)) if unit == "day" else (then - length / 2, then + length / 2)


def _lately(parts: _Parts, now: datetime) -> tuple[datetime, datetime]:
    return now - min(parts["n"] or _FEW[1], _MOST) * _LENGTHS[UNITS[parts["u"]]], now + _DAY


def _gone(parts: _Parts, now: datetime) -> tuple[datetime, datetime]:
    """The calendar's unit before this one: "last week" begins on a Monday."""
    end = _begin(UNITS[parts["u"]], now)
    return _begin(UNITS[parts["u"]], end - _INSTANT), end


def _now(parts: _Parts, now: datetime) -> tuple[datetime, datetime]:
    return _begin(UNITS[parts["u"]], now), now + _DAY


def _begin(unit: str, moment: datetime) -> datetime:
    """When the calendar's unit began that a moment is in."""
    day = _midnight(moment)
    match unit:
        case "hour":
            return moment.replace(minute=0, second=0, microsecond=0)
        case "week":
            return day - day.weekday() * _DAY
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


_READERS: Mapping[str, _Reader] = {
    "date": _date,
    "dotted": _date,
    "strokes": _date,
    "dated": _date,
    "titled": _date,
    "month": _month,
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
