"""What is shown and said of reference sets."""

from collections.abc import Sequence
from dataclasses import replace

from core.catalogue import Intent, ModelCard
from core.colour_names import told
from core.counting import counted
from core.palettes import Palettes
from core.ratios import Ratio
from core.replies import Kind, Picture, Reply
from core.sets import Content, ReferenceSet

NO_PICTURES = "this kind of request takes none of a set"
SHOWN = 9  # pictures of a set in one reply; with its palette that is what Discord takes


async def shown(
    one: ReferenceSet, text: str, notes: tuple[str, ...], palettes: Palettes | None
) -> Reply:
    """A set with its pictures, its logo and its palette, under a sentence."""
    pictures = [
        Picture(asset, f"{one.name}-{number}", f"Picture {number} of {one.called}")
        for number, asset in enumerate(one.content.pictures, 1)
    ]
    logo = one.content.logo
    if logo is not None:
        pictures.append(Picture(logo, f"{one.name}-logo", f"The logo of {one.called}"))
    left = len(pictures) - SHOWN
    more = (f"{left} more are not shown here",) if left > 0 else ()
    every = (*pictures[:SHOWN], *await _swatches(one, palettes))
    return replace(described(one, text, (*more, *notes)), shown=every, files=every)


async def _swatches(one: ReferenceSet, palettes: Palettes | None) -> tuple[Picture, ...]:
    palette = one.content.palette
    drawn = await palettes.drawn(palette) if palettes and palette else None
    if drawn is None:
        return ()
    return (Picture(drawn, f"{one.name}-palette", f"The palette: {told(palette)}"),)


async def repainted(
    one: ReferenceSet, text: str, notes: tuple[str, ...], palettes: Palettes | None
) -> Reply:
    """A set whose palette changed: that alone is shown."""
    swatches = await _swatches(one, palettes)
    return replace(described(one, text, notes), shown=swatches, files=swatches)


def described(one: ReferenceSet, text: str, notes: tuple[str, ...]) -> Reply:
    """A set in words, under a sentence."""
    return Reply(Kind.NOTICE, text, (*_lines(one.content), *notes))


def line(one: ReferenceSet) -> str:
    """A set in one line."""
    version = f", version {one.version}" if one.newest > 1 else ""
    return f"{one.called}{version}: {'; '.join(_lines(one.content)) or 'empty'}"


def taken(
    one: ReferenceSet, pictures: int, card: ModelCard, whole: bool, ratios: Sequence[Ratio]
) -> str:
    """What a request took of a set, and what it did not: so many `pictures`, its words and colours
    where a `whole` picture is made, and those `ratios` of it that are the request's."""
    content = one.content
    parts = [_pictures(pictures, len(content.pictures), card)] if content.pictures else []
    if whole:
        colours = len(content.palette)
        parts += [f"its palette of {counted(colours, 'colour')}"] if colours else []
        parts += [f"“{content.added}”"] if content.added else []
        parts += [f"without “{content.avoided}”"] if content.avoided else []
    parts += [_listed(ratios)] if ratios else []
    what = "; ".join(parts) or "nothing of it is used in this kind of change"
    return f"with {one.called}, version {one.version}: {what}"


def _pictures(used: int, there: int, card: ModelCard) -> str:
    if used == there:
        return counted(there, "picture")
    if used > 1:
        most = f", as many as {card.title} takes" if used == card.references else ""
        return f"the first {used} of {there} pictures{most}"
    if used:
        return "its first picture"
    left = "its picture was" if there == 1 else f"its {there} pictures were"
    draws = Intent.REFINE in card.intents and Intent.IMAGINE not in card.stopgap
    why = NO_PICTURES if draws else f"{card.title} draws no new picture of what they show"
    return f"{left} not used: {why}"


def _lines(content: Content) -> tuple[str, ...]:
    """What a version holds, in words."""
    return tuple(
        filter(
            None,
            (
                counted(len(content.pictures), "picture") if content.pictures else "",
                f"palette: {told(content.palette)}" if content.palette else "",
                f"always with “{content.added}”" if content.added else "",
                f"always without “{content.avoided}”" if content.avoided else "",
                f"ratios: {_listed(content.ratios)}" if content.ratios else "",
                "with a logo" if content.logo else "",
            ),
        )
    )


def _listed(ratios: Sequence[Ratio]) -> str:
    return ", ".join(one.title for one in ratios)
