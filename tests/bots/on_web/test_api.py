"""What the page asks of the server, and what it is told."""

from dataclasses import replace
from typing import Any, NoReturn

import httpx
import pytest

from bots.on_web.app import build
from core.actions import Action, Verb
from core.incoming import Incoming
from core.jobs import State
from core.replies import Turn
from tests.bots.on_web.conftest import HEADERS
from tests.bots.on_web.studio import Studio

KEY = "5d6f7a6e-6f3b-4d52-9a39-0d3c3f0c8b11"
WORDS = "turn this into a watercolour"


async def say(
    client: httpx.AsyncClient,
    channel: str,
    words: str = WORDS,
    files: tuple[bytes, ...] = (),
    **fields: str,
) -> httpx.Response:
    """Send a message as the page does."""
    data = {"key": KEY, "words": words, "action": "", "reply_to": "", **fields}
    parts = [("files", (f"photo {i}.png", file, "image/png")) for i, file in enumerate(files, 1)]
    path = f"/api/channels/{channel}/messages"
    # Without files httpx would send the fields urlencoded; the page always sends multipart.
    empty = [(name, (None, value)) for name, value in data.items()]
    return await client.post(path, files=[*empty, *parts])


async def done(house: Studio, turn: dict[str, Any]) -> None:
    """Let the worker render the turn's job."""
    await house.painter.handle(turn["job"])


async def turns(client: httpx.AsyncClient, channel: str, **query: str) -> dict[str, Any]:
    """A page of the history."""
    return (await client.get(f"/api/channels/{channel}/turns", params=query)).json()


async def test_a_newcomer_finds_a_channel(client: httpx.AsyncClient) -> None:
    first = (await client.get("/api/channels")).json()["channels"]
    assert [one["title"] for one in first] == ["Studio"]
    assert (await client.get("/api/channels")).json()["channels"] == first


@pytest.mark.parametrize(
    ("title", "kept"),
    [("Logos", "Logos"), ("a\n\u202eb", "a b"), ("", "Untitled"), ("x" * 99, "x" * 60)],
    ids=["plain", "unclean", "empty", "long"],
)
async def test_a_new_channel(client: httpx.AsyncClient, title: str, kept: str) -> None:
    made = await client.post("/api/channels", json={"title": title})
    assert (made.status_code, made.json()["title"]) == (201, kept)
    assert made.json() in (await client.get("/api/channels")).json()["channels"]


async def test_a_message_with_a_picture_begins_a_job(
    client: httpx.AsyncClient, channel: str, photo: bytes
) -> None:
    turn = (await say(client, channel, files=(photo,))).json()
    assert turn["words"] == WORDS
    assert turn["state"] == "queued"
    assert turn["reply"]["kind"] == "working"
    assert [(one["width"], one["height"]) for one in turn["pictures"]] == [(240, 160)]
    assert (await client.get(turn["pictures"][0]["url"])).status_code == 200


async def test_a_result_has_a_grid_files_and_buttons(
    house: Studio, client: httpx.AsyncClient, channel: str, photo: bytes
) -> None:
    turn = (await say(client, channel, words=f"{WORDS} --count 4", files=(photo,))).json()
    await done(house, turn)
    fresh = (await client.get(f"/api/turns/{turn['job']}")).json()
    reply = fresh["reply"]
    assert (fresh["state"], reply["kind"]) == ("done", "result")
    assert [one["variant"] for one in reply["shown"]] == [0]
    assert [one["variant"] for one in reply["files"]] == [1, 2, 3, 4]
    assert [one["variant"] for one in reply["cells"]] == [1, 2, 3, 4]
    verbs = {(button["verb"], button["variant"]) for row in reply["rows"] for button in row}
    assert {("refine", 1), ("edit", 2), ("animate", 3), ("open", 4), ("more", 0)} <= verbs
    for file in (*reply["shown"], *reply["files"]):
        assert (await client.get(file["url"])).headers["Content-Type"] == file["media_type"]


async def test_cells_are_fractions_of_the_grid(
    house: Studio, client: httpx.AsyncClient, channel: str, photo: bytes
) -> None:
    turn = (await say(client, channel, words=f"{WORDS} --count 4", files=(photo,))).json()
    await done(house, turn)
    reply = (await client.get(f"/api/turns/{turn['job']}")).json()["reply"]
    first, last = reply["cells"][0], reply["cells"][-1]
    assert (first["left"], first["top"]) == (0, 0)
    assert last["left"] + last["width"] == pytest.approx(1)
    assert last["top"] + last["height"] == pytest.approx(1)


async def test_the_same_key_is_the_same_turn(client: httpx.AsyncClient, channel: str) -> None:
    first = (await say(client, channel)).json()
    assert (await say(client, channel)).json() == first
    assert len((await turns(client, channel))["turns"]) == 1


