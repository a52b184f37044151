"""What a file says of itself is known after intake took it out."""

import hashlib
from dataclasses import replace

import pytest

from core.origins import TRAINED, Origin
from core.provenance import Ingredient, Manifest
from storage.blobs import ObjectBlobs
from storage.limits import STANDARD
from storage.provenance.identity import Identity
from storage.provenance.origins import origin_of
from storage.provenance.reading import read
from storage.provenance.signing import sign
from storage.reception import take_in
from tests.manifests import DRAWN, EDITED, PHOTO, local
from tests.pictures_made import as_png, landscape

PICTURE = as_png(landscape())
RESEARCH = "Painter: Research. Research only."


@pytest.fixture(scope="module")
def me(tmp_path_factory: pytest.TempPathFactory) -> Identity:
    return local(tmp_path_factory.mktemp("home"))


@pytest.fixture(scope="module")
def made(me: Identity) -> bytes:
    """A picture that a model made, for research only."""
    return sign(PICTURE, "image/png", Manifest((DRAWN,)), me)


def digest(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()


def test_what_says_nothing_is_known_by_its_bytes() -> None:
    assert origin_of("a.png", PICTURE) == Origin(digest(PICTURE))


def test_that_a_model_made_it_and_for_what_it_may_be_used(made: bytes) -> None:
    assert origin_of("a.png", made) == Origin(digest(made), trained=True, bound=(RESEARCH,))


def test_a_manifest_that_does_not_hold_is_believed_against_itself(made: bytes) -> None:
    at = made.index(b"IDAT") + 40
    changed = made[:at] + bytes([made[at] ^ 1]) + made[at + 1 :]
    assert origin_of("a.png", changed).trained


@pytest.mark.parametrize("data", [b"c2pa", PICTURE[:200] + b"c2pa", PICTURE + b"c2pa"])
def test_what_only_looks_as_if_says_nothing(data: bytes) -> None:
    assert origin_of("a.png", data) == Origin(digest(data))


async def test_it_is_known_of_what_was_taken_in_and_told(made: bytes) -> None:
    blobs = ObjectBlobs.in_memory()
    received = await take_in("a.png", made, STANDARD, blobs)
    assert received.asset.origin == Origin(digest(made), trained=True, bound=(RESEARCH,))
    assert TRAINED in received.notes
    assert b"c2pa" not in await blobs.get(received.asset.sha256)


def test_what_it_stands_under_goes_along_with_what_is_made_of_it(me: Identity) -> None:
    brought = Ingredient(PHOTO.sha256, "image/png", Origin("f" * 64, bound=(RESEARCH,)))
    signed = sign(PICTURE, "image/png", Manifest((replace(EDITED, brought=(brought,)),)), me)
    told = read("a.png", signed, me)
    assert told.sources == (f"picture 1, sha256 {'f' * 64}",)
    assert RESEARCH in told.licences
    assert origin_of("a.png", signed).bound == (RESEARCH,)
