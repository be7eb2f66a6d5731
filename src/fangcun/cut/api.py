"""The door of the cutting room."""

from fangcun.cut.series import EpisodePlan, files_of, plan_episodes

__all__ = ["EpisodePlan", "files_of", "plan_episodes"]
