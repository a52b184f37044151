"""Positions that are named for an edit which does not go by them: “darken the top”."""

import re

_POSITION = re.compile(
    r"\b(?:(?:on|at|in|to) the (?:\w+ )?(?:left|right|top|bottom)\b"
    r"|the (?:left|right|top|bottom)(?: (?:half|side|part|edge|corner))?$"
    r"|links\b|rechts\b|oben\b|unten\b"
    r"|(?:a|sur la) (?:gauche|droite)\b|a la (?:izquierda|derecha)\b)"
)


def unheeded(text: str, title: str) -> tuple[str, ...]:
    """What to say of a position in folded `text` that nothing goes by; `title` is what changes."""
    found = _POSITION.search(text)
    if found is None:
        return ()
    return (f"“{found[0]}” is not heeded, {title} changes: a mask says where",)
