"""A panel: the same shot gives the same bytes, and the parts that move lie where the face is."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest
from drawing_stage import FONTS, MODERN, SMALL, person, shot

from fangcun.cut.contracts import Expression, Framing, ShotKind
from fangcun.cut.engine.draw import Panel, Style, draw_panel
from fangcun.kit import digest
from fangcun.kit.errors import FangcunError


def draw(*args, **kwargs) -> Panel:
    return draw_panel(shot(*args, **kwargs), MODERN, size=SMALL, fonts=FONTS)


def difference(one: np.ndarray, other: np.ndarray) -> float:
    return float(np.abs(one.astype(int) - other.astype(int)).mean())


def test_the_same_shot_gives_the_same_bytes_and_another_does_not():
    she = person("苏晚", Expression.SMILE, speaking=True)
    first, again = draw("1-1.1", she), draw("1-1.1", she)
    assert np.array_equal(first.image, again.image)
    assert first.mouths["苏晚"].box == again.mouths["苏晚"].box
    assert all(
        np.array_equal(a, b) for a, b in zip(first.mouths["苏晚"].states, again.mouths["苏晚"].states, strict=True)
    )
    assert not np.array_equal(first.image, draw("1-1.2", she).image)


def test_another_process_draws_the_same_bytes():
    code = (
        "import sys; sys.path[:0] = sys.argv[1:]\n"
        "from test_draw_panels import draw, person, digest, Expression\n"
        "print(digest.of_bytes(draw('p', person('苏晚', Expression.CRY)).image.tobytes()))"
    )
    root = Path(__file__).parents[3]
    paths = [str(root / "src"), str(Path(__file__).parent)]
    out = subprocess.run([sys.executable, "-c", code, *paths], capture_output=True, text=True, check=True, timeout=60)
    assert out.stdout.strip() == digest.of_bytes(draw("p", person("苏晚", Expression.CRY)).image.tobytes())


def test_the_panel_is_larger_than_the_frame_on_every_side():
    panel = draw("1-1.1", person("苏晚"))
    height, width, channels = panel.image.shape
    assert channels == 3
    assert (panel.frame.width, panel.frame.height) == SMALL
    assert 1.08 <= width / SMALL[0] <= 1.16
    assert 1.08 <= height / SMALL[1] <= 1.16
    assert panel.frame.x == width - panel.frame.right
    assert panel.frame.y == height - panel.frame.bottom
    tight = draw_panel(shot("1-1.1"), MODERN, size=SMALL, fonts=FONTS, style=Style(bleed=0.0))
    assert tight.image.shape[:2] == (SMALL[1], SMALL[0])


@pytest.mark.parametrize("framing", [Framing.MEDIUM, Framing.CLOSE])
def test_mouth_and_eyes_lie_in_the_face_and_move_nothing_outside_their_boxes(framing):
    panel = draw("1-1.3", person("苏晚", speaking=True), framing=framing)
    face, mouth, eyes = panel.faces["苏晚"], panel.mouths["苏晚"], panel.blinks["苏晚"]
    assert mouth.box.within(face)
    assert eyes.box.within(face)
    assert eyes.box.bottom <= mouth.box.bottom
    for flap in (mouth, eyes):
        resting = panel.image[flap.box.y : flap.box.bottom, flap.box.x : flap.box.right]
        for state in flap.states:
            assert state.shape == resting.shape
            border = np.ones(resting.shape[:2], bool)
            border[1:-1, 1:-1] = False
            assert np.array_equal(state[border], resting[border]), "a patch must not show an edge"
    closed, half, opened = mouth.states
    assert difference(closed, opened) > difference(closed, half) > 0.5
    half_shut, shut = eyes.states
    resting = panel.image[eyes.box.y : eyes.box.bottom, eyes.box.x : eyes.box.right]
    assert difference(resting, shut) > difference(resting, half_shut) > 0.5


def test_only_who_speaks_has_a_moving_mouth_and_everyone_seen_blinks():
    panel = draw("1-1.4", person("苏晚", speaking=True), person("顾言"))
    assert set(panel.mouths) == {"苏晚"}
    assert set(panel.blinks) == set(panel.faces) == {"苏晚", "顾言"}


def test_over_the_shoulder_only_the_face_towards_us_is_known():
    panel = draw("1-1.5", person("苏晚", speaking=True), person("顾言"), framing=Framing.CLOSE)
    assert set(panel.faces) == {"苏晚"}


def test_two_people_stand_on_the_same_sides_in_every_shot():
    def sides(id: str, *names: str) -> bool:
        panel = draw(id, *(person(n) for n in names))
        return panel.faces["苏晚"].x < panel.faces["顾言"].x

    assert sides("a", "苏晚", "顾言") == sides("b", "顾言", "苏晚") == sides("c", "苏晚", "顾言")


def test_a_child_is_shorter_than_a_grown_up_on_the_same_ground():
    panel = draw("1-1.6", person("小宝"), person("顾言"), framing=Framing.FULL)
    assert panel.faces["小宝"].y > panel.faces["顾言"].y + 40


def test_faces_keep_clear_of_the_subtitles():
    for framing in (Framing.FULL, Framing.MEDIUM, Framing.CLOSE):
        for people in ((person("苏晚"),), (person("苏晚"), person("顾言")), tuple(person(n) for n in MODERN)):
            panel = draw("1-2.1", *people, framing=framing)
            for name, face in panel.faces.items():
                middle = (face.y + face.bottom) / 2 - panel.frame.y
                assert middle < SMALL[1] * 0.72, (framing, name)


@pytest.mark.parametrize("kind", list(ShotKind))
@pytest.mark.parametrize("framing", list(Framing))
def test_every_kind_of_shot_draws_in_every_framing(kind, framing):
    people = () if kind in {ShotKind.ESTABLISHING, ShotKind.CARD, ShotKind.INSERT} else (person("苏晚"), person("顾言"))
    panel = draw("1-3.1", *people, kind=kind, framing=framing, caption="三年后", prop="手机", extras=3)
    assert panel.image.std() > 12, "not a blank picture"


def test_a_flashback_loses_colour_and_its_edges_to_light():
    now = draw("1-4.1", person("苏晚"))
    then = draw("1-4.1", person("苏晚"), flashback=True)

    def colours(image: np.ndarray) -> float:
        red, green, blue = (image[..., i].astype(int) for i in range(3))
        return float((red - green).std() + (blue - green).std())

    assert then.image[:20, :20].mean() > 200
    assert colours(then.image) < 0.6 * colours(now.image)


def test_rain_falls_outside_only():
    def wet(int_ext: str, place: str) -> float:
        dry = draw("1-5.1", int_ext=int_ext, place=place, kind=ShotKind.ESTABLISHING)
        rain = draw("1-5.1", int_ext=int_ext, place=place, kind=ShotKind.ESTABLISHING, beat="大雨倾盆")
        changed = rain.image.astype(int) - dry.image.astype(int)
        return float(np.abs(np.diff(changed, axis=1)).mean())  # drops have edges, a cooler light has none

    assert wet("外", "街道") > 4 * wet("内", "客厅")


def test_someone_without_a_sheet_is_drawn_as_a_stranger_who_stays_the_same():
    one = draw_panel(shot("1", person("路人甲")), {}, size=SMALL, fonts=FONTS)
    two = draw_panel(shot("1", person("路人甲")), {}, size=SMALL, fonts=FONTS)
    assert "路人甲" in one.faces
    assert np.array_equal(one.image, two.image)


def test_a_frame_too_small_to_draw_in_is_refused():
    with pytest.raises(FangcunError) as refusal:
        draw_panel(shot("1"), MODERN, size=(80, 60), fonts=FONTS)
    assert refusal.value.code == "draw.size"


def test_a_landscape_frame_is_drawn_too():
    panel = draw_panel(shot("1", person("苏晚"), person("顾言")), MODERN, size=(640, 360), fonts=FONTS)
    assert panel.frame.width == 640
    assert set(panel.faces) == {"苏晚", "顾言"}
