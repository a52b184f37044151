"""The size that plain words say for a picture that is new; of one that is there, sides are a frame
(core.purposes) or an enlargement."""

from dataclasses import fields, replace

from core.catalogue import Intent
from core.contexts import Context
from core.flags import Settings
from core.intents import understand
from core.lexicon import Lexicon
from core.prompts import Prompt, parse
from core.purposes import frame_of

_FRAMING = frozenset({Intent.UPSCALE, Intent.REFRAME, Intent.FORMATS})


def sized(prompt: Prompt, lexicon: Lexicon) -> Prompt:
    """A prompt without a picture to work on, with the size that its words say as a setting.

    As it is, where it has one, says none, or speaks of a picture that exists.
    """
    if prompt.size is not None or frame_of(prompt.words):
        return prompt
    found = lexicon.sizes.take(prompt.words)
    if found is None or understand(prompt, Context(), lexicon).needs_picture:
        return prompt
    rest = parse(found.rest, lexicon.asides)  # "two variants" stands apart now
    if _of_what_is_there(rest, lexicon):
        return prompt
    said = {one: getattr(prompt, one.name) for one in fields(Settings)}
    known = {one.name: value for one, value in said.items() if value != one.default}
    merged = replace(rest, **known, unset=prompt.unset)
    return replace(merged, size=found.size(merged.ratio))


def _of_what_is_there(rest: Prompt, lexicon: Lexicon) -> bool:
    """Whether words beside a size would lay out or enlarge a picture: "bigger, 2000x1500"."""
    framing = understand(rest, Context(images=1), lexicon).intent in _FRAMING
    return framing and not lexicon.proposes(rest.words)
