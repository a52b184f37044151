"""A page of everything that the classical engine knows, on freely licensed photographs."""
