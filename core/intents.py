"""An utterance and its context to an intent, a role and the reason for them."""

from dataclasses import dataclass

from core.catalogue import Intent, Role
from core.clauses import clauses
from core.contexts import Context, Replied
from core.lexicon import Lexicon
from core.phrases import fold
from core.prompts import Prompt
from core.quoting import Passage
from core.verdicts import Verdict, on_picture, on_words

__all__ = ["Context", "Replied", "Understanding", "understand"]


@dataclass(frozen=True, slots=True)
class Understanding:
    """What a person wants, and why we think so."""

    intent: Intent
    role: Role
    reason: str  # one clause a person understands
    words: str  # without the selection: "2 but at night" gives "at night"
    selection: tuple[int, ...] = ()  # 1-based variants of the grid that the words name
    needs_picture: bool = False  # works on a picture that exists
    draft: bool = False  # quick and rough is enough
    delivery: bool = False  # final, for print, in 4K


_ROLES = {
    Intent.IMAGINE: Role.EXPLORE,
    Intent.VARY: Role.EXPLORE,
    Intent.REFINE: Role.CONSISTENT,
    Intent.RESTYLE: Role.CONSISTENT,
    Intent.EDIT: Role.EDIT,
    Intent.CUTOUT: Role.EDIT,
    Intent.REFRAME: Role.EDIT,
    Intent.UPSCALE: Role.HIRES,
    Intent.ANIMATE: Role.ANIMATE,
    Intent.DESCRIBE: Role.DESCRIBE,
    Intent.COMPARE: Role.EXPLORE,
    Intent.RECALL: Role.NONE,
}


def understand(prompt: Prompt | str, context: Context, lexicon: Lexicon) -> Understanding:
    """What `prompt` asks for in `context`."""
    words = prompt if isinstance(prompt, str) else prompt.words
    folded = fold(Passage.of(words).masked)
    verdict = _verdict(folded, context, lexicon)
    intent = verdict.intent if verdict else Intent.REFINE if context.pictured else Intent.IMAGINE
    role = Role.CINEMATIC if verdict and verdict.film else _ROLES[intent]
    return Understanding(intent, role, "you asked for it", words, needs_picture=context.pictured)


def _verdict(folded: str, context: Context, lexicon: Lexicon) -> Verdict | None:
    for language in lexicon.likely(folded):
        parts = list(clauses(folded, language))
        if context.pictured:
            verdict = on_picture(language, parts)
        else:
            verdict = on_words(language, parts, folded)
        if verdict:
            return verdict
    return None
