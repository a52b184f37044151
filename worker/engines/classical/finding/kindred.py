"""Things of one colour and one shape, also where they touch something else: cups at a laptop."""

from worker.engines.classical.finding.masks import reduced
from worker.engines.classical.finding.outlined import clear_parts
from worker.engines.classical.finding.several import kinds
from worker.engines.classical.painting.pixels import Colour8, Mask8
from worker.engines.classical.painting.remembering import remembered
from worker.engines.classical.words.pointing import Pointer
from worker.engines.classical.words.vocabulary import vocabulary

_SIDE = 640  # px, the long side that things are looked for at
_ROUGHLY = 0.7  # of what either of two shapes covers, that both do: their colour tells the rest


@remembered
def kindred(colour: Colour8) -> tuple[tuple[Mask8, ...], ...]:
    """Kinds of things that share a colour with a hue, in a small copy: what covers most first."""
    small, found = reduced(colour, _SIDE), list[tuple[Mask8, ...]]()
    for name, named in {known.name: known for known in vocabulary().colours.values()}.items():
        if named.hue is None:  # the white of one thing is the grey of the next
            continue
        for kind in kinds(clear_parts(small, Pointer(name, named)), _ROUGHLY):
            # What is red to one is pink to another.
            if not any((one & each).any() for one in kind for known in found for each in known):
                found.append(tuple(kind))
    return tuple(sorted(found, key=lambda kind: -sum(int(one.sum()) for one in kind)))
