"""Manifests and identities that tests begin from."""

from pathlib import Path

from core.catalogue import Intent
from core.provenance import Deed, Ingredient, Manifest, Source
from storage.provenance.identity import FILE, Identity
from storage.provenance.who import Who
from tests.values import asset

PHOTO = Ingredient(asset("photo").sha256, "image/png")
DRAWN = Deed(
    Intent.IMAGINE,
    Source.TRAINED,
    "Painter",
    "studio/painter",
    "r1",
    "Research",
    "Research only.",
    commercial=False,
    begins=True,
)
EDITED = Deed(Intent.EDIT, Source.WITH_TRAINED, "Painter", brought=(PHOTO,))
MANIFEST = Manifest((EDITED,))


def local(home: Path) -> Identity:
    """The identity that is made below a folder."""
    return Who(home).identity()


def brought(folder: Path) -> Who:
    """An operator's identity in two files: the local one of another machine."""
    other = folder / "other"
    other.mkdir(parents=True, exist_ok=True)
    identity = local(other)
    (folder / "certificate.pem").write_bytes(identity.chain)
    (folder / "key.pem").write_bytes(identity.key)
    (other / FILE).unlink()
    return Who(folder, str(folder / "certificate.pem"), str(folder / "key.pem"))
