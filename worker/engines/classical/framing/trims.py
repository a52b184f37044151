"""Pictures with so much taken off their sides: what stays is identical."""

from core.sides import Side
from core.trimming import Trim, said
from worker.engine import Laying
from worker.engines.classical.framing.crops import Box, cut
from worker.engines.classical.framing.framed import Reframed
from worker.engines.classical.painting.pixels import Layers
from worker.engines.classical.words.beyond import Beyond


def trimmed(layers: Layers, trim: Trim) -> Reframed:
    """`layers` without what `trim` takes off. Raises Beyond where nothing would be left."""
    height, width = layers.colour.shape[:2]
    lengths = {side: width if side.upright else height for side in Side}
    off = {one.side: one.amount.of(lengths[one.side]) for one in trim.cuts}
    left, right, top, bottom = (off.get(side, 0) for side in Side)
    box = Box(left, top, width - left - right, height - top - bottom)
    if box.width <= 0 or box.height <= 0:
        raise Beyond(f"nothing would be left: the picture is {width} x {height} px.")
    told = " and ".join(filter(None, (", ".join(map(said, trim.cuts[:-1])), said(trim.cuts[-1]))))
    share = f"{box.width * box.height / (width * height):.0%} of the picture kept"
    hint = "" if all(one.told for one in trim.cuts) else "; say how much for more or less"
    return Reframed(cut(layers, box), f"cut {told}, {share}{hint}", Laying(corner=(box.x, box.y)))
