"""Things that stand, float or fly in a poster, one function for each."""
