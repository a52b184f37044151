"""The formats that a project needs of one picture."""
