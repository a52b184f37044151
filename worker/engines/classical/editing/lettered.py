"""What words want of lettering that they do not call so: the picture tells that it is."""

from core.relettering import relettered
from worker.engines.classical.editing.request import understood
from worker.engines.classical.editing.wishes import Request, Verb, Wishes
from worker.engines.classical.lettering.joining import whole_rows
from worker.engines.classical.lettering.naming import named_lines
from worker.engines.classical.lettering.reading import Line, listed, marked_lines, says
from worker.engines.classical.lettering.telling import inked
from worker.engines.classical.painting.pixels import Colour8, Plane
from worker.engines.classical.words.beyond import Beyond
from worker.engines.classical.words.capitals import as_text, capitals
from worker.engines.classical.words.wording import Rewording, rewording, unmarked


def wish_of_lettering(colour: Colour8, words: str, marks: Plane | None) -> Wishes | None:
    """The wish for other lettering where `words` name no text, but one that stands in `colour`."""
    if relettered(words):
        return None
    wish = None if rewording(words) else unmarked(words)
    if wish is None and not capitals(words):
        return None
    try:
        found = marked_lines(colour, marks)
    except Beyond:  # it cannot read here, so it is no text that was meant
        return None
    if wish is None:
        texts = [one.text for one in (*found, *whole_rows(found))]
        called = as_text(words, texts)
        return understood(called, marked=marks is not None) if called else None
    named = found if not wish.old else (*found, *whole_rows(found))
    if not any(says(line.text, wish.old) or not wish.old for line in named):
        if found and wish.labels:
            raise Beyond(f"it finds no “{wish.old}” in this picture. It reads: {listed(found)}.")
        return None
    each = _each(colour, found, wish) if wish.every and wish.old else (wish,)
    return Wishes(tuple(Request(Verb.REWORD, "text", "the text", detail=one) for one in each), ())


def _each(colour: Colour8, found: tuple[Line, ...], wish: Rewording) -> tuple[Rewording, ...]:
    """`wish` for each of the equal lines; raises Beyond where they are not as many as it says."""
    count = len(inked(colour, named_lines(found, wish.old), wish.colour))
    if wish.both and count != 2:
        raise Beyond(
            f"“{wish.old}” stands there {count} times, not twice: say “every {wish.old}”, or which."
        )
    return tuple(wish._replace(nth=number) for number in range(1, count + 1))
