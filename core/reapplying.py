"""The settings of an earlier result once more: for the same, for new words, for another picture."""

from collections.abc import Collection
from dataclasses import replace
from typing import Any, NamedTuple

from core import answers
from core.casting import not_running
from core.catalogue import Catalogue, Intent, ModelCard
from core.errors import BadRequest
from core.intents import Context, Understanding, understand
from core.jobs import MOST_VARIANTS, UNTOLD, Asset, Job, JobSpec, Lineage
from core.lexicon import Lexicon
from core.masks import fits
from core.prompts import Prompt
from core.quoting import Passage
from core.recalled import Recall
from core.remembering import when
from core.repeating import REASON
from core.reproducing import ModelGone, contending
from core.requests import Request
from core.serving import AWAITED
from core.sizes import sides
from core.specs import ONE_BY_ONE, STRENGTH
from core.targets import of_the_words

AGAIN, RECALL = "again", "recall"  # the actions of a lineage
STYLE = "kept of the words then: “{style}”; with a comma in yours they stand alone"
FEWER = "only the first {used} of {given} pictures: one request takes no more"
DRAWN = "drawn from words alone then: your picture is worked on with these words now"
MARKED = "within the mask of then"
UNMARKED = "without the mask of then, which has another shape than this picture"
NAMED = "you chose this model"


class MarksNeedPicture(BadRequest):
    """A mask marks a part of a picture, and that was drawn from words: send the picture, too."""


class MarkedElsewhere(BadRequest):
    """That was done within a mask of {was} px, and this picture has another shape ({now} px), so I
    cannot tell where; please send a mask along, or say in words what to change and where."""


def reason_of(job: Job) -> str:
    """Why it is done so, as a person reads it."""
    return f"you recalled the settings of {answers.step(job)} of {when(job.created)}"


def as_then(recall: Recall, models: Collection[str], catalogue: Catalogue) -> JobSpec:
    """The job with the model of the day; `models` names those that run.

    Raises ModelGone, NotRunning and MarkedElsewhere.
    """
    spec = recall.job.spec
    for name in contending(spec):
        card = catalogue.known(name)
        if card is None:
            raise ModelGone(model=name)
        if name not in models:
            raise not_running(card)
    card = catalogue.card(spec.model)
    return _once_more(recall, card) if recall.exact else _with_changes(recall, card)


def _once_more(recall: Recall, card: ModelCard) -> JobSpec:
    """The very same, for the very same bytes."""
    job, spec = recall.job, recall.job.spec
    return replace(
        spec,
        place=recall.place,
        lineage=Lineage(job.id, (), AGAIN),
        reason=REASON,
        repeats=job.variants,
        encoded=job.encoded or spec.encoded,
        notes=tuple(note for note in spec.notes if not _of_the_day(note)),
        **_ran(recall, card),
    )


def _with_changes(recall: Recall, card: ModelCard) -> JobSpec:
    """The same but for the words, the pictures or the settings that are new."""
    job, spec, ratio = recall.job, recall.job.spec, recall.prompt.ratio
    worded, pictured, marked = _words(recall), _pictures(recall, card), _marked(recall)
    same = not recall.prompt.words and not recall.prompt.negative
    own = () if recall.pictures else tuple(one for one in spec.notes if not _past(one))
    asked = recall.prompt.size
    new = sides(card.size, ratio, asked) if ratio or asked else None
    width, height = new or (spec.width, spec.height)
    changed = replace(
        spec,
        place=recall.place,
        reason=reason_of(job),
        prompt=worded.prompt,
        seed=_or(recall.prompt.seed, spec.seed),
        strength=_or(recall.prompt.strength, spec.strength),
        width=width,
        height=height,
        inputs=pictured.pictures,
        each=pictured.each,
        count=pictured.made,
        mask=marked.mask,
        lineage=_lineage(recall),
        recalls=job.id,
        repeats=(),
        encoded=(job.encoded or spec.encoded) if same else None,
        retext=spec.retext if same else None,
        said=spec.said if same else "",
        estimate=spec.estimate / spec.count * pictured.made,
        notes=(*recall.notes, *own, *worded.notes, *pictured.notes, *marked.notes),
        **_ran(recall, card),
    )
    return _of_others(changed) if recall.pictures else changed


