"""Watching a film by machine: its picture, lettering and sound against rules that are dated data."""
