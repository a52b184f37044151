"""What a request takes of the sets that its words name: pictures, words, colours, a ratio."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import NamedTuple

from core.catalogue import NATURAL, Catalogue, Intent, ModelCard, Role
from core.colour_names import told
from core.customs import Manner
from core.errors import CannotDo, UnknownSet, Unserved
from core.intents import Context, understand
from core.jobs import Asset, JobSpec, Place
from core.lexicon import Lexicon
from core.ports import History
from core.prompts import Prompt
from core.routing import Request
from core.set_words import SetWords
from core.sets import MOST_COLOURS, Content, NoSuchVersion, ReferenceSet, Sets, Written, written
from core.showing_sets import taken

# What may become a new picture of what sets show.
_TOGETHER = frozenset({Intent.IMAGINE, Intent.REFINE, Intent.EDIT})
# What makes a picture as a whole, so that it takes standing words and colours.
_WHOLE = frozenset({Intent.IMAGINE, Intent.REFINE, Intent.RESTYLE, Intent.VARY, Intent.COMPARE})
CLASSICAL = "classical"  # the engine that takes colours as they are, and not in words


class Mention(NamedTuple):
    """A set that words name."""

    written: Written
    set: ReferenceSet

    @property
    def content(self) -> Content:
        """What its version holds."""
        return self.set.content


class StandIn(NamedTuple):
    """A picture of a set, and words that speak of it as of a picture that came with them."""

    prompt: Prompt
    picture: Asset


async def used(names: Sequence[str], place: Place, sets: Sets | None, history: History) -> "Used":
    """The sets of these names, as `Prompt.sets` has them, for somebody in a place.

    One's own come before those that are shared there. Raises UnknownSet and NoSuchVersion.
    """
    mentions, missing = list[Mention](), list[Written]()
    people = await history.accounts(place.person) if names else ()
    for one in map(written, names):
        found = await _found(one, people, place.channel, sets) if sets else None
        if found is None:
            missing.append(one)
        else:
            mentions.append(Mention(one, found))
    if missing:
        raise UnknownSet(names=" or ".join(one.called for one in missing))
    return Used(tuple(mentions))


async def _found(
    one: Written, people: Sequence[str], channel: str, sets: Sets
) -> ReferenceSet | None:
    found = await sets.owned(people, one.name) or await sets.shared(channel, one.name)
    if found is None or not one.version:
        return found
    if (earlier := await sets.at(found.id, one.version)) is None:
        raise NoSuchVersion(name=found.called, version=one.version, newest=found.newest)
    return earlier


@dataclass(frozen=True, slots=True)
class Used:
    """The sets that a request names, in their order."""

    mentions: tuple[Mention, ...]

    def __bool__(self) -> bool:
        return bool(self.mentions)

    @property
    def pictured(self) -> tuple[Mention, ...]:
        """Those that have pictures."""
        return tuple(one for one in self.mentions if one.content.pictures)

    def stand_in(self, prompt: Prompt, lexicon: Lexicon) -> "StandIn | None":
        """The picture that words do something to which speak of a set as of a picture.

        “Make @mia a watercolour” changes a picture that is there; “@mia in a café” is a new one.
        """
        if not self.pictured:
            return None
        first, *_ = self.pictured
        worded = _renamed(prompt, {first.written.called: "it"}, lexicon.sets)
        others = {one.written.called: "" for one in self.mentions if one is not first}
        alone = understand(_renamed(worded, others, lexicon.sets), Context(), lexicon)
        return StandIn(worded, first.content.pictures[0]) if alone.needs_picture else None

    def route(
        self,
        request: Request,
        manner: Manner,
        catalogue: Catalogue,
        available: frozenset[str],
        words: SetWords,
    ) -> JobSpec:
        """The job for a request, with what it takes of these sets, and a note of it.

        Raises what `Manner.route` does.
        """
        request = self._shaped(request)
        said = request.said or request.prompt.words
        chosen = self._with_pictures(request, manner, catalogue, available)
        chosen = chosen or self._in_words(request, manner, catalogue, available)
        asked, card = chosen.request, chosen.card
        names, manners = self._names(chosen, words)
        prompt = _behind(_renamed(asked.prompt, names, words), manners)
        whole = asked.understood.intent in _WHOLE
        palette = self._palette() if whole else ()
        if whole:
            prompt = self._dressed(prompt, () if card.engine == CLASSICAL else palette)
        asked = replace(asked, prompt=prompt)
        spec = manner.route(asked, catalogue, available)
        return replace(
            spec,
            palette=palette if card.engine == CLASSICAL else (),
            said=said,
            notes=(*spec.notes, *self._notes(chosen, whole)),
        )

    def _notes(self, chosen: "_Chosen", whole: bool) -> tuple[str, ...]:
        """What was taken of each."""
        card, ratio = chosen.card, chosen.request.prompt.ratio
        return tuple(
            taken(one.set, chosen.taken.get(one.set.id, 0), card, whole, ratio)
            for one in self.mentions
        )

    def _shaped(self, request: Request) -> Request:
        """The request in the ratio of the first set that has one, where it says none itself.

        As a channel's usual ratio, that is for what is drawn anew.
        """
        ratios = (ratio for one in self.mentions for ratio in one.content.ratios[:1])
        ratio = None if request.prompt.ratio or request.inputs else next(ratios, None)
        if ratio is None or request.understood.intent is not Intent.IMAGINE:
            return request
        return replace(request, prompt=replace(request.prompt, ratio=ratio))

    def _with_pictures(
        self,
        request: Request,
        manner: Manner,
        catalogue: Catalogue,
        available: frozenset[str],
    ) -> "_Chosen | None":
        """The request on the sets' pictures too, where a model runs that draws what they show."""
        understood, base = request.understood, request.inputs
        there = frozenset(base)
        pictured = [one for one in self.pictured if there.isdisjoint(one.content.pictures)]
        if not pictured or understood.intent not in _TOGETHER or request.mask:
            return None
        own = [picture for one in pictured for picture in one.content.pictures]
        role = understood.role if understood.role is Role.HIRES else NATURAL[Intent.REFINE]
        meant = replace(understood, intent=Intent.REFINE, role=role)
        wanted = replace(request, understood=meant, inputs=(*base, *own))
        try:
            card = catalogue.card(manner.route(wanted, catalogue, available).model)
        except (Unserved, CannotDo):
            return None
        room = card.references - len(base)
        if Intent.IMAGINE in card.stopgap or room < 1:
            return None
        shares = _shared([len(one.content.pictures) for one in pictured], room)
        shared = dict(zip((one.set.id for one in pictured), shares, strict=True))
        given = [
            picture for one in pictured for picture in one.content.pictures[: shared[one.set.id]]
        ]
        asked = replace(wanted, inputs=(*base, *given), drawn=None, kept=None, traced=None)
        return _Chosen(asked, card, shared, len(base))

    def _in_words(
        self,
        request: Request,
        manner: Manner,
        catalogue: Catalogue,
        available: frozenset[str],
    ) -> "_Chosen":
        """The request on no pictures but those that it has."""
        card = catalogue.card(manner.route(request, catalogue, available).model)
        there = frozenset(request.inputs)
        here = {
            one.set.id: 1 for one in self.pictured if not there.isdisjoint(one.content.pictures)
        }
        return _Chosen(request, card, here)

    def _names(self, chosen: "_Chosen", words: SetWords) -> tuple[Mapping[str, str], str]:
        """What each set stands for in the words, and what is said behind them.

        A set whose pictures go along is their subject, or, where the words speak of its manner
        (“for @acme”, “in the style of @acme”), what the whole takes after.
        """
        names, manners, at = dict[str, str](), list[str](), chosen.base
        said, intent = chosen.request.prompt.words, chosen.request.understood.intent
        for one in self.mentions:
            called, count = one.written.called, chosen.taken.get(one.set.id, 0)
            if chosen.base < 0 or not count:
                # What cannot be put into a picture is named, so that it is told what is missing.
                missing = one.content.pictures and not count and intent is Intent.EDIT
                names[called] = one.set.name if missing else ""
                continue
            numbered = _numbered(at, count)
            at += count
            manner = words.manner(called, said)
            names[called] = "" if manner else f"the subject of {numbered}"
            manners += [f"in the style of {numbered}"] if manner else []
        return names, ", ".join(manners)

    def _palette(self) -> tuple[str, ...]:
        every = (colour for one in self.mentions for colour in one.content.palette)
        return tuple(dict.fromkeys(every))[:MOST_COLOURS]

    def _dressed(self, prompt: Prompt, palette: tuple[str, ...]) -> Prompt:
        """The prompt with what always comes with these sets, and without what never does."""
        added = [one.content.added for one in self.mentions if one.content.added]
        added += [f"in a palette of {told(palette)}"] if palette else []
        avoided = [one.content.avoided for one in self.mentions if one.content.avoided]
        return replace(
            _behind(prompt, *added),
            negative=", ".join(filter(None, (prompt.negative, *avoided))),
        )


