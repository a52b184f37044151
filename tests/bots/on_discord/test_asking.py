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
        pytest.param("1 Refine", ["words", "strength"], id="refine"),
    ],
)
@in_guild
async def test_what_a_button_asks(place: Guild, label: str, names: list[str]) -> None:
    assert fields(await asked(place, label)) == names


@pytest.mark.parametrize(
    ("menu", "names"),
    [
        pytest.param("Edit", ["words", "place", "mask", "strength"], id="edit"),
        pytest.param("Use in Easel", ["words", "strength"], id="use"),
    ],
)
@in_guild
async def test_what_a_menu_asks(place: Guild, menu: str, names: list[str]) -> None:
    theirs = await place.bob.send(place.channel, "my cat", attachments=[("cat.png", photo())])
    shown = await place.ada.context_menu(place.channel, menu, theirs)
    assert fields(shown) == names
    chosen = {"place": ["sky"]} if "place" in names else {}
    await place.ada.submit_modal(shown, {"words": "make it purple", "strength": ["0.4"], **chosen})
    (job,) = await place.house.owed()
    where = "the sky, " if chosen else ""
    assert job.spec.prompt.words == f"{where}make it purple"
    assert job.spec.strength == 0.4


@pytest.mark.parametrize("part", PLACES)
@in_guild
async def test_a_part_of_the_picture_is_edited(place: Guild, part: str) -> None:
    pressed = await asked(place, "1 Edit")
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


@in_guild
async def test_without_a_part_the_words_may_ask_for_a_look(place: Guild) -> None:
    pressed = await asked(place, "1 Edit")
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
