"""Planning all crews of a base together: compiled annealing over slots, then windows solved exactly."""
