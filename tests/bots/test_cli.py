"""The command line: what each command prints, and what it says when something is wrong."""

import json
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from bots.cli import app
from tests.pictures_made import as_jpeg, landscape


@pytest.fixture(autouse=True)
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A home folder that is empty, and a current folder without settings."""
    monkeypatch.setenv("EASEL_HOME", str(tmp_path / "home"))
    monkeypatch.chdir(tmp_path)
    return tmp_path / "home"


def easel(*words: str, stdin: str = "") -> Result:
    return CliRunner().invoke(app, list(words), input=stdin)


def route(*words: str) -> dict[str, object]:
    result = easel("route", "--json", *words)
    assert result.exit_code == 0, result.output
    return json.loads(result.stdout)


def test_route_names_intent_role_model_and_reason() -> None:
    found = route("--images", "1", "turn this into a watercolor")
    assert (found["intent"], found["role"], found["model"]) == (
        "restyle",
        "consistent",
        "classical",
    )
    assert "watercolor" in str(found["reason"])


def test_route_says_what_is_missing_where_no_model_can() -> None:
    found = route("a lighthouse at dusk")
    assert (found["intent"], found["model"]) == ("imagine", None)
    assert "draw a picture from words" in str(found["missing"])


def test_route_in_words_is_one_line() -> None:
    result = easel("route", "--images", "1", "turn this into a watercolor")
    assert result.stdout.startswith("restyle · consistent · classical: ")
    assert result.stdout.count("\n") == 1


def test_route_answers_each_json_line_with_one() -> None:
    lines = [
        {"text": "remove the background", "images": 1, "reply": "none"},
        {"text": "2 but at night", "images": 0, "reply": "grid"},
        {"text": "a cat --seed x", "images": 0, "reply": "none"},
        {"text": "a cat removing its hat"},
    ]
    result = easel("route", "--json", "-", stdin="\n".join(map(json.dumps, lines)))
    answers = [json.loads(line) for line in result.stdout.splitlines()]
    assert [answer.get("intent", answer.get("error")) for answer in answers] == [
        "cutout",
        "restyle",
        "BadFlag",
        "imagine",
    ]
    assert answers[1]["selection"] == [2]


@pytest.mark.parametrize(
    "line", ["not json", "[]", '{"text": 1}', '{"words": "x"}', '{"text": "x", "reply": "both"}']
)
def test_a_bad_line_is_answered_in_its_place(line: str) -> None:
    result = easel("route", "--json", "-", stdin=f'{line}\n{{"text": "a cat"}}\n')
    first, second = map(json.loads, result.stdout.splitlines())
    assert first["error"] == "BadLine"
    assert "Line 1" in first["sentence"]
    assert second["intent"] == "imagine"


def test_inspect_says_what_a_file_is(tmp_path: Path) -> None:
    (tmp_path / "photo.jpg").write_bytes(as_jpeg(landscape()))
    (tmp_path / "notes.txt").write_text("no picture")
    result = easel("inspect", "photo.jpg", "notes.txt", "missing.png", ".")
    assert result.exit_code == 0
    photo, notes, missing, folder = result.stdout.splitlines()
    assert photo.startswith("photo.jpg: 160 x 120 px, from image/jpeg")
    assert notes.startswith("notes.txt: NotAPicture: notes.txt is not a picture")
    assert missing.startswith("missing.png: NoSuchFile: ")
    assert folder.startswith(".: NoSuchFile: ")


def test_inspect_as_json_is_a_line_a_file(tmp_path: Path) -> None:
    (tmp_path / "photo.jpg").write_bytes(as_jpeg(landscape()))
    result = easel("inspect", "--json", "photo.jpg", "missing.png")
    photo, missing = map(json.loads, result.stdout.splitlines())
    assert (photo["width"], photo["height"], photo["found"]) == (160, 120, "image/jpeg")
    assert missing["error"] == "NoSuchFile"


def test_models_lists_cards_with_licences() -> None:
    result = easel("models")
    assert "classical (not running)" in result.stdout
    assert "Apache-2.0" in result.stdout
    names = [card["name"] for card in json.loads(easel("models", "--json").stdout)]
    assert names[-1] == "classical"


def test_an_operator_adds_a_card(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    card = """
        [[model]]
        name = "mine"
        title = "My model"
        engine = "diffusion"
        source = "me/mine"
        roles = ["explore"]
        intents = ["imagine"]
        licence = "MIT"
        licence_note = "Free for any use."
        strength = "Mine."
        limitation = "Untested."
    """
    (tmp_path / "mine.toml").write_text(card)
    monkeypatch.setenv("EASEL_CATALOGUE", str(tmp_path / "mine.toml"))
    assert "mine (not running)" in easel("models").stdout


@pytest.mark.parametrize(
    "text", ["", "[[model", "[[model]]\nname = 3"], ids=["none", "toml", "card"]
)
def test_a_wrong_catalogue_is_one_sentence(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, text: str
) -> None:
    if text:
        (tmp_path / "mine.toml").write_text(text)
    monkeypatch.setenv("EASEL_CATALOGUE", str(tmp_path / "mine.toml"))
    result = easel("models")
    assert result.exit_code == 1
    assert "mine.toml" in result.stderr
    assert result.stderr.count("\n") == 1


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


def test_doctor_hides_passwords(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("EASEL_REDIS_URL", "redis://:hunter2@127.0.0.1:1/0")
    result = easel("doctor")
    assert result.exit_code == 1
    assert "hunter2" not in result.stdout
    assert "missing  Redis" in result.stdout


@pytest.mark.parametrize(
    ("name", "value", "says"),
    [
        ("EASEL_WEB_PORT", "many", "web_port"),
        ("EASEL_LEASE", "-1", "lease"),
        ("EASEL_WEB_NAMES", "easel.example.org", "web_names"),
    ],
)
def test_a_wrong_setting_is_one_sentence(
    monkeypatch: pytest.MonkeyPatch, name: str, value: str, says: str
) -> None:
    monkeypatch.setenv(name, value)
    result = easel("doctor")
    assert result.exit_code == 1
    assert says in result.stderr
    assert "Traceback" not in result.output


def test_a_home_that_cannot_be_is_found_missing(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("EASEL_HOME", "/dev/null/easel")
    result = easel("doctor")
    assert result.exit_code == 1
    assert "missing  home: The setting home is not usable: /dev/null/easel" in result.stdout


def test_a_broken_settings_file_is_one_sentence(tmp_path: Path) -> None:
    (tmp_path / "easel.toml").write_text("web_port = = 3")
    result = easel("doctor")
    assert result.exit_code == 1
    assert "easel.toml" in result.stderr


def test_make_names_a_picture_that_is_not_there() -> None:
    result = easel("make", "as a watercolor", "--image", "missing.jpg")
    assert result.exit_code == 1
    assert "missing.jpg cannot be read" in result.stderr


def test_help_names_every_command() -> None:
    shown = easel("--help").stdout
    for name in ("demo", "up", "web", "worker", "make", "route", "inspect", "models", "doctor"):
        assert f"\n  {name} " in shown
