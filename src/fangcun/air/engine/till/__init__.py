"""Prices, rewards and advertisements as rules: no rows, no clock, no network."""
