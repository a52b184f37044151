"""The words of a reply as text of Discord; where they are too long, people's words are cut."""

import re
from collections.abc import Sequence

import discord

from core.replies import Kind, Reply

LONGEST_TEXT = 2000  # characters of a message
MARKS = {Kind.ERROR: "⚠️ ", Kind.QUESTION: "❓ "}
LINK = "<http"  # what follows is of no use in part
# Links stay, bare or in brackets: they show where they lead. What else could be read as more than
# it is are single signs, some of them only where a line begins.
_SIGNS = re.compile(
    r"(?P<link><https?://[\w./?=&%:+,;@!#~-]+>|https?://[\w./?=&%:+,;@!#-]+)"
    r"|(?P<indent>^[ \t]*)(?=[#+-])"
    r"|(?P<sign>[\\*_~|`\[\]<>]|:(?=\w+:))",
    re.MULTILINE,
)


def text_of(reply: Reply, most: int = LONGEST_TEXT) -> str:
    """The sentence first, then the small print, in `most` characters.

    What is too long for that are words of people, which are cut: facts and links stay.
    """
    marks = [MARKS.get(reply.kind, ""), *("-# " for _ in reply.lines)]
    words = (reply.text, *reply.lines)
    room = most - sum(len(mark) + 1 for mark in marks)
    longest = _level([len(_plain(one)) for one in words if LINK not in one], room - _links(words))
    told = (_plain(one) if LINK in one else _cut(one, longest) for one in words)
    text = "\n".join(mark + one for mark, one in zip(marks, told, strict=True))
    return text if len(text) <= most else text[: most - 1] + "…"


def _links(words: Sequence[str]) -> int:
    """The characters that lines with links take."""
    return sum(len(_plain(one)) for one in words if LINK in one)


def _level(lengths: Sequence[int], room: int) -> int:
    """How long each may be at most, so that together they fit into `room`."""
    left, level = room, 0
    for number, length in enumerate(sorted(lengths)):
        level = left // (len(lengths) - number)
        if length > level:
            return max(level, 1)
        left -= length
    return max(lengths, default=0)


def _cut(words: str, most: int) -> str:
    """Words whose signs mean nothing to Discord, as many as have room; what is quoted ends so."""
    text, kept = _plain(words), words
    if len(text) <= most:
        return text
    while kept and len(text) > most:
        kept = kept[: -max(1, (len(text) - most) // 2)]
        text = _plain(kept) + ("…”" if kept.count("“") > kept.count("”") else "…")
    return text


def _plain(text: str) -> str:
    """Text whose signs mean nothing to Discord, and that calls nobody.

    Not by the library's `escape_markdown`: of "[a](b) [c](d)" that escapes the first sign alone,
    which leaves a link under words of anybody's choice.
    """
    return discord.utils.escape_mentions(_SIGNS.sub(_escaped, text))


def _escaped(found: re.Match[str]) -> str:
    if found["link"]:
        return found["link"]
    return f"{found['indent'] or ''}\\{found['sign'] or ''}"
