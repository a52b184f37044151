"""The command line: what each command prints, and what it says when something is wrong."""

import json
import os
import re
from pathlib import Path

import pytest

from tests.bots.command_line import easel, said
from tests.pictures_made import as_jpeg, landscape

pytestmark = pytest.mark.usefixtures("home")


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
    found = route("a lighthouse at dusk --model flux2-klein-4b")
    assert (found["intent"], found["model"]) == ("imagine", None)
    assert "FLUX.2 Klein 4B is not running here" in str(found["missing"])


def test_route_sends_words_alone_to_the_classical_engine_where_nothing_else_runs() -> None:
    found = route("a lighthouse at dusk")
    assert (found["intent"], found["role"], found["model"]) == ("imagine", "explore", "classical")
    assert found["candidates"][-1] == "classical"  # type: ignore[index]  # pyright: ignore


def test_route_in_words_is_one_line() -> None:
    result = easel("route", "--images", "1", "turn this into a watercolor")
    assert result.stdout.startswith("restyle · consistent · classical: ")
    assert result.stdout.count("\n") == 1


def answers(lines: str, *options: str) -> list[dict[str, object]]:
    """What is answered to JSON lines."""
    result = easel("route", "-", *options, stdin=lines)
    assert (result.exit_code, result.stderr) == (0, "")
    return [json.loads(line) for line in result.stdout.split("\n")[:-1]]


@pytest.mark.parametrize("options", [(), ("--json",)], ids=["plain", "json"])
def test_route_answers_each_json_line_with_one(options: tuple[str, ...]) -> None:
    lines = [
        {"text": "remove the background", "images": 1, "reply": "none"},
        {"text": "2 but at night", "images": 0, "reply": "grid"},
        {"text": "a cat --seed x", "images": 0, "reply": "none"},
        {"text": "a cat removing its hat"},
    ]
    found = answers("\n".join(map(json.dumps, lines)), *options)
    assert [answer.get("intent", answer.get("error")) for answer in found] == [
        "cutout",
        "restyle",
        "BadFlag",
        "imagine",
    ]
    assert found[1]["selection"] == [2]


@pytest.mark.parametrize(
    ("line", "why"),
    [
        ("", "it is empty; write an object such as {"),
        (" \r", "it is empty; write an object such as {"),
        ("not json", "it is not JSON (see character 1); write an object such as {"),
        ('{"text": "x",}', "it is not JSON (see character 14); write an object such as {"),
        ("[]", "it must be an object such as {"),
        ('{"text": 1}', '"text" must be a string, such as "at night".'),
        ('{"text": null}', '"text" must be a string, such as "at night".'),
        ('{"words": "x"}', 'there is no field "words"; the fields are "text", "images", "reply"'),
        ('{"images": 1}', 'the field "text" is missing.'),
        ('{"text": "x", "reply": "both"}', '"reply" must be "none", "grid" or "single".'),
        ('{"text": "x", "reply": []}', '"reply" must be "none", "grid" or "single".'),
        ('{"text": "x", "images": -1}', '"images" must be a whole number from 0 up.'),
        ('{"text": "x", "images": true}', '"images" must be a whole number from 0 up.'),
        ('{"text": "x", "mask": 1}', '"mask" must be true or false.'),
        ('{"text": "x", "images": 1.5}', '"images" must be a whole number from 0 up.'),
        ('{"text": "x", "images": ' + "9" * 5000 + "}", "a number in it has too many digits."),
        ("[" * 100_000, "its brackets are nested too deeply."),
    ],
    ids=[
        "empty", "blank", "words", "comma", "list", "number", "null", "field", "no text", "reply",
        "replies", "negative", "true", "mask", "half", "digits", "deep",
    ],
)  # fmt: skip
def test_a_bad_line_is_answered_in_its_place(line: str, why: str) -> None:
    first, second, third = answers(f'{{"text": "a dog"}}\n{line}\n{{"text": "a cat"}}\n')
    assert (first["words"], third["words"]) == ("a dog", "a cat")
    assert second["error"] == "BadLine"
    assert str(second["sentence"]).startswith(f"Line 2 is no request that I can read: {why}")


