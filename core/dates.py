"""When something was made, as people say it: "last Tuesday", "three weeks ago", "3 October".

A day is one in UTC, as replies tell times. A day or a month without its year is the latest that
has begun; "three weeks ago" reaches half a week to either side.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from typing import NamedTuple

from core.past import EVER, Period
from core.periods import READERS, SEASONS, UNITS
from core.phrases import check_complete, fold
from core.quoting import Passage

DAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
MONTHS = (
    *("january", "february", "march", "april", "may", "june", "july"),
    *("august", "september", "october", "november", "december"),
)
NUMBERS = ("one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten")
_JOINTS = frozenset(
    {"ago", "ago_after", "last", "last_after", "past", "past_after", "this", "on", "in", "of"}
    | {"since", "before", "to", "few", "today", "yesterday", "day_before", "night", "weekend"}
)
NEEDED = _JOINTS | {*DAYS, *MONTHS, *UNITS, *NUMBERS, *SEASONS}

# Where "since" or "before" was said, a month or a year needs no "in".
_BEHIND = r"(?:{in} |(?(since)|(?(before)|(?!)))|"
_NTH, _THROUGH = r"(?:st|nd|rd|th|er|\.)?", r"(?: {to} | ?[-–] ?)"
# Each form, the first that fits; {n} is a number, {u} a unit, {d} a day, {m} a month, {y} a year,
# {l} the year before this one, {s} a season. What `_p` holds says that it is a past one.
_FORMS = {
    "date": r"(?P<date_y>{y})-(?P<date_m>\d\d)-(?P<date_d>\d\d)",
    "dotted": r"(?P<dotted_d>\d{{1,2}})\. ?(?P<dotted_m>\d{{1,2}})\.(?: ?(?P<dotted_y>{y}))?",
    "strokes": r"(?P<strokes_d>\d{{1,2}})/(?P<strokes_m>\d{{1,2}})/(?P<strokes_y>{y})",
    "slashed": r"(?:{on} |\A)(?P<slashed_d>\d{{1,2}})/(?P<slashed_m>\d{{1,2}})(?![/\d])",
    "days": rf"(?P<days_f>\d{{{{1,2}}}}){_NTH}{_THROUGH}(?P<days_d>\d{{{{1,2}}}}){_NTH}(?: {{of}})?"
    r" (?P<days_m>{m})(?:,?(?: {of})? (?:(?P<days_y>{y})|(?P<days_l>{l})))?",
    "daysof": rf"(?P<daysof_m>{{m}}) (?P<daysof_f>\d{{{{1,2}}}}){_NTH}{_THROUGH}"
    rf"(?P<daysof_d>\d{{{{1,2}}}}){_NTH}(?:,? (?P<daysof_y>{{y}}))?",
    "dated": rf"(?P<dated_d>\d{{{{1,2}}}}){_NTH}(?: {{of}})? (?P<dated_m>{{m}})"
    r"(?:,?(?: {of})? (?:(?P<dated_y>{y})|(?P<dated_l>{l})))?",
    "titled": rf"(?P<titled_m>{{m}}) (?P<titled_d>\d{{{{1,2}}}}){_NTH}"
    r"(?:,? (?:(?P<titled_y>{y})|(?P<titled_l>{l})))?",
    "former": r"(?P<former_m>{m}) (?P<former_p>{last_after})",
    "month": _BEHIND + r"(?P<month_p>{last}) )(?P<month_m>{m})"
    r"(?:(?: {of})? (?:(?P<month_y>{y})|(?P<month_l>{l})))?",
    "weekend": r"(?:(?P<weekend_p>{last}) |{this} |{on} )(?P<weekend_w>{weekend})",
    "pastend": r"(?P<pastend_w>{weekend}) (?P<pastend_p>{last_after})",
    "season": r"(?:(?P<season_p>{last})|{this}) (?P<season_s>{s})",
    "pastseason": r"(?P<pastseason_s>{s}) (?P<pastseason_p>{last_after})",
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
        form = next(name for name in READERS if name in said)
        parts = {name.partition("_")[2]: self._value(name, said[name]) for name in said}
        try:
            since, until = READERS[form](parts, now)
        except (ValueError, OverflowError):
            return None  # there is no such day
        return _Time(*found.span(), since, until, "since" in said, "before" in said)

    def _value(self, name: str, text: str) -> int:
        """The number, or the place among names (from 0), that a part of a form says; 0 for the
        others and for "a few"."""
        if text.isdecimal():
            return int(text)
        names = {"n": ("few", *NUMBERS), "u": UNITS, "d": DAYS, "m": ("", *MONTHS), "s": SEASONS}
        known = names.get(name.partition("_")[2], ())
        fits = (at for at, one in enumerate(known) if one and re.fullmatch(self.said[one], text))
        return next(fits, 0)

    @cached_property
    def _every(self) -> re.Pattern[str]:
        said = {name: f"(?:{expression})" for name, expression in self.said.items()}
        several = {"n": (*NUMBERS, "few"), "u": UNITS, "d": DAYS, "m": MONTHS, "s": SEASONS}
        said |= {name: f"(?:{'|'.join(said[one] for one in of)})" for name, of in several.items()}
        said |= {"n": rf"(?:\d{{1,3}}|{said['n']})", "y": r"(?:(?:19|20)\d\d)"}
        year = said["year"]
        said["l"] = rf"(?:{said['last']} {year}|(?:l')?{year} {said['last_after']})"
        forms = (f"(?P<{name}>{form.format_map(said)})" for name, form in _FORMS.items())
        either = f"(?P<since>{said['since']}) |(?P<before>{said['before']}) |{said['on']} |"
        # Behind an apostrophe there is no space: "d'octobre".
        earlier = f"(?P<earlier>{said['day_before']})"  # "avant-hier" is not before yesterday
        every = f"(?:{earlier}|(?:{either})(?:{'|'.join(forms)}))"
        every = every.replace(" ", r"(?:\s++|(?<='))")
        return re.compile(rf"(?<!\w){every}(?!\w)")
