"""Words that mean what a person did not mark: “everything but this”, “outside the mask”."""

import re

_THIS = (
    r"(?:this|that|it|what\s+i\s+marked|the\s+mask(?:ed\s+(?:part|area))?|the\s+marked\s+(?:part|area)"
    r"|das|dies|die\s+maske|ce(?:la|ci)|[cç]a|le\s+masque|esto|eso|la\s+m[aá]scara)"
)
_REST = (
    r"(?:the\s+rest|everything\s+else|all\s+else|den\s+rest|alles\s+andere|le\s+reste|tout\s+le\s+reste"
    r"|el\s+resto|todo\s+lo\s+dem[aá]s)"
)
_ALL_BUT = (
    r"(?:(?:everything|all)\s+(?:but|except(?:\s+for)?|besides)|alles\s+(?:au(?:ß|ss)er|bis\s+auf)"
    r"|tout\s+sauf|todo\s+(?:menos|excepto))"
)
_KEPT = re.compile(
    rf"^(?:please\s+)?(?:keep|leave|lass|behalte|garde|laisse|deja|conserva)\s+{_THIS}"
    r"(?:\s+(?:as\s+it\s+is|alone|untouched|so|wie\s+es\s+ist|tel\s+quel|como\s+est[aá]))?"
    rf"\s*[,;]?\s*(?:(?:and|but|und|aber|et|mais|y|pero)\s+)?(?P<verb>[^,]*?)\s*{_REST}\s*"
    r"(?:to|into|in|zu|en|a|à)?\s*(?P<look>.*)$",
    re.IGNORECASE,
)
_BESIDES = re.compile(
    rf"{_ALL_BUT}\s+{_THIS}\b|{_REST}\b"
    r"|(?:(?:everything|all|alles|tout|todo)\s+)?(?:outside(?:\s+of)?|au(?:ß|ss)erhalb|hors\s+de|fuera\s+de)"
    r"\s+(?:of\s+)?(?:the|my|der|meiner|du|le|de\s+la|la)\s*(?:mask(?:ed\s+(?:part|area))?|maske|masque|m[aá]scara)",
    re.IGNORECASE,
)


def meant_outside(words: str) -> str | None:
    """The words for what is not marked; None where `words` are about what is."""
    if found := _KEPT.match(words.strip()):
        return f"{found['verb'] or 'make'} it {found['look']}".strip()
    if _BESIDES.search(words):
        return _BESIDES.sub("it", words)
    return None
