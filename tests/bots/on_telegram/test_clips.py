"""What is said of a clip in Telegram quotes people as they wrote."""

from tests.bots.on_telegram.chat import chat
from tests.core.talk import photo


async def test_a_sound_that_nobody_can_make_is_quoted_as_it_was_written() -> None:
    async with chat() as easel:
        sound = "with the sound of <b>&amp;rain</b>"
        await easel.say(f"animate it, {sound}", document=("a.png", photo()))
        await easel.finish()
        assert f"could not: “{sound}”" in easel.texts()[-1]  # as people read it
