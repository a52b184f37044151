"""A hub, and a home that fetches from it."""

import os
import subprocess
import sys
from collections.abc import Generator
from dataclasses import dataclass
from pathlib import Path

import pytest

from tests.worker.models.hub import Hub, running
from tests.worker.models.publisher import SOURCE, card, pipeline


@dataclass
class Home:
    """A machine with a home folder and a catalogue of its own."""

    folder: Path
    hub: Hub

    @property
    def tiny(self) -> Path:
        """Where the weights of the publisher go."""
        return self.folder / "models" / SOURCE

    def cards(self, *cards: str) -> None:
        """Write the catalogue."""
        (self.folder / "cards.toml").write_text("".join(cards), encoding="utf-8")

    def environment(self, **more: str) -> dict[str, str]:
        """Variables of a process here; no token of whoever runs the tests is among them."""
        kept = {name: value for name, value in os.environ.items() if not name.startswith("HF_")}  # noqa: TID251
        own = {
            "EASEL_HOME": str(self.folder),
            "EASEL_CATALOGUE": str(self.folder / "cards.toml"),
            "HF_HOME": str(self.folder / "hf"),
            "HF_ENDPOINT": self.hub.address,
            "NO_PROXY": "127.0.0.1",
        }
        return kept | own | more

    def models(self, *words: str, **more: str) -> subprocess.CompletedProcess[str]:
        """What `python -m worker.models` answers; nobody sits at a terminal."""
        return subprocess.run(
            [sys.executable, "-m", "worker.models", *words],
            env=self.environment(**more),
            stdin=subprocess.DEVNULL,
            capture_output=True,
            text=True,
            timeout=120,
            check=False,
        )

    def said(self, *words: str, **more: str) -> str:
        """The one sentence of what fails."""
        done = self.models(*words, **more)
        assert done.returncode == 1, done.stdout + done.stderr
        assert done.stderr.count("\n") == 1, done.stderr
        return done.stderr.strip()


@pytest.fixture
def hub() -> Generator[Hub]:
    """A hub with one repository."""
    with running() as one:
        one.repositories[SOURCE] = pipeline()
        yield one


@pytest.fixture
def home(hub: Hub, tmp_path: Path) -> Home:
    """A home whose catalogue has the publisher's model."""
    one = Home(tmp_path, hub)
    one.cards(card())
    return one
