"""What a pipeline is called with: the arguments that its call takes, for one pass."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from math import ceil
from typing import Any, NamedTuple

import cv2
import numpy as np
import torch
from PIL import Image

from core.errors import Unable
from core.recipes import Recipe
from worker.engine import Laying, Marks, Pixels, Task
from worker.engines.diffusion.applying import running
from worker.engines.diffusion.directing import ends, frames_of, shown, unwanted_of, words_of
from worker.engines.diffusion.encoding import Encoder
from worker.engines.diffusion.families import Craft
from worker.engines.diffusion.gate import Gate
from worker.engines.diffusion.keeping import Reference, referring, token_of, unpacked
from worker.engines.diffusion.loading import DOING, Loaded, Pipeline
from worker.engines.diffusion.memory import freeing_memory
from worker.engines.diffusion.modular import defaults_of, taken_by, watched
from worker.engines.diffusion.switches import Switches
from worker.engines.diffusion.watching import Watch
from worker.media.canvas import Canvas, fitted, grown, in_grain
from worker.media.ground import opaque

WHITE = 255


class Seat(NamedTuple):
    """A variant in a pass."""

    share: int  # whose it is
    task: Task
    variant: int  # its index, 1-based
    laying: Laying | None = None  # how its picture lies in the frame that it was put in


class Call(NamedTuple):
    """A pipeline with what it is called with; `canvas` is None where no picture was given."""

    pipeline: Pipeline
    arguments: Mapping[str, Any]
    canvas: Canvas | None
    recipe: Recipe
    switches: Switches
    keeps: str  # for which autoencoder the latents are worth keeping; empty where they are not
    encoder: Encoder | None  # None where the pipeline encodes its words itself
    reference: Reference | None  # what is kept of the picture that it draws from

    @property
    def size(self) -> tuple[int, int]:
        """Height and width that are painted, in px."""
        return int(self.arguments.get("height", 0)), int(self.arguments.get("width", 0))


def call(
    loaded: Loaded, craft: Craft, seats: Sequence[Seat], bucket: int, canvas: Canvas | None = None
) -> Call:
    """One pass over `seats`, filled up to `bucket` with copies of the last one; on `canvas`, where
    its size is not the card's.

    Each sample has a generator of its own, so that no picture depends on its companions. Raises
    Unable where the pipeline takes no picture, or no mask, and one was given.
    """
    pipeline = loaded.pipeline(craft)
    filled = [*seats, *(seats[-1] for _ in range(bucket - len(seats)))]
    canvas = canvas or _canvas(loaded, craft, seats[0])
    wanted = _words(loaded, filled) | _numbers(loaded, craft, seats[0], canvas)
    wanted |= frames_of(pipeline, seats[0].task)
    if (strength := _strength(pipeline, craft, seats[0])) is not None:
        wanted |= {"strength": strength}
        wanted |= _steps(loaded.card.steps, craft, seats[0], strength)
    if canvas is not None:
        wanted |= _pictures(loaded, craft, filled, canvas)
    wanted |= loaded.family.fixed
    wanted |= dict((loaded.card.extra or {}).get("call", {}))
    taken = taken_by(pipeline)
    renamed = {loaded.family.renamed.get(name, name): value for name, value in wanted.items()}
    arguments = {key: renamed[key] for key in renamed if key in taken}
    for name in ("image", "mask_image"):  # without them it would paint something else
        if name in wanted and loaded.family.renamed.get(name, name) not in taken:
            raise Unable(model=loaded.card.title, reason=DOING[craft])
    begins = loaded.family.kept
    keeps = loaded.space if begins is not None and craft in (Craft.WORDS, begins) else ""
    reference = _reference(loaded, seats[0]) if craft is begins is Craft.REFERENCES else None
    if loaded.encoder is not None:
        for task in {id(seat.task): seat.task for seat in seats}.values():
            loaded.encoder.learn(task.encoded)
    recipe, encoder = loaded.recipe(pipeline, arguments, bucket), loaded.encoder
    before = (*_sought(craft, seats[0]), *_begun(craft, arguments, reference))
    recipe = replace(recipe, switches=(*recipe.switches, *before))
    return Call(pipeline, arguments, canvas, recipe, loaded.switches, keeps, encoder, reference)


def _sought(craft: Craft, seat: Seat) -> tuple[str, ...]:
    """Which model found the place that is painted, as a recipe notes it."""
    if craft is not Craft.INPAINT or seat.task.marks is not None or not seat.task.found:
        return ()
    one = seat.task.found[seat.variant - 1 if seat.task.spec.each else 0]
    return (f"place found by {one.by} {one.revision}".strip(),)


def _begun(craft: Craft, arguments: dict[str, Any], reference: Reference | None) -> tuple[str, ...]:
    """Whether it begins with latents that were kept, as a recipe notes it."""
    redrawn = craft is Craft.REDRAW and isinstance(arguments.get("image"), torch.Tensor)
    return ("begun with kept latents",) if redrawn or reference is not None else ()


def ran(made: Call, watch: Watch, gate: Gate) -> Any:
    """What a call's pipeline returns; raises OutOfMemory and Cancelled."""
    with (
        freeing_memory(),
        running(gate, made.pipeline, made.switches),
        referring(made.pipeline, made.reference),
    ):
        arguments = made.arguments
        if made.encoder is not None:
            arguments = made.encoder.encoded(made.pipeline, arguments)
        if "callback_on_step_end" in taken_by(made.pipeline):
            return made.pipeline(callback_on_step_end=watch.stepped, **arguments)
        with watched(made.pipeline, watch.stepped):
            return made.pipeline(**arguments)


