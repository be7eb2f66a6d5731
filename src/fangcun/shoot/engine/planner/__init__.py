"""Planning all crews of a base together: compiled annealing over slots, then one crew after another anew."""

from fangcun.shoot.engine.planner.greedy import greedy
from fangcun.shoot.engine.planner.repairing import repair
from fangcun.shoot.engine.planner.search import plan

__all__ = ["greedy", "plan", "repair"]