async def test_what_is_wrong_becomes_a_reply(client: httpx.AsyncClient, channel: str) -> None:
    answer = await say(client, channel, files=(b"no picture",))
    assert answer.status_code == 200
    reply = answer.json()["reply"]
    assert (reply["kind"], reply["error"]) == ("error", "NotAPicture")


@pytest.mark.parametrize(
    ("words", "told"),
    [
        ("/help", "Say what you would like"),
        ("/models", "Running here"),
        ("/settings", "Nothing is set here"),
        ("/history", "Nothing has been made in this channel"),
        ("/recall a fox", "Nothing has been made in this channel"),
        ("/dance", "I know no command “/dance”"),
    ],
)
async def test_a_command_with_a_slash_is_understood_or_told(
    client: httpx.AsyncClient, channel: str, words: str, told: str
) -> None:
    turn = (await say(client, channel, words=words)).json()
    assert turn["job"] == ""
    assert told in turn["reply"]["text"]


async def test_a_command_about_easel_goes_on_from_no_result(
    house: Studio, client: httpx.AsyncClient, channel: str, photo: bytes
) -> None:
    turn = (await say(client, channel, files=(photo,))).json()
    await done(house, turn)
    told = await say(client, channel, words="/help", reply_to=turn["job"], key=f"2-{KEY}")
    assert told.json()["reply"]["text"].startswith("Say what you would like")


async def test_of_too_many_files_none_is_read_and_the_words_are_kept(
    client: httpx.AsyncClient, channel: str, photo: bytes
) -> None:
    turn = (await say(client, channel, files=(photo,) * 60)).json()
    assert turn["words"] == WORDS
    assert turn["reply"]["error"] == "TooManyPictures"
    assert "60 pictures" in turn["reply"]["text"]


@pytest.mark.parametrize("key", ["", "short", "with space 1234", "x" * 65])
async def test_a_message_needs_a_key(client: httpx.AsyncClient, channel: str, key: str) -> None:
    answer = await say(client, channel, key=key)
    assert (answer.status_code, answer.json()["error"]) == (400, "BadRequest")


async def test_history_comes_in_pages(client: httpx.AsyncClient, channel: str) -> None:
    for number in range(5):
        await say(client, channel, words=f"number {number}", key=f"{number}-{KEY}")
    latest = await turns(client, channel, limit="2")
    older = await turns(client, channel, limit="2", before=latest["before"])
    oldest = await turns(client, channel, limit="2", before=older["before"])
    pages = [[turn["words"] for turn in page["turns"]] for page in (latest, older, oldest)]
    assert pages == [["number 3", "number 4"], ["number 1", "number 2"], ["number 0"]]
    assert oldest["before"] is None


@pytest.mark.parametrize("limit", ["0", "-1", "many", "100000", ""])
async def test_a_strange_limit_is_no_error(
    client: httpx.AsyncClient, channel: str, limit: str
) -> None:
    await say(client, channel)
    assert len((await turns(client, channel, limit=limit))["turns"]) == 1


async def test_an_endless_limit_is_refused(client: httpx.AsyncClient, channel: str) -> None:
    answer = await client.get(f"/api/channels/{channel}/turns", params={"limit": "9" * 5_000})
    assert (answer.status_code, answer.json()["sentence"][-1]) == (400, ".")


async def test_a_title_with_half_a_sign_is_refused(client: httpx.AsyncClient) -> None:
    answer = await client.post("/api/channels", content=rb'{"title": "a\ud800"}')
    assert (answer.status_code, answer.json()["error"]) == (400, "BadRequest")


@pytest.mark.parametrize(
    "path",
    ["/api/channels/nowhere/turns", "/api/turns/none", "/api/events?channel=nowhere"],
)
async def test_what_is_not_there_is_said(client: httpx.AsyncClient, path: str) -> None:
    answer = await client.get(path)
    assert answer.status_code == 404
    assert answer.json()["sentence"].endswith(".")


async def test_a_channel_of_another_platform_is_not_shown(
    house: Studio, client: httpx.AsyncClient
) -> None:
    foreign = await house.parts.history.channel("discord", "42", "secret")
    assert (await client.get(f"/api/channels/{foreign.id}/turns")).status_code == 404
    assert (await say(client, foreign.id)).status_code == 404
    assert (await client.get(f"/api/events?channel={foreign.id}")).status_code == 404


async def test_a_turn_of_another_platform_is_not_shown(
    house: Studio, client: httpx.AsyncClient, channel: str
) -> None:
    history = house.parts.history
    job, foreign = (await say(client, channel, words="a cat")).json()["job"], "discord"
    assert (await client.get(f"/api/turns/{job}")).status_code == 200
    there = (await history.channel(foreign, "42", "secret")).id
    incoming = Incoming(KEY, there, await history.person(foreign, "ada"), foreign, "a cat")
    turn = await house.parts.conversation.receive(incoming)
    assert turn.job is not None
    answer = await client.get(f"/api/turns/{turn.job.id}")
    assert (answer.status_code, answer.json()["error"]) == (404, "Gone")


