"""A part of a picture is painted on the page, from Telegram: the button, and what comes of it."""

import pytest

from core.attachments import Attachment
from core.incoming import Incoming
from core.jobs import Job
from core.painting import Invitation
from tests.bots.on_telegram.chat import Chat, chat, words
from tests.bots.on_telegram.server import BOB, GROUP, labels
from tests.core.talk import photo

PAGE = "https://easel.example.org"


async def invited(easel: Chat) -> Invitation:
    """Somebody opens a variant and presses the button."""
    await easel.draw()
    await easel.click("2 Open")
    await easel.click("Paint a part")
    (invitation,) = easel.home.memory.invitations.values()
    return invitation


async def painted(easel: Chat, invitation: Invitation) -> Job:
    """What the page does with a mask that comes by an invitation."""
    where = invitation.place
    mask = Attachment("mask.png", photo("white", (128, 128)))
    turn = await easel.home.parts.conversation.receive(
        Incoming(
            invitation.keys[0],
            where.channel,
            where.person,
            where.platform,
            "make it blue",
            mask=mask,
            action=invitation.action("painted"),
            manner=invitation.manner,
        )
    )
    assert turn.job is not None, turn.reply
    return turn.job


def button(message: dict[str, object]) -> dict[str, object]:
    """The one button of a message."""
    ((one,),) = message["reply_markup"]["inline_keyboard"]  # type: ignore[index]  # pyright: ignore[reportIndexIssue]
    return one


async def test_a_private_chat_opens_the_page_within_telegram() -> None:
    async with chat(PAGE) as easel:
        invitation = await invited(easel)
        opens = button(easel.last)
        assert opens["text"] == "Open the page"
        assert str(opens["web_app"]).startswith(f"{{'url': '{PAGE}/paint/{invitation.id}.")
        assert words(easel.last).startswith("❓ Paint over what should change")
        assert invitation.variant == 2


async def test_an_address_without_https_is_a_plain_link() -> None:
    async with chat("http://10.0.0.7:8765") as easel:
        await invited(easel)
        assert str(button(easel.last)["url"]).startswith("http://10.0.0.7:8765/paint/")


@pytest.mark.parametrize(("page", "offered"), [(PAGE, True), ("", False)], ids=["set", "not set"])
async def test_it_is_offered_where_there_is_a_page(page: str, offered: bool) -> None:
    async with chat(page) as easel:
        await easel.draw()
        await easel.click("1 Open")
        every = [one for row in labels(easel.last) for one in row]
        assert ("Paint a part" in every) is offered
        assert "Edit by a mask" in every


async def test_the_chat_sees_it_under_way_once_and_then_its_result_there() -> None:
    async with chat(PAGE) as easel:
        job = await painted(easel, await invited(easel))
        before = len(easel.texts())
        for _ in range(2):
            await easel.running.front.desk.begin(job)
        assert len(easel.texts()) == before + 1
        assert words(easel.last).startswith("Editing: “make it blue” …")
        await easel.show(await easel.home.render(job))
        assert len(easel.texts()) == before + 1
        assert words(easel.last).startswith("Edited: “make it blue”")


async def test_it_is_told_after_a_restart_too() -> None:
    async with chat(PAGE) as easel:
        job = await painted(easel, await invited(easel))
        await easel.running.front.desk.begin(job)
        await easel.restart()
        before = len(easel.texts())
        await easel.running.front.desk.begin(job)
        assert len(easel.texts()) == before


async def pressed_in_a_group(easel: Chat) -> str:
    """Bob presses the button in a group; what is told above it."""
    await easel.say("/imagine a lighthouse", chat=GROUP)
    await easel.finish()
    await easel.click("2 Open", chat=GROUP, by=BOB)
    before = len(easel.server.of("answerCallbackQuery"))
    await easel.click("Paint a part", chat=GROUP, by=BOB)
    (answer,) = easel.server.of("answerCallbackQuery")[before:]
    return str(answer.params.get("text", ""))


async def test_in_a_group_the_link_is_for_the_one_who_pressed_alone() -> None:
    async with chat(PAGE) as easel:
        await easel.say("/start", chat=BOB, by=BOB)
        assert await pressed_in_a_group(easel) == "It is in our private chat."
        (invitation,) = easel.home.memory.invitations.values()
        opens = button(easel.server.shown(BOB)[-1])
        assert f"/paint/{invitation.id}." in str(opens["web_app"])
        assert PAGE not in str(easel.server.shown(GROUP))
        assert await easel.home.parts.history.called(invitation.place.person) == str(BOB)
        job = await painted(easel, invitation)
        await easel.running.front.desk.begin(job)
        assert words(easel.server.shown(GROUP)[-1]).startswith("Editing: “make it blue”")


async def test_whom_the_bot_may_not_write_to_is_told_to_begin() -> None:
    async with chat(PAGE) as easel:
        assert (await pressed_in_a_group(easel)).startswith("Please write to me in private first")
        assert PAGE not in str(easel.server.shown(GROUP))


async def test_a_picture_of_ones_own_is_painted_on_before_anything_is_made() -> None:
    async with chat(PAGE) as easel:
        await easel.say("paint on it", document=("mine.png", photo(size=(64, 64))))
        assert labels(easel.last) == [["Paint a part"], ["Delete"]]
        await easel.click("Paint a part")
        (invitation,) = easel.home.memory.invitations.values()
        await easel.show(await easel.home.render(await painted(easel, invitation)))
        assert words(easel.last).startswith("Edited: “make it blue”")


async def test_a_group_gets_the_button_and_no_link() -> None:
    async with chat(PAGE) as easel:
        await easel.say("/imagine a lighthouse --n 1", chat=GROUP)
        await easel.finish()
        await easel.say("@easel_bot paint on it", chat=GROUP)
        assert button(easel.server.shown(GROUP)[-1])["text"] == "Paint a part"
        assert PAGE not in str(easel.server.shown(GROUP))
