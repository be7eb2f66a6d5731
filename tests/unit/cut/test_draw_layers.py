"""A panel taken apart for the camera, and the moving parts of its faces."""

import numpy as np
import pytest
from drawing_stage import FONTS, MODERN, SMALL, person, shot

from fangcun.cut.contracts import Expression, Framing, Move, ShotKind
from fangcun.cut.engine.draw import draw_panel, wants_depth
from fangcun.cut.engine.draw.box import Box, Cutout, cut_out
from fangcun.cut.engine.draw.effects import wash_memory, wash_mood
from fangcun.cut.engine.draw.light import light_of
from fangcun.cut.engine.draw.wash import Wash, under_tone


def deep(*people, **kwargs):
    return draw_panel(shot("d.1", *people, **kwargs), MODERN, size=SMALL, fonts=FONTS, layered=True)


def over(below, cutout):
    """The cutout laid on RGB, as a compositor would."""
    out = below.astype(float)
    if cutout is not None:
        box = cutout.box
        paint = cutout.pixels.astype(float)
        place = out[box.y : box.bottom, box.x : box.right]
        place[:] = place * (1 - paint[:, :, 3:] / 255) + paint[:, :, :3]
    return out


def composed(depth):
    return over(over(depth.ground, depth.people), depth.front)


@pytest.mark.parametrize(
    "how",
    [
        {},
        {"framing": Framing.WIDE, "extras": 6},
        {"flashback": True},
        {"time_of_day": "夜", "caption": "三年前"},
        {"framing": Framing.CLOSE, "kind": ShotKind.HOLD},
    ],
    ids=["plain", "crowd", "flashback", "caption", "hold"],
)
def test_the_parts_laid_over_each_other_are_the_panel(how):
    panel = deep(person("苏晚", Expression.SHOCK), person("顾言"), **how)
    gap = np.abs(composed(panel.depth) - panel.image)
    assert gap.max() <= 6
    assert gap.mean() < 0.6


def test_the_ground_has_no_people_and_is_toned_like_the_panel():
    panel = deep(person("苏晚"), framing=Framing.FULL)
    people = panel.depth.people
    covered = np.zeros(panel.image.shape[:2], bool)
    box = people.box
    covered[box.y : box.bottom, box.x : box.right] = people.pixels[:, :, 3] > 0
    if (front := panel.depth.front) is not None:
        covered[front.box.y : front.box.bottom, front.box.x : front.box.right] |= front.pixels[:, :, 3] > 0
    assert np.array_equal(panel.depth.ground[~covered], panel.image[~covered])
    face = panel.faces["苏晚"]
    behind = panel.depth.ground[face.y : face.bottom, face.x : face.right].astype(int)
    assert np.abs(behind - panel.image[face.y : face.bottom, face.x : face.right]).mean() > 10


def test_people_are_premultiplied_and_their_box_is_tight_and_even():
    people = deep(person("苏晚"), framing=Framing.FULL).depth.people
    assert (people.pixels[:, :, :3] <= people.pixels[:, :, 3:]).all()
    assert (people.pixels[:, :, 3] == 0).mean() > 0.2, "nothing but the people"
    assert people.pixels.shape[:2] == (people.box.height, people.box.width)
    assert people.box.x % 2 == people.box.y % 2 == 0
    assert people.pixels[:, :2, 3].any()
    assert people.pixels[:, -2:, 3].any()
    assert people.pixels[:2, :, 3].any()


def test_a_face_moves_on_its_people_as_it_does_on_the_panel():
    panel = deep(person("苏晚", speaking=True), framing=Framing.CLOSE)
    people = panel.depth.people
    flaps = [panel.mouths["苏晚"], panel.blinks["苏晚"]]
    for flap in flaps:
        assert flap.box.within(people.box)
        assert len(flap.cutouts) == len(flap.states)
        for state, cutout in zip(flap.states, flap.cutouts, strict=True):
            moved = people.pixels.copy()
            x, y = flap.box.x - people.box.x, flap.box.y - people.box.y
            moved[y : y + flap.box.height, x : x + flap.box.width] = cutout
            whole = over(over(panel.depth.ground, Cutout(people.box, moved)), panel.depth.front)
            shown = whole[flap.box.y : flap.box.bottom, flap.box.x : flap.box.right]
            assert np.abs(shown - state).mean() < 1.5
        resting = panel.image[flap.box.y : flap.box.bottom, flap.box.x : flap.box.right].astype(int)
        assert np.abs(flap.states[-1] - resting).max() > 40, "an open mouth and a closed eye are seen"


