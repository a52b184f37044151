"""What people say about reference sets: “save these as @mia”, “/set words @acme warm light”."""

import re
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import NamedTuple

from core.errors import BadFlag, BadRequest
from core.phrases import check_complete, fold, unaccented
from core.quoting import Passage
from core.ratios import Ratio
from core.sets import MOST_RATIOS, MOST_WORDS, WRITTEN, Written, written

NEEDED = frozenset(
    {"joint", "scene", "manner", "behind", "numbered", "save", "list", "show", "delete"}
) | {
    *("share", "unshare", "rename", "it", "bare", "version", "back", "putting", "company", "into"),
}
IT = "it"
LONGEST = 160  # characters that a sentence about a set has, short of a command
_SLASH = re.compile(r"\s*/set(?P<several>s?)(?!\w)\s*(?P<rest>.*)", re.IGNORECASE | re.DOTALL)
_NAMED = re.compile(rf"(?<![\w@<./+-])@{WRITTEN.pattern.removeprefix('@?')}(?!\.\w|[\w@-])")
_AROUND = " \t\n.,;!?¡¿…"
HOW = (
    "/set save @name with pictures · add · show · list · use @name:1 · rename · delete · share · "
    "unshare · brand · logo · palette · words · avoid · ratios"
)


class UnknownDeed(BadRequest):
    """I do not know how to “{given}” a set; what there is: {known}."""


class NameNeeded(BadRequest):
    """Please name the set, with an @ before it: /set {deed} @mia."""


class NothingOfSets(BadRequest):
    """What of {names}? Say what to draw, as in “{names} in a café”; “{first}” alone shows it."""


class Deed(StrEnum):
    """What is done with sets."""

    SAVE = "save"
    ADD = "add"
    BRAND = "brand"
    SHOW = "show"
    LIST = "list"
    USE = "use"
    RENAME = "rename"
    DELETE = "delete"
    SHARE = "share"
    UNSHARE = "unshare"
    PALETTE = "palette"
    WORDS = "words"
    AVOID = "avoid"
    LOGO = "logo"
    RATIOS = "ratios"


# What people write for a deed, too.
_ALSO = {
    "new": Deed.SAVE,
    "create": Deed.SAVE,
    "remove": Deed.DELETE,
    "back": Deed.USE,
    "colours": Deed.PALETTE,
    "colors": Deed.PALETTE,
    "always": Deed.WORDS,
    "never": Deed.AVOID,
    "ratio": Deed.RATIOS,
}


_PLAIN = frozenset({*Deed, *_ALSO} - {"ratio"})  # which no place has as a setting


class Asked(NamedTuple):
    """What somebody wants done with a set."""

    deed: Deed
    of: Written = Written("")
    more: str = ""  # the words that come with it: a new name, colours, what is always added
    numbers: tuple[int, ...] = ()  # 1-based: the variants that are saved, where some were named


class Beside(NamedTuple):
    """Words that put a set beside something."""

    rest: str  # without the verb: “@mia next to the lighthouse”
    thing: str  # “lighthouse”; empty for the picture that is there: “add @mia”


