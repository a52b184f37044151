"""The words of a message as a prompt, or why they ask for nothing."""

from core.attachments import MOST_ATTACHMENTS
from core.errors import EmptyRequest, HelpAsked, NothingAsked, NothingToUndo, UnknownSet
from core.lexicon import Lexicon
from core.prompts import Prompt, parse


def read(
    words: str,
    pictured: bool,
    lexicon: Lexicon,
    literal: bool = False,
    sets: bool = False,
    about: bool = False,
) -> Prompt:
    """What `words` say; `pictured` where pictures came with them, which alone are a request.

    `about`: they reply to a result, of which a setting alone asks for another: “--ar 9:16”.
    `literal`: they are what is to be drawn or found, whatever else one may say with them. `sets`:
    whether somebody is there who knows the reference sets that they name.

    Raises BadRequest where they ask for nothing or cannot be understood.
    """
    prompt = parse(words, lexicon.asides)
    set_otherwise = about and prompt != parse("", lexicon.asides)
    if not (prompt.words or pictured or set_otherwise):
        raise EmptyRequest
    if not literal:
        _refuse(prompt.words, pictured, lexicon)
    if prompt.sets and not sets:
        raise UnknownSet(names=" or ".join(f"@{name}" for name in prompt.sets))
    return prompt


def _refuse(words: str, pictured: bool, lexicon: Lexicon) -> None:
    if lexicon.wonders(words):
        raise HelpAsked(limit=MOST_ATTACHMENTS)
    if not pictured and lexicon.courteous(words):
        raise NothingAsked
    if not pictured and lexicon.steps.retracts(words):
        raise NothingToUndo
