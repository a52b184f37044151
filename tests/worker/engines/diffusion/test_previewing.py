"""Between the steps of a pass, people see what is coming."""

# pyright: reportPrivateImportUsage=false

import shutil
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import diffusers
import numpy as np
import pytest
import torch
from diffusers import FluxPipeline
from safetensors.torch import save_file

from core.errors import Cancelled
from tests.values import spec
from tests.worker.cards import diffusion_card
from tests.worker.engines.diffusion.tiny import saved, tiny_autoencoder
from worker.engine import Pixels, Share, Step, Task
from worker.engines.diffusion.engine import DiffusionEngine
from worker.engines.diffusion.examining import examine, switched
from worker.engines.diffusion.machine import Machine
from worker.engines.diffusion.previewing import Previewer

CHANNELS = {"sdxl": 4, "z-image": 16, "flux2-klein": 4}


@pytest.fixture(scope="module")
def models(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Weights of some models, and a small autoencoder for each."""
    folder = tmp_path_factory.mktemp("models")
    for family, channels in CHANNELS.items():
        saved(family, folder / family)
        tiny_autoencoder(channels).save_pretrained(folder / f"tae-{family}")
    return folder


def seen(models: Path, family: str, every: float = 0.0, preview: str = "tae") -> list[Pixels]:
    """What somebody sees of a pass of three steps that a stranger shares."""
    extra = {"preview": f"{preview}-{family}"}
    card = diffusion_card(family, family=family, source=family, steps=3, extra=extra)
    engine = DiffusionEngine(Machine.here(), models, preview_every=every)
    engine.load(card)
    steps: list[Step] = []
    task = Task(spec(inputs=(), count=1, model=family), card, ())
    shares = [Share(task, (1,), _ignore), Share(_other(task), (1,), steps.append)]
    list(engine.render(shares, 2))
    engine.close()
    return [step.preview for step in steps if step.preview is not None]


def _other(task: Task) -> Task:
    return replace(task, spec=replace(task.spec, seed=99))


def _ignore(step: Step) -> None:
    pass


@pytest.mark.parametrize("family", CHANNELS)
def test_each_step_but_the_last_shows_what_is_coming(models: Path, family: str) -> None:
    first, second = seen(models, family)
    assert first.shape == second.shape == (64, 64, 3)
    assert not np.array_equal(first, second)


def test_not_more_often_than_chats_show_it(models: Path) -> None:
    assert seen(models, "sdxl", every=60.0) == []


def test_a_model_without_its_small_autoencoder_works_without(models: Path) -> None:
    assert seen(models, "sdxl", preview="absent") == []


def cut(folder: Path) -> None:
    """What a full disk leaves of a file."""
    (file,) = folder.glob("*.safetensors")
    file.write_bytes(file.read_bytes()[:100])


def emptied(folder: Path) -> None:
    """What a download that was stopped leaves of a file."""
    (file,) = folder.glob("*.safetensors")
    file.write_bytes(b"")


def unlisted(folder: Path) -> None:
    """Settings that end too soon."""
    (folder / "config.json").write_text("{")


def removed(folder: Path) -> None:
    """Settings, and no weights."""
    (file,) = folder.glob("*.safetensors")
    file.unlink()


def replaced(folder: Path) -> None:
    """The tensors of another one."""
    (file,) = folder.glob("*.safetensors")
    save_file({"weight": torch.zeros(1)}, file)


def model_with(damage: Callable[[Path], None], models: Path, tmp_path: Path) -> Path:
    """A model, and a small autoencoder with that damage."""
    (tmp_path / "sdxl").symlink_to(models / "sdxl")
    damage(Path(shutil.copytree(models / "tae-sdxl", tmp_path / "tae-sdxl")))
    return tmp_path


@pytest.mark.parametrize("damage", [cut, emptied, unlisted, removed, replaced])
def test_a_model_whose_small_autoencoder_is_damaged_works_without(
    models: Path, tmp_path: Path, damage: Callable[[Path], None]
) -> None:
    assert seen(model_with(damage, models, tmp_path), "sdxl") == []


@pytest.mark.parametrize(
    ("damage", "said"),
    [
        (cut, "without previews: diffusion_pytorch_model.safetensors"),
        (unlisted, "without previews: config.json"),
        (removed, "without previews: files are missing"),
    ],
)
def test_a_damaged_small_autoencoder_is_told_at_the_start(
    models: Path, tmp_path: Path, damage: Callable[[Path], None], said: str
) -> None:
    folder, machine = model_with(damage, models, tmp_path), Machine.here()
    card = diffusion_card("sdxl", family="sdxl", source="sdxl", extra={"preview": "tae-sdxl"})
    assert examine(card, machine, folder) == ""
    assert switched(card, machine, folder) == (said,)


@pytest.mark.parametrize(
    "shape",
    [
        pytest.param((1, 16, 8, 8), id="other channels"),
        pytest.param((1, 4, 2, 8, 8), id="of a clip"),
        pytest.param((1, 15, 16), id="patches of another size"),
    ],
)
def test_latents_of_another_kind_are_not_shown(shape: tuple[int, ...]) -> None:
    previewer = Previewer(tiny_autoencoder(4), Machine.here())
    assert previewer.picture(torch.zeros(shape), 64, 64) is None


def decoded(latents: torch.Tensor, norm: torch.nn.Module | None = None) -> Pixels:
    """The picture of latents of 64 x 64 px."""
    picture = Previewer(tiny_autoencoder(4), Machine.here()).picture(latents, 64, 64, norm)
    assert picture is not None
    return picture


def test_packed_patches_go_back_to_their_places() -> None:
    """As FLUX packs them: of each two by two, one after another, channel by channel."""
    planes = torch.randn(1, 4, 8, 8)
    packed = FluxPipeline._pack_latents(planes, 1, 4, 8, 8)  # pyright: ignore[reportPrivateUsage]
    assert np.array_equal(decoded(planes), decoded(packed))


def test_what_was_normalised_is_shown_as_it_was() -> None:
    norm = torch.nn.BatchNorm2d(16, affine=False)
    norm.running_mean, norm.running_var = torch.randn(16), torch.rand(16) + 0.5
    packed = torch.randn(1, 16, 16)
    with torch.no_grad():
        square = packed.permute(0, 2, 1).reshape(1, 16, 4, 4)
        normal = norm.eval()(square).flatten(2).permute(0, 2, 1)
    assert np.abs(decoded(packed).astype(int) - decoded(normal, norm)).max() <= 1


def test_who_cancels_while_looking_ends_the_pass(models: Path) -> None:
    card = diffusion_card("sdxl", family="sdxl", source="sdxl", extra={"preview": "tae-sdxl"})
    engine = DiffusionEngine(Machine.here(), models, preview_every=0.0)
    engine.load(card)

    def stop(step: Step) -> None:
        raise Cancelled

    with pytest.raises(Cancelled):
        list(engine.render([Share(Task(spec(inputs=(), count=1), card, ()), (1,), stop)], 1))


def test_the_small_autoencoder_counts_as_a_part_of_its_model(models: Path) -> None:
    plain = diffusion_card("sdxl", family="sdxl", source="sdxl")
    with_it = replace(plain, extra={"preview": "tae-sdxl"})
    sizes = [DiffusionEngine(Machine.here(), models).load(card) for card in (plain, with_it)]
    small = diffusers.AutoencoderTiny.from_pretrained(models / "tae-sdxl")
    without, more = (sum(one.values()) for one in sizes)
    assert more - without == sum(one.nbytes for one in small.parameters())
