"""What a person reads where something is wrong: one sentence, whatever it was."""

import json
from pathlib import Path

import pytest

from bots.settings import secret
from core.errors import BadSettings
from tests.bots.command_line import easel, said

pytestmark = pytest.mark.usefixtures("home")


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("EASEL_HOME", "file"),
        ("EASEL_DATABASE_URL", "bogus://x"),
        ("EASEL_DATABASE_URL", "postgresql://ada:hunter2@127.0.0.1:port/x"),
        ("EASEL_BLOBS", "bogus://x"),
        ("EASEL_BLOBS", "file"),
    ],
    ids=["home", "database", "port", "files", "folder"],
)
def test_make_names_the_setting_that_is_wrong(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str, value: str
) -> None:
    (tmp_path / "file").write_text("")
    monkeypatch.setenv(name, value)
    sentence = said(easel("make", "a cat"))
    assert sentence.startswith(f"The setting {name} is not usable: ")
    assert "hunter2" not in sentence


def test_make_says_that_the_database_does_not_answer(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("EASEL_DATABASE_URL", "postgresql://127.0.0.1:1/x")
    assert said(easel("make", "a cat")).startswith("Easel's database cannot be used")


def test_make_says_that_the_database_is_none(home: Path) -> None:
    home.mkdir()
    (home / "easel.db").write_bytes(b"garbage" * 1000)
    assert "file is not a database" in said(easel("make", "a cat"))


@pytest.mark.parametrize("out", ["file", "file/out", "/dev/null/out"])
def test_make_says_that_a_folder_cannot_be(tmp_path: Path, out: str) -> None:
    (tmp_path / "file").write_text("")
    assert said(easel("make", "a cat", "--out", out)).startswith(f"The folder {out} cannot be")


@pytest.mark.parametrize("command", ["web", "up"])
def test_a_home_that_is_a_file_stops_every_process(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, command: str
) -> None:
    (tmp_path / "file").write_text("")
    monkeypatch.setenv("EASEL_HOME", "file")
    monkeypatch.setenv("EASEL_WEB_PORT", "0")
    result = easel(command)
    assert result.exit_code == {"web": 78, "up": 1}[command]
    assert result.stderr == "The setting EASEL_HOME is not usable: file: File exists\n"


@pytest.mark.parametrize(
    ("arguments", "stdin"),
    [
        (("x \udcff",), b""),
        (("-",), rb'{"text": "x \ud800"}'),
        (("-",), b'{"text": "x \xff"}'),
    ],
    ids=["argument", "JSON", "bytes"],
)
def test_what_is_no_text_is_replaced(arguments: tuple[str, ...], stdin: bytes) -> None:
    result = easel("route", "--json", *arguments, stdin=stdin)
    assert result.exit_code == 0, result.output
    assert json.loads(result.stdout)["words"] == "x \ufffd"


def test_a_path_that_is_no_text_can_be_told() -> None:
    result = easel("inspect", "x\udcff.png")
    assert result.exit_code == 0, result.output
    assert result.stdout.startswith("x\ufffd.png: NoSuchFile: ")


def test_what_nobody_foresaw_is_kept_and_told_in_one_sentence(
    home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(path: Path) -> None:
        raise ZeroDivisionError(path)

    monkeypatch.setattr("bots.inspecting.inspected", broken)
    sentence = said(easel("inspect", "x.png"))
    assert sentence.startswith("Something broke here")
    assert str(home / "error.log") in sentence
    assert "ZeroDivisionError: x.png" in (home / "error.log").read_text(encoding="utf-8")


def test_a_secret_is_made_once_and_for_its_owner_alone(tmp_path: Path) -> None:
    made = secret(tmp_path)
    assert len(made) == 32
    assert secret(tmp_path) == made
    assert [path.name for path in tmp_path.iterdir()] == ["secret"]
    assert (tmp_path / "secret").stat().st_mode & 0o777 == 0o600


@pytest.mark.parametrize("found", [b"", b"x" * 31], ids=["empty", "short"])
def test_a_secret_that_is_cut_short_is_told(tmp_path: Path, found: bytes) -> None:
    (tmp_path / "secret").write_bytes(found)
    with pytest.raises(BadSettings, match="delete it"):
        secret(tmp_path)
