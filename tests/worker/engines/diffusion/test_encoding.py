"""Words that were encoded before are not encoded again, and the picture is the same to the bit."""

from collections.abc import Callable, Generator, Mapping
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from shutil import copytree, rmtree
from typing import Any

import numpy as np
import pytest
import torch

from core.catalogue import ModelCard
from core.prompts import Prompt
from tests.values import spec
from tests.worker.cards import diffusion_card
from tests.worker.engines.diffusion.builds import Build, Kind
from tests.worker.engines.diffusion.passes import ignore, share_of
from tests.worker.engines.diffusion.tiny import saved
from worker.engine import Rendered, Share, Task
from worker.engines.diffusion.calling import Seat, call
from worker.engines.diffusion.encoding import Encodings
from worker.engines.diffusion.engine import DiffusionEngine
from worker.engines.diffusion.families import FAMILIES, Craft, Family
from worker.engines.diffusion.loading import load
from worker.engines.diffusion.machine import Machine

MACHINE = Machine.here()
KEPT = [name for name, one in FAMILIES.items() if one.encoding and one.encoding.most]
ENCODED = ["sdxl", "z-image", "flux2-klein"]  # those that draw from words
HANDED = [  # all that are handed what their words were encoded as
    pytest.param(name, craft, id=f"{name} {craft}")
    for name, one in FAMILIES.items()
    if one.encoding
    for craft in one.pipelines
]
LONG = " ".join(["a fox that runs on and on"] * 50)  # far more than 226 tokens


