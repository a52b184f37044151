"""What words ask to be recalled: a job by its id, one by what it is called, or the one that is
meant without a name."""

import re
from dataclasses import fields, replace
from typing import NamedTuple

from core.catalogue import Intent
from core.errors import BadRequest
from core.flags import Settings
from core.incoming import Incoming
from core.intents import Context, Replied, only_more, understand
from core.lexicon import Lexicon
from core.prompts import Prompt, parse

HISTORY, AGAIN = "history", "recall"  # the words of /history and /recall where none are given
SAME = "same settings"  # stands for the id of a job in words that go on behind it
_JOB = r"[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}"
_ID = re.compile(rf"\s*(?P<id>{_JOB})(?!\S)\s*(?P<rest>.*)", re.IGNORECASE | re.DOTALL)
_WITHIN = re.compile(rf"\b{_JOB}(?!\S*\w)", re.IGNORECASE)


class Wanted(NamedTuple):
    """What words ask to be recalled."""

    prompt: Prompt  # what shall be new
    id: str = ""  # of the job, where it is named
    named: str = ""  # what the job is called, where it has a name
    itself: bool = False  # whether it is wanted anew, and on no other picture
    more: bool = False  # whether more of the same kind is wanted, with settings that are new


def names_job(words: str) -> bool:
    """Whether words have the id of a job in them."""
    return _WITHIN.search(words) is not None


def wanted(incoming: Incoming, lexicon: Lexicon) -> Wanted | None:
    """What a message asks to be recalled; None where it asks for something else.

    Raises BadRequest where a command cannot be read.
    """
    words = incoming.words
    if incoming.intent is Intent.RECALL:
        if named := _ID.fullmatch(words):
            return Wanted(anew(named["rest"], lexicon), named["id"].lower())
        told = words.strip().lower()
        if told == HISTORY or not incoming.reply_to:
            return None
        return Wanted(anew("" if told == AGAIN else words, lexicon))
    if incoming.intent is not None:
        return None
    if incoming.reply_to and (settings := _settings_alone(incoming, lexicon)):
        return Wanted(settings)
    return _by_id(words, lexicon) or _by_name(words, lexicon) or _reapplied(words, lexicon)


def anew(words: str, lexicon: Lexicon) -> Prompt:
    """The new words for a job that is named already: "a castle", or "same settings, but a castle".

    Raises BadRequest where they cannot be read.
    """
    prompt = parse(words, lexicon.asides)
    new = lexicon.reapplies(prompt.words) if prompt.words else None
    return prompt if new is None else _renewed(prompt, new, lexicon)


def _settings_alone(incoming: Incoming, lexicon: Lexicon) -> Prompt | None:
    """The settings of a reply that says nothing else: “--seed 5”. None where they are of a ratio,
    which frames the picture, or only of how many more are wanted."""
    try:
        prompt = parse(incoming.words, lexicon.asides)
    except BadRequest:
        return None  # which is told on their ordinary way
    taken = incoming.taken
    brings = incoming.attachments or incoming.mask or (taken and (taken.pictures or taken.mask))
    if brings or prompt.words or prompt.ratio:
        return None
    return None if prompt == Prompt("", count=prompt.count) else prompt


def _by_id(words: str, lexicon: Lexicon) -> Wanted | None:
    """The job that plain words recall by its id: "recall job 01a2…, but a fox"."""
    found = _WITHIN.search(words)
    if found is None or not lexicon.recalls_by_id(words[: found.start()]):
        return None
    rest = words[found.end() :].strip(" ,.!")
    prompt = parse(f"{SAME} {rest}", lexicon.asides)
    new = lexicon.reapplies(prompt.words)
    return Wanted(_renewed(prompt, rest if new is None else new, lexicon), found[0].lower())


def _by_name(words: str, lexicon: Lexicon) -> Wanted | None:
    """What plain words want of a result that they name: "recall the castle with a whale instead",
    "recall the castle with seed 9". What else is new is a change of it."""
    found = lexicon.named_with(words)
    if found is None:
        return None
    instead = lexicon.instead(found.new)
    try:
        prompt = _renewed(Prompt(""), instead or found.new, lexicon)
    except BadRequest:
        return None
    itself = not prompt.words
    return Wanted(prompt, named=found.named, itself=itself) if instead or itself else None


def _reapplied(words: str, lexicon: Lexicon) -> Wanted | None:
    """What plain words want of an earlier result: "same settings, but a fox --seed 7"."""
    try:
        prompt = parse(words, lexicon.asides)
    except BadRequest:
        return None  # which is told on their ordinary way
    of = lexicon.settings_of(prompt.words)
    new = of.new if of else lexicon.reapplies(prompt.words)
    if new is None and prompt.unset and _says_no_more(prompt, lexicon):
        new = ""  # “again, but without @acme”
    if new is None and prompt != Prompt(prompt.words) and lexicon.exactly(prompt.words):
        new = ""  # “exactly the same again, but with seed 9”
    if new is None:
        return _more(prompt, lexicon)
    return Wanted(_renewed(prompt, new, lexicon), named=of.named if of else "")


def _more(prompt: Prompt, lexicon: Lexicon) -> Wanted | None:
    """More of the same kind with other settings: "again with seed 99", "again in 16:9"."""
    plain = Prompt(prompt.words, count=prompt.count)
    if prompt == plain or prompt.model or prompt.seconds or not prompt.words:
        return None
    again = understand(plain, Context(reply=Replied.SINGLE), lexicon)
    return Wanted(replace(prompt, words=""), more=True) if only_more(again, plain) else None


def _renewed(prompt: Prompt, new: str, lexicon: Lexicon) -> Prompt:
    """The prompt with the words that are `new`; what is a setting and no word is set: "but seed 9",
    "size 512"."""
    listed = f"{SAME}, {new}" if new else SAME  # so that a setting stands apart
    sized = lexicon.sizes.take(listed)
    said = parse(sized.rest if sized else listed, lexicon.asides)
    new = said.words.removeprefix(SAME).lstrip(" ,")
    known = {one.name: getattr(said, one.name) for one in fields(Settings)}
    if sized:
        known["size"] = sized.size(prompt.ratio or said.ratio)
    told = {name: getattr(prompt, name) for name in known}
    known |= {
        name: value
        for name, value in told.items()
        if value not in (None, "") and value is not False
    }
    more = parse(new, lexicon.asides)
    return replace(prompt, **known, words=new, permutations=more.permutations, quoted=more.quoted)


def _says_no_more(prompt: Prompt, lexicon: Lexicon) -> bool:
    """Whether words say nothing beside which sets are not to be used: “again”, “make it”."""
    if not prompt.words or lexicon.sets.bare(prompt.words):
        return True
    again = replace(prompt, unset=())
    return only_more(understand(again, Context(reply=Replied.SINGLE), lexicon), again)
