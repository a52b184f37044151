"""What a model makes of the wishes for a clip, and what is said of those that it cannot fulfil."""

from collections.abc import Callable, Collection, Iterator
from dataclasses import dataclass, replace
from typing import NamedTuple

from core.catalogue import NATURAL, Catalogue, Intent, ModelCard, Role
from core.jobs import JobSpec
from core.motion import ANY, FREE, Motion

_SEEN = "Camera: {moves}"  # in English, which models know best, whatever a person speaks
ALONE = "it ends on no other picture: that takes two, and one is here"
_FROM_TO = 2  # pictures of a clip that ends on another one
BOTH = "no loop: a clip that ends on another picture cannot lead back into its first"


@dataclass(frozen=True, slots=True)
class _Wish:
    """A wish for a clip, and how it is talked about."""

    does: str  # “the first here that can …”
    wished: Callable[[Motion], bool]
    met: Callable[[Motion, ModelCard], bool]
    left: Callable[[Motion, ModelCard], str]  # what to say where it is not met


def _length_wished(motion: Motion) -> bool:
    return motion.seconds > 0


def _length_met(motion: Motion, card: ModelCard) -> bool:
    return card.clips.shortest <= motion.seconds <= card.clips.longest


def _length_left(motion: Motion, card: ModelCard) -> str:
    made = lasting(motion, card)
    return (
        f"{made:g} s instead of {motion.seconds:g} s: clips of {card.title} have "
        f"{card.clips.shortest:g} to {card.clips.longest:g} s"
    )


def _camera_wished(motion: Motion) -> bool:
    return bool(motion.camera)


def _camera_met(motion: Motion, card: ModelCard) -> bool:
    return not card.clips.camera or set(motion.camera) <= set(card.clips.camera)


def _camera_left(motion: Motion, card: ModelCard) -> str:
    known = card.clips.camera
    left = " and ".join(one for one in motion.camera if one not in known)
    return f"no “{left}”: the camera of {card.title} knows {', '.join(known)}"


def _loop_wished(motion: Motion) -> bool:
    return motion.loop


def _loop_met(motion: Motion, card: ModelCard) -> bool:
    return card.clips.loop


def _loop_left(motion: Motion, card: ModelCard) -> str:
    return f"no loop: {card.title} cannot end where it begins"


def _last_wished(motion: Motion) -> bool:
    return motion.ends


def _last_met(motion: Motion, card: ModelCard) -> bool:
    return card.clips.last


def _last_left(motion: Motion, card: ModelCard) -> str:
    return f"the picture to end on was left out: {card.title} takes only the one to begin with"


def _heard_wished(motion: Motion) -> bool:
    return bool(motion.heard) and not motion.silent


def _heard_met(motion: Motion, card: ModelCard) -> bool:
    known = card.clips.sounds
    return ANY in known or (bool(motion.sounds) and set(motion.sounds) <= set(known))


def _heard_left(motion: Motion, card: ModelCard) -> str:
    known = card.clips.sounds
    knows = f"makes the sound of {', '.join(known)} only" if known else "makes no sound"
    return f"could not: “{motion.heard}”; {card.title} {knows}"


_WISHES = (
    _Wish("make clips of that length", _length_wished, _length_met, _length_left),
    _Wish("move the camera so", _camera_wished, _camera_met, _camera_left),
    _Wish("make a loop", _loop_wished, _loop_met, _loop_left),
    _Wish("end on a picture", _last_wished, _last_met, _last_left),
    _Wish("make that sound", _heard_wished, _heard_met, _heard_left),
)


def unmet(motion: Motion, card: ModelCard) -> tuple[_Wish, ...]:
    """The wishes that a model cannot fulfil."""
    wished = (wish for wish in _WISHES if wish.wished(motion))
    return tuple(wish for wish in wished if not wish.met(motion, card))


