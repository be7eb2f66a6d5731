"""Pure ground that every room stands on: errors, digests, text, time, events. Knows no room."""
