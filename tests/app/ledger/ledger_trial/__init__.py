"""Programs that the tests of the books start."""
