"""Changes of one place; what lies outside stays identical to the bit."""
