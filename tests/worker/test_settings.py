"""Where the keys of services come from."""

from pathlib import Path

import pytest

from storage.settings import load
from worker.settings import WorkerSettings


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A home that a process finds."""
    monkeypatch.setenv("EASEL_HOME", str(tmp_path))
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.mark.parametrize(
    ("toml", "variable", "key"),
    [
        ("", "", ""),
        ("", "one ", "one"),
        ('[keys]\nPAINTER_KEY = "two"', "", "two"),
        ('[keys]\nPAINTER_KEY = "two"', "one", "one"),
    ],
    ids=["none", "a variable", "the file", "the variable first"],
)
def test_a_key_is_found(
    home: Path, monkeypatch: pytest.MonkeyPatch, toml: str, variable: str, key: str
) -> None:
    (home / "easel.toml").write_text(toml)
    monkeypatch.setenv("PAINTER_KEY", variable)
    assert load(WorkerSettings).key("PAINTER_KEY") == key


def test_keys_do_not_show_themselves(home: Path) -> None:
    (home / "easel.toml").write_text('[keys]\nPAINTER_KEY = "sk-secret"')
    settings = load(WorkerSettings)
    assert "sk-secret" not in f"{settings!r} {settings} {settings.model_dump()}"
