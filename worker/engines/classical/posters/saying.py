"""What the reply says of a poster: what was drawn, what was not, and why nothing could be."""

from worker.engines.classical.posters.brief import Brief
from worker.engines.classical.posters.lexicon import abilities, scene_of_kind
from worker.engines.classical.posters.scenes.planning import Plan, missed

_QUOTED = 2  # of the things that cannot be drawn, as many are named
# Looks that print or draw in colours of their own.
_OWN_COLOURS = ("linocut", "noir", "pencil", "pop art", "riso print")


def said(brief: Brief, plan: Plan) -> str:
    """“drew: lighthouse, sea, dusk; could not draw: fox”."""
    lost = missed(brief, plan)
    seen = [item.title for item in brief.props if item.name not in lost]
    seen += [kind for kind in brief.kinds if kind not in lost]
    seen += [_named(brief, name) for name in plan.names if not _told(brief, name)]
    seen += [brief.light] if brief.light and brief.light not in lost else []
    seen += [weather for weather in brief.weather if plan.shows(weather)]
    if brief.colours:
        seen.append(f"in {' and '.join(name for name, _ in brief.colours)}")
    parts = [f"drew: {', '.join(dict.fromkeys(seen))}"]
    if missing := (*brief.unknown, *lost):
        parts.append(f"could not draw: {', '.join(missing)}")
    if brief.without:
        parts.append(f"left out: {', '.join(sorted(brief.without))}")
    if brief.fixed:
        parts.append(f"could not leave out: {', '.join(brief.fixed)}")
    return "; ".join(parts)


def repainted(brief: Brief, how: str) -> str:
    """What a look that went on top, told by `how`, made of the colours that the words name."""
    shades = [item.shade for item in (*brief.scenes, *brief.props) if item.shade]
    shades += [name for name, _ in brief.colours]
    if not shades or not how.startswith(_OWN_COLOURS):
        return ""
    return f", in its own colours: not in {' and '.join(dict.fromkeys(shades))}"


def _told(brief: Brief, name: str) -> bool:
    """Whether a kind says it already: roses are flowers."""
    return name == "flowers" and any(scene_of_kind()[kind] == name for kind in brief.kinds)


def _named(brief: Brief, name: str) -> str:
    if name == "abstract":
        return "an abstract"
    scene = brief.scene(name)
    return scene.title if scene is not None else name


def refusal(brief: Brief) -> str:
    """Why nothing is drawn, what would be needed, and what can be asked instead."""
    if brief.likeness:
        return (
            f"it cannot draw {brief.likeness}: that needs a diffusion model. It draws people as "
            "small figures in a landscape: “a couple on a beach at sunset”."
        )
    things = " or ".join(f"“{thing}”" for thing in brief.unknown[:_QUOTED])
    reason = f"it cannot draw {things}" if things else "it finds nothing to draw in these words"
    return f"{reason} without a diffusion model. {abilities()}, or “an abstract in red and blue”."
