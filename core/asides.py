"""Settings said in passing, in plain language: "in 16:9", "four variants", "seed 7", "no text".

Only forms with one meaning are taken, and only those that stand apart, between commas or at the
end, leave the words: "a fox, 16:9, no text" becomes "a fox", while "remove the text", "make it
square" and "4 variations of 2" stay as they are, because there they are the request itself.
A flag for the same setting wins.
"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, fields, replace
from functools import cached_property

from core.flags import Settings, read_count, read_seed, read_strength
from core.phrases import check_complete, unaccented
from core.quoting import Passage, Span
from core.ratios import Ratio
from core.set_names import SET

# A time has two digits after the colon and a score or a verse is no usual ratio: only these.
_RATIOS = (
    "16:9|9:16|21:9|9:21|16:10|10:16|4:3|3:4|3:2|2:3|4:5|5:4|5:7|7:5|1:1|2:1|1:2|3:1|1:3|1:4|4:1"
)
_NAME = r"[a-z0-9][\w.+-]*[\w+]"  # of a model
SHAPES = ("square", "portrait", "landscape", "widescreen")
_COUNTS = ("count", "just", "times")  # groups that hold a number of variants
_MODELS = ("model", "model_numbered", "model_named")
NUMBERS = ("one", "two", "three", "four", "five", "six", "seven", "eight", "nine")

NEEDED = frozenset(
    {
        "joint",
        "but",
        "ratio_before",
        "ratio_after",
        "ratio_within",
        "no_ratio",
        "count_before",
        "counted",
    }
    | {"scored", "told", "just", "strength", "model", "model_before", "model_after", "raw"}
    | {"seed", "negative", "unwanted", "either", "please", "unset", "unset_behind"}
    | {*SHAPES, *NUMBERS}
)


@dataclass(frozen=True, slots=True)
class _Aside:
    span: Span
    settings: Settings


@dataclass(frozen=True)
class Asides:  # not slotted: its expressions are made when they are first needed
    """How people say settings, as regular expressions for folded text, in all languages at once."""

    said: Mapping[str, str]

    def __post_init__(self) -> None:
        check_complete("asides", self.said, NEEDED)

    def take(self, passage: Passage, given: Settings) -> tuple[Passage, Settings]:
        """The passage without the settings that stand apart, and `given` with all that it says.

        Words that are nothing but a setting stay: "16:9" alone is a request.
        """
        folded = unaccented(passage.masked)  # hyphens stay: names of models have them
        standing = (found for found in self._apart.finditer(folded) if not _changes(found))
        apart = [self._read(found, passage) for found in standing]
        within = [self._read(found, passage) for found in self._within.finditer(folded)]
        within += [self._read(found, passage) for found in self._last_ratio(folded)]
        rest = passage.without([aside.span for aside in apart]).tidy()
        worded = re.search(r"\w", rest.text) is not None
        settings = given
        for aside in (*apart, *within):
            # "No text" alone asks for an edit; behind other words it describes what to leave out.
            settings = _filled(settings, aside.settings if worded else _shape(aside.settings))
        return (rest if worded else passage), settings

    def unset(self, passage: Passage) -> tuple[Passage, tuple[str, ...]]:
        """The passage without the reference sets that it does not want ("a mug, without @acme"),
        and their names."""
        found = list(self._unset.finditer(unaccented(passage.masked)))
        spans = [one.span() for one in found]
        names = [name for span in spans for name in SET.findall(passage.masked[slice(*span)])]
        rest = passage.without(spans).tidy() if found else passage
        return rest, tuple(dict.fromkeys(names))

    @cached_property
    def _unset(self) -> re.Pattern[str]:
        behind = rf"(?:['’]s(?=\s+(?:{self.said['unset_behind']})\b))?"
        name = rf"{SET.pattern}{behind}(?:\s+(?:{self.said['unset_behind']})(?!\w))?"
        either = rf"\s*(?:,|(?<!\w)(?:{self.said['either']})(?!\w))\s*(?:{self.said['unset']}\s+)?"
        # What a set shows may have what is unwanted, and be wanted itself: "without @mia's hat".
        return re.compile(rf"(?<!\w)(?:{self.said['unset']})\s+{name}(?:{either}{name})*(?!['’]\w)")

    @cached_property
    def _ratio(self) -> str:
        return rf"(?P<ratio>{_RATIOS})(?![:\d])(?!\s*(?:{self.said['no_ratio']})\b)"

    @cached_property
    def _numbers(self) -> str:
        return "|".join(self.said[name] for name in NUMBERS)

    @cached_property
    def _count(self) -> str:
        before = rf"(?:(?:{self.said['count_before']})\s+)?"
        return rf"{before}(?P<count>[1-9]|{self._numbers})\s+(?:{self.said['counted']})"

    @cached_property
    def _flags(self) -> tuple[str, ...]:
        """What is rarely said but in a flag: strength, model, raw words."""
        said = self.said
        return (
            rf"(?:{said['strength']})\s*[:=]?\s*(?P<strength>[01]?[.,]\d{{1,3}}|\d{{1,3}}\s?%|[01])(?![\d%])",
            rf"(?:{said['model']}\s*[:=]?|model\s*[:=])\s*(?P<model>{_NAME})",
            rf"model\s+(?P<model_numbered>(?=\S*[\d-]){_NAME})",
            rf"(?:{said['model_before']})\s+(?P<model_named>{_NAME})\s+(?:{said['model_after']})",
            rf"(?P<raw>{said['raw']})",
        )

    @cached_property
    def _apart(self) -> re.Pattern[str]:
        said = self.said
        unwanted = rf"(?:{said['unwanted']})(?:\s+(?:{said['either']})\s+(?:{said['unwanted']}))*"
        forms = (
            rf"(?:(?:{said['ratio_before']})\s+)?{self._ratio}(?:\s+(?:{said['ratio_after']}))?",
            *(rf"(?P<{shape}>{said[shape]})" for shape in SHAPES),
            self._count,
            rf"(?:{said['just']})\s+(?P<just>[1-9]|{self._numbers})",
            r"x\s?(?P<times>[1-9])",
            *self._flags,
            rf"(?:{said['seed']})\s*[:=#]?\s*(?P<seed>\d{{1,10}})",
            rf"(?:{said['negative']})\s+(?P<negative>{unwanted})",
        )
        return re.compile(
            rf"(?:(?<=^)|(?<=[,;.!?\n])\s*|\s+(?=(?:{said['joint']}|{said['but']})\s|x\s?[1-9]\W*$))"
            rf"(?:(?P<but>{said['but']})\s+)?(?:{'|'.join(forms)})"
            rf"(?:\s+(?:{said['please']}))?\s*(?=$|[,;!?\n]|\.(?:\s|$))"
        )

    @cached_property
    def _within(self) -> re.Pattern[str]:
        ratio = rf"(?:{self.said['ratio_within']})\s+{self._ratio}"
        return re.compile(rf"(?<![\w:.])(?:{self._count}|{ratio})(?!\w)")

    def _last_ratio(self, folded: str) -> Iterable[re.Match[str]]:
        """The ratio at the very end of "a castle 16:9", which is no score and no verse."""
        please = rf"(?:\s+(?:{self.said['please']}))?"
        found = re.search(rf"(?<=\w)\s+{self._ratio}{please}[\s.!]*$", folded)
        before = folded[: found.start()] if found else ""
        other = rf"(?<!\w)(?:{self.said['scored']})(?!\w)|(?<!\w)(?:{self.said['told']})$"
        return () if found is None or re.search(other, before) else (found,)

    def _read(self, found: re.Match[str], passage: Passage) -> _Aside:
        said = {name: value for name, value in found.groupdict().items() if value}
        written = said.get("ratio") or next((shape for shape in SHAPES if shape in said), "")
        settings = Settings(
            negative=passage.part(found.span("negative")) if "negative" in said else "",
            ratio=Ratio.read(written) if written else None,
            count=self._number(next((said[name] for name in _COUNTS if name in said), "")),
            seed=read_seed(said.get("seed", "")),
            model=next((passage.part(found.span(name)) for name in _MODELS if name in said), None),
            strength=_strength(said.get("strength", "")),
            raw="raw" in said,
        )
        return _Aside(found.span(), settings)

    def _number(self, word: str) -> int | None:
        if not word:
            return None
        names = (re.fullmatch(self.said[name], word) for name in NUMBERS)
        spelt = next((number for number, name in enumerate(names, start=1) if name), None)
        return spelt or read_count(word)


def _changes(found: re.Match[str]) -> bool:
    """Whether "but" leads to what is to become of a picture, and to no setting: "2 but square
    format", "the left one but without text"."""
    before = found.string[: found.start()].rstrip(" ,")
    return bool(found["but"]) and (bool(found["negative"]) or before[-1:].isdigit())


def _strength(written: str) -> float | None:
    share = written.endswith("%")
    strength = read_strength(written.rstrip("% "))
    if share and re.fullmatch(r"\d{1,3} ?%", written):
        strength = int(written.rstrip("% ")) / 100
    return strength if strength is not None and strength <= 1 else None


def _shape(settings: Settings) -> Settings:
    return replace(settings, negative="")


def _filled(settings: Settings, more: Settings) -> Settings:
    """`settings` with what only `more` has."""
    missing = {
        field.name: getattr(more, field.name)
        for field in fields(Settings)
        if getattr(settings, field.name) == field.default
    }
    return replace(settings, **missing)
