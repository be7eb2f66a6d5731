"""A second reader: what a language model is asked of a text, and what of its answers counts."""