async def test_a_press_cancels(house: Studio, client: httpx.AsyncClient, channel: str) -> None:
    turn = (await say(client, channel, words="a cat")).json()
    [[cancel]] = turn["reply"]["rows"]
    pressed = (await say(client, channel, words="", action=cancel["action"], key=f"2-{KEY}")).json()
    assert pressed["pressed"]["verb"] == "cancel"
    job = await house.parts.ledger.job(turn["job"])
    assert job is not None
    assert job.state is State.CANCELLED
    assert await house.queue.holds_delivery([job.id]) == {job.id}


async def test_a_forged_action_is_answered(client: httpx.AsyncClient, channel: str) -> None:
    reply = (await say(client, channel, action="e1:delete:everything")).json()["reply"]
    assert reply["error"] == "ForgedAction"


async def test_one_browser_is_one_person(house: Studio, client: httpx.AsyncClient) -> None:
    for _ in range(2):
        await client.get("/")
        channel = (await client.get("/api/channels")).json()["channels"][0]["id"]
        await say(client, channel)
    people = [external for platform, external in house.memory.people if platform == "web"]
    assert len(people) == 1
    assert people != ["program"]


@pytest.mark.parametrize("cookie", ["someone.else", "someone", "", "."])
async def test_a_forged_visitor_is_nobody(
    house: Studio, client: httpx.AsyncClient, channel: str, cookie: str
) -> None:
    client.cookies.set("easel_visitor", cookie)
    await say(client, channel)
    assert ("web", "program") in house.memory.people


class Broken:
    """A conversation with a fault of ours."""

    async def receive(self, incoming: Incoming) -> Turn:
        """Fail."""
        return self._fail(incoming)

    def _fail(self, incoming: Incoming) -> NoReturn:
        raise RuntimeError(f"secret of {incoming.person}")


async def test_our_own_faults_are_told_in_one_sentence(house: Studio) -> None:
    parts = replace(house.parts, conversation=Broken())
    transport = httpx.ASGITransport(build(parts), raise_app_exceptions=False)
    async with httpx.AsyncClient(
        transport=transport, base_url="http://localhost", headers=HEADERS
    ) as client:
        channel = (await client.get("/api/channels")).json()["channels"][0]["id"]
        answer = await say(client, channel)
    assert answer.status_code == 500
    assert set(answer.json()) == {"error", "sentence"}
    assert "secret" not in answer.text


async def test_a_message_says_how_in_flags(
    house: Studio, client: httpx.AsyncClient, channel: str
) -> None:
    flags = "--model tints --n 2 --size 512 --ar 16:9 --seed 7 --strength 0.4"
    turn = (await say(client, channel, f"a lighthouse {flags}")).json()
    spec = house.memory.jobs[turn["job"]].spec
    assert (spec.model, spec.count, spec.seed, spec.strength) == ("tints", 2, 7, 0.4)
    assert (spec.width, spec.height) == (688, 384)


async def test_favourites_are_listed_and_opened_wherever_on_the_page_they_were_made(
    house: Studio, client: httpx.AsyncClient, channel: str
) -> None:
    made = (await say(client, channel, "a cat --n 1")).json()
    await done(house, made)
    async with visitor(house) as other:
        await say(
            other, channel, "", key="starred-0", action=Action(Verb.STAR, made["job"], 1).pack()
        )
        elsewhere = (await other.post("/api/channels", json={"title": "elsewhere"})).json()["id"]
        told = [
            (await say(other, elsewhere, words, key=f"listed-{number}")).json()["reply"]
            for number, words in enumerate(("my favourites", "/history favourites"))
        ]
        assert ["“a cat" in "".join(one["lines"]) for one in told] == [True, True]
        opens = told[0]["rows"][0][0]["action"]
        opened = (await say(other, elsewhere, "", key="opened-0", action=opens)).json()
        assert opened["reply"]["job"] == made["job"]
        onward = await say(other, elsewhere, "make it darker", key="onward-0", reply_to=made["job"])
        assert onward.json()["job"]
    # She keeps nothing, and finds it nowhere else.
    nothing = (await say(client, elsewhere, "my favourites", key="another-0")).json()
    assert nothing["reply"]["rows"] == []
    refused = (await say(client, elsewhere, "", key="another-1", action=opens)).json()
    assert refused["reply"]["error"] == "NotYours"


def visitor(house: Studio) -> httpx.AsyncClient:
    """Another browser."""
    transport, seal = httpx.ASGITransport(build(house.parts)), house.parts.links.seal
    cookies = {"easel_visitor": f"another.{seal.of('visitor', 'another')}"}
    address = "http://127.0.0.1:8765"
    return httpx.AsyncClient(
        transport=transport, base_url=address, headers=HEADERS, cookies=cookies
    )
