"""What fills a poster from edge to edge, one module for each kind."""
