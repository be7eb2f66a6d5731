"""The door of the cutting room."""

from fangcun.cut.abroad import read_editions
from fangcun.cut.casting import looks_for
from fangcun.cut.series import EpisodePlan, files_of, plan_episodes

__all__ = ["EpisodePlan", "files_of", "looks_for", "plan_episodes", "read_editions"]
