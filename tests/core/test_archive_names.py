"""Names of files in an archive, of whatever people wrote."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.archive_names import LONGEST, archive_name, safe_name


@pytest.mark.parametrize(
    ("words", "name"),
    [
        pytest.param("as a watercolour", "as a watercolour", id="as they are"),
        pytest.param("../../etc/passwd", "etc-passwd", id="a way out"),
        pytest.param("C:\\Windows\\system32", "C-Windows-system32", id="a drive"),
        pytest.param("/etc/passwd", "etc-passwd", id="from the root"),
        pytest.param(".hidden", "hidden", id="hidden"),
        pytest.param("a\u202egnp.exe", "a-gnp.exe", id="turned around"),
        pytest.param("a\x00b\x1b[31mc\nd", "a-b-[31mc d", id="controls"),
        pytest.param('what? <b>"*|', "what- -b-", id="what Windows forbids"),
        pytest.param("ends in dots. . .", "ends in dots", id="dots at the end"),
        pytest.param("e\u0301te\u0301", "été", id="letters in one way"),
        pytest.param("狐 🦊", "狐 🦊", id="other scripts and emoji"),
        pytest.param("👩\u200d👧", "👩\u200d👧", id="joined emoji"),
        pytest.param(" / ", "", id="nothing left"),
    ],
)
def test_a_name(words: str, name: str) -> None:
    assert safe_name(words).rstrip("-") == name.rstrip("-")


def test_a_long_name_is_cut_between_letters() -> None:
    assert safe_name("狐" * 100) == "狐" * (LONGEST // 3)


def test_what_leaves_nothing_is_called_otherwise() -> None:
    assert safe_name("...", otherwise="file") == "file"
    assert archive_name("\u202e") == "easel-export"


@given(st.text(max_size=300))
def test_no_words_lead_anywhere(words: str) -> None:
    name = safe_name(words)
    assert len(name.encode()) <= LONGEST
    assert not set(name) & set('<>:"/\\|?*')
    assert ".." not in name
    assert not name.startswith(".")
    assert not name.endswith((".", " "))
    assert all(unicodedata.category(one) not in ("Cc", "Zl", "Zp", "Cs") for one in name)
