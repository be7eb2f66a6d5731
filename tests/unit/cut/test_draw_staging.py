"""Where faces stand in the frame: eyes at the upper third, mouths above the subtitles, backs at the edge."""

from __future__ import annotations

import pytest
from drawing_stage import MODERN, person, shot

from fangcun.cut.contracts import Framing, Look
from fangcun.cut.engine.draw.eyes import EYE_Y
from fangcun.cut.engine.draw.mouth import MOUTH_Y
from fangcun.cut.engine.draw.staging import focus_of, stage
from fangcun.cut.engine.grid import Shape
from fangcun.cut.engine.safe_area import safe_area

UPRIGHT, WIDE = (1080, 1920), (1920, 1080)
OPEN_MOUTH = MOUTH_Y + 18
CAST = MODERN | {
    "高个": Look("高个", 9, "男", 35, "modern", "shirt"),
    "将军": Look("将军", 7, "男", 50, "ancient", "armour"),
}
NEAR = [Framing.MEDIUM, Framing.CLOSE, Framing.EXTREME]


def alone(name, framing, room):
    width, height = room
    (stance,) = stage(shot("1-1.1", person(name), framing=framing), CAST, width=width, height=height)
    return stance


@pytest.mark.parametrize("room", [UPRIGHT, WIDE])
@pytest.mark.parametrize("framing", NEAR)
@pytest.mark.parametrize("name", sorted(CAST))
def test_eyes_stand_at_about_the_upper_third_whoever_it_is(name, framing, room):
    stance = alone(name, framing, room)
    assert 0.3 < (stance.y + EYE_Y * stance.scale) / room[1] < 0.4


@pytest.mark.parametrize("room", [UPRIGHT, WIDE])
@pytest.mark.parametrize("framing", NEAR)
def test_a_subtitle_of_two_rows_leaves_the_mouth_free(framing, room):
    stance = alone("顾言", framing, room)
    safe = safe_area(Shape(*room))
    two_rows = 0.085 * max(room[1], 1080) if room is WIDE else 0.085 * room[1]
    assert stance.y + OPEN_MOUTH * stance.scale < safe.bottom - two_rows


@pytest.mark.parametrize("room", [UPRIGHT, WIDE])
@pytest.mark.parametrize("framing", [Framing.MEDIUM, Framing.CLOSE])
def test_over_a_shoulder_the_listener_is_nearer_at_the_other_edge_and_hides_no_face(framing, room):
    of = shot("1-1.1", person("顾言", side=-1), person("苏晚", side=1, speaking=True), framing=framing, over="顾言")
    facing, near = stage(of, CAST, width=room[0], height=room[1])
    assert (facing.who.name, near.who.name) == ("苏晚", "顾言")
    assert near.back
    assert not facing.back
    assert near.scale > 1.3 * facing.scale
    assert near.x < room[0] / 2 < facing.x
    assert near.x + 84 * near.scale < facing.x - 40 * facing.scale


def test_who_turns_the_back_is_never_what_the_shot_is_about():
    of = shot("1-1.1", person("顾言", speaking=True), person("苏晚"), framing=Framing.MEDIUM, over="顾言")
    assert focus_of(of).name == "苏晚"
