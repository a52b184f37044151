"""Which buttons stand under a result, and what each asks for."""

from dataclasses import replace

from core.actions import Action, Verb
from core.catalogue import Intent, Role
from core.errors import AgainstRules, CannotDo, EaselError, PlaceNeeded, Unsafe
from core.jobs import BEFORE, Job
from core.masks import BadMask
from core.regions import question_of
from core.replies import Button

LABELS = {
    Verb.REFINE: "Refine",
    Verb.EDIT: "Edit",
    Verb.ANIMATE: "Animate",
    Verb.OPEN: "Open",
    Verb.VARY: "Vary",
    Verb.UPSCALE: "Upscale",
    Verb.CUTOUT: "Cut out",
    Verb.REFRAME: "Reframe",
    Verb.FORMATS: "Formats",
    Verb.TEXT: "Fix text",
    Verb.MORE: "More",
    Verb.AGAIN: "Again exactly",
    Verb.COMPARE: "Compare",
    Verb.DETAILS: "Details",
    Verb.ORIGINAL: "Original",
    Verb.RETRY: "Try again",
    Verb.CANCEL: "Cancel",
    Verb.DELETE: "Delete",
    Verb.STEP: "Undo",
    Verb.CONFIRM: "Yes, this",
    Verb.OTHER: "No, another",
    Verb.PAINT: "Paint a part",
    Verb.STAR: "★",
    Verb.PAGE: "Older",
    Verb.SHARPEN: "Sharper",
    Verb.VOTE: "Vote",
    Verb.PICK: "Pick winner",
    Verb.USE: "Use",
    Verb.RECALL: "Recall",
    Verb.FORGET: "Forget me",
    Verb.DROP: "Delete",
    Verb.TREE: "Tree",
    Verb.EXPORT: "Export",
}
ONTO_WORDS, ONTO_PICTURE = "words", "picture"  # what settings are recalled for
# What stands on the buttons that recall settings, what each asks for, and a possible answer.
RECALLED = {
    ONTO_WORDS: (
        "With other words…",
        "With the same settings: what should it be?",
        "a lighthouse at dusk",
    ),
    ONTO_PICTURE: (
        "On another picture…",
        "The same on which picture? Send it.",
        "a little brighter",
    ),
}
ASKS = {  # what a press asks for, and a possible answer
    Verb.REFINE: ("Refine {which}: what should it become?", "at night, with warmer light"),
    Verb.EDIT: ("Edit {which}: what should change?", "make the background blue"),
    Verb.REFRAME: ("Reframe {which}: which shape?", "16:9, square, story"),
}
MAKES = {Role.EXPLORE: "drafts", Role.CONSISTENT: "new looks"}
# What a model that competed is taken for, and how that is taken back.
USES = {
    "mine": "Use for my {what}",
    "here": "Use for {what} here",
    "mine-off": "Take that back",
    "here-off": "Take that back",
}
NEW_WORDS = ("Line {line}: what should it say?", "SUMMER SALE")
MOST_LINES = 12  # of a picture's text, that are offered as choices
_FEW, _SEVERAL = 4, 8  # lines, up to which each has its row, and two share one
LONGEST_LINE = 36  # characters of a line that its button shows
Rows = tuple[tuple[Button, ...], ...]


def asks(action: Action) -> bool:
    """Whether a press asks for words before it is sent."""
    if action.verb is Verb.TEXT:
        return bool(action.option)  # without a line it is read which ones there are
    if action.verb is Verb.RECALL:
        return action.option in RECALLED
    return action.verb in ASKS and (not action.option or action.verb is Verb.EDIT)


def question(action: Action, several: bool) -> tuple[str, str]:
    """What a press asks for, and a possible answer; `several`: whether the number matters."""
    if action.verb is Verb.TEXT:
        return NEW_WORDS[0].format(line=action.option), NEW_WORDS[1]
    if action.verb is Verb.RECALL:
        return RECALLED[action.option][1:]
    asked, example = question_of(action.option) if action.option else ASKS[action.verb]
    numbered = several and 0 < action.variant <= BEFORE
    return asked.format(which=action.variant if numbered else "this"), example


def called_for(role: Role) -> str:
    """What the models of a role make, as buttons and sentences say it."""
    return MAKES.get(role, str(role))


def to_use(job: Job, variant: int, option: str) -> Button:
    """The button by which the model of a cell (1-based) is taken from now on, or no longer."""
    label = USES[option].format(what=called_for(job.spec.role))
    return replace(button(Verb.USE, job, variant, option), label=label)


def button(verb: Verb, job: Job, variant: int = 0, option: str = "") -> Button:
    """The button for a verb on a job, or on one of its variants."""
    action = Action(verb, job.id, variant, option)
    asked, example = question(action, len(job.variants) > 1) if asks(action) else ("", "")
    return Button(LABELS[verb], action.pack(), asked, example, variant)


