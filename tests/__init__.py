"""The suite: mirrors the four packages; contracts/ runs each port's twins and real ones."""
