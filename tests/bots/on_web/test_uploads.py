"""A message as it comes over the network: within bounds, in any shape, under any name."""

from collections.abc import AsyncIterator, Iterable
from dataclasses import dataclass, field, replace
from pathlib import Path

import httpx
import pytest

from bots.on_web import uploads
from bots.on_web.app import build
from bots.on_web.multipart import Bounds
from core.incoming import Incoming
from core.ports import Spooled
from core.replies import Turn
from tests.bots.on_web.studio import Studio

KEY = "5d6f7a6e-6f3b-4d52-9a39-0d3c3f0c8b11"
FORM = "multipart/form-data; boundary=b"


def part(name: str, data: bytes, filename: bytes | None = None) -> bytes:
    """One part of a body."""
    named = b"" if filename is None else b'; filename="%b"' % filename
    head = b'--b\r\nContent-Disposition: form-data; name="%b"%b\r\n\r\n' % (name.encode(), named)
    return head + data + b"\r\n"


def body(parts: Iterable[bytes]) -> bytes:
    """A whole body with a key."""
    return b"".join((part("key", KEY.encode()), *parts, b"--b--\r\n"))


async def send(
    client: httpx.AsyncClient, channel: str, content: bytes, kind: str = FORM
) -> httpx.Response:
    """Send a body as it is."""
    path = f"/api/channels/{channel}/messages"
    return await client.post(path, content=content, headers={"Content-Type": kind})


@pytest.mark.parametrize("kind", [FORM, f"{FORM}; charset=latin-1", f"{FORM}; charset=nonsense"])
@pytest.mark.parametrize(
    ("sent", "words"),
    [("père".encode(), "père"), (b"p\xe8re", "p\ufffdre"), (b"a\x00 cat", "a cat")],
    ids=["UTF-8", "no UTF-8", "NUL"],
)
async def test_words_are_utf_8(
    client: httpx.AsyncClient, channel: str, kind: str, sent: bytes, words: str
) -> None:
    answer = await send(client, channel, body([part("words", sent)]), kind)
    assert answer.json()["words"] == words


@pytest.mark.parametrize(
    ("filename", "said"),
    [
        pytest.param(b"my %22best%22.png", 'my "best".png is', id="quotes"),
        pytest.param(b"a%0D%0Ab.png", "a b.png is", id="line breaks"),
        pytest.param("père.png".encode(), "père.png is", id="letters"),
        pytest.param(b"x" * 5_000 + b".png", "is not a picture", id="long"),
        pytest.param(b"", "picture 1 is", id="none"),
    ],
)
async def test_file_names_are_told_as_they_were(
    client: httpx.AsyncClient, channel: str, filename: bytes, said: str
) -> None:
    answer = await send(client, channel, body([part("files", b"no picture", filename)]))
    assert answer.status_code == 200
    assert said in answer.json()["reply"]["text"]


@pytest.mark.parametrize(
    ("content", "kind"),
    [
        pytest.param(b"{}", "application/json", id="another kind"),
        pytest.param(b"--b", "multipart/form-data", id="no boundary"),
        pytest.param(b"--b", f"multipart/form-data; boundary={'b' * 999}", id="long boundary"),
        pytest.param(b"nonsense", FORM, id="nonsense"),
        pytest.param(b"", FORM, id="empty"),
        pytest.param(body([part("words", b"a cat")])[:-9], FORM, id="cut off"),
        pytest.param(b"--b\r\nX: y\r\n\r\n\r\n--b--\r\n", FORM, id="part without a name"),
        pytest.param(body([part("x", b"")] * 1_001), FORM, id="too many parts"),
    ],
)
async def test_a_malformed_body_is_answered_with_what_to_do(
    client: httpx.AsyncClient, channel: str, content: bytes, kind: str
) -> None:
    answer = await send(client, channel, content, kind)
    assert (answer.status_code, answer.json()["sentence"]) == (400, uploads.MALFORMED)


async def test_too_many_words_are_told(client: httpx.AsyncClient, channel: str) -> None:
    answer = await send(client, channel, body([part("words", b"x" * 1_000_001)]))
    assert (answer.status_code, answer.json()["error"]) == (400, "TooManyWords")


async def test_a_large_file_is_refused_by_name_before_it_is_kept(
    client: httpx.AsyncClient, channel: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(uploads, "MOST_FILE_BYTES", 1_000)
    monkeypatch.setattr(uploads, "_BOUNDS", Bounds(1_000, 1_000, 10, 100))
    parts = [part("files", b"x" * size, b"%d.png" % size) for size in (1_000, 2_000)]
    answer = await send(client, channel, body(parts))
    assert (answer.status_code, answer.json()["error"]) == (413, "FileTooLarge")
    assert answer.json()["sentence"].startswith("2000.png is 0.002 MB")


@dataclass
class Looker:
    """A conversation that looks where the files of a message lie, and how large they are."""

    seen: dict[Path, int] = field(default_factory=dict[Path, int])

    async def receive(self, incoming: Incoming) -> Turn:
        """Look, and break."""
        for one in incoming.attachments:
            self._look(one.data)
        raise RuntimeError

    def _look(self, data: bytes | Spooled) -> None:
        assert isinstance(data, Spooled)
        path = Path(data.path)
        self.seen[path] = path.stat().st_size


async def test_files_lie_on_the_disk_only_while_their_message_is_answered(house: Studio) -> None:
    looker, parts = Looker(), [part("files", b"x" * size, b"a.png") for size in (1, 500_000, 0)]
    app = build(replace(house.parts, conversation=looker))
    transport = httpx.ASGITransport(app, raise_app_exceptions=False)
    channel = (await house.parts.history.channel("web", "one")).id
    headers = {"X-Easel": "1"}
    async with httpx.AsyncClient(
        transport=transport, base_url="http://localhost", headers=headers
    ) as client:
        assert (await send(client, channel, body(parts))).status_code == 500
    assert list(looker.seen.values()) == [1, 500_000, 0]
    assert not [path for path in looker.seen if path.parent.exists()]


async def test_a_message_has_a_bound_that_is_announced(
    client: httpx.AsyncClient, channel: str
) -> None:
    path = f"/api/channels/{channel}/messages"
    headers = {"Content-Length": str(uploads.MOST_BYTES + 1), "Content-Type": FORM}
    answer = await client.post(path, content=b"--", headers=headers)
    assert answer.status_code == 413
    assert answer.json()["sentence"].startswith("That message is over 120 MB; please")


async def test_a_message_has_a_bound_that_is_counted(
    client: httpx.AsyncClient, channel: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(uploads, "MOST_BYTES", 1_000)

    async def chunks() -> AsyncIterator[bytes]:
        yield body([])[: -len(b"--b--\r\n")]
        for _ in range(3):
            yield part("files", b"x" * 400, b"cat.png")

    path = f"/api/channels/{channel}/messages"
    answer = await client.post(path, content=chunks(), headers={"Content-Type": FORM})
    assert answer.status_code == 413
