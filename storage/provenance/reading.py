"""What files say of where they came from, read from a stranger's bytes with bounds."""

import io
import json
import re
from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from core.errors import BrokenPicture, EmptyFile, FileTooLarge
from core.provenance import Source
from core.verifying import Credentials, NotVerifiable, Standing
from storage.containers import media_type
from storage.limits import STANDARD
from storage.provenance.signing import LINEAGE, VOCABULARY
from storage.untrusted_text import file_name, readable

if TYPE_CHECKING:
    from storage.provenance.identity import Identity

MOST = 200  # actions and ingredients that are looked at: a manifest may have any number
LONGEST = 120  # characters of a licence
# Beginnings of files besides those that intake knows, and what they are.
_BEGINNINGS = {
    b"%PDF": "application/pdf",
    b"II*\0": "image/tiff",
    b"MM\0*": "image/tiff",
    b"fLaC": "audio/flac",
    b"ID3": "audio/mpeg",
}
_IN_RIFF = {b"WAVE": "audio/wav", b"AVI ": "video/avi"}
_FETCHES = {"remote_manifest_fetch": False, "ocsp_fetch": False}  # a file must not make us call
# What IPTC calls it, and what people do.
_SOURCES = {
    "trainedAlgorithmicMedia": "made by a model",
    "compositeWithTrainedAlgorithmicMedia": "partly made by a model",
    "algorithmicMedia": "drawn by rules, not by a model",
    "algorithmicallyEnhanced": "changed by rules, not by a model",
    "composite": "put together from several pictures",
    "compositeCapture": "put together from several photos",
    "compositeSynthetic": "put together, partly synthetic",
    "digitalCapture": "taken with a camera",
    "computationalCapture": "taken with a camera that computes",
    "digitalCreation": "made by hand with software",
    "humanEdits": "edited by hand",
    "screenCapture": "a capture of a screen",
    "dataDrivenMedia": "drawn from data",
    "virtualRecording": "a recording of something virtual",
    "negativeFilm": "scanned from film",
    "positiveFilm": "scanned from film",
    "print": "scanned from a print",
}
TRAINED = {str(one) for one in Source if one.trained}
_HASH = re.compile(r"sha256:[0-9a-f]{64}")
_MISMATCHES = ("Hash.mismatch", "hashedURI.mismatch", "claimSignature.mismatch")


def read(name: str, data: bytes, ours: "Identity | None" = None) -> Credentials:
    """What a file says, and whether that holds; `ours` is who signs here.

    Raises EmptyFile, FileTooLarge, BrokenPicture and NotVerifiable.
    """
    import c2pa  # 100 ms

    file = file_name(name)
    kind = _kind(file, data)
    trust = {"user_anchors": ours.root.decode()} if ours else {}
    settings = c2pa.Settings.from_dict({"verify": _FETCHES, "trust": trust})
    try:
        with (
            c2pa.Context(settings) as context,
            c2pa.Reader(kind, io.BytesIO(data), context=context) as reader,
        ):
            said, state = json.loads(reader.json()), reader.get_validation_state()
    except c2pa.C2paError as error:
        return _unread(file, f"{error}")
    return _credentials(said, str(state), ours)


def _kind(file: str, data: bytes) -> str:
    """Media type by the first bytes."""
    if not data:
        raise EmptyFile(file=file)
    if len(data) > STANDARD.megabytes * 1_000_000:
        raise FileTooLarge(file=file, megabytes=len(data) / 1e6, limit=STANDARD.megabytes)
    if found := media_type(data):
        return found
    if data[4:8] == b"ftyp":
        return "video/mp4"
    others = (kind for first, kind in _BEGINNINGS.items() if data.startswith(first))
    found = _IN_RIFF.get(data[8:12]) if data.startswith(b"RIFF") else next(others, None)
    if found is None:
        raise NotVerifiable(file=file)
    return found


def _unread(file: str, error: str) -> Credentials:
    """What an error of the library means; its name stands before the colon."""
    match error.partition(":")[0]:
        case "ManifestNotFound":
            return Credentials(Standing.ABSENT)
        case "NotSupported":
            raise NotVerifiable(file=file)
        case _ if "asset could not be parsed" in error:
            raise BrokenPicture(file=file)
        case _:
            return Credentials(Standing.BROKEN, trouble=(readable(error, "damaged", LONGEST),))


def _credentials(said: Mapping[str, Any], state: str, ours: "Identity | None") -> Credentials:
    manifest = _of(said.get("manifests")).get(str(said.get("active_manifest")))
    manifest = _of(manifest)
    signature = _of(manifest.get("signature_info"))
    trouble = tuple(dict.fromkeys(_troubles(said)))
    names = (signature.get("issuer"), signature.get("common_name"))
    mine = bool(ours and str(signature.get("cert_serial_number")) == ours.serial)
    standing = _standing(state, trouble, mine)
    return Credentials(
        standing=standing,
        signer=next((readable(str(one), "nobody") for one in names if one), "nobody"),
        local=bool(ours and ours.local and standing is Standing.OURS),
        tool=_tool(manifest),
        when=readable(str(signature.get("time") or ""), ""),
        deeds=tuple(_deeds(manifest)),
        sources=tuple(_sources(manifest)),
        licences=tuple(dict.fromkeys(_licences(manifest))),
        trouble=trouble if standing in (Standing.CHANGED, Standing.BROKEN) else (),
        trained=_trained(said),
        bound=tuple(dict.fromkeys(_bound(manifest))),
    )


