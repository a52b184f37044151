"""The engine as the worker sees it: processes, progress, cancelling, errors."""

import multiprocessing
import os
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import replace

import numpy as np
import pytest

from core.catalogue import Intent
from core.errors import Cancelled, CannotDo, PictureNeeded
from core.prompts import Prompt
from core.ratios import Ratio
from tests.pictures.scenes import landscape, portrait
from tests.worker.engines.alone import alone
from tests.worker.engines.classical.requests import CARD, task
from worker.engine import Engine, Pixels, Rendered, Step, Task
from worker.engines import ENGINES, loader
from worker.engines.classical.engine import ClassicalEngine
from worker.engines.classical.tally import Stopped, Tally

PICTURE = landscape(96, 72)
CLIP = landscape(480, 360)


@pytest.fixture(scope="module")
def engine() -> Iterator[ClassicalEngine]:
    """An engine with two processes."""
    running = ClassicalEngine(2)
    running.load(CARD)
    yield running
    running.close()


def _ignore(step: Step) -> None:
    pass


def _rendered(engine: Engine, words: str, **more: object) -> dict[int, Rendered]:
    rendered = alone(engine, task(PICTURE, words, **more), _ignore)
    return {variant.index: variant for variant in rendered}


def test_importing_the_registry_imports_neither_torch_nor_opencv() -> None:
    code = "import sys, worker.engines; print({'torch', 'cv2', 'scipy', 'av'} & set(sys.modules))"
    found = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert found.stdout.strip() == "set()"


def test_a_process_starts_without_the_slow_parts_of_scipy() -> None:
    slow = "{'scipy.signal', 'scipy.interpolate', 'scipy.stats', 'scipy.spatial'}"
    code = f"import sys, worker.engines.classical.variant; print({slow} & set(sys.modules))"
    found = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert found.stdout.strip() == "set()"


def test_the_registry_loads_by_name() -> None:
    assert loader("classical") is ClassicalEngine
    with pytest.raises(KeyError, match=", ".join(ENGINES)):
        loader("quantum")


def test_processes_give_the_bytes_that_inline_gives(engine: ClassicalEngine) -> None:
    pooled = _rendered(engine, "as a watercolour")
    inline = _rendered(ClassicalEngine(inline=True), "as a watercolour")
    assert sorted(pooled) == sorted(inline) == [1, 2, 3, 4]
    assert [n for n in pooled if not np.array_equal(pooled[n].pixels, inline[n].pixels)] == []
    assert {n: v.did for n, v in pooled.items()} == {n: v.did for n, v in inline.items()}


def test_a_main_without_a_guard_does_not_hinder_the_processes() -> None:
    code = (
        "from tests.worker.engines.classical.test_engine import *\n"
        "engine = ClassicalEngine(2)\n"
        "print(len(list(alone(engine, task(PICTURE, 'noir'), lambda step: None))))\n"
        "engine.close()\n"
    )
    found = subprocess.run(
        [sys.executable, "-"], input=code, capture_output=True, text=True, check=False, timeout=60
    )
    assert (found.stdout.strip(), found.returncode) == ("4", 0), found.stderr


def test_progress_rises_to_the_end(engine: ClassicalEngine) -> None:
    steps: list[Step] = []
    count = len(list(alone(engine, task(PICTURE, "noir", count=3), steps.append)))
    assert count == 3
    made = [step for step in steps if step.preview is not None]
    assert [step.fraction for step in made] == pytest.approx([1 / 3, 2 / 3, 1])
    assert [step.stage for step in made][:2] == ["variant 2 of 3", "variant 3 of 3"]
    assert (steps[0].fraction, steps[0].stage) == (0.0, "variant 1 of 3")
    assert [step.fraction for step in steps] == sorted(step.fraction for step in steps)


def test_a_cancelled_job_stops_and_the_engine_goes_on(engine: ClassicalEngine) -> None:
    def stop(step: Step) -> None:
        if step.fraction:
            raise Cancelled

    with pytest.raises(Cancelled):
        list(alone(engine, task(PICTURE, "noir"), stop))
    assert sorted(_rendered(engine, "noir")) == [1, 2, 3, 4]


def test_a_long_variant_that_nobody_wants_any_more_is_given_up() -> None:
    """The next job gets the processes at once: those that were busy are other ones then."""
    others, engine = _children(), ClassicalEngine(1)
    engine.load(CARD)
    busy: set[int] = set()

    def stop(step: Step) -> None:
        if "so far" in step.stage:
            busy.update(_children() - others)
            raise Cancelled

    try:
        large = landscape(2400, 1800)
        with pytest.raises(Cancelled):
            list(alone(engine, task(large, "as an oil painting", count=2), stop))
        assert sorted(_rendered(engine, "noir")) == [1, 2, 3, 4]
        assert busy
        assert not busy & _children()
    finally:
        engine.close()


