"""Why a machine cannot serve a card, before anything is loaded."""

import json
from importlib.util import find_spec
from pathlib import Path

import pytest

from core.catalogue import Role
from tests.worker.cards import diffusion_card
from tests.worker.engines.diffusion import tokens
from tests.worker.engines.diffusion.shipped import SHIPPED
from tests.worker.engines.diffusion.tiny import saved
from tests.worker.engines.diffusion.tiny_qwen import qwen_image
from tests.worker.engines.diffusion.tiny_seeing import clipseg
from worker.engines.diffusion.examining import examine
from worker.engines.diffusion.faults import NoPackage
from worker.engines.diffusion.loading import load
from worker.engines.diffusion.machine import Machine
from worker.engines.diffusion.packages import needed_for

VISION = "without torchvision: pip install 'easel[vision]'"


@pytest.mark.skipif(bool(find_spec("torchvision")), reason="torchvision is installed")
def test_a_module_that_a_family_needs_is_named(tmp_path: Path) -> None:
    card = diffusion_card("qwen", family="qwen-image-edit-plus")
    saved("sdxl", tmp_path / "tests" / "qwen")
    assert examine(card, Machine.here(), tmp_path) == VISION


@pytest.mark.skipif(bool(find_spec("torchvision")), reason="torchvision is installed")
def test_all_that_is_missing_is_told_at_once(tmp_path: Path) -> None:
    told = examine(diffusion_card("qwen", family="qwen-image-edit-plus"), Machine.here(), tmp_path)
    assert told.startswith(f"{VISION}; and no weights in {tmp_path}; ")


@pytest.mark.skipif(bool(find_spec("torchvision")), reason="torchvision is installed")
@pytest.mark.parametrize("name", ["qwen-image-2.1", "kandinsky-6-pro", "joyai-image-edit-plus"])
def test_what_a_shipped_card_needs_is_told_before_its_weights_are_here(
    tmp_path: Path, name: str
) -> None:
    assert examine(SHIPPED.card(name), Machine.here(), tmp_path).startswith(VISION)


@pytest.mark.skipif(bool(find_spec("torchvision")), reason="torchvision is installed")
@pytest.mark.parametrize("kind", ["Qwen3VLProcessor", "Qwen2_5_VLProcessor", "PixtralProcessor"])
def test_what_the_parts_of_an_unknown_family_need_is_told(tmp_path: Path, kind: str) -> None:
    listed(tmp_path / "new", kind)
    assert examine(diffusion_card(source="new"), Machine.here(), tmp_path).startswith(VISION)


def test_what_usual_parts_need_is_there(tmp_path: Path) -> None:
    listed(tmp_path / "new", "CLIPImageProcessor", "Qwen2Tokenizer", "T5EncoderModel", "Absent")
    assert needed_for(diffusion_card(source="new"), tmp_path) == ""


@pytest.mark.skipif(bool(find_spec("torchvision")), reason="torchvision is installed")
def test_a_package_that_only_loading_misses_is_told_as_such(tmp_path: Path) -> None:
    folder = edits(tmp_path / "odd")
    with pytest.raises(NoPackage) as met:
        load(diffusion_card("odd", family="new"), folder, Machine.here())
    told = "Odd needs a package that is not installed here: pip install 'easel[vision]'."
    assert met.value.sentence == told


def edits(folder: Path) -> Path:
    """A model that edits, as far as it can be saved without torchvision."""
    qwen_image().save_pretrained(folder)
    tokens.qwen_vl().save_pretrained(folder / "processor")
    kinds = {"image_processor_type": "Qwen2VLImageProcessor", "processor_class": "Qwen2VLProcessor"}
    (folder / "processor" / "preprocessor_config.json").write_text(json.dumps(kinds))
    index = json.loads((folder / "model_index.json").read_text())
    index |= {"_class_name": "QwenImageEditPlusPipeline"}
    index |= {"processor": ["transformers", "Qwen2VLProcessor"]}
    (folder / "model_index.json").write_text(json.dumps(index))
    return folder


@pytest.mark.parametrize("index", ["{", "[]", "3"])
def test_an_index_that_cannot_be_read_is_damage(tmp_path: Path, index: str) -> None:
    (tmp_path / "new").mkdir()
    (tmp_path / "new" / "model_index.json").write_text(index)
    told = examine(diffusion_card(source="new"), Machine.here(), tmp_path)
    assert told.startswith("The weights of Tiny cannot be used (")


def listed(folder: Path, *kinds: str) -> None:
    """A folder of which the index names parts of these classes of transformers."""
    index = {f"part_{n}": ["transformers", kind] for n, kind in enumerate(kinds)}
    for name in index:
        (folder / name).mkdir(parents=True)
    (folder / "model_index.json").write_text(json.dumps(index))


def test_a_pipeline_that_the_library_has_not_is_told_before_it_is_loaded(tmp_path: Path) -> None:
    index = saved("sdxl", tmp_path / "odd") / "model_index.json"
    index.write_text(index.read_text().replace("StableDiffusionXLPipeline", "NoSuchPipeline"))
    told = examine(diffusion_card("odd", source="odd"), Machine.here(), tmp_path)
    assert "(a NoSuchPipeline, which diffusers" in told
    assert told.endswith(" has not); a newer diffusers is needed.")


def test_a_single_model_is_served_from_its_folder(tmp_path: Path) -> None:
    clipseg(tmp_path / "clipseg")
    card = diffusion_card("clipseg", family="clipseg", source="clipseg", roles=(Role.SEGMENT,))
    assert not examine(card, Machine.here(), tmp_path)