def inputs_of(seat: Seat) -> tuple[Any, ...]:
    """The pictures that a variant is made from."""
    spec, inputs = seat.task.spec, seat.task.inputs
    return (inputs[seat.variant - 1],) if spec.each else inputs


def marks_of(seat: Seat) -> Marks | None:
    """Where a variant may change its picture, in that picture's size: by a mask, or by words."""
    task, marks = seat.task, seat.task.marks
    if marks is None and task.found:
        marks = grown(task.found[seat.variant - 1 if task.spec.each else 0].marks)
    return None if marks is None else fitted(marks, inputs_of(seat)[0])


def _canvas(loaded: Loaded, craft: Craft, seat: Seat) -> Canvas | None:
    given = inputs_of(seat)
    if not given:
        return None
    side, grain, marks = loaded.card.size, loaded.grain, marks_of(seat)
    if craft in (Craft.INPAINT, Craft.REFERENCES) and marks is not None:
        return Canvas.around(marks, side, grain)
    return Canvas.whole(given[0], side, grain)


def _words(loaded: Loaded, seats: Sequence[Seat]) -> dict[str, Any]:
    """Prompts and generators, one for each sample."""
    device = loaded.machine.device
    generators = [
        torch.Generator(device).manual_seed(seat.task.spec.seed_of(seat.variant)) for seat in seats
    ]
    prompts = [words_of(seat.task, seat.variant) for seat in seats]
    negative = [unwanted_of(seat.task) or loaded.family.unwanted for seat in seats]
    if loaded.family.one_prompt:
        # One text for all samples, so that none is padded to the length of another's.
        texts = {"prompt": prompts[0], "negative_prompt": negative[0]}
        return texts | {"generator": generators, "num_images_per_prompt": len(seats)}
    made = generators[0] if loaded.family.framed else generators  # those take no list of one
    wanted: dict[str, Any] = {"prompt": prompts, "generator": made}
    return wanted | ({"negative_prompt": negative} if any(negative) else {})


def _numbers(loaded: Loaded, craft: Craft, seat: Seat, canvas: Canvas | None) -> dict[str, Any]:
    """Sizes, steps and the like; what the card leaves open is left to the pipeline."""
    spec, card = seat.task.spec, loaded.card
    width, height = (canvas.width, canvas.height) if canvas else (spec.width, spec.height)
    if craft is Craft.REFERENCES and spec.width and marks_of(seat) is None:
        width, height = spec.width, spec.height  # a ratio that was asked for
    width, height = (in_grain(side or card.size, loaded.grain) for side in (width, height))
    wanted: dict[str, Any] = {
        "width": width,
        "height": height,
        "max_area": width * height,
        "output_type": "pt",
    }
    extra = card.extra or {}
    named = {
        "num_inference_steps": spec.steps or card.steps or None,
        "guidance_scale": card.guidance if spec.guidance is None else spec.guidance,
        "frame_rate": extra.get("fps"),
    }
    return wanted | {name: value for name, value in named.items() if value is not None}


def _strength(pipeline: Pipeline, craft: Craft, seat: Seat) -> float | None:
    """How far a picture may change; what a pipeline paints marked places with by itself, where
    nobody named it. None where that is not known."""
    named = seat.task.spec.prompt.strength
    if craft is Craft.INPAINT and named is None:
        return defaults_of(pipeline).get("strength")
    return seat.task.spec.strength


