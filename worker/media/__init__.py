"""Pixels: of grids, of masters, of previews."""