def test_closing_does_not_wait_for_what_is_under_way() -> None:
    engine = ClassicalEngine(1)
    before = _children()
    rendering = alone(engine, task(landscape(800, 600), "as an oil painting"), _ignore)
    assert next(iter(rendering)).index == 1
    engine.close()
    assert _children() <= before


@pytest.mark.parametrize("pooled", [True, False], ids=["pooled", "inline"])
def test_a_clip_reports_how_far_it_is(engine: ClassicalEngine, pooled: bool) -> None:
    steps: list[Step] = []
    running = engine if pooled else ClassicalEngine(inline=True)
    rendered = alone(running, task(CLIP, "6 s", intent=Intent.ANIMATE, count=1), steps.append)
    assert [variant.index for variant in rendered] == [1]
    fractions = [step.fraction for step in steps]
    assert fractions == sorted(fractions)
    assert (fractions[0], fractions[-1], len(set(fractions)) > 3) == (0, 1, True)


@pytest.mark.parametrize("pooled", [True, False], ids=["pooled", "inline"])
def test_a_clip_is_cancelled_half_way(engine: ClassicalEngine, pooled: bool) -> None:
    running = engine if pooled else ClassicalEngine(inline=True)
    fractions: list[float] = []

    def stop(step: Step) -> None:
        fractions.append(step.fraction)
        if step.fraction > 0.1:
            raise Cancelled

    with pytest.raises(Cancelled):
        list(alone(running, task(CLIP, "6 s", intent=Intent.ANIMATE, count=1), stop))
    assert fractions[-1] < 1
    assert sorted(_rendered(running, "noir")) == [1, 2, 3, 4]


def test_a_stopped_task_ends_in_its_child() -> None:
    tally = Tally(multiprocessing.get_context("spawn"))
    first = tally.begin()
    tally.tell(first, 2, 0.5)
    assert tally.share(2) == 0.5
    second = tally.begin()
    assert tally.share(2) == 0
    with pytest.raises(Stopped):
        tally.tell(first, 2, 0.6)
    tally.tell(second, 2, 0.1)
    tally.end()
    with pytest.raises(Stopped):
        tally.tell(second, 2, 0.2)


def test_a_child_that_dies_is_replaced() -> None:
    engine = ClassicalEngine(1)
    try:
        variants: list[int] = []
        for variant in alone(engine, task(PICTURE, "noir"), _ignore):
            if not variants:
                _kill_children()
            variants.append(variant.index)
        assert sorted(variants) == [1, 2, 3, 4]
    finally:
        engine.close()


def _children() -> set[int]:
    """Process ids of the children of all pools."""
    children = multiprocessing.active_children()
    return {one.pid for one in children if one.pid and one.name.startswith("_BareProcess")}


def _kill_children() -> None:
    for child in _children():
        os.kill(child, 9)


@pytest.mark.parametrize(
    ("words", "intent", "says"),
    [
        ("a fox in the snow", Intent.IMAGINE, "it cannot draw “fox” without a diffusion model"),
        ("wizard riding a dragon", Intent.RESTYLE, "Its looks are watercolour, oil"),
        ("add a hat", Intent.EDIT, "needs a diffusion model"),
        ("keep her face", Intent.REFINE, "needs a diffusion model"),
    ],
    ids=lambda value: str(value)[:12],
)
def test_what_it_cannot_do_is_said(words: str, intent: Intent, says: str) -> None:
    engine = ClassicalEngine(inline=True)
    with pytest.raises(CannotDo, match=says) as caught:
        list(alone(engine, task(PICTURE, words, intent=intent), _ignore))
    assert caught.value.fields["model"] == CARD.title


def test_a_refusal_crosses_the_processes(engine: ClassicalEngine) -> None:
    with pytest.raises(CannotDo, match="dragon"):
        list(alone(engine, task(PICTURE, "wizard riding a dragon"), _ignore))


def test_without_a_picture_one_is_asked_for() -> None:
    with pytest.raises(PictureNeeded):
        list(alone(ClassicalEngine(inline=True), task(None, "noir"), _ignore))


def test_contenders_compete_on_one_seed() -> None:
    looks = ("watercolour", "noir", "riso")
    compared = _rendered(
        ClassicalEngine(inline=True), "compare", intent=Intent.COMPARE, contenders=looks, count=3
    )
    alone = _rendered(ClassicalEngine(inline=True), "noir", count=1)
    assert [compared[n].did.split(",")[0] for n in (1, 2)] == list(looks[:2])
    assert compared[3].did.startswith("riso print, ")
    assert np.array_equal(compared[2].pixels, alone[1].pixels)


