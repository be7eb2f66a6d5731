"""The drawing room: shots become panels, drawn entirely by code.

The door: ``draw_panel`` for a shot (``wants_depth``: whether its camera can use the panel in parts),
``place_subtitle`` and ``draw_label`` for what is laid over it, ``Fonts`` for the files to letter with. Everything is
deterministic; nothing is read but the fonts.
"""

from fangcun.cut.engine.draw.box import Box, Cutout
from fangcun.cut.engine.draw.fonts import Fonts
from fangcun.cut.engine.draw.lettering import draw_label
from fangcun.cut.engine.draw.panel import Depth, Flap, Panel, Style, draw_panel, wants_depth
from fangcun.cut.engine.draw.subtitle import draw_subtitle, place_subtitle
from fangcun.cut.engine.draw.title_plate import draw_title_plate
from fangcun.cut.engine.draw.wardrobe import WARDROBE

__all__ = [
    "WARDROBE",
    "Box",
    "Cutout",
    "Depth",
    "Flap",
    "Fonts",
    "Panel",
    "Style",
    "draw_label",
    "draw_panel",
    "draw_subtitle",
    "draw_title_plate",
    "place_subtitle",
    "wants_depth",
]
