"""Why weights turned out to be unusable, over restarts of a worker: a small file for each card."""

import hashlib
import json
from collections.abc import Hashable
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

from core.catalogue import ModelCard
from core.ports import Clock
from core.wire import plain

# Not for ever: a disk that could not be read may be well again, and nothing of that is in a stamp.
LASTS = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Remembered:
    """What came of loading a model, for the same card, files and libraries."""

    folder: Path
    clock: Clock
    libraries: tuple[str, ...] = ()  # "torch 2.13.0": others may read what these could not

    def keep(self, card: ModelCard, stamp: Hashable, sentence: str) -> None:
        """Remember why a card's model cannot be used."""
        told = {"why": sentence, "as": self._as(card, stamp), "at": self.clock.now().isoformat()}
        self.folder.mkdir(parents=True, exist_ok=True)
        part = self._file(card).with_suffix(".part")
        part.write_text(json.dumps(told), encoding="utf-8")
        part.replace(self._file(card))

    def why(self, card: ModelCard, stamp: Hashable) -> str:
        """Why its model cannot be used; empty where that is not known, or of something else."""
        try:
            told = json.loads(self._file(card).read_text(encoding="utf-8"))
            sentence, kind = str(told["why"]), told["as"]
            age = self.clock.now() - datetime.fromisoformat(told["at"])
        except (OSError, ValueError, LookupError, TypeError):  # none, or one that broke off
            return ""
        return sentence if kind == self._as(card, stamp) and age < LASTS else ""

    def forget(self, card: ModelCard) -> None:
        """It can be used again."""
        self._file(card).unlink(missing_ok=True)

    def _file(self, card: ModelCard) -> Path:
        return self.folder / f"{hashlib.sha256(card.name.encode()).hexdigest()[:16]}.json"

    def _as(self, card: ModelCard, stamp: Hashable) -> str:
        """What must be the same: the card with its switches, the files, the libraries."""
        files = sorted(map(repr, stamp)) if isinstance(stamp, frozenset) else repr(stamp)
        told = json.dumps([plain(card), files, self.libraries], sort_keys=True)
        return hashlib.sha256(told.encode()).hexdigest()
