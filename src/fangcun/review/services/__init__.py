"""Writes of the review centre. Each is one transaction on the locked case, and one step of its course."""
