"""Benches: each measures beside a reference in the same run, and prints what it found."""
