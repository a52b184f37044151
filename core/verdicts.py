"""What the clauses of one language say about the intent; which of several signals holds."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from core.catalogue import Intent
from core.clauses import Clause
from core.contexts import Context
from core.lexicon import Language, Scope, Signal

# What is said most unmistakably comes first; an edit, which nearly any verb can be, last.
_INTENTS: dict[Signal, Intent] = {
    Signal.FRESH: Intent.IMAGINE,
    Signal.RECALL: Intent.RECALL,
    Signal.DESCRIBE: Intent.DESCRIBE,
    Signal.COMPARE: Intent.COMPARE,
    Signal.CINEMATIC: Intent.ANIMATE,
    Signal.ANIMATE: Intent.ANIMATE,
    Signal.UPSCALE: Intent.UPSCALE,
    Signal.CUTOUT: Intent.CUTOUT,
    Signal.REFRAME: Intent.REFRAME,
    Signal.VARY: Intent.VARY,
    Signal.RESTYLE: Intent.RESTYLE,
    Signal.REFINE: Intent.REFINE,
    Signal.EDIT: Intent.EDIT,
    Signal.IMPERATIVE: Intent.EDIT,
}
# What a bare word can ask of the latest result; "golden hour" or "cat" alone is a picture.
_COMMANDS = (
    Signal.DESCRIBE,
    Signal.UPSCALE,
    Signal.CUTOUT,
    Signal.REFRAME,
    Signal.VARY,
    Signal.EDIT,
)
# What the marked region of a picture cannot turn into an edit.
_BEYOND_MASK = frozenset(
    {
        Intent.RECALL,
        Intent.DESCRIBE,
        Intent.COMPARE,
        Intent.ANIMATE,
        Intent.UPSCALE,
        Intent.CUTOUT,
        Intent.REFRAME,
    }
)
_COMPARED = frozenset({Intent.ANIMATE, Intent.UPSCALE, Intent.CUTOUT, Intent.RESTYLE, Intent.EDIT})
_ORNAMENTS = 2  # from here on a text is a prompt for a picture, whatever verb it begins with


@dataclass(frozen=True, slots=True)
class Verdict:
    """An intent, and what told it."""

    intent: Intent
    cue: str = ""  # the words that told it, as they were written
    film: bool = False  # motion with a story or a directed camera
    pictured: bool = True  # works on a picture that exists
    of: Intent | None = None  # what is compared
    sure: bool = True  # told by words that are known, not by the form of the sentence


def verdict_of(
    language: Language, clauses: Sequence[Clause], chosen: bool, context: Context
) -> Verdict | None:
    """What is asked for, `chosen` where variants were named; None where nothing known is said."""
    if not (context.pictured or chosen):
        return _on_words(language, clauses)
    verdict = _on_picture(language, clauses)
    if verdict is None or not context.mask or verdict.intent in _BEYOND_MASK:
        return verdict
    return Verdict(Intent.EDIT, verdict.cue)


def ornate(language: Language, folded: str) -> bool:
    """Whether the `folded` text is decorated as prompts for pictures are."""
    return language.count(Signal.ORNAMENT, folded) >= _ORNAMENTS


def _on_picture(language: Language, clauses: Sequence[Clause]) -> Verdict | None:
    verdicts = [verdict for clause in clauses if (verdict := _of_clause(language, clause))]
    if not verdicts:
        return None
    first = verdicts[0]
    # "Extract the dog and then put a hat on it" is more than a cut-out.
    if first.intent is Intent.CUTOUT:
        return next((other for other in verdicts if other.intent is Intent.EDIT), first)
    return first


def _of_clause(language: Language, clause: Clause) -> Verdict | None:
    for signal, intent in _INTENTS.items():
        if found := language.says(signal, clause.folded):
            verdict = Verdict(
                intent,
                clause.part(found),
                film=signal is Signal.CINEMATIC,
                pictured=signal not in (Signal.FRESH, Signal.RECALL),
                sure=signal is not Signal.IMPERATIVE,
            )
            if intent is Intent.COMPARE:
                return replace(verdict, of=_compared(language, clause, found.span()))
            return verdict
    return None


def _compared(language: Language, clause: Clause, cue: tuple[int, int]) -> Intent | None:
    """What several models should do: "remove the background on all models" is a cut-out."""
    start, end = cue
    for part in (slice(0, start), slice(end, None)):
        rest = Clause(clause.said[part].strip(" ,:"), clause.folded[part].strip(" ,:"))
        verdict = _of_clause(language, rest)
        known = verdict and language.says(Signal.EXISTING, rest.folded)
        if verdict and known and verdict.intent in _COMPARED:
            return verdict.intent
    return None


def _on_words(language: Language, clauses: Sequence[Clause]) -> Verdict | None:
    """What is asked for where no picture is there; None for a picture to imagine."""
    if not clauses:
        return None
    clause = clauses[0]
    for signal in (Signal.RECALL, Signal.COMPARE):
        if language.says(signal, clause.folded):
            verdict = _of_clause(language, clause)
            return verdict and replace(verdict, pictured=False)
    decorated = ornate(language, " ".join(each.folded for each in clauses))
    return _bare_command(language, clause) or (
        None if decorated else _motion(language, clause) or _on_latest(language, clause)
    )


def _bare_command(language: Language, clause: Clause) -> Verdict | None:
    for signal in _COMMANDS:
        if language.find(signal, Scope.WHOLE, clause.folded):
            return Verdict(_INTENTS[signal], clause.said)
    return None


def _motion(language: Language, clause: Clause) -> Verdict | None:
    for signal in (Signal.FILM, Signal.CLIP):
        if found := language.says(signal, clause.folded):
            film = signal is Signal.FILM
            return Verdict(Intent.ANIMATE, clause.part(found), film=film, pictured=False)
    return None


def _on_latest(language: Language, clause: Clause) -> Verdict | None:
    """What speaks of a picture although none is there: it means the latest result."""
    if language.says(Signal.CREATE, clause.folded):
        return None
    return _of_clause(language, clause) if language.says(Signal.EXISTING, clause.folded) else None
