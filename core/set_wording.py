"""A request's words with what sets stand for in the place of their names, and more behind them."""

from collections.abc import Callable, Mapping
from dataclasses import replace

from core.prompts import Prompt
from core.requests import Request
from core.set_words import SetWords


def renamed(prompt: Prompt, names: Mapping[str, str], words: SetWords) -> Prompt:
    """The prompt with what sets stand for in the place of their names."""
    return _each(prompt, lambda text: _instead(text, names, words))


def worded(request: Request, names: Mapping[str, str], words: SetWords, *manners: str) -> Request:
    """The request so, with `manners` behind its words; what is said of a clip, too."""
    prompt = behind(renamed(request.prompt, names, words), *manners)
    meant = request.understood
    motion = replace(meant.motion, words=_instead(meant.motion.words, names, words))
    return replace(request, prompt=prompt, understood=replace(meant, motion=motion))


def behind(prompt: Prompt, *added: str) -> Prompt:
    """The prompt with more words behind its own."""
    return _each(prompt, lambda text: joined(text, *added))


def joined(*parts: str) -> str:
    """Parts of a prompt, without those that are empty."""
    return ", ".join(filter(None, parts))


def _instead(text: str, names: Mapping[str, str], words: SetWords) -> str:
    for called, by in names.items():
        text = words.instead(called, text, by)
    return text


def _each(prompt: Prompt, change: Callable[[str], str]) -> Prompt:
    permutations = tuple(map(change, prompt.permutations))
    return replace(prompt, words=change(prompt.words), permutations=permutations)


def numbered(after: int, count: int) -> str:
    """Some pictures of a request, as models read it: "image 2", "images 1 to 3"."""
    first, last = after + 1, after + count
    if count == 1:
        return f"image {first}"
    return f"images {first} {'and' if count == 2 else 'to'} {last}"
