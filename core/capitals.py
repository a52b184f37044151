"""Words in capitals, as people write what is written in a picture: "change SUMMER to WINTER"."""

import re

_SEVERAL = 2
_CAPITALS = re.compile(r"(?<![\w-])[^\W\d_a-z]{3,}(?![\w-])")
_SMALL = re.compile(r"(?<!\w)[^\W\d_]*[a-zß-ÿ][^\W\d_]*(?!\w)")


def spelt_out(words: str) -> bool:
    """Whether several words stand in capitals, and others do not."""
    capitals = [word for word in _CAPITALS.findall(words) if word.isupper()]
    return len(capitals) >= _SEVERAL and _SMALL.search(words) is not None
