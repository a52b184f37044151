"""On the command line a file of a result is the result: lineage, steps back, and buttons."""

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from tests.pictures_made import as_jpeg, landscape

pytestmark = pytest.mark.timeout(600)


def easel(home: Path, *words: str) -> str:
    """What a command says that does what it was asked."""
    environment = os.environ | {"EASEL_HOME": str(home)}  # noqa: TID251 - of the child
    command = [sys.executable, "-m", "bots", *words]
    done = subprocess.run(command, capture_output=True, text=True, env=environment, check=False)
    assert done.returncode == 0, done.stderr + done.stdout
    return done.stdout


def asked(home: Path, out: Path, *words: str) -> dict[str, Any]:
    """The reply to a request."""
    return json.loads(easel(home, "make", *words, "--out", str(out), "--json"))


def test_a_file_that_was_made_here_goes_on_where_it_came_from(tmp_path: Path) -> None:
    home, photo = tmp_path / "home", tmp_path / "photo.jpg"
    look, edit, back, other = (tmp_path / name for name in ("look", "edit", "back", "other"))
    photo.write_bytes(as_jpeg(landscape(160, 120)))
    asked(home, look, "as a watercolour --n 2", "--image", str(photo))
    darker = asked(home, edit, "make it darker --n 1", "--image", str(look / "2.png"))
    told = easel(home, "show", darker["job"])
    way = told.partition("Where it came from:\n")[2].splitlines()
    assert [line[:24] for line in way[:3]] == [
        "0: the picture that it b",
        "1: restyle “as a waterco",
        "2: edit “make it darker”",
    ]
    assert "→ 2" in way[1]
    made = easel(home, "verify", str(edit / "1.png"))
    assert [line for line in made.splitlines() if line.startswith("Done: ")] == [
        "Done: opened",
        "Done: restyle: filtered with Easel Classical, changed by rules, not by a model",
        "Done: edit: edited with Easel Classical, changed by rules, not by a model",
    ]

    undone = asked(home, back, "undo", "--image", str(edit / "1.png"))
    assert undone["files"] == ["shown-2.png"]
    redone = asked(home, tmp_path / "redone", "redo", "--image", str(back / "shown-2.png"))
    assert redone["text"] == "Step 2 of 2: edit “make it darker”"
    noir = asked(home, other, "noir --n 1", "--image", str(back / "shown-2.png"))
    assert "2: restyle “noir" in easel(home, "show", noir["job"])

    # The look again, on the edit of it: by the command, and in words.
    onto = str(edit / "1.png")
    by_command = json.loads(
        easel(home, "recall", noir["job"], "--image", onto, "--out", str(tmp_path / "r"), "--json")
    )
    in_words = asked(home, tmp_path / "w", f"recall {noir['job']}", "--image", onto)
    for done in (by_command, in_words):
        way = easel(home, "show", done["job"]).partition("Where it came from:\n")[2]
        assert [line[:9] for line in way.splitlines()[1:4]] == [
            "1: restyl",
            "2: edit “",
            "3: restyl",
        ]
    assert (tmp_path / "r/1.png").read_bytes() != (other / "1.png").read_bytes()

    question = asked(home, tmp_path / "asked", "delete this", "--image", str(other / "1.png"))
    (button,) = question["buttons"][0]
    asked(home, tmp_path / "asked", "--press", button["action"])
    # Of what is gone nothing is known: its file is a picture like any other.
    again = asked(home, tmp_path / "again", "noir --n 1", "--image", str(other / "1.png"))
    assert "1: restyle “noir" in easel(home, "show", again["job"])
    assert "2: " not in easel(home, "show", again["job"]).partition("Where it")[2]
