"""Fixtures of the command line's tests."""

from pathlib import Path

import pytest

import bots


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A home folder that does not exist yet, and a current folder without settings."""
    monkeypatch.setenv("EASEL_HOME", str(tmp_path / "home"))
    # Processes that a command starts are of the code that is tested, not of what is installed.
    monkeypatch.setenv("PYTHONPATH", str(Path(bots.__file__).parents[1]))
    monkeypatch.chdir(tmp_path)
    return tmp_path / "home"
