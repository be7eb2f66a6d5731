"""Pages of the shoot, one subject a file."""
