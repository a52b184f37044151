"""Pictures in words by a model that writes them: what every family of these has in common."""

import re
from abc import ABC, abstractmethod
from collections.abc import Callable, Mapping
from typing import Any, ClassVar

import torch
from PIL import Image
from transformers import StoppingCriteria, StoppingCriteriaList

from core.errors import OutOfMemory, PictureNeeded
from worker.engine import Pixels, Rendered, Task
from worker.engines.diffusion.sight.asking import Ask, asked
from worker.engines.diffusion.sight.model import Model
from worker.media.ground import opaque

Tell = Callable[[float, str], None]  # a fraction from 0 to 1, and the stage

RATIOS = ((1, 1), (5, 4), (4, 3), (3, 2), (16, 9), (2, 1), (21, 9))  # those that prompts name
# Tokens of an answer at most; a model ends most of its answers long before.
LONGEST: Mapping[Ask, int] = {
    Ask.BRIEF: 40,
    Ask.USUAL: 120,
    Ask.DETAILED: 400,
    Ask.PROMPT: 400,
    Ask.LETTERING: 400,
}
_STRIDE = 8  # tokens from one message of progress to the next: some tenths of a second
_BEAMS = 3  # as both families' publishers call them
# How such models begin a sentence that says nothing of the picture.
_BEGINS = re.compile(
    r"^(?:the|this) (?:image|picture|photo|photograph) (?:shows|depicts|is|features) ",
    re.IGNORECASE,
)


class Describer(ABC):
    """Serves a card that answers in words."""

    kind: ClassVar[str]
    precision: ClassVar[torch.dtype | None] = None

    def __init__(self, model: Model) -> None:
        self.model = model
        self.processor = model.processor()

    @abstractmethod
    def said(self, picture: Image.Image, ask: Ask, heed: StoppingCriteriaList) -> str:
        """What the model writes of a picture; raises CannotDo where it cannot."""

    def render(self, task: Task, index: int, tell: Tell) -> Rendered:
        """The answer for all pictures of a task; raises CannotDo, Cancelled and OutOfMemory."""
        ask, pictures = asked(task.spec.words_of(index)), list(task.inputs)
        if not pictures:
            raise PictureNeeded
        answers = list[str]()
        for number, picture in enumerate(pictures):
            stage = (
                f"looking at {number + 1} of {len(pictures)}" if len(pictures) > 1 else "looking"
            )
            heed = StoppingCriteriaList([_Heed(tell, number, len(pictures), stage, LONGEST[ask])])
            answers.append(self._answer(picture, ask, heed))
        if len(answers) > 1:
            answers = [f"{number}: {answer}" for number, answer in enumerate(answers, 1)]
        text = "\n".join(answers)
        return Rendered(index, pictures[0], "described", text=text, recipe=self.model.recipe)

    def _answer(self, picture: Pixels, ask: Ask, heed: StoppingCriteriaList) -> str:
        try:
            with torch.inference_mode():
                said = self.said(on_white(picture), ask, heed)
        except torch.OutOfMemoryError as error:
            raise OutOfMemory from error
        # A model may write anything, and a database takes no control characters.
        said = " ".join("".join(one if one.isprintable() else " " for one in said).split())
        if ask is Ask.LETTERING:
            return f"It reads: “{said}”." if said else "It finds no text in this picture."
        if ask is Ask.PROMPT:
            return _prompt(said, picture)
        return said[:1].upper() + said[1:] or "It finds no words for this picture."

    def generated(self, inputs: Any, ask: Ask, heed: StoppingCriteriaList) -> torch.Tensor:
        """Tokens that follow `inputs`: the likeliest, so the same every time."""
        moved = inputs.to(self.model.device, self.model.precision)
        return self.model.network.generate(
            **moved,
            max_new_tokens=LONGEST[ask],
            num_beams=_BEAMS,
            do_sample=False,
            stopping_criteria=heed,
        )


class _Heed(StoppingCriteria):
    """Tells how far an answer is, every few words, and so ends where nobody wants it."""

    def __init__(self, tell: Tell, before: int, count: int, stage: str, longest: int) -> None:
        self._tell, self._before, self._count = tell, before, count
        self._stage, self._longest = stage, longest
        self._tokens = 0

    def __call__(self, input_ids: torch.Tensor, scores: Any, **_: Any) -> Any:
        self._tokens += 1
        if self._tokens % _STRIDE == 1:
            share = self._tokens / (self._longest + 1)
            self._tell((self._before + share) / self._count, self._stage)
        return torch.zeros(len(input_ids), dtype=torch.bool, device=input_ids.device)


def on_white(picture: Pixels) -> Image.Image:
    """A picture as a model takes it: what is transparent is white."""
    return Image.fromarray(opaque(picture))


def _prompt(said: str, picture: Pixels) -> str:
    """A request that Easel understands: what is to be seen, and the shape."""
    words = _BEGINS.sub("", said).rstrip(". ")
    height, width = picture.shape[:2]
    long, short = max(width, height), min(width, height)
    first, second = min(RATIOS, key=lambda one: abs(long / short - one[0] / one[1]))
    ratio = f"{first}:{second}" if width >= height else f"{second}:{first}"
    return f"{words} --ar {ratio}"
