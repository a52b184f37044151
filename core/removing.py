"""What was made is removed: of the request only the fact stays, and no reply tells of it."""

from collections.abc import Collection, Iterable, Iterator
from dataclasses import replace

from core.actions import Action
from core.errors import ForgedAction
from core.jobs import UNTOLD, Job, JobSpec, Variant
from core.lineage import HEADING
from core.ports import History, Ledger
from core.prompts import Prompt
from core.replies import Kind, Picture, Reply
from core.strips import STRIP

DELETED = Reply(Kind.NOTICE, "This result was deleted.")
TOLD = Reply(Kind.NOTICE, "Something that this told of was deleted; please ask again.")
SHORTENED = "a step that led here was deleted: what this said of the way is gone with it"


def bare(spec: JobSpec, made: Iterable[Variant] = ()) -> JobSpec:
    """The fact of a step: what was done, by which model, to which pictures, and no words.

    Whatever led to a later result is told by it; pictures are named, and need not be there. What
    was `made` is shown to nobody who goes on from it.
    """
    return replace(
        spec,
        reason="",
        prompt=Prompt(""),
        mask=None,
        shown=False,
        drawn=None,
        traced=None,
        notes=(),
        said="",
        kept=None,
        encoded=None,
        repeats=(),
        retext=None,
        stem="",
        palette=(),
        coached=None,
        motion=None,
        scene=UNTOLD,
        withheld=tuple(_stills(spec, made)),
    )


def untold(spec: JobSpec, gone: Job) -> JobSpec:
    """A later step without the words of a job that it went on from, and without its pictures.

    It was made from them, and may be made from them again, but nobody is shown them any more: nor
    what somebody else had brought for that job.
    """
    lost = set(_stills(gone.spec, gone.variants))
    if gone.spec.place.person != spec.place.person:
        lost |= {one.sha256 for one in gone.spec.inputs}
    return replace(spec, drawn=None, scene=UNTOLD, withheld=_withheld(spec, lost))


def unlent(spec: JobSpec, lost: Collection[str]) -> JobSpec:
    """The request of somebody who used another's reference set, of which these files are `lost`.

    It may be made again, as above, and shows them no more.
    """
    return replace(spec, withheld=_withheld(spec, lost))


async def still_withheld(spec: JobSpec, ledger: Ledger) -> JobSpec:
    """A new step that may not show either what the one that it goes on from may not."""
    if spec.lineage is None:
        return replace(spec, withheld=_withheld(spec, ()))
    parent = await ledger.job(spec.lineage.job)
    before = parent.spec if parent else await ledger.deleted(spec.lineage.job)
    return replace(spec, withheld=_withheld(spec, before.withheld if before else ()))


def _withheld(spec: JobSpec, lost: Collection[str]) -> tuple[str, ...]:
    """What of its inputs a step may not show, where these files were `lost`."""
    lost = {*spec.withheld, *lost}
    return tuple(dict.fromkeys(one.sha256 for one in spec.inputs if one.sha256 in lost))


def _stills(spec: JobSpec, made: Iterable[Variant]) -> Iterator[str]:
    """What one could go on from: a clip begins perhaps with the very picture that was brought."""
    begun = {one.sha256 for one in spec.inputs}
    for one in made:
        stills = (one.asset, one.poster, one.last)
        yield from (still.sha256 for still in stills if still and still.sha256 not in begun)


def bare_job(job: Job) -> Job:
    """The fact of a job."""
    spec = bare(job.spec, job.variants)
    return Job(job.id, spec, job.created, job.state, job.started, job.finished, job.delivered)


async def remove(jobs: Collection[str], history: History, ledger: Ledger) -> None:
    """Delete results: first in the ledger, so that everybody finds them gone; their files follow.

    What a person said and brought for them goes, too, and so does what any reply tells of them.
    """
    later = await ledger.later(jobs)
    for id in jobs:
        await ledger.delete(id)
        if (turn := await history.turn_of(id)) is not None:
            await history.empty(turn.id, DELETED)
    for turn in await history.naming({*jobs, *later}):
        left = left_of(turn.reply, jobs, later) if turn.reply else None
        if left is not None and left != turn.reply:
            await history.amend(turn.id, left)


def left_of(reply: Reply, gone: Collection[str], later: Collection[str]) -> Reply:
    """What a reply may still tell where jobs are `gone`; `later` ones went on from those."""
    pictures = (*reply.shown, *reply.files, *reply.attached)
    if reply.job in gone or any(one.job in gone for one in pictures):
        return DELETED
    tells_way = bool(reply.step) or HEADING in reply.lines or any(map(_is_strip, reply.shown))
    if not reply.step and not named_in(reply).isdisjoint(gone):
        return TOLD
    if not tells_way or not names(reply, {*gone, *later}):
        return reply
    shown = tuple(one for one in reply.shown if not _is_strip(one))
    return replace(reply, shown=shown, lines=(SHORTENED,))


async def shorten(jobs: Collection[str], history: History, ledger: Ledger) -> None:
    """Take the ways through `jobs`, which show less of what they began with now, out of replies."""
    touched = {*jobs, *await ledger.later(jobs)} if jobs else set[str]()
    for turn in await history.naming(touched):
        left = left_of(turn.reply, (), touched) if turn.reply else None
        if left is not None and left != turn.reply:
            await history.amend(turn.id, left)


def unshown(reply: Reply, lost: Collection[str]) -> Reply:
    """What a reply may still tell where files are `lost`: nothing, if it shows one of them."""
    pictures = (*reply.shown, *reply.files, *reply.attached)
    assets = (asset for one in pictures for asset in (one.asset, one.poster) if asset)
    return TOLD if any(asset.sha256 in lost for asset in assets) else reply


def names(reply: Reply, jobs: Collection[str]) -> bool:
    """Whether a reply tells of one of these jobs, or has a button for one."""
    pictures = (*reply.shown, *reply.files, *reply.attached)
    shown = {reply.job, *(one.job for one in pictures)}
    return not (shown | named_in(reply)).isdisjoint(jobs)


def named_in(reply: Reply) -> set[str]:
    """The jobs that the buttons of a reply are for."""
    packed = (button.action for row in reply.rows for button in row)
    return set(_jobs_of((*packed, reply.step)))


def _jobs_of(packed: Iterable[str]) -> Iterable[str]:
    for one in packed:
        try:
            yield Action.unpack(one).job
        except ForgedAction:
            continue


def _is_strip(picture: Picture) -> bool:
    """Whether a picture shows the steps of a way, each small."""
    return picture.name.endswith(STRIP)
