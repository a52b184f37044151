"""What an archive says of each result in `thread.json`, as docs/export.md describes it."""

from collections.abc import Mapping
from typing import Any, NamedTuple

from core.catalogue import Catalogue, ModelCard
from core.family import Member
from core.jobs import Asset, Job, Variant
from core.makers import maker_of
from core.wire import plain

VERSION = 1  # of the form; it rises when something that was there is gone or means something else
Json = dict[str, Any]


class Known(NamedTuple):
    """What is told of files and of models."""

    files: Mapping[str, str]  # paths in the archive, by the sha256 of what is stored
    catalogue: Catalogue


def record(number: int, member: Member, job: Job | None, known: Known) -> Json:
    """A result, or the place of a deleted one (no `job`)."""
    place: Json = {
        "number": number,
        "job": member.id,
        "intent": str(member.intent),
        "deleted": job is None,
        "came_from": _came_from(member),
    }
    return place if job is None else place | _told(job, known)


def _came_from(member: Member) -> Json | None:
    if member.parent is None:
        return None
    return {"job": member.parent.job, "variants": list(member.parent.variants)}


def _told(job: Job, known: Known) -> Json:
    files = known.files
    spec = plain(job.spec)
    del spec["place"]  # who asked where is nobody's business who is handed the archive
    spec.pop("withheld", None)  # the files themselves say so
    return {
        "created": job.created.isoformat(),
        "seconds": round(job.seconds, 3),
        "words": job.spec.own_words,
        "variants": [_variant(job, one, known) for one in job.variants],
        "inputs": [_input(one, job, files) for one in job.spec.inputs],
        "mask": _file(job.spec.mask, files) if job.spec.mask else None,
        "files": [_file(one.asset, files) | {"name": one.name} for one in job.extras],
        "notes": [*job.spec.notes, *job.notes],
        "spec": spec,
    }


def _variant(job: Job, made: Variant, known: Known) -> Json:
    card = maker_of(job.spec, made, known.catalogue)
    told = plain(made)
    return {
        "index": made.index,
        "seed": made.seed,
        "did": made.did,
        "changed": made.changed,
        "label": made.label,
        "took": round(made.took, 3),
        "recipe": told.get("recipe"),
        "libraries": list(made.libraries),
        "commercial": not job.spec.bound and (card is None or card.commercial),
        "model": _model(card) if card else {"name": job.spec.model},
        **_file(made.asset, known.files),
    }


def _model(card: ModelCard) -> Json:
    return {
        "name": card.name,
        "title": card.title,
        "source": card.source,
        "licence": card.licence,
        "licence_note": card.licence_note,
        "commercial": card.commercial,
    }


def _input(asset: Asset, job: Job, files: Mapping[str, str]) -> Json:
    """What went in; what came of a result that was deleted since is handed to nobody."""
    deleted: Json = {"deleted": True} if asset.sha256 in job.spec.withheld else {}
    return _file(asset, files) | deleted


def _file(asset: Asset, files: Mapping[str, str]) -> Json:
    """A stored file: its bytes in the archive are signed, so that they have another sha256."""
    whole = asset.whole
    return {
        "file": files.get(whole.sha256),
        "stored_as": whole.sha256,
        "media_type": whole.media_type,
        "width": whole.width,
        "height": whole.height,
        "seconds": whole.seconds,
    }
