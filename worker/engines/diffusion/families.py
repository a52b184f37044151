"""Families of models: which pipeline class does what, and what its call wants differently.

A family that is not listed here is called by what its own pipeline's signature takes.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from core.catalogue import Intent, ModelCard
from core.errors import Unable
from core.filming import settled
from worker.engine import Task


class Craft(StrEnum):
    """What a pipeline starts from."""

    WORDS = "words"
    REFERENCES = "references"  # pictures that the words speak of
    REDRAW = "redraw"  # one picture, changed as far as a strength says
    INPAINT = "inpaint"  # one picture, changed where a mask says
    MOTION = "motion"  # a clip that begins with a picture
    FILM = "film"  # a clip from words
    BETWEEN = "between"  # a clip that begins with one picture and ends with another, or the same


@dataclass(frozen=True, slots=True)
class Encoding:
    """How the words of a family are handed to its pipelines once they are encoded."""

    names: tuple[str, ...]  # of what encode_prompt returns; empty for what a call does not take
    listed: bool = False  # in a list, each only as long as its words
    most: int = 0  # bytes of it that are kept beside a picture


@dataclass(frozen=True, slots=True)
class Family:
    """What is particular to the pipelines of one family."""

    # Class of diffusers for each craft; an empty family takes the one that its folder names.
    pipelines: Mapping[Craft, str] = field(default_factory=dict[Craft, str])
    renamed: Mapping[str, str] = field(default_factory=dict[str, str])  # argument → its name here
    fixed: Mapping[str, object] = field(default_factory=dict[str, object])  # always passed
    # Whether different words may share a pass: only where it was proven (tests, and how the words
    # are encoded) that none is padded to the length of another's.
    mixed: bool = False
    # Tokens that words are padded to a multiple of: those of one length then share a pass. 0 where
    # all are padded to the same length.
    padded: int = 0
    one_prompt: bool = False  # a batch is one prompt several times: it takes no list of them
    one_picture: bool = False  # a batch is made from one picture: it takes no list of them
    alone: bool = False  # a pass has one sample: its autoencoder takes no more
    framed: bool = False  # it is shown a whole clip, with a mask of the frames that it makes
    own_references: bool = False  # each sample takes references of its own, in a list of lists
    grain: int = 16  # px: sides are multiples of it
    least: int = 0  # px: the shorter side of pictures that it takes
    longest: float = float("inf")  # times the shorter side: how long pictures may be
    kept: Craft | None = None  # what can begin with the latents of a picture, kept beside it
    # How many latents across make one token, where a pipeline's steps go over tokens.
    patch: int = 0
    encoding: Encoding | None = None  # None where its pipelines encode their words themselves
    # What is passed where a person names nothing that should not be there: without it some
    # pipelines leave their guidance out.
    unwanted: str = ""
    needs: tuple[str, ...] = ()  # modules beside the usual, of the extra `vision`


_PADDED = Encoding(("prompt_embeds",))  # to one length, with what is no nothing to the model
_FLUX = Encoding(("prompt_embeds", "pooled_prompt_embeds"))

FAMILIES: Mapping[str, Family] = {
    "flux2-klein": Family(
        {
            Craft.WORDS: "Flux2KleinPipeline",
            Craft.REFERENCES: "Flux2KleinPipeline",
            Craft.INPAINT: "Flux2KleinInpaintPipeline",
        },
        mixed=True,
        least=64,
        longest=8,
        kept=Craft.REFERENCES,
        patch=1,
        encoding=_PADDED,
    ),
    "flux2": Family(
        {Craft.WORDS: "Flux2Pipeline", Craft.REFERENCES: "Flux2Pipeline"},
        mixed=True,
        least=64,
        longest=8,
        kept=Craft.REFERENCES,
        patch=1,
    ),
    "z-image": Family(
        {
            Craft.WORDS: "ZImagePipeline",
            Craft.REDRAW: "ZImageImg2ImgPipeline",
            Craft.INPAINT: "ZImageInpaintPipeline",
        },
        mixed=True,
        padded=32,  # a pass is as long as its longest words, and kernels divide it by its length
        kept=Craft.REDRAW,
        encoding=Encoding(("prompt_embeds",), listed=True, most=1_000_000),
    ),
    "sdxl": Family(
        {
            Craft.WORDS: "StableDiffusionXLPipeline",
            Craft.REDRAW: "StableDiffusionXLImg2ImgPipeline",
            Craft.INPAINT: "StableDiffusionXLInpaintPipeline",
        },
        mixed=True,
        kept=Craft.REDRAW,
        encoding=Encoding(("prompt_embeds", "", "pooled_prompt_embeds"), most=1_000_000),
    ),
    "flux-fill": Family({Craft.INPAINT: "FluxFillPipeline"}, mixed=True, encoding=_FLUX),
    "flux-kontext": Family(
        {
            Craft.REFERENCES: "FluxKontextPipeline",
            Craft.INPAINT: "FluxKontextInpaintPipeline",
        },
        fixed={"_auto_resize": False},  # to a size of its own choice
        mixed=True,
        kept=Craft.REFERENCES,
        patch=2,
        encoding=_FLUX,
    ),
    "qwen-image-edit-plus": Family(
        {
            Craft.REFERENCES: "QwenImageEditPlusPipeline",
            Craft.INPAINT: "QwenImageEditInpaintPipeline",
        },
        renamed={"guidance_scale": "true_cfg_scale"},
        one_prompt=True,
        one_picture=True,
        unwanted=" ",
        needs=("torchvision",),  # its processor also reads films
    ),
    "joy-image-edit-plus": Family(
        {Craft.WORDS: "JoyImageEditPlusPipeline", Craft.REFERENCES: "JoyImageEditPlusPipeline"},
        renamed={"image": "images"},
        own_references=True,
        needs=("torchvision",),  # its processor also reads films
    ),
    "qwen-image-2.1": Family(needs=("torchvision",)),
    "kandinsky6": Family(needs=("torchvision",)),
    "hunyuan-video-1.5": Family(
        {Craft.MOTION: "HunyuanVideo15ImageToVideoPipeline"}, one_picture=True, alone=True
    ),
    "wan": Family(
        {Craft.MOTION: "WanImageToVideoPipeline", Craft.BETWEEN: "WanImageToVideoPipeline"},
        mixed=True,
        one_picture=True,
        encoding=_PADDED,
    ),
    "wan-ti2v": Family(  # one model for clips from pictures and from words
        {Craft.MOTION: "WanImageToVideoPipeline", Craft.FILM: "WanPipeline"},
        mixed=True,
        one_picture=True,
        grain=32,
        encoding=_PADDED,
    ),
    "wan-vace": Family(
        {
            Craft.MOTION: "WanVACEPipeline",
            Craft.FILM: "WanVACEPipeline",
            Craft.BETWEEN: "WanVACEPipeline",
        },
        alone=True,
        framed=True,
        encoding=_PADDED,
    ),
    "ltx2": Family(
        {
            Craft.MOTION: "LTX2ImageToVideoPipeline",
            Craft.FILM: "LTX2Pipeline",
            Craft.BETWEEN: "LTX2ConditionPipeline",
        },
        mixed=True,
        fixed={"image_crf": 0},  # a list of pictures is taken only without their compression
        grain=32,
    ),
}


_WHERE = (
    "it changes a part that it is shown: send a mask of it with your words. Where CLIPSeg runs, "
    "the name of a thing is enough (“make the cup red”)."
)


_ALL_OVER = (Intent.REFRAME, Intent.UPSCALE)  # what is marked then is its surroundings, or all


_FILLS = "it fills places in a picture that a mask shows, and none came with this."


def family_of(card: ModelCard) -> Family:
    """The family of a card; one without particulars where nothing is known of it."""
    return FAMILIES.get(card.family, Family())


def films(family: Family) -> bool:
    """Whether clips are made from words alone, as far as is known: not where a family that is
    listed has no pipeline for it."""
    return not family.pipelines or Craft.FILM in family.pipelines


def fills(task: Task, family: Family) -> bool:
    """Whether what is around the pictures of a task is painted, and they are kept."""
    framed = task.spec.intent is Intent.REFRAME and task.marks is None
    if not framed or Craft.INPAINT not in family.pipelines:
        return False
    return bool(task.spec.width) or Craft.REFERENCES not in family.pipelines


def craft_of(task: Task, family: Family) -> Craft:
    """What a task starts from, with what its family can do of it.

    A picture gets another frame where its surroundings can be filled in. What is marked is drawn
    from its surroundings by a family that cannot fill it in. Raises Unable for an edit
    without a place, where the family cannot be told in words what to leave, and for anything else
    without one, where it fills places and does nothing else.
    """
    if task.spec.intent is Intent.ANIMATE:
        return _moving(task, family)
    if not task.inputs:
        return Craft.WORDS
    if task.marks is not None or task.found or fills(task, family):
        draws = Craft.REFERENCES in family.pipelines and Craft.INPAINT not in family.pipelines
        return Craft.REFERENCES if draws else Craft.INPAINT
    if reason := unplaced(task.spec.intent, family):
        raise Unable(model=task.card.title, reason=reason)
    if family.pipelines and Craft.REFERENCES not in family.pipelines:
        return Craft.REDRAW
    return Craft.REFERENCES


def _moving(task: Task, family: Family) -> Craft:
    """What a clip starts from, and whether its end is given, which in a loop is its beginning."""
    if not task.inputs:
        return Craft.FILM
    motion = settled(task.spec.motion, task.card)
    closed = motion.loop or (motion.ends and len(task.inputs) > 1)
    return Craft.BETWEEN if closed and Craft.BETWEEN in family.pipelines else Craft.MOTION


def unplaced(intent: Intent, family: Family) -> str:
    """Why a family leaves a picture in which no place is marked to others; empty where it does
    not."""
    if not family.pipelines or Craft.REFERENCES in family.pipelines:
        return ""
    if intent is Intent.EDIT:  # to redraw all of it would be no edit
        return _WHERE
    fills_only = Craft.INPAINT in family.pipelines and Craft.REDRAW not in family.pipelines
    return _FILLS if fills_only and intent not in _ALL_OVER else ""
