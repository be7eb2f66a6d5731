"""Recommendations from what the same people watch, with exploration, variety and reasons."""

from fangcun.air.engine.recommend.choose import Recommendation, Shelf, Why, recommend
from fangcun.air.engine.recommend.cowatch import CoWatch
from fangcun.air.engine.recommend.trials import Trial, to_try

__all__ = ["CoWatch", "Recommendation", "Shelf", "Trial", "Why", "recommend", "to_try"]
