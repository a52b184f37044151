"""What the clauses of one language say about the intent."""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from core.catalogue import Intent
from core.clause_verdicts import (
    INTENTS,
    SHORT,
    Verdict,
    joined,
    mends_text,
    of_clause,
    polite,
    step,
)
from core.clauses import Clause
from core.contexts import Context
from core.language import Language
from core.signals import Scope, Signal

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
_LISTED = frozenset({Intent.ANIMATE, Intent.EDIT})  # begin lists: "orbit, 4 seconds, rain"
_WHOLLY = frozenset({Intent.RESTYLE, Intent.REFINE})  # what changes all of a picture
_ORNAMENTS = 2  # from here on a text is a prompt for a picture, whatever verb it begins with


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
    if len(folded.split()) > SHORT:
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
    if mends := mends_text(language, clause):
        return mends
    bare = _without_remarks(language, clause)
    behind = step(language, bare) if bare is not clause else None
    if behind and behind.sure:
        return behind
    if before := _before_remark(language, clause):
        return before
    told = step(language, clause) or _introduced(language, clause)
    parts = None if told else clause.parted()
    first = step(language, parts[0]) if parts else None
    return first if first and first.sure and first.intent in _LISTED else told


def _before_remark(language: Language, clause: Clause) -> Verdict | None:
    """What is surely asked for before a remark: "square, but keep everything"."""
    parts = clause.parted()
    if parts is None or not language.find(Signal.REMARK, Scope.WHOLE, parts[1].folded):
        return None
    first = step(language, parts[0])
    remark = language.find(Signal.REMARK, Scope.WHOLE, parts[0].folded)
    return first if first and first.sure and not remark else None


def _without_remarks(language: Language, clause: Clause) -> Clause:
    while parts := clause.parted() or joined(language, clause):
        if not language.find(Signal.REMARK, Scope.WHOLE, parts[0].folded):
            break
        clause = polite(language, parts[1])
    return clause


def _introduced(language: Language, clause: Clause) -> Verdict | None:
    """What is asked for behind words that only say what the picture is: "my old car, fix it"."""
    parts = clause.parted()
    rest = parts and polite(language, parts[1])
    known = rest and language.says(Signal.EXISTING, rest.folded)
    return step(language, rest) if rest and known else None


def _on_words(language: Language, clauses: Sequence[Clause]) -> Verdict | None:
    """What is asked for where no picture is there; None for a picture to imagine."""
    if not clauses:
        return None
    clause = clauses[0]
    if language.says(Signal.RECALL, clause.folded):
        return None if _titled(language, clauses) else of_clause(language, clause)
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
    verdict = of_clause(language, clause)
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
    return Verdict(INTENTS[found[0]], clause.said) if found else mends_text(language, clause)


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
    return of_clause(language, clause)
