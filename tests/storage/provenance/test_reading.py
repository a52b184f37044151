"""What files say is told, of ours and of others; what was changed is told; no text is trusted."""

import io
import json
from pathlib import Path
from typing import Any

import c2pa
import pytest
from PIL import Image

from core.errors import BadPicture, BrokenPicture, EmptyFile, FileTooLarge
from core.verifying import NotVerifiable, Standing, told
from storage.provenance.identity import FILE, Identity
from storage.provenance.reading import MOST, read
from storage.provenance.reading_process import ReadingHere, ReadingProcess
from storage.provenance.signing import sign
from storage.provenance.who import Who
from tests.manifests import MANIFEST, local
from tests.pictures_made import as_png, landscape

PICTURE = as_png(landscape())


@pytest.fixture(scope="module")
def me(tmp_path_factory: pytest.TempPathFactory) -> Identity:
    return local(tmp_path_factory.mktemp("home"))


@pytest.fixture(scope="module")
def others(tmp_path_factory: pytest.TempPathFactory) -> Identity:
    return local(tmp_path_factory.mktemp("others"))


@pytest.fixture(scope="module")
def signed(me: Identity) -> bytes:
    return sign(PICTURE, "image/png", MANIFEST, me)


def changed(data: bytes, at: int) -> bytes:
    """The same with one byte changed."""
    return data[:at] + bytes([data[at] ^ 1]) + data[at + 1 :]


def by_hand(manifest: dict[str, Any], who: Identity, data: bytes = PICTURE) -> bytes:
    """A file that says something that we never say."""
    info = c2pa.C2paSignerInfo(b"es256", who.chain, who.key, None)
    settings = c2pa.Settings.from_dict({"builder": {"thumbnail": {"enabled": False}}})
    builder = c2pa.Builder(
        json.dumps(manifest), c2pa.Context(settings, c2pa.Signer.from_info(info))
    )
    file = io.BytesIO()
    builder.sign("image/png", io.BytesIO(data), file)
    return file.getvalue()


def test_our_own_is_known(me: Identity, signed: bytes) -> None:
    reply = told("a.png", read("a.png", signed, me))
    assert reply.text == "a.png was signed by this Easel, and has not been changed since."
    assert "Done: edit: edited with Painter, partly made by a model" in reply.lines
    assert reply.lines[-1].startswith("The certificate was made on this machine")


def test_anothers_is_read_and_its_name_is_not_believed(
    me: Identity, others: Identity, signed: bytes
) -> None:
    found = read("a.png", signed, others)
    assert found.standing is Standing.OTHERS
    reply = told("a.png", found)
    assert f"signed as “{me.name}”" in reply.text
    assert me.name != others.name
    assert not found.local
    assert reply.lines[-1].startswith("Whether that is who they say they are I cannot tell")
    assert read("a.png", signed).standing is Standing.OTHERS


@pytest.mark.parametrize("what", [b"IDAT", b"Painter"], ids=["a pixel", "what it says"])
def test_one_byte_that_was_changed_is_told(me: Identity, signed: bytes, what: bytes) -> None:
    at = signed.rindex(what) + len(what) + (200 if what == b"IDAT" else -1)
    found = read("a.png", changed(signed, at), me)
    assert (found.standing, found.holds) == (Standing.CHANGED, False)
    assert "was changed after it was signed" in told("a.png", found).text


def test_a_manifest_moved_to_another_picture_does_not_hold(me: Identity, signed: bytes) -> None:
    other = Image.new("RGB", (640, 480), "red")
    file = io.BytesIO()
    other.save(file, "PNG")
    chunk = signed.index(b"caBX") - 4
    length = int.from_bytes(signed[chunk : chunk + 4], "big") + 12
    plain = file.getvalue()
    assert read("a", plain[:33] + signed[chunk : chunk + length] + plain[33:], me).standing is (
        Standing.CHANGED
    )


def test_a_picture_that_was_saved_anew_says_nothing(me: Identity, signed: bytes) -> None:
    file = io.BytesIO()
    Image.open(io.BytesIO(signed)).save(file, "PNG")
    reply = told("a.png", read("a.png", file.getvalue(), me))
    assert reply.text == "a.png has no Content Credentials."
    assert "says nothing of how it was made" in reply.lines[0]


@pytest.mark.parametrize(
    ("data", "error"),
    [
        pytest.param(b"", EmptyFile, id="empty"),
        pytest.param(b"hello there, this is text", NotVerifiable, id="text"),
        pytest.param(PICTURE[:40], BrokenPicture, id="cut short"),
        pytest.param(b"%PDF-1.4 nothing more", BrokenPicture, id="a PDF that is none"),
        pytest.param(b"x" * 51_000_000, FileTooLarge, id="too large"),
    ],
)
def test_what_cannot_be_read_is_told(data: bytes, error: type[BadPicture]) -> None:
    with pytest.raises(error, match=r"a\.png"):
        read("folder/a\u202e.png", data)


def test_a_manifest_that_is_cut_short_does_not_hold(me: Identity, signed: bytes) -> None:
    at = signed.index(b"jumb") + 40
    found = read("a.png", signed[:at] + bytes(200) + signed[at + 200 :], me)
    assert not found.holds
    assert found.trouble


def test_names_in_it_are_text_of_strangers(others: Identity) -> None:
    nasty = "evil\u202e\n\x1b[31m" + "x" * 5000
    manifest = {
        "claim_generator_info": [{"name": nasty, "version": nasty}],
        "ingredients": [{"title": nasty, "relationship": "componentOf", "label": "a"}],
        "assertions": [
            {
                "label": "c2pa.actions.v2",
                "data": {
                    "actions": [
                        {
                            "action": "c2pa.created",
                            "digitalSourceType": nasty,
                            "softwareAgent": {"name": nasty},
                            "description": nasty,
                        }
                    ]
                },
            },
            {"label": "app.easel.lineage", "data": {"steps": [{"licence": nasty}, 7, "x"]}},
        ],
    }
    reply = told("a.png", read("a.png", by_hand(manifest, others)))
    assert all(len(line) < 300 for line in reply.lines)
    assert not any(c in line for line in reply.lines for c in "\u202e\n\x1b")
    assert any("evil" in line for line in reply.lines)


def test_a_huge_manifest_is_told_in_part(others: Identity) -> None:
    first = {"action": "c2pa.created", "digitalSourceType": "http://c2pa.org/empty"}
    actions = [first, *({"action": "c2pa.edited", "description": f"{n}"} for n in range(20_000))]
    manifest = {"assertions": [{"label": "c2pa.actions.v2", "data": {"actions": actions}}]}
    found = read("a.png", by_hand(manifest, others))
    assert len(found.deeds) == MOST
    lines = told("a.png", found).lines
    assert len(lines) < 20
    assert f"… and {MOST - 12} more" in lines


def test_to_look_at_a_file_makes_no_identity(tmp_path: Path) -> None:
    found = read("a.png", PICTURE)
    assert found.standing is Standing.ABSENT
    assert not Who(tmp_path).there


async def test_files_are_read_in_a_process_of_their_own(tmp_path: Path, signed: bytes) -> None:
    process = ReadingProcess(str(tmp_path), Who(tmp_path))
    try:
        assert (await process.credentials("a.png", signed)).standing is Standing.OTHERS
        with pytest.raises(NotVerifiable):
            await process.credentials("a.txt", b"hello")
    finally:
        process.close()
    assert not (tmp_path / FILE).exists()
    assert (await ReadingHere(Who(tmp_path)).credentials("a", signed)).standing is Standing.OTHERS
