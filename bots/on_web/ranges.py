"""The part of a file that a browser asks for when it seeks in a clip (RFC 9110, section 14)."""

import re
from typing import NamedTuple

_RANGE = re.compile(r"bytes=(\d{0,18})-(\d{0,18})")


class Span(NamedTuple):
    """Bytes `start` to `stop`, without `stop`."""

    start: int
    stop: int


class Unsatisfiable(ValueError):
    """The part that was asked for lies outside the file."""


def span_of(header: str, size: int) -> Span | None:
    """The span that a Range header asks for of a file of `size` bytes; None asks for all of it.

    Several ranges at once, and what is no range, are answered with the whole file, as the
    specification allows. Raises Unsatisfiable.
    """
    found = _RANGE.fullmatch(header.strip())
    if found is None or found.groups() == ("", ""):
        return None
    first, last = found.groups()
    if not first:
        span = Span(max(0, size - int(last)), size)
    else:
        span = Span(int(first), min(size, int(last) + 1 if last else size))
    if span.start >= span.stop:
        if first and last and int(last) < int(first):
            return None
        raise Unsatisfiable
    return span
