"""Pages of the review centre."""
