"""What a worker announces while services come and go."""

import asyncio
import logging
from pathlib import Path

import pytest

from core.catalogue import ModelCard
from tests.worker.cards import diffusion_card
from worker.engines.diffusion.weights import bad
from worker.outlook import Outlook
from worker.withdrawn import Withdrawn

NEAR = diffusion_card("near")
FAR = diffusion_card("far", engine="remote")


class Weather:
    """Whether the service is there."""

    def __init__(self, against: str) -> None:
        self.against = against

    async def __call__(self, card: ModelCard) -> str:
        return self.against


@pytest.mark.parametrize(
    ("against", "cards"), [("", ("near", "far")), ("storm", ("near",))], ids=["there", "away"]
)
async def test_a_model_that_cannot_be_reached_is_not_announced(
    against: str, cards: tuple[str, ...]
) -> None:
    outlook = Outlook([NEAR, FAR], {"remote": Weather(against)})
    await outlook.look()
    assert outlook.cards == cards


async def test_what_changes_is_told_once(caplog: pytest.LogCaptureFixture) -> None:
    weather = Weather("")
    outlook = Outlook([FAR], {"remote": weather})
    with caplog.at_level(logging.INFO, "easel.worker"):
        for weather.against in ("", "storm", "storm", "hail", "", ""):
            await outlook.look()
    assert caplog.messages == ["far is not offered: storm", "far is offered again"]


async def test_it_is_looked_at_again() -> None:
    weather = Weather("storm")
    outlook = Outlook([FAR], {"remote": weather})
    await outlook.look()
    keeping = asyncio.create_task(outlook.keep(0.01))
    weather.against = ""
    async with asyncio.timeout(10):
        while not outlook.cards:
            await asyncio.sleep(0.01)
    keeping.cancel()


async def test_a_job_for_what_is_away_is_told_at_once() -> None:
    outlook = Outlook([FAR], {"remote": Weather("storm.")})
    await outlook.look()
    error = await outlook.against(FAR)
    assert error is not None
    assert error.sentence == "Far cannot be reached now: storm."


async def test_what_is_not_announced_is_told_with_why() -> None:
    withdrawn = Withdrawn()
    withdrawn.take(NEAR, bad(NEAR, Path("b"), "damaged: a"))
    outlook = Outlook(
        [NEAR, FAR, diffusion_card("sound")], {"remote": Weather("storm.")}, withdrawn
    )
    await outlook.look()
    assert outlook.left_out == {
        "near": "the weights of Near cannot be used (damaged: a); `easel models pull near` "
        "mends them.",
        "far": "it cannot be reached now: storm.",
    }


async def test_a_job_for_what_is_back_finds_it() -> None:
    weather = Weather("storm")
    outlook = Outlook([FAR], {"remote": weather})
    await outlook.look()
    weather.against = ""
    assert await outlook.against(FAR) is None
    assert outlook.cards == ("far",)
