"""Sounds made here, none sampled: accents that mark a turn, and what people and things of a shot are heard doing."""
