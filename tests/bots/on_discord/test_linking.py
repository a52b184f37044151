"""`/link` and `/unlink`, seen by the one who asked alone; and one history in direct messages."""

from typing import Any

from tests.bots.on_discord.guild import Guild, in_guild


async def linked(place: Guild, name: str = "Ada L.") -> str:
    """Ada's account on Telegram, after she wrote its code."""
    account = await place.house.parts.history.person("telegram", "1", name)
    await place.house.parts.links.offer(account, "K7QM3XR9")
    answer = await place.ada.slash(place.channel, "link", code="k7qm-3xr9")
    assert told(answer).startswith(f"Linked with {name} on Telegram.")
    return account


def told(answer: Any) -> str:
    """What only the one who asked reads."""
    assert answer.ephemeral
    return str(answer.response.content)


@in_guild
async def test_a_code_is_shown_to_the_one_who_asked_alone(place: Guild) -> None:
    answer = await place.ada.slash(place.channel, "link")
    assert told(answer).startswith("Your code is ")
    assert "to me on Telegram within ten minutes" in told(answer)
    assert place.messages == []


@in_guild
async def test_unlink_takes_it_back(place: Guild) -> None:
    await linked(place)
    for text in ("Taken apart", "This account is not linked"):
        assert told(await place.ada.slash(place.channel, "unlink")).startswith(text)


@in_guild
async def test_wrong_codes_are_told_and_counted(place: Guild) -> None:
    tries = [await place.ada.slash(place.channel, "link", code="00000000") for _ in range(6)]
    answers = [told(one) for one in tries]
    assert all("That code is wrong" in one for one in answers[:5])
    assert "try again in an hour" in answers[5]


@in_guild
async def test_direct_messages_show_the_history_of_both(place: Guild) -> None:
    account = await linked(place)
    house = place.house
    there = await house.parts.history.channel("telegram", "1", "our chat")
    turn = await house.parts.conversation.receive(house.said("m1", there.id, account))
    assert turn.job is not None
    await house.render(turn.job)
    await place.ada.send_dm("history")
    message = place.ada.user.dm_channel.history()[-1]
    assert "Your latest results" in message.content
    assert "a lighthouse" in message.content
