"""The reply of a job, in whatever state it is, and of what can be asked about it."""

from collections.abc import Sequence
from dataclasses import replace

from core.actions import Verb
from core.alike import alike
from core.buttons import (
    MOST_LINES,
    Rows,
    button,
    sharper,
    under_each,
    under_failure,
    under_result,
    under_work,
)
from core.catalogue import Catalogue, Intent
from core.comparing import between_models, side_by_side, standing
from core.errors import CannotDo, EaselError, HelpAsked, NothingAsked
from core.jobs import BEFORE, Job, State, Variant
from core.makers import maker_of, named
from core.options import under_clip
from core.repeating import compared
from core.replies import Kind, Picture, Reply
from core.serving import AWAITED

WORKING = {
    Intent.IMAGINE: "Drawing",
    Intent.VARY: "Making variations",
    Intent.REFINE: "Refining",
    Intent.RESTYLE: "Changing the look",
    Intent.EDIT: "Editing",
    Intent.CUTOUT: "Cutting out",
    Intent.REFRAME: "Reframing",
    Intent.FORMATS: "Making formats",
    Intent.UPSCALE: "Enlarging",
    Intent.ANIMATE: "Animating",
    Intent.DESCRIBE: "Looking",
    Intent.READ: "Reading",
    Intent.COMPARE: "Comparing",
    Intent.RECALL: "Remembering",
}
DONE = {
    Intent.IMAGINE: "Drawn",
    Intent.VARY: "Varied",
    Intent.REFINE: "Refined",
    Intent.RESTYLE: "Restyled",
    Intent.EDIT: "Edited",
    Intent.CUTOUT: "Cut out",
    Intent.REFRAME: "Reframed",
    Intent.FORMATS: "Formatted",
    Intent.UPSCALE: "Enlarged",
    Intent.ANIMATE: "Animated",
    Intent.DESCRIBE: "Described",
    Intent.READ: "Read",
    Intent.COMPARE: "Compared",
    Intent.RECALL: "Remembered",
}
OFFERED = "Press the button, and paint over what should change."
IN_COLOUR = "“Yes” means what is in colour, within the line."
MORE_LINES = "the first {most} lines of {count}; for another one say “change the text … to …”"
LONGEST_QUOTE = 80  # characters of a person's words that a headline repeats


def answer(job: Job, catalogue: Catalogue, paints: bool = False) -> Reply:
    """The reply of a job as it stands now; `paints`: whether there is a page to paint on."""
    match job.state:
        case State.QUEUED | State.RUNNING:
            text = f"{WORKING[job.spec.intent]}{quoted(job)} …"
            return _reply(job, catalogue, Kind.WORKING, text, under_work(job))
        case State.DONE:
            return _held(job, paints) if job.held else _result(job, catalogue, paints)
        case State.CANCELLED:
            return _reply(
                job, catalogue, Kind.NOTICE, f"Cancelled{quoted(job)}.", under_failure(job)
            )
        case State.FAILED:
            assert job.failure is not None
            offering = _offering(job, catalogue)
            return Reply(
                Kind.ERROR,
                job.failure.sentence,
                lines=(f"{job.spec.role} · {catalogue.title(job.spec.model)}", *_hint(offering)),
                rows=(*under_failure(job, paints), *sharper(offering)),
                job=job.id,
                error=job.failure.name,
            )


def _offering(job: Job, catalogue: Catalogue) -> Job:
    """A job that failed, without versions that would be declined as it was: what draws within a
    vocabulary draws a subject in no light and in no look if it does not know it."""
    kind = EaselError.registry.get(job.failure.name) if job.failure else None
    card, coached = catalogue.known(job.spec.model), job.spec.coached
    declined = kind is not None and issubclass(kind, CannotDo)
    within = card is not None and job.spec.intent in card.stopgap
    if not (declined and within and coached and coached.same):
        return job
    return replace(job, spec=replace(job.spec, coached=None))


def refusal(error: EaselError) -> Reply:
    """The reply to what cannot be done; to a greeting or a cry for help, which is no mistake."""
    friendly = isinstance(error, (NothingAsked, HelpAsked))
    return Reply(Kind.NOTICE if friendly else Kind.ERROR, error.sentence, error=error.name)


