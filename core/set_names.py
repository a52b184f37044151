"""How a text names reference sets: @mia, @mia:1."""

import re

from core.quoting import Passage

# An @ that follows a letter belongs to an e-mail address, one before name.tld to a host.
SET = re.compile(r"(?<![\w@<./+-])@([^\W\d_][\w-]{0,31}(?::\d{1,4}(?!\d))?)(?!\.\w|[\w@-])")


def named_sets(passage: Passage) -> tuple[str, ...]:
    """The reference sets that a text names, without the @: "mia", "mia:1"."""
    return tuple(dict.fromkeys(SET.findall(passage.masked)))