def fitting(motion: Motion, pictures: int) -> tuple[Motion, tuple[str, ...]]:
    """The wishes that fit so many pictures and each other, and what to say of the others."""
    notes = list[str]()
    if motion.ends and pictures < _FROM_TO:
        motion, _ = replace(motion, ends=False), notes.append(ALONE)
    if motion.ends and motion.loop:
        motion, _ = replace(motion, loop=False), notes.append(BOTH)
    return motion, tuple(notes)


class Picked(NamedTuple):
    """A model for a clip."""

    card: ModelCard
    role: Role
    why: str  # why not the first one; empty where it is the first
    alone: bool  # whether no other makes clips here


def fittest(
    motion: Motion, role: Role, catalogue: Catalogue, available: Collection[str]
) -> Picked | None:
    """The model that leaves the fewest wishes open, of equals the first in the wanted `role`.

    What a picture shows is to move: a model that only moves the camera comes after all others.
    None where none that makes clips runs; `available` names those that do.
    """
    able: dict[str, tuple[ModelCard, Role]] = {}
    for one in dict.fromkeys((role, NATURAL[Intent.ANIMATE], *Role)):
        for card in catalogue.serving(one, Intent.ANIMATE):
            if card.name in available:
                able.setdefault(card.name, (card, one))
    if not able:
        return None
    first, *_ = (card for card, _ in able.values())
    ranked = sorted(able.values(), key=lambda one: (one[0].clips.still, len(unmet(motion, one[0]))))
    card, found = ranked[0]
    better = card is not first and not first.clips.still
    return Picked(card, found, _why(motion, card, first) if better else "", len(able) == 1)


def _why(motion: Motion, card: ModelCard, passed: ModelCard) -> str:
    """What a model can, and the one before it cannot."""
    mine = unmet(motion, card)
    can = [wish.does for wish in unmet(motion, passed) if wish not in mine]
    return f"the first here that can {' and '.join(can)}"


def most_pictures(card: ModelCard) -> int:
    """How many of a first and a last picture a model takes."""
    return _FROM_TO if card.clips.last else 1


def longer(motion: Motion, card: ModelCard) -> float:
    """How many times as long as usual a clip is."""
    return lasting(motion, card) / card.clips.usual


def left_out(motion: Motion, card: ModelCard, others: Collection[ModelCard] = ()) -> Iterator[str]:
    """What to say of each wish that is not fulfilled, and which of `others` would fulfil it."""
    for wish in unmet(motion, card):
        able = next((one for one in others if wish.met(motion, one)), None)
        hint = f"; {able.title} can (--model {able.name})" if able else ""
        yield f"{wish.left(motion, card)}{hint}"


def lasting(motion: Motion, card: ModelCard) -> float:
    """How long a clip is made, in s: as was asked for, within what the model can."""
    wanted = motion.seconds or card.clips.usual
    return min(max(wanted, card.clips.shortest), card.clips.longest)


def settled(motion: Motion | None, card: ModelCard) -> Motion:
    """What of the wishes a model fulfils."""
    motion = motion or FREE
    kept = replace(motion, seconds=lasting(motion, card) if motion.seconds else 0.0)
    if motion.ends and not card.clips.last:
        kept = replace(kept, ends=False)
    if motion.loop and (kept.ends or not card.clips.loop):
        kept = replace(kept, loop=False)
    if not _camera_met(motion, card):
        known = tuple(one for one in motion.camera if one in card.clips.camera)
        kept = replace(kept, camera=known)
    return kept


def told(spec: JobSpec, index: int, card: ModelCard) -> str:
    """What the model of a clip is told of variant `index` (1-based): what its picture shows, what
    is to happen, and how the camera moves. Of anything else, its words."""
    motion = spec.motion
    if motion is None:
        return spec.words_of(index)
    kept = settled(motion, card)
    asked = spec.words_of(index) if spec.prompt.permutations else motion.words
    camera = _SEEN.format(moves=" and ".join(kept.camera)) if kept.camera else ""
    parts = (spec.scene.words, asked, camera)
    said = ". ".join(part.strip(" .") for part in parts if part.strip(" ."))
    return said or spec.words_of(index)  # “animate it” is little, and more than nothing
