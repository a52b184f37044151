"""Cards of models that tests make up."""

from core.catalogue import Intent, ModelCard, Need, Role
from core.recipes import Recipe


def diffusion_card(name: str = "tiny", **more: object) -> ModelCard:
    """A card of a diffusion model that takes words and pictures."""
    values: dict[str, object] = {
        "name": name,
        "title": name.title(),
        "engine": "diffusion",
        "source": f"tests/{name}",
        "roles": (Role.EXPLORE, Role.CONSISTENT),
        "intents": (Intent.IMAGINE, Intent.VARY, Intent.REFINE, Intent.RESTYLE),
        "licence": "Apache-2.0",
        "licence_note": "Free for any use.",
        "strength": "Small.",
        "limitation": "Knows nothing.",
        "need": Need(memory=1_000_000),
        "size": 64,
        "steps": 2,
        "seconds": 1.0,
    }
    return ModelCard(**values | more)  # type: ignore[arg-type]  # pyright: ignore[reportArgumentType]


def recipe(bucket: int = 1) -> Recipe:
    """What a model was run with, in passes of that size."""
    return Recipe(
        model="tests/tiny",
        revision="1a2b",
        pipeline="TinyPipeline",
        scheduler="Euler",
        bucket=bucket,
        precision="float32",
        device="cpu",
        versions=("torch 2.13.0",),
    )
