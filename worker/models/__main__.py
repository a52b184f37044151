"""Runs `easel models pull` and `verify`: `python -m worker.models`."""

import argparse
import json
import os
import sys
from collections.abc import Sequence
from dataclasses import replace
from importlib.util import find_spec
from typing import TYPE_CHECKING

import typer

from core.catalogue import ModelCard
from core.errors import Broken, EaselError, NotInstalled
from storage.opening import read_catalogue
from storage.settings import load, make_home
from worker.settings import WorkerSettings

if TYPE_CHECKING:
    from worker.models.alternatives import Alternatives
    from worker.models.verifying import Verdict

STOPPED = 130  # how a shell writes that SIGINT ended a program
ENGINE = "diffusion"  # the one whose cards have weights
_LIBRARIES = ("huggingface_hub", "safetensors")


class Weightless(Broken):
    """{model} has no weights here: its engine is {engine}."""


def main(words: Sequence[str]) -> int:
    """Do what the command line says; returns the exit status."""
    given = _parser().parse_args(words)
    try:
        for library in _LIBRARIES:
            if find_spec(library) is None:
                raise NotInstalled(library=library, extra="worker")
        return given.run(given, load(WorkerSettings))
    except EaselError as error:
        typer.echo(error.sentence, err=True)
        return 1
    except KeyboardInterrupt:
        typer.echo(f"\n{given.stopped}", err=True)
        return STOPPED


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="easel models")
    commands = parser.add_subparsers(required=True)
    pull = commands.add_parser("pull")
    pull.add_argument("names", nargs="+")
    pull.add_argument("--accept-licence", action="store_true")
    stopped = "Stopped; what has come is kept, and the same command goes on from there."
    pull.set_defaults(run=_pull, stopped=stopped)
    verify = commands.add_parser("verify")
    verify.add_argument("names", nargs="*")
    verify.add_argument("--json", action="store_true")
    verify.set_defaults(run=_verify, stopped="Stopped.")
    here = commands.add_parser("here")
    here.set_defaults(run=_here, stopped="Stopped.")
    examine = commands.add_parser("examine")
    examine.set_defaults(run=_examine, stopped="Stopped.")
    return parser


def _pull(given: argparse.Namespace, settings: WorkerSettings) -> int:
    from worker.models.alternatives import Alternatives
    from worker.models.pulling import pull

    make_home(settings.home)
    cards, weights = _cards(given.names, settings), settings.weights
    others = Alternatives(_cards([], settings), weights)
    for card in cards:
        if said := others.too_large(card):
            _say(said)
    pull(cards, weights, given.accept_licence, _say, others)
    return 0


def _verify(given: argparse.Namespace, settings: WorkerSettings) -> int:
    from worker.engines.diffusion.weights import wanted
    from worker.models.alternatives import Alternatives
    from worker.models.pulling import bar
    from worker.models.verifying import State, Verifier

    verifier = Verifier(settings.weights)
    cards = _cards(given.names, settings)
    if not given.names:  # what is beside a model may be there for another one
        cards = [card for card in cards if verifier.folder(card)]
    parts = [(part, card) for card in cards for part in wanted(card)]
    with bar("reads", sum(verifier.size(part) for part, _ in parts)) as moving:
        found = [
            replace(
                verifier.verdict(part, moving.update),
                part=part.source if part.source != card.source else "",
            )
            for part, card in parts
        ]
    if given.json:
        _say(json.dumps([one.data() for one in found], ensure_ascii=False, indent=2))
    else:
        others = Alternatives(_cards([], settings), settings.weights)
        lines = (f"{one.line}{_meanwhile(one, others)}" for one in found)
        _say("\n".join(lines) or f"No weights in {settings.weights}.")
    return int(any(one.state is not State.COMPLETE for one in found))


def _meanwhile(verdict: "Verdict", others: "Alternatives") -> str:
    """What would do in the place of weights that are not whole."""
    other = "" if verdict.state is verdict.state.COMPLETE else others.of(verdict.card)
    return f". {other}" if other else ""


def _here(given: argparse.Namespace, settings: WorkerSettings) -> int:
    """Bytes of the weights that lie here, by card, for programs; nothing is looked into."""
    from worker.engines.diffusion.weights import lying

    cards = _cards([], settings)
    found = {card.name: size for card in cards if (size := lying(card, settings.weights))}
    _say(json.dumps(found))
    return 0


def _examine(given: argparse.Namespace, settings: WorkerSettings) -> int:
    from worker.models.examining import examined

    found = examined(_cards([], settings), settings.weights, settings.devices)
    _say(json.dumps(found, ensure_ascii=False))
    return 0


def _cards(names: Sequence[str], settings: WorkerSettings) -> list[ModelCard]:
    """The cards of those names, each once; without names, all that have weights.

    Raises UnknownModel and Weightless.
    """
    catalogue = read_catalogue(settings)
    if not names:
        return [card for card in catalogue if card.engine == ENGINE]
    cards = {name.casefold(): catalogue.card(name) for name in names}
    for card in cards.values():
        if card.engine != ENGINE:
            raise Weightless(model=card.title, engine=card.engine)
    return list({card.name: card for card in cards.values()}.values())


def _say(text: str) -> None:
    typer.echo(text)
    sys.stdout.flush()


if __name__ == "__main__":
    status = main(sys.argv[1:])
    sys.stdout.flush()
    os._exit(status)  # without waiting for what the network may never send
