"""The classical engine: real transformations of real pictures by image processing, on any CPU."""
