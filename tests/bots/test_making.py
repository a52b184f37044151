"""What the command line writes for people."""

from pathlib import Path

from bots.making import in_words


def test_lines_that_were_read_are_listed_with_what_to_say() -> None:
    reply = {
        "text": "Which line is wrong?",
        "lines": ["describe · Easel Classical"],
        "read": ["SUMER SAIL", "Open daily"],
        "grid": None,
        "variants": [],
    }
    assert in_words(reply, Path("out")) == [
        "Which line is wrong?",
        "  “SUMER SAIL”",
        "  “Open daily”",
        "say: change the text “…” to “…”",
        "describe · Easel Classical",
    ]


def test_signs_that_nobody_sees_are_shown() -> None:
    reply = {"text": "Drawn: “a \u202egnp.exe”", "lines": ["as “noir\nforged”"]}
    assert in_words(reply, Path("out")) == ["Drawn: “a \\u202egnp.exe”", "as “noir\\nforged”"]


def test_files_are_told_where_they_lie() -> None:
    reply = {"text": "Drawn", "lines": [], "grid": "grid.jpg", "variants": [{"file": "1.png"}]}
    written = f"wrote {Path('out') / 'grid.jpg'}, {Path('out') / '1.png'}"
    assert in_words(reply, Path("out")) == ["Drawn", written]


def test_a_question_names_the_way_to_say_yes() -> None:
    reply = {"text": "Is it this?", "lines": [], "grid": "grid.jpg", "mask": "found-mask.png"}
    said = in_words(reply, Path("my out"))
    assert said[1].startswith("to say yes: the same once more with --mask 'my out/found-mask.png'")
    assert said[-1] == "wrote my out/grid.jpg, my out/found-mask.png"


def test_a_question_names_the_way_to_press_its_buttons() -> None:
    buttons = [[{"label": "Delete", "action": "e1:delete:x:0"}, {"label": "Help", "action": ""}]]
    reply = {"kind": "question", "text": "Delete it?", "lines": [], "buttons": buttons}
    buttons.append([{"label": "Edit", "action": "e1:edit:x:2", "asks": "What should change?"}])
    told = [
        "to press “Delete”: easel make --press e1:delete:x:0",
        'to press “Edit”: easel make "…" --press e1:edit:x:2',
    ]
    assert in_words(reply, Path("out")) == ["Delete it?", *told]
    assert in_words(reply | {"kind": "notice"}, Path("out")) == ["Delete it?"]
