"""Other ratios and sizes, without stretching."""
