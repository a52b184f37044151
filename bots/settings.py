"""Settings of the front ends."""

import getpass
import os
import secrets
from pathlib import Path

from pydantic import Field

from storage.settings import StorageSettings


class BotSettings(StorageSettings):
    """How people reach Easel."""

    web_host: str = Field(default="127.0.0.1", description="where the studio page listens")
    web_port: int = Field(default=8765, ge=0, le=65535, description="its port")
    web_names: tuple[str, ...] = Field(
        default=(), description="names that the page answers to besides localhost, as a JSON list"
    )


def secret(home: Path) -> bytes:
    """What links and cookies are sealed with: made once, readable by the owner alone."""
    file = home / "secret"
    try:
        descriptor = os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError:
        return file.read_bytes()
    with os.fdopen(descriptor, "wb") as new:
        new.write(secrets.token_bytes(32))
    return file.read_bytes()


def local_person() -> str:
    """Whoever sits at this machine's keyboard."""
    return getpass.getuser()