def test_depth_changes_nothing_in_the_panel_and_is_not_paid_for_unasked():
    asked = shot("d.2", person("苏晚", speaking=True), framing=Framing.CLOSE)
    plain = draw_panel(asked, MODERN, size=SMALL, fonts=FONTS)
    layered = draw_panel(asked, MODERN, size=SMALL, fonts=FONTS, layered=True)
    assert plain.depth is None
    assert plain.mouths["苏晚"].cutouts == ()
    assert np.array_equal(plain.image, layered.image)
    assert all(
        np.array_equal(a, b) for a, b in zip(plain.mouths["苏晚"].states, layered.mouths["苏晚"].states, strict=True)
    )


def test_a_shot_without_people_has_no_depth():
    assert deep(kind=ShotKind.ESTABLISHING, framing=Framing.WIDE).depth is None


@pytest.mark.parametrize(
    ("move", "people", "wanted"),
    [(Move.PUSH, 1, True), (Move.RACK, 2, True), (Move.STILL, 2, False), (Move.PUSH, 0, False)],
)
def test_the_camera_asks_for_depth_where_it_shows(move, people, wanted):
    cast = [person(name) for name in ("苏晚", "顾言")[:people]]
    assert wants_depth(shot("d.3", *cast, move=move)) is wanted


def test_a_wash_is_multiply_then_screen():
    light = light_of("夜", inside=False)
    wash = wash_mood(64, 96, light)
    grey = np.full((96, 64, 4), (120, 120, 120, 255), np.uint8)
    wash.lay(grey, Box(0, 0, 64, 96))
    expected = 120 * (wash.gain[..., :3] / 255) + wash.gleam[..., :3]
    assert np.abs(grey[..., :3] - expected).max() <= 1
    assert (grey[..., 3] == 255).all()
    corner, middle = grey[-1, -1, :3].astype(int), grey[40, 30, :3].astype(int)
    assert corner.sum() < middle.sum() - 60, "night is darker at the edges"


def test_a_wash_of_a_part_is_the_part_of_the_wash():
    wash = wash_memory(80, 120)
    picture = np.dstack(
        [np.tile(np.arange(80, dtype=np.uint8) * 3, (120, 1))] * 3 + [np.full((120, 80), 255, np.uint8)]
    )
    box = Box(12, 30, 40, 50)
    part = picture[30:80, 12:52].copy()
    wash.lay(part, box)
    wash.lay(picture, Box(0, 0, 80, 120))
    assert np.array_equal(part, picture[30:80, 12:52])


def test_what_is_not_there_catches_no_light():
    wash = Wash(
        np.full((4, 4, 4), 255, np.uint8),
        np.dstack([np.full((4, 4, 3), 80, np.uint8), np.zeros((4, 4))]).astype(np.uint8),
    )
    pixels = np.zeros((4, 4, 4), np.uint8)
    pixels[0, 0] = (100, 100, 100, 255)
    wash.lay(pixels, Box(0, 0, 4, 4), cutout=True)
    assert tuple(pixels[0, 0]) == (180, 180, 180, 255)
    assert not pixels[1:].any()


def test_tone_is_printed_under_the_wash():
    plain = Wash(np.full((2, 2, 4), (128, 128, 128, 255), np.uint8), np.zeros((2, 2, 4), np.uint8))
    dots = np.array([[255, 0], [0, 0]], np.uint8)
    pixels = np.full((2, 2, 4), 255, np.uint8)
    under_tone(plain, dots, (200, 100, 0)).lay(pixels, Box(0, 0, 2, 2))
    assert np.abs(pixels[0, 0].astype(int) - (100, 50, 0, 255)).max() <= 1
    assert np.abs(pixels[1, 1].astype(int) - (128, 128, 128, 255)).max() <= 1


def test_nothing_cut_out_is_nothing():
    assert cut_out(np.zeros((8, 8, 4), np.uint8)) is None
    kept = cut_out(np.zeros((8, 8, 4), np.uint8), keep=Box(3, 3, 2, 2))
    assert kept.box == Box(2, 2, 4, 4)
