"""方寸 Fangcun: from a script file to a series, its reviews, its plans and its money."""

__version__ = "0.1.0"
