"""What a request takes of the sets that its words name: pictures, words, colours, a ratio."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import NamedTuple

from core.catalogue import NATURAL, Catalogue, Intent, ModelCard, Role
from core.colour_names import told
from core.comparing import between_models
from core.customs import Manner
from core.errors import BadRequest, CannotDo, Unserved
from core.formats import FORMATS, formats_of, ratios_of
from core.jobs import Asset, JobSpec
from core.prompts import Prompt
from core.reproducing import contending
from core.requests import Request
from core.set_wording import behind, joined, numbered, worded
from core.set_words import SetWords
from core.sets import MOST_COLOURS, Content, ReferenceSet, Written
from core.showing_sets import taken

# What may become a new picture of what sets show.
_TOGETHER = frozenset({Intent.IMAGINE, Intent.REFINE, Intent.EDIT})
# What makes a picture as a whole, so that it takes standing words and colours.
_WHOLE = frozenset({Intent.IMAGINE, Intent.REFINE, Intent.RESTYLE, Intent.VARY, Intent.COMPARE})
# What is drawn from words, where there are no pictures.
_ANEW = frozenset({Intent.IMAGINE, Intent.ANIMATE, Intent.COMPARE})
_RECOLOURED = frozenset({Intent.RESTYLE, Intent.REFINE, Intent.VARY, Intent.EDIT})
CLASSICAL = "classical"  # the engine that takes colours as they are, and not in words


class NoColours(BadRequest):
    """{model} takes the colours of a set and no pictures, and {name} has none yet: “/set palette
    {name}” takes them from its pictures."""


class Mention(NamedTuple):
    """A set that words name."""

    written: Written
    set: ReferenceSet

    @property
    def content(self) -> Content:
        """What its version holds."""
        return self.set.content


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

    def subjects(self, prompt: Prompt, words: SetWords) -> tuple[Mention, ...]:
        """Those of them that the words speak of as of something to be seen: “for @acme” is none."""
        said = _speaking(prompt)
        return tuple(one for one in self.pictured if not words.manner(one.written.called, said))

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
        asked = worded(asked, names, words, manners)
        if card.engine == CLASSICAL:
            asked = self._recoloured(asked, card, words)
        whole = _whole(asked)
        palette = self._palette() if whole else ()
        if whole:
            asked = self._dressed(asked, () if card.engine == CLASSICAL else palette)
        spec = manner.route(asked, catalogue, available)
        return replace(
            spec,
            palette=palette if card.engine == CLASSICAL else (),
            said=said,
            notes=(*spec.notes, *self._notes(chosen, whole)),
        )

    def _recoloured(self, request: Request, card: ModelCard, words: SetWords) -> Request:
        """The request for nothing but colours, where no more is asked for: “make this for @acme”.

        Raises NoColours where there are none.
        """
        meant, said = request.understood, request.prompt.words
        bare = meant.intent in _RECOLOURED and request.inputs and words.bare(said)
        if not bare or not request.prompt.sets:
            return request
        if not self._palette():
            raise NoColours(model=card.title, name=self.mentions[0].set.called)
        meant = replace(meant, intent=Intent.RESTYLE, role=NATURAL[Intent.RESTYLE])
        return replace(request, understood=meant, prompt=replace(request.prompt, words=""))

    def _notes(self, chosen: "_Chosen", whole: bool) -> tuple[str, ...]:
        """What was taken of each."""
        request, notes = chosen.request, list[str]()
        formats = request.understood.formats
        shaped = ratios_of(formats) if formats else (request.prompt.ratio,)
        for one in self.mentions:
            own = one.content.ratios if formats else one.content.ratios[:1]
            count = chosen.taken.get(one.set.id, 0)
            ratios = tuple(ratio for ratio in own if ratio in shaped)
            notes.append(taken(one.set, count, chosen.card, whole, ratios))
        return (*notes, *self._formless(request))

    def _formless(self, request: Request) -> tuple[str, ...]:
        """The ratios of which there is no format, where formats are made."""
        if request.understood.intent is not Intent.FORMATS:
            return ()
        known = ratios_of(FORMATS)
        ratios = (ratio for one in self.mentions for ratio in one.content.ratios)
        left = dict.fromkeys(ratio.title for ratio in ratios if ratio not in known)
        return (f"{' and '.join(left)}: not one of the formats",) if left else ()

    def _shaped(self, request: Request) -> Request:
        """The request in the ratio of the first set that has one, where it says none itself.

        As a channel's usual ratio, that is for what is drawn anew. All formats are those of its
        ratios.
        """
        meant, every = request.understood, [one.content.ratios for one in self.mentions]
        if meant.intent is Intent.FORMATS and not meant.formats:
            formats = formats_of([ratio for ratios in every for ratio in ratios])
            return replace(request, understood=replace(meant, formats=formats))
        ratio = next((ratio for ratios in every for ratio in ratios[:1]), None)
        anew = meant.intent in _ANEW and not request.inputs
        if ratio is None or request.prompt.ratio or not anew:
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
        # What is compared on a picture that is there changes that one.
        compared = understood.intent is Intent.COMPARE and not base
        together = compared or understood.intent in _TOGETHER
        if not pictured or not together or request.mask:
            return None
        own = [picture for one in pictured for picture in one.content.pictures]
        wanted = _showing(request, own)
        try:
            spec = manner.route(wanted, catalogue, available)
        except (Unserved, CannotDo):
            return None
        if compared and not between_models(spec):
            return None
        cards = [catalogue.card(name) for name in contending(spec)]
        card = min(cards, key=lambda one: one.references)
        room = card.references - len(base)
        if any(Intent.IMAGINE in one.stopgap for one in cards) or room < 1:
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
        said, intent = _speaking(chosen.request.prompt), chosen.request.understood.intent
        for one in self.mentions:
            called, count = one.written.called, chosen.taken.get(one.set.id, 0)
            if chosen.base < 0 or not count:
                # What cannot be put into a picture is named, so that it is told what is missing.
                missing = one.content.pictures and not count and intent is Intent.EDIT
                names[called] = one.set.name if missing else ""
                continue
            those = numbered(at, count)
            at += count
            manner = words.manner(called, said)
            names[called] = "" if manner else f"the subject of {those}"
            manners += [f"in the style of {those}"] if manner else []
        return names, ", ".join(manners)

    def _palette(self) -> tuple[str, ...]:
        every = (colour for one in self.mentions for colour in one.content.palette)
        return tuple(dict.fromkeys(every))[:MOST_COLOURS]

    def _dressed(self, request: Request, palette: tuple[str, ...]) -> Request:
        """The request with what always comes with these sets, and without what never does."""
        always = [one.content.added for one in self.mentions if one.content.added]
        colours = [f"in a palette of {told(palette)}"] if palette else []
        avoided = [one.content.avoided for one in self.mentions if one.content.avoided]
        meant, prompt = request.understood, behind(request.prompt, *always, *colours)
        motion = replace(meant.motion, words=joined(meant.motion.words, *always))
        return replace(
            request,
            prompt=replace(prompt, negative=joined(prompt.negative, *avoided)),
            understood=replace(meant, motion=motion),
        )


class _Chosen(NamedTuple):
    """How sets come into a request."""

    request: Request
    card: ModelCard
    taken: Mapping[str, int]  # how many pictures of a set, by its id
    base: int = -1  # pictures before those of the sets; -1 where none go along as references


def _showing(request: Request, own: Sequence[Asset]) -> Request:
    """The request for a new picture of what its own pictures and those of sets show."""
    understood = request.understood
    if understood.intent is Intent.COMPARE:
        return replace(request, inputs=tuple(own), shown=True)
    role = understood.role if understood.role is Role.HIRES else NATURAL[Intent.REFINE]
    meant = replace(understood, intent=Intent.REFINE, role=role)
    return replace(request, understood=meant, inputs=(*request.inputs, *own))


def _speaking(prompt: Prompt) -> str:
    """The words that tell how sets are spoken of: of a series those of a scene, since the list that
    follows a name with a colon ("three scenes of @mia: …") says nothing of it."""
    return prompt.permutations[0] if prompt.scenes else prompt.words


def _whole(request: Request) -> bool:
    """Whether a picture is made as a whole, a clip of words included."""
    intent = request.understood.intent
    return intent in _WHOLE or (intent in _ANEW and not request.inputs)


def _shared(wanted: Sequence[int], room: int) -> list[int]:
    """How many pictures each of several sets gives, in turn, until there is no room."""
    shares = [0] * len(wanted)
    while sum(shares) < min(room, sum(wanted)):
        for at, most in enumerate(wanted):
            if shares[at] < most and sum(shares) < room:
                shares[at] += 1
    return shares
