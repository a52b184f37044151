"""What was done to several variants in one line, in which what they have in common stands once."""

import re
from collections.abc import Sequence
from itertools import takewhile

_PART = re.compile(r"(?:^|, |; )(?:(?:(?!, |; ).)*?: (?:(?!; ).)*|(?:(?!, |; ).)+)", re.DOTALL)


def alike(did: Sequence[str]) -> str:
    """What was done to each variant; what all of them begin or end with is said once.

    "oil, vivid, 9 % changed" and "oil, dusky, 9 % changed" give
    "oil: vivid; dusky; all: 9 % changed".
    """
    parts = [_parts(one) for one in dict.fromkeys(did)]
    if len(parts) == 1:
        return did[0]
    first = _shared(parts)
    begin = f"{_joined(parts[0][:first])}: " if first else ""
    parts = [one[first:] for one in parts]
    last = _shared([one[::-1] for one in parts])
    each = "; ".join(_joined(one[: len(one) - last]) for one in parts)
    end = f"; all: {_joined(parts[0][-last:])}" if last else ""
    return f"{begin}{each}{end}"


def _parts(did: str) -> list[str]:
    """The parts of what was done, each with the mark that stands before it.

    A list under a heading is one part: "left out: neon, boats" says nothing true when it is cut.
    """
    return _PART.findall(did)


def _joined(parts: Sequence[str]) -> str:
    return "".join(parts).removeprefix(", ").removeprefix("; ")


def _shared(parts: Sequence[Sequence[str]]) -> int:
    """How many parts all have in common from the beginning on, at least one left over for each."""
    most = min(map(len, parts)) - 1
    same = (len({one[at] for one in parts}) == 1 for at in range(most))
    return sum(takewhile(bool, same))
