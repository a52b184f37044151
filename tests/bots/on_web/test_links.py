"""Signed links: which open a file, and which do not."""

from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from urllib.parse import parse_qs, unquote, urlsplit

import pytest

from bots.on_web.links import ENDINGS, Links, file_name
from core.errors import EaselError, ForgedLink, StaleLink
from core.jobs import Asset
from core.replies import Picture

NOON = datetime(2026, 3, 1, 12, tzinfo=UTC)
ASSET = Asset("a" * 64, "image/png", 10, 4, 3)
OTHER = Asset("b" * 64, "image/png", 10, 4, 3)


@dataclass
class SetClock:
    """A clock that stands where it is put."""

    time: datetime = NOON

    def now(self) -> datetime:
        return self.time

    def new_id(self) -> str:
        return "00000000-0000-7000-8000-000000000000"

    def new_seed(self) -> int:
        return 4


@dataclass(frozen=True)
class Opened:
    """What a link carries."""

    sha256: str
    name: str
    expiry: str
    seal: str
    small: str = ""
    made_by: str = ""

    @classmethod
    def of(cls, url: str) -> "Opened":
        parts = urlsplit(url)
        _, _, sha256, name = parts.path.split("/")
        query = parse_qs(parts.query)
        small, made_by = (query.get(one, [""])[0] for one in "vo")
        return cls(sha256, unquote(name), query["e"][0], query["s"][0], small, made_by)

    def check(self, links: Links) -> str:
        query = {"e": self.expiry, "s": self.seal, "v": self.small, "o": self.made_by}
        return links.check(self.sha256, self.name, query)


@pytest.fixture
def clock() -> SetClock:
    return SetClock()


@pytest.fixture
def links(clock: SetClock) -> Links:
    return Links(b"sixteen bytes, or more", clock)


@pytest.mark.parametrize(
    ("media_type", "ending"),
    [(media_type, ending) for media_type, ending in ENDINGS.items()],
    ids=[ending[1:] for ending in ENDINGS.values()],
)
def test_a_link_opens_its_file_as_what_it_is(links: Links, media_type: str, ending: str) -> None:
    opened = Opened.of(links.url(replace(ASSET, media_type=media_type), "my picture"))
    assert opened.check(links) == media_type
    assert opened.name == f"my-picture{ending}"


@pytest.mark.parametrize(
    "changes",
    [
        {"sha256": "b" * 64},
        {"name": "other.png"},
        {"name": "mine.html"},
        {"name": "mine.jpg"},
        {"expiry": "99999999999"},
        {"expiry": ""},
        {"expiry": "soon"},
        {"seal": ""},
        {"seal": "é" * 43},
        {"seal": "A" * 43},
        {"small": "thumb-208.jpg"},
        {"made_by": "job.1"},
    ],
    ids=lambda changes: "-".join(f"{name}={value[:8]}" for name, value in changes.items()),
)
def test_a_changed_link_is_forged(links: Links, changes: dict[str, str]) -> None:
    opened = Opened.of(links.url(ASSET, "mine"))
    with pytest.raises(ForgedLink):
        replace(opened, **changes).check(links)


@pytest.mark.parametrize("small", ["", "chat-1600.jpg", "thumb-208.webp", "thumb-9999.jpg"])
def test_a_link_to_a_small_version_opens_no_other(links: Links, small: str) -> None:
    opened = Opened.of(links.url(ASSET, "mine", "thumb-208.jpg"))
    assert opened.check(links) == "image/png"
    with pytest.raises(ForgedLink):
        replace(opened, small=small).check(links)


@pytest.mark.parametrize("made_by", ["", "job.2", "another.1"])
@pytest.mark.parametrize("small", ["", "thumb-208.jpg"], ids=["whole", "small"])
def test_a_link_tells_of_one_job_alone(links: Links, small: str, made_by: str) -> None:
    opened = Opened.of(links.of(Picture(ASSET, "mine", variant=1, job="job"), small))
    assert opened.check(links) == "image/png"
    with pytest.raises(ForgedLink):
        replace(opened, made_by=made_by).check(links)


def test_a_link_of_another_installation_is_forged(links: Links, clock: SetClock) -> None:
    foreign = Links(b"another secret, as long", clock)
    with pytest.raises(ForgedLink):
        Opened.of(foreign.url(ASSET, "mine")).check(links)


@pytest.mark.parametrize(
    ("later", "error"),
    [
        (timedelta(days=7), None),
        (timedelta(days=7, hours=11), None),
        (timedelta(days=7, hours=13), StaleLink),
        (timedelta(days=400), StaleLink),
    ],
    ids=["a week", "until midnight", "a day more", "next year"],
)
def test_a_link_ends(
    links: Links, clock: SetClock, later: timedelta, error: type[EaselError] | None
) -> None:
    opened = Opened.of(links.url(ASSET, "mine"))
    clock.time += later
    if error is None:
        assert opened.check(links) == "image/png"
    else:
        with pytest.raises(error):
            opened.check(links)


@pytest.mark.parametrize(
    ("later", "same"),
    [(timedelta(hours=11), True), (timedelta(hours=13), False)],
    ids=["same day", "next day"],
)
def test_a_page_that_is_loaded_again_finds_the_same_links(
    links: Links, clock: SetClock, later: timedelta, same: bool
) -> None:
    before = links.url(ASSET, "mine")
    clock.time += later
    assert (links.url(ASSET, "mine") == before) is same


@pytest.mark.parametrize(
    ("name", "safe"),
    [
        ("easel-1", "easel-1.png"),
        ("../../etc/passwd", "etc-passwd.png"),
        ('a"b\r\nSet-Cookie: x', "a-b-Set-Cookie-x.png"),
        ("père noël", "père-noël.png"),
        ("...", "easel.png"),
        ("x" * 200, "x" * 80 + ".png"),
    ],
    ids=["plain", "path", "header", "letters", "dots", "long"],
)
def test_a_name_is_made_safe(name: str, safe: str) -> None:
    assert file_name(ASSET, name) == safe
