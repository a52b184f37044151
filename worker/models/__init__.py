"""`easel models pull` and `verify`: the weights of models, fetched and checked.

A program of its own, `python -m worker.models`: front ends start it as they start a worker, since
what it needs comes with a worker's extra. It imports no torch to fetch or to check.
"""
