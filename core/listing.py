"""Which looks of a model the words name, and which of them they list."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

from core.catalogue import ModelCard
from core.phrases import check_complete, fold

NEEDED = frozenset({"joint", "before", "article", "every", "some", "contest", "on", "of"})


@dataclass(frozen=True)
class Listing:  # not slotted: its expression is made when it is first needed
    """What stands between things that are listed, as expressions, in all languages at once."""

    said: Mapping[str, str]

    def __post_init__(self) -> None:
        check_complete("listing", self.said, NEEDED)

    def named(self, text: str, card: ModelCard) -> tuple[str, ...]:
        """The looks of `card` that folded text names, in order; where it lists some, only those."""
        every = [look for row in self._rows(text, card) for look in row]
        return self.listed(text, card) or tuple(dict.fromkeys(every))

    def listed(self, text: str, card: ModelCard) -> tuple[str, ...]:
        """The looks of `card` in the longest row of folded text; none where it lists none.

        Of "a castle at night in oil or comic" only oil and comic are listed.
        """
        row = max(self._rows(text, card), key=len, default=[])
        return tuple(dict.fromkeys(row)) if len(row) > 1 else ()

    def row(self, text: str, card: ModelCard) -> tuple[int, int] | None:
        """Where folded text lists looks of `card`, or has the only one; None where it has none."""
        row = max(self._found(text, card), key=len, default=[])
        return (row[0][1].start(), row[-1][1].end()) if row else None

    def joins(self, text: str, start: int, stop: int) -> bool:
        """Whether what stands between `start` and `stop` in folded text joins what is listed."""
        return self._joint.fullmatch(text, start, stop) is not None

    def models(self, text: str, every: bool) -> tuple[int, int] | None:
        """Where folded text speaks of models without their names: of `every` one, or of some."""
        said = self.said["every" if every else "some"]
        found = re.search(rf"(?<!\w)(?:{said})(?!\w)", text)
        return found.span() if found else None

    def around(self, text: str, start: int, stop: int) -> tuple[int, int, int]:
        """Where the rest of folded text begins, ends and goes on around the models that it names
        from `start` to `stop`: "compare", "on the" and "for" beside them are none of it."""
        contest, on, article = (
            rf"(?:(?<!\w)(?:{self.said[name]})(?!\w)\s*)?" for name in ("contest", "on", "article")
        )
        begun = re.match(contest, text)
        led = re.search(rf"{contest}{on}{article}$", text[:start])
        followed = re.compile(rf"\s*(?:{self.said['of']})(?!\w)").match(text, stop)
        begin = begun.end() if begun else 0
        end = led.start() if led else start
        return min(begin, end), end, followed.end() if followed else stop

    def items(self, text: str) -> tuple[str, ...]:
        """What folded text lists to be compared, before a colon or at its end: "compare a and b".

        None where what it compares is not the first that it says.
        """
        said = self.said
        begun = re.match(rf"\s*(?:{said['contest']})(?!\w)\s*(?:(?:{said['on']})(?!\w)\s*)?", text)
        head, colon, _ = text.partition(":")
        listed = head[begun.end() :] if begun else head
        if not (begun or colon):
            return ()
        if not colon:  # "compare klein and z-image for a fox"
            listed = re.split(rf"\s(?:{said['of']})(?!\w)", listed)[0]
        parts = re.split(rf"[,;/&+]|(?<!\w)(?:{said['joint']})(?!\w)\.?", listed)
        bare = (re.sub(rf"^\s*(?:{said['article']})(?!\w)", "", one).strip() for one in parts)
        return tuple(filter(None, bare))

    @cached_property
    def _joint(self) -> re.Pattern[str]:
        said = self.said
        joined = rf"(?:{said['joint']})(?!\w)\.?(?:\s+(?:{said['before']})(?!\w))?"
        return re.compile(rf"[\s,;/&+]*(?:{joined})?[\s,]*(?:(?:{said['article']})(?!\w))?\s*")

    def _rows(self, text: str, card: ModelCard) -> list[list[str]]:
        """The looks of `card` as folded text joins them."""
        return [[look for look, _ in row] for row in self._found(text, card)]

    def _found(self, text: str, card: ModelCard) -> list[list[tuple[str, re.Match[str]]]]:
        """The looks of `card` and where they stand; the longest name wins a place."""
        owners = {fold(name): look for look, *names in card.synonyms for name in names}
        owners |= {fold(look): look for look in card.looks}
        longest = sorted(owners, key=len, reverse=True)
        names = rf"\b(?:{'|'.join(map(re.escape, longest))})\b" if owners else r"(?!)"
        rows, end = list[list[tuple[str, re.Match[str]]]](), -1
        for match in re.finditer(names, text):
            joined = rows and self.joins(text, end, match.start())
            look = owners[match[0]], match
            rows[-1].append(look) if joined else rows.append([look])
            end = match.end()
        return rows
