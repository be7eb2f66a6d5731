"""The scene store: painters of places, found by the words of the script."""
