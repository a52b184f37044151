"""Ways to ask for a removal that others have a plain form of: “there's one cup too many”."""

import re

_FORMS = tuple(
    (re.compile(form, re.IGNORECASE), plain)
    for form, plain in (
        (
            r"^(?:there\s*(?:is|['’]s)|i\s+see|that\s*(?:is|['’]s))\s+(?:one|a|an)\s+(\w+)\s+too\s+many\b"
            r"(?:[,;.]?\s*(?:please\s+)?(?:remove|delete|take\s+out|get\s+rid\s+of)\s+it)?",
            r"remove the extra \1",
        ),
        (
            r"^(?:da|es|hier)\s+(?:ist|gibt\s+es|gibt['’]s)\s+(?:eine?n?)\s+(\w+)\s+zu\s+viel",
            r"entferne die überzählige \1",
        ),
        (r"^il\s+y\s+a\s+une?\s+(\w+)\s+(?:de|en)\s+trop", r"enlève la \1 en trop"),
        (r"^(?:hay|sobra)\s+una?\s+(\w+)(?:\s+de\s+m[aá]s)?", r"quita la \1 sobrante"),
        (r"\bque\s+(?:sobran?|est[aá]n?\s+de\s+m[aá]s)\b", "sobrante"),
        (
            r"\b(die|der|das|den)\s+(\w+),?\s+(?:die|der|das)\s+(?:zu\s+viel|[uü]berfl[uü]ssig|[uü]berz[aä]hlig)"
            r"\s+(?:ist|sind)\b",
            r"\1 überzählige \2",
        ),
        (r"^(?:bitte\s+)?mach[et]?\s+(?!es\b|das\s+weg)(.+?)\s+weg\b", r"entferne \1"),
    )
)


def rephrased(words: str) -> str:
    """`words` in the plain form of a removal, where they have another one."""
    for form, plain in _FORMS:
        words = form.sub(plain, words, count=1)
    return words
