"""Pixels and what is done to all of them: tones, blurs, textures, and what a seed decides."""
