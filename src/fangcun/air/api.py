"""The door of the theatre."""

from fangcun.air.links import watch_path
from fangcun.air.queries import feed, shelf, title_page, watching
from fangcun.air.services import announce, publish, remember

__all__ = ["announce", "feed", "publish", "remember", "shelf", "title_page", "watch_path", "watching"]
