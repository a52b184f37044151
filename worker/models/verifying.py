"""`easel models verify`: each file against what its publisher said of it, or against itself."""

from collections.abc import Callable, Collection
from dataclasses import dataclass, field
from enum import StrEnum
from importlib.util import find_spec
from pathlib import Path
from typing import Any, NamedTuple

from core.catalogue import ModelCard
from worker.engines.diffusion.indexes import INDEXES, few, index_of, lacking
from worker.engines.diffusion.soundness import unsound
from worker.engines.diffusion.weights import NEWER, is_fetched, is_there, places_of
from worker.models.choosing import variant_of
from worker.models.digests import same
from worker.models.notes import Noted, noted

Read = Callable[[int], object]  # hears how many bytes were read


class State(StrEnum):
    """How the weights of a card are."""

    COMPLETE = "complete"
    INCOMPLETE = "incomplete"
    DAMAGED = "damaged"
    ABSENT = "not here"
    UNKNOWN = "unknown"  # to the diffusers that is installed


@dataclass(frozen=True, slots=True)
class Verdict:
    """What came of one card."""

    card: ModelCard
    folder: Path
    missing: tuple[str, ...] = ()  # files, within the folder
    damaged: tuple[str, ...] = ()
    unknown: str = ""  # the pipeline that diffusers has not, as people read it
    compared: bool = False  # with what the publisher said; else only with themselves
    here: bool = True
    part: str = ""  # its source, where it is not the card's own model but something beside it

    @property
    def state(self) -> State:
        """All in a word."""
        if not self.here:
            return State.ABSENT
        if self.damaged:
            return State.DAMAGED
        if self.missing:
            return State.INCOMPLETE
        return State.UNKNOWN if self.unknown else State.COMPLETE

    @property
    def line(self) -> str:
        """All in a line."""
        how = "" if self.compared else "; nobody noted what its publisher has"
        match self.state:
            case State.ABSENT:
                return f"{self._name}: not here; {self._get}"
            case State.COMPLETE:
                return f"{self._name}: complete in {self.folder}{how}"
            case State.DAMAGED:
                also = f", and without {few(self.missing)}" if self.missing else ""
                return f"{self._name}: damaged: {few(self.damaged)}{also}; {self._mend}"
            case State.INCOMPLETE:
                return f"{self._name}: incomplete: without {few(self.missing)}; {self._mend}"
            case State.UNKNOWN:
                return f"{self._name}: cannot be run here: {self.unknown}; {NEWER}"

    @property
    def _get(self) -> str:
        if not is_fetched(self.card):
            return f"its card names the folder {self.folder}"
        return f"`easel models pull {self.card.name}`"

    @property
    def _mend(self) -> str:
        return self._get if self._get.startswith("its card") else f"{self._get} mends it"

    def data(self) -> dict[str, Any]:
        """All for programs."""
        more = {"part": self.part, "unknown": self.unknown}  # where there is something to tell
        return {
            "name": self.card.name,
            "state": str(self.state),
            "folder": str(self.folder),
            "missing": list(self.missing),
            "damaged": list(self.damaged),
            "compared": self.compared,
        } | {key: told for key, told in more.items() if told}

    @property
    def _name(self) -> str:
        return f"{self.card.name} ({self.part})" if self.part else self.card.name


class _Look(NamedTuple):
    """What came of one folder."""

    missing: tuple[str, ...]
    damaged: tuple[str, ...]
    unknown: str = ""


@dataclass(slots=True)
class Verifier:
    """Looks at folders, each once; without `deep` no file is read to its end."""

    models: Path
    deep: bool = True
    _known: dict[Path, _Look] = field(default_factory=dict[Path, _Look])

    def verdict(self, card: ModelCard, read: Read = lambda size: None) -> Verdict:
        """How the weights of a card are; `read` hears of the bytes, as they are read."""
        folder = self.folder(card)
        if folder is None:
            return Verdict(card, places_of(card, self.models)[0], here=False)
        if folder not in self._known:
            self._known[folder] = self._looked(folder, read)
        look, notes = self._known[folder], noted(folder)
        missing = (*look.missing, *_unfetched(card, notes))
        return Verdict(card, folder, missing, look.damaged, look.unknown, bool(notes))

    def folder(self, card: ModelCard) -> Path | None:
        """Where the weights of a card are; None where they are not here."""
        return next((one for one in places_of(card, self.models) if is_there(one)), None)

    def size(self, card: ModelCard) -> int:
        """Bytes that will be read for a card."""
        folder = self.folder(card)
        if folder is None or folder in self._known or not self.deep:
            return 0
        files = (folder / file.path for file in noted(folder))
        return sum(file.stat().st_size for file in files if file.is_file())

    def _looked(self, folder: Path, read: Read) -> _Look:
        """What is missing, what is damaged, and what diffusers does not know."""
        notes = noted(folder)
        known = {note.path for note in notes}
        absent = {note.path for note in notes if not (folder / note.path).is_file()}
        spoilt = {
            note.path
            for note in notes
            if note.path not in absent and not self._as_noted(folder / note.path, note, read)
        }
        spoilt |= {path for path in unsound(folder) if path not in known or not self.deep}
        index = index_of(folder)
        if not (folder / index).is_file():
            absent |= absent & set(INDEXES) or {index}
        elif index not in spoilt:
            try:
                absent |= set(lacking(folder, absent))
            except ValueError:
                spoilt.add(index)
            else:
                torn = _torn(folder) if self.deep else ()
                spoilt |= {path for path in torn if path not in known}
        whole = not absent and not spoilt
        unknown = _unknown(folder) if whole else ""
        return _Look(tuple(sorted(absent)), tuple(sorted(spoilt)), unknown)

    def _as_noted(self, file: Path, note: Noted, read: Read) -> bool:
        try:
            if note.size not in (None, file.stat().st_size):
                return False
            return not self.deep or same(file, note.tag, read)
        except OSError:  # a disk that cannot give it back
            return False


def _unfetched(card: ModelCard, notes: Collection[Noted]) -> tuple[str, ...]:
    """The files of the variant that a card names, where those of another card alone were noted:
    `pull` refuses a variant of which its publisher has none."""
    variant = str((card.extra or {}).get("variant", ""))
    if not variant or not notes or any(variant_of(one.path) == variant for one in notes):
        return ()
    return (f"*.{variant}.safetensors",)


def _torn(folder: Path) -> tuple[str, ...]:
    """Files without some of their tensors, where the libraries are installed that know them."""
    if not all(map(find_spec, ("torch", "diffusers"))):
        return ()
    from worker.engines.diffusion.wholeness import torn

    return torn(folder)


def _unknown(folder: Path) -> str:
    """The pipeline that diffusers has not, where it is installed: workers leave that out."""
    if not find_spec("diffusers"):
        return ""
    from worker.engines.diffusion.unknown import unknown_pipeline

    return unknown_pipeline(folder)
