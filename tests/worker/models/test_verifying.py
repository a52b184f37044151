"""`easel models verify`: complete, incomplete, damaged, not here."""

import json
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from safetensors.torch import load_file, save_file

from core.catalogue import ModelCard
from tests.worker.cards import diffusion_card
from tests.worker.engines.diffusion.tiny import saved
from tests.worker.models.conftest import Home
from tests.worker.models.hub import COMMIT, tag
from tests.worker.models.publisher import NEEDED, SOURCE, UNET, card, pipeline, weights
from worker.models.notes import Noted, note
from worker.models.verifying import State, Verifier

CARD = diffusion_card(source=SOURCE)
INDEX = "model_index.json"
SHARDS = "unet/diffusion_pytorch_model.safetensors.index.json"


@pytest.fixture
def noted(tmp_path: Path) -> Path:
    """A folder of weights with notes of what the publisher has."""
    folder = put(tmp_path)
    files = [Noted(path, tag(pipeline()[path]), len(pipeline()[path])) for path in NEEDED]
    note(folder, COMMIT, files)
    return folder


@pytest.fixture
def copied(tmp_path: Path) -> Path:
    """A folder of weights that somebody copied."""
    return put(tmp_path)


def put(models: Path) -> Path:
    """The files of the publisher, in their folder."""
    for path in NEEDED:
        file = models / SOURCE / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(pipeline()[path])
    return models / SOURCE


def test_what_somebody_copied_lacks_a_tensor(tmp_path: Path) -> None:
    folder = saved("z-image", tmp_path / "tiny")
    file = folder / "transformer/diffusion_pytorch_model.safetensors"
    tensors = load_file(file)
    tensors.popitem()
    save_file(tensors, file)
    own = diffusion_card(source="tiny")
    assert Verifier(tmp_path).verdict(own).damaged == (f"{file.relative_to(folder)}",)
    assert Verifier(tmp_path, deep=False).verdict(own).state is State.COMPLETE


@pytest.mark.parametrize("deep", [True, False], ids=["deep", "quick"])
def test_a_pipeline_that_diffusers_has_not_is_none_that_runs(
    noted: Path, tmp_path: Path, deep: bool
) -> None:
    index = json.dumps(json.loads(pipeline()[INDEX]) | {"_class_name": "NoSuchPipeline"}).encode()
    (noted / INDEX).write_bytes(index)
    others = [Noted(path, tag(pipeline()[path])) for path in NEEDED - {INDEX}]
    note(noted, COMMIT, [*others, Noted(INDEX, tag(index))])
    verdict = Verifier(tmp_path, deep).verdict(CARD)
    assert verdict.state is State.UNKNOWN
    assert verdict.line.startswith("tiny: cannot be run here: a NoSuchPipeline, which diffusers ")
    assert verdict.line.endswith(" has not; a newer diffusers is needed")
    assert verdict.data()["unknown"] in verdict.line


def flipped(file: Path) -> None:
    """One bit of the last byte is another."""
    content = bytearray(file.read_bytes())
    content[-1] ^= 1
    file.write_bytes(content)


def cut(file: Path) -> None:
    """The last ten bytes are lost."""
    file.write_bytes(file.read_bytes()[:-10])


def garbled(file: Path) -> None:
    """What lies there is something else."""
    file.write_bytes(b"\xff" * 64)


Harm = Callable[[Path], None]


@pytest.mark.parametrize("deep", [True, False], ids=["deep", "quick"])
@pytest.mark.parametrize("which", ["noted", "copied"])
def test_what_is_whole_is_complete(
    which: str, deep: bool, tmp_path: Path, request: pytest.FixtureRequest
) -> None:
    request.getfixturevalue(which)
    verdict = Verifier(tmp_path, deep).verdict(CARD)
    assert (verdict.state, verdict.compared) == (State.COMPLETE, which == "noted")


@pytest.mark.parametrize(
    ("path", "harm", "state"),
    [
        (UNET, flipped, State.DAMAGED),
        (UNET, cut, State.DAMAGED),
        (UNET, Path.unlink, State.INCOMPLETE),
        ("unet/config.json", flipped, State.DAMAGED),
        ("tokenizer/vocab.json", Path.unlink, State.INCOMPLETE),
        ("model_index.json", Path.unlink, State.INCOMPLETE),
    ],
    ids=["flipped", "cut", "missing", "setting", "setting missing", "index missing"],
)
def test_each_file_is_compared_with_what_was_noted(
    noted: Path, tmp_path: Path, path: str, harm: Harm, state: State
) -> None:
    harm(noted / path)
    verdict = Verifier(tmp_path).verdict(CARD)
    assert verdict.state is state
    assert (verdict.damaged or verdict.missing) == (path,)
    assert f"{path}; `easel models pull tiny` mends it" in verdict.line


