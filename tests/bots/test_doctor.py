"""`easel doctor`: settings with their origin, and every kind of trouble as a line."""

from importlib.util import find_spec
from pathlib import Path

import pytest

from bots.examining import WORKERS
from storage.settings import StorageSettings
from tests.bots.command_line import easel, said
from tests.manifests import brought
from worker.settings import WorkerSettings

pytestmark = pytest.mark.usefixtures("home")


def test_doctor_says_where_settings_come_from(
    tmp_path: Path, home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "easel.toml").write_text('web_port = 9000\nblobs = "elsewhere"\n')
    monkeypatch.setenv("EASEL_BLOBS", str(tmp_path / "files"))
    result = easel("doctor")
    assert result.exit_code == 0, result.output
    assert f"home = {home} (environment)" in result.stdout
    assert f"web_port = 9000 ({tmp_path / 'easel.toml'})" in result.stdout
    assert f"blobs = {tmp_path / 'files'} (environment)" in result.stdout
    assert "web_host = 127.0.0.1 (default)" in result.stdout
    assert "ok       database" in result.stdout
    assert "none     models that run" in result.stdout
    assert "none     safety: no safety check runs here" in result.stdout
    assert "ok       credentials: a certificate is made on this machine when" in result.stdout


@pytest.mark.parametrize(
    ("broken", "says"),
    [
        (False, "ok       credentials: signed as Easel, made on machine "),
        (True, "missing  credentials: The setting EASEL_C2PA_KEY is not usable"),
    ],
    ids=["good", "broken"],
)
def test_doctor_says_who_signs(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, broken: bool, says: str
) -> None:
    who = brought(tmp_path)
    monkeypatch.setenv("EASEL_C2PA_CERTIFICATE", who.certificate)
    monkeypatch.setenv("EASEL_C2PA_KEY", who.key)
    if broken:
        Path(who.key).write_text("hello")
    result = easel("doctor")
    assert says in result.stdout
    assert result.exit_code == int(broken)


