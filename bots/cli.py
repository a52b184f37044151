"""The command line. What is heavy is imported inside the command that needs it."""

import os
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Literal

import typer

from bots.cli_models import models
from bots.console import AsJson, clear_sentences, log_lines, need, run, say
from bots.plain_text import clean, json_line, one_line

if TYPE_CHECKING:
    from bots.making import Wish

app = typer.Typer(
    help="A creative assistant for chats: words and a picture in, a grid of variants out.",
    no_args_is_help=True,
    add_completion=False,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
)
app.add_typer(models, name="models")

Words = Annotated[str, typer.Argument(help="what you would like")]
ReplyKind = Literal["none", "grid", "single"]
# core.masks says the same, and is imported only where it is needed.
MASK = "where to change something: white changes, black stays; or a copy with that part erased"


@app.command()
def demo() -> None:
    """Start everything on this machine, with nothing to configure, and say where it is."""
    _start_all()


@app.command()
def up() -> None:
    """Run all parts that are configured, and keep them running."""
    _start_all()


def _start_all() -> None:
    from bots.settings import BotSettings
    from bots.supervisor import DISCORD, STUDIO, TELEGRAM, WORKER, supervise
    from storage.redis_server import RedisServer
    from storage.settings import load, make_home

    with clear_sentences():
        settings = load(BotSettings)
        make_home(settings.home)
        say(f"Easel keeps everything in {settings.home}; it is starting …")
        with RedisServer(settings.home, settings.redis_url, dies_with_parent=True) as redis:
            bots = ((DISCORD, settings.discord_token), (TELEGRAM, settings.telegram_token))
            parts = (WORKER, STUDIO, *(bot for bot, token in bots if token))
            run(supervise(redis, parts, say))
        typer.echo("Easel has ended; everything is kept.")


@app.command()
def web() -> None:
    """Serve the studio page."""
    from bots.settings import BotSettings
    from bots.studio import main as serve
    from bots.supervisor import GIVE_UP
    from storage.settings import load

    log_lines()
    with clear_sentences(misconfigured=GIVE_UP):
        run(serve(load(BotSettings), say))


@app.command()
def discord() -> None:
    """Be there in Discord, as the bot whose token is EASEL_DISCORD_TOKEN."""
    from bots.settings import BotSettings
    from bots.supervisor import GIVE_UP
    from storage.settings import load

    log_lines()
    with clear_sentences(misconfigured=GIVE_UP):
        need("discord", "discord.py")
        from bots.discord_bot import main as connect

        run(connect(load(BotSettings), say))


@app.command()
def telegram() -> None:
    """Be there in Telegram, as the bot whose token is EASEL_TELEGRAM_TOKEN."""
    from bots.settings import BotSettings
    from bots.supervisor import GIVE_UP
    from storage.settings import load

    log_lines()
    with clear_sentences(misconfigured=GIVE_UP):
        need("telegram", "python-telegram-bot")
        from bots.telegram_bot import main as connect

        run(connect(load(BotSettings), say))


@app.command()
def worker() -> None:
    """Render jobs."""
    # The worker is a program of its own: bots hold tokens, workers hold models.
    os.execv(sys.executable, [sys.executable, "-m", "worker"])  # noqa: S606


@app.command()
def make(
    words: Words = "",
    image: Annotated[list[Path] | None, typer.Option(help="a picture; may be repeated")] = None,
    mask: Annotated[Path | None, typer.Option(help=MASK)] = None,
    press: Annotated[str, typer.Option(help="the action of a button in a reply.json")] = "",
    out: Annotated[Path, typer.Option(help="folder for what is made")] = Path("out"),
    as_json: AsJson = False,
) -> None:
    """Run one request and write the grid, the variants and the reply.

    A picture that was made here goes on where it came from, as a reply to it does.
    """
    from bots.making import Wish

    _make(Wish(clean(words), tuple(image or ()), out, mask, press=clean(press)), as_json)


@app.command()
def recall(
    job: Annotated[str, typer.Argument(help="its id, or the end of that")],
    words: Annotated[str, typer.Argument(help="in place of those of then")] = "",
    image: Annotated[list[Path] | None, typer.Option(help="in place of the one of then")] = None,
    mask: Annotated[Path | None, typer.Option(help=MASK)] = None,
    out: Annotated[Path, typer.Option(help="folder for what is made")] = Path("out"),
    as_json: AsJson = False,
) -> None:
    """Run an earlier job again: exactly, or with its settings on other words or pictures.

    What is no longer as it was (model, weights, library, kept file) is said.
    """
    from bots.making import Wish

    _make(Wish(clean(words), tuple(image or ()), out, mask, clean(job)), as_json)


def _make(wish: "Wish", as_json: bool) -> None:
    from bots import making
    from bots.settings import BotSettings
    from storage.settings import load

    with clear_sentences():
        reply = run(making.make(load(BotSettings), wish, making.to_stderr))
    if as_json:
        say(json_line(reply))
    else:
        say("\n".join(map(one_line, making.in_words(reply, wish.out))))
    raise typer.Exit(making.exit_status(reply))


