"""The cards that Easel comes with."""

import tomllib
from pathlib import Path

import core
from core.catalogue import Catalogue

TOML = Path(core.__file__).with_name("models.toml")
SHIPPED = Catalogue.from_data(tomllib.loads(TOML.read_text(encoding="utf-8")))
