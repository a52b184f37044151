"""How a clip is asked of a pipeline: in which words, of how many frames, and where it ends."""

from collections.abc import Mapping
from typing import Any

from PIL import Image

from core.catalogue import Intent, ModelCard
from core.filming import settled, told
from core.motion import Motion
from worker.engine import Pixels, Task
from worker.engines.diffusion.modular import defaults_of, grain_of, taken_by
from worker.media.canvas import Canvas
from worker.media.clips import FPS
from worker.media.ground import opaque

_GREY, _WHITE = 128, 255


def words_of(task: Task, variant: int) -> str:
    """What a model is told of a variant (1-based); of a clip, with what its picture shows."""
    return told(task.spec, variant, task.card)


def unwanted_of(task: Task) -> str:
    """What must not appear; in a clip, neither what was kept out of its picture."""
    spec = task.spec
    scene = spec.scene.negative if spec.intent is Intent.ANIMATE else ""
    return spec.prompt.negative or scene


def motion_of(task: Task) -> Motion:
    """What the model of a task fulfils of the wishes for a clip."""
    return settled(task.spec.motion, task.card)


def fps_of(card: ModelCard) -> int:
    """Frames of its clips, per s."""
    return int((card.extra or {}).get("fps", 0)) or FPS


def frames_of(pipeline: Any, task: Task) -> dict[str, int]:
    """How many frames are asked for: one more than a multiple of what its autoencoder takes as one.

    What the card says where nobody named a length, and where that grain is not known.
    """
    usual = (task.card.extra or {}).get("frames")
    grain = grain_of(pipeline)
    motion = task.spec.motion
    if motion is None or not motion.seconds or not grain:
        return {} if usual is None else {"num_frames": int(usual)}
    wanted = motion_of(task).seconds * fps_of(task.card)
    return {"num_frames": 1 + grain * max(1, round(wanted / grain))}


def ends(pipeline: Any, given: tuple[Pixels, ...], canvas: Canvas) -> Mapping[str, Any]:
    """The picture that a clip begins with and the one that it ends with: of a loop, the same.

    A pipeline takes both by name, or conditions with the places that they have among the latents.
    """
    first = canvas.of(opaque(given[0]))
    last = Canvas.filled(given[-1], canvas.width, canvas.height).of(opaque(given[-1]))
    begin, end = Image.fromarray(first), Image.fromarray(last)
    if "conditions" not in taken_by(pipeline):
        return {"image": begin, "last_image": end}
    # Two seconds, which only those wait for who have such a model.
    from diffusers.pipelines.ltx2.pipeline_ltx2_condition import LTX2VideoCondition

    # Not compressed before: a result is to begin with the picture itself.
    both = LTX2VideoCondition(begin, index=0, crf=0), LTX2VideoCondition(end, index=-1, crf=0)
    return {"conditions": [*both]}


def shown(pipeline: Any, task: Task, canvas: Canvas) -> Mapping[str, Any]:
    """A clip of which the frames that are given are there, and the mask of those that are made.

    Between them it is grey, which stands for nothing.
    """
    count = frames_of(pipeline, task).get("num_frames") or defaults_of(pipeline)["num_frames"]
    first = Image.fromarray(canvas.of(opaque(task.inputs[0])))
    frames = [first, *[Image.new("RGB", first.size, (_GREY,) * 3)] * (count - 1)]
    masks = [_mask(first, made=False), *[_mask(first, made=True)] * (count - 1)]
    motion = motion_of(task)
    if motion.loop or (motion.ends and len(task.inputs) > 1):
        frames[-1], masks[-1] = ends(pipeline, task.inputs, canvas)["last_image"], masks[0]
    return {"video": frames, "mask": masks}


def _mask(frame: Image.Image, *, made: bool) -> Image.Image:
    return Image.new("L", frame.size, _WHITE if made else 0)


def said(task: Task, seconds: float) -> str:
    """What was made of the wishes for a clip; nothing where there were none."""
    if task.spec.motion is None:
        return ""
    motion, parts = motion_of(task), [f"{seconds:.1f} s"]
    if motion.loop and task.inputs:
        parts.append("a loop")
    elif motion.loop:
        parts.append("no loop: a clip from words alone has no picture to lead back to")
    if motion.ends:
        parts.append("ends on the other picture")
    if motion.silent:
        parts.append("silent")
    return ", ".join(parts)
