"""What a channel takes by default where its front end has no settings: said in words, kept here."""

import re
from collections.abc import Mapping
from dataclasses import replace

from core.catalogue import Catalogue, Role
from core.customs import Usual
from core.errors import BadFlag
from core.flags import MOST_VARIANTS, read_count
from core.ratios import Ratio

MODEL, COUNT, RATIO = "model", "count", "ratio"
SET = "Set for this channel: {what}. A request may say otherwise; “settings reset” takes it back."
RESET = "Nothing is set for this channel any more."
_SAID = re.compile(
    rf"/?set(?:tings)?\s+(?:(reset)|((?:(?:{MODEL}|{COUNT}|{RATIO})[\s=]+\S+\s*)+))", re.IGNORECASE
)


def wanted_of(words: str, catalogue: Catalogue) -> Mapping[str, str | None] | None:
    """What words such as “settings count 2 ratio 16:9” want kept; None where they are others.

    Raises BadFlag and UnknownModel.
    """
    found = _SAID.fullmatch(words)
    if found is None:
        return None
    if found[1]:
        return dict.fromkeys((MODEL, COUNT, RATIO, *map(str, Role)))  # and what was picked
    said = found[2].replace("=", " ").split()
    pairs = zip(said[::2], said[1::2], strict=True)
    return {name.lower(): _read(name.lower(), value, catalogue) for name, value in pairs}


def _read(name: str, value: str, catalogue: Catalogue) -> str:
    if name == MODEL:
        return catalogue.card(value).name
    if name == COUNT and read_count(value) is None:
        needs = f"a number from 1 to {MOST_VARIANTS}"
        raise BadFlag(flag=name, needs=needs, given=f"“{value}”")
    if name == RATIO and Ratio.read(value) is None:
        raise BadFlag(flag=name, needs="a ratio such as 16:9", given=f"“{value}”")
    return value


def usual_of(given: Mapping[str, str], usual: Usual) -> Usual:
    """What is usual, with what was kept for a channel in the place of what its front end knows."""
    return replace(
        usual,
        model=given.get(MODEL, usual.model),
        count=int(given[COUNT]) if COUNT in given else usual.count,
        ratio=Ratio.read(given[RATIO]) if RATIO in given else usual.ratio,
    )
