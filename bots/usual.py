"""What a channel takes where a request says nothing, read from what was set for it."""

from collections.abc import Mapping

from core.customs import Usual
from core.preferring import NEXT, OFF, ON
from core.prompts import Ratio
from core.safety import Safety

# Names under which it is kept.
MODEL, COUNT, RATIO, SAFETY = "model", "count", "ratio", "safety"
COACHING = "coaching"  # ON or OFF


def usual(given: Mapping[str, str]) -> Usual:
    """What was set for a channel, as a value."""
    return Usual(
        model=given.get(MODEL, ""),
        count=int(given[COUNT]) if COUNT in given else None,
        ratio=Ratio.read(given[RATIO]) if RATIO in given else None,
    )


def coaches(given: Mapping[str, str]) -> bool:
    """Whether vague requests get sharper versions as buttons in a channel."""
    return given.get(COACHING, ON) == ON


def safety(given: Mapping[str, str], restricted: bool = False) -> Safety:
    """What a channel does about what is unfit; `restricted`: whether it is age-restricted."""
    return Safety(given[SAFETY]) if SAFETY in given else fallback(restricted)


def guides(given: Mapping[str, str]) -> bool:
    """Whether results say in a channel what usually comes next."""
    return given.get(NEXT) != OFF


def fallback(restricted: bool) -> Safety:
    """What is done where nothing was set: in places for adults nothing is checked."""
    return Safety.OFF if restricted else Safety.REFUSE
