"""Programs that the tests of the base start."""
