"""Writes of the farm: jobs asked for, tasks leased and ended, upkeep."""
