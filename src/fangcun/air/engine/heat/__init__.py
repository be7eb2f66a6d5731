"""Heat (热度): a decayed score that keeps its order, resists bought traffic and explains itself."""

from fangcun.air.engine.heat.board import Deed, Heat, Score, masses
from fangcun.air.engine.heat.decay import NOTHING, added, live, log_of
from fangcun.air.engine.heat.gates import Gate, Masses, Passage, passage, through
from fangcun.air.engine.heat.weights import CAPS, WEIGHTS, Caps, Part
from fangcun.air.engine.heat.words import Explanation, Share, explain

__all__ = [
    "CAPS",
    "NOTHING",
    "WEIGHTS",
    "Caps",
    "Deed",
    "Explanation",
    "Gate",
    "Heat",
    "Masses",
    "Part",
    "Passage",
    "Score",
    "Share",
    "added",
    "explain",
    "live",
    "log_of",
    "masses",
    "passage",
    "through",
]
