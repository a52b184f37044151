"""Pipelines of diffusers behind the Engine protocol."""
