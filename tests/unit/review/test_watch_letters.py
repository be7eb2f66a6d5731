"""The height of letters, as their ink is."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from fangcun.review.engine.watch.letters import letter_height
from fangcun.review.engine.watch.reading import Line
from watch_stage import Words, ground, ink, lettered


def line_around(words: Words, size: tuple[int, int], *, padding: float = 0.25) -> Line:
    """The line as a reader would box it: padded."""
    mask = ink(words.text, round(words.height * min(size)))
    high, wide = mask.shape
    top, left = round(words.y * size[1] - high / 2), round(words.x * size[0] - wide / 2)
    pad = round(padding * high)
    return Line(words.text, 1.0, max(0, left - pad), top - pad, min(size[0], left + wide + pad), top + high + pad)


@pytest.mark.parametrize("size", [(540, 960), (1080, 1920)])
@pytest.mark.parametrize("height", [0.035, 0.05, 0.06, 0.08])
def test_white_words_on_a_plate_are_measured_to_two_pixels(size: tuple[int, int], height: float) -> None:
    words = Words("内容由AI生成", 0, 1, height=height, y=0.12)
    frame = ground(7, size)
    lettered(frame, words)
    assert letter_height(frame, line_around(words, size)) == pytest.approx(round(height * min(size)), abs=2)


def test_dark_words_are_measured_as_light_ones() -> None:
    words = Words("内容由AI生成", 0, 1, height=0.06, y=0.12)
    frame = ground(7, (540, 960))
    lettered(frame, words)
    line = line_around(words, (540, 960))
    assert letter_height(255 - frame, line) == pytest.approx(letter_height(frame, line), abs=1)


@settings(max_examples=60, deadline=None)
@given(st.integers(0, 2**32 - 1), st.integers(6, 60), st.integers(6, 200), st.booleans())
def test_whatever_stands_there_a_height_within_the_patch_is_told(seed: int, high: int, wide: int, flat: bool) -> None:
    draw = np.random.default_rng(seed)
    picture = np.full((240, 320, 3), draw.integers(0, 256), np.uint8)
    if not flat:
        picture[:] = draw.integers(0, 256, picture.shape)
    measured = letter_height(picture, Line("字", 1.0, 30, 40, 30 + wide, 40 + high))
    assert 0 <= measured <= 2 * min(high, wide) + high
