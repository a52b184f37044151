"""Content Credentials (C2PA): who signs, what is written into files, and what is read from them."""