def under_result(job: Job, paints: bool = False) -> Rows:
    """Buttons of a finished job: a row for each variant of a grid, then those for the whole.

    `paints`: whether there is a page to paint on.
    """
    if job.proposal is not None:
        mine = _row(job, 0, Verb.CONFIRM, Verb.OTHER)
        return ((*mine, *to_paint(job, paints)), _row(job, 0, Verb.DETAILS, Verb.DELETE))
    if job.held:
        return (to_paint(job, paints), _row(job, 0, Verb.DELETE))
    if job.spec.intent is Intent.READ:
        return (*under_lines(job), _row(job, 0, Verb.DETAILS, Verb.DELETE))
    if not job.variants:
        return (_row(job, 0, Verb.MORE, Verb.DETAILS, Verb.DELETE),)
    indices = tuple(variant.index for variant in job.variants)
    if _moves(job):
        clips = under_each(job, indices)
        return (*clips, _row(job, 0, Verb.MORE, Verb.DETAILS, Verb.DELETE))
    if len(job.variants) == 1:
        *rows, last = under_variant(job, job.variants[0].index)
        own = [button(verb, job, job.variants[0].index) for verb in (Verb.OPEN, Verb.STAR)]
        return (*rows, (*last, own[0]), (*_whole(job), own[1]))
    return (*under_each(job, indices), _whole(job))


def under_lines(job: Job) -> Rows:
    """A button for each line of text that was read; pressed, it asks for other words."""
    made = [
        replace(
            button(Verb.TEXT, job, option=str(number)),
            label=_cut(line, LONGEST_LINE - len(which)) + which,
            asks=f"“{line}”{which}: what should it say?",
        )
        for number, line in enumerate(job.lines[:MOST_LINES], 1)
        for which in (_of_equal(job.lines, number),)
    ]
    across = 1 if len(made) <= _FEW else 2 if len(made) <= _SEVERAL else 3
    return tuple(tuple(made[at : at + across]) for at in range(0, len(made), across))


def _cut(line: str, length: int) -> str:
    return line if len(line) <= length else line[: length - 1].rstrip() + "…"


def _of_equal(lines: tuple[str, ...], number: int) -> str:
    """Which of equal lines, from the top down, line `number` is; empty where there is but one."""
    line = lines[number - 1]
    return f" ({lines[:number].count(line)} of {lines.count(line)})" * (lines.count(line) > 1)


def under_each(job: Job, indices: tuple[int, ...]) -> Rows:
    """A row for each of some variants (1-based); of clips all is behind Open."""
    first = () if _moves(job) else (Verb.REFINE, Verb.EDIT, Verb.ANIMATE)
    if job.spec.shared:
        first = (Verb.VOTE, Verb.REFINE, Verb.EDIT)  # to animate is behind Open
    each = (*first, Verb.STAR, Verb.OPEN)
    return tuple(_row(job, index, *each) for index in indices)


def _moves(job: Job) -> bool:
    return any(variant.asset.seconds for variant in job.variants)


def under_variant(job: Job, index: int) -> Rows:
    """Everything that can be done with one variant (1-based)."""
    return (
        _row(job, index, Verb.REFINE, Verb.EDIT, Verb.ANIMATE, Verb.VARY),
        _row(job, index, Verb.UPSCALE, Verb.CUTOUT, Verb.REFRAME),
    )


def to_paint(job: Job, paints: bool) -> tuple[Button, ...]:
    """The button to mark a part of the one picture that a job was to change."""
    alone = len(job.spec.inputs) == 1 and job.spec.mask is None
    return _row(job, BEFORE + 1, Verb.PAINT) if paints and alone else ()


def under_failure(job: Job, paints: bool = False) -> Rows:
    """Buttons of a job that has no result; what cannot be or may not be is not tried again.

    `paints`: whether there is a page to paint on.
    """
    kind = EaselError.registry.get(job.failure.name) if job.failure else None
    if kind is not None and issubclass(kind, PlaceNeeded):
        painting = to_paint(job, paints)
        return (painting,) if painting else ()
    hopeless = kind is not None and issubclass(kind, (CannotDo, AgainstRules, BadMask, Unsafe))
    return () if hopeless else (_row(job, 0, Verb.RETRY),)


def sharper(job: Job) -> Rows:
    """The versions that are offered where a request left much open, if it did.

    Each has a row of its own: labels are long.
    """
    versions = job.spec.coached.versions if job.spec.coached else ()
    return tuple(
        (replace(button(Verb.SHARPEN, job, option=str(number)), label=one.label),)
        for number, one in enumerate(versions, 1)
    )


def under_work(job: Job) -> Rows:
    """Buttons of a job that waits or runs."""
    return (_row(job, 0, Verb.CANCEL),)


def to_recall(job: Job) -> tuple[Button, ...]:
    """The buttons that take up the settings of a job."""
    made = (
        replace(button(Verb.RECALL, job, option=option), label=label)
        for option, (label, *_) in RECALLED.items()
    )
    return (button(Verb.AGAIN, job), *made)


def _whole(job: Job) -> tuple[Button, ...]:
    verbs = [Verb.MORE, Verb.COMPARE, Verb.DETAILS, Verb.DELETE]
    if job.spec.intent is Intent.COMPARE:
        verbs.remove(Verb.COMPARE)
    if job.spec.shared:
        verbs.insert(0, Verb.PICK)
    return _row(job, 0, *verbs, *((Verb.STEP,) if job.spec.inputs else ()))


def _row(job: Job, variant: int, *verbs: Verb) -> tuple[Button, ...]:
    return tuple(button(verb, job, variant) for verb in verbs)