def _from_words(words: str, **more: object) -> dict[int, Rendered]:
    wanted: dict[str, object] = {"intent": Intent.IMAGINE, "width": 96, "height": 64, **more}
    rendered = alone(ClassicalEngine(inline=True), task(None, words, **wanted), _ignore)
    return {variant.index: variant for variant in rendered}


def test_words_alone_become_posters_of_the_size_of_the_job() -> None:
    posters = _from_words("a lighthouse at dusk")
    assert sorted(posters) == [1, 2, 3, 4]
    assert {poster.pixels.shape for poster in posters.values()} == {(64, 96, 3)}
    assert all(poster.did.startswith("drew: lighthouse, sea, dusk") for poster in posters.values())


def test_permutations_and_negatives_reach_the_posters() -> None:
    choices = ("red mountains", "blue mountains")
    prompt = Prompt("{red|blue} mountains", choices, negative="birds")
    posters = _from_words("", prompt=prompt, count=2)
    assert posters[1].did.startswith("drew: red mountains, meadow; left out: birds; ")
    assert posters[2].did.startswith("drew: blue mountains, meadow; left out: birds; ")


def test_looks_compete_on_one_poster() -> None:
    looks = ("watercolour", "noir")
    posters = _from_words(
        "a castle, compared", intent=Intent.COMPARE, contenders=looks, count=2, seed=3
    )
    assert posters[1].did.startswith("drew: castle, meadow; watercolour, ")
    assert posters[2].did.startswith("drew: castle, meadow; noir, ")


def test_ratio_and_negatives_of_a_request_reach_the_variants() -> None:
    prompt = Prompt("noir", ratio=Ratio(1, 1), negative="text")
    rendered = _rendered(ClassicalEngine(inline=True), "", prompt=prompt, count=1)[1]
    assert rendered.pixels.shape == (72, 72, 3)
    assert rendered.did.endswith("cropped to 1:1, “--no text” needs a diffusion model")


def test_each_input_has_its_own_variant() -> None:
    both = task(PICTURE, "noir", count=1)
    spec = replace(both.spec, inputs=both.spec.inputs * 2, each=True, count=2)
    wide = replace(both, spec=spec, inputs=(PICTURE, PICTURE[:40]))
    rendered = list(alone(ClassicalEngine(inline=True), wide, _ignore))
    assert [variant.pixels.shape[0] for variant in rendered] == [72, 40]


@pytest.mark.parametrize(
    ("words", "intent"),
    [
        pytest.param("make it warmer", Intent.EDIT, id="an edit"),
        pytest.param("noir", Intent.RESTYLE, id="a look"),
        pytest.param("square", Intent.REFRAME, id="a frame"),
    ],
)
def test_the_same_is_done_to_each_of_several(words: str, intent: Intent) -> None:
    both = task(PICTURE, words, intent=intent, count=1)
    spec = replace(both.spec, inputs=both.spec.inputs * 3, each=True, count=3)
    same = replace(both, spec=spec, inputs=(PICTURE,) * 3)
    first, *others = alone(ClassicalEngine(inline=True), same, _ignore)
    assert {other.did for other in others} == {first.did}
    assert all(np.array_equal(other.pixels, first.pixels) for other in others)


def _people(*pictures: Pixels) -> Task:
    """A crop to the face of each picture."""
    alone = task(PICTURE, "crop to the face", intent=Intent.REFRAME, count=1)
    inputs = alone.spec.inputs * len(pictures)
    spec = replace(alone.spec, inputs=inputs, each=True, count=len(pictures))
    return replace(alone, spec=spec, inputs=pictures)


@pytest.mark.parametrize("inline", [True, False], ids=["inline", "pooled"])
def test_of_several_pictures_the_one_that_cannot_be_done_is_left_and_named(inline: bool) -> None:
    engine = ClassicalEngine(1, inline=inline)
    try:
        first, second = alone(engine, _people(portrait(), PICTURE), _ignore)
    finally:
        engine.close()
    assert first.pixels.shape[0] < portrait().shape[0]
    assert np.array_equal(second.pixels, PICTURE)
    assert second.did.startswith("picture 2 left as it is: it finds no face")


def test_where_none_of_several_pictures_can_be_done_it_is_declined() -> None:
    with pytest.raises(CannotDo, match="cannot do that: it finds no face"):
        list(alone(ClassicalEngine(inline=True), _people(PICTURE, PICTURE), _ignore))
