"""A thought: the world about a person goes dark and grey, the face does not."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from drawing_stage import FONTS, MODERN, SMALL, person, shot

from fangcun.cut.contracts import Framing
from fangcun.cut.engine.draw import draw_panel

SPOKEN = shot("1-1.1", person("苏晚"), framing=Framing.MEDIUM)


@pytest.fixture(scope="module")
def pair():
    said = draw_panel(SPOKEN, MODERN, size=SMALL, fonts=FONTS)
    return said, draw_panel(replace(SPOKEN, inner=True), MODERN, size=SMALL, fonts=FONTS)


def corner(panel):
    """The wall beside the person, from beyond the clouds inwards."""
    f = panel.frame
    return panel.image[f.y + 160 : f.y + 260, f.x + 40 : f.x + 90].astype(float)


def face(panel):
    b = panel.faces["苏晚"]
    return panel.image[b.y + b.height // 2 : b.bottom - b.height // 4, b.x + b.width // 3 : b.right - b.width // 3]


def test_the_surroundings_of_a_thought_go_dark_and_lose_colour(pair):
    said, thought = (corner(panel) for panel in pair)
    assert thought.mean() < 0.7 * said.mean()


def test_the_face_of_who_thinks_stays_as_it_is(pair):
    said, thought = (face(panel).astype(float) for panel in pair)
    assert np.abs(said - thought).mean() < 2


def test_clouds_close_in_along_every_edge(pair):
    said, thought = pair
    f = said.frame
    for spot in (
        np.s_[f.y : f.y + 8, f.x : f.x + f.width],
        np.s_[f.bottom - 8 : f.bottom, f.x : f.x + f.width],
        np.s_[f.y : f.bottom, f.x : f.x + 8],
        np.s_[f.y : f.bottom, f.right - 8 : f.right],
    ):
        assert thought.image[spot].mean() < 0.75 * said.image[spot].mean()


def test_a_thought_breathes_like_any_panel(pair):
    said, thought = pair
    assert thought.blinks.keys() == said.blinks.keys()
