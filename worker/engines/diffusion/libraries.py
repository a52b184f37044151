"""The libraries whose versions a picture depends on."""

from importlib.metadata import version

VERSIONS = tuple(f"{name} {version(name)}" for name in ("torch", "diffusers", "transformers"))
