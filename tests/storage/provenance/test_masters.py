"""Whoever brings back a file that left signed has the one that is stored, and no other."""

import hashlib

import pytest
from PIL import Image

from storage import png
from storage.containers.contents import MOST_PARTS, Damaged
from storage.containers.png import SIGNATURE
from storage.provenance.identity import Identity
from storage.provenance.masters import master_of
from storage.provenance.signing import sign
from tests.manifests import MANIFEST, local
from tests.pictures_made import as_jpeg, as_png, landscape


def name(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()


@pytest.fixture(scope="module")
def me(tmp_path_factory: pytest.TempPathFactory) -> Identity:
    return local(tmp_path_factory.mktemp("home"))


def deep() -> bytes:
    """A picture of 16 bits a channel."""
    plane = Image.fromarray(landscape())
    return png.encode(plane, plane)


@pytest.mark.parametrize("stored", [as_png(landscape()), deep()], ids=["8 bits", "16 bits"])
def test_a_signed_file_leads_to_the_stored_one(stored: bytes, me: Identity) -> None:
    signed = sign(stored, "image/png", MANIFEST, me)
    assert signed != stored
    assert master_of(signed) == name(stored)
    assert master_of(sign(signed, "image/png", MANIFEST, me)) == name(stored)


def test_an_unsigned_file_is_the_stored_one() -> None:
    stored = as_png(landscape())
    assert master_of(stored) == name(stored)


def test_pixels_that_were_changed_lead_nowhere(me: Identity) -> None:
    signed = bytearray(sign(as_png(landscape()), "image/png", MANIFEST, me))
    signed[-40] ^= 1
    assert master_of(bytes(signed)) != name(as_png(landscape()))


@pytest.mark.parametrize(
    "data",
    [
        b"",
        as_jpeg(landscape()),
        as_png(landscape())[:100],
        SIGNATURE,
        SIGNATURE + b"\0\0\0\5caB",
    ],
    ids=["nothing", "JPEG", "cut off", "no parts", "a part that is cut off"],
)
def test_what_has_no_manifest_is_itself(data: bytes) -> None:
    assert master_of(data) == name(data)


def test_a_manifest_that_is_cut_off_is_no_reason_to_stop() -> None:
    cut = SIGNATURE + b"\xff\xff\xff\xffcaBX" + b"x" * 40
    assert master_of(cut) == name(SIGNATURE)


def test_too_many_parts_are_damage() -> None:
    with pytest.raises(Damaged):
        master_of(SIGNATURE + png.chunk(b"tEXt", b"") * (MOST_PARTS + 1))
