"""A classifier that tells what is unfit, tiny and of the real class, loaded as in production."""

from pathlib import Path
from typing import Any

import numpy as np
import pytest

from core.catalogue import ModelCard, Role
from core.errors import Broken
from tests.pictures_made import landscape
from tests.worker.cards import diffusion_card
from tests.worker.engines.diffusion.sight.tiny import saved
from worker.engines.diffusion.sight.judging import judge
from worker.engines.diffusion.weights import BadWeights, NoWeights

FAMILY = "image-classification"


def card(**more: Any) -> ModelCard:
    """The card of a tiny classifier."""
    values: dict[str, Any] = {"roles": (Role.SAFETY,), "intents": (), "source": FAMILY}
    return diffusion_card("check", family=FAMILY, **values | more)


@pytest.fixture(scope="module")
def models(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder of weights."""
    folder = tmp_path_factory.mktemp("models")
    saved(FAMILY, folder / FAMILY)
    return folder


def shares(models: Path, *pictures: Any, **more: Any) -> list[float]:
    """How unfit a fresh judge finds these pictures."""
    judging = judge(card(**more), models)
    return [judging.share(picture) for picture in pictures]


DARK, LIGHT = np.zeros((40, 64, 3), np.uint8), np.full((40, 64, 3), 255, np.uint8)


def test_pictures_are_told_apart_and_alike_each_time(models: Path) -> None:
    found = shares(models, DARK, LIGHT, landscape(96, 64))
    assert len(set(found)) == 3
    assert all(0 < share < 1 for share in found)
    assert shares(models, DARK, LIGHT, landscape(96, 64)) == found


def test_the_labels_of_the_card_are_what_counts(models: Path) -> None:
    (unfit,), (fit,) = (shares(models, DARK, extra={"unfit": [one]}) for one in ("NSFW", "normal"))
    assert unfit + fit == pytest.approx(1)
    assert shares(models, DARK, extra={"unfit": ["nsfw", "normal"]}) == [pytest.approx(1)]


def test_a_picture_that_nobody_can_judge_is_unfit(models: Path) -> None:
    judging = judge(card(extra={"above": 1.0}), models)
    head = judging.model.network.classifier

    def lost(model: Any, inputs: Any, made: Any) -> Any:
        return made * float("nan")

    head.register_forward_hook(lost)
    assert judging.unfit(DARK)


@pytest.mark.parametrize(("above", "unfit"), [(0.0, True), (1.0, False)])
def test_the_card_says_how_much_is_too_much(models: Path, above: float, unfit: bool) -> None:
    assert judge(card(extra={"above": above}), models).unfit(DARK) is unfit


def test_what_is_transparent_is_looked_at_on_white(models: Path) -> None:
    hidden = np.dstack([DARK, np.zeros((40, 64), np.uint8)])
    assert shares(models, hidden) == shares(models, LIGHT)


def no_label(folder: Path) -> ModelCard:
    """A card that names what its model does not know."""
    return card(extra={"unfit": ["gore"]})


def cut_short(folder: Path) -> ModelCard:
    """Weights of which the end is missing."""
    file = folder / FAMILY / "model.safetensors"
    file.write_bytes(file.read_bytes()[:-100])
    return card()


def no_head(folder: Path) -> ModelCard:
    """Weights of the network without what classifies: they would be random."""
    judging = judge(card(), folder)
    judging.model.network.vit.save_pretrained(folder / FAMILY)
    return card()


def not_there(folder: Path) -> ModelCard:
    """Nothing was fetched."""
    return card(source="org/absent")


@pytest.mark.parametrize(
    ("harm", "error", "sentence"),
    [
        (no_label, BadWeights, "it knows normal, nsfw, and none of gore"),
        (cut_short, BadWeights, "The weights of Check cannot be used"),
        (no_head, BadWeights, "2 tensors are not in its files: classifier.bias"),
        (not_there, NoWeights, "easel models pull check"),
    ],
)
def test_what_is_wrong_is_one_sentence(
    tmp_path: Path, harm: Any, error: type[Broken], sentence: str
) -> None:
    saved(FAMILY, tmp_path / FAMILY)
    with pytest.raises(error) as wrong:
        judge(harm(tmp_path), tmp_path)
    assert sentence in wrong.value.sentence
    assert "\n" not in wrong.value.sentence
