"""Settings of the front ends."""

import getpass
import os
import secrets
import tempfile
from contextlib import suppress
from pathlib import Path

from pydantic import Field, SecretStr

from core.errors import BadSettings
from storage.settings import StorageSettings

SECRET = 32  # bytes


class BotSettings(StorageSettings):
    """How people reach Easel."""

    web_host: str = Field(default="127.0.0.1", description="where the studio page listens")
    web_port: int = Field(default=8765, ge=0, le=65535, description="its port")
    web_names: tuple[str, ...] = Field(
        default=(), description="names that the page answers to besides localhost, as a JSON list"
    )
    web_url: str = Field(
        default="",
        pattern=r"^(https?://[^\s/]+(/[^\s]*)?)?$",
        description="where people reach the page, https://…; chats link to it to paint on "
        "pictures, and to files that are too large for them",
    )
    coach_url: str = Field(
        default="",
        pattern=r"^(https?://[^\s/]+(/[^\s]*)?)?$",
        description="an API of OpenAI's shape, https://…/v1, whose language model says vague "
        "requests more exactly; they go there; empty leaves it to rules",
    )
    coach_model: str = Field(default="", description="what that language model is called there")
    coach_key: SecretStr = Field(
        default=SecretStr(""), description="the key of that API; empty where it wants none"
    )
    coach_timeout: float = Field(
        default=1.5, gt=0, le=10, description="s that a vague request waits for it, at most"
    )
    discord_token: SecretStr = Field(
        default=SecretStr(""), description="token of the Discord bot; docs/discord.md"
    )
    discord_reads_all: bool = Field(
        default=False, description="whether its application has the message-content intent"
    )
    discord_shards: int = Field(
        default=1, ge=0, description="its connections to Discord; 0 takes as many as that advises"
    )
    telegram_token: SecretStr = Field(
        default=SecretStr(""), description="token of the Telegram bot; docs/telegram.md"
    )
    telegram_webhook: str = Field(
        default="",
        pattern=r"^(https?://[^\s/]+(/[^\s]*)?)?$",
        description="where Telegram reaches this machine, https://…; empty asks Telegram instead",
    )
    telegram_secret: SecretStr = Field(
        default=SecretStr(""),
        description="what Telegram brings along to the webhook; empty makes one",
    )
    telegram_host: str = Field(default="127.0.0.1", description="where the webhook listens")
    telegram_port: int = Field(default=8766, ge=0, le=65535, description="its port")
    telegram_api: str = Field(
        default="https://api.telegram.org",
        pattern=r"^https?://[^\s]+$",
        description="the Bot API; another one where you run a server of your own",
    )


def secret(home: Path) -> bytes:
    """What links and cookies are sealed with: made once, readable by the owner alone.

    Raises BadSettings where the file is cut short or cannot be read.
    """
    file = home / "secret"
    try:
        if not file.exists():
            _make_secret(file)
        found = file.read_bytes()
    except OSError as error:
        raise BadSettings(name="secret", detail=f"{file}: {error.strerror}") from error
    if len(found) < SECRET:
        raise BadSettings(name="secret", detail=f"{file} is cut short; delete it and start again.")
    return found


def _make_secret(file: Path) -> None:
    """Write it whole or not at all; where two processes do so at once, one of them wins."""
    descriptor, name = tempfile.mkstemp(prefix="secret-", dir=file.parent)  # for the owner alone
    try:
        with os.fdopen(descriptor, "wb") as new:
            new.write(secrets.token_bytes(SECRET))
            new.flush()
            os.fsync(new.fileno())
        with suppress(FileExistsError):
            os.link(name, file)
    finally:
        Path(name).unlink()


def local_person() -> str:
    """Whoever sits at this machine's keyboard."""
    try:
        return getpass.getuser()
    except (KeyError, OSError):  # a container may run as a number that has no name
        return str(os.getuid())
