"""What is set for a channel and a server, and what that means for those who ask there."""

from dataclasses import replace
from typing import Any

import pytest

from core.ports import Announcement
from core.safety import Safety
from tests.bots.house import YEARS
from tests.bots.on_discord.guild import Guild, in_guild
from tests.bots.on_web.studio import CARD

SECOND = replace(CARD, name="second", title="Second")
ADULT = replace(CARD, name="bare", title="Bare", adult=True)
REFUSED = "⚠️ You may not use {} here; those who look after this place decide who may."


async def rule(place: Guild, what: str, *roles: Any) -> Any:
    """Say who may use something."""
    given = {f"role{number}": role for number, role in enumerate(roles, 1)}
    return await place.owner.slash(place.channel, "set only", what=what, **given)


@in_guild
async def test_what_is_set_for_a_channel_is_taken(place: Guild) -> None:
    told = await place.owner.slash(place.channel, "set defaults", count=2, ratio="16:9")
    assert told.ephemeral
    assert "-# count: 2\n-# ratio: 16:9" in told.response.content
    await place.call("a lighthouse")
    (job,) = await place.house.owed()
    assert job.spec.count == 2
    assert job.spec.width > job.spec.height


@in_guild
async def test_words_go_before_what_is_set(place: Guild) -> None:
    await place.owner.slash(place.channel, "set defaults", count=2)
    await place.ada.slash(place.channel, "imagine", prompt="a fox", count=3)
    (job,) = await place.house.owed()
    assert job.spec.count == 3


@pytest.mark.parametrize(("given", "policy"), [("", Safety.REFUSE), ("mark", Safety.MARK)])
@in_guild
async def test_a_job_carries_the_policy_of_its_channel(
    place: Guild, given: str, policy: Safety
) -> None:
    if given:
        told = await place.owner.slash(place.channel, "set defaults", safety=given)
        assert f"-# safety: {given}" in told.response.content
    await place.call("a lighthouse")
    (job,) = await place.house.owed()
    assert job.spec.safety is policy


@in_guild
async def test_what_is_set_stays_until_it_is_taken_back(place: Guild) -> None:
    await place.owner.slash(place.channel, "set defaults", count=2)
    await place.owner.slash(place.channel, "set defaults", model="tints")
    await place.restart()
    told = await place.owner.slash(place.channel, "set show")
    assert "-# model: tints\n-# count: 2" in told.response.content
    told = await place.owner.slash(place.channel, "set reset")
    assert told.response.content == "Nothing is set here."
    await place.call("a lighthouse")
    (job,) = await place.house.owed()
    assert job.spec.count == 4


@pytest.mark.parametrize(
    "back",
    [{"ratio": "none"}, {"ratio": "Keine"}, {"ratio": "aucun"}, {"ratio": "ninguno"},
     {"count": 0}, {"model": "none"}, {"safety": "none"}],
    ids=lambda back: " ".join(f"{name} {value}" for name, value in back.items()),
)  # fmt: skip
@in_guild
async def test_one_is_taken_back_and_the_others_stay(place: Guild, back: dict[str, Any]) -> None:
    given: dict[str, Any] = {"model": "tints", "count": 2, "ratio": "16:9", "safety": "mark"}
    await place.owner.slash(place.channel, "set defaults", **given)
    told = await place.owner.slash(place.channel, "set defaults", **back)
    (name,) = back
    left = [f"-# {one}: {value}" for one, value in given.items() if one != name]
    assert told.response.content.splitlines()[1:] == left


@pytest.mark.parametrize(
    ("options", "sentence"),
    [
        pytest.param({"ratio": "wide"}, "needs a ratio such as 16:9", id="ratio"),
        pytest.param(
            {"model": "nobody"}, "The option model needs one of the models that", id="model"
        ),
    ],
)
@in_guild
async def test_what_does_not_fit_is_a_sentence(
    place: Guild, options: dict[str, str], sentence: str
) -> None:
    told = await place.owner.slash(place.channel, "set defaults", **options)
    assert sentence in told.response.content
    assert not place.house.memory.customs


@in_guild
async def test_set_is_for_those_who_manage_channels(place: Guild) -> None:
    assert "set defaults" not in place.ada.available_commands(place.channel)
    keeper = place.member("keeper", manage_channels=True)
    assert "set defaults" in keeper.available_commands(place.channel)
    await keeper.slash(place.channel, "set defaults", count=2)
    told = await keeper.slash(place.channel, "set only", what="command imagine")
    assert told.response.content == REFUSED.format("/set for the whole server")


