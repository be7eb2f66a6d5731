"""Flashes that can bring on a seizure: the limits of ITU-R BT.1702, and the published patterns that try them."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path

import numpy as np
import pytest

from fangcun.review.engine.watch.flashes import Flashing, FlashWatch
from fangcun.review.engine.watch.light import light_of
from fangcun.review.engine.watch.rules import rules_of

RULE = rules_of(date(2026, 11, 1)).get("flash")
PATTERNS = Path(__file__).parents[2] / "data" / "review" / "flashes.jsonl"
HEIGHT, WIDTH = 160, 90
GREY, WHITE, BLACK, RED, GREEN = (110, 110, 110), (255, 255, 255), (0, 0, 0), (220, 20, 20), (0, 110, 0)


def picture(ground: tuple[int, ...], regions: list[tuple[float, tuple[int, ...]]]) -> np.ndarray:
    """A small picture whose parts, one after the other, are of these shares and colours."""
    rgb = np.empty((HEIGHT * WIDTH, 3))
    rgb[:] = ground
    at = 0
    for share, colour in regions:
        upto = at + round(share * len(rgb))
        rgb[at:upto] = colour
        at = upto
    r, g, b = (rgb[:, i] for i in range(3))
    y = 0.2126 * r + 0.7152 * g + 0.0722 * b
    coded = np.stack([16 + y * 219 / 255, 128 + (b - y) / 1.8556 * 224 / 255, 128 + (r - y) / 1.5748 * 224 / 255], 1)
    return np.clip(np.rint(coded), 0, 255).astype(np.uint8).reshape(HEIGHT, WIDTH, 3)


def watched(frames: list[np.ndarray], *, rate: float = 25) -> list[Flashing]:
    watch, found = FlashWatch(RULE), []
    for number, frame in enumerate(frames):
        light = light_of(frame, peak=RULE.number("peak"), red=RULE.number("red"))
        found += watch.add(number, number / rate, light)
    return [*found, *watch.end()]


def strobe(one: tuple[int, ...], two: tuple[int, ...], *, share: float, every: int, frames: int) -> list[np.ndarray]:
    """A part of a grey picture that changes between two colours every so many frames."""
    return [picture(GREY, [(share, one if number // every % 2 else two)]) for number in range(frames)]


def test_a_strobe_over_half_the_screen_is_too_much() -> None:
    (found,) = watched(strobe(WHITE, BLACK, share=0.5, every=2, frames=75))
    assert not found.red
    assert found.area == pytest.approx(0.5, abs=0.01)
    assert found.changes >= 12
    assert (found.first, found.end) == (2, 75)
    assert found.box.h == pytest.approx(0.5, abs=0.01)


def test_three_flashes_in_a_second_are_allowed_and_the_fourth_is_not() -> None:
    calm = strobe(WHITE, BLACK, share=0.5, every=5, frames=30) + [picture(GREY, [(0.5, WHITE)])] * 50
    assert watched(calm) == []
    assert watched(strobe(WHITE, BLACK, share=0.5, every=3, frames=30)) != []


def test_less_than_a_quarter_of_the_screen_may_flash() -> None:
    assert watched(strobe(WHITE, BLACK, share=0.24, every=2, frames=75)) == []
    assert watched(strobe(WHITE, BLACK, share=0.26, every=2, frames=75)) != []


def test_what_is_bright_in_both_states_may_flash() -> None:
    bright = (232, 232, 232)  # 161 cd/m² of the 200 assumed
    assert watched(strobe(WHITE, bright, share=0.9, every=2, frames=75)) == []


def test_two_parts_that_flash_in_turn_are_not_one_that_flashes_on() -> None:
    first, second = [(0.3, WHITE), (0.3, BLACK)], [(0.3, BLACK), (0.3, WHITE)]
    quiet = [(0.3, BLACK), (0.3, BLACK)]
    frames = [picture(GREY, state) for state in [first, quiet, second, quiet] * 3 for _ in range(2)]
    assert watched([*frames, *[picture(GREY, quiet)] * 30]) == []


def test_red_counts_whatever_its_brightness() -> None:
    (found,) = watched(strobe(RED, GREEN, share=0.5, every=2, frames=50))
    assert found.red


def test_a_fade_to_red_and_back_is_one_flash() -> None:
    steps = [tuple(round(a + (b - a) * k / 10) for a, b in zip(GREEN, RED, strict=True)) for k in range(11)]
    frames = [picture(GREY, [(0.5, colour)]) for colour in [*steps, *reversed(steps)] * 2]
    assert watched(frames) == []


def test_a_long_stretch_is_told_once_and_a_pause_parts_two() -> None:
    flash = strobe(WHITE, BLACK, share=0.5, every=2, frames=50)
    pause = [flash[-1]] * 60
    found = watched([*flash, *pause, *flash])
    assert [f.first for f in found] == [2, 112]


def test_published_patterns_just_inside_and_just_outside_the_limits() -> None:
    """Of the TRACE Center's patterns for broadcast, which keep within one part in a hundred of a limit, nine of ten are
    told right in spite of 8-bit video and a small picture."""
    cases = [json.loads(line) for line in PATTERNS.read_text().splitlines()]
    right = 0
    for case in cases:
        regions = [(r["share"], [c[:3] for c in r["colours"] for _ in range(c[3])]) for r in case["regions"]]
        length = max(len(colours) for _, colours in regions)
        frames = [
            picture(case["ground"], [(share, colours[min(n, len(colours) - 1)]) for share, colours in regions])
            for n in range(length)
        ]
        right += bool(watched(frames, rate=30)) == any(case["too_much"].values())
    assert len(cases) == 124
    assert right >= 112
