"""What words ask of a picture besides its look: things, places, roles, and further looks."""

import re
import tomllib
from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path
from typing import NamedTuple

from worker.engines.classical.posters.lexicon import term
from worker.engines.classical.styles.looks import Found, Look, looks, taken
from worker.engines.classical.words.beyond import Beyond
from worker.engines.classical.words.phrases import Hit, folded, hits

_CLAUSE = re.compile(r"[,;.!?\n()]+(?!\d)|[-–—]{2,}|\s[-–—]\s")
_LEADS = ("place", "role", "of", "by", "with", "joint")
_ARTICLES = ("definite", "indefinite")


class Phrase(NamedTuple):
    """Some words in a row with what stands before them."""

    lead: str  # place, role, of, by, with, joint, or nothing
    article: str  # indefinite, definite, or nothing
    said: tuple[str, ...]  # as it was written, folded
    left: tuple[str, ...] = ()  # what of it no look and no small word covers
    look: bool = False  # whether it names a look that the words get

    @property
    def subject(self) -> bool:
        """Whether it says what the picture is to show: “as a queen”, “of a dragon”."""
        if self.look or self.article == "definite":
            return False
        return self.lead in ("role", "of") or (self.lead == "by" and bool(self.article))

    @property
    def wanted(self) -> bool:
        """Whether it names what is not there yet: “a forest”, “with a dragon”."""
        return self.article == "indefinite" or self.lead == "with" or self.subject

    @property
    def there(self) -> bool:
        """Whether it names what the picture shows already: “this cat”."""
        return self.article == "definite" and self.lead in ("", "joint", "of", "by")

    @property
    def title(self) -> str:
        """As the reply names it."""
        return " ".join(self.said if self.lead or self.article else self.left)


class Asked(NamedTuple):
    """What words ask for that a look does not do."""

    things: tuple[Phrase, ...] = ()  # what would have to be drawn
    others: tuple[Phrase, ...] = ()  # what nothing was made of
    looks: tuple[Look, ...] = ()  # further looks of a kind of which one is taken

    @property
    def notes(self) -> tuple[str, ...]:
        """What to say of it, each a clause of its own."""
        said = list[str]()
        if self.things:
            said.append(f"not done: {_quoted(self.things)} (that needs a diffusion model)")
        if self.others:
            said.append(f"not heeded: {_quoted(self.others)}")
        for kind in ("style", "mood"):
            names = [look.name for look in self.looks if look.kind == kind]
            if names:
                said.append(f"not also {' or '.join(names)}: one {kind} at a time")
        return tuple(said)


class _Covered(NamedTuple):
    """Which words of a clause belong to the name of a look."""

    found: tuple[tuple[Hit, Look, bool], ...]  # with whether the name is exact
    taken: frozenset[str]  # names of the looks that the words get
    kinds: frozenset[str]  # kinds of these

    def by(self, at: int) -> tuple[Look, bool] | None:
        """The look whose name the word at `at` belongs to, and whether that name is exact."""
        owner = ((look, exact) for hit, look, exact in self.found if hit.start <= at < hit.end)
        return next(owner, None)

    def begins(self, at: int) -> bool:
        """Whether a look's name begins at `at`."""
        return any(hit.start == at for hit, _, _ in self.found)

    def taken_at(self, at: int) -> bool:
        """Whether the word at `at` belongs to the name of a look that the words get."""
        owner = self.by(at)
        return owner is not None and owner[0].name in self.taken


def besides_the_look(words: str, found: tuple[Found, ...] | None = None) -> Asked:
    """What `words` ask for besides the looks `found`; left out, they are those that they get.

    Raises Beyond where they ask for another subject (“a painting of a dragon”) and name no style
    to go by: the look would be nothing of what was meant.
    """
    found = taken(words) if found is None else found
    texts = [folded(clause).replace(":", " ") for clause in _CLAUSE.split(words)]
    known = [(text, _covered(text, found)) for text in texts]
    named = [one for text, covered in known for one in _phrases(text, covered)]
    left = [one for one in named if one.left and not one.there]
    things = tuple(phrase for phrase in left if phrase.wanted)
    others = tuple(phrase for phrase in left if not phrase.wanted)
    further = [look for _, covered in known for look in _further(covered)]
    _refuse_other_subjects(things, others, found)
    return Asked(things, others, tuple(dict.fromkeys(further)))


def only_a_mood(words: str) -> bool:
    """Whether `words` name a mood by its name, and nothing besides: “add snow”."""
    found = taken(words)
    moods = [one for one in found if one.look.kind == "mood" and one.exact]
    try:
        return bool(moods) and not besides_the_look(words, found).notes
    except Beyond:
        return False


def _refuse_other_subjects(
    things: tuple[Phrase, ...], others: tuple[Phrase, ...], found: tuple[Found, ...]
) -> None:
    named = any(one.look.kind == "style" and one.exact for one in found)
    spared = [one for one in things if named and (one.lead == "role" or not one.article)]
    subjects = tuple(one for one in things if one.subject and one not in spared)
    # “On the moon” is no moonlight.
    places = [one for one in (*things, *others) if any(_within(each, one) for each in found)]
    if found and (subjects or len(places) >= len(found)):
        wanted = _quoted(subjects or tuple(places))
        raise Beyond(
            f"it cannot draw {wanted}: that needs a diffusion model. Here a picture keeps what it "
            f"shows; for a look alone, name one ({_examples(found)})."
        )