@pytest.fixture(scope="module")
def models(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder of weights."""
    folder = tmp_path_factory.mktemp("models")
    for family in dict.fromkeys(name for name, _ in (one.values for one in HANDED)):
        saved(str(family), folder / str(family))
    return folder


def card_of(family: str, **more: object) -> ModelCard:
    """The card of a tiny model."""
    return diffusion_card(family, family=family, source=family, steps=2, **more)


def engine_of(models: Path) -> DiffusionEngine:
    """An engine that has encoded nothing yet."""
    return DiffusionEngine(MACHINE, models)


def drawn(engine: DiffusionEngine, *shares: Share) -> list[Rendered]:
    """What a pass gives."""
    engine.load(shares[0].task.card)
    return [piece.rendered for piece in engine.render(shares, len(shares))]


@contextmanager
def counted(engine: DiffusionEngine, family: str) -> Generator[Callable[[], int]]:
    """Counts the runs of a model's text encoder."""
    runs = 0

    def ran(*_: object) -> None:
        nonlocal runs
        runs += 1

    engine.load(card_of(family))
    hook = engine.stock.loaded[family].base.text_encoder.register_forward_pre_hook(ran)
    yield lambda: runs
    hook.remove()


@pytest.mark.parametrize("family", ENCODED)
def test_words_that_are_said_again_are_not_encoded_again(models: Path, family: str) -> None:
    engine, share = engine_of(models), share_of(card_of(family))
    with counted(engine, family) as runs:
        first = drawn(engine, share)
        once = runs()
        again = drawn(engine, share)
    assert (once > 0, runs()) == (True, once)
    assert np.array_equal(first[0].pixels, again[0].pixels)


@pytest.mark.parametrize("family", ENCODED)
def test_a_pass_encodes_the_same_words_once(models: Path, family: str) -> None:
    engine, card = engine_of(models), card_of(family, guidance=0.0)
    shares = [share_of(card, seed=seed) for seed in range(4)]
    with counted(engine, family) as runs:
        engine.stock.loaded[family].card = card
        drawn(engine, *shares)
    assert runs() == 1


@pytest.mark.parametrize("negative", ["", "blurry"], ids=["nothing unwanted", "blurry unwanted"])
@pytest.mark.parametrize("family", ENCODED)
def test_a_picture_is_the_one_of_the_bare_pipeline(
    models: Path, family: str, negative: str
) -> None:
    card = card_of(family)
    asked = spec(inputs=(), count=1, prompt=Prompt("a fox", negative=negative), seed=7)
    (ours,) = drawn(engine_of(models), Share(Task(asked, card, ()), (1,), ignore))
    call = {"negative_prompt": negative} if negative and family != "flux2-klein" else {}
    with torch.inference_mode():
        bare = load(card, models / family, MACHINE).base(
            prompt="a fox",
            width=card.size,
            height=card.size,
            num_inference_steps=card.steps,
            generator=torch.Generator(MACHINE.device).manual_seed(7),
            output_type="np",
            **call,
        )
    assert np.array_equal(np.round(bare.images[0] * 255).astype(np.uint8), ours.pixels)


def seat_of(build: Build, craft: Craft, words: str) -> Seat:
    """A variant of a job that begins as this craft does."""
    pictured = craft not in (Craft.WORDS, Craft.FILM)
    marks = build.marks if craft is Craft.INPAINT else None
    prompt = Prompt(words, negative="blurry")
    return Seat(0, build.share(prompt=prompt, pictured=pictured, marks=marks).task, 1)


@pytest.mark.parametrize("words", ["a fox", LONG], ids=["few words", "many words"])
@pytest.mark.parametrize(("family", "craft"), HANDED)
def test_a_pipeline_makes_the_same_of_what_it_is_handed_as_of_the_words(
    models: Path, family: str, craft: Craft, words: str
) -> None:
    build = Build(Kind(family), engine_of(models))
    build.engine.load(build.kind.card)
    loaded = build.engine.stock.loaded[family]
    # The calls' own guidance: a card of this size may have none, and then half is not encoded.
    loaded.card = replace(loaded.card, guidance=None)
    made, by_words = (call(loaded, craft, [seat_of(build, craft, words)], 1) for _ in range(2))
    assert made.encoder is not None
    with torch.inference_mode():
        ours = made.pipeline(**made.encoder.encoded(made.pipeline, made.arguments))[0]
        assert torch.equal(ours, made.pipeline(**_bare(by_words.arguments, loaded.family))[0])


def _bare(arguments: Mapping[str, Any], family: Family) -> dict[str, Any]:
    """What a pipeline is called with in words; some take one text and no list of it."""
    texts = {name: arguments[name] for name in ("prompt", "negative_prompt") if name in arguments}
    alone = {name: one for name, (one,) in texts.items()} if family.framed else {}
    return {**arguments, **alone}


@pytest.mark.parametrize("negative", ["", "blurry"], ids=["nothing unwanted", "blurry unwanted"])
@pytest.mark.parametrize("family", KEPT)
def test_kept_words_spare_another_worker_the_encoder(
    models: Path, family: str, negative: str
) -> None:
    share = share_of(card_of(family))
    prompt = replace(share.task.spec.prompt, negative=negative)
    task = replace(share.task, spec=replace(share.task.spec, prompt=prompt))
    (first,) = drawn(engine_of(models), replace(share, task=task))
    another = engine_of(models)
    with counted(another, family) as runs:
        (again,) = drawn(another, replace(share, task=replace(task, encoded=first.encoded)))
    assert runs() == 0
    assert np.array_equal(first.pixels, again.pixels)


def test_kept_words_are_only_those_that_were_said(models: Path) -> None:
    (first,) = drawn(engine_of(models), share_of(card_of("z-image"), "a fox"))
    another, other = engine_of(models), share_of(card_of("z-image"), "a cat")
    with counted(another, "z-image") as runs:
        (with_them,) = drawn(
            another, replace(other, task=replace(other.task, encoded=first.encoded))
        )
    assert runs() == 1
    (without,) = drawn(engine_of(models), other)
    assert np.array_equal(with_them.pixels, without.pixels)


def test_what_another_encoder_made_of_the_words_is_left_alone(models: Path, tmp_path: Path) -> None:
    (first,) = drawn(engine_of(models), share_of(card_of("z-image")))
    torch.manual_seed(1)
    pipeline = load(card_of("z-image"), models / "z-image", MACHINE).base
    for weights in pipeline.text_encoder.parameters():
        torch.nn.init.normal_(weights, std=0.1)
    pipeline.save_pretrained(tmp_path / "z-image")
    share = share_of(card_of("z-image"))
    kept = replace(share, task=replace(share.task, encoded=first.encoded))
    (with_them,), (without,) = (drawn(engine_of(tmp_path), one) for one in (kept, share))
    assert np.array_equal(with_them.pixels, without.pixels)
    assert not np.array_equal(with_them.pixels, first.pixels)


def test_what_another_family_takes_of_the_same_encoder_is_left_alone(
    models: Path, tmp_path: Path
) -> None:
    for family in ("flux2-klein", "z-image"):
        copytree(models / family, tmp_path / family)
    for part in ("text_encoder", "tokenizer"):
        rmtree(tmp_path / "z-image" / part)
        copytree(models / "flux2-klein" / part, tmp_path / "z-image" / part)
    index = tmp_path / "z-image" / "model_index.json"
    index.write_text(index.read_text().replace("Qwen3Model", "Qwen3ForCausalLM"))
    engine, share = engine_of(tmp_path), share_of(card_of("z-image"))
    drawn(engine, share_of(card_of("flux2-klein")))
    (after,), (without,) = drawn(engine, share), drawn(engine_of(tmp_path), share)
    assert np.array_equal(after.pixels, without.pixels)


def test_kept_words_that_are_damaged_are_encoded_anew(models: Path) -> None:
    fox = share_of(card_of("sdxl"), "a fox")
    damaged = replace(fox, task=replace(fox.task, encoded=b"no tensors"))
    ((whole,), (made,)) = (drawn(engine_of(models), one) for one in (fox, damaged))
    assert np.array_equal(made.pixels, whole.pixels)


def test_kept_words_cannot_be_read(models: Path) -> None:
    (first,) = drawn(engine_of(models), share_of(card_of("sdxl"), "a secret fox"))
    assert first.encoded
    assert b"fox" not in first.encoded


def test_what_takes_too_much_room_is_not_kept(models: Path) -> None:
    engine = engine_of(models)
    (first,) = drawn(engine, share_of(card_of("z-image"), "a fox"))
    encoder = engine.stock.loaded["z-image"].encoder
    assert encoder is not None
    assert encoder.packed("a fox", "") == first.encoded
    tight = replace(encoder, encoding=replace(encoder.encoding, most=100))  # bytes
    assert tight.packed("a fox", "") == b""


def test_klein_draws_from_what_fills_its_words_too(models: Path) -> None:
    """So that they cannot be kept shorter: with the fill left out it is another picture."""
    pipeline = load(card_of("flux2-klein"), models / "flux2-klein", MACHINE).base
    with torch.inference_mode():
        whole, _ = pipeline.encode_prompt(prompt=["a fox"])
        said = pipeline.tokenizer("a fox").input_ids
        pictures = [
            pipeline(
                prompt_embeds=words,
                negative_prompt_embeds=words,
                width=64,
                height=64,
                num_inference_steps=1,
                generator=torch.Generator().manual_seed(1),
                output_type="np",
            ).images[0]
            for words in (whole, whole[:, : len(said) + 32])
        ]
    assert not np.array_equal(*pictures)


def test_a_card_that_encodes_in_its_own_way_is_left_to_it(models: Path) -> None:
    card = card_of("z-image", extra={"call": {"max_sequence_length": 64}})
    engine = engine_of(models)
    (made,) = drawn(engine, share_of(card))
    assert engine.stock.loaded["z-image"].encoder is None
    assert made.encoded == b""


@pytest.mark.parametrize("family", KEPT)
def test_every_craft_of_a_family_encodes_alike(models: Path, family: str) -> None:
    loaded = load(card_of(family), models / family, MACHINE)
    with torch.inference_mode():
        made = [
            loaded.pipeline(craft).encode_prompt(
                prompt=["a fox"], do_classifier_free_guidance=False
            )[0][0]
            for craft in FAMILIES[family].pipelines
        ]
    assert len(made) == len({Craft.WORDS, Craft.REDRAW, Craft.INPAINT})
    assert all(torch.equal(made[0], one) for one in made)


def numbers(count: int) -> dict[str, torch.Tensor]:
    """So many numbers of 4 bytes."""
    return {"prompt_embeds": torch.zeros(count)}


def test_what_was_not_used_for_longest_makes_room() -> None:
    known = Encodings(most=800)  # bytes
    known.put("a", numbers(100))
    known.put("b", numbers(100))
    known.get("a")
    known.put("c", numbers(100))
    assert [key for key in "abc" if known.get(key) is not None] == ["a", "c"]


def test_what_has_no_room_at_all_displaces_nothing() -> None:
    known = Encodings(most=800)  # bytes
    known.put("a", numbers(100))
    known.put("b", numbers(201))
    assert [key for key in "ab" if known.get(key) is not None] == ["a"]
