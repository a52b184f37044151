"""How people name an earlier result to do something with it: "the settings of the fox on this",
"the lighthouse again, but pink"."""

import re
from collections.abc import Mapping
from functools import cache
from typing import NamedTuple

_ENDS = r"[\s.!?]*"  # what may stand around a request
_NAMED = r"(?P<named>\S+(?:\s+\S+){0,3}?)"


class Spans(NamedTuple):
    """Where the name of a result stands in a text, and what is new; empty for a picture."""

    named: tuple[int, int]
    new: tuple[int, int]


def find(said: Mapping[str, str], text: str) -> Spans | None:
    """Where the folded `text` names whose settings are wanted, and for what; `said` are the
    expressions of a language for recalling."""
    for begin in _beginnings(said):
        rest = rf"(?:{said['onto']})\s+(?:(?P<there>{said['other']})|(?P<new>(?s:\S.*?)))"
        found = _regex(rf"{_ENDS}{begin}\s+{rest}(?:\s+(?:{said['ends']}))?{_ENDS}").fullmatch(text)
        if found:
            return Spans(found.span("named"), found.span("new") if found["new"] else (0, 0))
    return None


def find_again(said: Mapping[str, str], text: str) -> Spans | None:
    """Where the folded `text` names a result that is wanted again, and what shall be otherwise."""
    if "again_of" not in said:
        return None
    otherwise = rf"(?:{said['otherwise']})\s+(?P<new>(?s:\S.*?))"
    behind = rf"(?:{said['named_again']})(?!\w)\s+{_NAMED}\s+(?:{said['again']})"
    for begin in (rf"(?:{said['again_of']})(?!\w)\s+{_NAMED}", behind):
        found = _regex(rf"{_ENDS}{begin}\s+{otherwise}(?:\s+(?:{said['ends']}))?{_ENDS}").fullmatch(
            text
        )
        if found:
            return Spans(found.span("named"), found.span("new"))
    return None


def find_with(said: Mapping[str, str], text: str) -> Spans | None:
    """Where the folded `text` names a result, and behind it what shall be new: "recall the castle
    with a whale instead", "recall the castle with seed 9"."""
    if "again_of" not in said:
        return None
    begin = rf"(?:{said['again_of']})(?!\w)\s+{_NAMED}"
    rest = rf"(?:{said['otherwise']}|{said['onto']})\s+(?P<new>(?s:\S.*?))"
    found = _regex(rf"{_ENDS}{begin}\s+{rest}{_ENDS}").fullmatch(text)
    return Spans(found.span("named"), found.span("new")) if found else None


def find_instead(said: Mapping[str, str], text: str) -> tuple[int, int] | None:
    """What stands before "instead" in folded `text`; None where it does not end so."""
    if "instead" not in said:
        return None
    found = _regex(rf"(?P<new>(?s:\S.*?))\s+(?:{said['instead']}){_ENDS}").fullmatch(text)
    return found.span("new") if found else None


def _beginnings(said: Mapping[str, str]) -> tuple[str, ...]:
    """What stands before "on this": "the settings of the fox", "use the fox settings"."""
    if not said:
        return ()
    of = rf"(?:{said['of_named']})(?!\w)\s+{_NAMED}"
    before = said.get("use_named")
    return (of, rf"(?:{before})\s+{_NAMED}\s+(?:{said['settings']})") if before else (of,)


@cache
def _regex(expression: str) -> re.Pattern[str]:
    return re.compile(expression)
