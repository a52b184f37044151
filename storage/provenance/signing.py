"""Manifests as C2PA writes them into files, signed by an identity."""

import asyncio
import hashlib
import io
import json
import logging
import zipfile
from collections.abc import Iterator
from importlib.metadata import version
from typing import TYPE_CHECKING, Any

from core.catalogue import Intent
from core.provenance import Deed, Ingredient, Manifest
from storage.provenance import digested
from storage.provenance.who import Who

if TYPE_CHECKING:
    from storage.provenance.identity import Identity

# What can carry a manifest: others (ICO) leave as they are.
CARRIERS = frozenset(
    {"image/png", "image/jpeg", "image/webp", "image/gif", "image/avif", "video/mp4"}
    | {"application/pdf"}
)
ARCHIVE = "application/zip"  # whose pictures are signed, each by itself
VOCABULARY = "http://cv.iptc.org/newscodes/digitalsourcetype/"
LINEAGE = "app.easel.lineage"  # label of our own assertion: what C2PA has no words for
_INSIDE = {"png": "image/png", "jpg": "image/jpeg", "webp": "image/webp", "mp4": "video/mp4"}
_TITLES = {"video/mp4": "a clip", "application/pdf": "a contact sheet"}
_ACTIONS = {Intent.UPSCALE: "c2pa.resized", Intent.RESTYLE: "c2pa.filtered"}
_log = logging.getLogger("easel.provenance")
_EARLIER = "earlier"  # the ingredient for what is not told any more
# Nothing is fetched, nobody is asked: a time stamp would tell a stranger of each picture.
_SETTINGS: dict[str, Any] = {
    "builder": {"thumbnail": {"enabled": False}},
    "verify": {"verify_after_sign": False, "remote_manifest_fetch": False, "ocsp_fetch": False},
}


class Unsignable(Exception):
    """No manifest can be written into a file: it is none of its type, or damaged."""


def sign(data: bytes, media_type: str, manifest: Manifest, identity: "Identity") -> bytes:
    """The file with its manifest; as it is, where no such file can carry one. Raises Unsignable.

    Busy for some milliseconds. Of an archive, every picture in it is signed.
    """
    if media_type == ARCHIVE:
        return _archive(data, manifest, identity)
    if media_type not in CARRIERS:
        return data
    import c2pa  # 100 ms, for processes that sign

    info = c2pa.C2paSignerInfo(identity.algorithm.encode(), identity.chain, identity.key, None)
    said = json.dumps(described(manifest, media_type))
    try:
        with (
            c2pa.Signer.from_info(info) as signer,
            c2pa.Context(c2pa.Settings.from_dict(_SETTINGS)) as context,
            c2pa.Builder(said, context) as builder,
        ):
            if media_type == "image/png" and digested.plain(data):
                return digested.signed(data, builder, signer)
            signed = io.BytesIO()
            builder.sign(signer, media_type, io.BytesIO(data), signed)
            return signed.getvalue()
    except c2pa.C2paError as error:
        raise Unsignable(f"{media_type}: {error}") from error


class Signer:
    """The Signing port; who signs is read when the first file leaves."""

    def __init__(self, who: Who) -> None:
        self._who = who

    def check(self) -> None:
        """Raises BadSettings where the operator's identity cannot be used: said at the start, not
        when the first file leaves."""
        if self._who.named:
            self._who.identity()

    async def mark(self) -> str:
        """What tells who signs from others, in 8 hexadecimal digits."""
        chain = (await asyncio.to_thread(self._who.identity)).chain
        return hashlib.sha256(chain).hexdigest()[:8]

    async def signed(self, data: bytes, media_type: str, manifest: Manifest) -> bytes:
        """The file with its manifest; as it is, where no such file can carry one."""
        return await asyncio.to_thread(self._signed, data, media_type, manifest)

    def _signed(self, data: bytes, media_type: str, manifest: Manifest) -> bytes:
        try:
            return sign(data, media_type, manifest, self._who.identity())
        except Unsignable as error:
            _log.warning("A file leaves unsigned: %s", error)
            return data


