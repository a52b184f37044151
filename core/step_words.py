"""How one language asks for ways along the steps to a result, as expressions."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple

_LONGEST = 120  # characters of words that only lead to a step


class Cut(NamedTuple):
    """Where words may be cut that lead to a step and go on from there."""

    end: int  # of those that lead there
    start: int  # of those that go on
    joined: bool  # whether something between them says that they are two


class WorkedOn(NamedTuple):
    """A step in words that say what to do with it: "make step 2 blue", "a comic of step 2"."""

    step: tuple[int, int]  # where it is named
    place: tuple[int, int]  # what of the words stands for it
    instead: str  # what stands for the picture in its place


class Picked(NamedTuple):
    """A picture of a step that words begin with: "number 4 from the first step, in the snow"."""

    picture: tuple[int, int]  # where it is named
    step: tuple[int, int]
    end: int  # of both, and of what joins them to the rest
    joined: bool  # whether something does


@dataclass(frozen=True)
class StepWords:  # not slotted: its expressions are made when they are first needed
    """The phrases of one language, for folded text."""

    said: Mapping[str, str]

    def prepare(self) -> None:
        """Make the expressions now."""
        if self.said:
            _ = self._whole, self._leading, self._joint, self._back, self._works
            _ = self._picks, self._polite

    def find(self, kind: str, text: str) -> str | None:
        """What in `text` is of a kind of phrase."""
        found = self._whole[kind].search(text) if kind in self.said else None
        return found[0] if found else None

    def whole(self, kind: str, text: str) -> bool:
        """Whether all of `text` is of a kind of phrase, behind courtesies."""
        if kind not in self.said:
            return False
        polite = self._polite.match(text)
        starts = (0, polite.end() if polite else 0)
        return any(self._whole[kind].fullmatch(text, start) for start in starts)

    def goes_back(self, text: str) -> bool:
        """Whether `text` begins by going back, whatever it says then."""
        return bool(self.said) and self._back.match(text) is not None

    def leads_to(self, text: str) -> str | None:
        """What names the step that `text` leads to and says nothing else of: "from step 2 again".

        What is counted ("the second step") might be a picture, and needs a word that goes there.
        """
        if not self.said or len(text) > _LONGEST:
            return None
        for kind, needed in (("numbered", None), ("ordinal", "towards")):
            found = self._whole[kind].findall(text)
            rest = self._whole[kind].sub(" ", text)
            if found and self._only_leads(rest) and (not needed or self.find(needed, rest)):
                return found[-1]
        return None

    def cuts(self, text: str) -> Iterator[Cut]:
        """Where `text` may be cut: between what is joined, and behind the name of a step, or of
        what all began with."""
        if not self.said:
            return
        for one in self._joint.finditer(text, 0, _LONGEST):
            yield Cut(*one.span(), joined=True)
        for kind in ("numbered", "ordinal", "origin"):
            for one in self._whole[kind].finditer(text, 0, _LONGEST):
                if not self._joint.match(text, one.end()):
                    yield Cut(one.end(), one.end(), joined=False)

    def worked_on(self, text: str) -> Iterator[WorkedOn]:
        """The steps in `text` that something is to be done with."""
        if not self.said:
            return
        for kind, expression in self._works.items():
            if found := expression.search(text):
                instead = "" if kind == "out_of" else self.said[f"{kind}_it"].replace(r"\s++", " ")
                yield WorkedOn(found.span("step"), found.span("place"), instead)

    def picked(self, text: str) -> Picked | None:
        """The picture of a step that `text` begins with."""
        found = self._picks.match(text) if self.said else None
        if found is None:
            return None
        joined = found["joint"] is not None
        return Picked(found.span("picture"), found.span("step"), found.end(), joined)

    def _only_leads(self, text: str) -> bool:
        return self._leading.fullmatch(text) is not None

    @property
    def _courtesies(self) -> str:
        return rf"\W*(?:(?:{self.said['courtesy']})\W+)*"

    @cached_property
    def _works(self) -> Mapping[str, re.Pattern[str]]:
        """Expressions for a step as the object of a verb, as what it is made of, or at the end."""
        said = self.said
        step, courtesies = rf"(?P<step>{said['numbered']})(?!\w)", self._courtesies
        return {
            "doing": re.compile(rf"^{courtesies}(?:{said['doing']})\s+(?P<place>{step})"),
            "making": re.compile(rf"^{courtesies}(?P<place>(?:{said['making']})\s+{step})"),
            "out_of": re.compile(
                rf"(?P<place>[\s,;:]+(?:(?:{said['onward']})\s+)?(?:{said['out_of']})\s+{step})"
                rf"(?:\W+(?:{said['courtesy']}))*\W*$"
            ),
        }

    @cached_property
    def _picks(self) -> re.Pattern[str]:
        said = self.said
        step = rf"(?P<step>{said['numbered']}|{said['ordinal']})"
        return re.compile(
            rf"{self._courtesies}(?:(?:{said['picking']})\s*)?(?P<picture>{said['picked']})\s+"
            rf"(?:(?:{said['picked_from']})\s+)?{step}(?!\w)(?P<joint>{self._joint.pattern})?"
        )

    @cached_property
    def _polite(self) -> re.Pattern[str]:
        return re.compile(self._courtesies)

    @cached_property
    def _back(self) -> re.Pattern[str]:
        return re.compile(rf"{self._courtesies}(?:{self.said['undoing']})(?!\w)")

    @cached_property
    def _joint(self) -> re.Pattern[str]:
        onward = rf"(?:{self.said['onward']})(?!\w)[\s,:]*"
        return re.compile(
            rf"(?:\s*[,:;.!](?=\s)|\s+[-–—](?=\s))\s*(?:{onward})?|\s+{onward}(?<=\s)"
        )

    @cached_property
    def _leading(self) -> re.Pattern[str]:
        return re.compile(rf"\W*(?:(?:{self.said['leading']})(?!\w)\W*)*")

    @cached_property
    def _whole(self) -> Mapping[str, re.Pattern[str]]:
        told = self.said.items()
        return {kind: re.compile(rf"(?<!\w)(?:{one})(?!\w)") for kind, one in told}
