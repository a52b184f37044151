"""The lettering in a picture: found, read, wiped off, and set anew."""
