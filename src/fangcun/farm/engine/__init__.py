"""The craft of the farm: which tasks must run, when to try again, how long it will take."""
