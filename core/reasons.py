"""Why a request was understood as it was, in one clause that the person reads."""

from core.catalogue import Intent
from core.contexts import Context
from core.demands import Demands
from core.selections import Selected
from core.verdicts import Verdict

_LONGEST = 40  # characters of a quotation

_REASONS = {
    Intent.IMAGINE: "you asked for a new picture",
    Intent.VARY: "you asked for more of the same kind",
    Intent.REFINE: "you asked for a new picture that keeps what this one shows",
    Intent.RESTYLE: "you asked for another look of the whole picture",
    Intent.EDIT: "you asked for a change within the picture",
    Intent.CUTOUT: "you asked for the subject without its background",
    Intent.REFRAME: "you asked for another frame",
    Intent.FORMATS: "you asked for the formats of a project",
    Intent.UPSCALE: "you asked for a larger picture",
    Intent.ANIMATE: "you asked for motion",
    Intent.DESCRIBE: "you asked what the picture shows",
    Intent.READ: "you asked to mend its text",
    Intent.COMPARE: "you asked for a comparison",
    Intent.RECALL: "you asked for something from before",
}
_FILM = "you asked for a scene or a moving camera"
_PRESUMED = {
    Intent.IMAGINE: "you described a picture in words",
    Intent.VARY: "you gave a picture without words",
    Intent.REFINE: "you described a picture that goes on from this one",
    Intent.EDIT: "you marked a part of the picture",
    Intent.REFRAME: "you asked for another frame",
}


def reason(verdict: Verdict, asked: Demands, selected: Selected, context: Context) -> str:
    """The reason for `verdict`, where variants were `selected` and more was `asked`."""
    text = _plain(verdict, selected.variants, context) + _quoted(selected.verbatim(verdict.cue))
    if asked.draft:
        text += f", as a draft{_quoted(asked.cue)}"
    elif asked.delivery:
        text += f", ready for delivery{_quoted(asked.cue)}"
    return text


def _plain(verdict: Verdict, chosen: tuple[int, ...], context: Context) -> str:
    if verdict.film:
        return _FILM
    if verdict.cue:
        return _REASONS[verdict.intent]
    if verdict.intent is Intent.REFINE and chosen:
        return f"you chose {' and '.join(map(str, chosen))}"
    if verdict.intent is Intent.REFINE and context.images > 1:
        return f"you gave {context.images} pictures and a scene for them"
    return _PRESUMED[verdict.intent]


def _quoted(cue: str) -> str:
    cue = " ".join(cue.split())
    if not cue:
        return ""
    if len(cue) > _LONGEST:
        whole = cue[:_LONGEST].rpartition(" ")[0]  # no half a word, unless it has no end
        cue = (whole or cue[: _LONGEST - 1]).rstrip(" ,:") + "…"
    return f" (“{cue}”)"
