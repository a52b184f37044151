"""`/export` in Telegram."""

import io
import zipfile

from tests.bots.on_telegram.chat import Chat, chat, words
from tests.bots.on_telegram.server import GROUP
from tests.bots.test_exporting import heavier
from tests.core.talk import photo


def pictures(easel: Chat) -> list[str]:
    """The pictures in the archive that came last."""
    document = easel.last["document"]
    data = easel.server.files[document["file_id"]]
    return [one for one in zipfile.ZipFile(io.BytesIO(data)).namelist() if one.endswith(".png")]


async def test_the_command_hands_over_the_chat() -> None:
    async with chat() as easel:
        await easel.draw("as a watercolour --n 2 <b>&amp;</b>", file=photo())
        await easel.say("/export")
        assert len(pictures(easel)) == 3


async def test_in_reply_to_a_result_it_hands_over_what_belongs_to_that() -> None:
    async with chat() as easel:
        await easel.draw("as a watercolour --n 1", file=photo())
        first = easel.last
        await easel.draw("a lighthouse as a linocut --n 1")
        await easel.say("/export", reply_to=first["message_id"])
        assert len(pictures(easel)) == 2


async def test_in_reply_to_a_result_its_tree_is_told() -> None:
    async with chat() as easel:
        await easel.draw("as a watercolour --n 1", file=photo())
        await easel.say("/tree", reply_to=easel.last["message_id"])
        assert "1: restyle “as a watercolour”" in easel.last["text"]


async def test_what_is_too_large_is_a_link_for_the_browser_in_groups_too() -> None:
    async with chat("https://easel.example") as easel:
        job = await easel.draw("/imagine a lighthouse --n 1", chat=GROUP)
        easel.home.memory.jobs[job.id] = heavier(job)
        await easel.say("/export", chat=GROUP)
        ((button,),) = easel.server.shown(GROUP)[-1]["reply_markup"]["inline_keyboard"]
        assert button["url"].startswith("https://easel.example/archives/")
        assert "web_app" not in button


async def test_without_a_page_it_is_said() -> None:
    async with chat() as easel:
        job = await easel.draw()
        easel.home.memory.jobs[job.id] = heavier(job)
        await easel.say("/export")
        assert "more than can be sent here" in words(easel.last)
