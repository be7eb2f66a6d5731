"""The door of the room."""

__all__: list[str] = []
