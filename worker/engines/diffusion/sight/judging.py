"""An image classifier that tells what is unfit to be shown to everybody."""

from collections.abc import Sequence
from pathlib import Path
from typing import ClassVar

import torch

from core.catalogue import ModelCard
from core.errors import CannotDo
from worker.engine import Pixels, Rendered, Task
from worker.engines.diffusion.machine import Machine
from worker.engines.diffusion.sight.describing import Tell, on_white
from worker.engines.diffusion.sight.model import Model, open_model
from worker.engines.diffusion.weights import bad, folder_of

UNFIT = ("nsfw",)  # labels that count together, where a card names no others
ABOVE = 0.5  # the share from which a picture is unfit, where a card names no other


class Judge:
    """Serves a card of the family image-classification."""

    kind: ClassVar[str] = "AutoModelForImageClassification"
    precision: ClassVar[torch.dtype | None] = torch.float32

    def __init__(self, model: Model) -> None:
        self.model = model
        self._processor = model.processor("AutoImageProcessor")
        extra = model.card.extra or {}
        self._above = float(extra.get("above", ABOVE))
        self._columns = self._of(tuple(extra.get("unfit", UNFIT)))

    def _of(self, labels: Sequence[str]) -> list[int]:
        """Where the network answers for these labels; raises BadWeights where it knows none."""
        known = {str(name).casefold(): int(at) for at, name in self._labels.items()}
        columns = [known[label.casefold()] for label in labels if label.casefold() in known]
        if not columns:
            named = f"it knows {', '.join(known)}, and none of {', '.join(labels)}"
            raise bad(self.model.card, self.model.folder, named)
        return columns

    @property
    def _labels(self) -> dict[int, str]:
        return self.model.network.config.id2label

    def share(self, picture: Pixels) -> float:
        """How sure it is that a picture is unfit, 0 to 1."""
        inputs = self._processor(images=on_white(picture), return_tensors="pt")
        with torch.inference_mode():
            logits = self.model.network(**inputs.to(self.model.device)).logits[0]
        return float(logits.softmax(0)[self._columns].sum())

    def unfit(self, picture: Pixels) -> bool:
        """Whether it is more unfit than the card lets pass, or nobody can tell: a share that is no
        number is above nothing."""
        return not self.share(picture) <= self._above

    def render(self, task: Task, index: int, tell: Tell) -> Rendered:
        """Nothing: raises CannotDo."""
        raise CannotDo(model=task.card.title, reason="it checks pictures, and makes none.")


def judge(card: ModelCard, models: Path) -> Judge:
    """The model of a card, on the CPU; raises NoWeights and BadWeights.

    It is small, and there it neither waits for the models on the device nor makes them leave.
    """
    folder = folder_of(card, models)
    return Judge(open_model(card, folder, Judge.kind, Machine.cpu(), torch.float32))
