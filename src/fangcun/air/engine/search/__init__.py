"""Search of titles by name, person, tag and pinyin."""

from fangcun.air.engine.search.find import Hit, search
from fangcun.air.engine.search.index import Entry, Field, Index

__all__ = ["Entry", "Field", "Hit", "Index", "search"]
