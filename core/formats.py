"""The formats that a project needs of one picture: what each is called, and how large it is."""

import re
from collections.abc import Collection, Iterable, Mapping, Set
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property

from core.listing import Listing
from core.phrases import check_complete, fold
from core.ratios import Ratio

LONGEST_STEM = 40  # characters
_WORDS = 3  # of a person's, that a file is called by
_NAMELESS = "picture"
_TELLS = 3  # letters of a word that says something
_ENDING = re.compile(r"\.\w{1,5}$")
_HUMP = re.compile(r"(?<=[a-zà-ÿ])(?<!Whats)(?=[A-ZÀ-Ý])")  # “RedTeapot”
# Numbers, dates, and the hexadecimal names of things that nobody named.
_NUMBERED = re.compile(r"^\d+\w{0,2}$|\d{3}|^(?=\w*\d)[0-9a-f]{6,}$|^[0-9a-f]{12,}$")
# What cameras, phones, chats and we ourselves call files.
_MACHINES = """
img image images picture pictures photo photos foto bild pic dsc dscn dscf pxl mvimg gopr dji cap
screenshot bildschirmfoto screen shot capture capturas captura ecran pantalla unknown untitled
unbenannt file datei document download downloads scan whatsapp signal telegram snapchat facebook
received attachment upload temp tmp clipboard paste pasted copy kopie copie copia of at am pm jpg
jpeg png webp heic gif avif spoiler final edited easel variant grid original cropped
"""
_OF_MACHINES = frozenset(_MACHINES.split())


@dataclass(frozen=True, slots=True)
class Format:
    """One of them."""

    name: str  # in the name of its file
    title: str  # on the grid
    width: int = 0  # px at most; 0 leaves it to the picture
    height: int = 0  # px
    clear: bool = False  # whether the subject stands on transparency

    @property
    def ratio(self) -> Ratio | None:
        """Of its sides; None for what may have any, and for an icon."""
        known = self.width and self.height and not self.clear
        return Ratio.of(Fraction(self.width), Fraction(self.height)) if known else None


TRANSPARENT, FAVICON = "transparent", "favicon"
# The last one is the one that may be missing: then the numbers of the others have no gap.
FORMATS: Mapping[str, Format] = {
    one.name: one
    for one in (
        Format("hero", "Hero 16:9", 1920, 1080),
        Format("square", "Square 1:1", 1080, 1080),
        Format("portrait", "Portrait 4:5", 1080, 1350),
        Format("story", "Story 9:16", 1080, 1920),
        Format(FAVICON, "Favicon", 512, 512, clear=True),
        Format(TRANSPARENT, "Transparent", clear=True),
    )
}
# What shows best on platforms, by how the files of words call them; of “youtube shorts” the first.
_PLATFORMS = {f"on_{name}": name for name in ("story", "hero", "square", "portrait")}
_BESIDE = "beside"  # what else may be said where platforms are listed
_LEFT_OUT = "left_out"  # what says that one is not wanted: "all formats except the favicon"
_KIND = "kind"  # what may stand behind any name: the "image" of "a hero image"
_LISTED = 2  # names, from which on they are a list
ICONS = (16, 32, 48, 180, 192)  # px: the sides of the favicon beside its largest
IN_ICO = (16, 32, 48)  # px: those that the .ico holds


def ratios_of(names: Iterable[str]) -> tuple[Ratio, ...]:
    """The ratios of the formats of these names, without those that have none."""
    return tuple(ratio for name in names if (ratio := FORMATS[name].ratio))


def formats_of(ratios: Collection[Ratio]) -> tuple[str, ...]:
    """The names of the formats in these ratios."""
    return tuple(name for name, one in FORMATS.items() if one.ratio in ratios)


NEEDED = frozenset({*FORMATS, *_PLATFORMS, _BESIDE, _KIND, _LEFT_OUT})


