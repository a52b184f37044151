"""A region of an opened variant is edited: chosen by a button, or marked by a picture."""

import pytest

from core.catalogue import Intent
from tests.bots.on_telegram.chat import Chat, chat, words
from tests.bots.on_telegram.server import labels
from tests.core.talk import photo

SHAPE = (128, 128)  # px; what the tests’ worker draws is square, too


async def asked(easel: Chat, label: str) -> None:
    """A button of an opened variant is pressed, and has asked."""
    await easel.draw()
    await easel.click("1 Open")
    await easel.click(label)
    (question,) = [one for one in easel.server.calls if "force_reply" in str(one.params)]
    assert question.params["chat_id"]


async def test_an_opened_variant_offers_regions() -> None:
    async with chat() as easel:
        await easel.draw()
        await easel.click("1 Open")
        rows = labels(easel.last)
        assert ["Edit sky", "Edit background", "Edit subject"] in rows
        assert ["Edit faces", "Edit by a mask"] in rows


async def test_the_words_that_answer_are_of_the_region() -> None:
    async with chat() as easel:
        await asked(easel, "Edit sky")
        assert words(easel.last).startswith("Edit the sky of 1: what should become of it?")
        await easel.say("as an oil painting", reply_to=easel.last["message_id"])
        job = await easel.owed()
        assert job.spec.intent is Intent.EDIT
        assert job.spec.prompt.words == "the sky, as an oil painting"


@pytest.mark.parametrize("how", ["photo", "file"])
async def test_a_picture_that_answers_is_the_mask(how: str) -> None:
    async with chat() as easel:
        await asked(easel, "Edit by a mask")
        assert "White changes, black stays" in words(easel.last)
        mask = photo("white", SHAPE)
        sent = {"file": mask} if how == "photo" else {"document": ("mask.png", mask)}
        await easel.say("make it blue", reply_to=easel.last["message_id"], **sent)
        job = await easel.owed()
        assert job.spec.mask is not None
        assert (job.spec.mask.width, job.spec.mask.height) == SHAPE
        assert len(job.spec.inputs) == 1


async def test_words_alone_are_asked_for_the_mask() -> None:
    async with chat() as easel:
        await asked(easel, "Edit by a mask")
        await easel.say("make it blue", reply_to=easel.last["message_id"])
        assert words(easel.last).startswith("⚠️ Please send a mask with your words")
