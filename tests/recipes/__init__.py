"""The recipe pages of docs/recipes: read, run through the real thing, and recorded."""
