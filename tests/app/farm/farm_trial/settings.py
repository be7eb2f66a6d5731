"""Fangcun's settings with the trial room."""

from fangcun.settings import *  # noqa: F403  a settings module that adds one room to another
from fangcun.settings import INSTALLED_APPS as ROOMS

INSTALLED_APPS = [*ROOMS, "farm_trial"]
