"""Signed links to stored files: they open one file under one name, for some days, and no other."""

import base64
import hashlib
import hmac
import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from urllib.parse import quote

from core.errors import ForgedLink, StaleLink
from core.jobs import Asset
from core.ports import Clock
from core.replies import Picture

DAY = 24 * 60 * 60  # s
LIFETIME = 7 * DAY  # s that a link lasts at least

# A file is served as what its ending says, and the ending is under the seal: nothing that a
# browser would run as a page or a script is in this table.
ENDINGS: Mapping[str, str] = {
    "image/png": ".png",
    "image/jpeg": ".jpg",
    "image/webp": ".webp",
    "image/gif": ".gif",
    "image/avif": ".avif",
    "video/mp4": ".mp4",
    "video/webm": ".webm",
    "image/x-icon": ".ico",
    "application/zip": ".zip",
    "application/octet-stream": ".bin",
}
_MEDIA_TYPES = {ending: media_type for media_type, ending in ENDINGS.items()}
_UNSAFE = re.compile(r"[^\w.-]+")


@dataclass(frozen=True, slots=True)
class Seal:
    """HMAC-SHA256 (RFC 2104) over a purpose and some fields, with one secret."""

    secret: bytes

    def __post_init__(self) -> None:
        assert len(self.secret) >= 16, "a secret needs 16 bytes"

    def of(self, purpose: str, *fields: str) -> str:
        """The seal as URL-safe base64, 43 characters."""
        message = json.dumps([purpose, *fields]).encode()
        digest = hmac.digest(self.secret, message, hashlib.sha256)
        return base64.urlsafe_b64encode(digest).rstrip(b"=").decode()

    def fits(self, seal: str, purpose: str, *fields: str) -> bool:
        """Whether `seal` is the one of these fields; takes as long for any wrong one."""
        return hmac.compare_digest(seal.encode(), self.of(purpose, *fields).encode())


class Links:
    """Makes links to stored files and checks those that come back."""

    def __init__(self, secret: bytes, clock: Clock) -> None:
        self.seal = Seal(secret)
        self._clock = clock

    def of(self, picture: Picture, small: str = "") -> str:
        """Path and query that open a picture, with what it says of where it came from."""
        made_by = f"{picture.job}.{picture.variant}" if picture.job else ""
        return self.url(picture.asset, picture.name, small, made_by)

    def url(self, asset: Asset, name: str, small: str = "", made_by: str = "") -> str:
        """Path and query that open `asset` as `name` with the ending of its media type.

        `small` is the name of a rendition: then they open that. `made_by` is a job with the number
        of its variant, by which the file says where it came from. The expiry is rounded up to a
        day, so that the same file keeps its link, and a browser what it cached, when the page is
        loaded again.
        """
        filename = file_name(asset, name)
        expiry = str(self._now() // DAY * DAY + DAY + LIFETIME)
        seal = self.seal.of(*_sealed(asset.sha256, filename, expiry, small, made_by))
        version = (f"&v={small}" if small else "") + (f"&o={made_by}" if made_by else "")
        return f"/files/{asset.sha256}/{quote(filename)}?e={expiry}&s={seal}{version}"

    def check(self, sha256: str, filename: str, query: Mapping[str, str]) -> str:
        """Media type of the file that a link names; raises ForgedLink or StaleLink."""
        expiry, seal, small, made_by = (query.get(name, "") for name in ("e", "s", "v", "o"))
        if not self.seal.fits(seal, *_sealed(sha256, filename, expiry, small, made_by)):
            raise ForgedLink
        if int(expiry) < self._now():
            raise StaleLink
        return _media_type(filename)

    def seconds_left(self, expiry: str) -> int:
        """How long a checked link is good for, in s."""
        return max(0, int(expiry) - self._now())

    def _now(self) -> int:
        return int(self._clock.now().timestamp())


def file_name(asset: Asset, name: str) -> str:
    """`name` without what a path or a header could misread, and with the asset's ending."""
    stem = _UNSAFE.sub("-", name).strip("-.")[:80] or "easel"
    return stem + ENDINGS.get(asset.media_type, ".bin")


def _sealed(sha256: str, filename: str, expiry: str, small: str, made_by: str) -> tuple[str, ...]:
    """The purpose and the fields of a link: one to a small version opens no original."""
    fields = (sha256, filename, _media_type(filename), expiry)
    kind = ("small", *fields, small) if small else ("file", *fields)
    return (*kind, "made by", made_by) if made_by else kind


def _media_type(filename: str) -> str:
    ending = "." + filename.rpartition(".")[2]
    return _MEDIA_TYPES.get(ending, "application/octet-stream")