def _standing(state: str, trouble: Sequence[str], mine: bool) -> Standing:
    """`mine`: whether our certificate is named; who signed that one may have signed others."""
    match state:
        case "Trusted" if mine:
            return Standing.OURS
        case "Trusted" | "Valid":
            return Standing.OTHERS
        case _ if any(code.endswith(_MISMATCHES) for code in trouble):
            return Standing.CHANGED
        case _:
            return Standing.BROKEN


def _troubles(said: Mapping[str, Any]) -> Iterator[str]:
    """Codes of what is wrong; that a signer is unknown is wrong with nothing."""
    for one in _list(said.get("validation_status")):
        code = str(_of(one).get("code"))
        if code != "signingCredential.untrusted":
            yield readable(code, "unknown")


def _tool(manifest: Mapping[str, Any]) -> str:
    for one in _list(manifest.get("claim_generator_info"))[:1]:
        known = _of(one)
        return readable(f"{known.get('name', '')} {known.get('version', '')}", "")
    return readable(str(manifest.get("claim_generator") or ""), "")


def _assertions(manifest: Mapping[str, Any], label: str) -> Iterator[Mapping[str, Any]]:
    for one in _list(manifest.get("assertions")):
        if str(_of(one).get("label", "")).startswith(label):
            yield _of(_of(one).get("data"))


def _deeds(manifest: Mapping[str, Any]) -> Iterator[str]:
    """What was done, each in a line: “edited with SDXL, partly made by a model”."""
    for assertion in _assertions(manifest, "c2pa.actions"):
        for one in map(_of, _list(assertion.get("actions"))):
            action = str(one.get("action", "")).removeprefix("c2pa.").replace("_", " ")
            agent = one.get("softwareAgent")
            by = _of(agent).get("name") if isinstance(agent, dict) else agent
            kind = str(one.get("digitalSourceType", "")).removeprefix(VOCABULARY)
            about = f"{one['description']}: " if one.get("description") else ""
            parts = (f"{about}{action}", f" with {by}" if by else "")
            how = f", {_SOURCES.get(kind, kind)}" if kind else ""
            yield readable("".join((*parts, how)), "something", LONGEST)


def _sources(manifest: Mapping[str, Any]) -> Iterator[str]:
    """What it was made from, by title and, where it is known, by the beginning of its sha256."""
    for one in map(_of, _list(manifest.get("ingredients"))):
        id = str(one.get("instance_id", ""))
        which = f", sha256 {id.removeprefix('sha256:')}" if _HASH.fullmatch(id) else ""
        yield readable(str(one.get("title") or ""), "something") + which


def _licences(manifest: Mapping[str, Any]) -> Iterator[str]:
    """Of models, and of what people brought."""
    for assertion in _assertions(manifest, LINEAGE):
        for one in map(_of, _list(assertion.get("steps"))):
            if one.get("licence"):
                yield _licence(one)
        yield from (readable(str(one), "", 2 * LONGEST) for one in _list(assertion.get("bound")))


def _bound(manifest: Mapping[str, Any]) -> Iterator[str]:
    """Those against commercial use."""
    for assertion in _assertions(manifest, LINEAGE):
        for one in map(_of, _list(assertion.get("steps"))):
            if one.get("licence") and one.get("commercial") is False:
                yield _licence(one)
        yield from (readable(str(one), "", 2 * LONGEST) for one in _list(assertion.get("bound")))


def _licence(step: Mapping[str, Any]) -> str:
    said = f"{step.get('model', '')}: {step['licence']}. {step.get('licence_note', '')}"
    return readable(said, "", 2 * LONGEST)


def _trained(said: Mapping[str, Any]) -> bool:
    """Whether any manifest, be it of an ingredient, says that a model made something."""
    every = list(_of(said.get("manifests")).values())[:MOST]
    actions = (
        _of(one)
        for manifest in map(_of, every)
        for assertion in _assertions(manifest, "c2pa.actions")
        for one in _list(assertion.get("actions"))
    )
    kinds = (str(one.get("digitalSourceType", "")).rpartition("/")[2] for one in actions)
    return any(kind in TRAINED for kind in kinds)


def _of(value: Any) -> Mapping[str, Any]:
    """A table that somebody wrote; nothing where it is none."""
    return value if isinstance(value, dict) else {}


def _list(value: Any) -> Sequence[Any]:
    """A list that somebody wrote, as far as it is looked at; nothing where it is none."""
    return value[:MOST] if isinstance(value, list) else ()
