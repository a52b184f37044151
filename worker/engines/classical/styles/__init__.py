"""The looks, one module for each craft; each function takes a picture and a Draw."""
