"""A result made again with everything that it was made with: the same bytes, or what is not so."""

from collections.abc import Iterator, Sequence
from typing import cast

from core.jobs import Job, Variant

REASON = "exactly as before"
SAME = "the same bytes as before"
OTHER = "not the same bytes as before"
UNKNOWN = "though nothing differs of what is noted down about it"

# How a field of a recipe is called in a sentence; those with a unit of their own.
_CALLED = {
    "model": "model",
    "revision": "weights",
    "pipeline": "pipeline",
    "scheduler": "scheduler",
    "precision": "precision",
    "device": "device",
    "bucket": "samples of a pass",
    "steps": "steps",
    "guided": "guidance",
    "strength": "strength",
    "size": "size",
    "call": "arguments",
    "switches": "switches",
}


# Fields in which an empty text says something, and not only that nobody noted it down then.
_OFTEN_EMPTY = frozenset({"scheduler", "revision"})


def compared(job: Job) -> str:
    """What came of a finished job that repeats another one; empty where it repeats none."""
    if not job.spec.repeats:
        return ""
    pairs = [(before, job.variant(before.index)) for before in job.spec.repeats]
    others = [
        (was, now) for was, now in pairs if now is None or now.asset.sha256 != was.asset.sha256
    ]
    if not others:
        return SAME
    which = _numbers([was.index for was, _ in others], of=len(pairs))
    differences = dict.fromkeys(
        one for was, now in others if now is not None for one in _differences(was, now)
    )
    return (
        f"{OTHER}{which}: {', '.join(differences)}" if differences else f"{OTHER}{which}, {UNKNOWN}"
    )


def _numbers(indices: list[int], of: int) -> str:
    """Which variants, where it is not all of them."""
    return "" if len(indices) == of else f" in {' and '.join(map(str, indices))}"


def _differences(before: Variant, now: Variant) -> Iterator[str]:
    """What was not as before: "weights 1a2b, then 3c4d"."""
    was, has = before.recipe, now.recipe
    if was is None or has is None:
        yield from _libraries(before.libraries, now.libraries)
        return
    for name, called in _CALLED.items():
        one, other = getattr(was, name), getattr(has, name)
        unnoted = one is None and (name == "strength" or has.guidance is None)  # as both were once
        if one != other and not unnoted and (one != "" or name in _OFTEN_EMPTY):
            yield f"{called} {_said(one)}, now {_said(other)}"
    yield from _libraries(was.versions, has.versions)


def _libraries(was: Sequence[str], has: Sequence[str]) -> Iterator[str]:
    """Libraries of another version; each says its own name."""
    now = {one.partition(" ")[0]: one.partition(" ")[2] for one in has}
    for one in was:
        name, _, version = one.partition(" ")
        if now.get(name) != version:
            yield f"{one}, now {now.get(name) or 'not there'}"


def _said(value: object) -> str:
    if isinstance(value, tuple):
        return " and ".join(map(str, cast("tuple[object, ...]", value))) or "none"
    return "its own" if value is None else str(value)
