"""Quotes people with the words as they wrote them: capitals, accents and all."""

import re

from worker.engines.classical.words.phrases import folded

_READ = re.compile(r"\breads:? “")
_QUOTED = re.compile(r"“([^”]+)”")


def as_said(text: str, words: str) -> str:
    """`text` with each quotation of folded `words` as it stands in them.

    What tells which lettering a picture shows stays as it was read.
    """
    if _READ.search(text):
        return text
    spoken = [
        (folded(match[0]), match.start(), match.end()) for match in re.finditer(r"\w+", words)
    ]

    def original(match: re.Match[str]) -> str:
        wanted = match[1].split() if match[1] == folded(match[1]) else []
        for at in range(len(spoken) - len(wanted) + 1 if wanted else 0):
            row = spoken[at : at + len(wanted)]
            if [one for one, _, _ in row] == wanted:
                return f"“{words[row[0][1] : row[-1][2]]}”"
        return match[0]

    return _QUOTED.sub(original, text)
