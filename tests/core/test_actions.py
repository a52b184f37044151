"""What a button means fits into 64 bytes and comes back the same; anything else is refused."""

import base64
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.actions import MOST_BYTES, Action, Verb
from core.errors import ForgedAction

JOB = UUID("0190a1b2-c3d4-7e5f-8a9b-fffefdfcfbfa")
PACKED = base64.urlsafe_b64encode(JOB.bytes).rstrip(b"=").decode()
GOOD = f"e1:edit:{PACKED}:2:16.9"

actions = st.builds(
    Action,
    verb=st.sampled_from(Verb),
    job=st.uuids().map(str),
    variant=st.integers(0, 99),
    option=st.from_regex(r"[A-Za-z0-9._-]{0,22}", fullmatch=True),
)


@given(action=actions)
def test_an_action_comes_back_the_same(action: Action) -> None:
    packed = action.pack()
    assert Action.unpack(packed) == action
    assert len(packed.encode("ascii")) <= MOST_BYTES


@pytest.mark.parametrize("verb", Verb, ids=str)
def test_the_longest_action_of_every_verb_fits(verb: Verb) -> None:
    longest = Action(verb, str(JOB), 99, "x" * 22)
    assert Action.unpack(longest.pack()) == longest


def test_the_names_of_verbs_stay() -> None:
    names = (
        "refine edit animate open vary upscale cutout reframe more compare details retry cancel "
        "delete original again step confirm other formats text paint star page sharpen "
        "vote pick use recall forget drop tree export"
    )
    assert [*Verb] == names.split()


def test_the_packed_form_is_the_one_that_old_buttons_carry() -> None:
    """Buttons of years ago are still pressed: a change here needs another version."""
    assert Action(Verb.EDIT, str(JOB), 2, "16.9").pack() == GOOD
    assert Action(Verb.MORE, str(JOB)).pack() == f"e1:more:{PACKED}:0"


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("", id="empty"),
        pytest.param(":", id="colon only"),
        pytest.param("e1", id="version only"),
        pytest.param(f"e1:edit:{PACKED}", id="variant missing"),
        pytest.param(GOOD.replace("e1", "e2"), id="other version"),
        pytest.param(GOOD.replace("e1", ""), id="no version"),
        pytest.param(GOOD.replace("edit", "explode"), id="unknown verb"),
        pytest.param(GOOD.replace("edit", "EDIT"), id="verb in capitals"),
        pytest.param(GOOD.replace(PACKED, ""), id="no job"),
        pytest.param(GOOD.replace(PACKED, PACKED[:-2]), id="job too short"),
        pytest.param(GOOD.replace(PACKED, PACKED + "AAAA"), id="job too long"),
        pytest.param(GOOD.replace(PACKED, "!" + PACKED[1:]), id="not base64"),
        pytest.param(GOOD.replace(PACKED, "é" + PACKED[1:]), id="not ASCII in the job"),
        pytest.param(GOOD.replace(PACKED, "\ud800" + PACKED[1:]), id="half a character"),
        pytest.param(GOOD.replace(PACKED, PACKED.replace("-", "+", 1)), id="other alphabet"),
        pytest.param(GOOD.replace(PACKED, PACKED + "=="), id="padded"),
        pytest.param(GOOD.replace(PACKED, PACKED[:-1] + "h"), id="bits left over in base64"),
        pytest.param(GOOD.replace(":2:", ":100:"), id="variant too large"),
        pytest.param(GOOD.replace(":2:", ":-1:"), id="variant negative"),
        pytest.param(GOOD.replace(":2:", ":02:"), id="variant with a zero before it"),
        pytest.param(GOOD.replace(":2:", ":٢:"), id="variant in other digits"),
        pytest.param(GOOD.replace(":2:", ":two:"), id="variant in words"),
        pytest.param(GOOD.replace("16.9", "16/9"), id="option with a stroke"),
        pytest.param(GOOD.replace("16.9", "x" * 23), id="option too long"),
        pytest.param(f"{GOOD}:", id="trailing colon"),
        pytest.param(f"e1:edit:{PACKED}:2:", id="trailing colon without an option"),
        pytest.param(f"{GOOD}:more", id="a sixth part"),
        pytest.param(f" {GOOD}", id="space before"),
        pytest.param(f"{GOOD}\n", id="line end"),
        pytest.param(GOOD * 3, id="too long"),
        pytest.param('{"verb": "edit"}', id="JSON"),
    ],
)
def test_what_we_did_not_pack_is_refused(text: str) -> None:
    assert text != GOOD
    with pytest.raises(ForgedAction):
        Action.unpack(text)


@given(text=st.text(max_size=80))
def test_no_text_gives_another_error(text: str) -> None:
    with pytest.raises(ForgedAction):
        Action.unpack(text)


@given(action=actions, place=st.integers(0, 63), letter=st.characters(codec="ascii"))
def test_a_changed_letter_gives_another_action_or_none(
    action: Action, place: int, letter: str
) -> None:
    packed = action.pack()
    changed = packed[:place] + letter + packed[place + 1 :]
    try:
        found = Action.unpack(changed)
    except ForgedAction:
        return
    assert found.pack() == changed
