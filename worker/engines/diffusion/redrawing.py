"""Large pictures with a model's own detail: enlarged first, then redrawn tile by tile.

A model paints one size well, and its memory grows with it: so what goes through it is never larger
than that. Of each tile only what is finer than the picture knew is taken (the low frequencies stay
the picture's own, as the wavelet colour fix of StableSR has it, https://arxiv.org/abs/2305.07015):
neither colours nor shapes wander from tile to tile.
"""

import hashlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from typing import NamedTuple

import cv2
import numpy as np
from numpy.typing import NDArray

from core.errors import PictureNeeded, Unable
from core.jobs import JobSpec
from core.recipes import Recipe
from worker.engine import Grown, Pixels, Rendered
from worker.engines.diffusion.calling import WHITE, Call, Seat, call, inputs_of, ran
from worker.engines.diffusion.families import Craft
from worker.engines.diffusion.filming import as_bytes
from worker.engines.diffusion.gate import Gate
from worker.engines.diffusion.loading import Loaded
from worker.engines.diffusion.modular import taken_by
from worker.engines.diffusion.sight.enlarging import Aim
from worker.engines.diffusion.sight.tiles import Span, even, laid
from worker.engines.diffusion.watching import Turn, Watch
from worker.media.canvas import Canvas
from worker.media.ground import lifted, opaque

STRENGTH = 0.3  # how far a tile is redrawn, where the person names nothing
WEAKEST = 0.05  # of a redrawing: less would leave no step
WORDS = "sharp focus, fine natural detail, true to the original"  # where nothing says what it shows
SHARED = 1 / 16  # of a tile: what it goes over into its neighbour within, and again around that
KEPT = 4.0  # px of the picture before: what is coarser is its own, whatever the model paints
SEEN = 512  # px, the longer side of previews


class Place(NamedTuple):
    """A tile."""

    down: Span
    across: Span

    def of(self, large: Pixels) -> Pixels:
        """What of a picture is in it."""
        return large[self.down.start : self.down.stop, self.across.start : self.across.stop]

    def seed(self, seed: int) -> int:
        """Its own, from the picture's: whatever is painted before, it comes out the same."""
        text = f"{seed} {self.across.start} {self.down.start}"
        return int.from_bytes(hashlib.sha256(text.encode()).digest()[:4])


class Painted(NamedTuple):
    """A tile that is ready."""

    pixels: NDArray[np.float32]  # (height, width, 3), 0 to 255
    recipe: Recipe


