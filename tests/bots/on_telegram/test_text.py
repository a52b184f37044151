"""Fixing text in Telegram: a button for each line, and a reply with the words."""

from core.jobs import Retext
from tests.bots.on_telegram.chat import chat, words
from tests.bots.on_web.painter import LINES
from tests.core.talk import photo


async def test_a_line_asks_for_words_and_the_reply_is_set() -> None:
    async with chat() as easel:
        await easel.say("fix the text", file=photo())
        await easel.finish()
        assert words(easel.last).startswith("Which line is wrong?")
        await easel.click(LINES[0])
        assert "what should it say?" in words(easel.last)
        await easel.say("SUMMER SALE", reply_to=easel.last["message_id"])
        assert (await easel.owed()).spec.retext == Retext(LINES[0], "SUMMER SALE")
