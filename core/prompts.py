"""A person's text to a Prompt: flags, ratio, count, seed, quoted text, @sets, negatives."""

from dataclasses import dataclass

from core.asides import Asides
from core.errors import TooManyWords
from core.flags import take_flags
from core.permutations import expand
from core.quoting import Passage
from core.ratios import Ratio
from core.set_names import named_sets
from core.sizes import Size

MOST_CHARACTERS = 4_000


@dataclass(frozen=True, slots=True)
class Prompt:
    """What a text asks for, with its settings taken out of the words."""

    words: str  # without flags; quoted text verbatim, permutations as they were written
    permutations: tuple[str, ...] = ()  # the words once for each choice of {a|b}
    negative: str = ""  # what must not appear
    ratio: Ratio | None = None
    count: int | None = None
    seed: int | None = None
    model: str | None = None
    strength: float | None = None  # 0 to 1
    raw: bool = False  # words go to the model as they are
    quoted: tuple[str, ...] = ()  # text that should appear in the picture, verbatim
    sets: tuple[str, ...] = ()  # names of reference sets, without the @: "mia", "mia:1"
    unset: tuple[str, ...] = ()  # those that it does without, which left the words
    scenes: tuple[str, ...] = ()  # of a series, as said; `permutations` has them with the subject
    seconds: float | None = None  # of a clip
    size: Size | None = None  # of what is drawn anew


def parse(text: str, asides: Asides) -> Prompt:
    """What `text` asks for; an empty text gives empty words, which a picture can make sense of.

    `asides` is how people say settings in passing. Raises TooManyWords, UnknownFlag, and BadFlag
    for a value or a permutation that does not fit.
    """
    if len(text) > MOST_CHARACTERS:
        raise TooManyWords(length=len(text), limit=MOST_CHARACTERS)
    passage, settings = take_flags(Passage.of(text))
    passage, unset = asides.unset(passage.tidy())
    passage, settings = asides.take(passage, settings)
    passage = passage.tidy()
    sets = named_sets(passage)
    return Prompt(
        words=passage.text,
        permutations=expand(passage),
        negative=settings.negative,
        ratio=settings.ratio,
        count=settings.count,
        seed=settings.seed,
        model=settings.model,
        strength=settings.strength,
        raw=settings.raw,
        size=settings.size,
        quoted=passage.quotations(),
        sets=sets,
        unset=tuple(name for name in unset if name not in sets),
        seconds=settings.seconds,
    )
