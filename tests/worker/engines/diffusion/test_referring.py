"""Who draws from a picture of the same family begins with its latents, and encodes nothing."""

from collections.abc import Generator
from contextlib import contextmanager
from dataclasses import replace
from typing import Any

import numpy as np
import pytest
import torch
from safetensors.torch import load

from core.catalogue import Intent
from core.prompts import Prompt
from tests.values import asset, spec
from tests.worker.engines.diffusion import tiny
from tests.worker.engines.diffusion.test_engine import CARDS, card_of, share
from worker.engine import Rendered, Share, Step, Task
from worker.engines.diffusion.applying import class_of
from worker.engines.diffusion.engine import DiffusionEngine
from worker.engines.diffusion.families import FAMILIES, Craft
from worker.engines.diffusion.filming import as_bytes
from worker.engines.diffusion.keeping import packed, spread, unpacked
from worker.engines.diffusion.machine import Machine

REFERRING = [name for name in CARDS if FAMILIES[name].kept is Craft.REFERENCES]
every = pytest.mark.parametrize("family", REFERRING)


@pytest.fixture(scope="module")
def engine(tmp_path_factory: pytest.TempPathFactory) -> DiffusionEngine:
    """An engine on this machine's device."""
    models = tmp_path_factory.mktemp("models")
    for family in REFERRING:
        tiny.saved(family, models / family)
    return DiffusionEngine(Machine.here(), models)


def drawn(engine: DiffusionEngine, one: Share) -> Rendered:
    engine.load(one.task.card)
    (piece,) = engine.render([one], 1)
    return piece.rendered


def first(engine: DiffusionEngine, family: str) -> Rendered:
    """A picture of that family: from words, or of one that only draws from pictures, from one."""
    words = Craft.WORDS in FAMILIES[family].pipelines
    return drawn(engine, share(family, "a fox", seed=3, inputs=() if words else (asset(),)))


def onward(family: str, before: Rendered, kept: bytes) -> Share:
    """What goes on from a picture in words."""
    wish = {"inputs": (asset(),), "intent": Intent.REFINE, "count": 1, "seed": 4}
    task = spec(model=family, prompt=Prompt("a fox at night"), **wish)
    return Share(Task(task, card_of(family), (before.pixels,), kept=kept), (1,), _ignore)


def _ignore(step: Step) -> None:
    pass


@contextmanager
def encodings(engine: DiffusionEngine, family: str) -> Generator[list[Any]]:
    """The pictures that a model's autoencoder encodes meanwhile."""
    encoder, seen = engine.stock.loaded[family].base.vae.encoder, list[Any]()

    def note(_: Any, pictures: Any, __: Any) -> None:
        seen.append(pictures)

    hook = encoder.register_forward_hook(note)
    try:
        yield seen
    finally:
        hook.remove()


def decoded(pipeline: Any, latents: torch.Tensor) -> Any:
    """The picture of latents, in the pipeline's own words."""
    latents = latents[None].to(pipeline.vae.device, pipeline.vae.dtype)
    with torch.inference_mode():
        if (norm := getattr(pipeline.vae, "bn", None)) is not None:
            spread = torch.sqrt(norm.running_var + pipeline.vae.config.batch_norm_eps)
            latents = latents * spread.view(1, -1, 1, 1) + norm.running_mean.view(1, -1, 1, 1)
            latents = pipeline._unpatchify_latents(latents)
        else:
            about = pipeline.vae.config
            latents = latents / about.scaling_factor + about.shift_factor
        picture = pipeline.vae.decode(latents, return_dict=False)[0]
        return as_bytes(pipeline.image_processor.postprocess(picture, output_type="pt"))[0]


@every
def test_what_is_kept_are_the_latents_of_the_picture(engine: DiffusionEngine, family: str) -> None:
    made = first(engine, family)
    pipeline, patch = engine.stock.loaded[family].base, FAMILIES[family].patch
    height, width = (side // (16 // patch) for side in made.pixels.shape[:2])
    channels = pipeline.transformer.config.in_channels // patch**2
    latents = unpacked(made.kept, engine.stock.loaded[family].space, channels, height, width)
    assert latents is not None
    off = np.abs(decoded(pipeline, latents).astype(int) - made.pixels)
    assert off.max() <= 1


@every
def test_who_goes_on_encodes_nothing(engine: DiffusionEngine, family: str) -> None:
    made = first(engine, family)
    with encodings(engine, family) as seen:
        with_it = drawn(engine, onward(family, made, made.kept))
        assert not seen
        without = drawn(engine, onward(family, made, b""))
        assert len(seen) == 1
    assert not np.array_equal(with_it.pixels, without.pixels)
    assert with_it.kept
    switched = [one.recipe.switches for one in (with_it, without) if one.recipe is not None]
    assert switched == [("begun with kept latents",), ()]


@every
def test_other_latents_are_another_picture(engine: DiffusionEngine, family: str) -> None:
    made = first(engine, family)
    (latents,) = load(made.kept).values()
    mirrored = packed(latents.flip(-1), engine.stock.loaded[family].space)
    other = drawn(engine, onward(family, made, mirrored))
    assert not np.array_equal(other.pixels, drawn(engine, onward(family, made, made.kept)).pixels)


@every
def test_a_picture_of_another_size_is_encoded(engine: DiffusionEngine, family: str) -> None:
    made = first(engine, family)
    smaller = replace(made, pixels=made.pixels[:-16])
    with encodings(engine, family) as seen:
        drawn(engine, onward(family, smaller, made.kept))
        assert len(seen) == 1
        cut = replace(made, pixels=made.pixels[:-3, :-3])  # which the pipeline would cut further
        drawn(engine, onward(family, cut, made.kept))
        assert len(seen) == 2


@every
def test_afterwards_pictures_are_encoded_again(engine: DiffusionEngine, family: str) -> None:
    made = first(engine, family)
    stranger = share(family, "a fox", inputs=(asset(),))
    before = drawn(engine, stranger)
    drawn(engine, onward(family, made, made.kept))
    assert np.array_equal(drawn(engine, stranger).pixels, before.pixels)
    assert "_encode_vae_image" not in vars(engine.stock.loaded[family].base)


@pytest.mark.parametrize("patch", [1, 2])
def test_tokens_are_spread_as_pipelines_do(patch: int) -> None:
    latents = torch.arange(16 * 6 * 4, dtype=torch.float32).reshape(1, 16, 6, 4)
    if patch == 1:
        tokens = latents.flatten(2).permute(0, 2, 1)
    else:
        tokens = class_of("FluxKontextPipeline")._pack_latents(latents, 1, 16, 6, 4)
    assert torch.equal(spread(tokens[0], 6 // patch, patch), latents[0])