@pytest.mark.parametrize("path", [UNET, "unet/config.json"], ids=["weights", "setting"])
def test_a_quick_look_sees_what_is_cut(noted: Path, tmp_path: Path, path: str) -> None:
    cut(noted / path)
    assert Verifier(tmp_path, deep=False).verdict(CARD).damaged == (path,)


@pytest.mark.parametrize(
    ("path", "harm", "damaged", "missing"),
    [
        (UNET, cut, (UNET,), ()),
        (UNET, garbled, (UNET,), ()),
        (UNET, Path.unlink, (), ("unet/*.safetensors",)),
        ("tokenizer/vocab.json", Path.unlink, (), ("tokenizer/",)),
        ("model_index.json", Path.unlink, (), ("model_index.json",)),
        ("model_index.json", cut, ("model_index.json",), ()),
    ],
    ids=["cut", "no header", "weights missing", "empty", "no index", "index cut"],
)
def test_what_nobody_noted_is_held_against_itself(
    copied: Path,
    tmp_path: Path,
    path: str,
    harm: Harm,
    damaged: tuple[str, ...],
    missing: tuple[str, ...],
) -> None:
    harm(copied / path)
    verdict = Verifier(tmp_path).verdict(CARD)
    assert (verdict.damaged, verdict.missing) == (damaged, missing)


def test_a_shard_that_its_list_names_is_missed(copied: Path, tmp_path: Path) -> None:
    names = {"a": "one.safetensors", "b": "two.safetensors"}
    (copied / SHARDS).write_text(json.dumps({"weight_map": names}), encoding="utf-8")
    (copied / "unet/one.safetensors").write_bytes(weights())
    assert Verifier(tmp_path).verdict(CARD).missing == ("unet/two.safetensors",)


def test_what_hf_download_noted_is_compared_too(copied: Path, tmp_path: Path) -> None:
    kept = copied / f".cache/huggingface/download/{UNET}.metadata"
    kept.parent.mkdir(parents=True)
    kept.write_text(f"{COMMIT}\n{tag(pipeline()[UNET])}\n1.0\n", encoding="utf-8")
    assert Verifier(tmp_path).verdict(CARD).state is State.COMPLETE
    flipped(copied / UNET)
    assert Verifier(tmp_path).verdict(CARD).damaged == (UNET,)


def test_a_file_is_read_in_small_pieces_and_once_for_two_cards(noted: Path, tmp_path: Path) -> None:
    pieces: list[int] = []
    verifier = Verifier(tmp_path)
    assert verifier.size(CARD) == sum(len(pipeline()[path]) for path in NEEDED)
    for one in (CARD, diffusion_card("again", source=SOURCE)):
        verifier.verdict(one, pieces.append)
    assert sum(pieces) == sum(len(pipeline()[path]) for path in NEEDED)


@pytest.mark.parametrize(
    ("card", "line"),
    [
        (CARD, "tiny: not here; `easel models pull tiny`"),
        (diffusion_card(source="/srv/no"), "tiny: not here; its card names the folder /srv/no"),
    ],
    ids=["to be pulled", "a folder"],
)
def test_what_is_not_here_is_said(tmp_path: Path, card: ModelCard, line: str) -> None:
    verdict = Verifier(tmp_path).verdict(card)
    assert (verdict.state, verdict.line) == (State.ABSENT, line)


def test_without_names_all_that_are_here_are_verified(home: Home) -> None:
    assert home.models("verify").stdout == f"No weights in {home.folder / 'models'}.\n"
    home.cards(card(), card("absent", source="maker/absent"))
    put(home.folder / "models")
    done = home.models("verify")
    assert (done.returncode, done.stdout.count("\n")) == (0, 1)
    assert done.stdout.startswith(f"tiny: complete in {home.tiny}; nobody noted what")


def test_previews_that_are_here_for_another_model_make_none_complete(home: Home) -> None:
    small = 'preview = "maker/small"'
    home.cards(card(extra=small), card("absent", source="maker/absent", extra=small))
    put(home.folder / "models")
    shutil.copytree(home.tiny, home.folder / "models/maker/small")
    first, second = home.models("verify").stdout.splitlines()
    assert first.startswith("tiny: complete in")
    assert second.startswith("tiny (maker/small): complete in")


def test_what_was_pulled_is_verified_for_programs(home: Home) -> None:
    home.models("pull", "tiny")
    flipped(home.tiny / UNET)
    done = home.models("verify", "tiny", "--json")
    assert done.returncode == 1
    assert json.loads(done.stdout) == [
        {
            "name": "tiny",
            "state": "damaged",
            "folder": str(home.tiny),
            "missing": [],
            "damaged": [UNET],
            "compared": True,
        },
    ]
