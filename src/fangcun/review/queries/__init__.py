"""Reads of the review centre. Whoever is neither of the house whose work it is nor of the centre finds nothing."""
