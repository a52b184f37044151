"""A picture of a set in the place of its name, where words do something to it as to a picture."""

from dataclasses import replace
from typing import NamedTuple

from core.catalogue import Intent
from core.intents import Context, understand
from core.jobs import Asset
from core.lexicon import Lexicon
from core.prompts import Prompt
from core.set_wording import renamed
from core.using_sets import Used

FRAMED = "make it"  # what “@mia in 16:9” comes to, beside the ratio


class StandIn(NamedTuple):
    """A picture of a set, and words that speak of it as of a picture that came with them."""

    prompt: Prompt
    picture: Asset


def stand_in(
    used: Used, prompt: Prompt, lexicon: Lexicon, *, redraws: bool = False
) -> StandIn | None:
    """The picture that words do something to which speak of a set as of a picture.

    “Make @mia a watercolour” changes a picture that is there; “@mia in a café” is a new one,
    and “@mia in the snow” is, too, where a model `redraws` what references show.
    """
    subjects = used.subjects(prompt, lexicon.sets)
    if not subjects:
        return None
    first, *_ = subjects
    others = {one.written.called: "" for one in used.mentions if one is not first}
    if lexicon.sets.scenic(first.written.called, prompt.words):
        scene = renamed(prompt, {first.written.called: "", **others}, lexicon.sets)
        return None if redraws else StandIn(scene, first.content.pictures[0])
    if prompt.ratio and len(used.mentions) == 1 and prompt.words == first.written.called:
        return StandIn(replace(prompt, words=FRAMED), first.content.pictures[0])
    for it in lexicon.sets.standing:
        said = renamed(prompt, {first.written.called: it}, lexicon.sets)
        bare = renamed(said, others, lexicon.sets)
        beside = understand(bare, Context(images=1), lexicon).intent
        looks = beside is Intent.RESTYLE and not redraws
        if looks or understand(bare, Context(), lexicon).needs_picture:
            return StandIn(said, first.content.pictures[0])
    return None
