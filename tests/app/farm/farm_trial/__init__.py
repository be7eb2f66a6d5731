"""A room for trials of the farm: kinds of task that count how often they run, and a driver in a process of its own."""
