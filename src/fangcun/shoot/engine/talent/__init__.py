"""Talent scheduling: the order of one film's scenes that holds its actors for the least money."""