@app.command()
def route(
    words: Annotated[str, typer.Argument(help="what somebody says, or - for JSON lines")],
    images: Annotated[int, typer.Option(min=0, help="pictures that come with it")] = 0,
    reply: Annotated[ReplyKind, typer.Option(help="what it replies to")] = "none",
    mask: Annotated[bool, typer.Option("--mask", help="whether a mask comes with it")] = False,
    as_json: AsJson = False,
) -> None:
    """Say what Easel would understand, and which model would take it.

    What it would refuse is answered with the sentence on standard error, with --json as
    {"error", "sentence"} on standard output, and the exit status is 1.

    With - for the words, every line of standard input is {"text", "images", "reply", "mask"} and
    is answered by one JSON line, a refusal or a line that cannot be read too; the exit status is
    then 0. --images, --reply and --mask hold for lines that leave them out.
    """
    from bots.explaining import Explainer, in_words
    from bots.utterances import Said, lines_in, utterances
    from core.intents import Replied

    said = Said(clean(words), images, Replied(reply), mask)
    with clear_sentences():
        explainer = Explainer()
        if words == "-":
            for each in utterances(lines_in(), said):
                say(json_line(explainer.explain(each)))
            return
        answer = explainer.explain(said)
    refused = "error" in answer
    if as_json:
        say(json_line(answer))
    else:
        say(one_line(in_words(answer)), to_stderr=refused)
    raise typer.Exit(int(refused))


@app.command()
def inspect(files: Annotated[list[Path], typer.Argument()], as_json: AsJson = False) -> None:
    """Say what Easel would make of files: what they are, or what is wrong with them.

    One line a file; invisible characters of a name are shown as escapes.
    """
    from bots.inspecting import inspected

    with clear_sentences():
        for file in files:
            found = inspected(file)
            say(json_line(found.data) if as_json else one_line(found.line))


@app.command()
def verify(file: Annotated[Path, typer.Argument()], as_json: AsJson = False) -> None:
    """Say where a file came from, if it says so itself, and whether that holds.

    The exit status is 1 where it says nothing, or was changed after it was signed.
    """
    from bots.verifying import holds, verified
    from storage.settings import StorageSettings, load

    with clear_sentences():
        found = run(verified(load(StorageSettings), file))
    say(json_line(found.data) if as_json else "\n".join(map(one_line, found.lines)))
    raise typer.Exit(0 if holds(found) else 1)


@app.command()
def export(
    thread: Annotated[str, typer.Argument(help="id of a result, or its end, or of a channel")],
    out: Annotated[
        Path | None, typer.Option(help="the file; its name comes from the thread")
    ] = None,
) -> None:
    """Write all that belongs to a result, or was made in a channel, into a ZIP."""
    from bots.exporting_files import exported
    from storage.settings import StorageSettings, load

    with clear_sentences():
        written = run(exported(load(StorageSettings), clean(thread), out))
    say("\n".join(map(one_line, written)))


@app.command()
def history(
    words: Annotated[list[str] | None, typer.Argument(help="words, a day, clips, a model")] = None,
    most: Annotated[int, typer.Option(min=1, max=500, help="results to list")] = 20,
    as_json: AsJson = False,
) -> None:
    """List what you made with `easel make`, the latest first, or what words find of it."""
    from bots.looking_back import found
    from bots.settings import BotSettings
    from storage.settings import load

    with clear_sentences():
        told = run(found(load(BotSettings), clean(" ".join(words or ())), most))
    say(json_line(told.data) if as_json else "\n".join(map(one_line, told.lines)))


@app.command()
def show(
    job: Annotated[str, typer.Argument(help="its id, or the end of that")], as_json: AsJson = False
) -> None:
    """Show all that is known of a result: where it came from, its parameters, its files."""
    from bots.looking_back import shown
    from bots.settings import BotSettings
    from storage.settings import load

    with clear_sentences():
        told = run(shown(load(BotSettings), clean(job)))
    say(json_line(told.data) if as_json else "\n".join(map(one_line, told.lines)))


@app.command()
def forget(
    person: Annotated[str, typer.Argument(help="an id, discord:123, telegram:123, or a name")],
    yes: Annotated[bool, typer.Option("--yes", help="do not ask before it is done")] = False,
) -> None:
    """Remove everything that is kept of somebody, after saying what there is."""
    from bots.forgetting import forget as forgotten
    from bots.settings import BotSettings
    from storage.settings import load

    def agrees(kept: Sequence[str]) -> bool:
        if yes:
            return True
        say("\n".join(map(one_line, ("This would be removed:", *kept))))
        return typer.confirm("Forget this person? It cannot be taken back")

    with clear_sentences():
        said = run(forgotten(load(BotSettings), clean(person), agrees))
    say("\n".join(map(one_line, said)))


@app.command()
def doctor() -> None:
    """Say how Easel is set up, where each setting came from, and what is missing."""
    from bots.examining import examine

    with clear_sentences():
        findings = run(examine())
    say("\n".join(findings.lines))
    raise typer.Exit(0 if findings.healthy else 1)


def main() -> None:
    """Entry point."""
    app()
