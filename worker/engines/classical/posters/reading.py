"""From words to a brief: each phrase is drawn, describes, asks for nothing, or is not known."""

import re
from dataclasses import dataclass, field, replace

from core.quoting import HIDDEN, Passage
from worker.engines.classical.posters.brief import Brief, Item, merged, roomed
from worker.engines.classical.posters.colour import RGB
from worker.engines.classical.posters.lexicon import (
    Term,
    nouns_in_ly,
    numbers,
    parts_of,
    props,
    scene_of_kind,
    term,
)
from worker.engines.classical.posters.persons import PERSONS, called_person, is_trait, likeness
from worker.engines.classical.posters.tokens import CONTENT, NOUNS, Token, tokens
from worker.engines.classical.styles.looks import looked_for, recognised
from worker.engines.classical.words.vocabulary import vocabulary

_CUT = re.compile(r"[,;.!?\n()]+(?!\d)|:(?!\d)|[-–—]{2,}")
_JOINTS = frozenset({"and", "or", "und", "oder", "et", "ou", "y", "o"})
_SIZES = {"small": 0.66, "large": 1.36}
_ARTICLES = frozenset({"a", "an", "the", "my", "our", "your", "his", "her", "their"})
_ELSEWHERE = frozenset(
    "in on at by under over am im bei auf unter sur sous dans en sobre".split()  # noqa: SIM905
)
_MANY = 3  # how many a plural is
_SHORTEST_ACTION = 6  # letters: “riding”, not “king”


def read(words: str, negative: str = "") -> Brief:
    """The brief in `words`; `negative` names what must not appear."""
    passage, reader = Passage.of(words), _Reader()
    for clause in _CUT.split(passage.masked.replace(HIDDEN, " ")):
        reader.read(tokens(clause))
    reader.unknown += [f"the text “{text}”" for text in passage.quotations()]
    reader.exclude(tokens(negative))
    return reader.brief()


@dataclass(slots=True)
class _Waiting:
    """What waits for its noun."""

    shades: list[str] = field(default_factory=list)
    count: int = 0
    again: bool = False  # “another”
    size: float = 1.0
    strange: list[str] = field(default_factory=list)  # words in a row that are not known
    traits: list[str] = field(default_factory=list)  # what only a person up close would show


