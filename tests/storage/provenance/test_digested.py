"""A PNG is signed by its digest as it is when the library reads it, wherever that can be."""

import io
import json
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import c2pa
import pytest

from core.verifying import Standing
from storage import png
from storage.containers.contents import MOST_PARTS
from storage.containers.png import SIGNATURE
from storage.provenance import digested
from storage.provenance.identity import Identity
from storage.provenance.masters import MANIFEST as CHUNK
from storage.provenance.reading import read
from storage.provenance.signing import described, sign
from tests.manifests import MANIFEST, local
from tests.pictures_made import as_jpeg, as_png, landscape

STORED = as_png(landscape())
END = png.chunk(b"IEND", b"")


@pytest.fixture(scope="module")
def me(tmp_path_factory: pytest.TempPathFactory) -> Identity:
    return local(tmp_path_factory.mktemp("home"))


def by_the_library(data: bytes, me: Identity) -> bytes:
    """The file as the library signs it when it reads it."""
    info = c2pa.C2paSignerInfo(me.algorithm.encode(), me.chain, me.key, None)
    settings = c2pa.Settings.from_dict({"builder": {"thumbnail": {"enabled": False}}})
    said, signed = json.dumps(described(MANIFEST, "image/png")), io.BytesIO()
    with c2pa.Builder(said, c2pa.Context(settings, c2pa.Signer.from_info(info))) as builder:
        builder.sign("image/png", io.BytesIO(data), signed)
    return signed.getvalue()


def without_digest(said: dict[str, Any]) -> dict[str, Any]:
    return {name: one for name, one in said.items() if name != "hash"}


def told(data: bytes) -> dict[str, Any]:
    """What its manifest says, without the names and digests that are of this one alone."""
    read_back = c2pa.Reader("image/png", io.BytesIO(data)).detailed_json()
    found = json.loads(read_back, object_hook=without_digest)
    said = found["manifests"][found["active_manifest"]]
    every = dict(said["assertion_store"])
    bound = every.pop("c2pa.hash.data")
    checked = found["validation_results"]["activeManifest"]["success"]
    return {
        "assertions": every,
        "bound": sorted(bound),
        "claim": sorted(said["claim"]),
        "checked": [one["code"] for one in checked],
    }


def test_it_says_what_the_library_says_of_the_file_itself(me: Identity) -> None:
    assert told(sign(STORED, "image/png", MANIFEST, me)) == told(by_the_library(STORED, me))


def test_a_manifest_that_is_there_is_replaced_by_the_library(me: Identity) -> None:
    signed = by_the_library(STORED, me)
    assert not digested.plain(signed)
    again = sign(signed, "image/png", MANIFEST, me)
    assert read("a", again, me).standing is Standing.OURS
    assert again.count(CHUNK) == 1


def test_nothing_is_different_but_the_chunk_behind_the_header(me: Identity) -> None:
    signed = sign(STORED, "image/png", MANIFEST, me)
    length = int.from_bytes(signed[33:37], "big")
    assert digested.plain(STORED)
    assert signed[37:41] == CHUNK
    assert signed[:33] + signed[33 + length + 12 :] == STORED


@pytest.mark.parametrize("where", [20, 33 + 2_000, -40], ids=["header", "manifest", "pixels"])
def test_any_byte_that_was_changed_is_told(where: int, me: Identity) -> None:
    signed = bytearray(sign(STORED, "image/png", MANIFEST, me))
    signed[where] ^= 1
    assert read("a", bytes(signed), me).standing is not Standing.OURS


@pytest.mark.parametrize(
    "data",
    [
        b"",
        SIGNATURE,
        as_jpeg(landscape()),
        STORED[:-1],
        STORED + b"x",
        STORED.removesuffix(END),
        SIGNATURE + STORED[33:],
        SIGNATURE + png.chunk(b"tEXt", b"") * (MOST_PARTS + 1) + END,
    ],
    ids=["nothing", "no parts", "JPEG", "cut off", "more behind", "no end", "no header", "parts"],
)
def test_what_is_no_whole_png_is_left_to_the_library(data: bytes) -> None:
    assert not digested.plain(data)


def test_several_are_signed_at_once(me: Identity) -> None:
    with ThreadPoolExecutor(8) as pool:
        running = [pool.submit(sign, STORED, "image/png", MANIFEST, me) for _ in range(40)]
        files = [one.result() for one in running]
    assert {read("a", one, me).standing for one in files} == {Standing.OURS}


def test_a_builder_that_is_closed_is_an_error_of_the_library(me: Identity) -> None:
    info = c2pa.C2paSignerInfo(me.algorithm.encode(), me.chain, me.key, None)
    with c2pa.Signer.from_info(info) as signer, pytest.raises(c2pa.C2paError):
        digested.signed(STORED, c2pa.Builder('{"assertions": [{"label": ""}]}'), signer)
