"""What one clause asks for: which of several signals holds in it."""

import re
from dataclasses import dataclass, replace

from core.catalogue import Intent
from core.clauses import Clause
from core.language import Language
from core.signals import Scope, Signal

# What is said most unmistakably comes first; an edit, which nearly any verb can be, last.
INTENTS: dict[Signal, Intent] = {
    Signal.FRESH: Intent.IMAGINE,
    Signal.RECALL: Intent.RECALL,
    Signal.COMPARE: Intent.COMPARE,
    Signal.DESCRIBE: Intent.DESCRIBE,
    Signal.READ: Intent.READ,
    Signal.CINEMATIC: Intent.ANIMATE,
    Signal.ANIMATE: Intent.ANIMATE,
    Signal.FORMATS: Intent.FORMATS,
    Signal.UPSCALE: Intent.UPSCALE,
    Signal.CUTOUT: Intent.CUTOUT,
    Signal.REFRAME: Intent.REFRAME,
    Signal.VARY: Intent.VARY,
    Signal.RESTYLE: Intent.RESTYLE,
    Signal.REFINE: Intent.REFINE,
    Signal.EDIT: Intent.EDIT,
    Signal.IMPERATIVE: Intent.EDIT,
}
_COMPARED = frozenset({Intent.ANIMATE, Intent.UPSCALE, Intent.CUTOUT, Intent.RESTYLE, Intent.EDIT})
# Of two of these in one clause the first decides: "remove the background and make it 4K".
_STEPS = frozenset(
    {
        Intent.UPSCALE,
        Intent.CUTOUT,
        Intent.REFRAME,
        Intent.RESTYLE,
        Intent.REFINE,
        Intent.EDIT,
    }
)
# What nearly any verb gives: its object tells what was meant.
_BROAD = (Signal.EDIT, Signal.IMPERATIVE)
SHORT = 10  # words; single words of a longer clause are part of a scene


@dataclass(frozen=True, slots=True)
class Verdict:
    """An intent, and what told it."""

    intent: Intent
    cue: str = ""  # the words that told it, as they were written
    film: bool = False  # motion with a story or a directed camera
    pictured: bool = True  # works on a picture that exists
    of: Intent | None = None  # what is compared
    sure: bool = True  # told by words that are known, not by the form of the sentence


def mends_text(language: Language, clause: Clause) -> Verdict | None:
    """What is said to be wrong with lettering, before a wish to mend it: that is no other edit."""
    parts = clause.parted()
    if parts is None or not language.find(Signal.READ, Scope.WHOLE, parts[0].folded):
        return None
    mends = language.find(Signal.MENDING, Scope.WHOLE, polite(language, parts[1]).folded)
    return Verdict(Intent.READ, clause.said) if mends else None


def step(language: Language, clause: Clause) -> Verdict | None:
    """What a clause asks for; of two wishes that "and" joins the first."""
    verdict = of_clause(language, clause)
    both = joined(language, clause) if verdict and verdict.intent in _STEPS else None
    return (both and _first_step(language, both)) or verdict


def joined(language: Language, clause: Clause) -> tuple[Clause, Clause] | None:
    """Two wishes that "and" joins."""
    joint = language.find(Signal.JOINT, Scope.ANYWHERE, clause.folded)
    if joint is None:
        return None
    rest = clause.between(joint.start(), len(clause.said))
    return clause.between(0, joint.start()), polite(language, rest)


def polite(language: Language, clause: Clause) -> Clause:
    """A clause without the "and" or "can you" that opens it."""
    while opening := language.find(Signal.POLITE, Scope.OPENS, clause.folded):
        clause = clause.between(opening.end(), len(clause.said))
    return clause


def _first_step(language: Language, both: tuple[Clause, Clause]) -> Verdict | None:
    """The first of two wishes, where the second can wait."""
    first, second = (of_clause(language, each) for each in both)
    if not (first and second and first.sure and second.sure):
        return None
    # What is cut out and then changed is more than a cut-out.
    apart = first.intent is not Intent.CUTOUT or second.intent is not Intent.EDIT
    return first if apart and {first.intent, second.intent} <= _STEPS else None


def of_clause(language: Language, clause: Clause) -> Verdict | None:
    for signal in INTENTS:
        found = language.says(signal, clause.folded)
        if found and signal in _BROAD:
            return _hinted(language, clause) or _verdict(language, clause, signal, found)
        if found:
            return _verdict(language, clause, signal, found)
    return _hinted(language, clause)


def _hinted(language: Language, clause: Clause) -> Verdict | None:
    """What single words of a short clause hint at, where its verb tells nothing."""
    if len(clause.folded.split()) > SHORT:
        return None
    if language.says(Signal.EDIT, clause.folded) and not language.says(Signal.VAGUE, clause.folded):
        return None
    for signal in INTENTS:
        if found := language.hints(signal, clause.folded):
            hint = clause.cue(found, whole=True)
            return replace(_verdict(language, clause, signal, found), cue=hint, sure=False)
    return None


def _verdict(language: Language, clause: Clause, signal: Signal, found: re.Match[str]) -> Verdict:
    verdict = Verdict(
        INTENTS[signal],
        clause.cue(found, whole=signal in _BROAD),
        film=signal is Signal.CINEMATIC,
        pictured=signal not in (Signal.FRESH, Signal.RECALL),
        sure=signal is not Signal.IMPERATIVE,
    )
    if signal is Signal.COMPARE:
        return replace(verdict, of=_compared(language, clause, found.span()))
    return verdict


def _compared(language: Language, clause: Clause, cue: tuple[int, int]) -> Intent | None:
    """What several models should do: "remove the background on all models" is a cut-out."""
    for start, end in ((0, cue[0]), (cue[1], len(clause.said))):
        rest = clause.between(start, end)
        verdict = of_clause(language, rest)
        known = verdict and language.says(Signal.EXISTING, rest.folded)
        if verdict and known and verdict.intent in _COMPARED:
            return verdict.intent
    return Intent.RESTYLE if language.says(Signal.LOOKS, clause.folded) else None
