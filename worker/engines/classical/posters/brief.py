"""What words ask a poster to show: things, light, weather, colours, and what is not known."""

from collections.abc import Iterable
from dataclasses import dataclass

from worker.engines.classical.posters.colour import RGB
from worker.engines.classical.posters.lexicon import props, scene_of_kind, scenes

_WOODS = frozenset({"forest", "tree", "pines"})  # whoever wants none of these wants no other


@dataclass(frozen=True, slots=True)
class Item:
    """A scene or a prop as it is asked for."""

    name: str
    count: int = 1
    size: float = 1.0  # of what is usual
    colour: RGB | None = None
    shade: str = ""  # the name of that colour
    again: bool = False  # whether it comes to one that was named before: “another cat”

    @property
    def title(self) -> str:
        """As the reply names it: “red sailing boat”, “3 × cabin”."""
        many = f"{self.count} × " if self.count > 1 else ""
        return f"{many}{self.shade} {self.name}" if self.shade else f"{many}{self.name}"


@dataclass(frozen=True, slots=True)
class Brief:
    """One reading of the words."""

    scenes: tuple[Item, ...] = ()
    props: tuple[Item, ...] = ()
    kinds: tuple[str, ...] = ()  # island, waves, tulips, …
    light: str = ""  # as the words name it
    weather: tuple[str, ...] = ()
    colours: tuple[tuple[str, RGB], ...] = ()  # of the whole poster
    look: str = ""  # a style on top
    look_words: str = ""  # how the words called it, where that is not its name
    without: frozenset[str] = frozenset()  # what must not appear
    unknown: tuple[str, ...] = ()  # what cannot be drawn
    fixed: tuple[str, ...] = ()  # what must not appear and belongs to what is drawn
    likeness: str = ""  # the person or the portrait that is all that is asked for

    @property
    def known(self) -> bool:
        """Whether the words name anything to draw; light alone will do if nothing is missed."""
        if self.likeness:
            return False
        if self.scenes or self.props or self.kinds:
            return True
        return bool(self.light or self.weather or self.colours) and not self.unknown

    def scene(self, name: str) -> Item | None:
        """The scene called `name`, if the words ask for it or for a kind of it."""
        found = next((scene for scene in self.scenes if scene.name == name), None)
        if found is None and any(scene_of_kind()[kind] == name for kind in self.kinds):
            return Item(name)
        return found

    def prop(self, name: str) -> Item | None:
        """The prop called `name`, if the words ask for it."""
        return next((prop for prop in self.props if prop.name == name), None)

    def may_add(self, name: str) -> bool:
        """Whether something that nobody asked for may be added."""
        return name not in self.without and not (name in _WOODS and self.without & _WOODS)

    def parts(self, *parts: str) -> tuple[str, ...]:
        """Names of the scenes that are asked for, of those `parts`, in order of mention."""
        named = [scene.name for scene in self.scenes]
        named += [scene_of_kind()[kind] for kind in self.kinds]
        return tuple(name for name in dict.fromkeys(named) if scenes()[name].part in parts)

    def placed(self, *places: str) -> tuple[Item, ...]:
        """The props of those places, in order of mention."""
        return tuple(item for item in self.props if props()[item.name].place in places)


def merged(items: Iterable[Item]) -> tuple[Item, ...]:
    """Each thing once, of each colour that is named for it; the larger number holds."""
    found: list[Item] = []
    for item in items:
        at = next((at for at, known in enumerate(found) if _same(known, item)), None)
        if at is None:
            found.append(item)
            continue
        known = found[at]
        colour, shade = (known.colour, known.shade) if known.colour else (item.colour, item.shade)
        count = known.count + item.count if item.again else max(item.count, known.count)
        found[at] = Item(item.name, count, known.size, colour, shade)
    return tuple(found)


def _same(known: Item, item: Item) -> bool:
    """Whether `item` is `known` again: a black cat and a white one are two."""
    shades = {known.shade, item.shade} - {""}
    return known.name == item.name and len(shades) < 2


def roomed(items: tuple[Item, ...]) -> tuple[tuple[Item, ...], tuple[str, ...]]:
    """Those of `items` that can be drawn beside their like, and the titles of the others."""
    kept, crowded = list[Item](), list[str]()
    for item in items:
        like = [other for other in kept if other.name == item.name]
        if like and sum(other.count for other in (*like, item)) > _most(item.name):
            crowded.append(f"a second {item.name} ({item.shade})")
        else:
            kept.append(item)
    return tuple(kept), tuple(crowded)


def _most(name: str) -> int:
    """How many of a name there can be, where their colours differ."""
    known = props().get(name)
    several = known is not None and (known.place in ("land", "water") or name == "balloon")
    return known.most if known is not None and several else 1
