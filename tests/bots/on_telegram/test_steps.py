"""Back and forth along the steps, by buttons and in words."""

from tests.bots.on_telegram.chat import chat, words
from tests.bots.on_telegram.server import labels
from tests.core.talk import photo


async def test_undo_and_redo_by_buttons_after_a_restart() -> None:
    async with chat() as easel:
        await easel.say("remove the red cup --n 1", file=photo())
        first = await easel.finish()
        await easel.say("make the lamp blue --n 1")
        await easel.finish()
        assert ["Delete", "Undo", "★"] in labels(easel.last)
        await easel.click("Undo")
        assert words(easel.last).startswith("Step 1 of 2: edit “remove the red cup”")
        await easel.restart()
        await easel.click("Redo")
        assert words(easel.last).startswith("Step 2 of 2: edit “make the lamp blue”")
        await easel.say("undo the cup")
        assert words(easel.last).startswith("Step 0 of 2: the picture that it began with")
        await easel.say("make it darker")
        assert (await easel.owed()).spec.inputs == first.spec.inputs


async def test_details_show_the_steps_and_say_all_of_them() -> None:
    async with chat() as easel:
        await easel.say("remove the red cup --n 1", file=photo())
        await easel.finish()
        await easel.say("make the lamp blue --n 4")
        await easel.finish()
        await easel.click("Details")
        told = "".join(words(one) for one in easel.server.shown()[2:])
        for line in (
            "0: the picture that it began with",
            "1: edit “remove the red cup”",
            "2: edit",
        ):
            assert line in told
        assert any("photo" in one for one in easel.server.shown()[2:])
        await easel.click("Step 1")
        assert words(easel.last).startswith("Step 1 of 2")
