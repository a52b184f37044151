"""Where a result came from, and everything that it was made with."""

from core.actions import Verb
from core.answers import quoted
from core.buttons import button, to_recall
from core.catalogue import Catalogue, ModelCard
from core.counting import counted
from core.jobs import Job, JobSpec, Variant
from core.lineage import lines as came_from
from core.lineage import strength_of
from core.makers import makers
from core.replies import Kind, Reply
from core.steps import Way

AS_IT_WAS = "As it was: nothing is known against making it again exactly"


def details(
    job: Job, way: Way, catalogue: Catalogue, against: tuple[str, ...] | None = None
) -> Reply:
    """What a result was made with, and the way to it; `against`: why it may not come again, None
    where nobody looked."""
    spec = job.spec
    lines = [
        f"Words: {spec.own_words or 'none'}",
        *_composed(spec),
        f"Intent: {spec.intent}, role: {spec.role}, because {spec.reason}",
        *_models(job, catalogue),
        *_bound(spec, catalogue),
        _settings(job),
        *_recipes(job),
        *((f"Mask: {spec.mask.width} x {spec.mask.height} px",) if spec.mask else ()),
    ]
    lines += [f"{variant.index}: {_made(variant)}" for variant in job.variants]
    lines.append(f"Job {job.id}")
    lines += [f"Not as it was: {one}" for one in against or ()]
    lines += [AS_IT_WAS] if against == () else []
    lines += came_from(way, catalogue)
    more = tuple(button(verb, job) for verb in (Verb.TREE, Verb.EXPORT))
    rows = (to_recall(job), more) if job.variants else ()
    return Reply(Kind.NOTICE, f"Details{quoted(job)}", tuple(lines), rows=rows, job=job.id)


def _composed(spec: JobSpec) -> list[str]:
    """What the model was told, where sets, or a sharper version, made others of the person's."""
    words = spec.prompt.words
    return [f"The model was told: {words}"] if words and words != spec.own_words else []


def _models(job: Job, catalogue: Catalogue) -> list[str]:
    """What made it, each with its licence, and who was asked, where that was another."""
    asked, made = job.spec.model, makers(job, catalogue)
    if not made:
        known = catalogue.known(asked)
        return [f"Model: {'another' if known else asked} (no longer in the catalogue)"]
    names = {card.name for card in made}
    other = [f"Asked of: {catalogue.title(asked)}"] if asked not in names else []
    return [*other, *(line for card in made for line in _model_lines(card))]


def _model_lines(card: ModelCard) -> list[str]:
    return [
        f"Model: {card.title} ({card.source})",
        f"Licence: {card.licence}. {card.licence_note}",
        *([f"Price: {card.price}"] if card.price else []),
        *([f"Privacy: {card.privacy}"] if card.privacy else []),
    ]


def _bound(spec: JobSpec, catalogue: Catalogue) -> list[str]:
    """What models before this one forbid."""
    cards = filter(None, map(catalogue.known, spec.bound))
    return [f"Made from one of {card.title}: {card.licence}. {card.licence_note}" for card in cards]


def _settings(job: Job) -> str:
    spec = job.spec
    variants = counted(spec.count, "variant")
    took = (f"{job.seconds:.1f} s",) if job.finished and job.started else ()
    attempts = (f"attempt {job.attempts}",) if job.attempts > 1 else ()
    settings = (f"Seed {spec.seed}", *strength_of(job), variants, *took, *attempts)
    return ", ".join(settings)


def _recipes(job: Job) -> list[str]:
    """What a model was run with; the variants of a job may have had passes of different sizes."""
    recipes = dict.fromkeys(variant.recipe for variant in job.variants if variant.recipe)
    libraries = dict.fromkeys(one.libraries for one in job.variants if one.libraries)
    made = [f"Made with {', '.join(one)}" for one in libraries]
    return [*(f"Run: {recipe.said}" for recipe in recipes), *made]


def _made(variant: Variant) -> str:
    size = f"{variant.asset.width} x {variant.asset.height} px"
    did = f"{variant.label or variant.did}, " if variant.label or variant.did else ""
    return f"{did}{size}, seed {variant.seed}"
