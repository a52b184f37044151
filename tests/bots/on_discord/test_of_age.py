"""What a model for adults made is seen in age-restricted channels only, whatever happens later."""

import base64
from dataclasses import replace

import pytest

from core.actions import Action, Verb
from core.replies import Progress
from core.safety import Safety
from tests.bots.on_discord.server import CHANNEL, DIRECT, Fault, Given, channel, until
from tests.bots.on_discord.wire import Connected, connected, drawn
from tests.bots.on_web.studio import CARD
from tests.core.talk import photo

REFUSED = "⚠️ Tints is for age-restricted channels only; please ask in one, or for another model."


async def restricted(easel: Connected, nsfw: bool = True) -> None:
    """Whoever looks after the channel says for whom it is."""
    changed = {**channel(), "position": 0, "permission_overwrites": [], "nsfw": nsfw}
    await easel.server.dispatch("CHANNEL_UPDATE", changed)
    await until(lambda: getattr(easel.client.get_channel(CHANNEL), "nsfw", None) is nsfw)


async def asked(easel: Connected) -> tuple[Given, str]:
    """Something that a model for adults is drawing, and the id of its job."""
    object.__setattr__(easel.home.parts.catalogue, "cards", (replace(CARD, adult=True),))
    await restricted(easel)
    given = await drawn(easel)
    (job,) = easel.home.memory.jobs
    return given, job


async def told(easel: Connected, given: Given) -> str:
    """What an interaction is answered with."""
    await until(lambda: bool(easel.server.messages.get(given.message, {}).get("content")))
    return str(easel.server.messages[given.message]["content"])


async def test_who_is_told_directly_gets_the_words_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    async with connected(monkeypatch) as easel:
        given, _ = await asked(easel)
        given.spent = True
        closed = {"code": 50001, "message": "Missing Access"}
        easel.server.faults.append(Fault(f"/channels/{CHANNEL}/messages", 403, 9, closed))
        await easel.finish()
        sent = easel.server.requests[-1]
        assert (sent.path, list(sent.files)) == (f"/channels/{DIRECT}/messages", [])
        first, *_, hidden, kept = sent.body["content"].splitlines()
        assert first == "Drawn: “a lighthouse”"
        assert hidden.endswith("for age-restricted channels only, so that it is not shown here.")
        assert kept.startswith("-# It is kept: /history in that channel shows it")


async def test_a_place_that_is_open_to_all_by_then_gets_no_picture(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    async with connected(monkeypatch) as easel:
        given, job = await asked(easel)
        await restricted(easel, nsfw=False)
        await easel.finish()
        message = easel.server.messages[given.message]
        assert message["content"].startswith(f"{REFUSED}\n-# It is kept: Open shows it")
        assert message["attachments"] == []
        await restricted(easel)
        pressed = await easel.server.press(given.message, Action(Verb.OPEN, job, 1).pack())
        assert (await told(easel, pressed)).startswith("1 of 4: “a lighthouse”")


@pytest.mark.parametrize(
    ("verb", "variant", "opened"),
    [
        pytest.param(Verb.OPEN, 1, False, id="open"),
        pytest.param(Verb.COMPARE, 0, False, id="compare"),
        pytest.param(Verb.MORE, 0, False, id="more"),
        pytest.param(Verb.ORIGINAL, 1, True, id="original"),
    ],
)
async def test_no_button_brings_it_there(
    monkeypatch: pytest.MonkeyPatch, verb: Verb, variant: int, opened: bool
) -> None:
    async with connected(monkeypatch) as easel:
        given, job = await asked(easel)
        await easel.finish()
        if opened:
            given = await easel.server.press(given.message, Action(Verb.OPEN, job, 1).pack())
            assert (await told(easel, given)).startswith("1 of 4")
        await restricted(easel, nsfw=False)
        pressed = await easel.server.press(given.message, Action(verb, job, variant).pack())
        assert await told(easel, pressed) == REFUSED
        assert len(easel.home.memory.jobs) == 1


@pytest.mark.parametrize("nsfw", [True, False])
async def test_a_preview_is_a_picture_too(monkeypatch: pytest.MonkeyPatch, nsfw: bool) -> None:
    async with connected(monkeypatch) as easel:
        given, job = await asked(easel)
        await restricted(easel, nsfw)
        preview = base64.b64encode(photo()).decode()
        await easel.client.tell(Progress(job, 0.5, "variant 2 of 4", preview))
        message = easel.server.messages[given.message]
        assert "variant 2 of 4" in message["content"]
        assert len(message["attachments"]) == int(nsfw)


@pytest.mark.parametrize(("nsfw", "policy"), [(True, Safety.OFF), (False, Safety.REFUSE)])
async def test_in_channels_for_adults_nothing_is_checked(
    monkeypatch: pytest.MonkeyPatch, nsfw: bool, policy: Safety
) -> None:
    async with connected(monkeypatch) as easel:
        await restricted(easel, nsfw)
        await drawn(easel)
        (job,) = easel.home.memory.jobs.values()
        assert job.spec.safety is policy
