"""Where something is in a picture: subjects, faces, skies, grounds, things, and their edges."""