@dataclass(frozen=True, slots=True)
class Tiler:
    """Redraws the tiles of one picture."""

    loaded: Loaded
    craft: Craft
    seat: Seat
    scale: float  # how much larger it has become
    watch: Watch
    gate: Gate

    @property
    def tile(self) -> int:
        """Px, the side of a tile: what the model is best at."""
        grain = self.loaded.grain
        return max(grain, self.loaded.card.size // grain * grain)

    def places(self, length: int) -> tuple[Span, ...]:
        """The tiles along one side."""
        return even(length, self.tile, max(1, round(self.tile * SHARED)))

    def call(self, place: Place, large: Pixels) -> Call:
        """The pass that redraws what is at a place; at its edge a small picture is mirrored."""
        grain, pixels = self.loaded.grain, place.of(large)
        height, width = pixels.shape[:2]
        margins = ((0, -height % grain), (0, -width % grain), (0, 0))
        padded = np.pad(pixels, margins, "symmetric")
        height, width = padded.shape[:2]
        task = self.seat.task
        whole = np.full((height, width), WHITE, np.uint8)
        alone = replace(
            task,
            spec=_spec(task.spec, self.seat.variant, place),
            inputs=(padded,),
            marks=whole if self.craft is Craft.INPAINT else None,
            kept=b"",
            found=(),
            grown=(),
        )
        seat = Seat(self.seat.share, alone, 1)
        canvas = Canvas(0, 0, width, height, width, height)
        return call(self.loaded, self.craft, [seat], 1, canvas)

    def painted(self, place: Place, large: Pixels, turn: Turn) -> Painted:
        """What is at a place with the model's detail; raises Cancelled and OutOfMemory."""
        made = self.call(place, large)
        self.watch.begin([self.seat.share], *made.size, turn)
        painted = as_bytes(ran(made, self.watch, self.gate)[0])[0]
        before = place.of(large)
        height, width = before.shape[:2]
        fresh = painted[:height, :width].astype(np.float32)
        coarse = cv2.GaussianBlur(before - fresh, (0, 0), KEPT * self.scale)
        return Painted(np.clip(fresh + coarse, 0, WHITE), made.recipe)


def redrawn(loaded: Loaded, seat: Seat, part: Turn, watch: Watch, gate: Gate) -> Rendered:
    """A variant in the size that its words ask for, else twice as large; `part` is what of all
    work it is.

    Raises CannotDo, PictureNeeded, Cancelled and OutOfMemory.
    """
    task = seat.task
    if not task.inputs:
        raise PictureNeeded
    craft = craft_of(loaded)
    picture = inputs_of(seat)[0]
    aim = Aim.of(task.spec.words_of(seat.variant), picture, task.card.title)
    grown = _grown(seat)
    before = picture if grown is None else grown.pixels
    scale = aim.width / picture.shape[1]
    tiler = Tiler(loaded, craft, seat, scale, watch, gate)
    colour, recipe, tiles = in_tiles(tiler, _sized(opaque(before), aim), part)
    if before.shape[2] == 4:
        colour = lifted(colour, _sized(before[..., 3], aim))
    return Rendered(seat.variant, colour, _did(aim, grown, task.card.title, tiles), recipe=recipe)


def craft_of(loaded: Loaded) -> Craft:
    """How a family redraws what is there; raises Unable where it cannot."""
    known = loaded.family.pipelines
    if Craft.REDRAW in known:
        return Craft.REDRAW
    if Craft.INPAINT in known:  # all of the tile is marked
        return Craft.INPAINT
    if not known and {"image", "strength"} <= set(taken_by(loaded.base)):
        return Craft.REDRAW
    raise Unable(model=loaded.card.title, reason="it does not redraw a picture part by part.")


def in_tiles(tiler: Tiler, large: Pixels, part: Turn) -> tuple[Pixels, Recipe, int]:
    """`large` redrawn, what the passes were made with, and how many there were.

    Beside the two pictures a row of tiles is held, no more.
    """
    height, width = large.shape[:2]
    rows, columns = tiler.places(height), tiler.places(width)
    turns = _turns(part, len(rows) * len(columns), large)
    whole, seen, recipe = np.zeros_like(large), _small(large), None
    for down in rows:
        band = np.zeros((down.stop - down.start, width, 3), np.float32)
        for across in columns:
            place = Place(down, across)
            painted = tiler.painted(place, large, next(turns)(seen))
            laid(band.swapaxes(0, 1), painted.pixels.swapaxes(0, 1), across, 1)
            seen = _shown(seen, painted.pixels, place, large)
            recipe = recipe or painted.recipe
        laid(whole, band, down, 1)
    assert recipe is not None
    count = len(rows) * len(columns)
    switches = (*recipe.switches, f"{count} tiles of {tiler.tile} px", *_first(tiler.seat))
    return whole, replace(recipe, switches=switches), count


def _turns(part: Turn, count: int, large: Pixels) -> Iterator[Callable[[Pixels], Turn]]:
    """What makes each tile's turn, once it is known what the picture looks like so far."""
    for number in range(count):
        begins = part.begins + part.takes * number / count
        name = f"tile {number + 1} of {count}"
        yield lambda seen, begins=begins, name=name: Turn(begins, part.takes / count, name, seen)


def _spec(spec: JobSpec, variant: int, place: Place) -> JobSpec:
    """The request for one tile; words about a size say nothing of what is to be seen."""
    words = spec.drawn.words if spec.drawn is not None else WORDS
    asked = spec.prompt.strength
    strength = STRENGTH if asked is None else max(asked, WEAKEST)
    return replace(
        spec,
        prompt=replace(spec.prompt, words=words, permutations=(), strength=strength),
        seed=place.seed(spec.seed_of(variant)),
        strength=strength,
        inputs=spec.inputs_of(variant),
        count=1,
        each=False,
        contenders=(),
        repeats=(),
    )


def _first(seat: Seat) -> tuple[str, ...]:
    """What enlarged the picture before, as a recipe notes it."""
    one = _grown(seat)
    return (f"enlarged by {one.by} {one.revision}",) if one else ("enlarged by Lanczos",)


def _grown(seat: Seat) -> Grown | None:
    """Its picture as another model enlarged it, where one did."""
    grown = seat.task.grown
    return grown[seat.variant - 1 if seat.task.spec.each else 0] if grown else None


def _sized(picture: Pixels, aim: Aim) -> Pixels:
    """In the size to reach, at most doubled in one step: further apart Lanczos rings."""
    size = aim.width, aim.height
    while picture.shape[1] * 2 < size[0] and picture.shape[0] * 2 < size[1]:
        double = picture.shape[1] * 2, picture.shape[0] * 2
        picture = np.asarray(
            cv2.resize(picture, double, interpolation=cv2.INTER_LANCZOS4), np.uint8
        )
    if (picture.shape[1], picture.shape[0]) == size:
        return picture
    return np.asarray(cv2.resize(picture, size, interpolation=cv2.INTER_LANCZOS4), np.uint8)


def _small(large: Pixels) -> Pixels:
    """As it is shown while it is made."""
    scale = min(1.0, SEEN / max(large.shape[:2]))
    size = max(1, round(large.shape[1] * scale)), max(1, round(large.shape[0] * scale))
    return np.asarray(cv2.resize(large, size, interpolation=cv2.INTER_AREA), np.uint8)


def _shown(seen: Pixels, fresh: NDArray[np.float32], place: Place, large: Pixels) -> Pixels:
    """`seen` with a tile that is ready; another array, since somebody may still look at it."""
    scale = seen.shape[0] / large.shape[0], seen.shape[1] / large.shape[1]
    (down, across), shown = place, seen.copy()
    top, bottom = round(down.start * scale[0]), round(down.stop * scale[0])
    left, right = round(across.start * scale[1]), round(across.stop * scale[1])
    if bottom > top and right > left:
        small = cv2.resize(fresh, (right - left, bottom - top), interpolation=cv2.INTER_AREA)
        shown[top:bottom, left:right] = np.rint(small).astype(np.uint8)
    return shown


def _did(aim: Aim, grown: Grown | None, title: str, tiles: int) -> str:
    """What a person reads."""
    by = f" by {grown.by}" if grown is not None else ""
    passes = "one pass" if tiles == 1 else f"{tiles} tiles"
    enlarged = f"enlarged to {aim.width} x {aim.height} px{by}"
    return ", ".join(
        filter(None, (enlarged, f"its detail redrawn by {title} in {passes}", aim.limited))
    )
