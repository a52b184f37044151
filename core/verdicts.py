"""What the clauses of one language say about the intent; which of several signals holds."""

from collections.abc import Iterable
from dataclasses import dataclass

from core.catalogue import Intent
from core.clauses import Clause
from core.contexts import Context
from core.lexicon import Language, Signal

# What is said most unmistakably comes first; an edit, which nearly any verb can be, last.
_INTENTS: dict[Signal, Intent] = {
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
}
_ANSWERS = (Signal.RECALL, Signal.COMPARE)
_ORNAMENTS = 2  # from here on a text is a prompt for a picture, whatever verb it begins with


@dataclass(frozen=True, slots=True)
class Verdict:
    """An intent and the words that told it."""

    intent: Intent
    cue: tuple[int, int]  # where these words stand, from and to
    film: bool = False  # motion with a story or a directed camera
    pictured: bool = True  # works on a picture that exists


def on_picture(language: Language, clauses: Iterable[Clause]) -> Verdict | None:
    """What is asked of a picture that is there; None where nothing is said that we know."""
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
        if found := language.says(signal, clause.text):
            cue = (clause.start + found.start(), clause.start + found.end())
            return Verdict(intent, cue, film=signal is Signal.CINEMATIC)
    return None


def on_words(language: Language, clauses: Iterable[Clause], text: str) -> Verdict | None:
    """What is asked where no picture is there; None for a picture to imagine."""
    for clause in list(clauses)[:1]:
        for signal in (Signal.FILM, Signal.CLIP, Signal.EXISTING):
            if not (found := language.says(signal, clause.text)):
                continue
            if signal is Signal.EXISTING:
                return None if ornate(language, text) else _of_clause(language, clause)
            cue = (clause.start + found.start(), clause.start + found.end())
            return Verdict(Intent.ANIMATE, cue, film=signal is Signal.FILM, pictured=False)
        verdict = _of_clause(language, clause)
        if verdict and verdict.intent in (Intent.RECALL, Intent.COMPARE):
            return verdict
    return None


def ornate(language: Language, text: str) -> bool:
    """Whether the folded `text` is decorated as prompts for pictures are."""
    ornaments = language.signals[Signal.ORNAMENT]
    return sum(1 for found in ornaments.values() for _ in found.finditer(text)) >= _ORNAMENTS
