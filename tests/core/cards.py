"""A catalogue of invented models, one for each thing that routing has to weigh."""

from typing import Any

from core.catalogue import Catalogue, Intent, ModelCard, Role


def card(
    name: str, title: str, roles: tuple[Role, ...], intents: tuple[Intent, ...], **more: Any
) -> ModelCard:
    """A card with what the test does not care for filled in."""
    values: dict[str, Any] = {
        "engine": "classical",
        "source": f"maker/{name}",
        "licence": "Apache-2.0",
        "licence_note": "Free for any use.",
        "strength": "Quick.",
        "limitation": "Small.",
    }
    return ModelCard(name, title, roles=roles, intents=intents, **values | more)


SKETCHER = card(
    "sketcher",
    "Sketcher",
    (Role.EXPLORE,),
    (Intent.IMAGINE, Intent.VARY, Intent.COMPARE),
    seconds=2.0,
)
PRINTER = card(
    "printer",
    "Printer 2K",
    (Role.HIRES,),
    (Intent.IMAGINE, Intent.UPSCALE),
    size=2048,
    seconds=30.0,
)
PAINTER = card(
    "painter",
    "Painter",
    (Role.CONSISTENT, Role.EDIT),
    (Intent.REFINE, Intent.RESTYLE, Intent.EDIT, Intent.REFRAME, Intent.COMPARE),
    references=3,
    seconds=10.0,
)
MOVER = card("mover", "Mover", (Role.ANIMATE,), (Intent.ANIMATE,), seconds=60.0)
DIRECTOR = card("director", "Director", (Role.CINEMATIC,), (Intent.ANIMATE,), seconds=400.0)
CLASSICAL = card(
    "classical",
    "Easel Classical",
    tuple(role for role in Role if role not in (Role.CINEMATIC, Role.NONE)),
    tuple(intent for intent in Intent if intent not in (Intent.IMAGINE, Intent.RECALL)),
    looks=("watercolour", "oil", "pencil", "noir", "comic"),
    synonyms=(("oil", "ol"), ("noir", "film noir", "night")),
    seconds=1.0,
)
# Not in the catalogue: it would take what its other tests want to see declined.
POSTERIST = card(
    "posterist",
    "Posterist",
    (Role.EXPLORE, Role.HIRES),
    (Intent.IMAGINE, Intent.COMPARE),
    stopgap=(Intent.IMAGINE,),
    looks=("noir", "comic"),
)
CATALOGUE = Catalogue((SKETCHER, PRINTER, PAINTER, MOVER, DIRECTOR, CLASSICAL))
EVERY = frozenset(one.name for one in CATALOGUE)
