"""Cards that are offered no more, and come back with other files."""

import logging
from pathlib import Path

import pytest

from core.errors import Unusable
from tests.values import SetClock
from tests.worker.cards import diffusion_card
from worker.remembered import Remembered
from worker.withdrawn import Withdrawn

CARD = diffusion_card()


class Torn(Unusable):
    """The weights of {model} are torn."""


class Files:
    """Those of a card, and what speaks against them."""

    def __init__(self) -> None:
        self.stamp, self.against, self.looks = 1, "", 0
        self.withdrawn = Withdrawn(lambda card: self.stamp, self.examine)
        self.withdrawn.take(CARD, Torn(model="Tiny"))

    def examine(self, card: object) -> str:
        self.looks += 1
        return self.against


def test_the_same_files_stay_out_and_nobody_looks_at_them() -> None:
    files = Files()
    for _ in range(3):
        error = files.withdrawn.why(CARD)
        assert error is not None
        assert error.sentence == "The weights of Tiny are torn."
    assert files.looks == 0


@pytest.mark.parametrize(("against", "out"), [("", False), ("still torn", True)])
def test_other_files_are_looked_at_once(against: str, out: bool) -> None:
    files = Files()
    files.stamp, files.against = 2, against
    assert [files.withdrawn.why(CARD) is not None for _ in range(3)] == [out] * 3
    assert files.looks == 1


def test_it_is_told_once_and_so_is_its_return(caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.INFO, "easel.worker"):
        files = Files()
        files.withdrawn.take(CARD, Torn(model="Tiny"))
        files.stamp = 2
        files.withdrawn.why(CARD)
    assert caplog.messages == [
        "tiny is not offered: The weights of Tiny are torn.",
        "tiny is offered again",
    ]


def test_it_stays_out_over_a_restart(tmp_path: Path) -> None:
    remembered = Remembered(tmp_path, SetClock())
    Withdrawn(remembered=remembered).take(CARD, Torn(model="Tiny"))
    restarted = Withdrawn(remembered=remembered)
    restarted.recall([CARD])
    error = restarted.why(CARD)
    assert error is not None
    assert error.sentence == "The weights of Tiny are torn."


def test_what_came_back_is_not_taken_out_by_a_restart(tmp_path: Path) -> None:
    remembered, stamp = Remembered(tmp_path, SetClock()), 1
    withdrawn = Withdrawn(lambda card: stamp, remembered=remembered)
    withdrawn.take(CARD, Torn(model="Tiny"))
    stamp = 2
    assert withdrawn.why(CARD) is None
    stamp = 1
    restarted = Withdrawn(lambda card: stamp, remembered=remembered)
    restarted.recall([CARD])
    assert restarted.why(CARD) is None
