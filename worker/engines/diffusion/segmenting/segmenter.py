"""A model that finds things, as the engine holds it: words and a picture to a mask."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Protocol

import numpy as np
import torch
from safetensors import SafetensorError

from core.catalogue import ModelCard
from core.errors import CannotDo, OutOfMemory
from worker.engine import Found, Guessed, Piece, Pixels, Rendered, Share, Task
from worker.engines.diffusion.faults import unusable
from worker.engines.diffusion.machine import Machine
from worker.engines.diffusion.saying import sureness
from worker.engines.diffusion.segmenting.clipseg import ClipSeg
from worker.engines.diffusion.segmenting.grounded import Grounded
from worker.engines.diffusion.segmenting.sought import Sought
from worker.engines.diffusion.weights import folders_of, revision_of
from worker.places import bare, places

_NOTHING, _EVERYTHING = 0.0002, 0.97  # of a picture: so little or much is no thing in it


class Unsure(Guessed):
    """I am not sure where “{place}” is ({model}: {sure} sure); please send a mask of it with your
    words, or call it something else."""


class Finder(Protocol):
    """Looks for one thing."""

    @property
    def parts(self) -> tuple[Any, ...]:
        """The modules whose weights it holds."""
        ...

    def find(self, picture: Pixels, name: str) -> Sought:
        """Where `picture` shows what `name` says, in English and without its article."""
        ...


LOADERS: Mapping[str, Callable[[Sequence[Path], Machine], Finder]] = {
    "clipseg": ClipSeg.load,
    "grounded-sam2": Grounded.load,
}


@dataclass(frozen=True, slots=True, eq=False)
class Segmenter:
    """A finder with its card."""

    card: ModelCard
    finder: Finder
    revision: str = ""  # of the weights

    @classmethod
    def load(cls, card: ModelCard, models: Path, machine: Machine) -> "Segmenter":
        """Raises NoWeights, NoPackage, and BadWeights with what is wrong with its files."""
        folders = folders_of(card, models)
        try:
            finder = LOADERS[card.family](folders, machine)
        except (OSError, ValueError, SafetensorError, RuntimeError, ImportError) as error:
            raise unusable(card, folders[0], error) from error
        return cls(card, finder, "+".join(map(revision_of, folders)))

    @property
    def size(self) -> int:
        """Bytes of the weights."""
        return sum(one.nbytes for part in self.finder.parts for one in part.parameters())

    def render(self, shares: Sequence[Share]) -> Iterator[Piece]:
        """Each picture with what its words name cut out of it, and where that was found.

        Raises CannotDo where the words name no thing, and Unsure.
        """
        for number, share in enumerate(shares):
            for index in share.indices:
                yield Piece(number, self._rendered(share.task, index))

    def _rendered(self, task: Task, index: int) -> Rendered:
        picture = task.inputs[index - 1 if task.spec.each else 0]
        names = places(task.spec.words_of(index))
        if not names:
            raise CannotDo(
                model=self.card.title,
                reason="it needs the name of a thing in the picture (“cut out the dog”).",
            )
        found = self.found(picture, names)
        kept = found.marks
        if picture.shape[2] > 3:
            kept = np.minimum(kept, picture[..., 3])
        share = float((kept > 0).mean())
        did = f"cut out {found.name} {sureness(found)}, kept {share:.0%} of the picture"
        return Rendered(index, np.dstack([picture[..., :3], kept]), did, found=found)

    def found(self, picture: Pixels, names: Sequence[str]) -> Found:
        """Where all of `names` are, as one place; raises Unsure for the one that is not found."""
        try:
            with torch.inference_mode():
                sought = [self.finder.find(picture, bare(name)) for name in names]
        except torch.OutOfMemoryError as error:
            raise OutOfMemory from error
        for name, one in zip(names, sought, strict=True):
            if not one.trusted or not _NOTHING < float((one.share > 0.5).mean()) < _EVERYTHING:
                told = {"model": self.card.title, "place": name, "sure": f"{one.sure:.0%}"}
                raise Unsure(**told, found=self._together(names, sought))
        return self._together(names, sought)

    def _together(self, names: Sequence[str], sought: Sequence[Sought]) -> Found:
        share = np.max([one.share for one in sought], axis=0)
        marks = (share * 255 + 0.5).astype(np.uint8)
        sure, by = min(one.sure for one in sought), self.card.title
        return Found(" and ".join(names), marks, sure, by, revision=self.revision)
