"""What was done to several variants in one line, in which what they have in common stands once."""

import re
from collections.abc import Sequence
from itertools import takewhile
from typing import NamedTuple

_MARK = re.compile(r"(, |; )")


class _Part(NamedTuple):
    """What stands between two marks."""

    mark: str  # that stands before it
    said: str
    block: int  # which of the lists it stands in: a heading begins one, and a semicolon ends one
    listed: bool  # whether another of its list, or its heading, stands before it


def alike(did: Sequence[str]) -> str:
    """What was done to each variant; what all of them begin or end with is said once.

    "oil, vivid, 9 % changed" and "oil, dusky, 9 % changed" give
    "oil: vivid; dusky; all: 9 % changed". Of a list under a heading only what remains of the one
    list that they begin with may stand apart: of "left out: neon, boats" the end would say nothing
    true.
    """
    told = [_parts(one) for one in dict.fromkeys(did)]
    if len(told) == 1:
        return did[0]
    first = _shared(told)
    last = _shared([one[first:][::-1] for one in told])
    ends = [len(one) - last for one in told]
    if _within(told, first, ends):
        return _line(told, first, last)
    while first and told[0][first].listed:
        first -= 1
    while last and any(one[len(one) - last].listed for one in told):
        last -= 1
    return _line(told, first, last)


def _within(told: Sequence[Sequence[_Part]], first: int, ends: Sequence[int]) -> bool:
    """Whether what is different is all of one list, the one that all begin with."""
    if not (first and told[0][first].listed):
        return False
    block = told[0][first].block
    return all(
        part.block == block for one, end in zip(told, ends, strict=True) for part in one[first:end]
    )


def _line(told: Sequence[Sequence[_Part]], first: int, last: int) -> str:
    begin = f"{_joined(told[0][:first])}: " if first else ""
    each = "; ".join(_joined(one[first : len(one) - last]) for one in told)
    end = f"; all: {_joined(told[0][-last:])}" if last else ""
    return f"{begin}{each}{end}"


def _parts(did: str) -> list[_Part]:
    """What was done, part by part."""
    parts, block, headed = list[_Part](), 0, False
    said = _MARK.split(did)
    for mark, text in zip(["", *said[1::2]], said[::2], strict=True):
        opens = ": " in text
        if opens or mark == "; ":
            block, headed = block + 1, opens
        parts.append(_Part(mark, text, block, headed and not opens))
    return parts


def _joined(parts: Sequence[_Part]) -> str:
    return "".join(one.mark + one.said for one in parts).removeprefix(", ").removeprefix("; ")


def _shared(parts: Sequence[Sequence[_Part]]) -> int:
    """How many parts all have in common from the beginning on, at least one left over for each."""
    most = min(map(len, parts)) - 1
    same = (len({(one[at].mark, one[at].said) for one in parts}) == 1 for at in range(most))
    return sum(takewhile(bool, same))
