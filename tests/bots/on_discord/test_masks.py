"""Masks in Discord: a file in the question that Edit asks, and an option of /edit."""

from typing import Any

import pytest

from core.actions import Action, Verb
from core.catalogue import Intent
from core.masks import RULE
from tests.bots.on_discord.guild import Guild, in_guild
from tests.bots.on_discord.server import until
from tests.bots.on_discord.wire import connected, drawn
from tests.core.talk import photo

SIDE = (64, 64)  # px, of what the painter of these tests gives back
MASK = ("mask.png", photo("white", SIDE))


async def asked(place: Guild, label: str = "1 Edit") -> Any:
    """The question that a button asks about a variant of a grid."""
    await place.call("a lighthouse at dusk")
    await place.finish()
    return await place.click(label)


def question(pressed: Any) -> dict[str, Any]:
    """The field for a mask."""
    return next(
        one for one in pressed.modal["components"] if one["component"]["custom_id"] == "mask"
    )


@in_guild
async def test_the_question_says_what_a_mask_is(place: Guild) -> None:
    field = question(await asked(place))
    assert (field["label"], field["description"]) == ("Where exactly, in a mask?", RULE)
    assert field["component"]["required"] is False


@pytest.mark.parametrize("label", ["1 Edit", "1 Refine"])
@in_guild
async def test_an_uploaded_mask_makes_an_edit_within_it(place: Guild, label: str) -> None:
    pressed = await asked(place, label)
    await place.ada.submit_modal(pressed, {"words": "as a watercolour", "mask": [MASK]})
    (job,) = await place.house.owed()
    assert job.spec.intent is Intent.EDIT, "a look would change the whole picture"
    assert job.spec.mask is not None
    assert (job.spec.mask.width, len(job.spec.inputs)) == (SIDE[0], 1)


@in_guild
async def test_a_mask_goes_with_a_part_and_a_strength(place: Guild) -> None:
    pressed = await asked(place)
    more = {"place": ["sky"], "strength": ["0.4"], "mask": [MASK]}
    await place.ada.submit_modal(pressed, {"words": "make it purple", **more})
    (job,) = await place.house.owed()
    assert (job.spec.prompt.words, job.spec.strength) == ("the sky, make it purple", 0.4)
    assert job.spec.mask is not None


@in_guild
async def test_a_mask_outlives_a_restart_of_the_bot(place: Guild) -> None:
    pressed = await asked(place)
    await place.restart()
    await place.ada.submit_modal(pressed, {"words": "remove it", "mask": [MASK]})
    (job,) = await place.house.owed()
    assert job.spec.mask is not None


@pytest.mark.parametrize("menu", ["Edit", "Use in Easel"])
@in_guild
async def test_a_menu_takes_a_mask_too(place: Guild, menu: str) -> None:
    cat = ("cat.png", photo(size=SIDE))
    theirs = await place.bob.send(place.channel, "my cat", attachments=[cat])
    shown = await place.ada.context_menu(place.channel, menu, theirs)
    await place.ada.submit_modal(shown, {"words": "remove it", "mask": [MASK]})
    (job,) = await place.house.owed()
    assert job.spec.mask is not None
    assert job.spec.inputs[0] != job.spec.mask


@in_guild
async def test_a_menu_on_a_grid_takes_a_mask_for_one_of_it(place: Guild) -> None:
    await place.call("a lighthouse at dusk")
    before = await place.finish()
    shown = await place.ada.context_menu(place.channel, "Edit", place.last)
    answer = {"words": "remove it", "which": ["3"], "mask": [MASK]}
    await place.ada.submit_modal(shown, answer)
    (job,) = await place.house.owed()
    assert job.spec.mask is not None
    assert job.spec.inputs == (before.variants[2].asset,)


@in_guild
async def test_a_mask_that_cannot_be_read_keeps_a_menu_from_changing_the_whole(
    place: Guild,
) -> None:
    cat = ("cat.png", photo(size=SIDE))
    theirs = await place.bob.send(place.channel, "my cat", attachments=[cat])
    shown = await place.ada.context_menu(place.channel, "Edit", theirs)
    await place.ada.submit_modal(shown, {"words": "remove it", "mask": [("m.png", b"none")]})
    assert "m.png is not a picture that I can read" in place.last.content
    assert not await place.house.owed()


@in_guild
async def test_edit_has_an_option_for_it(place: Guild) -> None:
    given = {"image": ("cat.png", photo(size=SIDE)), "words": "remove it", "mask": MASK}
    await place.ada.slash(place.channel, "edit", **given)
    (job,) = await place.house.owed()
    assert (job.spec.intent, len(job.spec.inputs)) == (Intent.EDIT, 1)
    assert job.spec.mask is not None


@pytest.mark.parametrize(
    ("mask", "says"),
    [
        pytest.param(b"no picture", "m.png is not a picture that I can read", id="no picture"),
        pytest.param(
            photo("white", (64, 16)),
            "The mask is 64 x 16 px and the picture 64 x 64 px; please send a mask of the same",
            id="of another ratio",
        ),
    ],
)
@in_guild
async def test_what_is_no_mask_for_it_is_a_sentence(place: Guild, mask: bytes, says: str) -> None:
    given = {"image": ("cat.png", photo(size=SIDE)), "words": "remove it"}
    await place.ada.slash(place.channel, "edit", **given, mask=("m.png", mask))
    assert says in place.last.content
    assert not await place.house.owed()


async def test_the_real_client_fetches_what_was_uploaded(monkeypatch: pytest.MonkeyPatch) -> None:
    async with connected(monkeypatch) as easel:
        given = await drawn(easel)
        job = (await easel.home.owed())[0]
        await easel.finish()
        packed = Action(Verb.EDIT, job.id, 2).pack()
        fields = {"words": "remove it"}
        answer = await easel.server.answer_question(given.message, packed, fields, {"mask": MASK})
        await until(lambda: answer.acknowledged is not None and len(easel.home.memory.jobs) == 2)
        (edit,) = await easel.home.owed()
        assert edit.spec.mask is not None
        assert await easel.home.parts.blobs.get(edit.spec.mask.sha256)
