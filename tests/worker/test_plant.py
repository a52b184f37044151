"""What a worker renders with, of what lies in its folder of weights."""

import subprocess
from dataclasses import replace
from pathlib import Path
from sys import executable
from typing import Any

import pytest

from core.catalogue import Catalogue, ModelCard, Role
from tests.worker.cards import diffusion_card
from tests.worker.engines.diffusion.sight.tiny import saved
from worker.engines.diffusion.machine import Machine, NoDevice
from worker.engines.diffusion.weights import BadWeights
from worker.plant import Plant
from worker.serving import served
from worker.settings import WorkerSettings

CHECK = diffusion_card(
    "check",
    family="image-classification",
    source="check",
    roles=(Role.SAFETY,),
    intents=(),
)


def apart(*given: Any) -> Any:
    raise NotImplementedError


def plant(models: Path) -> Plant:
    """What this machine has, weights or not."""
    return Plant(WorkerSettings(home=models, models=models), apart, apart, Machine.all())


def cards(one: Plant, *known: ModelCard) -> tuple[str, ...]:
    """Names of those that are served."""
    return served(Catalogue(known), one.examiners).cards


@pytest.mark.parametrize("damage", ["{", "[]"], ids=["cut", "a list"])
def test_a_damaged_safety_check_lets_nothing_pass_unchecked(tmp_path: Path, damage: str) -> None:
    (saved("image-classification", tmp_path / "check") / "config.json").write_text(damage)
    one = plant(tmp_path)
    assert cards(one, CHECK) == ()
    with pytest.raises(BadWeights, match=r"config\.json"):
        one.guard(Catalogue((CHECK,)), ())


def test_where_no_safety_check_lies_none_is_missed(tmp_path: Path) -> None:
    assert plant(tmp_path).guard(Catalogue((CHECK,)), ()) is None


def test_a_device_serves_what_came_since_it_was_last_asked(tmp_path: Path) -> None:
    one = plant(tmp_path)
    serves = one.serving_on(one.machines[0])
    assert not serves(CHECK)
    saved("image-classification", tmp_path / "check")
    assert serves(CHECK)
    (tmp_path / "check" / "config.json").unlink()
    assert not serves(CHECK)


@pytest.mark.parametrize(
    ("name", "changes"),
    [("config.json", True), (".cache/huggingface/download/x.incomplete", False)],
    ids=["a file of the model", "what is still coming"],
)
def test_files_are_others_when_one_has_changed(tmp_path: Path, name: str, changes: bool) -> None:
    saved("image-classification", tmp_path / "check")
    one = plant(tmp_path)
    before = one.stamp(CHECK)
    file = tmp_path / "check" / name
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text('{"changed": true}')
    assert (one.stamp(CHECK) != before) is changes


WITHOUT = """
import sys
from pathlib import Path

sys.modules.update(dict.fromkeys(("torch", "diffusers", "transformers", "safetensors")))
from core.ports import Lane
from storage.opening import read_catalogue
from worker.plant import Plant
from worker.serving import served
from worker.settings import WorkerSettings

home = Path(sys.argv[1])
settings = WorkerSettings(home=home, models=home)
plant, known = Plant(settings, None, None), read_catalogue(settings)
cards = served(known, plant.examiners).cards
assert plant.guard(known, cards) is None
assert not any(plant.switches(card) or plant.stamp(card) for card in known)
plant.devices(Lane.STILLS)
plant.close()
print(*cards)
"""


def test_without_the_libraries_of_models_there_is_a_worker(tmp_path: Path) -> None:
    """As on the machine of a newcomer: the whole suite has them, `make demo` does not."""
    ran = subprocess.run(
        [executable, "-c", WITHOUT, str(tmp_path)], capture_output=True, text=True, check=False
    )
    assert ran.returncode == 0, ran.stderr
    assert ran.stdout.split() == ["classical"]


WITHOUT_WEIGHTS = """
import sys
from pathlib import Path

from storage.opening import read_catalogue
from worker.plant import Plant
from worker.serving import served
from worker.settings import WorkerSettings

home = Path(sys.argv[1])
known = read_catalogue(WorkerSettings(home=home))
plant = Plant.of(WorkerSettings(home=home, models=home), None, None, known)
serving = served(known, plant.examiners)
assert plant.guard(known, serving.cards) is None
print(plant.told, *serving.table(plant.switches), sep="\\n")
print("loaded", *{"torch", "diffusers", "transformers"} & sys.modules.keys())
"""


def test_without_weights_the_libraries_of_models_are_not_loaded(tmp_path: Path) -> None:
    """They take most of the time that a worker needs to start."""
    ran = subprocess.run(
        [executable, "-c", WITHOUT_WEIGHTS, str(tmp_path)],
        capture_output=True,
        text=True,
        check=False,
    )
    first, *table, last = ran.stdout.splitlines()
    assert first.endswith(
        "what models could run on is looked for when a worker starts and finds weights"
    )
    assert any(f"no weights in {tmp_path}; `easel models pull NAME`" in line for line in table)
    assert last == "loaded", ran.stderr


@pytest.mark.parametrize("here", [False, True], ids=["no weights", "weights"])
def test_devices_are_looked_for_where_there_are_weights(tmp_path: Path, here: bool) -> None:
    if here:
        (tmp_path / "check").mkdir()
        (tmp_path / "check" / "README.md").touch()
    settings = WorkerSettings(home=tmp_path, models=tmp_path)
    assert bool(Plant.of(settings, apart, apart, [CHECK]).machines) is here


def test_a_card_that_nobody_can_look_for_leaves_the_others_served(tmp_path: Path) -> None:
    saved("image-classification", tmp_path / "check")
    odd = replace(CHECK, name="odd", source="x" * 300)  # longer than a file system takes
    one = Plant.of(WorkerSettings(home=tmp_path, models=tmp_path), apart, apart, [odd, CHECK])
    assert cards(one, odd, CHECK) == ("check",)
    assert "File name too long" in one.against(odd)


def test_a_device_that_is_named_has_to_be_there_without_weights_too(tmp_path: Path) -> None:
    settings = WorkerSettings(home=tmp_path, models=tmp_path, devices=(99,))
    with pytest.raises(NoDevice, match="99"):
        Plant.of(settings, apart, apart, [CHECK])


@pytest.mark.parametrize("source", ["check", "/nowhere/check"], ids=["name", "folder"])
def test_without_a_device_a_model_is_left_out_for_the_same_reason(
    tmp_path: Path, source: str
) -> None:
    card = replace(CHECK, source=source)
    bare = Plant.of(plant(tmp_path).settings, apart, apart, [card])
    assert bare.machines == ()
    assert bare.against(card) == plant(tmp_path).against(card) != ""


def test_libraries_of_every_engine_are_told(tmp_path: Path) -> None:
    told = dict(one.split(" ", 1) for one in plant(tmp_path).libraries)
    assert {"easel", "numpy", "opencv", "torch", "diffusers"} <= told.keys()


def test_what_a_model_runs_in_is_told_of_those_that_need_a_device(tmp_path: Path) -> None:
    one = plant(tmp_path)
    (device,) = one.machines
    assert one.runs(CHECK) == (f"float32 on {device.kind}",)
    assert one.runs(replace(CHECK, engine="classical")) == ()


def test_the_revision_of_weights_changes_with_them(tmp_path: Path) -> None:
    one, folder = plant(tmp_path), tmp_path / "check"
    assert one.revision(CHECK) == ""
    saved("image-classification", folder)
    before = one.revision(CHECK)
    (folder / "config.json").write_text("{}")
    assert before
    assert one.revision(CHECK) not in ("", before)
