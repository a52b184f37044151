"""Sharper versions of a request, which are offered as buttons with its result."""

from dataclasses import dataclass

from core.catalogue import Intent

MOST_VERSIONS = 2
LONGEST_LABEL = 40  # characters: what a phone shows of a button as wide as a chat
_WORTH = 20  # characters that tell enough by themselves
LONGEST_WORDS = 300  # characters


@dataclass(frozen=True, slots=True)
class Version:
    """One way of saying it more exactly."""

    label: str  # what its button says
    words: str  # what is asked for when that is pressed
    intent: Intent | None = None  # what these words mean; None for what was asked for

    def __post_init__(self) -> None:
        assert 0 < len(self.label) <= LONGEST_LABEL, self.label
        assert 0 < len(self.words) <= LONGEST_WORDS, self.words


@dataclass(frozen=True, slots=True)
class Coached:
    """What is offered with a result, and why."""

    hint: str  # a sentence
    versions: tuple[Version, ...]
    same: bool = False  # whether they keep the subject: what cannot draw that, cannot draw them

    def __post_init__(self) -> None:
        assert 0 < len(self.versions) <= MOST_VERSIONS, self.versions


def shortened(label: str) -> str:
    """A label as a button has room for it: up to a comma, where enough stands before that."""
    label = " ".join(label.split())
    if len(label) <= LONGEST_LABEL:
        return label
    told = label[:LONGEST_LABEL].rpartition(",")[0]
    return told if len(told) >= _WORTH else label[: LONGEST_LABEL - 1].rstrip() + "…"
