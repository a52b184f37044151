"""Drawing a poster once more with something added: what to say for it."""

import re

from worker.engines.classical.posters.reading import read

_LONGEST = 120  # characters of words that are worth repeating
_ASKING = re.compile(
    r"(?:please|now|also|add|put|place|include|draw|show|give (?:it|me)|with|mit|avec|con|and|plus"
    r"|fuge|ajoute|anade|agrega)\s+",
    re.IGNORECASE,
)


def anew(drawn: str, seed: int, more: str) -> str:
    """What to say so that the poster of the words `drawn` is drawn again with `more` in it.

    The same seed composes it in the same way. Empty where `more` names nothing to draw.
    """
    thing = more.strip(" .!")
    while match := _ASKING.match(thing):
        thing = thing[match.end() :]
    words = f"{drawn.rstrip(' .')}, with {thing}"
    before, after = read(drawn), read(words)
    added = (after.props, after.scenes, after.kinds) != (before.props, before.scenes, before.kinds)
    if len(words) > _LONGEST or not added or after.unknown != before.unknown:
        return ""
    return f"{words} --seed {seed}"
