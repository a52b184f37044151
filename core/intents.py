"""An utterance and its context to an intent, a role and the reason for them."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from core.afterwards import begins_framing, framing, parted
from core.capitals import spelt_out
from core.catalogue import NATURAL, Intent, Role
from core.clauses import Clause, clauses
from core.contexts import Context, Replied
from core.demands import Demands, demands
from core.exactly import exactly
from core.language import Language
from core.lexicon import Lexicon
from core.motion import FREE, Motion
from core.phrases import fold
from core.picking import alone, pick
from core.prompts import Prompt
from core.quoting import Passage
from core.reasons import reason
from core.relettering import relettered
from core.selections import Selected, select
from core.signals import Scope, Signal
from core.tilting import Tilt
from core.verdicts import Verdict, verdict_of

__all__ = ["Context", "Replied", "Understanding", "understand"]

# What a draft is worth something of, and what is made anew for delivery.
_DRAFTED = frozenset(
    {Intent.IMAGINE, Intent.VARY, Intent.REFINE, Intent.RESTYLE, Intent.EDIT, Intent.REFRAME}
)
_DELIVERED = frozenset({Intent.IMAGINE, Intent.REFINE})
# What is taken for a set of formats where several of them are listed: "a hero, a square, a story".
_ALSO_FORMATS = frozenset({Intent.REFRAME, Intent.CUTOUT, Intent.REFINE, Intent.EDIT, Intent.VARY})
_SEVERAL = 2  # pictures attached, of which one may be meant
_VERB = 2  # words at most of a verb with a pronoun


@dataclass(frozen=True, slots=True)
class Understanding:
    """What a person wants, and why we think so."""

    intent: Intent
    role: Role
    reason: str  # one clause a person understands
    words: str  # without the selection: "2 but at night" gives "at night"
    selection: tuple[int, ...] = ()  # 1-based: variants of the grid, or pictures attached
    needs_picture: bool = False  # works on a picture that exists
    draft: bool = False  # quick and rough is enough
    delivery: bool = False  # final, for print, in 4K
    presumed: bool = False  # nothing in the words tells the intent
    formats: tuple[str, ...] = ()  # that the words name, where formats are wanted; none for all
    left: tuple[str, ...] = ()  # wishes that are steps of their own
    exact: bool = False  # the same picture in another frame (core.exactly)
    motion: Motion = FREE  # how a clip is to be, as far as the words say; for clips only


@dataclass(frozen=True, slots=True)
class _Reading:
    """The words in one language."""

    language: Language
    selected: Selected
    verdict: Verdict | None
    wordless: bool  # no words, or only courtesies

    @property
    def only_a_verb(self) -> bool:
        """Whether the words do something and do not say what: "make it", "change"."""
        if self.verdict is None or self.verdict.intent is not Intent.EDIT:
            return False
        folded = fold(self.selected.words)
        remark, comma, rest = folded.partition(",")
        if comma and self.language.find(Signal.REMARK, Scope.WHOLE, remark.strip()):
            folded = rest.strip()
        adjusts = self.language.find(Signal.EDIT, Scope.WHOLE, folded)
        return len(folded.split()) <= _VERB and not adjusts


def understand(prompt: Prompt | str, context: Context, lexicon: Lexicon) -> Understanding:
    """What `prompt` asks for in `context`.

    The model that it names changes nothing; its ratio does, where it is all that is said.
    """
    if isinstance(prompt, str):
        prompt = Prompt(prompt)
    # Of {several|choices} the first one tells what all of them are about.
    reading = _reading((*prompt.permutations, prompt.words)[0], context, lexicon)
    motion = _motion(prompt, reading.selected, lexicon)
    if reading.verdict is None and context.pictured and motion.camera and motion.directs:
        reading = replace(reading, verdict=Verdict(Intent.ANIMATE, reading.selected.words))
    verdict = reading.verdict or _presumed(prompt, reading, context)
    framed = _framed(reading, context) if verdict.pictured or context.pictured else ""
    verdict = _settled(verdict, framed, prompt, reading, context)
    if verdict.intent is Intent.REFRAME and prompt.ratio:
        several = lexicon.formats.besides(reading.selected.words, prompt.ratio)
        verdict = Verdict(Intent.FORMATS, prompt.words) if several else verdict
    asked = demands(reading.language, reading.selected.words, verdict.intent)
    words = prompt.words if prompt.permutations else reading.selected.words
    wishes = parted(words, verdict.intent, reading.language, ratio=prompt.ratio is not None)
    return Understanding(
        intent=verdict.intent,
        role=_role(verdict, asked),
        reason=reason(verdict, asked, reading.selected, context),
        words=wishes.words,
        left=wishes.left,
        exact=bool(framed) and exactly(framed) is not None,
        selection=_selection(reading.selected, verdict, prompt, lexicon),
        needs_picture=verdict.pictured,
        draft=asked.draft,
        delivery=asked.delivery,
        presumed=reading.verdict is None and not framed,
        formats=_formats(reading.selected.words, prompt, verdict, lexicon),
        motion=motion,
    )


def _settled(
    verdict: Verdict, framed: str, prompt: Prompt, reading: _Reading, context: Context
) -> Verdict:
    """What is done once words for the frame or for letters, and a ratio alone, are heard."""
    if prompt.ratio and reading.only_a_verb:
        return Verdict(Intent.REFRAME)
    if framed:
        return Verdict(_framing_intent(framed), framed)
    if context.pictured and relettered(reading.selected.words):
        return Verdict(Intent.EDIT, reading.selected.words)
    return verdict


def _framed(reading: _Reading, context: Context) -> str:
    """The words that say in full what becomes of the frame of a picture, if that is the wish."""
    words = reading.selected.words
    found = words if framing(words) else begins_framing(words, reading.language)
    return "" if context.mask and _framing_intent(found) is Intent.EDIT else found


def _framing_intent(words: str) -> Intent:
    """A turn by an angle makes new pixels: an edit. Other frames make none."""
    return Intent.EDIT if isinstance(exactly(words), Tilt) else Intent.REFRAME


def _selection(
    selected: Selected, verdict: Verdict, prompt: Prompt, lexicon: Lexicon
) -> tuple[int, ...]:
    """The pictures that are named; of a clip from one to another, those two."""
    first, *rest = selected.variants or (0,)
    if verdict.intent is not Intent.ANIMATE or not first or not lexicon.motions.ends(prompt.words):
        return selected.variants
    if rest:
        return first, rest[-1]
    if _on_named(selected, prompt, lexicon):
        return 2 if first == 1 else 1, first
    last = re.findall(r"\d+", lexicon.motions.ending(prompt.words))  # "animate 1, last frame 4"
    return (first, int(last[-1])) if last else (first,)


def _on_named(selected: Selected, prompt: Prompt, lexicon: Lexicon) -> bool:
    """Whether the one picture that is named is the one to end on: its name is part of saying so."""
    ending, name = lexicon.motions.ending(prompt.words), fold(selected.name)
    return len(selected.variants) == 1 and bool(name) and name in ending


def _motion(prompt: Prompt, selected: Selected, lexicon: Lexicon) -> Motion:
    """How a clip is to be; the picture that it ends on may be one of several that are named."""
    named = _on_named(selected, prompt, lexicon)
    words = prompt.words if prompt.permutations or named else selected.words
    motion = lexicon.motions.read(words, prompt.seconds)
    between = len(selected.variants) > 1 and lexicon.motions.ends(prompt.words)
    return replace(motion, ends=motion.ends or between)


def _formats(words: str, prompt: Prompt, verdict: Verdict, lexicon: Lexicon) -> tuple[str, ...]:
    """The formats that are wanted; a ratio that stood apart, "16:9, a square", is one of them."""
    if verdict.intent is not Intent.FORMATS:
        return ()
    apart = f"{prompt.ratio.title}, " if prompt.ratio else ""
    return lexicon.formats.named(apart + Passage.of(words).masked)


def _reading(words: str, context: Context, lexicon: Lexicon) -> _Reading:
    """The words in the likeliest language in which they surely say something.

    Where there is none: one in which they may, else one in which they name variants.
    """
    readings: list[_Reading] = []
    for reading in _readings(words, context, lexicon):
        if reading.verdict and reading.verdict.sure:
            return reading
        readings.append(reading)
    return max(readings, key=lambda reading: (bool(reading.verdict), reading.selected.variants))


def _readings(words: str, context: Context, lexicon: Lexicon) -> Iterator[_Reading]:
    for language in lexicon.likely(fold(Passage.of(words).masked)):
        selected = _selected(words, language, context)
        parts = clauses(selected.words, language)
        verdict = verdict_of(language, parts, bool(selected.variants), context)
        if verdict and verdict.intent is Intent.RESTYLE and _keeps(language, selected.words, parts):
            verdict = replace(verdict, intent=Intent.EDIT)
        if (verdict is None or verdict.intent in _ALSO_FORMATS) and (
            context.pictured or selected.variants
        ):
            verdict = _all_but(language, selected, verdict, lexicon, context)
            listed = lexicon.formats.listed(Passage.of(selected.words).masked)
            verdict = Verdict(Intent.FORMATS, selected.words) if listed else verdict
        if verdict and verdict.intent is Intent.EDIT and _pastes(language, parts, context):
            verdict = replace(verdict, intent=Intent.REFINE)
        picked = _picked(words, language, context)
        if picked:
            selected, verdict = picked
        wordless = not parts and (not selected.words or lexicon.courteous(selected.words))
        yield _Reading(language, selected, verdict, wordless)


def _all_but(
    language: Language,
    selected: Selected,
    verdict: Verdict | None,
    lexicon: Lexicon,
    context: Context,
) -> Verdict | None:
    """That all formats are wanted, where some are left out: "alle Formate außer Favicon"."""
    words = lexicon.formats.all_of(selected.words)
    if words == selected.words:
        return verdict
    whole = verdict_of(language, clauses(words, language), bool(selected.variants), context)
    wanted = whole is not None and whole.intent is Intent.FORMATS
    return Verdict(Intent.FORMATS, selected.words) if wanted else verdict


def _keeps(language: Language, words: str, parts: Sequence[Clause]) -> bool:
    """Whether what sounds like a look is none of the whole picture.

    "Change SUMMER to WINTER" is about lettering, not about a season, and "all but the sky" is not
    all.
    """
    return spelt_out(words) or any(language.says(Signal.SPARE, part.folded) for part in parts)


def _selected(words: str, language: Language, context: Context) -> Selected:
    """Numbers name variants in a reply to a grid, and less easily where nothing is attached."""
    if context.images or context.mask or context.reply is Replied.SINGLE:
        return Selected((), words)
    in_grid = context.reply is Replied.GRID
    return select(words, language.chooser, context.variants, in_grid=in_grid)


def _pastes(language: Language, parts: Sequence[Clause], context: Context) -> bool:
    """Whether what one of several attached pictures shows is to come into another."""
    if context.images < _SEVERAL or context.replies or context.mask:
        return False
    return any(language.says(Signal.PASTE, part.folded) for part in parts)


def _picked(words: str, language: Language, context: Context) -> tuple[Selected, Verdict] | None:
    """The one of several attached pictures that the words are about, and what they ask of it."""
    if context.images < _SEVERAL or context.replies or context.mask:
        return None
    selected = pick(words, language.chooser, context.images)
    if not selected.variants:
        return None
    verdict = verdict_of(language, clauses(selected.words, language), True, context)
    if verdict is None or not alone(selected, language.chooser, verdict.intent):
        return None
    return selected, verdict


def _presumed(prompt: Prompt, reading: _Reading, context: Context) -> Verdict:
    """What is meant where the words do not tell: a picture in words, or nothing at all."""
    chosen = reading.selected.variants
    if not (context.pictured or chosen):
        return Verdict(Intent.IMAGINE, pictured=False)
    if reading.wordless and prompt.ratio:
        return Verdict(Intent.REFRAME)
    if context.mask:
        return Verdict(Intent.EDIT)
    if reading.language.says(Signal.SPARE, fold(reading.selected.words)):
        return Verdict(Intent.EDIT, reading.selected.words)
    if reading.wordless and not chosen:
        return Verdict(Intent.VARY)
    return Verdict(Intent.REFINE)


def _role(verdict: Verdict, asked: Demands) -> Role:
    if verdict.film:
        return Role.CINEMATIC
    if verdict.of is not None:
        return NATURAL[verdict.of]
    if asked.draft and verdict.intent in _DRAFTED:
        return Role.EXPLORE
    if asked.delivery and verdict.intent in _DELIVERED:
        return Role.HIRES
    return NATURAL[verdict.intent]


def only_more(understood: Understanding, prompt: Prompt) -> bool:
    """Whether more of the same is wanted, with nothing changed but how many."""
    plain = Prompt(prompt.words, count=prompt.count)
    return understood.intent is Intent.VARY and not understood.selection and prompt == plain
