"""What Edit and Refine ask for beside the words: a part of the picture, a mask, a strength."""

from typing import Any

import pytest

from bots.on_discord.asking import PLACES, STRENGTHS
from core.catalogue import Intent
from core.regions import REGIONS
from tests.bots.on_discord.guild import Guild, in_guild
from tests.core.talk import photo


def fields(pressed: Any) -> list[str]:
    """The fields of a question."""
    return [one["component"]["custom_id"] for one in pressed.modal["components"]]


async def asked(place: Guild, label: str) -> Any:
    """A question about a variant of a grid."""
    await place.call("a lighthouse at dusk")
    await place.finish()
    return await place.click(label)


@pytest.mark.parametrize(
    ("label", "names"),
    [
        pytest.param("1 Edit", ["words", "place", "mask", "strength"], id="edit"),
        pytest.param("1 Refine", ["words", "place", "mask", "strength"], id="refine"),
    ],
)
@in_guild
async def test_what_a_button_asks(place: Guild, label: str, names: list[str]) -> None:
    assert fields(await asked(place, label)) == names


@pytest.mark.parametrize("menu", ["Edit", "Use in Easel"])
@in_guild
async def test_what_a_menu_asks(place: Guild, menu: str) -> None:
    theirs = await place.bob.send(place.channel, "my cat", attachments=[("cat.png", photo())])
    shown = await place.ada.context_menu(place.channel, menu, theirs)
    assert fields(shown) == ["words", "place", "mask", "strength"]
    chosen = {"words": "make it purple", "place": ["sky"], "strength": ["0.4"]}
    await place.ada.submit_modal(shown, chosen)
    (job,) = await place.house.owed()
    assert job.spec.intent is Intent.EDIT
    assert (job.spec.prompt.words, job.spec.strength) == ("the sky, make it purple", 0.4)


@in_guild
async def test_a_menu_on_a_grid_asks_all_that_a_question_has_room_for(place: Guild) -> None:
    await place.call("a lighthouse at dusk")
    await place.finish()
    shown = await place.ada.context_menu(place.channel, "Use in Easel", place.last)
    assert fields(shown) == ["which", "words", "place", "mask", "strength"]
    await place.ada.submit_modal(shown, {"words": "as a watercolour", "which": ["3"]})
    (job,) = await place.house.owed()
    assert job.spec.intent is Intent.RESTYLE, "of the whole it may be anything"


@pytest.mark.parametrize("part", PLACES)
@pytest.mark.parametrize("label", ["1 Edit", "1 Refine"])
@in_guild
async def test_a_part_of_the_picture_is_edited(place: Guild, label: str, part: str) -> None:
    pressed = await asked(place, label)
    await place.ada.submit_modal(pressed, {"words": "as a watercolour", "place": [part]})
    (job,) = await place.house.owed()
    assert job.spec.intent is Intent.EDIT, "a look would change the whole picture"
    assert job.spec.prompt.words == f"{REGIONS[part].words}, as a watercolour"


@in_guild
async def test_a_part_may_be_cut_out(place: Guild) -> None:
    pressed = await asked(place, "1 Edit")
    chosen = {"words": "on a transparent background", "place": ["subject"]}
    await place.ada.submit_modal(pressed, chosen)
    (job,) = await place.house.owed()
    assert job.spec.intent is Intent.CUTOUT


@pytest.mark.parametrize("label", ["1 Edit", "1 Refine"])
@in_guild
async def test_without_a_part_the_words_may_ask_for_a_look(place: Guild, label: str) -> None:
    pressed = await asked(place, label)
    await place.ada.submit_modal(pressed, {"words": "as a watercolour"})
    (job,) = await place.house.owed()
    assert (job.spec.intent, job.spec.strength) == (Intent.RESTYLE, 0.6)


@pytest.mark.parametrize("strength", STRENGTHS)
@pytest.mark.parametrize("label", ["1 Edit", "1 Refine"])
@in_guild
async def test_a_strength_is_taken(place: Guild, label: str, strength: str) -> None:
    pressed = await asked(place, label)
    await place.ada.submit_modal(pressed, {"words": "at night", "strength": [strength]})
    (job,) = await place.house.owed()
    assert (job.spec.prompt.words, job.spec.strength) == ("at night", float(strength))
