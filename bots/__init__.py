"""Front ends of Easel: a platform comes in, a platform goes out, nothing is decided here."""
