"""What words say not to do: “don't blur the background”, “mach es nicht dunkler”."""

import re
from typing import NamedTuple

from worker.engines.classical.words.beyond import Beyond

# What leaves something as it is, which others read: “don't touch the sky”, “don't crop it”.
_KEEPS = (
    r"(?:touch|change(?!.*\bto\b)|alter|affect|crop|cut|lose|like|mind|know|care|worry|forget|see"
    r"|think|need)\b"
)
_CUT = re.compile(r"\s*[,;.!]\s*|\s+(?:but|and just|just|aber|sondern|mais|pero|sino)\s+", re.I)
_BOUND = r"(?:so|zu|si|trop|aussi|tan|demasiado|muy)\b"
_DENIED = re.compile(
    r"^(?:please\s+|and\s+|now\s+)?(?:(?:i|we)\s+)?(?:do\s+not|don['’]?t|never|stop|no\s+longer)\s+"
    rf"(?!{_KEEPS})\w+"
    r"|^(?:i|we)\s+(?:did\s+not|didn['’]?t)\s+(?:want|ask|mean)\b"
    r"|^(?:bitte\s+)?(?:mache?|entferne?|ersetze?|f[aä]rbe?|verwische?|l[oö]sche?|ich\s+(?:will|m[oö]chte))\b"
    rf".*\b(?:nicht|kein(?:e|en|em)?)\b(?!\s+{_BOUND})"
    rf"|^(?:je\s+)?n(?:e\s+|['’])(?!touch)\w+\s+(?:\w+\s+)?pas\b(?!\s+{_BOUND})"
    r"|^(?:por\s+favor\s+)?no\s+(?:l[aoe]s?\s+)?(?:quites|pongas|borres|hagas|elimines|desenfoques"
    r"|oscurezcas|aclares|conviertas|uses|a[nñ]adas|agregues|quiero)\b",
    re.IGNORECASE,
)
_ANYTHING_BUT = re.compile(r"\banything\s+but\b", re.IGNORECASE)


class Told(NamedTuple):
    """What is asked for, and what is not to be done, each as it was written."""

    words: str
    denied: tuple[str, ...]


def without_denials(words: str) -> Told:
    """`words` without their clauses that say what not to do.

    Raises Beyond where nothing else is left: what stays as it is needs no work.
    """
    whole = _ANYTHING_BUT.search(words)
    clauses = [words] if whole else [clause for clause in _CUT.split(words) if clause]
    denied = [clause for clause in clauses if whole or _DENIED.match(clause)]
    if not denied:
        return Told(words, ())
    if len(denied) == len(clauses):
        raise Beyond(
            f"“{denied[0]}” leaves the picture as it is: say what should become of it. What was "
            "done before “undo” takes back."
        )
    return Told(", ".join(one for one in clauses if one not in denied), tuple(denied))
