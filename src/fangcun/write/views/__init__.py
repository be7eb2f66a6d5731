"""Pages of the scripts."""
