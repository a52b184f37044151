"""Rendering of Easel: models, pixels and the process that runs them."""
