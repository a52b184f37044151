"""`easel models pull`: what is fetched, what is asked, and what goes on after a break."""

import fcntl
import json
import os
import pty
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from tests.worker.cards import diffusion_card
from tests.worker.models.conftest import Home
from tests.worker.models.hub import COMMIT, tag
from tests.worker.models.publisher import (
    NEEDED,
    SOURCE,
    UNET,
    card,
    in_blocks,
    lending,
    pipeline,
    weights,
)
from worker.engines.diffusion.weights import folder_of, revision_of
from worker.models.fetching import PARTS
from worker.models.notes import noted

pytestmark = pytest.mark.timeout(120)

CHUNK = 10_485_760  # bytes that huggingface_hub writes at once
LARGE = weights(6_000_000)  # more than two of them
HALVED = "unet/diffusion_pytorch_model.fp16.safetensors"
HALF = CHUNK + 3_000_000


def files(folder: Path) -> set[str]:
    """All but notes."""
    found = (file.relative_to(folder) for file in folder.rglob("*") if file.is_file())
    return {file.as_posix() for file in found if file.parts[0] != ".cache"}


def test_what_a_pipeline_needs_is_fetched_and_nothing_else(home: Home) -> None:
    done = home.models("pull", "tiny")
    assert done.returncode == 0, done.stderr
    assert files(home.tiny) == NEEDED
    assert set(home.hub.fetched()) == NEEDED
    assert all((home.tiny / path).read_bytes() == pipeline()[path] for path in NEEDED)


def test_the_folder_is_where_workers_look_and_its_revision_is_noted(home: Home) -> None:
    assert home.models("pull", "tiny").returncode == 0
    folder = folder_of(diffusion_card(source=SOURCE), home.folder / "models")
    assert folder == home.tiny
    assert revision_of(folder) == COMMIT
    assert not (folder / PARTS).exists()


def test_what_will_be_fetched_is_said_first(home: Home) -> None:
    home.cards(card(free=False))
    plan = home.models("pull", "tiny").stdout
    size = sum(len(content) for path, content in pipeline().items() if path in NEEDED)
    assert f"Tiny: {SOURCE}, revision c0ffee000000\n" in plan
    assert "licence  Community licence: Read it first.\n" in plan
    assert f"fetches  5 files, {size / 1000:.1f} kB\n" in plan
    assert f"to       {home.tiny} (" in plan


def test_several_are_fetched_one_after_another(home: Home) -> None:
    home.hub.repositories["maker/other"] = pipeline(weights(seed=9))
    home.cards(card(), card("other", source="maker/other"))
    assert home.models("pull", "tiny", "other", "Tiny").returncode == 0
    assert files(home.tiny) == files(home.folder / "models/maker/other") == NEEDED


def test_what_two_cards_share_is_fetched_once(home: Home) -> None:
    home.cards(card(), card("again"))
    assert home.models("pull", "tiny", "again").returncode == 0
    assert home.hub.fetched().count(UNET) == 1


def test_previews_are_told_as_another_model(home: Home) -> None:
    home.hub.repositories["maker/small"] = pipeline(weights(seed=9))
    home.cards(card(free=False, extra='preview = "maker/small"'))
    told = home.models("pull", "tiny", "--accept-licence").stdout
    assert "Preview autoencoder of Tiny: maker/small, revision" in told
    assert told.count("licence  Community licence") == 1
    where = home.folder / "models/maker/small"
    assert (
        f"Preview autoencoder of Tiny is complete in {where}; workers find it when they start."
        in told
    )


def test_a_licence_with_conditions_is_not_taken_for_accepted(home: Home) -> None:
    home.cards(card(free=False))
    said = home.said("pull", "tiny")
    assert said.startswith("The licence of Tiny has conditions (Community licence), and nobody")
    assert home.hub.fetched() == ["model_index.json"]
    assert home.models("pull", "tiny", "--accept-licence").returncode == 0


@pytest.mark.parametrize(
    ("answer", "status"), [(b"y\n", 0), (b"n\n", 1), (b"\n", 1)], ids=["yes", "no", "nothing"]
)
def test_a_person_is_asked_for_the_licence(home: Home, answer: bytes, status: int) -> None:
    home.cards(card(free=False))
    ours, theirs = pty.openpty()
    os.write(ours, answer)
    done = subprocess.run(
        [sys.executable, "-m", "worker.models", "pull", "tiny"],
        env=home.environment(),
        stdin=theirs,
        capture_output=True,
        check=False,
    )
    os.close(ours)
    os.close(theirs)
    assert b"Do you accept the licence of Tiny (Community licence)? [y/N]" in done.stdout
    assert done.returncode == status
    assert (home.tiny / UNET).exists() == (status == 0)


