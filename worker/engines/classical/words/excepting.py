"""What words leave as it is: “blur everything but the face”, “monochrome except the red cup”."""

import re

MARK = "allbut"  # stands in words before what is left out
_PICTURE = r"(?:(?:das|dem|der|the|la|le|l|el)\s+)?(?:picture|photo|image|bild|foto|imagen)"
_ALL_BUT = re.compile(
    rf"\b(?:(?:everything|anything|all)(?:\s+(?:in|of)\s+(?:it|{_PICTURE}))?"
    r"\s+(?:but|except(?:ing)?|besides|save|apart\s+from|other\s+than)(?:\s+for)?"
    r"|alles\s+(?:au(?:ß|ss)er|bis\s+auf|abgesehen\s+von)"
    r"|tout\s+(?:sauf|except[eé]|hormis|[aà]\s+part)"
    r"|todo\s+(?:menos|excepto|salvo|aparte\s+de))\s+",
    re.IGNORECASE,
)
_BUT = re.compile(
    r"[,;]?\s+(?:except(?:ing)?(?:\s+for)?|but\s+not|apart\s+from|au(?:ß|ss)er|bis\s+auf"
    r"|aber\s+nicht|sauf|mais\s+pas|excepto|salvo|pero\s+no"
    r"|menos(?=\s+(?:el|la|los|las)\b))\s+(?P<left>[^,;.!?]+)",
    re.IGNORECASE,
)
_WHOLE = re.compile(
    rf"\b(?:{_PICTURE}|it|everything|all|es|alles|tout|todo|lo|la)\b", re.IGNORECASE
)
_THING = re.compile(r"\b(?:the|my|his|her|das|der|die|den|dem|le|la|les|el|los|las)\s+\w+", re.I)


def left_out(words: str) -> str:
    """`words` with MARK before what they leave as it is, in the place of what they change.

    Where they change a place of its own (“the sky purple, but not the clouds”) they stay.
    """
    words = _ALL_BUT.sub(f"{MARK} ", words)
    tail = _BUT.search(words)
    if tail is None or MARK in words:
        return words
    head, rest = words[: tail.start()], words[tail.end() :]
    marked = f"{MARK} {tail['left'].strip()}"
    bare = _WHOLE.sub("", head, count=1)
    if _THING.search(bare):
        return words
    whole = _WHOLE.sub(marked, head, count=1) if bare != head else f"{head} {marked}"
    return whole + rest
