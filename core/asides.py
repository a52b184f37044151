"""Settings said in passing, in plain language: "in 16:9", "four variants", "seed 7", "no text".

Only forms with one meaning are taken, and only those that stand apart, between commas or at the
end, leave the words: "a fox, 16:9, no text" becomes "a fox", while "remove the text", "make it
square" and "4 variations of 2" stay as they are, because there they are the request itself.
A flag for the same setting wins.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass, fields, replace

from core.flags import Settings, read_count, read_seed
from core.quoting import Passage, Span
from core.ratios import Ratio

# A time has two digits after the colon and a score or a verse is no usual ratio: only these.
_RATIOS = (
    "16:9|9:16|21:9|9:21|16:10|10:16|4:3|3:4|3:2|2:3|4:5|5:4|5:7|7:5|1:1|2:1|1:2|3:1|1:3|1:4|4:1"
)
_NUMBERS: Mapping[str, int] = {
    name: number
    for number, names in enumerate(
        (
            "one",
            "two zwei deux dos",
            "three drei trois tres",
            "four vier quatre cuatro",
            "five fünf cinq cinco",
            "six sechs seis",
            "seven sieben sept siete",
            "eight acht huit ocho",
            "nine neun neuf nueve",
        ),
        start=1,
    )
    for name in names.split()
}
_SHAPES: Mapping[str, str] = {
    "square": "square",
    "quadratisch": "square",
    "carré": "square",
    "cuadrado": "square",
    "portrait": "portrait",
    "hochformat": "portrait",
    "vertical": "portrait",
    "landscape": "landscape",
    "querformat": "landscape",
    "paysage": "landscape",
    "horizontal": "landscape",
    "widescreen": "widescreen",
}
_MANY = (
    "variants|variations|versions|options|takes|alternatives|images|pictures|pics"
    "|varianten|variationen|versionen|bilder|variantes|variaciones|versiones|imágenes"
)
_FORMS = (
    rf"(?:(?:in|as|im|en|au|auf)\s+)?(?:format\s+|formato\s+)?(?P<ratio>{_RATIOS})(?![:\d])"
    r"(?!\s*(?:am|pm|scale|uhr)\b)(?:\s+(?:ratio|format|aspect(?:\s+ratio)?))?",
    r"(?:(?:in|as an?|im|en|au)\s+)?(?P<shape>square|portrait|landscape|vertical|horizontal"
    r"|widescreen)\s+(?:format|orientation|aspect(?:\s+ratio)?|ratio|crop)",
    r"(?:im\s+)?(?P<shape_de>hochformat|querformat)|(?P<shape_de2>quadratisch)",
    r"(?:(?:en|au)\s+)?formato?\s+(?P<shape_fr>carré|portrait|paysage|cuadrado|vertical|horizontal)",
    rf"(?:(?:in|give me|make|please)\s+)?(?P<count>[1-9]|{'|'.join(_NUMBERS)})\s+"
    rf"(?:(?:different|more|other|verschiedene|différentes|diferentes)\s+)?(?:{_MANY}|of them)",
    r"(?:(?:with|using|mit|avec|con)\s+)?(?:the\s+)?seed\s*[:=#]?\s*(?P<seed>\d{1,10})",
    r"(?:with\s+)?no\s+(?P<negative>(?:text|words|letters|letter(?:ing)|watermarks?|signatures?|logos?"
    r"|captions?)(?:\s+(?:or|and)\s+(?:text|words|letters|watermarks?|signatures?|logos?))*)",
)
_APART = re.compile(
    rf"(?:(?<=^)|(?<=[,;.!?\n])\s*|\s+(?=in|as|im|en|au|with|mit|avec|con))(?:{'|'.join(_FORMS)})"
    r"(?:\s+(?:please|bitte))?\s*(?=$|[,;!?\n]|\.(?:\s|$))",
    re.IGNORECASE,
)
_WITHIN = re.compile(
    rf"(?<![\w:.])(?:{_FORMS[4]}|(?:in|to|as|auf|en|im|au|à|a|it)\s+(?P<ratio>{_RATIOS})(?![:\d])"
    r"(?!\s*(?:am|pm|scale|uhr)\b))(?!\w)",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class _Aside:
    span: Span
    settings: Settings


def take_asides(passage: Passage, given: Settings) -> tuple[Passage, Settings]:
    """The passage without the settings that stand apart, and `given` with all that it says.

    Words that are nothing but a setting stay: "16:9" alone is a request.
    """
    apart = [_read(found) for found in _APART.finditer(passage.masked)]
    within = [_read(found) for found in _WITHIN.finditer(passage.masked)]
    rest = passage.without([aside.span for aside in apart]).tidy()
    worded = re.search(r"\w", rest.text) is not None
    settings = given
    for aside in (*apart, *within):
        # "No text" alone asks for an edit; behind other words it describes what to leave out.
        settings = _filled(settings, aside.settings if worded else _shape(aside.settings))
    return (rest if worded else passage), settings


def _shape(settings: Settings) -> Settings:
    return replace(settings, negative="")


def _read(found: re.Match[str]) -> _Aside:
    said = {name: value for name, value in found.groupdict().items() if value}
    shape = next((value for name, value in said.items() if name.startswith("shape")), "")
    count = said.get("count", "").casefold()
    written = said.get("ratio") or _SHAPES.get(shape.casefold(), "")
    settings = Settings(
        negative=said.get("negative", ""),
        ratio=Ratio.read(written) if written else None,
        count=_NUMBERS.get(count) or (read_count(count) if count else None),
        seed=read_seed(said.get("seed", "")),
    )
    return _Aside(found.span(), settings)


def _filled(settings: Settings, more: Settings) -> Settings:
    """`settings` with what only `more` has."""
    missing = {
        field.name: getattr(more, field.name)
        for field in fields(Settings)
        if getattr(settings, field.name) == field.default
    }
    return replace(settings, **missing)
