"""Models that find what words name in a picture."""
