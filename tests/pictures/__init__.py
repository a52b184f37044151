"""Small pictures for tests: two photographs, and scenes drawn by code."""
