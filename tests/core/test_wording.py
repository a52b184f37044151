"""What nobody sees of words is taken out as they come; what letters are spelt with stays."""

import pytest

from core.wording import name, spoken
from tests.core.talk import Talk, photo

OVERRIDES = [chr(code) for code in (*range(0x202A, 0x202F), *range(0x2066, 0x206A))]


@pytest.mark.parametrize("sign", [*OVERRIDES, "\ufeff", "\u200b", "\xad", "\x1b", "\x00", "\ud800"])
def test_what_nobody_sees_goes(sign: str) -> None:
    assert spoken(f"an oil {sign}painting") == "an oil painting"


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("می‌خواهم", id="a joiner of Persian"),
        pytest.param("👩‍🎨 in a café", id="emoji of several signs"),
        pytest.param("🏴󠁧󠁢󠁳󠁣󠁴󠁿", id="a flag spelt with tags"),
        pytest.param("one line\nand another\tone", id="lines"),
        pytest.param("שלום עולם", id="from right to left"),
    ],
)
def test_what_words_are_spelt_with_stays(text: str) -> None:
    assert spoken(text) == text


def test_accents_that_come_by_themselves_are_joined_to_their_letters() -> None:
    assert spoken("U\u0308BER") == "ÜBER"


def test_a_name_is_on_one_line() -> None:
    assert name(" Ada\u2028\u202egnp.exe\r\nLovelace ") == "Ada gnp.exe Lovelace"


async def test_what_is_kept_of_a_request_has_nothing_unseen() -> None:
    talk = Talk()
    await talk.worker()
    turn = await talk.say("as an oil painting \u202egnp.exe", photo())
    assert turn.words == "as an oil painting gnp.exe"