def unsure(job: Job) -> Reply:
    """The question before a result is deleted that no button was pressed for."""
    rows = ((button(Verb.DELETE, job),),)
    return Reply(Kind.QUESTION, f"Delete {step(job)}? Press the button.", rows=rows, job=job.id)


def opened(job: Job, variant: Variant, rows: Rows) -> Reply:
    """One variant at full size, with all that can be done with it."""
    asset = variant.asset
    lines = [variant.did] if variant.did else []
    seed = f", seed {variant.seed}" if variant.index < BEFORE else ""
    lines.append(f"{asset.width} x {asset.height} px{seed}")
    picture = picture_of(job, variant)
    cells = len(job.variants) + len(job.absent)
    one_of = cells > 1 and variant.index < BEFORE
    which = f"{variant.index} of {cells}" if one_of else "Full size"
    which += f", {variant.label}" if variant.label and job.spec.contenders else ""
    return Reply(
        Kind.NOTICE, f"{which}{quoted(job)}", tuple(lines), (picture,), (picture,), rows, job.id
    )


def beside(job: Job, indices: tuple[int, ...]) -> Reply:
    """Some variants of a result (1-based), to be looked at together."""
    variants = [one for index in indices if (one := job.variant(index))]
    pictures = tuple(picture_of(job, variant) for variant in variants)
    numbers = [str(variant.index) for variant in variants]
    which = " and ".join((", ".join(numbers[:-1]), numbers[-1]))
    lines = tuple(f"{variant.index}: {variant.did}" for variant in variants if variant.did)
    rows = under_each(job, indices)
    return Reply(Kind.NOTICE, f"{which}{quoted(job)}", lines, pictures, pictures, rows, job.id)


def original(job: Job, variant: Variant) -> Reply:
    """The file of a variant, as it is kept."""
    asset, deep = variant.asset.whole, variant.asset.deep
    picture = replace(picture_of(job, variant), exact=True)
    which = f" of {variant.index}" if len(job.variants) > 1 and variant.index < BEFORE else ""
    size = f"{asset.width} x {asset.height} px, {file_size(asset.size)}"
    size = f"{size}, {deep.said}" if deep else size
    text = f"The original file{which}{quoted(job)}"
    return Reply(Kind.NOTICE, text, (size,), (picture,), (picture,), job=job.id)


def file_size(size: int) -> str:
    """A number of bytes as people read it."""
    if size < 1_000_000:
        return f"{max(1, round(size / 1000))} kB"
    return f"{size / 1_000_000:.1f} MB"


def step(job: Job) -> str:
    """A job as one step of a lineage: what was done, with which words."""
    words = short(job.spec.own_words)
    return f"{job.spec.intent} “{words}”" if words else str(job.spec.intent)


def picture_of(job: Job, variant: Variant) -> Picture:
    """A variant as something to show."""
    if variant.index > BEFORE:
        name = f"easel-{job.id[-6:]}-before"
        return Picture(variant.asset, name, "The picture before", variant.index, job=job.id)
    told = variant.did or variant.label or short(job.spec.words_of(variant.index))
    said = variant.label or told if job.spec.prompt.scenes else told
    return Picture(
        variant.asset,
        name=variant.name or f"easel-{job.id[-6:]}-{variant.index}",
        alt=f"Variant {variant.index}: {said}" if said else f"Variant {variant.index}",
        variant=variant.index,
        hidden=variant.marked,
        job=job.id,
        poster=variant.poster,
    )


def _held(job: Job, paints: bool) -> Reply:
    """What to do with a picture that came to be painted on."""
    return Reply(Kind.QUESTION, OFFERED, rows=under_result(job, paints), job=job.id)


def _result(job: Job, catalogue: Catalogue, paints: bool) -> Reply:
    pictures = tuple(picture_of(job, variant) for variant in job.variants)
    shown = pictures
    if job.grid is not None:
        cells = "; ".join(picture.alt for picture in pictures)
        hidden = any(picture.hidden for picture in pictures)
        name = f"easel-{job.id[-6:]}-grid"
        shown = (Picture(job.grid, name, f"Grid. {cells}", hidden=hidden, job=job.id),)
    if job.proposal is not None:
        return _proposed(job, catalogue, shown, under_result(job, paints))
    attached = _attached(job, pictures) if job.spec.formats else ()
    text = job.text or f"{DONE[job.spec.intent]}{quoted(job)}"
    rows = (*_presets(job, catalogue), *under_result(job), *sharper(job))
    reply = _reply(job, catalogue, Kind.RESULT, text, rows, shown, pictures)
    return replace(reply, attached=attached, lines=(*reply.lines, *_hint(job)))


