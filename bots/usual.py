"""What a channel takes where a request says nothing, read from what was set for it."""

from collections.abc import Mapping

from core.customs import Usual
from core.prompts import Ratio

MODEL, COUNT, RATIO = "model", "count", "ratio"  # names under which it is kept


def usual(given: Mapping[str, str]) -> Usual:
    """What was set for a channel, as a value."""
    return Usual(
        model=given.get(MODEL, ""),
        count=int(given[COUNT]) if COUNT in given else None,
        ratio=Ratio.read(given[RATIO]) if RATIO in given else None,
    )
