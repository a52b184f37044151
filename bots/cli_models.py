"""`easel models`: the catalogue, and the weights of its models."""

import json
import os
import sys
from typing import Annotated

import typer

from bots.console import AsJson, clear_sentences, run, say

models = typer.Typer(
    help="List the catalogue; fetch the weights of its models, and check them.",
    add_completion=False,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
)
Names = Annotated[list[str], typer.Argument(metavar="NAME", help="as the catalogue lists them")]
ACCEPT = "say yes to licences that have conditions"


@models.callback(invoke_without_command=True)
def _models(context: typer.Context, as_json: AsJson = False) -> None:  # pyright: ignore[reportUnusedFunction]
    if context.invoked_subcommand is None:
        _list(as_json)


@models.command("list")
def list_models(as_json: AsJson = False) -> None:
    """List the catalogue: roles, licences, and what runs now."""
    _list(as_json)


def _list(as_json: bool) -> None:
    from bots.listing import listed, table

    with clear_sentences():
        found = run(listed())
        say(json.dumps(found, ensure_ascii=False, indent=2) if as_json else table(found))


@models.command()
def pull(
    names: Names,
    accept_licence: Annotated[bool, typer.Option("--accept-licence", help=ACCEPT)] = False,
) -> None:
    """Fetch the weights of models to where workers look for them.

    It says what it fetches before it does, and asks where a licence has conditions. What was
    stopped goes on where it was; what is damaged is fetched again.
    """
    _of_worker("pull", *(("--accept-licence",) if accept_licence else ()), "--", *names)


@models.command("verify")
def verify_weights(
    names: Annotated[list[str] | None, typer.Argument(metavar="[NAME]")] = None,
    as_json: AsJson = False,
) -> None:
    """Compare weights with what their publisher has.

    Without NAME all that are here. The exit status is 1 where something is missing or damaged.
    """
    _of_worker("verify", *(("--json",) if as_json else ()), "--", *(names or ()))


def _of_worker(*words: str) -> None:
    """Go on as the program that knows weights: it needs what a worker needs."""
    os.execv(sys.executable, [sys.executable, "-m", "worker.models", *words])  # noqa: S606