def _of_others(spec: JobSpec) -> JobSpec:
    """The request without what is known of the pictures of then only."""
    return replace(spec, kept=None, drawn=None, traced=None, passed=0, stem="")


def request_of(recall: Recall, lexicon: Lexicon, catalogue: Catalogue, own: bool = True) -> Request:
    """What is wanted as a request for whichever model can do it; `own`: rather that of the day."""
    spec, worded, marked = recall.job.spec, _words(recall), _marked(recall)
    prompt, pictures = worded.prompt, recall.pictures or spec.inputs
    reason = reason_of(recall.job)
    meant = Understanding(spec.intent, spec.role, reason, prompt.words, formats=spec.formats)
    if recall.meant is not None:
        meant = replace(recall.meant, reason=reason)
    if recall.drawn:
        context = Context(images=len(pictures), mask=marked.mask is not None)
        meant = replace(understand(prompt, context, lexicon), reason=reason, selection=())
    return Request(
        understood=meant,
        prompt=replace(
            prompt,
            model=recall.prompt.model or (_own(recall, meant.intent, catalogue) if own else None),
            count=prompt.count or spec.count,
            seed=_or(recall.prompt.seed, spec.seed),
            strength=_strength(recall, worked_on=bool(pictures)),
        ),
        place=recall.place,
        seed=spec.seed,
        inputs=pictures,
        mask=marked.mask,
        lineage=_lineage(recall),
        scene=spec.scene if recall.meant and not recall.pictures else UNTOLD,
        notes=(
            *recall.notes,
            *worded.notes,
            *marked.notes,
            *((DRAWN,) if recall.drawn else ()),
        ),
        listing=lexicon.listing,
    )


def by_another(recall: Recall, routed: JobSpec, why: str = "") -> JobSpec:
    """What another model, or another kind of work, makes of it; `why` it is not that of the day."""
    reason = reason_of(recall.job)
    chosen = recall.prompt.model is not None
    prompt = routed.prompt if recall.meant else _words(recall).prompt
    return replace(
        routed,
        reason=f"{reason}; {NAMED}" if chosen else reason,
        prompt=replace(prompt, model=recall.prompt.model),
        recalls=recall.job.id,
        notes=((why, *routed.notes) if why else routed.notes),
    )


def _strength(recall: Recall, *, worked_on: bool) -> float | None:
    """The strength that is asked for now, or was then, where there is a picture for it."""
    spec, now = recall.job.spec, recall.prompt.strength
    asked = spec.prompt.strength is not None or spec.strength != STRENGTH
    return spec.strength if now is None and worked_on and asked else now


def _own(recall: Recall, intent: Intent, catalogue: Catalogue) -> str | None:
    """The model of the day, where what it drew from words is done to a picture and it can."""
    card = catalogue.known(recall.job.spec.model)
    worked_on = recall.drawn or recall.meant is not None
    return card.name if worked_on and card is not None and intent in card.intents else None


class _Worded(NamedTuple):
    prompt: Prompt
    notes: tuple[str, ...] = ()


def _words(recall: Recall) -> _Worded:
    """The prompt of then with what is new in it.

    Of what was drawn from words, those behind the first comma say how it looks: they stay where
    the new ones say nothing of that.
    """
    old, new, spec = recall.job.spec.prompt, recall.prompt, recall.job.spec
    prompt = replace(
        old,
        negative=new.negative or old.negative,
        ratio=new.ratio or old.ratio,
        count=new.count or (len(new.permutations) or old.count),
        seed=_or(new.seed, old.seed),
        model=new.model or old.model,
        strength=_or(new.strength, old.strength),
        raw=new.raw or old.raw,
    )
    if not new.words:
        return _Worded(prompt)
    masked = Passage.of(new.words).masked
    style = _look(old) if spec.intent is Intent.IMAGINE and "," not in masked else ""
    end = f", {style}" if style else ""
    worded = replace(
        prompt,
        words=f"{new.words}{end}",
        permutations=tuple(f"{one}{end}" for one in new.permutations),
        quoted=(*new.quoted, *Passage.of(style).quotations()),
        sets=new.sets,
        scenes=new.scenes,
    )
    return _Worded(worded, (STYLE.format(style=style),) if style else ())