def described(manifest: Manifest, media_type: str) -> dict[str, Any]:
    """A manifest as C2PA's library takes it."""
    return {
        "claim_generator_info": [{"name": "Easel", "version": version("easel")}],
        "title": _TITLES.get(media_type, "a picture"),
        "ingredients": list(_ingredients(manifest)),
        "assertions": [
            {"label": "c2pa.actions.v2", "data": {"actions": list(_actions(manifest))}},
            {"label": LINEAGE, "data": _lineage(manifest)},
        ],
    }


def _ingredients(manifest: Manifest) -> Iterator[dict[str, str]]:
    """What was brought; the first of them is what it all began with."""
    parent = _parent(manifest)
    if parent == _EARLIER:
        yield {"title": "an earlier result", "label": _EARLIER, "relationship": "parentOf"}
    for number, one in enumerate(manifest.ingredients, 1):
        yield {
            "title": f"picture {number}",
            "format": one.media_type,
            "instance_id": f"sha256:{one.known}",
            "label": (label := _label(one)),
            "relationship": "parentOf" if label == parent else "componentOf",
        }


def _parent(manifest: Manifest) -> str:
    """The label of what it began with; empty where that was nothing but words, or several."""
    first = manifest.deeds[0]
    if first.begins or manifest.gathered:
        return ""
    return _label(first.brought[0]) if first.brought else _EARLIER


def _label(ingredient: Ingredient) -> str:
    return f"picture-{ingredient.known[:16]}"


def _actions(manifest: Manifest) -> Iterator[dict[str, Any]]:
    """What was done in C2PA's words: it begins with what was created or opened."""
    if manifest.gathered:
        yield from _gathered(manifest)
        return
    parent = _parent(manifest)
    if parent:
        yield {"action": "c2pa.opened", "parameters": {"ingredientIds": [parent]}}
    told, placed = {_label(one) for one in manifest.ingredients}, {parent}
    for deed in manifest.deeds:
        for label in dict.fromkeys(map(_label, deed.brought)):
            if label in told - placed:
                placed.add(label)
                yield {"action": "c2pa.placed", "parameters": {"ingredientIds": [label]}}
        yield {
            "action": "c2pa.created" if deed.begins else _ACTIONS.get(deed.intent, "c2pa.edited"),
            "digitalSourceType": f"{VOCABULARY}{deed.source}",
            "softwareAgent": {"name": deed.model},
            "description": str(deed.intent),
        }


def _gathered(manifest: Manifest) -> Iterator[dict[str, Any]]:
    """Of a sheet of results: it was put together, and what people brought may be seen on it. How
    each result was made is told by our own assertion."""
    yield {
        "action": "c2pa.created",
        "digitalSourceType": f"{VOCABULARY}{manifest.source}",
        "softwareAgent": {"name": "Easel"},
        "description": "contact sheet",
    }
    for one in manifest.ingredients:
        yield {"action": "c2pa.placed", "parameters": {"ingredientIds": [_label(one)]}}


def _lineage(manifest: Manifest) -> dict[str, Any]:
    """What was done as our own assertion tells it, and under what the pictures stand that came."""
    bound = {"bound": list(manifest.bound)} if manifest.bound else {}
    return {"steps": [_step(one) for one in manifest.deeds], **bound}


def _step(deed: Deed) -> dict[str, Any]:
    """A deed as our own assertion tells it."""
    known = {
        "intent": str(deed.intent),
        "model": deed.model,
        "weights": deed.weights,
        "revision": deed.revision,
        "licence": deed.licence,
        "licence_note": deed.licence_note,
        "source": str(deed.source),
    }
    return {**{name: said for name, said in known.items() if said}, "commercial": deed.commercial}


def _archive(data: bytes, manifest: Manifest, identity: "Identity") -> bytes:
    """An archive of ours, with each of its pictures signed."""
    held = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(data)) as opened,
        zipfile.ZipFile(held, "w", zipfile.ZIP_STORED) as zipped,
    ):
        for entry in opened.infolist():
            ending = entry.filename.rpartition(".")[2]
            again = zipfile.ZipInfo(entry.filename, entry.date_time)
            again.external_attr = entry.external_attr
            inside = sign(opened.read(entry), _INSIDE.get(ending, ""), manifest, identity)
            zipped.writestr(again, inside)
    return held.getvalue()
