"""Procedural posters: words of a vocabulary that it states, drawn as layers of flat shapes."""
