"""What loading showed of weights is known after a restart, until something changes."""

from collections.abc import Hashable
from dataclasses import replace
from pathlib import Path

import pytest

from core.catalogue import ModelCard
from tests.values import SetClock
from tests.worker.cards import diffusion_card
from worker.remembered import LASTS, Remembered

CARD = diffusion_card()
FILES = frozenset({("model.safetensors", 7, 1), ("config.json", 9, 1)})
OTHERS = frozenset({("model.safetensors", 7, 2), ("config.json", 9, 1)})


def test_it_is_known_to_the_next_worker(tmp_path: Path) -> None:
    clock = SetClock()
    Remembered(tmp_path / "unusable", clock).keep(CARD, FILES, "They are torn.")
    assert Remembered(tmp_path / "unusable", clock).why(CARD, FILES) == "They are torn."


@pytest.mark.parametrize(
    ("card", "stamp", "libraries"),
    [
        pytest.param(CARD, OTHERS, ("torch 1",), id="other files"),
        pytest.param(replace(CARD, extra={"speed": {}}), FILES, ("torch 1",), id="another card"),
        pytest.param(CARD, FILES, ("torch 2",), id="other libraries"),
        pytest.param(replace(CARD, name="small"), FILES, ("torch 1",), id="another model"),
    ],
)
def test_it_is_not_said_of_something_else(
    tmp_path: Path, card: ModelCard, stamp: Hashable, libraries: tuple[str, ...]
) -> None:
    clock = SetClock()
    Remembered(tmp_path, clock, ("torch 1",)).keep(CARD, FILES, "They are torn.")
    assert Remembered(tmp_path, clock, libraries).why(card, stamp) == ""


def test_after_a_day_it_is_tried_again(tmp_path: Path) -> None:
    clock = SetClock()
    remembered = Remembered(tmp_path, clock)
    remembered.keep(CARD, FILES, "They are torn.")
    clock.move(LASTS.total_seconds())
    assert remembered.why(CARD, FILES) == ""


def test_what_was_mended_is_forgotten(tmp_path: Path) -> None:
    remembered = Remembered(tmp_path, SetClock())
    remembered.keep(CARD, FILES, "They are torn.")
    remembered.forget(CARD)
    assert remembered.why(CARD, FILES) == ""


@pytest.mark.parametrize("text", ["", "[]", '{"why": "x"}', '{"why": "x", "as": "", "at": 7}'])
def test_a_file_that_broke_off_says_nothing(tmp_path: Path, text: str) -> None:
    remembered = Remembered(tmp_path, SetClock())
    remembered.keep(CARD, FILES, "They are torn.")
    (file,) = tmp_path.iterdir()
    file.write_text(text)
    assert remembered.why(CARD, FILES) == ""
