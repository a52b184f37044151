"""What the page for painting is told, and what becomes of what it sends."""

import asyncio
from dataclasses import replace
from io import BytesIO

import httpx
import pytest
from PIL import Image

from bots.on_web.app import build
from bots.on_web.painting_person import INIT_DATA
from bots.on_web.painting_upload import MOST_MASK
from core.actions import Action, Verb
from core.catalogue import Intent
from core.customs import PLAIN, Closed, Manner
from core.jobs import Failure, Job, Place
from core.painting import LASTS
from core.replies import Turn
from tests.bots.on_web.init_data import ADA, BOB, TOKEN, signed
from tests.bots.on_web.painted import invited, made, picture
from tests.bots.on_web.studio import Studio

SIZE = (400, 300)


def mask(size: tuple[int, int] = SIZE, colour: str = "white", kind: str = "PNG") -> bytes:
    """Black, with a box in the middle."""
    drawn = Image.new("L", size, "black")
    drawn.paste(colour, (size[0] // 4, size[1] // 4, size[0] // 2, size[1] // 2))
    target = BytesIO()
    drawn.save(target, kind)
    return target.getvalue()


class Page:
    """A page that was opened by an invitation, as a program."""

    def __init__(self, house: Studio, client: httpx.AsyncClient, job: Job, path: str) -> None:
        self.house, self.client, self.job, self.path = house, client, job, path

    async def get(self, what: str) -> httpx.Response:
        """Ask for a part of what is behind it."""
        return await self.client.get(f"{self.path}/{what}")

    async def send(
        self, words: str = "make it blue", data: bytes | None = None, **fields: str
    ) -> httpx.Response:
        """Send what was painted."""
        files = {} if data is None else {"mask": ("mask.png", data, "image/png")}
        form = {"words": (None, words), **{name: (None, one) for name, one in fields.items()}}
        return await self.client.post(self.path, files={**form, **files})  # type: ignore[arg-type]  # pyright: ignore[reportArgumentType]

    def begun(self) -> list[Job]:
        """Jobs that came of it."""
        return [one for one in self.house.memory.jobs.values() if one.id != self.job.id]

    def turns(self) -> list[Turn]:
        """Turns that it made."""
        return [one for one in self.house.memory.turns.values() if one.key.startswith("painted-")]


@pytest.fixture
async def page(house: Studio, client: httpx.AsyncClient) -> Page:
    """A page that was just opened."""
    job = await made(house, picture(*SIZE))
    return Page(house, client, job, await invited(house, job))


async def elsewhere(page: Page, platform: str = "discord", manner: Manner = PLAIN) -> Page:
    """The same for a chat."""
    channel = await page.house.parts.history.channel(platform, "700", "pictures")
    person = await page.house.parts.history.person(platform, "4242", "Ada")
    place = Place(platform, channel.id, person)
    page.job = replace(page.job, spec=replace(page.job.spec, place=place))
    page.house.memory.jobs[page.job.id] = page.job
    page.path = await invited(page.house, page.job, manner=manner)
    return page


async def test_the_page_is_told_what_is_painted_on(page: Page) -> None:
    told = (await page.get("task")).json()
    assert (told["picture"]["width"], told["picture"]["height"]) == SIZE
    assert {"name": "sky", "title": "The sky"} in told["regions"]
    assert (told["chat"], told["sent"]) == ("on the studio page", False)
    assert (await page.client.get(told["picture"]["url"])).status_code == 200


async def test_a_mask_becomes_an_edit_within_it(page: Page) -> None:
    answer = await page.send(data=mask())
    (job,) = page.begun()
    assert (answer.status_code, answer.json()["state"]) == (201, "working")
    assert job.spec.intent is Intent.EDIT
    assert job.spec.prompt.words == "make it blue"
    assert job.spec.inputs == (page.job.variants[0].asset,)
    assert job.spec.mask is not None
    with Image.open(BytesIO(await page.house.parts.blobs.get(job.spec.mask.sha256))) as kept:
        assert kept.convert("L").tobytes() == Image.open(BytesIO(mask())).tobytes()


async def test_it_is_a_turn_of_the_channel_and_the_person(page: Page) -> None:
    await page.send(data=mask())
    (turn,) = page.turns()
    place = page.job.spec.place
    assert (turn.channel, turn.person) == (place.channel, place.person)
    assert Action.unpack(turn.action) == Action(Verb.EDIT, page.job.id, 1, "painted")


async def test_a_region_is_asked_for_in_words(page: Page) -> None:
    assert (await page.send("darker", region="sky")).status_code == 201
    (job,) = page.begun()
    assert job.spec.prompt.words == "the sky, darker"
    assert (job.spec.intent, job.spec.mask) == (Intent.EDIT, None)


async def test_what_would_be_of_the_whole_is_an_edit_of_the_region(page: Page) -> None:
    assert (await page.send("make it larger", region="water")).status_code == 201
    (job,) = page.begun()
    assert job.spec.intent is Intent.EDIT


@pytest.mark.parametrize(
    ("data", "words", "fields", "status", "says"),
    [
        pytest.param(None, "blue", {}, 400, "The mask marks nothing", id="no mask"),
        pytest.param(mask(), "  ", {}, 400, "Please say what should become", id="no words"),
        pytest.param(mask(), "b" * 200_000, {}, 400, "characters; please keep", id="a book"),
        pytest.param(b"no picture", "blue", {}, 422, "not a picture that I can read", id="no PNG"),
        pytest.param(mask()[:90], "blue", {}, 422, "damaged or cut short", id="cut short"),
        pytest.param(b"", "blue", {}, 422, "is empty", id="no bytes"),
        pytest.param(mask((300, 300)), "blue", {}, 422, "The mask is 300 x 300 px", id="shape"),
        pytest.param(None, "blue", {"region": "moon"}, 400, "no region of that", id="region"),
        pytest.param(b"0" * (MOST_MASK + 1), "blue", {}, 413, "10 MB", id="large"),
        pytest.param(b"0" * (MOST_MASK + 300_000), "blue", {}, 413, "over 10 MB", id="body"),
    ],
)
async def test_what_cannot_be_used_is_one_sentence(
    page: Page, data: bytes | None, words: str, fields: dict[str, str], status: int, says: str
) -> None:
    answer = await page.send(words, data, **fields)
    assert (answer.status_code, page.begun()) == (status, [])
    assert says in answer.json()["sentence"]


async def test_a_body_that_is_no_form_is_one_sentence(page: Page) -> None:
    answer = await page.client.post(page.path, content=b"{}")
    assert (answer.status_code, page.begun()) == (400, [])
    assert answer.json()["sentence"].startswith("That message did not arrive whole")


async def test_what_was_refused_can_be_mended_with_the_same_link(page: Page) -> None:
    assert (await page.send(data=b"none")).status_code == 422
    assert (await page.send(data=mask())).status_code == 201


async def test_a_link_is_used_up_by_what_it_began(page: Page) -> None:
    await page.send(data=mask())
    again = await page.send("make it red", mask())
    assert (again.status_code, len(page.begun())) == (409, 1)
    assert again.json()["sentence"].startswith("What you painted was sent already")


async def test_a_double_click_is_one_request(page: Page) -> None:
    answers = await asyncio.gather(*(page.send(data=mask()) for _ in range(3)))
    assert [one.status_code for one in answers] == [201, 201, 201]
    assert len(page.begun()) == 1


async def test_of_several_requests_at_once_one_is_taken(page: Page) -> None:
    colours = "make it red", "make it green", "make it blue"
    answers = await asyncio.gather(*(page.send(words, data=mask()) for words in colours))
    assert sorted(one.status_code for one in answers) == [201, 409, 409]
    (job,) = page.begun()
    (taken,) = [one for one in answers if one.status_code == 201]
    assert job.spec.prompt.words in taken.json()["text"]


async def test_what_is_mended_while_something_is_refused_is_taken(page: Page) -> None:
    tries = "make it red --bogus", "make it green"
    answers = await asyncio.gather(*(page.send(words, data=mask()) for words in tries))
    assert [one.status_code for one in answers] == [422, 201]


async def test_what_could_not_be_made_does_not_use_it_up(page: Page) -> None:
    await page.send("add a hat", mask())
    (job,) = page.begun()
    await page.house.parts.ledger.start(job.id, "w1")
    await page.house.parts.ledger.fail(job.id, Failure("CannotDo", "It cannot add a hat."))
    assert (await page.get("state")).json()["text"] == "It cannot add a hat."
    assert (await page.get("task")).json()["sent"] is False
    assert (await page.send("make it blue", mask())).status_code == 201
    assert (await page.get("state")).json()["state"] == "working"
    assert (await page.send("make it red", mask())).status_code == 409


async def test_many_refusals_use_it_up_too(page: Page) -> None:
    answers = [(await page.send(data=b"none")).status_code for _ in range(10)]
    assert answers == [422] * 9 + [409]


async def test_looking_changes_nothing(page: Page) -> None:
    before = str(page.house.memory)
    for path in ("", "/task", "/state"):
        await page.client.get(page.path + path)
        await page.client.head(page.path + path)
    assert str(page.house.memory) == before
    assert (await page.send(data=mask())).status_code == 201


@pytest.mark.parametrize("what", ["task", "state"])
async def test_a_forged_link_is_told_so(page: Page, what: str) -> None:
    page.path = page.path[:-4] + "AAAA"
    answer = await page.get(what)
    assert answer.status_code == 404
    assert "This link is not good" in answer.json()["sentence"]


async def test_a_link_that_is_over_is_told_so(page: Page) -> None:
    memory = page.house.memory
    ((id, one),) = memory.invitations.items()
    old = replace(one, expires=one.expires - 2 * LASTS)
    memory.invitations[id] = old
    page.path = page.house.parts.painting.link(old)
    assert (await page.get("task")).status_code == 410
    assert (await page.send(data=mask())).json()["sentence"].startswith("This link is over")


async def test_a_link_of_another_browser_is_told_so(page: Page) -> None:
    page.path = await invited(page.house, page.job, await another(page.house))
    assert (await page.get("task")).status_code == 403
    answer = await page.send(data=mask())
    assert (answer.status_code, page.begun()) == (403, [])
    assert "somebody else's" in answer.json()["sentence"]


async def another(house: Studio) -> str:
    return await house.parts.history.person("web", "another", "Another")


async def test_a_result_that_was_deleted_is_told_so(page: Page) -> None:
    await page.house.parts.ledger.delete(page.job.id)
    assert (await page.get("task")).status_code == 404
    assert (await page.send(data=mask())).status_code == 422


async def test_the_chat_is_told_that_it_is_under_way(page: Page) -> None:
    chat, told = await elsewhere(page), list[str]()

    async def deliver(job: Job) -> None:
        told.append(job.id)

    page.house.queue.deliver = deliver  # type: ignore[method-assign]
    assert (await chat.send(data=mask())).status_code == 201
    (job,) = page.begun()
    assert told == [job.id]
    assert job.spec.place == page.job.spec.place


async def test_the_rules_of_the_place_hold_on_the_page(page: Page) -> None:
    manner = Manner(closed=Closed(commands=frozenset({"edit"})))
    chat = await elsewhere(page, manner=manner)
    answer = await chat.send(data=mask())
    assert (answer.status_code, page.begun()) == (422, [])
    assert "You may not use /edit here" in answer.json()["sentence"]


async def test_what_comes_of_it_is_told_to_the_page(page: Page) -> None:
    assert (await page.get("state")).status_code == 404
    await page.send(data=mask())
    assert (await page.get("state")).json()["state"] == "working"
    (job,) = page.begun()
    await page.house.painter.handle(job.id)
    now = (await page.get("state")).json()
    assert now["state"] == "done"
    assert now["before"]["url"].startswith(f"/files/{page.job.variants[0].asset.sha256}/")
    ended = page.house.memory.jobs[job.id]
    assert now["after"][0]["url"].startswith(f"/files/{ended.variants[0].asset.sha256}/")
    assert (await page.get("task")).json()["sent"] is True


async def test_the_page_has_a_policy_of_its_own(page: Page) -> None:
    headers = (await page.client.get(page.path)).headers
    policy = dict(part.split(" ", 1) for part in headers["content-security-policy"].split("; "))
    telegram = "https://web.telegram.org https://*.web.telegram.org"
    assert policy == {
        "default-src": "'none'",
        **dict.fromkeys(("script-src", "style-src", "img-src", "connect-src"), "'self'"),
        "base-uri": "'none'",
        "form-action": "'none'",
        "frame-ancestors": telegram,
    }
    assert "x-frame-options" not in headers, "it would forbid Telegram's frame"
    assert (headers["referrer-policy"], headers["x-robots-tag"]) == ("no-referrer", "noindex")


async def test_the_rest_cannot_be_framed(page: Page) -> None:
    headers = (await page.client.get("/")).headers
    assert headers["x-frame-options"] == "DENY"
    assert "frame-ancestors 'none'" in headers["content-security-policy"]


async def test_within_telegram_its_word_is_asked_for(page: Page) -> None:
    chat = await elsewhere(page, "telegram")
    assert (await chat.get("task")).status_code == 200, "a plain link is a key"
    parts = replace(page.house.parts, telegram=TOKEN, inside=True)
    transport = httpx.ASGITransport(build(parts))
    async with httpx.AsyncClient(transport=transport, base_url="http://127.0.0.1") as client:
        for user, status in ((ADA, 200), (BOB, 403)):
            word = signed(user, int(parts.clock.now().timestamp()))
            asked = await client.get(f"{page.path}/task", headers={INIT_DATA: word})
            assert asked.status_code == status
        assert (await client.get(f"{page.path}/task")).status_code == 403
