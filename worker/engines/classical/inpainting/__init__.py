"""What may lie behind something: holes filled from their surroundings."""
