"""`/sets` in Telegram, and sets in words there."""

from tests.bots.on_telegram.chat import chat
from tests.bots.on_telegram.server import GROUP
from tests.bots.on_telegram.test_albums import send
from tests.core.talk import photo

RED, BLUE = photo("red", (300, 200)), photo("blue", (300, 200))


async def test_a_picture_is_saved_by_its_caption_and_used() -> None:
    async with chat() as easel:
        await easel.say("save this as @mia", document=("a.png", RED))
        assert easel.texts() == ["Saved as @\u200bmia.\n1 picture"]
        assert "photo" in easel.last
        await easel.say("@mia in a café")
        assert "with @\u200bmia, version 1: 1 picture" in easel.texts()[-1]


async def test_an_album_is_saved_as_one_set() -> None:
    async with chat() as easel:
        send(easel, 5, "save these as @mia")
        await easel.settled()
        assert "Saved as @\u200bmia.\n5 pictures" in easel.texts()


async def test_a_picture_of_anybody_is_saved_by_a_reply() -> None:
    async with chat() as easel:
        message = await easel.say("look", document=("a.png", RED), chat=GROUP)
        await easel.say("/sets save @mia", reply_to=message["message_id"], chat=GROUP)
        assert easel.texts(GROUP)[-1] == "Saved as @\u200bmia.\n1 picture"


async def test_a_result_that_is_replied_to_is_saved() -> None:
    async with chat() as easel:
        await easel.draw()
        await easel.say("/sets save @mia 2", reply_to=easel.last["message_id"])
        assert "Saved as @\u200bmia.\n1 picture" in easel.texts()


async def test_commands_in_a_group_are_heard_and_shared_there() -> None:
    async with chat() as easel:
        await easel.say("/set save @mia", document=("a.png", RED), chat=GROUP)
        assert easel.texts(GROUP)[-1] == "Saved as @\u200bmia.\n1 picture"
        await easel.say("/set share @mia", chat=GROUP)
        assert easel.texts(GROUP)[-1].startswith(
            "Everybody in this channel may use @\u200bmia now."
        )
        await easel.say("/sets", chat=GROUP)
        assert "@\u200bmia: 1 picture" in easel.texts(GROUP)[-1]


async def test_set_alone_is_about_the_settings() -> None:
    async with chat() as easel:
        for command in ("/set", "/set count 2", "/sets"):
            await easel.say(command)
        first, second, third = easel.texts()
        assert first.startswith("Nothing is set here.")
        assert second.startswith("Set for this chat:\ncount: 2")
        assert third.startswith("There are no reference sets yet")


async def test_somebody_who_is_no_set_is_told() -> None:
    async with chat() as easel:
        await easel.say("draw @durov as a knight")
        assert "There is no reference set called @\u200bdurov here" in easel.texts()[-1]


async def test_words_of_people_are_no_markup() -> None:
    async with chat() as easel:
        await easel.say("/set words @acme <b>loud</b> & <a href='x'>")
        sent = [one for one in easel.server.calls if one.method == "sendMessage"][-1]
        assert "&lt;b&gt;loud&lt;/b&gt; &amp; &lt;a href='x'&gt;" in str(sent)
