"""Settings that every process shares: where things are kept, and how to reach them.

Each is read from an `EASEL_…` variable, else from `easel.toml` in the current folder or in
EASEL_HOME, else it has a default.
"""

import os
import re
import tomllib
from collections.abc import Collection
from difflib import get_close_matches
from pathlib import Path
from typing import Any, Literal, NamedTuple, TypeVar

import platformdirs
from pydantic import AliasChoices, Field, NonNegativeInt, ValidationError
from pydantic_settings import (
    BaseSettings,
    EnvSettingsSource,
    PydanticBaseSettingsSource,
    SettingsConfigDict,
    SettingsError,
    TomlConfigSettingsSource,
)

from core.errors import BadSettings
from core.retention import Retention
from storage.database import sqlite_url
from storage.provenance.who import Who

Settings = TypeVar("Settings", bound=BaseSettings)

Platform = Literal["discord", "telegram", "web", "cli"]

PREFIX = "EASEL_"
REDIS_URL = ("EASEL_REDIS_URL", "REDIS_URL")  # the latter is what others call it


class StorageSettings(BaseSettings):
    """Where Easel keeps things."""

    model_config = SettingsConfigDict(env_prefix=PREFIX, extra="ignore", populate_by_name=True)

    home: Path = Field(
        default=Path(platformdirs.user_data_dir("easel", appauthor=False)),
        description="the one folder for everything that Easel keeps",
    )
    redis_url: str = Field(
        default="",
        validation_alias=AliasChoices("redis_url", *REDIS_URL),
        description="a Redis to use; empty starts one of Easel's own",
    )
    database_url: str = Field(
        default="", description="postgresql://…; empty keeps a SQLite file in home"
    )
    blobs: str = Field(
        default="", description="s3://bucket/prefix or a folder; empty is a folder in home"
    )
    lease: float = Field(
        default=15.0, gt=0, description="s until the jobs of a worker that died come back"
    )
    catalogue: str = Field(
        default="", description="a TOML file with more model cards, or other ones of the same name"
    )
    grace: float = Field(
        default=3600.0,
        ge=0,
        description="s for which files stay that nothing needs any more, after a delete",
    )
    retention_days: int = Field(
        default=0, ge=0, description="days after which requests and results go; 0 keeps them"
    )
    retention_platforms: dict[Platform, NonNegativeInt] = Field(
        default={}, description='the same for platforms that differ, as JSON: {"discord": 30}'
    )
    c2pa_certificate: str = Field(
        default="",
        description="a PEM file of the certificate that signs what leaves, and of who signed that; "
        "empty makes one on this machine",
    )
    c2pa_key: str = Field(default="", description="a PEM file of its private key")

    @property
    def who(self) -> Who:
        """Who signs what leaves."""
        return Who(self.home, self.c2pa_certificate, self.c2pa_key)

    @property
    def retention(self) -> Retention:
        """How long things are kept."""
        return Retention(self.retention_days, {**self.retention_platforms})

    @property
    def database(self) -> str:
        """URL of the database in use."""
        return self.database_url or sqlite_url(self.home / "easel.db")

    @property
    def blob_store(self) -> str:
        """Location of the files in use."""
        return self.blobs or str(self.home / "blobs")

    @classmethod
    def settings_customise_sources(
        cls,
        settings_cls: type[BaseSettings],
        init_settings: PydanticBaseSettingsSource,
        env_settings: PydanticBaseSettingsSource,
        dotenv_settings: PydanticBaseSettingsSource,
        file_secret_settings: PydanticBaseSettingsSource,
    ) -> tuple[PydanticBaseSettingsSource, ...]:
        """Variables go before the file."""
        return (init_settings, env_settings, *toml_sources(settings_cls))


def toml_sources(settings: type[BaseSettings]) -> list[TomlConfigSettingsSource]:
    """The files that settings are read from, the first one first."""
    home = os.environ.get("EASEL_HOME")  # noqa: TID251
    default = Path(platformdirs.user_data_dir("easel", appauthor=False))
    folders = (Path.cwd(), Path(home) if home else default)
    files = dict.fromkeys(folder / "easel.toml" for folder in folders)
    found: list[TomlConfigSettingsSource] = []
    for file in files:
        try:
            found += [TomlConfigSettingsSource(settings, file)] if file.is_file() else []
        except (OSError, tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
            raise BadSettings(name="easel.toml", detail=f"{file}: {error}") from error
    return found


def load(kind: type[Settings], **given: Any) -> Settings:
    """The settings of a process; raises BadSettings, which names the first one that is wrong."""
    try:
        return kind(**given)
    except ValidationError as error:
        first = error.errors()[0]
        # Of a list, the place of the wrong item follows the name.
        name = variable(str(first["loc"][0])) if first["loc"] else "easel.toml"
        raise BadSettings(name=name, detail=first["msg"]) from error
    except SettingsError as error:
        field = re.search(r'field "(\w+)"', str(error))
        name = variable(field[1]) if field else "of a list"
        raise BadSettings(name=name, detail="write it as a JSON list") from error


def variable(field: str) -> str:
    """The variable that sets a field."""
    return PREFIX + field.removeprefix(PREFIX).upper()


def make_home(home: Path) -> None:
    """The home folder; what is in it is its owner's alone. Raises BadSettings."""
    try:
        home.mkdir(mode=0o700, parents=True, exist_ok=True)
    except OSError as error:
        raise BadSettings(name="EASEL_HOME", detail=f"{home}: {error.strerror}") from error


def sources_of(kind: type[BaseSettings]) -> dict[str, str]:
    """Where each setting that is not a default comes from: the variable or the file."""
    found: dict[str, str] = {}
    for source in reversed([EnvSettingsSource(kind), *toml_sources(kind)]):
        where = getattr(source, "toml_file_path", None)
        names = source()
        found |= {_field(kind, name): str(where or "environment") for name in names}
    return found


def _field(kind: type[BaseSettings], name: str) -> str:
    """The field that a variable's name stands for."""
    if name in kind.model_fields:
        return name
    return name.lower().removeprefix(PREFIX.lower())


class Unknown(NamedTuple):
    """A setting that nothing reads: a slip of the pen, most likely."""

    name: str
    origin: str  # "environment" or the file
    nearest: str  # what may be meant; empty where nothing is like it


def unknown_to(kind: type[BaseSettings], besides: Collection[str] = ()) -> list[Unknown]:
    """Variables and lines of easel.toml that are neither fields of `kind` nor `besides` them."""
    known = (*kind.model_fields, *besides)
    variables = [name for name in sorted(os.environ) if name.upper().startswith(PREFIX)]  # noqa: TID251
    found = [
        Unknown(name, "environment", variable(near) if (near := _nearest(name, known)) else "")
        for name in variables
        if _field(kind, name) not in known
    ]
    for source in toml_sources(kind):
        found += [
            Unknown(name, str(source.toml_file_path), _nearest(name, known))
            for name in source.toml_data
            if name not in known and name not in REDIS_URL
        ]
    return found


def _nearest(name: str, known: Collection[str]) -> str:
    plain = name.lower().removeprefix(PREFIX.lower())
    return next(iter(get_close_matches(plain, known, 1)), "")
