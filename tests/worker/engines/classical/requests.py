"""Orders and tasks as the tests of this engine need them."""

from typing import Any

import cv2
import numpy as np
import pytest

from core.catalogue import Intent, ModelCard, Role
from core.prompts import Prompt
from tests import values
from worker.engine import Pixels, Task
from worker.engines.classical.order import Made, Order
from worker.engines.classical.variant import make
from worker.engines.classical.words.beyond import Beyond

CARD = ModelCard(
    name="classical",
    title="Classical",
    engine="classical",
    source="worker/engines/classical",
    roles=(Role.CONSISTENT, Role.EDIT),
    intents=tuple(Intent),
    licence="Apache-2.0",
    licence_note="",
    strength="",
    limitation="",
)


def made(picture: Pixels, words: str, intent: Intent = Intent.RESTYLE, **more: Any) -> Made:
    """One variant; `more` are fields of the order."""
    values: dict[str, Any] = {"index": 1, "seed": 0, "strength": 0.6, **more}
    return make(Order(intent=intent, words=words, pictures=(picture,), **values))


def agreed(picture: Pixels, words: str, **more: Any) -> Made:
    """An edit whose place is asked about, after Yes: the same within what was shown."""
    with pytest.raises(Beyond) as asked:
        made(picture, words, Intent.EDIT, **more)
    guess = asked.value.guess
    assert guess is not None, asked.value
    marks = (guess * 255 + 0.5).astype(np.uint8)
    return made(picture, words, Intent.EDIT, marks=marks, shown=True, **more)


def task(picture: Pixels | None, words: str, **more: object) -> Task:
    """A task for the engine; `more` are fields of the spec."""
    inputs = () if picture is None else (picture,)
    assets = tuple(values.asset(str(number)) for number in range(len(inputs)))
    spec = values.spec(**{"prompt": Prompt(words), "inputs": assets, **more})
    return Task(spec, CARD, inputs)


def difference(first: Pixels, second: Pixels) -> float:
    """Mean CIE76 difference of two pictures of one size."""
    labs = [
        cv2.cvtColor(pixels[..., :3].astype(np.float32) / 255, cv2.COLOR_RGB2Lab)
        for pixels in (first, second)
    ]
    return float(np.linalg.norm(labs[0] - labs[1], axis=2).mean())