@dataclass(frozen=True)
class Formats:  # not slotted: its expression is made when it is first needed
    """How people call formats, as expressions by the name of a format, in all languages at once."""

    said: Mapping[str, str]
    listing: Listing

    def __post_init__(self) -> None:
        check_complete("formats", self.said, NEEDED)

    def named(self, words: str) -> tuple[str, ...]:
        """The formats that `words` name, in the order in which they are made.

        Where they only name those that are not wanted, all others.
        """
        text = fold(words)
        gone = self._left_out(text)
        found = self._placed(text) or [one for row in self._rows(text) for one in row]
        wanted = [one for one in found if one not in gone]
        return _ordered(wanted or ([one for one in FORMATS if one not in gone] if gone else ()))

    def listed(self, words: str) -> tuple[str, ...]:
        """The formats of the longest row in `words`; none where no two of them are listed."""
        text = fold(words)
        if placed := self._placed(text):
            return _ordered(placed)
        gone = self._left_out(text)
        rows = [[one for one in row if one not in gone] for row in self._rows(text)]
        row = max(rows, key=len, default=[])
        return _ordered(row) if len(set(row)) > 1 else ()

    def besides(self, words: str, ratio: Ratio) -> bool:
        """Whether `words` are a format alone, of another ratio: “a square” beside 16:9."""
        text, known = fold(words), formats_of((ratio,))
        found = [match.lastgroup or "" for match in self._names.finditer(text)]
        if not known or len(found) != 1 or found[0] in known:
            return False
        return self._beside.fullmatch(self._names.sub(",", text)) is not None

    def _placed(self, text: str) -> list[str]:
        """The formats of folded text that lists platforms, and says nothing else.

        None where it says more: “remove the instagram and youtube logos” is about a picture.
        """
        if not self._beside.fullmatch(self._places.sub(",", text)):
            return []
        found, places, end = list[str](), 0, 0
        for match in self._places.finditer(text):
            name = match.lastgroup or ""
            places += name in _PLATFORMS
            # “1:1 for instagram” and “instagram: 1:1” are one, which the ratio tells.
            if found and self._same.fullmatch(text, end, match.start()):
                name = min(found.pop(), name, key=_PLATFORMS.__contains__)
            found.append(name)
            end = match.end()
        listed = places and len(found) >= _LISTED
        return [_PLATFORMS.get(name, name) for name in found] if listed else []

    @cached_property
    def _names(self) -> re.Pattern[str]:
        return self._pattern(FORMATS)

    @cached_property
    def _places(self) -> re.Pattern[str]:
        return self._pattern((*FORMATS, *_PLATFORMS))

    @cached_property
    def _beside(self) -> re.Pattern[str]:
        return re.compile(rf"(?:[\s,;:/&+.!?()=]+|(?:{self.said[_BESIDE]})(?!\w))*+")

    @cached_property
    def _same(self) -> re.Pattern[str]:
        said = self.listing.said
        led = rf"(?:(?:{said['of']})(?!\w)\s*)?(?:(?:{said['article']})(?!\w)\s*)?"
        return re.compile(rf"\s*(?:[:(=]\s*)?{led}")

    def _pattern(self, names: Iterable[str]) -> re.Pattern[str]:
        every = (rf"(?P<{name}>{self.said[name]})" for name in names)
        kind = rf"(?:\s+(?:{self.said[_KIND]}))?"
        return re.compile(rf"(?<![\w:])(?:{'|'.join(every)}){kind}(?!\w|:\w)")

    def all_of(self, words: str) -> str:
        """Words without the formats that they do not want, and without what says so."""
        text, end = fold(words), len(words)
        gone = self._left_out(text)
        if not gone or len(text) != len(words):
            return words
        article = rf"(?:(?:{self.listing.said['article']})(?!\w)\s*)?"
        before = rf"[\s,]*(?<!\w)(?:{self.said[_LEFT_OUT]})\s+{article}"
        first = next(one for one in self._names.finditer(text) if one.lastgroup in gone)
        start = re.search(before + "$", text[: first.start()])
        last = max(one.end() for one in self._names.finditer(text) if one.lastgroup in gone)
        return f"{words[: start.start()]}{words[min(last, end) :]}".strip() if start else words

    def _left_out(self, text: str) -> frozenset[str]:
        """The formats that folded text does not want."""
        article = rf"(?:(?:{self.listing.said['article']})(?!\w)\s*)?"
        before = re.compile(rf"(?<!\w)(?:{self.said[_LEFT_OUT]})\s+{article}$")
        gone, end = set[str](), -1
        for found in self._names.finditer(text):
            joined = end >= 0 and self.listing.joins(text, end, found.start())
            if before.search(text[: found.start()]) or joined:
                gone.add(found.lastgroup or "")
                end = found.end()
        return frozenset(gone)

    def _rows(self, text: str) -> list[list[str]]:
        """The formats of folded text, as it joins them."""
        rows, end = list[list[str]](), -1
        for found in self._names.finditer(text):
            name = found.lastgroup
            assert name is not None
            joined = rows and self.listing.joins(text, end, found.start())
            rows[-1].append(name) if joined else rows.append([name])
            end = found.end()
        return rows


def _ordered(names: Iterable[str]) -> tuple[str, ...]:
    wanted = set(names)
    return tuple(name for name in FORMATS if name in wanted)


def stem_of(words: str, idle: Set[str]) -> str:
    """What files are called that show what `words` describe: “a red teapot” gives red-teapot.

    Letters and digits of ASCII and hyphens alone, so that it is safe wherever a file can lie.
    `idle` are folded words that tell nothing.
    """
    kept: list[str] = []
    for word in re.findall(r"[^\W_]+", fold(words)):
        plain = "".join(letter for letter in word if letter.isascii())
        if word in idle or len(plain) < len(word):
            if len(kept) > 1:
                break  # “a red teapot on a table” is about the teapot
            continue
        kept.append(plain)
    return "-".join(kept[:_WORDS])[:LONGEST_STEM].strip("-") or _NAMELESS


def stem_of_file(name: str) -> str:
    """The same after a file that a person sent: “Red teapot (2).jpg” gives red-teapot.

    Empty for what cameras, phones and chats call files: such names tell nothing.
    """
    bare = _ENDING.sub("", re.split(r"[/\\]", name)[-1])
    words = re.findall(r"[^\W_]+", fold(_HUMP.sub(" ", bare)))
    telling = [
        word
        for word in words
        if word.isascii()
        and word.rstrip("0123456789") not in _OF_MACHINES
        and not _NUMBERED.search(word)
    ]
    if not any(len(word) >= _TELLS for word in telling):
        return ""
    return "-".join(telling[:_WORDS])[:LONGEST_STEM].strip("-")


def file_stem(stem: str, name: str, width: int, height: int) -> str:
    """What the file of a format is called, without its ending: teapot-hero-1920x1080."""
    return f"{stem}-{name}-{width}x{height}"