def _steps(steps: int, craft: Craft, seat: Seat, strength: float) -> dict[str, int]:
    """As many as the card says: pipelines run the share of them that the strength is. Of one that
    somebody named they run what it leaves, and at least one."""
    if seat.task.spec.steps:
        return {}  # as many as an earlier run had, whose settings are recalled
    if not steps or craft not in (Craft.REDRAW, Craft.INPAINT) or not strength:
        return {}
    whole = craft is Craft.INPAINT and seat.task.spec.prompt.strength is None
    return {"num_inference_steps": max(steps, ceil((steps if whole else 1) / strength))}


def _pictures(
    loaded: Loaded, craft: Craft, seats: Sequence[Seat], canvas: Canvas
) -> dict[str, Any]:
    """What is drawn from: one picture for each sample, or one set of references for all."""
    given = inputs_of(seats[0])
    if craft is Craft.REFERENCES:
        first = opaque(given[0]) if marks_of(seats[0]) is None else canvas.of(opaque(given[0]))
        drawn = (first, *map(opaque, given[1:]))
        both = zip(drawn, given, strict=True)
        references = [Image.fromarray(suited(one, loaded, sent)) for one, sent in both]
        if loaded.family.own_references:
            return {"image": [references] * len(seats)}
        return {"image": references if loaded.card.references > 1 else references[0]}
    if loaded.family.framed:
        return dict(shown(loaded.pipeline(craft), seats[0].task, canvas))
    if craft is Craft.BETWEEN:
        return dict(ends(loaded.pipeline(craft), given, canvas))
    if craft is Craft.REDRAW and (latents := _kept(loaded, seats[0], canvas)) is not None:
        return {"image": torch.stack([latents] * len(seats))}
    suited(canvas.of(inputs_of(seats[0])[0]), loaded, inputs_of(seats[0])[0])
    drawn = [Image.fromarray(canvas.of(opaque(inputs_of(seat)[0]))) for seat in seats]
    pictures = drawn[0] if loaded.family.one_picture else drawn
    marks = marks_of(seats[0])
    if craft is not Craft.INPAINT or marks is None:
        return {"image": pictures}
    share = canvas.of(marks)
    mask = Image.fromarray(((share > 0) * WHITE).astype("uint8"))
    return {
        "image": pictures,
        "mask_image": mask if loaded.family.one_picture else [mask] * len(seats),
    }


def suited(picture: Pixels, loaded: Loaded, sent: Pixels) -> Pixels:
    """A picture as its family takes it: a small one enlarged. Raises Unable for one too long, with
    the size of what was `sent`, of which it may be a part."""
    family, (height, width) = loaded.family, picture.shape[:2]
    if max(height, width) > family.longest * min(height, width):
        tall, wide = sent.shape[:2]
        reason = f"it takes pictures up to {family.longest:g}:1, and this is {wide} x {tall} px."
        raise Unable(model=loaded.card.title, reason=reason)
    if min(height, width) >= family.least:
        return picture
    scale = family.least / min(height, width)
    size = max(family.least, round(width * scale)), max(family.least, round(height * scale))
    return np.asarray(cv2.resize(picture, size, interpolation=cv2.INTER_LANCZOS4), np.uint8)


def _kept(loaded: Loaded, seat: Seat, canvas: Canvas) -> torch.Tensor | None:
    """The latents of the one input, where they are as large as what is painted."""
    channels, scale = _latents_of(loaded)
    height, width = canvas.height // scale, canvas.width // scale
    return unpacked(seat.task.kept, loaded.space, channels, height, width)


def _reference(loaded: Loaded, seat: Seat) -> Reference | None:
    """The latents of the one picture that is drawn from, where they are as large as it."""
    first, *others = inputs_of(seat)
    height, width = first.shape[:2]
    token = token_of(loaded.base)
    if others or height % token or width % token:  # the pipeline cuts it
        return None
    if marks_of(seat) is not None:  # only the surroundings of what is marked are drawn from
        return None
    channels, scale = _latents_of(loaded)
    sides = height // scale, width // scale
    latents = unpacked(seat.task.kept, loaded.space, channels, *sides)
    return None if latents is None else Reference(latents, scale)


def _latents_of(loaded: Loaded) -> tuple[int, int]:
    """Channels of a model's latents as they are kept, and px of a picture that one of them is."""
    base, patch = loaded.base, loaded.family.patch
    if not patch:
        return base.vae.config.latent_channels, base.vae_scale_factor
    return base.transformer.config.in_channels // patch**2, token_of(base) // patch
