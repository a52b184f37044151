"""What words leave as it is: “blur everything but the face”, “an oil, but keep the cup”."""

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
_KEEP = (
    r"(?:keep|keeping|leave|leaving|don['’]?t\s+(?:touch|change)|do\s+not\s+(?:touch|change)"
    r"|without\s+(?:touching|changing)|lass|lasse|behalte|beh[aä]lt|garde|gardez|laisse|laissez"
    r"|ne\s+touche\s+pas(?:\s+[aà])?|sans\s+toucher(?:\s+[aà])?"
    r"|deja|conserva|mant[eé]n|no\s+toques|sin\s+tocar)"
)
_AS_IT_IS = (
    r"(?:\s+(?:(?:exactly\s+|just\s+)?(?:as|how|like)\s+(?:it|she|he|they)\s+(?:is|are)|as\s+is|alone"
    r"|untouched|unchanged|the\s+same|out(?:\s+of\s+it)?|in\s+colou?r|so(?:,?\s+wie\s+(?:es|sie|er)"
    r"\s+(?:ist|sind))?|wie\s+(?:es|sie|er)\s+(?:ist|sind)|in\s+ruhe|unver[aä]ndert|bei|farbig|in\s+farbe"
    r"|tel(?:le)?s?\s+quel(?:le)?s?|intacte?s?|inchang[eé]e?s?|en\s+couleurs?|tranquille"
    r"|como\s+est[aá]n?|tal\s+cual|igual|intact[oa]s?|en\s+color))"
)
# A bound, no wish: “warm, but not too dark”
_BOUND = re.compile(
    r"[,;]?\s+(?:but|aber|mais|pero|and|und|et|y)\s+(?:not\s+too|nicht\s+zu|pas\s+trop"
    r"|no\s+(?:demasiado|muy))\s+\w+(?:\s+(?:please|bitte))?(?=\s*(?:[,;.!]|$))",
    re.IGNORECASE,
)
# “…, sky untouched”: without a verb.
_UNTOUCHED = re.compile(
    r"(?:[,;]\s*|\s+(?:but|and|with|aber|und|mit|mais|et|avec|pero|y|con)\s+)"
    r"(?P<left>(?:(?:the|my|her|his|der|die|das|den|dem|le|la|les|el|los|las)\s+)?\w+(?:\s+\w+)?)\s+"
    r"(?:kept|preserved|spared|left\s+(?:alone|as\s+is)|(?:kept\s+|left\s+|still\s+)?in\s+colou?r|farbig"
    r"|in\s+farbe|en\s+couleurs?|en\s+color|untouched|unchanged|unaltered|intact|as\s+(?:it|she|he|they)\s+(?:is|are)|as\s+is"
    r"|unver[aä]ndert|unber[uü]hrt|wie\s+(?:es|sie|er)\s+ist|intacte?s?|inchang[eé]e?s?"
    r"|tel(?:le)?s?\s+quel(?:le)?s?|intact[oa]s?|sin\s+cambios|tal\s+cual|como\s+est[aá]n?)\s*[.!]?\s*$",
    re.IGNORECASE,
)
# “The sky warmer, leave the rest”: where one place changes, the rest stays anyway.
_NOTHING_ELSE = re.compile(
    rf"[,;]?\s+(?:(?:but|and|aber|und|mais|et|pero|y)\s+)?(?:please\s+)?(?:{_KEEP}\s+)"
    r"(?:the\s+rest|everything\s+else|all\s+else|den\s+rest|das\s+andere|alles\s+andere|le\s+reste"
    rf"|tout\s+le\s+reste|el\s+resto|todo\s+lo\s+dem[aá]s){_AS_IT_IS}?\s*[.!]?\s*$"
    r"|[,;]?\s+(?:(?:but|and|aber|und|mais|et|pero|y)\s+)?(?:nothing\s+else|nichts\s+(?:anderes|sonst)"
    r"|rien\s+d['’]autre|nada\s+m[aá]s)\s*[.!]?\s*$",
    re.IGNORECASE,
)
# “…, but keep the cup as it is”
_KEPT = re.compile(
    r"[,;]?\s+(?:(?:but|and|just|only|while|aber|und|mais|et|pero|y)\s+)?(?:please\s+|bitte\s+)?"
    rf"{_KEEP}\s+(?P<left>[^,;.!?]+?){_AS_IT_IS}?\s*$",
    re.IGNORECASE,
)
# “keep the cup in colour and make the rest black and white”
_REST = re.compile(
    rf"^\s*(?:please\s+|bitte\s+)?{_KEEP}\s+(?P<left>[^,;.!?]+?){_AS_IT_IS}?[,;]?\s+"
    r"(?:(?:but|and|while|aber|und|mais|et|pero|y)\s+)?"
    r"(?:(?:make|turn|have|do|draw|paint|get|mach|male|mets|fais|rends|haz|pon)\s+)?"
    r"(?:(?:all\s+)?the\s+rest|everything\s+else|all\s+else|den\s+rest|alles\s+andere|le\s+reste"
    r"|tout\s+le\s+reste|el\s+resto|todo\s+lo\s+dem[aá]s)\s+(?P<look>.+)$",
    re.IGNORECASE,
)
# “only her face in colour”
_ONLY = re.compile(
    r"^\s*(?:only|just|nur|seulement|juste|solo|s[oó]lo)\s+(?P<left>[^,;.!?]+?)\s+"
    r"(?:in\s+colou?r|in\s+farbe|farbig|en\s+couleurs?|en\s+color)\s*$",
    re.IGNORECASE,
)
_WHOLE = re.compile(
    rf"\b(?:{_PICTURE}|it|everything|all|es|alles|tout|todo|lo|la)\b", re.IGNORECASE
)
_PERSON = re.compile(r"^(?:her|him|them|sie|ihn|la|le|lo)$", re.IGNORECASE)
_THING = re.compile(r"\b(?:the|my|his|her|das|der|die|den|dem|le|la|les|el|los|las)\s+\w+", re.I)


def left_out(words: str) -> str:
    """`words` with MARK before what they leave as it is, in the place of what they change.

    Where they change a place of its own (“the sky purple, but not the clouds”) they stay.
    """
    if only := _ONLY.match(words):
        return f"{MARK} {_named(only['left'])} in black and white"
    if rest := _REST.match(words):
        return f"{MARK} {_named(rest['left'])} {rest['look']}"
    words = _NOTHING_ELSE.sub("", _BOUND.sub("", words))
    words = _ALL_BUT.sub(f"{MARK} ", words)
    tail = _BUT.search(words) or _KEPT.search(words) or _UNTOUCHED.search(words)
    if tail is None or MARK in words:
        return words
    head, rest = words[: tail.start()], words[tail.end() :]
    marked = f"{MARK} {_named(tail['left'])}"
    bare = _WHOLE.sub("", head, count=1)
    if _THING.search(bare):
        return words
    whole = _WHOLE.sub(marked, head, count=1) if bare != head else f"{head} {marked}"
    return whole + rest


def _named(left: str) -> str:
    """What is left out as a place: a person alone is the subject."""
    return _PERSON.sub("the subject", left.strip())