class _Chosen(NamedTuple):
    """How sets come into a request."""

    request: Request
    card: ModelCard
    taken: Mapping[str, int]  # how many pictures of a set, by its id
    base: int = -1  # pictures before those of the sets; -1 where none go along as references


def _renamed(prompt: Prompt, names: Mapping[str, str], words: SetWords) -> Prompt:
    """The prompt with what sets stand for in the place of their names."""

    def renamed(text: str) -> str:
        for called, by in names.items():
            text = words.instead(called, text, by)
        return text

    permutations = tuple(map(renamed, prompt.permutations))
    return replace(prompt, words=renamed(prompt.words), permutations=permutations)


def _behind(prompt: Prompt, *added: str) -> Prompt:
    """The prompt with more words behind its own."""

    def behind(words: str) -> str:
        return ", ".join(filter(None, (words, *added)))

    permutations = tuple(map(behind, prompt.permutations))
    return replace(prompt, words=behind(prompt.words), permutations=permutations)


def _shared(wanted: Sequence[int], room: int) -> list[int]:
    """How many pictures each of several sets gives, in turn, until there is no room."""
    shares = [0] * len(wanted)
    while sum(shares) < min(room, sum(wanted)):
        for at, most in enumerate(wanted):
            if shares[at] < most and sum(shares) < room:
                shares[at] += 1
    return shares


def _numbered(after: int, count: int) -> str:
    """Some pictures of a request, as models read it: "image 2", "images 1 to 3"."""
    first, last = after + 1, after + count
    if count == 1:
        return f"image {first}"
    return f"images {first} {'and' if count == 2 else 'to'} {last}"
