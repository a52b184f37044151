"""Archives from the page: by a sealed link, and by no other."""

import html
import io
import zipfile
from datetime import timedelta
from urllib.parse import parse_qs, urlsplit

import httpx
import pytest

from bots.on_web.archive_links import ArchiveLinks
from bots.on_web.links import Seal
from core.errors import ForgedLink, StaleLink, TargetGone
from core.exporting import Thread
from tests.bots.on_web.studio import SECRET, Studio
from tests.values import SetClock

THREAD = Thread("a channel", 'C:\\..\\"x"\r\n🍂', "a job", "a person", adult=False)


def query(link: str) -> dict[str, str]:
    return {name: values[0] for name, values in parse_qs(urlsplit(link).query).items()}


def test_a_link_opens_the_thread_that_it_was_made_for() -> None:
    links = ArchiveLinks(Seal(SECRET), SetClock())
    assert links.check(query(links.of(THREAD))) == THREAD


@pytest.mark.parametrize("name", "cjptaes")
def test_a_link_opens_no_other(name: str) -> None:
    links = ArchiveLinks(Seal(SECRET), SetClock())
    forged = query(links.of(THREAD)) | {name: "1"}
    with pytest.raises(ForgedLink):
        links.check(forged)


def test_an_old_link_opens_nothing() -> None:
    clock = SetClock()
    links = ArchiveLinks(Seal(SECRET), clock)
    known = query(links.of(THREAD))
    clock.moment += timedelta(hours=23)
    assert links.check(known) == THREAD
    clock.moment += timedelta(hours=2)
    with pytest.raises(StaleLink):
        links.check(known)


@pytest.mark.parametrize("query", ["", "?e=soon", "?s=%20", "?c=a&e=99999999999&s=x"])
async def test_whoever_has_no_link_gets_nothing(client: httpx.AsyncClient, query: str) -> None:
    answer = await client.get(f"/archives/easel.zip{query}")
    assert answer.status_code == 403
    assert b"PK" not in answer.content


async def test_a_thread_is_downloaded(
    client: httpx.AsyncClient, house: Studio, channel: str, photo: bytes
) -> None:
    files = {"files": ("a.png", photo, "image/png")}
    fields = {"key": "the-first-key", "words": "as a watercolour --n 2"}
    path = f"/api/channels/{channel}/messages"
    turn = (await client.post(path, data=fields, files=files)).json()
    await house.painter.handle(turn["job"])
    asked = {"key": "the-second-key", "words": "/export"}
    reply = (await client.post(path, data=asked, files={"files": ("", b"")})).json()["reply"]
    assert reply["text"] == "Exported: 1 result, 3 files", reply
    answer = await client.get(reply["rows"][0][0]["url"])
    assert answer.headers["content-disposition"].startswith("attachment; filename=")
    assert answer.headers["cache-control"] == "no-store"
    names = zipfile.ZipFile(io.BytesIO(answer.content)).namelist()
    assert names[0] == "brought/0001-1.png"
    assert names[-1] == "contact-sheet.pdf"


async def test_a_thread_that_is_gone_is_told_instead_of_a_broken_file(
    client: httpx.AsyncClient, house: Studio, channel: str
) -> None:
    links = ArchiveLinks(house.parts.links.seal, house.parts.clock)
    answer = await client.get(links.of(Thread(channel, "x", house.parts.clock.new_id())))
    assert answer.status_code == 404
    assert TargetGone().sentence in html.unescape(answer.text)
