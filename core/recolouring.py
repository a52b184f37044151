"""“Make it red” behind a step that changed a line of lettering: that is about the line."""

import re
from typing import NamedTuple

from core.bare import plain
from core.catalogue import Intent
from core.jobs import Job
from core.lexicon import Lexicon
from core.signals import Scope, Signal

OF_LINE = "taken to be about the line “{line}”; say “make the whole picture red” for all of it"
# What stands in quotes or in capitals; of two such the latter is what the former was changed to.
_LINES = re.compile(
    r"[“„\"]([^“”„\"]+)[”“\"]|(?<![\w-])([A-ZÀ-ÖØ-Þ]{3,}(?: [A-ZÀ-ÖØ-Þ\d]+)*)(?![\w-])"
)
_BOTH = 2


class Recoloured(NamedTuple):
    """Words that name the line, and what there is to say of it."""

    words: str
    note: str


def of_line(words: str, job: Job, lexicon: Lexicon) -> Recoloured | None:
    """`words` for the line that `job` changed, where they only give it a colour, else None."""
    line, text = _changed(job), plain(words)
    if not line:
        return None
    for each in lexicon.languages:
        begun = each.find(Signal.RECOLOUR, Scope.OPENS, text)
        if begun and each.find(Signal.RECOLOUR, Scope.WHOLE, text.strip(" .!")):
            colour = words[begun.end() :].strip()
            return Recoloured(f"make the text “{line}” {colour}", OF_LINE.format(line=line))
    return None


def _changed(job: Job) -> str:
    """What the line that a step changed says since; empty where it changed none, or does not say
    which."""
    spec = job.spec
    if spec.retext is not None:
        return spec.retext.new
    found = [quoted or capitals for quoted, capitals in _LINES.findall(spec.own_words)]
    return found[-1] if spec.intent is Intent.EDIT and len(found) == _BOTH else ""
