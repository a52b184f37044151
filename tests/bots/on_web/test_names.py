"""Names that came over the network are shown decoded, on one line, and cut."""

import pytest

from bots.on_web.names import LONGEST_FILE_NAME, LONGEST_TITLE, file_name, title


@pytest.mark.parametrize(
    ("sent", "shown"),
    [
        pytest.param("cat.png", "cat.png", id="plain"),
        pytest.param("my %22best%22 cat.png", 'my "best" cat.png', id="quotes"),
        pytest.param("a%0D%0Ab.png", "a b.png", id="line breaks"),
        pytest.param("100%25 %41.png", "100%25 %41.png", id="nothing else is decoded"),
        pytest.param("exe.\u202egnp", "exe.gnp", id="turned direction"),
        pytest.param("\ud800cat.png", "cat.png", id="lone surrogate"),
        pytest.param("\u202e\x00", "picture 1", id="nothing visible"),
        pytest.param("", "picture 1", id="none"),
    ],
)
def test_file_names(sent: str, shown: str) -> None:
    assert file_name(sent, "picture 1") == shown


def test_a_long_file_name_keeps_its_ending() -> None:
    name = file_name("x" * 5_000 + ".jpeg", "picture 1")
    assert len(name) == LONGEST_FILE_NAME
    assert name.endswith("x…xxx.jpeg")


@pytest.mark.parametrize(
    ("sent", "shown"),
    [
        pytest.param("Logos", "Logos", id="plain"),
        pytest.param("  a \n b ", "a b", id="spaces"),
        pytest.param("a\x07b\u202ec", "abc", id="control and direction"),
        pytest.param("\u202e \u200d", "Untitled", id="nothing visible"),
        pytest.param("x" * 99, "x" * LONGEST_TITLE, id="long"),
        pytest.param("👩\u200d🎨", "👩\u200d🎨", id="joined emoji"),
    ],
)
def test_titles(sent: str, shown: str) -> None:
    assert title(sent) == shown
