"""A series by image processing: scenes that are drawn, looks of a picture, and what cannot be."""

import numpy as np
import pytest

from core.catalogue import Intent
from core.errors import CannotDo
from core.prompts import Prompt
from tests.pictures.scenes import landscape
from tests.worker.engines.alone import alone
from tests.worker.engines.classical.requests import task
from worker.engine import Pixels, Rendered, Step
from worker.engines.classical.engine import ClassicalEngine
from worker.formats import label_of, parted

PICTURE = landscape(96, 72)


def ignore(step: Step) -> None:
    """Nobody watches."""


def series(picture: Pixels | None, subject: str, *scenes: str) -> list[Rendered]:
    """What comes of each scene."""
    words = tuple(f"{subject} {one}".strip() for one in scenes)
    prompt = Prompt(subject, permutations=words, scenes=scenes)
    intent = Intent.REFINE if picture is not None else Intent.IMAGINE
    asked = task(picture, "", prompt=prompt, intent=intent, count=len(scenes), width=64, height=64)
    return list(alone(ClassicalEngine(inline=True), asked, ignore))


def test_scenes_are_drawn_around_one_subject() -> None:
    snow, sea = series(None, "a cat", "in the snow", "at sea")
    assert [one.did.split(";")[0] for one in (snow, sea)] == [
        "drew: cat, meadow, snow",
        "drew: cat, meadow, sea",
    ]
    assert not np.array_equal(snow.pixels, sea.pixels)


def test_a_picture_goes_through_looks() -> None:
    oil, night = series(PICTURE, "", "as an oil painting", "at night")
    assert oil.did.startswith("oil, ")
    assert night.did.startswith("moonlit, ")


@pytest.mark.parametrize(
    ("picture", "subject", "can", "cannot"),
    [
        pytest.param(PICTURE, "", "at night", "riding a dragon", id="of a picture"),
        pytest.param(None, "", "a cat at sea", "a xylophone", id="of words"),
    ],
)
def test_a_scene_that_cannot_be_is_left_out_by_name(
    picture: Pixels | None, subject: str, can: str, cannot: str
) -> None:
    made = series(picture, subject, can, cannot)
    prompt = Prompt(subject, permutations=(can, cannot), scenes=(can, cannot))
    spec = task(picture, "", prompt=prompt, count=2).spec
    kept, notes = parted(made, spec)
    assert [label_of(spec, one.index) for one in kept] == [can]
    assert [note.partition(": ")[0] for note in notes] == [f"no “{cannot}” here"]


def test_where_none_can_be_the_first_reason_is_given() -> None:
    with pytest.raises(CannotDo, match="xylophone"):
        series(None, "", "a xylophone", "a trombone")
