"""A button that was pressed, by whom, and with which words."""

from dataclasses import dataclass

from core.actions import Action, Verb
from core.jobs import Job, Place
from core.options import worded

# No picture comes of these that the place may not show: an export leaves out what is not for it.
_WORDS_ALONE = frozenset(
    {Verb.CANCEL, Verb.DELETE, Verb.DETAILS, Verb.VOTE, Verb.USE, Verb.TREE, Verb.EXPORT}
)


@dataclass(frozen=True, slots=True)
class Press:
    """A button with the job that it belongs to, by somebody, with words where it asked for them."""

    action: Action
    job: Job
    place: Place
    words: str = ""
    moderates: bool = False  # whether the one who pressed looks after the channel
    governs: bool = False  # whether they may decide for everybody there
    private: bool = False  # whether nobody else reads the place
    local: bool = False  # whether the words name the part of the picture that they change

    @property
    def said(self) -> str:
        """What it says in words: what came with it, and what the button itself means."""
        return worded(self.action, self.words)

    @property
    def shows(self) -> bool:
        """Whether pictures come of it, of the result or made from it."""
        return self.action.verb not in _WORDS_ALONE

    @property
    def repeats(self) -> bool:
        """Whether it asks for the earlier job once more."""
        return self.action.verb in (Verb.MORE, Verb.RETRY, Verb.CONFIRM, Verb.OTHER)

    @property
    def recalls(self) -> bool:
        """Whether it asks for what was done earlier with all its settings."""
        return self.action.verb in (Verb.AGAIN, Verb.RECALL)
