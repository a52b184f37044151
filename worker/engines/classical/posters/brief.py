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

    @property
    def known(self) -> bool:
        """Whether the words name anything to draw; light alone will do if nothing is missed."""
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
    """Each thing once; where it is named again, the larger number and the first colour hold."""
    found: dict[str, Item] = {}
    for item in items:
        known = found.get(item.name)
        if known is None:
            found[item.name] = item
        elif item.count > known.count or (item.colour and not known.colour):
            found[item.name] = Item(
                item.name,
                max(item.count, known.count),
                known.size,
                known.colour or item.colour,
                known.shade or item.shade,
            )
    return tuple(found.values())
