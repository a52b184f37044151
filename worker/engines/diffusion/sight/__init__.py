"""Models of transformers that look at pictures: describing, enlarging, checking."""