def test_what_was_stopped_goes_on_where_it_was(home: Home) -> None:
    home.hub.repositories[SOURCE] = pipeline(LARGE)
    home.hub.stalls[UNET] = HALF
    going = subprocess.Popen(
        [sys.executable, "-m", "worker.models", "pull", "tiny"],
        env=home.environment(),
        stderr=subprocess.PIPE,
        stdout=subprocess.DEVNULL,
        text=True,
    )
    assert home.hub.silent.wait(60)
    coming = UNET.replace("/", "--")  # the others are put into their places meanwhile
    while [one.stat().st_size for one in (home.tiny / PARTS).glob(f"{coming}*")] != [CHUNK]:
        assert going.poll() is None
    going.send_signal(signal.SIGINT)
    assert "what has come is kept" in going.communicate()[1]
    assert going.returncode == 130
    again = home.models("pull", "tiny")
    assert again.returncode == 0, again.stderr
    assert [one.range for one in home.hub.asked if one.path == UNET] == ["", f"bytes={CHUNK}-"]
    assert (home.tiny / UNET).read_bytes() == LARGE


def test_a_connection_that_ends_too_early_goes_on_by_itself(home: Home) -> None:
    home.hub.repositories[SOURCE] = pipeline(LARGE)
    home.hub.breaks[UNET] = [HALF]
    assert home.models("pull", "tiny").returncode == 0
    assert [one.range for one in home.hub.asked if one.path == UNET] == ["", f"bytes={CHUNK}-"]
    assert (home.tiny / UNET).read_bytes() == LARGE


def test_a_connection_that_is_reset_is_made_again(home: Home) -> None:
    home.hub.repositories[SOURCE] = pipeline(LARGE)
    home.hub.breaks[UNET] = [HALF]
    home.hub.resets.append(UNET)
    assert home.models("pull", "tiny").returncode == 0
    assert home.hub.fetched().count(UNET) == 2
    assert (home.tiny / UNET).read_bytes() == LARGE


def test_what_is_not_what_the_publisher_has_is_thrown_away(home: Home) -> None:
    home.hub.swapped[UNET] = weights(seed=5)
    said = home.said("pull", "tiny")
    assert said.startswith(f"What came for {UNET} is not what its publisher has")
    assert not (home.tiny / UNET).exists()
    assert not (home.tiny / "model_index.json").exists(), "a worker would take it for a model"
    verified = home.models("verify", "tiny").stdout
    assert verified.startswith(f"tiny: incomplete: without model_index.json, {UNET}; `easel models")
    home.hub.swapped.clear()
    assert home.models("pull", "tiny").returncode == 0


def test_a_part_that_is_longer_than_its_file_is_thrown_away(home: Home) -> None:
    parts = home.tiny / PARTS
    parts.mkdir(parents=True)
    name = f"{UNET.replace('/', '--')}.{tag(pipeline()[UNET])[:16]}"
    (parts / name).write_bytes(pipeline()[UNET] + b"more")
    done = home.models("pull", "tiny")
    assert done.returncode == 0, done.stderr
    size = sum(len(content) for path, content in pipeline().items() if path in NEEDED)
    assert f"fetches  5 files, {size / 1000:.1f} kB\n" in done.stdout
    assert (home.tiny / UNET).read_bytes() == pipeline()[UNET]


def test_a_damaged_file_alone_is_fetched_again_with_the_index(home: Home) -> None:
    home.models("pull", "tiny")
    content = bytearray((home.tiny / UNET).read_bytes())
    content[-1] ^= 1
    (home.tiny / UNET).write_bytes(content)
    home.hub.asked.clear()
    done = home.models("pull", "tiny")
    assert "fetches  1 file, 4.1 kB (of " in done.stdout
    assert sorted(set(home.hub.fetched())) == ["model_index.json", UNET]
    assert (home.tiny / UNET).read_bytes() == pipeline()[UNET]


