"""Stills as clips: a camera before scenery, particles, ambience."""
