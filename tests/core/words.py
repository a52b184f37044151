"""The lexicon as it is shipped, and the sets of labelled utterances."""

import csv
import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import core
from core.contexts import Context, Replied
from core.lexicon import Lexicon

_WORDS = Path(core.__file__).parent / "words"
_UTTERANCES = Path(__file__).parent / "utterances"


@dataclass(frozen=True, slots=True)
class Labelled:
    """What a person says in a context, and what is meant."""

    text: str
    context: Context
    intent: str
    role: str


@cache
def shipped() -> Lexicon:
    """All languages that Easel ships."""
    paths = sorted(_WORDS.glob("*.toml"))
    return Lexicon.from_data(*(tomllib.loads(path.read_text("utf-8")) for path in paths))


# What was said, by what its figure means; docs/routing.md says how each came about.
TUNED = ("tuned", "regressions")  # looked at while the words were chosen
HELD_OUT = ("held_out_first", "held_out_chat", "held_out_talk", "held_out_verbs")  # never looked at


def labelled(*names: str) -> tuple[Labelled, ...]:
    """The sets in `utterances/<name>.tsv`, together."""
    return tuple(each for name in names for each in _read(_UTTERANCES / f"{name}.tsv"))


def _read(path: Path) -> tuple[Labelled, ...]:
    with path.open(encoding="utf-8", newline="") as lines:
        rows = csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE)
        return tuple(
            Labelled(
                row["text"],
                Context(int(row["images"]), Replied(row["reply"]), row["mask"] == "1"),
                row["intent"],
                row["role"],
            )
            for row in rows
        )
