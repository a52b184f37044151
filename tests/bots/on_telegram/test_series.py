"""Series and sharper versions in Telegram: a command, buttons, and a switch."""

import html

from core.coaching import OPEN
from tests.bots.on_telegram.chat import chat
from tests.core.talk import coach, photo

IDEAS = next(one.ideas["any"] for one in coach().tongues if one.code == "en")


async def test_a_command_makes_a_series() -> None:
    async with chat() as easel:
        await easel.say("/series a red fox: in the snow | at sea")
        job = await easel.owed()
        assert job.spec.prompt.permutations == ("a red fox in the snow", "a red fox at sea")


async def test_under_a_picture_it_is_of_that() -> None:
    async with chat() as easel:
        await easel.say("/series in the snow\nat sea", file=photo())
        job = await easel.owed()
        assert (job.spec.prompt.scenes, len(job.spec.inputs)) == (("in the snow", "at sea"), 1)


async def test_alone_it_says_how() -> None:
    async with chat() as easel:
        await easel.say("/series")
        assert "Name at least two" in easel.texts()[-1]


async def test_a_hostile_scene_is_written_as_it_is() -> None:
    async with chat() as easel:
        await easel.say("/series a fox: <b>in</b> | &amp; at sea")
        await easel.finish()
        assert "<b>in</b>" in html.unescape(easel.texts()[-1])
        assert "<b>in</b>" in easel.texts()[-1]


async def test_sharper_versions_have_a_row_each_and_work_after_a_restart() -> None:
    async with chat() as easel:
        await easel.draw("something nice")
        *_, first, second = easel.last["reply_markup"]["inline_keyboard"]
        assert (len(first), len(second)) == (1, 1)
        assert OPEN in easel.texts()[-1]
        await easel.restart()
        await easel.click(second[0]["text"])
        assert (await easel.owed()).spec.prompt.words in IDEAS


async def test_a_chat_can_switch_it_off() -> None:
    async with chat() as easel:
        await easel.say("/settings coaching off")
        assert "coaching: off" in easel.texts()[-1]
        await easel.say("something nice")
        assert (await easel.owed()).spec.coached is None


async def test_nothing_but_on_and_off() -> None:
    async with chat() as easel:
        await easel.say("/settings coaching maybe")
        assert "on or off" in easel.texts()[-1]