def test_what_is_complete_is_not_fetched_again(home: Home) -> None:
    home.models("pull", "tiny")
    home.hub.asked.clear()
    assert "fetches  nothing: all is there" in home.models("pull", "tiny").stdout
    assert home.hub.fetched() == ["model_index.json"]


def test_what_was_copied_is_noted(home: Home) -> None:
    for path in NEEDED:
        (home.tiny / path).parent.mkdir(parents=True, exist_ok=True)
        (home.tiny / path).write_bytes(pipeline()[path])
    assert "fetches  nothing: all is there" in home.models("pull", "tiny").stdout
    assert {file.path for file in noted(home.tiny)} == NEEDED


def test_a_new_version_takes_the_files_of_the_old_one_away(home: Home) -> None:
    home.hub.repositories[SOURCE]["unet/old.json"] = b"{}"
    home.models("pull", "tiny")
    (home.tiny / "unet/mine.json").write_text("{}", encoding="utf-8")
    home.hub.repositories[SOURCE] = pipeline(weights(seed=8))
    assert home.models("pull", "tiny").returncode == 0
    assert files(home.tiny) == NEEDED | {"unet/mine.json"}
    assert (home.tiny / UNET).read_bytes() == weights(seed=8)


def test_the_variant_that_a_card_names_is_fetched(home: Home) -> None:
    home.cards(card(extra='variant = "fp16"'))
    assert home.models("pull", "tiny").returncode == 0
    assert files(home.tiny) == NEEDED - {UNET} | {HALVED}


@pytest.mark.parametrize(
    ("token", "says"),
    [
        ("", "maker/tiny is given to those only whom its publisher lets in: ask for access at"),
        ("wrong", "set it as HF_TOKEN or keep it with `hf auth login`."),
    ],
    ids=["no token", "another's"],
)
def test_a_gated_model_says_where_to_ask(home: Home, token: str, says: str) -> None:
    home.hub.gated[SOURCE] = "right"
    said = home.said("pull", "tiny", **({"HF_TOKEN": token} if token else {}))
    assert says in said
    assert f"{home.hub.address}/maker/tiny" in said


def test_a_gated_model_comes_with_its_token(home: Home) -> None:
    home.hub.gated[SOURCE] = "right"
    assert home.models("pull", "tiny", HF_TOKEN="right").returncode == 0
    assert {one.token for one in home.hub.asked} == {"right"}


def test_a_private_model_is_seen_with_its_token(home: Home) -> None:
    home.hub.private[SOURCE] = "right"
    assert "if it is private, set HF_TOKEN" in home.said("pull", "tiny")
    assert home.models("pull", "tiny", HF_TOKEN="right").returncode == 0


@pytest.mark.parametrize(
    ("name", "more", "says"),
    [
        ("tiny", {"HF_HUB_OFFLINE": "1"}, "HF_HUB_OFFLINE is set, so nothing is fetched; unset"),
        ("tiny", {"HF_ENDPOINT": "http://127.0.0.1:9"}, "http://127.0.0.1:9 cannot be reached ("),
        ("absent", {}, "has no model maker/absent that can be seen from here"),
        ("url", {}, "has no model https://maker/tiny that can be seen from here"),
        ("later", {}, "maker/tiny has no revision v9;"),
        ("other", {}, "has no files of the variant fp8 that its card names"),
        ("mine", {}, "The weights of Mine are the folder /srv/mine, as its card says; there is"),
        ("classical", {}, "Easel Classical has no weights here: its engine is classical."),
        ("nobody", {}, "There is no model called nobody; the models are "),
    ],
    ids=[
        "offline",
        "no network",
        "unknown",
        "no name",
        "revision",
        "variant",
        "folder",
        "engine",
        "name",
    ],
)
def test_what_cannot_be_fetched_is_one_sentence(
    home: Home, name: str, more: dict[str, str], says: str
) -> None:
    home.cards(
        card(),
        card("absent", source="maker/absent"),
        card("url", source="https://maker/tiny"),
        card("later", extra='revision = "v9"'),
        card("other", extra='variant = "fp8"'),
        card("mine", source="/srv/mine"),
    )
    assert says in home.said("pull", name, **more)


@pytest.mark.parametrize(
    ("status", "says"),
    [(401, "does not accept the token"), (500, "answered maker/tiny with an error (500)")],
    ids=["token", "trouble"],
)
def test_what_the_hub_refuses_is_one_sentence(home: Home, status: int, says: str) -> None:
    home.hub.status = status
    home.hub.message = "Invalid credentials in Authorization header"
    assert says in home.said("pull", "tiny", HF_TOKEN="worn")