def _hint(job: Job) -> tuple[str, ...]:
    """Why sharper versions are offered, where they are."""
    return (job.spec.coached.hint,) if job.spec.coached else ()


def _presets(job: Job, catalogue: Catalogue) -> Rows:
    """What a clip can become by the model that made it; of several, that is behind Open."""
    if len(job.variants) != 1 or not job.variants[0].asset.seconds:
        return ()
    card = catalogue.known(job.spec.model)
    return under_clip(job, job.variants[0], [card] if card else [])


def _attached(job: Job, pictures: tuple[Picture, ...]) -> tuple[Picture, ...]:
    """The files of formats as they are; what is in the archive is hidden where any of it is."""
    hidden = any(one.hidden for one in pictures)
    extras = (
        Picture(one.asset, one.name.rpartition(".")[0], one.name, hidden=hidden, job=job.id)
        for one in job.extras
    )
    return tuple(replace(one, exact=True, handed=True) for one in (*pictures, *extras))


def _proposed(job: Job, catalogue: Catalogue, shown: tuple[Picture, ...], rows: Rows) -> Reply:
    """The question whether a place that was found is the one that is meant."""
    shown = tuple(replace(one, alt="What was found, with a line around it") for one in shown)
    reply = _reply(job, catalogue, Kind.QUESTION, f"Is it this?{quoted(job)[1:]}", rows)
    return replace(reply, shown=shown, lines=(*reply.lines, IN_COLOUR, job.text))


def _reply(
    job: Job,
    catalogue: Catalogue,
    kind: Kind,
    text: str,
    rows: Rows,
    *pictures: tuple[Picture, ...],
) -> Reply:
    shown, files = pictures or ((), ())
    return Reply(kind, text, _credits(job, catalogue), shown, files, rows, job.id)


def _credits(job: Job, catalogue: Catalogue) -> tuple[str, ...]:
    """The small print: role, model, reason and seconds in one line; then what to know."""
    spec = job.spec
    took = f" · {job.seconds:.1f} s" if job.finished and job.started else ""
    beside = side_by_side(job, catalogue)
    who = "" if between_models(spec) else f" · {named(job, catalogue)}"
    first = f"{spec.role}{who} · {spec.reason}{took}"
    did = [variant.did for variant in job.variants if variant.did]
    told = (alike(did),) if did and not beside else beside
    votes = (standing(job),) if job.votes else ()
    more = len(job.lines) - MOST_LINES
    told += (MORE_LINES.format(most=MOST_LINES, count=len(job.lines)),) if more > 0 else ()
    same = compared(job) if job.state is State.DONE else ""
    limits = limited(job, job.variants, catalogue)
    onward = (spec.onward,) if spec.onward and job.variants else ()
    notes = (one for one in spec.notes if job.state is State.QUEUED or one != AWAITED)
    known = (*((same,) if same else ()), *limits, *notes, *job.notes)
    return (*votes, first, *told, *known, *onward)


def limited(job: Job, variants: Sequence[Variant], catalogue: Catalogue) -> tuple[str, ...]:
    """What the licences of those who made some variants of a job, and of those who made what they
    were made from, say against commercial use."""
    made = [one for one in variants if one.index < BEFORE]
    made_by = [maker_of(job.spec, one, catalogue) for one in made]
    made_by += [catalogue.known(name) for name in job.spec.bound if made]
    bound = (card for card in made_by if card is not None and not card.commercial)
    told = [f"{card.title}: {card.licence}. {card.licence_note}" for card in bound]
    brought = (one.origin for one in job.spec.inputs if one.origin is not None)
    told += [f"the picture that you sent: {line}" for origin in brought for line in origin.bound]
    return tuple(dict.fromkeys(told))


def quoted(job: Job) -> str:
    """A person's words as the end of a headline; nothing where there are none."""
    words = short(job.spec.own_words)
    return f": “{words}”" if words else ""


def short(words: str) -> str:
    """Somebody's words in one line, cut to what a headline repeats."""
    line = " ".join(words.split())
    return line if len(line) <= LONGEST_QUOTE else line[: LONGEST_QUOTE - 1].rstrip() + "…"
