"""The door of the theatre."""

from fangcun.air.discover.guarding import payout_of
from fangcun.air.discover.heating import count_event
from fangcun.air.discover.ranking import ranks
from fangcun.air.links import watch_path
from fangcun.air.queries import feed, shelf, title_page, watching
from fangcun.air.services import announce, describe, publish, remember

__all__ = [
    "announce",
    "count_event",
    "describe",
    "feed",
    "payout_of",
    "publish",
    "ranks",
    "remember",
    "shelf",
    "title_page",
    "watch_path",
    "watching",
]