def test_what_json_lines_leave_out_is_as_the_options_say() -> None:
    lines = '{"text": "at night"}\n{"text": "at night", "images": 0, "reply": "none"}\n'
    found = answers(lines, "--images", "1", "--reply", "single")
    assert [answer["intent"] for answer in found] == ["restyle", "imagine"]


def test_route_is_told_of_a_mask() -> None:
    lines = '{"text": "as a watercolour", "images": 1, "mask": true}\n'
    assert answers(lines)[0]["intent"] == "edit"
    assert answers('{"text": "in oil", "images": 1}\n', "--mask")[0]["intent"] == "edit"


def test_no_line_is_answered_by_none() -> None:
    assert answers("") == []


@pytest.mark.parametrize("text", ["x\u2028y", "x\u0085y", "x\ny"], ids=["2028", "0085", "feed"])
def test_an_answer_is_one_line_for_every_reader(text: str) -> None:
    result = easel("route", "-", stdin=json.dumps({"text": f'a sign "{text}"'}))
    (line,) = result.stdout.splitlines()
    assert json.loads(line)["intent"] == "imagine"


@pytest.mark.parametrize(
    ("said", "error"),
    [
        ({"text": ""}, "EmptyRequest"),
        ({"text": "  ", "reply": "grid"}, "EmptyRequest"),
        ({"text": "--ar 1:1"}, "EmptyRequest"),
        ({"text": "", "images": 1}, None),
        ({"text": "as a watercolour", "images": 10}, None),
        ({"text": "as a watercolour", "images": 11}, "TooManyPictures"),
        ({"text": "a cat --seed x", "images": 11}, "TooManyPictures"),
        ({"text": "undo"}, "NothingToUndo"),
        ({"text": "undo that please", "reply": "grid"}, "NothingToUndo"),
        ({"text": "thanks", "reply": "single"}, "NothingAsked"),
        ({"text": "thanks", "images": 1}, None),
        ({"text": "@mia on a beach"}, "UnknownSet"),
    ],
    ids=[
        "nothing",
        "in a reply",
        "flags alone",
        "a picture",
        "ten",
        "eleven",
        "eleven first",
        "a step back",
        "a step back in a reply",
        "thanks in a reply",
        "thanks with a picture",
        "a set that nobody named",
    ],
)
def test_route_refuses_what_a_conversation_refuses(
    said: dict[str, object], error: str | None
) -> None:
    (found,) = answers(json.dumps(said))
    assert found.get("error") == error


def test_a_refusal_is_one_sentence_and_a_status() -> None:
    assert said(easel("route", "as an oil painting", "--images", "11")) == (
        "That is 11 pictures; please send at most 10 at once."
    )


def test_a_refusal_as_json_is_an_object_and_a_status() -> None:
    result = easel("route", "a cat --seed x", "--json")
    assert (result.exit_code, result.stderr) == (1, "")
    assert json.loads(result.stdout)["error"] == "BadFlag"


def test_route_lets_looks_of_words_compete() -> None:
    found = route("compare looks of a lighthouse")
    assert (found["intent"], found["needs_picture"]) == ("compare", False)
    assert found["contenders"] == ["watercolour", "oil", "pencil", "comic"]
    assert "same words and seed" in str(found["reason"])


def test_route_names_the_attached_picture_that_is_meant() -> None:
    found = route("--images", "3", "turn image 2 into a watercolor")
    assert (found["intent"], found["selection"]) == ("restyle", [2])


def test_route_lets_models_compete_as_make_does() -> None:
    found = route("--images", "1", "compare looks")
    assert (found["intent"], found["model"]) == ("compare", "classical")
    assert found["contenders"] == ["watercolour", "oil", "pencil", "comic"]
    assert "same picture and seed" in str(found["reason"])


