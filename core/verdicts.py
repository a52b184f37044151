"""What the clauses of one language say about the intent; which of several signals holds."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from core.catalogue import Intent
from core.clauses import Clause
from core.contexts import Context
from core.language import Language
from core.signals import Scope, Signal

# What is said most unmistakably comes first; an edit, which nearly any verb can be, last.
_INTENTS: dict[Signal, Intent] = {
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
# What a bare word can ask of the latest result; "golden hour" or "cat" alone is a picture.
_COMMANDS = (
    Signal.DESCRIBE,
    Signal.READ,
    Signal.FORMATS,
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
        Intent.READ,
        Intent.COMPARE,
        Intent.ANIMATE,
        Intent.UPSCALE,
        Intent.CUTOUT,
        Intent.REFRAME,
        Intent.FORMATS,
    }
)
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
_LISTED = frozenset({Intent.ANIMATE, Intent.EDIT})  # begin lists: "orbit, 4 seconds, rain"
# What nearly any verb gives: its object tells what was meant.
_BROAD = (Signal.EDIT, Signal.IMPERATIVE)
_WHOLLY = frozenset({Intent.RESTYLE, Intent.REFINE})  # what changes all of a picture
_SHORT = 10  # words; single words of a longer clause are part of a scene
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
    return sum(1 for _ in language.every(Signal.ORNAMENT, folded)) >= _ORNAMENTS


def _on_picture(language: Language, clauses: Sequence[Clause]) -> Verdict | None:
    verdicts = _wishes(language, clauses)
    placed = next(filter(None, (_placed(language, clause) for clause in clauses)), None)
    if not verdicts:
        return placed
    first = verdicts[0]
    if placed and first.intent in _WHOLLY:
        return placed
    # "Extract the dog and then put a hat on it" is more than a cut-out.
    if first.intent is Intent.CUTOUT:
        return next((other for other in verdicts if other.intent is Intent.EDIT), first)
    return first


def _placed(language: Language, clause: Clause) -> Verdict | None:
    """A change of a place that is named first or last: "left half: as a watercolour"."""
    folded = clause.folded
    if len(folded.split()) > _SHORT:
        return None
    opens = language.find(Signal.PLACE, Scope.OPENS, folded)
    parts = clause.parted()
    headed = parts is not None and ":" in folded[len(parts[0].folded) :][:2]
    named = headed and parts and language.find(Signal.PLACE, Scope.WHOLE, parts[0].folded)
    ends = language.find(Signal.PLACE, Scope.ENDS, folded)
    told = (opens and opens.end() < len(folded)) or named or (ends and ends.start() > 0)
    return Verdict(Intent.EDIT, clause.said) if told else None


def _wishes(language: Language, clauses: Sequence[Clause]) -> list[Verdict]:
    """What each clause asks for; a remark ("it is too small") only where no other is sure."""
    told = [(clause, verdict) for clause in clauses if (verdict := _wish(language, clause))]
    sure = [
        verdict
        for clause, verdict in told
        if verdict.sure and not language.find(Signal.REMARK, Scope.WHOLE, clause.folded)
    ]
    return sure or [verdict for _, verdict in told]


def _wish(language: Language, clause: Clause) -> Verdict | None:
    """What a clause asks for, behind its remarks: "hmm, too small, upscale it"."""
    if mends := _mends_text(language, clause):
        return mends
    bare = _without_remarks(language, clause)
    behind = _step(language, bare) if bare is not clause else None
    if behind and behind.sure:
        return behind
    if before := _before_remark(language, clause):
        return before
    told = _step(language, clause) or _introduced(language, clause)
    parts = None if told else clause.parted()
    first = _step(language, parts[0]) if parts else None
    return first if first and first.sure and first.intent in _LISTED else told


def _before_remark(language: Language, clause: Clause) -> Verdict | None:
    """What is surely asked for before a remark: "square, but keep everything"."""
    parts = clause.parted()
    if parts is None or not language.find(Signal.REMARK, Scope.WHOLE, parts[1].folded):
        return None
    first = _step(language, parts[0])
    remark = language.find(Signal.REMARK, Scope.WHOLE, parts[0].folded)
    return first if first and first.sure and not remark else None


def _mends_text(language: Language, clause: Clause) -> Verdict | None:
    """What is said to be wrong with lettering, before a wish to mend it: that is no other edit."""
    parts = clause.parted()
    if parts is None or not language.find(Signal.READ, Scope.WHOLE, parts[0].folded):
        return None
    mends = language.find(Signal.MENDING, Scope.WHOLE, _polite(language, parts[1]).folded)
    return Verdict(Intent.READ, clause.said) if mends else None


def _without_remarks(language: Language, clause: Clause) -> Clause:
    while parts := clause.parted() or _joined(language, clause):
        if not language.find(Signal.REMARK, Scope.WHOLE, parts[0].folded):
            break
        clause = _polite(language, parts[1])
    return clause


def _step(language: Language, clause: Clause) -> Verdict | None:
    """What a clause asks for; of two wishes that "and" joins the first."""
    verdict = _of_clause(language, clause)
    joined = _joined(language, clause) if verdict and verdict.intent in _STEPS else None
    return (joined and _first_step(language, joined)) or verdict


def _introduced(language: Language, clause: Clause) -> Verdict | None:
    """What is asked for behind words that only say what the picture is: "my old car, fix it"."""
    parts = clause.parted()
    rest = parts and _polite(language, parts[1])
    known = rest and language.says(Signal.EXISTING, rest.folded)
    return _step(language, rest) if rest and known else None


def _joined(language: Language, clause: Clause) -> tuple[Clause, Clause] | None:
    """Two wishes that "and" joins."""
    joint = language.find(Signal.JOINT, Scope.ANYWHERE, clause.folded)
    if joint is None:
        return None
    rest = clause.between(joint.start(), len(clause.said))
    return clause.between(0, joint.start()), _polite(language, rest)


def _polite(language: Language, clause: Clause) -> Clause:
    """A clause without the "and" or "can you" that opens it."""
    while opening := language.find(Signal.POLITE, Scope.OPENS, clause.folded):
        clause = clause.between(opening.end(), len(clause.said))
    return clause


def _first_step(language: Language, joined: tuple[Clause, Clause]) -> Verdict | None:
    """The first of two wishes, where the second can wait."""
    first, second = (_of_clause(language, each) for each in joined)
    if not (first and second and first.sure and second.sure):
        return None
    # What is cut out and then changed is more than a cut-out.
    apart = first.intent is not Intent.CUTOUT or second.intent is not Intent.EDIT
    return first if apart and {first.intent, second.intent} <= _STEPS else None


def _of_clause(language: Language, clause: Clause) -> Verdict | None:
    for signal in _INTENTS:
        found = language.says(signal, clause.folded)
        if found and signal in _BROAD:
            return _hinted(language, clause) or _verdict(language, clause, signal, found)
        if found:
            return _verdict(language, clause, signal, found)
    return _hinted(language, clause)


def _hinted(language: Language, clause: Clause) -> Verdict | None:
    """What single words of a short clause hint at, where its verb tells nothing."""
    if len(clause.folded.split()) > _SHORT:
        return None
    if language.says(Signal.EDIT, clause.folded) and not language.says(Signal.VAGUE, clause.folded):
        return None
    for signal in _INTENTS:
        if found := language.hints(signal, clause.folded):
            hint = clause.cue(found, whole=True)
            return replace(_verdict(language, clause, signal, found), cue=hint, sure=False)
    return None


def _verdict(language: Language, clause: Clause, signal: Signal, found: re.Match[str]) -> Verdict:
    verdict = Verdict(
        _INTENTS[signal],
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
        verdict = _of_clause(language, rest)
        known = verdict and language.says(Signal.EXISTING, rest.folded)
        if verdict and known and verdict.intent in _COMPARED:
            return verdict.intent
    return Intent.RESTYLE if language.says(Signal.LOOKS, clause.folded) else None


def _on_words(language: Language, clauses: Sequence[Clause]) -> Verdict | None:
    """What is asked for where no picture is there; None for a picture to imagine."""
    if not clauses:
        return None
    clause = clauses[0]
    if language.says(Signal.RECALL, clause.folded):
        return None if _titled(language, clauses) else _of_clause(language, clause)
    if language.says(Signal.COMPARE, clause.folded):
        return _compared_on_words(language, clause)
    if found := _compared_behind(language, clause):
        return found
    decorated = ornate(language, " ".join(each.folded for each in clauses))
    return _bare_command(language, clause) or (
        None if decorated else _motion(language, clause) or _on_latest(language, clauses)
    )


def _titled(language: Language, clauses: Sequence[Clause]) -> bool:
    """Whether the words are a title or motto with a kind of picture: "let it burn, album cover".

    What speaks of a picture that is there all the same, before or behind, is none.
    """
    if any(language.find(Signal.MEDIUM, Scope.UNLESS, each.folded) for each in clauses):
        return False
    for part in reversed([part for clause in clauses for part in _parts(clause)][1:]):
        named = language.find(Signal.MEDIUM, Scope.WHOLE, part.folded)
        if named and not language.denies(Signal.MEDIUM, part.folded):
            return True
        if language.says(Signal.EXISTING, part.folded):
            return False
    return False


def _parts(clause: Clause) -> Iterator[Clause]:
    """What stands between the commas of a clause."""
    while parts := clause.parted():
        yield parts[0]
        clause = parts[1]
    yield clause


def _compared_on_words(language: Language, clause: Clause) -> Verdict | None:
    """A comparison of new pictures; "compare styles" and "compare oil and noir" of the latest."""
    verdict = _of_clause(language, clause)
    if verdict is None or language.find(Signal.COMPARE, Scope.WHOLE, clause.folded):
        return verdict
    if language.only(Signal.LOOKS, clause.folded):
        return verdict
    if not language.says(Signal.EXISTING, clause.folded):
        return replace(verdict, pictured=False, of=None)
    parts = clause.parted()  # "which model draws this best: a fox" is of something new
    return replace(verdict, pictured=not parts or language.only(Signal.LOOKS, parts[1].folded))


def _compared_behind(language: Language, clause: Clause) -> Verdict | None:
    """A comparison of looks that stands behind what is drawn: "a castle, compare oil vs noir"."""
    parts = clause.parted()
    if parts is None or language.says(Signal.EXISTING, parts[0].folded):
        return None
    while parts:
        last = parts[1]
        found = language.find(Signal.COMPARE, Scope.OPENS, last.folded)
        if found and language.only(Signal.LOOKS, last.folded):
            return Verdict(Intent.COMPARE, last.cue(found), pictured=False)
        parts = last.parted()
    return None


def _bare_command(language: Language, clause: Clause) -> Verdict | None:
    found = [one for one in _COMMANDS if language.find(one, Scope.WHOLE, clause.folded)]
    return Verdict(_INTENTS[found[0]], clause.said) if found else _mends_text(language, clause)


def _motion(language: Language, clause: Clause) -> Verdict | None:
    for signal in (Signal.FILM, Signal.CLIP):
        if found := language.says(signal, clause.folded):
            film, first = signal is Signal.FILM, next(_parts(clause)).folded
            there = language.find(Signal.EXISTING, Scope.WHOLE, first) is not None
            return Verdict(Intent.ANIMATE, clause.cue(found), film=film, pictured=there)
    return None


def _on_latest(language: Language, clauses: Sequence[Clause]) -> Verdict | None:
    """What speaks of a picture although none is there: it means the latest result."""
    clause = clauses[0]
    existing = language.says(Signal.EXISTING, clause.folded)
    if not existing or language.says(Signal.CREATE, clause.folded) or _titled(language, clauses):
        return None
    return _of_clause(language, clause)
