"""`easel verify`: what a file says of itself, as lines or JSON, with an exit status."""

import json
from pathlib import Path

import pytest

from storage.provenance.identity import FILE
from storage.provenance.signing import sign
from tests.bots.command_line import easel
from tests.core.talk import photo
from tests.manifests import MANIFEST, local


@pytest.fixture
def signed(home: Path) -> Path:
    """A file that was signed in this home."""
    home.mkdir()
    file = home.parent / "a.png"
    file.write_bytes(sign(photo(), "image/png", MANIFEST, local(home)))
    return file


def test_a_file_of_ours(signed: Path) -> None:
    result = easel("verify", str(signed))
    assert result.exit_code == 0, result.output
    assert result.stdout.startswith("a.png was signed by this Easel, and has not been changed")


def test_as_json(signed: Path) -> None:
    found = json.loads(easel("verify", str(signed), "--json").stdout)
    assert (found["standing"], found["holds"]) == ("ours", True)


def test_a_file_that_was_changed(signed: Path) -> None:
    data = bytearray(signed.read_bytes())
    data[-40] ^= 1
    signed.write_bytes(data)
    result = easel("verify", str(signed))
    assert result.exit_code == 1
    assert "a.png was changed after it was signed as" in result.stdout


def test_to_look_at_a_file_makes_nothing(home: Path, tmp_path: Path) -> None:
    (tmp_path / "a.png").write_bytes(photo())
    result = easel("verify", str(tmp_path / "a.png"))
    assert result.exit_code == 1
    assert "a.png has no Content Credentials." in result.stdout
    assert not (home / FILE).exists()


@pytest.mark.parametrize("name", ["nothing.png", "text.txt"])
def test_what_cannot_be_read_is_one_sentence(home: Path, tmp_path: Path, name: str) -> None:
    (tmp_path / "text.txt").write_text("hello")
    result = easel("verify", str(tmp_path / name))
    assert (result.exit_code, result.stdout) == (1, "")
    assert len(result.stderr.splitlines()) == 1