@pytest.mark.parametrize(
    ("what", "words", "named"),
    [
        pytest.param("command imagine", "a fox", "/imagine", id="command in plain words"),
        pytest.param("the command /imagine", "a fox", "/imagine", id="by what it is called"),
        pytest.param("role explore", "a fox", "models for explore", id="role"),
        pytest.param("model tints", "a fox", "Tints", id="model"),
        pytest.param("model *", "a fox", "Tints", id="all models"),
        pytest.param("channel *", "a fox", "Easel", id="all channels"),
    ],
)
@in_guild
async def test_a_rule_closes_something(place: Guild, what: str, words: str, named: str) -> None:
    await rule(place, what)
    await place.call(words)
    assert place.last.content == REFUSED.format(named)
    assert not await place.house.owed()


@in_guild
async def test_a_button_is_no_way_around_a_rule(place: Guild) -> None:
    await place.call("a lighthouse")
    await place.finish()
    await rule(place, "command animate")
    await place.click("1 Animate")
    assert place.last.content == REFUSED.format("/animate")
    await place.click("More")
    assert len(await place.house.owed()) == 1


@in_guild
async def test_a_rule_opens_to_roles_and_to_those_who_manage_the_server(place: Guild) -> None:
    painters = place.guild.create_role("painters")
    cleo = place.guild.add_member(place.env.create_user("cleo"), roles=[painters])
    told = await rule(place, "command imagine", painters)
    assert "-# the command /imagine: @painters" in told.response.content
    for who, jobs in ((place.bob, 0), (cleo, 1), (place.owner, 2)):
        await who.slash(place.channel, "imagine", prompt=f"a fox for {who.name}")
        assert len(await place.house.owed()) == jobs


@in_guild
async def test_what_was_closed_is_opened_again(place: Guild) -> None:
    await rule(place, "model *")
    told = await place.owner.slash(place.channel, "set everyone", what="model tints")
    assert "-# the model Tints: everyone" in told.response.content
    await place.call("a fox")
    assert len(await place.house.owed()) == 1


@in_guild
async def test_a_rule_for_a_channel_holds_in_its_threads(place: Guild) -> None:
    thread = await place.thread("sketches")
    await rule(place, f"channel {place.channel.id}")
    await place.ada.slash(thread, "imagine", prompt="a fox")
    assert thread.last_message.content == REFUSED.format("Easel")


async def ruled_there(place: Guild, thread: Any, what: str, *roles: Any) -> str:
    """Say in a thread who may use something; gives the answer."""
    given = {f"role{number}": role for number, role in enumerate(roles, 1)}
    return (await place.owner.slash(thread, "set only", what=what, **given)).response.content


async def asks_in(place: Guild, *where: Any) -> list[bool]:
    """Whether Ada is drawn something in each of these places."""
    drawn: list[bool] = []
    for one in where:
        before = len(await place.house.owed())
        await place.ada.slash(one, "imagine", prompt=f"a fox in {one.id}")
        drawn.append(len(await place.house.owed()) > before)
    return drawn


@in_guild
async def test_a_rule_for_a_thread_holds_there_alone(place: Guild) -> None:
    first, second = await place.thread("sketches"), await place.thread("finals")
    told = await ruled_there(place, first, "Easel in this thread")
    assert "-# Easel in this thread: only those who manage the server" in told
    assert await asks_in(place, first, second, place.channel) == [False, True, True]


@in_guild
async def test_a_rule_for_the_channel_can_be_given_in_a_thread(place: Guild) -> None:
    thread = await place.thread("sketches")
    told = await ruled_there(place, thread, "Easel in this channel")
    assert "-# Easel in this channel: only those who manage the server" in told
    assert await asks_in(place, thread, place.channel) == [False, False]


@in_guild
async def test_a_thread_may_be_open_in_a_closed_channel(place: Guild) -> None:
    thread = await place.thread("sketches")
    await rule(place, "Easel in this channel")
    await place.owner.slash(thread, "set everyone", what="Easel in this thread")
    assert await asks_in(place, thread, place.channel) == [True, False]


@in_guild
async def test_what_one_began_may_be_cancelled_under_any_rule(place: Guild) -> None:
    await place.call("a fox")
    await rule(place, "channel *")
    await place.click("Cancel")
    assert not await place.house.owed()


@in_guild
async def test_a_rule_about_nothing_is_a_sentence(place: Guild) -> None:
    told = await rule(place, "the moon")
    assert "needs one of the things that are offered; you gave “the moon”" in told.response.content


@in_guild
async def test_a_closed_model_is_passed_over(place: Guild) -> None:
    await two_models(place)
    await rule(place, "model tints")
    await place.call("a fox")
    (job,) = await place.house.owed()
    assert job.spec.model == "second"


async def two_models(place: Guild, second: Any = SECOND) -> None:
    """Another model beside the first, and a worker that has both."""
    place.cards(CARD, second)
    await place.house.queue.announce(
        Announcement("both", (CARD.name, second.name), "here", ()), seconds=YEARS
    )


@in_guild
async def test_a_direct_message_is_no_age_restricted_channel(place: Guild) -> None:
    await two_models(place, ADULT)
    await place.ada.send_dm("a fox --model bare")
    assert not await place.house.owed()
