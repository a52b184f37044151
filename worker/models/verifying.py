"""`easel models verify`: each file against what its publisher said of it, or against itself."""

import json
from collections.abc import Callable, Collection, Iterator
from dataclasses import dataclass, field
from enum import StrEnum
from pathlib import Path
from typing import Any

from safetensors import SafetensorError, safe_open

from core.catalogue import ModelCard
from worker.engines.diffusion.weights import places_of
from worker.models.choosing import INDEXES, components
from worker.models.digests import same
from worker.models.notes import Noted, noted

Read = Callable[[int], object]  # hears how many bytes were read
_WEIGHTS = (".safetensors", ".bin")


class State(StrEnum):
    """How the weights of a card are."""

    COMPLETE = "complete"
    INCOMPLETE = "incomplete"
    DAMAGED = "damaged"
    ABSENT = "not here"


@dataclass(frozen=True, slots=True)
class Verdict:
    """What came of one card."""

    card: ModelCard
    folder: Path
    missing: tuple[str, ...] = ()  # files, within the folder
    damaged: tuple[str, ...] = ()
    compared: bool = False  # with what the publisher said; else only with themselves
    here: bool = True

    @property
    def state(self) -> State:
        """All in a word."""
        if not self.here:
            return State.ABSENT
        if self.damaged:
            return State.DAMAGED
        return State.INCOMPLETE if self.missing else State.COMPLETE

    @property
    def line(self) -> str:
        """All in a line."""
        how = "" if self.compared else "; nobody noted what its publisher has"
        match self.state:
            case State.ABSENT:
                return f"{self.card.name}: not here; {self._get}"
            case State.COMPLETE:
                return f"{self.card.name}: complete in {self.folder}{how}"
            case State.DAMAGED:
                also = f", and without {_few(self.missing)}" if self.missing else ""
                return f"{self.card.name}: damaged: {_few(self.damaged)}{also}; {self._mend}"
            case State.INCOMPLETE:
                return f"{self.card.name}: incomplete: without {_few(self.missing)}; {self._mend}"

    @property
    def _get(self) -> str:
        if self.folder == Path(self.card.source).expanduser():
            return f"its card names the folder {self.folder}"
        return f"`easel models pull {self.card.name}`"

    @property
    def _mend(self) -> str:
        return self._get if self._get.startswith("its card") else f"{self._get} mends it"

    def data(self) -> dict[str, Any]:
        """All for programs."""
        return {
            "name": self.card.name,
            "state": str(self.state),
            "folder": str(self.folder),
            "missing": list(self.missing),
            "damaged": list(self.damaged),
            "compared": self.compared,
        }


@dataclass(slots=True)
class Verifier:
    """Looks at folders, each once; without `deep` no file is read to its end."""

    models: Path
    deep: bool = True
    _known: dict[Path, tuple[tuple[str, ...], tuple[str, ...]]] = field(
        default_factory=dict[Path, tuple[tuple[str, ...], tuple[str, ...]]]
    )

    def verdict(self, card: ModelCard, read: Read = lambda size: None) -> Verdict:
        """How the weights of a card are; `read` hears of the bytes, as they are read."""
        folder = self.folder(card)
        if folder is None:
            return Verdict(card, places_of(card, self.models)[0], here=False)
        if folder not in self._known:
            self._known[folder] = self._looked(folder, read)
        missing, damaged = self._known[folder]
        return Verdict(card, folder, missing, damaged, bool(noted(folder)))

    def folder(self, card: ModelCard) -> Path | None:
        """Where the weights of a card are; None where they are not here."""
        return next((one for one in places_of(card, self.models) if one.is_dir()), None)

    def size(self, card: ModelCard) -> int:
        """Bytes that will be read for a card."""
        folder = self.folder(card)
        if folder is None or folder in self._known or not self.deep:
            return 0
        files = (folder / file.path for file in noted(folder))
        return sum(file.stat().st_size for file in files if file.is_file())

    def _looked(self, folder: Path, read: Read) -> tuple[tuple[str, ...], tuple[str, ...]]:
        """What is missing, and what is damaged."""
        notes = noted(folder)
        known = {note.path for note in notes}
        lacking = {note.path for note in notes if not (folder / note.path).is_file()}
        spoilt = {
            note.path
            for note in notes
            if note.path not in lacking and not self._as_noted(folder / note.path, note, read)
        }
        weights = (file.relative_to(folder).as_posix() for file in _files(folder, "*.safetensors"))
        spoilt |= {
            path
            for path in weights
            if (path not in known or not self.deep) and not _readable(folder / path)
        }
        index = next((name for name in INDEXES if (folder / name).is_file()), None)
        if index is None:
            lacking |= lacking & set(INDEXES) or {INDEXES[0]}
        elif index not in spoilt:
            try:
                lacking |= set(_named_but_absent(folder, index, lacking))
            except (ValueError, AttributeError, TypeError):  # no JSON, or not of that form
                spoilt.add(index)
        return tuple(sorted(lacking)), tuple(sorted(spoilt))

    def _as_noted(self, file: Path, note: Noted, read: Read) -> bool:
        try:
            if note.size not in (None, file.stat().st_size):
                return False
            return not self.deep or same(file, note.tag, read)
        except OSError:  # a disk that cannot give it back
            return False


def _named_but_absent(folder: Path, index: str, known: Collection[str]) -> Iterator[str]:
    """What the index of a folder, and the lists of shards, name and is not there.

    Parts of which files are `known` to be missing are told by those.
    """
    if index != INDEXES[-1]:
        for name in components(json.loads((folder / index).read_text(encoding="utf-8"))):
            if not any(path.startswith(f"{name}/") for path in known):
                yield from _lacking(folder, name)
    for shards in _files(folder, "*.safetensors.index*.json"):
        named = set(json.loads(shards.read_text(encoding="utf-8"))["weight_map"].values())
        for name in sorted(named):
            if not shards.with_name(name).is_file():
                yield shards.with_name(name).relative_to(folder).as_posix()


def _lacking(folder: Path, component: str) -> Iterator[str]:
    place = folder / component
    if not place.is_dir() or not any(place.iterdir()):
        yield f"{component}/"
    elif (place / "config.json").is_file() and not any(
        file.suffix in _WEIGHTS for file in place.iterdir()
    ):
        yield f"{component}/*.safetensors"  # what has a config has weights; a tokenizer has neither


def _files(folder: Path, pattern: str) -> list[Path]:
    """Files of a model; hidden folders hold notes, and what is still coming."""
    found = folder.rglob(pattern)
    return sorted(one for one in found if ".cache" not in one.relative_to(folder).parts)


def _readable(file: Path) -> bool:
    """Whether a file of weights is as long as its header says."""
    try:
        with safe_open(file, framework="np"):
            return True
    except (OSError, SafetensorError):
        return False


def _few(names: tuple[str, ...]) -> str:
    shown = ", ".join(names[:4])
    return f"{shown} and {len(names) - 4} more" if len(names) > 4 else shown