@dataclass(frozen=True, slots=True)
class SetWords:
    """How people speak of sets, as expressions in which @ stands for a name; all languages."""

    said: Mapping[str, str]

    def __post_init__(self) -> None:
        check_complete("sets", self.said, NEEDED)

    @property
    def standing(self) -> tuple[str, ...]:
        """What may stand for a picture in the place of a name, the English word first."""
        return tuple(dict.fromkeys((IT, *self.said["it"].split("|"))))

    def bare(self, words: str) -> bool:
        """Whether words that named sets ask for nothing beside: “make this”, of “make this for
        @acme”."""
        # Each of its words may be missing, so that a space follows each.
        return re.fullmatch(rf"\W*(?:{self.said['bare']})?\W*", f"{fold(words)} ") is not None

    def asked(self, words: str) -> Asked | None:
        """What `words` want done with sets, and nothing else; None where they are a request.

        Raises UnknownDeed, NameNeeded and BadName for a command that cannot be understood.
        """
        text = unicodedata.normalize("NFC", words)
        if command := commands(text):
            return _commanded(command["rest"].strip())
        return self._spoken(text) if len(text) <= LONGEST else None

    def alone(self, words: str) -> Asked | None:
        """That a set is to be shown, where words are its name and nothing else; else None.

        Raises NothingOfSets where they are the names of several.
        """
        text = unicodedata.normalize("NFC", words)
        named = list(_NAMED.finditer(text))
        rest = re.sub(rf"(?<!\w)(?:{self.said['joint']})(?!\w)", " ", fold(_NAMED.sub(" ", text)))
        if not named or re.search(r"\w", rest):
            return None
        first = _written(named[0])
        if len(named) > 1:
            raise NothingOfSets(names=" and ".join(one[0] for one in named), first=named[0][0])
        return Asked(Deed.SHOW, first)

    def instead(self, called: str, words: str, by: str = "") -> str:
        """Words with something else where they name a set; what stands in quotes stays.

        Where that is nothing, what joins the set to the others goes, too: “a mug for @acme” is a
        mug.
        """
        name = rf"{re.escape(called)}(?![\w-]|:\d)"
        if not by:
            before = rf"\s*(?:(?<!\w)(?:{self.said['joint']})\s+)*"
            behind = rf"(?:['’]s\b)?(?:\s+(?:{self.said['behind']})(?!\w))?\s*:?"
            name = f"{before}{name}{behind}"
        passage = Passage.of(words)
        found = re.finditer(name, unaccented(passage.masked), re.IGNORECASE)
        changes = [(one.span(), by or " ") for one in found]
        return passage.replaced(changes).tidy().text if changes else words

    def nameless(self, words: str, names: Iterable[str]) -> str:
        """Words without the sets of these names, as `Prompt.sets` has them."""
        for name in names:
            words = self.instead(written(name).called, words)
        return words

    def manner(self, called: str, words: str) -> bool:
        """Whether words speak of a set as of a manner: “a mug for @acme”, “in @acme style”."""
        name = rf"{re.escape(called)}(?![\w-]|:\d)"
        before = rf"(?<!\w)(?:{self.said['manner']})\s+{name}"
        behind = rf"{name}(?:['’]s\b)?(?:\s+(?:{self.said['behind']})(?!\w)|\s*:)"
        masked = unaccented(Passage.of(words).masked)
        return re.search(f"{before}|{behind}", masked, re.IGNORECASE) is not None

    def scenic(self, called: str, words: str) -> bool:
        """Whether words put a set somewhere, or into a season: “@mia in the snow”, “@mia at
        night”."""
        masked = fold(Passage.of(words).masked)
        ends = rf"{re.escape(fold(called))}\s+(?:{self.said['scene']})\W*"
        return re.search(rf"{ends}$", masked) is not None

    def company(self, words: str) -> Beside | None:
        """What words say that put a set beside something definite, or into what is there."""
        text = unicodedata.normalize("NFC", words)
        named = list(_NAMED.finditer(text))
        if not named:
            return None
        said, folded = self.said, fold(_NAMED.sub("@", text)).replace(",", "").strip(_AROUND)
        found = re.fullmatch(
            rf"(?:{said['putting']})\s+@(?:\s+(?:{said['joint']})\s+@)*"
            rf"(?:\s+(?:{said['company']})\s+(?P<thing>.+)|\s+(?:{said['into']})|)",
            folded,
        )
        return Beside(text[named[0].start() :], found["thing"] or "") if found else None

    def _spoken(self, text: str) -> Asked | None:
        named = list(_NAMED.finditer(text))
        folded = fold(_NAMED.sub("@", text)).replace(",", "").strip(_AROUND)
        for kind, (deed, count) in _KINDS.items():
            if len(named) == count and re.fullmatch(self.said[kind], folded):
                first = _written(named[0]) if named else Written("")
                more = named[1][0] if count > 1 else ""
                numbers = tuple(map(int, re.findall(r"\d+", folded)))
                if kind in _OF_A_VERSION:
                    return Asked(deed, Written(first.name, *numbers))
                return Asked(deed, first, more, numbers if kind == "numbered" else ())
        return None


def commands(text: str) -> re.Match[str] | None:
    """What is a command about sets, and none about what is set for a place.

    “/set count 2” is one of those; “/set save @mia” and “/sets” are ours.
    """
    found = _SLASH.fullmatch(text)
    if found is None or found["several"] or "@" in found["rest"]:
        return found
    first, *_ = [*found["rest"].lower().split(), ""]
    return found if first in _PLAIN else None


# What a sentence of each kind asks for, and how many sets it names.
_KINDS = {
    "save": (Deed.SAVE, 1),
    "numbered": (Deed.SAVE, 1),
    "show": (Deed.SHOW, 1),
    "delete": (Deed.DELETE, 1),
    "share": (Deed.SHARE, 1),
    "unshare": (Deed.UNSHARE, 1),
    "rename": (Deed.RENAME, 2),
    "list": (Deed.LIST, 0),
    "version": (Deed.SHOW, 1),
    "back": (Deed.USE, 1),
}
_OF_A_VERSION = frozenset({"version", "back"})  # a number is that of one


def _commanded(rest: str) -> Asked:
    """What stands behind /set. Raises UnknownDeed, NameNeeded and BadName."""
    first, _, more = rest.partition(" ")
    if not first or first.lower() == Deed.LIST:
        return Asked(Deed.LIST)
    if first.startswith("@"):
        return Asked(Deed.SHOW, written(first))
    deed = _ALSO.get(first.lower()) or next((one for one in Deed if one == first.lower()), None)
    if deed is None:
        raise UnknownDeed(given=first[:40], known=HOW)
    name, _, more = more.strip().partition(" ")
    if not name:
        raise NameNeeded(deed=deed)
    numbers = re.findall(r"\d+", more) if deed in (Deed.SAVE, Deed.ADD, Deed.BRAND) else []
    return Asked(deed, written(name), more.strip(), tuple(map(int, numbers)))


def _written(found: re.Match[str]) -> Written:
    return Written(found["name"], int(found["version"] or 0))


def standing(deed: Deed, words: str) -> str:
    """Words that are always added or avoided. Raises BadFlag."""
    if not words or len(words) > MOST_WORDS:
        needs = f"words, up to {MOST_WORDS} characters, or “none”"
        given = f"{len(words)} characters" if words else "nothing"
        raise BadFlag(flag=f"/set {deed}", needs=needs, given=given)
    return words


def read_ratios(words: str) -> tuple[Ratio, ...]:
    """Ratios that are written one after the other. Raises BadFlag."""
    found = [Ratio.read(one) for one in words.replace(",", " ").split()]
    ratios = tuple(dict.fromkeys(one for one in found if one))
    if not ratios or None in found or len(ratios) > MOST_RATIOS:
        needs = f"up to {MOST_RATIOS} ratios such as 16:9, or “none”"
        raise BadFlag(flag="/set ratios", needs=needs, given=f"“{words[:40]}”")
    return ratios
