"""Which surroundings the words mean, and what of the words finds no room in them."""

from dataclasses import dataclass

from worker.engines.classical.posters.brief import Brief
from worker.engines.classical.posters.lexicon import props

# What each picture of its own kind has room for, besides itself.
_ROOM = {
    "space": {"planet", "ringed planet", "rocket", "stars", "milky way", "shooting star",
              "moon", "crescent moon"},
    "flowers": set[str](),
    "abstract": set[str](),
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Plan:
    """The surroundings of a poster, from far to near; `whole` leaves no room for the others."""

    whole: str = ""  # space, flowers, abstract
    far: tuple[str, ...] = ()  # mountains, volcano, city
    woods: bool = False  # trees behind land that is no forest
    water: str = ""  # sea, lake
    land: str = ""  # meadow, forest, desert, beach
    field: bool = False  # flowers all over the land

    def shows(self, weather: str) -> bool:
        """Whether there is room for it: what is calm shows on water only."""
        return not self.whole and (weather != "calm" or bool(self.water))

    @property
    def names(self) -> tuple[str, ...]:
        """All of them, as the vocabulary calls them."""
        woods, flowers = "forest" if self.woods else "", "flowers" if self.field else ""
        named = (self.whole, *self.far, woods, self.land, flowers, self.water)
        return tuple(name for name in named if name)


def planned(brief: Brief) -> Plan:
    """The surroundings that `brief` asks for, or that its things need."""
    if whole := _whole(brief):
        return Plan(whole)
    far, lands = brief.parts("far"), brief.parts("land")
    water = _water(brief, far, lands)
    woods = "forest" in lands and len(lands) > 1
    land = next((name for name in lands if not (woods and name == "forest")), "")
    field = brief.scene("flowers") is not None
    if not land:
        land = _land(brief, far, water, field=field)
    if not (water or land or far):
        water = "sea"
    return Plan("", far, woods, water, land, field)


def _whole(brief: Brief) -> str:
    """The kind of picture that leaves no room for a landscape; empty for a landscape."""
    grounded = brief.parts("far", "water", "land") or brief.placed("water", "land")
    wholes = brief.parts("whole")
    if grounded:
        return ""
    if "space" in wholes or (brief.placed("space") and not wholes):
        return "space"
    weathered = brief.light or brief.weather or brief.placed("sky")
    if "flowers" in wholes:
        return "" if weathered else "flowers"
    coloured = brief.colours and not (brief.props or weathered)
    return "abstract" if wholes or coloured else ""


def _water(brief: Brief, far: tuple[str, ...], lands: tuple[str, ...]) -> str:
    if waters := brief.parts("water"):
        return waters[0]
    afloat = brief.placed("water")
    if afloat or "beach" in lands or (brief.prop("palm") and not lands):
        return next((props()[item.name].scene for item in afloat), "sea")
    return "lake" if far[:1] == ("city",) and not (lands or brief.placed("land")) else ""


def _land(brief: Brief, far: tuple[str, ...], water: str, *, field: bool) -> str:
    """The land that nobody named; none where water will do."""
    if standing := brief.placed("land"):
        usual = props()[standing[0].name].scene
        return "meadow" if usual == "forest" and (water or far) else usual
    hovering = bool(brief.prop("balloon"))
    return "meadow" if not water and (field or far or hovering) else "meadow" if field else ""


def missed(brief: Brief, plan: Plan) -> tuple[str, ...]:
    """What is known and yet finds no room in `plan`, by name."""
    if plan.whole:
        room = _ROOM[plan.whole]
        things = [item.name for item in brief.props if item.name not in room]
        scenes = [scene.name for scene in brief.scenes if scene.name != plan.whole]
        light = [brief.light] if brief.light and plan.whole != "space" else []
        weather = [name for name in brief.weather if name != "calm"]
        return (*things, *scenes, *light, *weather)
    # Posters simplify anyway: “abstract mountains” are mountains.
    shown = {*plan.names, "abstract"}
    scenes = [name for name in brief.parts("whole", "land") if name not in shown]
    kinds = ["mesas"] if "mesas" in brief.kinds and plan.land != "desert" else []
    road = ["road"] if brief.prop("road") and plan.water else []
    return (*scenes, *kinds, *road)
