"""Lines that words tell by what stands in them: “the line about tickets”, “the tickets line”."""

import re
from collections.abc import Sequence

from worker.engines.classical.lettering.reading import Line, listed
from worker.engines.classical.words.beyond import Beyond
from worker.engines.classical.words.phrases import folded

_THE = r"(?:the|this|that|die|der|den|diese|la|cette|el|esta)"
_LINE = r"(?:line(?:\s+of\s+(?:the\s+)?text)?|text|zeile|ligne|línea|linea)"
_ABOUT = (
    r"(?:about|on|for|with|mentioning|concerning|that\s+mentions|which\s+mentions"
    r"|über|zu|mit|für|sur|avec|pour|qui\s+parle\s+de|sobre|con|para|que\s+habla\s+de)"
)
_OF_IT = r"(?:\s+(?:the|a|our|my|den|die|das|der|dem|le|la|les|l['’]|el|los|las))?"
_TOLD = re.compile(rf"\b{_THE}\s+{_LINE}\s+{_ABOUT}{_OF_IT}\s+(?P<topic>\w[\w'’-]*)", re.I)
_TOPIC_FIRST = re.compile(rf"\b{_THE}\s+(?P<topic>\w[\w'’-]*)[\s-]+(?:line|zeile)\b", re.I)
# After these nothing but what a line says can stand; “the line on the left” is a place.
_SURELY = re.compile(r"\b(?:about|mention|concerning|über|parle|sobre|habla)", re.I)
_STEM = 4  # letters of a word, that its other forms begin with: “ticket”, “Tickets”


def tells_a_topic(words: str) -> bool:
    """Whether `words` may name a line by what it is about."""
    return any(pattern.search(words) for pattern in (_TOLD, _TOPIC_FIRST))


def by_what_they_are_about(found: Sequence[Line], words: str) -> str:
    """`words` with the text itself in the place of what a line is about.

    They stay where they name no such line. Raises Beyond, with the lines that were read, where
    they surely do and none is about that, or several are.
    """
    for pattern in (_TOLD, _TOPIC_FIRST):
        told = pattern.search(words)
        if told is None:
            continue
        topic = told["topic"]
        about = [line for line in found if holds(line.text, topic)]
        if len(about) == 1 and '"' not in about[0].text:
            return f'{words[: told.start()]}the text "{about[0].text}"{words[told.end() :]}'
        sure = _SURELY.search(told[0]) is not None
        if len(about) > 1 or (sure and found):
            several = "several lines are" if about else "no line here is"
            texts = listed(tuple(about or found))
            raise Beyond(
                f"{several} about “{topic}”. It reads: {texts}. Say the words of the line."
            )
    return words


def holds(text: str, topic: str) -> bool:
    """Whether a word of `text` is `topic`, in one or the other of its forms."""
    topic = folded(topic)
    return any(word == topic or _alike(word, topic) for word in folded(text).split())


def _alike(word: str, topic: str) -> bool:
    short, long = sorted((word.strip(":"), topic), key=len)
    ending = long[len(short) :]
    return short == long or (len(short) >= _STEM and long.startswith(short) and len(ending) <= 2)
