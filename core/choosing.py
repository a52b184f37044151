"""How one language names the variants of a grid, as expressions."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

from core.phrases import check_complete

ORDINALS = ("first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth")
FEW = ("two", "three", "four")  # as in "the first two"
CORNERS = ("top_left", "top_right", "bottom_left", "bottom_right")

NEEDED = frozenset(
    {"label", "picture", "numbered", "pronoun", "one", "article", "last", "joint", "contrast"}
    | {"being", "after", "changed", "inside", "bond", "act", "verb", "make", "counted", "it"}
    | {"adverb", "unlike"}
    | {"taken", "others", "through", "leading", "trailing", "all_but", *FEW, *ORDINALS, *CORNERS}
)


@dataclass(frozen=True)
class Chooser:  # not slotted: its expressions are made when they are first needed
    """How one language names variants, as regular expressions for folded text.

    A number alone is ambiguous ("2 cats"): it names a variant at the beginning where a word such
    as "but" or "with" follows, and behind a verb such as "vary"; "number 2" and "the third one"
    name one anywhere.
    """

    said: Mapping[str, str]

    def __post_init__(self) -> None:
        check_complete("choosing", self.said, NEEDED)

    @cached_property
    def _names(self) -> str:
        said = self.said
        ordinals = "|".join(f"(?P<{name}>{said[name]})" for name in ORDINALS)
        corners = "|".join(f"(?P<{name}>{said[name]})" for name in CORNERS)
        article = rf"(?:(?:{said['article']})\s+)?"
        one = rf"(?:\s+(?:{said['one']})(?!\w))?"
        # "The first two", but "les deux premières".
        few, some = ("|".join(rf"(?P<{name}{nth}>{said[name]})" for name in FEW) for nth in "12")
        ends, tips = (
            rf"(?:(?P<leading{nth}>{said['leading']})|(?P<trailing{nth}>{said['trailing']}))"
            for nth in "12"
        )
        several = rf"(?:{ends}\s+(?:{few})|(?:{some})\s+{tips}){one}"
        label = rf"(?:(?:{said['label']})\s*|(?:{said['picture']})\s+|#)?"
        return (
            rf"(?:{article}{several}|{article}{label}(?P<digit>[1-9])|{article}(?:{ordinals}|(?P<last>{said['last']})"
            rf"|{corners}){one})(?!\w)(?![.,:]\d)"
        )

    @cached_property
    def name(self) -> re.Pattern[str]:
        """One variant; the group that took part tells which."""
        return re.compile(rf"(?<!\w){self._names}")

    @cached_property
    def _one(self) -> str:
        return re.sub(r"\?P<\w+>", "?:", self._names)

    @cached_property
    def _next(self) -> str:
        """The next name of a list: ", 3", "and the last", "-4"."""
        joint = rf"(?:\s*[,&+]\s*|\s+(?:{self.said['joint']})\s+)+"
        return rf"(?:{joint}|{self.through.pattern}){self._one}"

    @cached_property
    def _list(self) -> str:
        return rf"(?:(?:{self.said['all_but']})\s+)?{self._one}(?:{self._next})*"

    @cached_property
    def all_but(self) -> re.Pattern[str]:
        """What turns the names behind it into all others."""
        return re.compile(rf"(?:{self.said['all_but']})(?!\w)")

    @cached_property
    def through(self) -> re.Pattern[str]:
        """What stands between the first and the last of several: "1-3"."""
        return re.compile(rf"(?:[-–—]|\s+(?:{self.said['through']})\s+)")

    @cached_property
    def sure(self) -> tuple[re.Pattern[str], ...]:
        """Where a list of names can only stand for variants; group 1 is the list."""
        said = self.said
        end = rf"(?=\W*$|\W+(?:{said['contrast']})(?!\w))"
        return (
            re.compile(rf"^\W*({self._list}){end}"),
            # "Animate 1, 20 seconds", but "1, 20 seconds".
            re.compile(rf"^\W*(?:{said['act']})\s+({self._list})(?:(?=\s*,)|{end})"),
        )

    @cached_property
    def places(self) -> tuple[re.Pattern[str], ...]:
        """Where a list of names stands for variants in a reply to a grid, the surest first."""
        said = self.said
        end = rf"(?=\s*$|\s*[,:;.!?]|\s+[-–—]|\s+(?:{said['after']})(?!\w))"
        article = rf"(?:{said['article']})\s+"
        # "Image 2 into oil", but "picture 3 foxes".
        foxes = rf"\s+(?!(?:{said['after']})(?!\w))\w+s(?!\w)"
        picture = rf"(?:{said['picture']})\s+[1-9](?!\w)(?!{foxes})"
        label = rf"(?:(?:{said['label']})\s*|#)[1-9](?!\w)|{picture}"
        ordinal = "|".join(said[name] for name in (*ORDINALS, "last", *CORNERS))
        pronoun = rf"(?:{ordinal})\s+(?:{said['pronoun']})(?!\w)"
        # "Animate 2 slowly", but "animate 2 slowly moving clouds".
        manner = rf"(?!(?:{said['unlike']})(?!\w))(?:{said['adverb']})(?!\w)"
        work = rf"(?:{said['act']}|{said['taken']}|{said['make']})"
        uncounted = rf"(?=\s+(?!(?:{said['counted']})(?!\w)|\w+s(?!\w))\w)"
        changed = rf"(?=\s+(?:{said['changed']})(?!\w))"
        forms = (
            rf"(?:^|[.!?\n])\W*({self._list}){end}",
            rf"(?<!\w){work}\s+({self._list})(?=(?:\s+{manner})+{end})",
            rf"(?<!\w)(?:{said['verb']})\s+({self._list}){end}",
            rf"(?<!\w)((?:{article})?(?:{label}|{pronoun})(?:{self._next}(?!{foxes}))*)",
            # "4 bigger, please", but "4 bigger dogs".
            rf"(?:^|[.!?\n])\W*({self._list}){changed}(?:\s+(?:{said['changed']}|{said['after']}))+\W*$",
            rf"(?<!\w)(?:{said['make']})\s+([1-9](?:{self._next})*+){uncounted}",
            rf"(?<!\w)(?:{said['make']})\s+({article}(?:{ordinal})){changed}",
            rf"(?<!\w)({article}[1-9])\W*$",
        )
        return tuple(map(re.compile, forms))

    @cached_property
    def bonded(self) -> re.Pattern[str]:
        """One more name behind the first: "the hat from 1 on 3"."""
        bond, joint = self.said["bond"], self.said["joint"]
        end = rf"(?=\W*$|\s*[,;.!?]|\s+(?:{bond}|{joint})(?!\w))"
        return re.compile(rf"(?<!\w)(?:{bond})\s+({self._list}){end}")

    @cached_property
    def inside(self) -> re.Pattern[str]:
        """What leaves with a name that it stands before, at the beginning."""
        return re.compile(rf"\W*(?:{self.said['inside']})\s+")

    @cached_property
    def labelled(self) -> re.Pattern[str]:
        """A picture that is called one: "image 2", "the second picture"; no bare number."""
        said = self.said
        article = rf"(?:(?:{said['article']})\s*)?"  # "l'image 2" too
        label = rf"(?:(?:{said['label']})\s*|(?:{said['picture']})\s+|#)[1-9]"
        ordinals = "|".join(said[name] for name in (*ORDINALS, "last"))
        return re.compile(
            rf"(?<!\w){article}(?:{label}|(?:{ordinals})\s+(?:{said['pronoun']}))"
            rf"(?:{self._next})*(?![\w'])"
        )

    @cached_property
    def others(self) -> re.Pattern[str]:
        """Pictures that are meant beside the one that is named."""
        return re.compile(rf"(?<!\w)(?:{self.said['others']})(?!\w)")

    @cached_property
    def worked_on(self) -> tuple[re.Pattern[str], ...]:
        """What stands before the name of a picture that is changed, not used for another one."""
        said = self.said
        forms = (
            r"^\W*$",
            rf"^\W*(?:{said['inside']})\s+$",
            rf"(?<!\w)(?:{said['make']}|{said['act']}|{said['taken']})\s+$",
            rf"(?<!\w)(?:{said['taken']})(?:\s+\S+){{1,3}}\s+(?:{said['inside']})\s+$",
        )
        return tuple(map(re.compile, forms))

    def prepare(self) -> None:
        """Compile all expressions."""
        _ = self.name, self.sure, self.places, self.bonded, self.inside, self.leading, self.being
        _ = self.labelled, self.others, self.worked_on

    @cached_property
    def leading(self) -> re.Pattern[str]:
        """What joins a name at the beginning to the rest."""
        return re.compile(rf"^[\s,:;.!?–—-]*(?:(?:{self.said['contrast']})(?!\w)[\s,]*)?")

    @cached_property
    def being(self) -> re.Pattern[str]:
        """Verbs that need a subject when the name before them goes."""
        return re.compile(rf"^\s*(?:{self.said['being']})(?!\w)")
