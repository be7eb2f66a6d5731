"""A seeded simulator of viewers: the traffic of demos, load tests and evaluations."""

from fangcun.air.engine.simulate.rings import Ring, Way
from fangcun.air.engine.simulate.stream import blocks, events, stream
from fangcun.air.engine.simulate.world import Setting, World, make_world, title_name, viewer_name

__all__ = [
    "Ring",
    "Setting",
    "Way",
    "World",
    "blocks",
    "events",
    "make_world",
    "stream",
    "title_name",
    "viewer_name",
]
