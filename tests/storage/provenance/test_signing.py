"""Every kind of file carries a manifest, no pixel differs, and nobody is asked for a time stamp."""

import io
import json
import zipfile
from dataclasses import replace
from pathlib import Path
from typing import Any

import c2pa
import fpdf
import numpy as np
import pypdfium2
import pytest
from PIL import Image

from core.catalogue import Intent
from core.provenance import ROOM, Deed, Ingredient, Manifest, Source, gathering
from core.verifying import Standing
from storage.provenance.identity import Identity
from storage.provenance.reading import read
from storage.provenance.signing import ARCHIVE, Signer, Unsignable, sign
from storage.provenance.who import Who
from tests.clips_made import clip
from tests.manifests import DRAWN, EDITED, MANIFEST, PHOTO, local
from tests.pictures_made import as_png, landscape
from tests.values import asset

KINDS = ["PNG", "JPEG", "WEBP", "GIF", "AVIF"]


@pytest.fixture(scope="module")
def me(tmp_path_factory: pytest.TempPathFactory) -> Identity:
    return local(tmp_path_factory.mktemp("home"))


def encoded(kind: str) -> bytes:
    """A picture of that kind."""
    file = io.BytesIO()
    Image.open(io.BytesIO(as_png(landscape()))).convert("RGB").save(file, kind)
    return file.getvalue()


def pixels(data: bytes) -> Any:
    return np.asarray(Image.open(io.BytesIO(data)).convert("RGBA"))


def said(data: bytes, kind: str = "image/png") -> dict[str, Any]:
    """The manifest of a file as the library reads it."""
    found = json.loads(c2pa.Reader(kind, io.BytesIO(data)).json())
    return found["manifests"][found["active_manifest"]]


def page(data: bytes) -> tuple[int, bytes]:
    """How many pages a PDF has, and the pixels of the first."""
    with pypdfium2.PdfDocument(data) as document:
        return len(document), document[0].render().to_pil().tobytes()


def actions(data: bytes, kind: str = "image/png") -> list[dict[str, Any]]:
    """What it says was done."""
    every = {one["label"]: one["data"] for one in said(data, kind)["assertions"]}
    return every["c2pa.actions.v2"]["actions"]


@pytest.mark.parametrize("kind", KINDS)
def test_a_picture_is_signed_and_no_pixel_differs(me: Identity, kind: str) -> None:
    data = encoded(kind)
    signed = sign(data, f"image/{kind.lower()}", MANIFEST, me)
    assert read("a", signed, me).standing is Standing.OURS
    assert np.array_equal(pixels(signed), pixels(data))


def test_a_clip_is_signed_and_names_its_photo(me: Identity) -> None:
    moved = Manifest((replace(EDITED, intent=Intent.ANIMATE),))
    found = read("a.mp4", sign(clip(), "video/mp4", moved, me), me)
    assert found.standing is Standing.OURS
    assert found.sources == (f"picture 1, sha256 {PHOTO.sha256}",)


def test_a_contact_sheet_is_signed_and_reads_as_before(me: Identity) -> None:
    pdf = fpdf.FPDF()
    pdf.add_page()
    pdf.image(io.BytesIO(encoded("PNG")), w=100)
    before = bytes(pdf.output())
    both = gathering([Manifest((DRAWN,)), MANIFEST, MANIFEST])
    assert both is not None
    signed = sign(before, "application/pdf", both, me)
    assert page(signed) == page(before)
    found = read("contact-sheet.pdf", signed, me)
    assert (found.standing, found.trained, found.trouble) == (Standing.OURS, True, ())
    assert found.licences == ("Painter: Research. Research only.",)
    done = actions(signed, "application/pdf")
    assert [one["action"] for one in done] == ["c2pa.created", "c2pa.placed"]


def test_a_sheet_of_nothing_that_was_made_says_nothing() -> None:
    assert gathering([]) is None


def test_every_picture_of_an_archive_is_signed(me: Identity) -> None:
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w") as zipped:
        zipped.writestr("a.png", encoded("PNG"))
        zipped.writestr("favicon.ico", b"an icon")
    with zipfile.ZipFile(io.BytesIO(sign(held.getvalue(), ARCHIVE, MANIFEST, me))) as opened:
        assert read("a.png", opened.read("a.png"), me).standing is Standing.OURS
        assert opened.read("favicon.ico") == b"an icon"


def test_what_can_carry_nothing_is_as_it_was(me: Identity) -> None:
    assert sign(b"an icon", "image/x-icon", MANIFEST, me) == b"an icon"


async def test_what_is_damaged_leaves_as_it_is(tmp_path: Path, me: Identity) -> None:
    with pytest.raises(Unsignable):
        sign(b"no picture", "image/png", MANIFEST, me)
    assert await Signer(Who(tmp_path)).signed(b"no picture", "image/png", MANIFEST) == b"no picture"


@pytest.mark.parametrize(
    ("manifest", "done"),
    [
        pytest.param(Manifest((DRAWN,)), ["c2pa.created"], id="from words"),
        pytest.param(MANIFEST, ["c2pa.opened", "c2pa.edited"], id="from a picture"),
        pytest.param(
            Manifest((DRAWN, EDITED)), ["c2pa.created", "c2pa.placed", "c2pa.edited"], id="into it"
        ),
        pytest.param(
            Manifest((replace(EDITED, brought=()),), cut=True),
            ["c2pa.opened", "c2pa.edited"],
            id="from what is not told",
        ),
    ],
)
def test_it_begins_with_what_was_created_or_opened(
    me: Identity, manifest: Manifest, done: list[str]
) -> None:
    signed = sign(encoded("PNG"), "image/png", manifest, me)
    assert [one["action"] for one in actions(signed)] == done
    assert read("a", signed, me).trouble == ()


def test_what_a_model_made_is_told_with_its_licence(me: Identity) -> None:
    signed = sign(encoded("PNG"), "image/png", Manifest((DRAWN,)), me)
    (action,) = actions(signed)
    assert action["digitalSourceType"].endswith("/trainedAlgorithmicMedia")
    assert action["softwareAgent"]["name"] == "Painter"
    assert read("a", signed, me).licences == ("Painter: Research. Research only.",)


def test_the_longest_manifest_has_room(me: Identity) -> None:
    deeds = tuple(
        Deed(
            Intent.EDIT,
            Source.WITH_TRAINED,
            f"A model with a long name, {number}",
            "a-publisher/of-a-model-with-a-long-name",
            "0123456789abcdef" * 4,
            "A licence with quite a long name",
            "Commercial use only below a revenue cap and under conditions: read them first.",
            brought=tuple(Ingredient(asset(f"{number} {i}").sha256, "image/png") for i in range(4)),
        )
        for number in range(30)
    )
    data = encoded("PNG")
    assert 10_000 < len(sign(data, "image/png", Manifest(deeds), me)) - len(data) <= ROOM


def test_nothing_is_asked_of_anybody(me: Identity) -> None:
    signed = sign(as_png(landscape()), "image/png", MANIFEST, me)
    assert "time" not in said(signed)["signature_info"]