def test_inspect_says_what_a_file_is(tmp_path: Path) -> None:
    (tmp_path / "photo.jpg").write_bytes(as_jpeg(landscape()))
    (tmp_path / "notes.txt").write_text("no picture")
    result = easel("inspect", "photo.jpg", "notes.txt", "missing.png", ".")
    assert result.exit_code == 0
    photo, notes, missing, folder = result.stdout.splitlines()
    assert re.match(r"photo\.jpg: image/png, 160 x 120 px, [\d,]+ bytes, from image/jpeg", photo), (
        photo
    )
    assert notes.startswith("notes.txt: NotAPicture: notes.txt is not a picture")
    assert missing.startswith("missing.png: NoSuchFile: ")
    assert folder.startswith(".: NoSuchFile: ")


@pytest.mark.parametrize(
    ("name", "shown"),
    [
        ("two\nlines.png", r"two\nlines.png"),
        ("\x1b[2Jgone.png", r"\x1b[2Jgone.png"),
        ("a\u202egnp.b", r"a\u202egnp.b"),
        ("a\u2028b\x85c.png", r"a\u2028b\x85c.png"),
        ("Größe 👩\u200d👧.png", "Größe 👩\u200d👧.png"),
    ],
    ids=["line", "terminal", "direction", "separators", "letters"],
)
def test_inspect_is_a_line_a_file_whatever_its_name(name: str, shown: str) -> None:
    (line,) = easel("inspect", name).stdout.splitlines()
    assert line.startswith(f"{shown}: NoSuchFile: {shown} cannot be read")
    (line,) = easel("inspect", "--json", name).stdout.splitlines()
    assert json.loads(line)["file"] == name


def test_inspect_does_not_wait_for_a_pipe(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.png")
    result = easel("inspect", "pipe.png")
    assert result.stdout.startswith("pipe.png: NoSuchFile: pipe.png cannot be read (it is no ord")


def test_inspect_as_json_is_a_line_a_file(tmp_path: Path) -> None:
    (tmp_path / "photo.jpg").write_bytes(as_jpeg(landscape()))
    result = easel("inspect", "--json", "photo.jpg", "missing.png")
    photo, missing = map(json.loads, result.stdout.splitlines())
    assert (photo["width"], photo["height"], photo["found"]) == (160, 120, "image/jpeg")
    assert (photo["media_type"], photo["notes"]) == ("image/png", [])
    assert photo["size"] > 1000
    assert missing["error"] == "NoSuchFile"


def test_models_lists_cards_with_licences() -> None:
    result = easel("models")
    assert "classical (not running)" in result.stdout
    assert "Apache-2.0" in result.stdout
    names = [card["name"] for card in json.loads(easel("models", "--json").stdout)]
    assert names[-1] == "classical"


def test_models_alone_is_its_list() -> None:
    assert easel("models", "list").stdout == easel("models").stdout
    assert easel("models", "list", "--json").stdout == easel("models", "--json").stdout


def test_help_of_models_names_what_it_does() -> None:
    shown = easel("models", "--help").stdout
    for name in ("list", "pull", "verify", "--json"):
        assert name in shown


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
        privacy = "Goes to Example."
    """
    (tmp_path / "mine.toml").write_text(card)
    monkeypatch.setenv("EASEL_CATALOGUE", str(tmp_path / "mine.toml"))
    shown = easel("models").stdout
    assert "mine (not running, weights not here)" in shown
    assert "    Goes to Example.\n" in shown


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


def test_make_names_a_picture_that_is_not_there() -> None:
    result = easel("make", "as a watercolor", "--image", "missing.jpg")
    assert result.exit_code == 1
    assert "missing.jpg cannot be read" in result.stderr


def test_help_names_every_command() -> None:
    shown = easel("--help").stdout
    for name in ("demo", "up", "web", "worker", "make", "route", "inspect", "models", "doctor"):
        assert f"\n  {name} " in shown
