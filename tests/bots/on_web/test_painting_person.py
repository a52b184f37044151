"""Who opened a link: what Telegram signs, and what a browser's cookie says."""

import pytest
from starlette.requests import Request

from bots.on_web.links import Seal
from bots.on_web.painting_person import INIT_DATA, Persons
from bots.on_web.visitors import COOKIE, Visitors
from core.jobs import Place
from core.painting import LASTS, Invitation, NotYourInvitation
from storage.memory import Memory
from storage.memory_history import MemoryHistory
from tests.bots.on_web.init_data import ADA, BOB, NOW, TOKEN, signed
from tests.values import NOON, SetClock

SEAL = Seal(b"a secret of the tests")


async def check(platform: str, headers: dict[str, str], name: str = "", **more: object) -> None:
    """Somebody opens the link of a person whom the platform calls so, or Ada."""
    clock = SetClock()
    history = MemoryHistory(Memory(), clock)
    person = await history.person(platform, name or str(ADA), "Ada")
    visitors = Visitors(SEAL, history, clock)
    settings: dict[str, object] = {"telegram": TOKEN, "inside": True} | more
    persons = Persons(history, visitors, clock, **settings)  # type: ignore[arg-type]  # pyright: ignore[reportArgumentType]
    raw = [(name.encode(), value.encode()) for name, value in headers.items()]
    request = Request({"type": "http", "headers": raw})
    place = Place(platform, "channel", person)
    await persons.check(request, Invitation("i", place, "job", 1, NOON + LASTS))


async def test_telegram_vouches_for_the_person() -> None:
    await check("telegram", {INIT_DATA: signed()})


@pytest.mark.parametrize(
    "data",
    [
        pytest.param("", id="nothing"),
        pytest.param(signed(user=BOB), id="somebody else"),
        pytest.param(signed(token="110201543:another"), id="another bot's"),
        pytest.param(signed().replace("4242", "4243"), id="changed"),
        pytest.param(signed(at=NOW - int(LASTS.total_seconds()) - 5), id="old"),
        pytest.param(signed(at=NOW + 3600), id="of tomorrow"),
        pytest.param(signed(auth_date="soon"), id="no date"),
        pytest.param(signed(user_is="x").replace("hash=", "hash=0"), id="wrong hash"),
        pytest.param(signed(who="[]"), id="no user"),
        pytest.param("hash=é", id="no text of ours"),
        pytest.param(signed() + "&x=" + "a" * 9000, id="endless"),
    ],
)
async def test_what_telegram_did_not_sign_for_the_person_is_turned_away(data: str) -> None:
    with pytest.raises(NotYourInvitation, match="somebody else's"):
        await check("telegram", {INIT_DATA: data})


async def test_it_must_vouch_only_where_it_opens_the_page_itself() -> None:
    await check("telegram", {}, inside=False)
    with pytest.raises(NotYourInvitation):
        await check("telegram", {INIT_DATA: signed(user=BOB)}, inside=False)


async def test_without_its_token_nobody_is_believed() -> None:
    with pytest.raises(NotYourInvitation):
        await check("telegram", {INIT_DATA: signed(token="")}, telegram="")


async def test_a_link_of_discord_is_a_key() -> None:
    await check("discord", {})


def cookie(visitor: str) -> dict[str, str]:
    """What a browser sends that we greeted."""
    return {"cookie": f"{COOKIE}={visitor}.{SEAL.of('visitor', visitor)}"}


async def test_browsers_are_told_apart_by_their_cookies() -> None:
    await check("web", cookie("mine"), name="mine")
    for headers in ({}, cookie("theirs"), {"cookie": f"{COOKIE}=mine.forged"}):
        with pytest.raises(NotYourInvitation):
            await check("web", headers, name="mine")