def test_doctor_hides_passwords(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("EASEL_REDIS_URL", "redis://:hunter2@127.0.0.1:1/0")
    result = easel("doctor")
    assert result.exit_code == 1
    assert "hunter2" not in result.stdout
    assert "missing  Redis" in result.stdout


@pytest.mark.parametrize(
    ("url", "says"),
    [
        ("", "none     painting from chats: set EASEL_WEB_URL"),
        ("https://easel.example", "ok       painting from chats: https://easel.example"),
        ("http://10.0.0.7", "outside of itself: it wants https"),
    ],
    ids=["not set", "https", "http"],
)
def test_doctor_says_whether_chats_have_a_page_to_paint_on(
    monkeypatch: pytest.MonkeyPatch, url: str, says: str
) -> None:
    monkeypatch.setenv("EASEL_WEB_URL", url)
    assert says in easel("doctor").stdout


@pytest.mark.parametrize(
    ("name", "value", "says"),
    [
        ("EASEL_WEB_PORT", "many", "valid integer"),
        ("EASEL_LEASE", "-1", "greater than 0"),
        ("EASEL_WEB_NAMES", "easel.example.org", "write it as a JSON list"),
        ("EASEL_WEB_NAMES", "[1]", "valid string"),
    ],
    ids=["port", "lease", "no list", "list"],
)
def test_a_wrong_setting_is_named_by_its_variable(
    monkeypatch: pytest.MonkeyPatch, name: str, value: str, says: str
) -> None:
    monkeypatch.setenv(name, value)
    sentence = said(easel("models"))
    assert sentence.startswith(f"The setting {name} is not usable: ")
    assert says in sentence
    result = easel("doctor")
    assert result.exit_code == 1
    assert f"  missing  settings: {sentence}" in result.stdout


def test_a_home_that_cannot_be_is_found_missing(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("EASEL_HOME", "/dev/null/easel")
    result = easel("doctor")
    assert result.exit_code == 1
    assert "missing  home: The setting EASEL_HOME is not usable: /dev/null/easel" in result.stdout


@pytest.mark.parametrize("text", [b"web_port = = 3", b"home = '\xff'"], ids=["toml", "utf-8"])
def test_a_broken_settings_file_is_one_sentence(tmp_path: Path, text: bytes) -> None:
    (tmp_path / "easel.toml").write_bytes(text)
    assert "The setting easel.toml is not usable" in said(easel("models"))
    result = easel("doctor")
    assert result.exit_code == 1
    assert "  missing  settings: The setting easel.toml is not usable" in result.stdout


@pytest.mark.parametrize(
    ("name", "value", "check"),
    [
        ("EASEL_DATABASE_URL", "bogus://x", "database: The setting EASEL_DATABASE_URL"),
        ("EASEL_DATABASE_URL", "postgresql://127.0.0.1:1/x", "database: Easel's database"),
        ("EASEL_BLOBS", "bogus://x", "files: The setting EASEL_BLOBS"),
        ("EASEL_BLOBS", "/dev/null/x", "files: The setting EASEL_BLOBS"),
        ("EASEL_REDIS_URL", "bogus://x", "Redis: The setting REDIS_URL"),
    ],
    ids=["database", "refused", "files", "folder", "redis"],
)
def test_what_cannot_be_reached_is_found_missing(
    monkeypatch: pytest.MonkeyPatch, name: str, value: str, check: str
) -> None:
    monkeypatch.setenv(name, value)
    result = easel("doctor")
    assert result.exit_code == 1, result.output
    assert f"  missing  {check}" in result.stdout
    assert "\nParts\n" in result.stdout


def test_a_database_of_garbage_is_found_missing(home: Path) -> None:
    home.mkdir()
    (home / "easel.db").write_bytes(b"garbage" * 1000)
    result = easel("doctor")
    assert result.exit_code == 1, result.output
    assert (
        "  missing  database: Easel's database cannot be used (file is not a data" in result.stdout
    )


def test_a_device_that_is_not_there_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    pytest.importorskip("torch")
    monkeypatch.setenv("EASEL_DEVICES", "[99]")
    assert "  broken   models: The setting devices names number 99" in easel("doctor").stdout


def test_the_doctor_leaves_no_file_in_the_store(home: Path) -> None:
    assert "ok       files: can be written" in easel("doctor").stdout
    assert not [path for path in (home / "blobs").rglob("*") if path.is_file()]


def test_what_nothing_reads_is_listed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "easel.toml").write_text("webport = 3\nprocesses = 2\nREDIS_URL = ''\n")
    monkeypatch.setenv("EASEL_XYZZY", "1")
    monkeypatch.setenv("EASEL_BLOB", "x")
    monkeypatch.setenv("EASEL_PROCESSES", "1")
    result = easel("doctor")
    assert result.exit_code == 0, result.output
    unknown = result.stdout.partition("\nUnknown\n")[2].partition("\n\n")[0]
    assert unknown.splitlines() == [
        "  EASEL_BLOB (environment): did you mean EASEL_BLOBS?",
        "  EASEL_XYZZY (environment)",
        f"  webport ({tmp_path / 'easel.toml'}): did you mean web_port?",
    ]


def test_the_settings_of_workers_are_those_that_workers_have() -> None:
    only = WorkerSettings.model_fields.keys() - StorageSettings.model_fields.keys()
    assert WORKERS.keys() == only
    assert "processes (of workers, EASEL_PROCESSES)" in easel("doctor").stdout


def test_doctor_says_what_a_worker_would_do_with_models(
    home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    broken = home / "models/black-forest-labs/FLUX.2-klein-4B"
    broken.mkdir(parents=True)
    (broken / "README.md").touch()  # an empty folder would be as if there was none
    monkeypatch.setenv("HF_HOME", str(home / "hf"))
    monkeypatch.delenv("HF_TOKEN", raising=False)
    result = easel("doctor")
    assert result.exit_code == 0, result.output
    lines = result.stdout.partition("\nModels\n")[2].splitlines()
    assert lines[0].startswith("  ok       device: ")
    assert lines[0].endswith(" for models")
    assert lines[1].startswith(f"  ok       folder: {home / 'models'}, ")
    assert (
        "  none     token: flux1-kontext, flux1-fill, ltx-2.5 need one: set HF_TOKEN, or use"
        in lines[2]
    )
    assert lines[-1] == (
        "  broken   flux2-klein-4b: incomplete: without model_index.json; "
        "`easel models pull flux2-klein-4b` mends it"
    )


@pytest.mark.skipif(bool(find_spec("torchvision")), reason="torchvision is installed")
def test_doctor_says_which_models_want_another_package(home: Path) -> None:
    """Of those that are here beside what is wrong with them, too."""
    folder = home / "models/Qwen/Qwen-Image-Edit-2509"
    folder.mkdir(parents=True)
    (folder / "README.md").touch()
    lines = easel("doctor").stdout.partition("\nModels\n")[2].splitlines()
    (told,) = (line for line in lines if line.startswith("  none     packages: "))
    assert "qwen-image-edit-2509, joyai-image-edit-plus, " in told
    assert "flux2-klein-4b" not in told
    how = "without torchvision: pip install 'easel[vision]'"
    assert told.endswith(f" cannot run {how}; all others can")
    assert lines[-1] == (
        "  broken   qwen-image-edit-2509: incomplete: without model_index.json; "
        f"`easel models pull qwen-image-edit-2509` mends it; and {how}"
    )


def test_doctor_says_how_models_come_where_there_are_none(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HF_HUB_OFFLINE", "1")
    lines = easel("doctor").stdout.partition("\nModels\n")[2].splitlines()
    assert "  none     hub: HF_HUB_OFFLINE is set, so that `easel models pull` fetches" in lines[2]
    assert lines[-1].startswith("  none     weights: `easel models pull NAME` fetches them")
