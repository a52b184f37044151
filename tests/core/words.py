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


def labelled(name: str) -> tuple[Labelled, ...]:
    """The set in `utterances/<name>.tsv`."""
    with (_UTTERANCES / f"{name}.tsv").open(encoding="utf-8", newline="") as lines:
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
