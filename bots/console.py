"""How a command of the terminal runs: to its end, and whatever is wrong becomes one sentence."""

import sys
from collections.abc import Generator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Annotated, Any, TypeVar

import typer

from bots.plain_text import clean

if TYPE_CHECKING:
    from collections.abc import Coroutine

Result = TypeVar("Result")
AsJson = Annotated[bool, typer.Option("--json", help="answer as JSON")]


def run(work: "Coroutine[Any, Any, Result]") -> "Result":
    """Run to the end; asyncio is a third of the time that `easel --help` takes."""
    import asyncio

    from storage.until_signal import leave_on_sigterm

    leave_on_sigterm()
    return asyncio.run(work)


def say(text: str, to_stderr: bool = False) -> None:
    """Write a line; a path may hold bytes that are no text, and no line dies of that."""
    typer.echo(clean(text), err=to_stderr)


def log_lines() -> None:
    """Log as every process of Easel does: time, name, message."""
    import logging

    logging.basicConfig(level=logging.WARNING, format="%(asctime)s %(name)s %(message)s")
    logging.getLogger("easel").setLevel(logging.INFO)


@contextmanager
def clear_sentences(misconfigured: int = 1) -> Generator[None]:
    """Whatever is wrong becomes one sentence and an exit status, never a stack trace.

    The status is 1, and `misconfigured` where to start again would not help.
    """
    from core.errors import BadSettings, EaselError

    try:
        yield
    except EaselError as error:
        say(error.sentence, to_stderr=True)
        raise typer.Exit(misconfigured if isinstance(error, BadSettings) else 1) from error
    except BrokenPipeError:
        raise  # whoever read our lines has enough of them; typer ends quietly then
    except Exception as error:  # the last net: what nobody foresaw
        say(_kept(error), to_stderr=True)
        raise typer.Exit(1) from error


def need(extra: str, library: str) -> None:
    """Raises NotInstalled where an extra of the package is not there; its module has its name."""
    from importlib.util import find_spec

    from core.errors import NotInstalled

    if find_spec(extra) is None:
        raise NotInstalled(library=library, extra=extra)


def _kept(error: Exception) -> str:
    """Keep the trace of an error for whoever mends it; returns the sentence for the person."""
    import logging
    from datetime import UTC, datetime
    from traceback import format_exception

    from core.errors import EaselError, Unforeseen
    from storage.settings import StorageSettings, load, make_home

    trace = (
        f"{datetime.now(UTC).isoformat()} {' '.join(sys.argv)}\n{''.join(format_exception(error))}"
    )
    try:
        home = load(StorageSettings).home
        make_home(home)
        with (home / "error.log").open("a", encoding="utf-8", errors="backslashreplace") as log:
            log.write(trace)
    except (EaselError, OSError):
        logging.getLogger("easel.cli").error("%s", trace)
        return Unforeseen().sentence
    return f"{Unforeseen().sentence} What happened is written in {home / 'error.log'}."