def test_what_does_not_fit_the_disk_is_not_begun(home: Home) -> None:
    files = {f"unet/{number}.safetensors": weights(seed=number) for number in range(50)}
    home.hub.repositories[SOURCE] = {**pipeline(), **files}
    del home.hub.repositories[SOURCE][UNET], home.hub.repositories[SOURCE][HALVED]
    home.hub.claimed = dict.fromkeys(files, 40 * 10**9)
    said = home.said("pull", "tiny")
    assert said.startswith("2.0 TB are to be fetched, and the disk of ")
    assert not home.tiny.exists()


def test_a_file_that_the_hub_does_not_send_in_one_piece_is_named(home: Home) -> None:
    home.hub.claimed[UNET] = 60 * 10**9
    assert "`hf download maker/tiny --local-dir" in home.said("pull", "tiny")


def test_a_disk_that_fills_up_is_one_sentence(home: Home) -> None:
    parts = home.tiny / PARTS
    parts.mkdir(parents=True)
    name = f"{UNET.replace('/', '--')}.{tag(pipeline()[UNET])[:16]}"
    (parts / name).symlink_to("/dev/full")
    assert home.said("pull", "tiny").startswith(f"The disk of {home.tiny} is full; make room")


def test_a_folder_that_cannot_be_written_is_one_sentence(home: Home) -> None:
    (home.folder / "file").touch()
    said = home.said("pull", "tiny", EASEL_MODELS=str(home.folder / "file"))
    assert said.startswith(f"Weights cannot be kept in {home.folder}/file/maker/tiny (Not a dir")


@pytest.mark.parametrize("index", [b"[", b"[" * 100_000 + b"]" * 100_000], ids=["half", "nested"])
def test_an_index_that_cannot_be_read_is_one_sentence(home: Home, index: bytes) -> None:
    home.hub.repositories[SOURCE]["model_index.json"] = index
    assert home.said("pull", "tiny").startswith("The model_index.json of maker/tiny cannot be read")


def test_two_do_not_fetch_into_one_folder(home: Home) -> None:
    parts = home.tiny / PARTS
    parts.mkdir(parents=True)
    with (parts / "lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        assert home.said("pull", "tiny").startswith("Another process is fetching into ")


def test_a_list_cannot_lead_out_of_the_folder(home: Home) -> None:
    index = {"..": ["diffusers", "Evil"]}
    evil = {"model_index.json": json.dumps(index).encode(), "../evil.json": b"{}"}
    home.hub.repositories[SOURCE] = evil
    assert "lists a file that cannot be written here (../evil.json)" in home.said("pull", "tiny")


BLOCKS = {
    "modular_model_index.json",
    "unet/config.json",
    UNET,
    "vae/config.json",
    "vae/diffusion_pytorch_model.safetensors",
}


@pytest.mark.parametrize("folder", ["autoencoder", "", "vae"], ids=["a folder", "its root", "vae"])
def test_a_part_that_lies_in_another_repository_is_fetched_too(home: Home, folder: str) -> None:
    home.hub.repositories[SOURCE] = in_blocks("other/fix", folder)
    home.hub.repositories["other/fix"] = lending(f"{folder}/" if folder else "")
    done = home.models("pull", "tiny")
    assert done.returncode == 0, done.stderr
    assert "with     vae from other/fix, revision c0ffee000000\n" in done.stdout
    assert files(home.tiny) == BLOCKS
    assert folder_of(diffusion_card(source=SOURCE), home.folder / "models") == home.tiny
    assert home.models("verify", "tiny").returncode == 0
    assert "fetches  nothing: all is there" in home.models("pull", "tiny").stdout


def test_a_part_that_its_other_repository_lacks_is_told(home: Home) -> None:
    home.hub.repositories[SOURCE] = in_blocks("other/fix", "decoder")
    home.hub.repositories["other/fix"] = lending()
    said = home.said("pull", "tiny")
    assert said.startswith(f"{SOURCE} says that its vae is in other/fix, and that has no decoder")
    assert files(home.tiny) == set()


def test_another_repository_that_is_not_there_is_named(home: Home) -> None:
    home.hub.repositories[SOURCE] = in_blocks()
    assert "other/fix" in home.said("pull", "tiny")