def _examples(found: tuple[Found, ...]) -> str:
    """Looks to ask for instead: first those that come near to what was asked for."""
    near = [f"“{one.look.name}”" for one in found if not one.exact]
    return ", ".join(dict.fromkeys([*near, "“as a watercolour”", "“at night”"][:2]))


def _within(found: Found, phrase: Phrase) -> bool:
    return not found.exact and set(found.phrase.split()) <= set(phrase.left)


def _quoted(phrases: tuple[Phrase, ...]) -> str:
    return ", ".join(dict.fromkeys(f"“{phrase.title}”" for phrase in phrases))


def _further(covered: _Covered) -> list[Look]:
    """Looks that are called by their names and are not taken, of the kinds of those that are."""
    named = [look for _, look, exact in covered.found if exact and look.kind in covered.kinds]
    return [look for look in named if look.name not in covered.taken]


@cache
def small_words() -> Mapping[str, frozenset[str]]:
    """The lists of asking.toml, folded."""
    data = tomllib.loads(Path(__file__).with_name("asking.toml").read_text(encoding="utf-8"))
    return {
        name: frozenset(words.split() if isinstance(words, str) else words)
        for name, words in data.items()
    }


@cache
def _owners() -> Mapping[str, tuple[Look, bool]]:
    near = {phrase: (look, False) for look in looks() for phrase in look.near}
    return near | {phrase: (look, True) for look in looks() for phrase in look.names}


def _covered(text: str, found: tuple[Found, ...]) -> _Covered:
    owners = _owners()
    named = tuple((hit, *owners[hit.phrase]) for hit in hits(text, owners))
    taken_looks = [one.look for one in found]
    names, kinds = ({look.name for look in taken_looks}, {look.kind for look in taken_looks})
    return _Covered(named, frozenset(names), frozenset(kinds))


_NOTHING = Phrase("", "", ())


def _phrases(text: str, covered: _Covered) -> Iterator[Phrase]:
    """The phrases of a folded clause, each with what of it is left."""
    head, row = Phrase("", "", ()), list[re.Match[str]]()
    for word in re.finditer(r"\w+", text):
        lead, article = _kind(word[0], _LEADS), _kind(word[0], _ARTICLES)
        begins = bool(lead) and covered.begins(word.start())  # “at night”
        if not (lead or article) or (covered.by(word.start()) and not begins):
            row.append(word)
            continue
        if row:
            yield _ended(head, row, covered)
        head = _led(_NOTHING if row else head, word[0], lead, article, row)
        row = [word] if begins else []
    yield _ended(head, row, covered)


def _led(head: Phrase, word: str, lead: str, article: str, before: list[re.Match[str]]) -> Phrase:
    """What stands before the next phrase, after one more small word of that kind."""
    if article:
        return head._replace(article=article, said=(*head.said, word))
    if lead == "of" and before and before[-1][0] in small_words()["plain"] | small_words()["craft"]:
        lead = "by"  # “in the style of”, “a bit of”
    return Phrase(lead, "", (word,) if lead in ("with", "place") else ())


def _kind(word: str, kinds: tuple[str, ...]) -> str:
    return next((kind for kind in kinds if word in small_words()[kind]), "")


def _ended(head: Phrase, row: list[re.Match[str]], covered: _Covered) -> Phrase:
    """The phrase of the words in `row`."""
    words = [word[0] for word in row]
    said = (*head.said[1 if head.lead == "place" and head.article == "indefinite" else 0 :], *words)
    small = small_words()
    if any(word in small["craft"] for word in words):
        return head._replace(said=said)
    if _is_model(head, row, covered):
        return head._replace(said=said, left=tuple(words))
    ours = any(covered.taken_at(word.start()) for word in row)
    left = tuple(word[0] for word in row if _is_left(head, word, covered, ours=ours))
    return head._replace(said=said, left=left, look=ours)


def _is_model(head: Phrase, row: list[re.Match[str]], covered: _Covered) -> bool:
    """Whether the picture's subject is to be a figure or a toy: “into a lego figure”."""
    if head.lead != "role" and head.article != "indefinite":
        return False
    owners = [covered.by(word.start()) for word in row]
    named = any(owner is not None and owner[1] for owner in owners)
    return not named and any(word[0] in small_words()["models"] for word in row)


def _is_left(head: Phrase, word: re.Match[str], covered: _Covered, *, ours: bool) -> bool:
    """Whether a word asks for what no look covers; `ours` if one of its row names a look taken."""
    owner = covered.by(word.start())
    if owner and not owner[1] and head.lead and _is_thing(head, word[0]):
        return True
    if _says_nothing(word[0]):
        return False
    if owner is None:
        return True
    look, exact = owner
    return not (ours or look.name in covered.taken or (exact and look.kind in covered.kinds))


def _is_thing(head: Phrase, word: str) -> bool:
    """Whether a word that a look is near to means the thing itself here: “on the moon”."""
    small = small_words()
    on = bool(small["on"].intersection(head.said[:1]))
    return word in small["things"] or (on and word in small["grounds"])


def _says_nothing(word: str) -> bool:
    small, meaning = small_words(), term((word,))
    known = meaning is not None and meaning.sort in ("filler", "style", "carrier", "small", "large")
    return known or len(word) < 2 or any(word in small[kind] for kind in ("plain", "forms"))