def _look(prompt: Prompt) -> str:
    """The words that say how a picture looks; of a series, what is said of each scene alike."""
    if not prompt.scenes:
        return _style(prompt.words)
    both = zip(prompt.permutations, prompt.scenes, strict=False)
    around = {words.rpartition(scene)[::2] for words, scene in both}
    if len(around) != 1:
        return ""
    before, after = around.pop()
    return ", ".join(filter(None, (_style(before), after.strip(" ,"))))


def _style(words: str) -> str:
    """What stands behind the first comma that is no part of a quotation."""
    at = Passage.of(words).masked.find(",")
    return words[at + 1 :].strip() if at >= 0 else ""


class _Pictured(NamedTuple):
    pictures: tuple[Asset, ...]
    each: bool
    made: int  # variants
    notes: tuple[str, ...] = ()


def _pictures(recall: Recall, card: ModelCard) -> _Pictured:
    """What is worked on, and how many variants come of it."""
    spec, given, wanted = recall.job.spec, recall.pictures, recall.prompt
    fixed = spec.formats or spec.contenders
    count = spec.count if fixed else wanted.count or len(wanted.permutations) or spec.count
    if not given:
        return _Pictured(spec.inputs, spec.each, spec.count if spec.each else count)
    alike = spec.intent in ONE_BY_ONE
    used = given[: MOST_VARIANTS if alike else 1 if fixed else max(1, card.references)]
    note = FEWER.format(used=len(used), given=len(given))
    notes = (note,) if len(used) < len(given) else ()
    each = spec.each or (alike and len(used) > 1)
    return _Pictured(used, each, len(used) if each else count, notes)


class _Marked(NamedTuple):
    mask: Asset | None
    notes: tuple[str, ...] = ()


def _marked(recall: Recall) -> _Marked:
    """Where it is changed. Raises MarksNeedPicture; MarkedElsewhere unless words say where."""
    was = recall.job.spec.mask
    if recall.mask is not None and not (recall.pictures or recall.job.spec.inputs):
        raise MarksNeedPicture
    if recall.mask is not None or was is None or not recall.pictures:
        return _Marked(recall.mask or was)
    wrong = next((one for one in recall.pictures if not fits(was, one)), None)
    if wrong is None:
        return _Marked(was, (MARKED,))
    if recall.prompt.words:
        return _Marked(None, (UNMARKED,))
    raise MarkedElsewhere(was=f"{was.width} x {was.height}", now=f"{wrong.width} x {wrong.height}")


def _lineage(recall: Recall) -> Lineage | None:
    """A picture that was brought along comes from no earlier result."""
    return recall.origin if recall.pictures else Lineage(recall.job.id, (), RECALL)


def _ran(recall: Recall, card: ModelCard) -> dict[str, Any]:
    """Steps and guidance of the day, whatever the card says now.

    A strength decides how many steps are run, an enlargement has runs of several kinds, and what
    another model made in this one's place says nothing of it.
    """
    spec, recipes = recall.job.spec, [one.recipe for one in recall.job.variants]
    own = [one for one in recipes if one is not None and one.model == card.source]
    apart = spec.contenders or spec.intent is Intent.UPSCALE or recall.prompt.strength is not None
    if apart or not own or own[0].server:
        return {"steps": 0, "guidance": None}
    return {"steps": own[0].steps, "guidance": own[0].guided}


def _of_the_day(note: str) -> bool:
    """Whether a note of the job says what holds no more."""
    return of_the_words(note) or note == AWAITED


def _past(note: str) -> bool:
    """The same, or what was kept of still earlier words."""
    return _of_the_day(note) or note.startswith(STYLE[:9])


def _or(new: Any, old: Any) -> Any:
    return old if new is None else new
