"""Decisions of Easel: what a person wants, which model serves it, what to show. No I/O in here."""