@dataclass(slots=True)
class _Reader:
    """What has been read so far."""

    scenes: list[Item] = field(default_factory=list)
    props: list[Item] = field(default_factory=list)
    kinds: list[str] = field(default_factory=list)
    lights: list[str] = field(default_factory=list)
    weather: list[str] = field(default_factory=list)
    colours: list[tuple[str, RGB]] = field(default_factory=list)
    look: tuple[str, str] = ("", "")  # its name, and how it was called
    without: dict[str, str] = field(default_factory=dict)  # phrases with what they mean
    unknown: list[str] = field(default_factory=list)
    persons: list[str] = field(default_factory=list)  # as they were called: “old woman”
    waiting: _Waiting = field(default_factory=_Waiting)

    def brief(self) -> Brief:
        """All of it, without what is left out."""
        fixed = self._fixed()
        out = frozenset(name for said, name in self.without.items() if name and said not in fixed)
        lights = [light for light in self.lights if light not in out]
        weather = [one for one in self.weather if one not in out]
        if "storm" in lights and len(set(lights)) > 1:  # “a stormy night” is both
            lights.remove("storm")
            weather.append("storm")
        scenes, others = roomed(merged(item for item in self.scenes if item.name not in out))
        alone = not (self.kinds or self.lights or self.weather)
        things, more = roomed(merged(item for item in self.props if item.name not in out))
        return Brief(
            scenes=scenes,
            props=things,
            kinds=tuple(dict.fromkeys(kind for kind in self.kinds if kind not in out)),
            # “A city at night in neon”: the stranger light is meant.
            light="neon" if "neon" in lights else next(iter(lights), ""),
            weather=tuple(dict.fromkeys(weather)),
            colours=tuple(dict.fromkeys(self.colours))[:2],
            look=self.look[0],
            look_words=self.look[1],
            without=out,
            unknown=tuple(dict.fromkeys((*self.unknown, *others, *more))),
            fixed=fixed,
            likeness=likeness(self.unknown, self.persons, [*self.scenes, *self.props], alone),
        )

    def _fixed(self) -> tuple[str, ...]:
        """What must not appear and is a part of what is asked for: “a forest without trees”."""
        named = [item.name for item in (*self.scenes, *self.props)]
        named += [scene_of_kind()[kind] for kind in self.kinds]
        parts = {part for name in named for part in parts_of(name)}
        return tuple(said for said in self.without if {said, said.removesuffix("s")} & parts)

    def read(self, clause: list[Token]) -> None:
        """Take one clause."""
        actions, known, before = list[str](), len(self.unknown), ""
        while clause:
            token = clause.pop(0)
            noun, before = _stands_as_noun(before, clause), token.phrase[-1]
            match token.sort:
                case "without":
                    self.exclude(clause)
                case "style" if self._styled(clause):
                    pass
                case "" if _acting(token.phrase[0]) and not noun:
                    self._end_run()
                    actions.append(token.phrase[0])
                case "":
                    self._take_strange(token.phrase[0], noun=noun)
                case "beyond":
                    self._end_run()
                    self.unknown.append(" ".join(token.phrase))
                case _:
                    self._take(token)
                    if token.sort in ("scene", "prop") and _colour_follows(clause):
                        self._colour_last(token.sort, clause.pop(0).phrase[0])
        self._end_run()
        if len(self.unknown) == known:
            self.unknown += actions  # “a cat dancing”: else the nouns say enough
        self._spread()

    def exclude(self, clause: list[Token]) -> None:
        """Leave out what `clause` names up to a place or a time, and drop it from there."""
        while clause and clause[0].phrase[0] not in _ELSEWHERE:
            token = clause.pop(0)
            named = token.term.name if token.term and token.sort in CONTENT else ""
            if named or token.sort in ("", "carrier"):
                self.without[" ".join(token.phrase)] = named

    def _styled(self, clause: list[Token]) -> bool:
        """Take a look that the following words name; they are dropped from `clause`."""
        rest = " ".join(word for token in clause for word in token.phrase)
        wish = recognised(rest).style
        if wish is None:
            return False
        name = wish.look.name
        self.look = (looked_for(wish.phrase, name), "") if wish.exact else (name, wish.phrase)
        start = rest.find(wish.phrase)
        named = set(rest[start : start + len(wish.phrase)].split())
        clause[:] = [token for token in clause if not any(
            word in named or word.startswith(wish.phrase) for word in token.phrase)]  # fmt: skip
        return True

    def _take(self, token: Token) -> None:
        """Take a known phrase."""
        assert token.term is not None
        name = token.term.name
        if token.sort == "filler" and name == "asking" and self.waiting.strange:
            self._style_before()
        self._end_run()
        match token.sort:
            case "scene":
                self.scenes.append(self._item(token.term))
            case "prop":
                self._take_person(token)
                self.props.append(self._item(token.term))
            case "kind":
                self.kinds.append(name)
                self._spread()
            case "light":
                self.lights.append(name)
                self._spread()
            case "weather":
                self.weather.append(name)
            case "carrier":
                self._spread()
            case "look":
                self.look = (looked_for(" ".join(token.phrase), name), "")
            case _:
                self._describe(token, name)

    def _take_person(self, token: Token) -> None:
        """Take how a person is called, and name what a small figure does not show of it."""
        assert token.term is not None
        if token.term.name not in PERSONS:
            return
        called, untold = called_person(" ".join(token.phrase), self.waiting.traits)
        self.persons.append(called)
        self.unknown += untold

    def _describe(self, token: Token, name: str) -> None:
        """Take what waits for its noun, or what ends the waiting."""
        word = token.phrase[0]
        if is_trait(word):
            self.waiting.traits.append(word)
        match token.sort:
            case "colour":
                self.waiting.shades.append(word)
            case "again":
                self.waiting.again = True
            case "number":
                self.waiting.count = _count(word)
            case "small" | "large":
                self.waiting.size = _SIZES[token.sort]
            case _ if name == "grammar" and word not in _JOINTS:
                self._spread()
            case _:
                pass

    def _item(self, noun: Term) -> Item:
        """The noun with what waited for it."""
        waiting, self.waiting = self.waiting, _Waiting()
        most = props()[noun.name].most if noun.sort == "prop" else 1
        count = waiting.count or (_MANY if noun.plural else 1)
        if waiting.count > most and noun.sort == "prop":
            self.unknown.append(f"more than {most} × {noun.name}")
        for shade in waiting.shades[1:]:
            self.colours.append(_colour(shade))
        item = Item(noun.name, min(count, most), waiting.size, again=waiting.again)
        return _coloured(item, waiting.shades[0]) if waiting.shades else item

    def _colour_last(self, sort: str, shade: str) -> None:
        items = self.scenes if sort == "scene" else self.props
        items[-1] = _coloured(items[-1], shade)

    def _spread(self) -> None:
        """Give the colours that wait to the whole poster."""
        self.colours += [_colour(shade) for shade in self.waiting.shades]
        self.waiting = _Waiting(strange=self.waiting.strange)

    def _take_strange(self, word: str, *, noun: bool) -> None:
        """Take a word that is not known; adverbs and single letters say nothing."""
        adverb = word.endswith("ly") and not noun and word not in nouns_in_ly()
        if len(word) > 1 and not adverb:
            self.waiting.strange.append(word)

    def _style_before(self) -> None:
        """Take strange words as a look where one comes near: “ghibli style”."""
        wish = recognised(" ".join(self.waiting.strange)).style
        if wish is not None:
            self.look = (wish.look.name, wish.phrase)
            self.waiting.strange = []

    def _end_run(self) -> None:
        """Put strange words in a row, with the colours before them, to what is not known."""
        if self.waiting.strange:
            self.unknown.append(" ".join([*self.waiting.shades, *self.waiting.strange]))
            self.waiting = _Waiting()


def _stands_as_noun(before: str, following: list[Token]) -> bool:
    """Whether a word between these can only be a noun: “a bowling alley”, “the lily”."""
    if before not in _ARTICLES:
        return False
    if not following or following[0].term is None:
        return True
    meaning = following[0].term
    return meaning.name == "grammar" or meaning.sort in ("without", "style")


def _acting(word: str) -> bool:
    """Whether a strange word is a verb that is going on."""
    return word.endswith("ing") and len(word) >= _SHORTEST_ACTION


def _colour_follows(clause: list[Token]) -> bool:
    """Whether a colour follows that belongs to the noun before it: “chat noir”."""
    if not clause or clause[0].sort != "colour":
        return False
    return len(clause) == 1 or bool(clause[1].sort and clause[1].sort not in NOUNS)


def _count(word: str) -> int:
    return int(word) if word.isdigit() and len(word) < 3 else numbers().get(word, 0)


def _coloured(item: Item, shade: str) -> Item:
    name, rgb = _colour(shade)
    return replace(item, colour=rgb, shade=name)


def _colour(shade: str) -> tuple[str, RGB]:
    """The name and the value of the colour that a word means, whatever its ending."""
    found = term((shade,))
    assert found is not None, shade
    colour = vocabulary().colours[found.name]
    red, green, blue = colour.rgb
    return colour.name, (red / 255, green / 255, blue / 255)
