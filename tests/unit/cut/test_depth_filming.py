"""A camera that moves past people shows that they stand before something, and the focus can be pulled to them."""

from __future__ import annotations

from dataclasses import replace

import cv2
import numpy as np
import pytest

from fangcun.cut.contracts import Figure, Framing, Line, Move, Shot, ShotKind
from fangcun.cut.engine.draw import wants_depth
from fangcun.cut.engine.focus import PULL
from fangcun.cut.engine.grid import SAMPLES_PER_FRAME
from fangcun.cut.engine.performance import Performance
from fangcun.cut.engine.picture import Depth, Face, Picture, Pixels, Sprite
from fangcun.cut.engine.planes import Planes
from fangcun.cut.engine.timeline import TimedShot, lay_out
from fangcun.cut.engine.voice import Speech
from fangcun.write.contracts import Voice

WIDTH, HEIGHT = 1210, 2150
POST = 320  # a dark post in the ground, left of the person
MOUTH = (560, 900)


def picture(*, rain: bool = False) -> Picture:
    """A light ground of fine stripes with a dark post; a person, a red box with a white edge, before its middle."""
    ground = np.full((HEIGHT, WIDTH, 3), 200, np.uint8)
    ground[:, ::6] = 180
    ground[:, POST : POST + 40] = 20
    people = np.zeros((1200, 400, 4), np.uint8)
    people[:] = (180, 30, 30, 255)
    people[:, :8] = people[:, -8:] = (250, 250, 250, 255)
    front = None
    if rain:
        drops = np.zeros((HEIGHT, WIDTH, 4), np.uint8)
        drops[:, 600:604] = 255
        front = Sprite(0, 0, drops)
    depth = Depth(ground, Sprite(405, 601, people), front)
    rgb = ground.copy()
    rgb[601:1801, 405:805] = people[:, :, :3]
    if rain:
        rgb[:, 600:604] = 255
    open_mouth = np.full((40, 80, 4), (10, 10, 10, 255), np.uint8)
    return Picture(rgb, (Face("沈星", open=Sprite(*MOUTH, open_mouth, open_mouth)),), depth)


def timed(move: Move, *, spoken: bool = False) -> TimedShot:
    pcm = np.full(30 * SAMPLES_PER_FRAME, 0.2, np.float32)
    lines = (Line("沈星", "走", Voice.SPOKEN),) if spoken else ()
    shot = Shot("s", ShotKind.SINGLE, Framing.MEDIUM, move, "街", "日", "外", (Figure("沈星"),), lines, 3.0)
    (found,) = lay_out([shot], [[Speech("走", pcm, ((0, len(pcm)),))] if spoken else []]).shots
    return found


def frame_of(take: Performance, at: int) -> Planes:
    frame = Planes(*(np.zeros((1920 // half, 1080 // half), np.uint8) for half in (1, 2, 2)))
    take.paint(at, frame)
    return frame


def edges(luma: Pixels) -> tuple[int, int]:
    """Columns of the middle row: where the post begins and where the person does."""
    row = luma[960].astype(int)
    post = int(np.flatnonzero(row < 90)[0])
    return post, int(np.flatnonzero(row[post + 60 :] > 225)[0]) + post + 60


@pytest.mark.parametrize("rain", [False, True])
def test_a_push_begins_with_the_picture_as_it_was_drawn(rain: bool) -> None:
    shot, drawn = timed(Move.PUSH), picture(rain=rain)
    deep = frame_of(Performance(drawn, shot, seed=1), 0)
    flat = frame_of(Performance(replace(drawn, depth=None), shot, seed=1), 0)
    for shown, wanted in ((deep.y, flat.y), (deep.u, flat.u), (deep.v, flat.v)):
        difference = np.abs(shown.astype(int) - wanted.astype(int))
        assert difference.mean() < 0.4
        assert np.quantile(difference, 0.995) <= 3


def test_coming_nearer_people_outgrow_the_ground_behind_them() -> None:
    shot = timed(Move.PUSH)
    take = Performance(picture(), shot, seed=1)
    post, person = edges(frame_of(take, 0).y)
    post_then, person_then = edges(frame_of(take, shot.frames - 1).y)
    # As far from the middle as they are, both move outwards; the ground less than half as much.
    grown, behind = (540 - person_then) / (540 - person), (540 - post_then) / (540 - post)
    assert grown > 1.08
    assert 1.01 < behind < 1 + 0.5 * (grown - 1)


def test_people_pass_the_ground_in_a_pan() -> None:
    shot = timed(Move.PAN_RIGHT)
    take = Performance(picture(), shot, seed=1)
    post, person = edges(frame_of(take, 0).y)
    post_then, person_then = edges(frame_of(take, shot.frames - 1).y)
    assert person - person_then > 1.8 * (post - post_then) > 0


@pytest.mark.parametrize("move", [Move.PUSH, Move.PAN_LEFT])
def test_a_mouth_moves_on_the_person_and_rain_falls_before_it(move: Move) -> None:
    shot = timed(move, spoken=True)
    drawn = picture(rain=True)
    speaking = shot.lines[0].start - shot.start + 4
    shown = frame_of(Performance(drawn, shot, seed=1), speaking).y
    rest = frame_of(Performance(replace(drawn, faces=()), shot, seed=1), speaking).y
    changed = np.abs(shown.astype(int) - rest.astype(int)) > 20
    rows, columns = np.flatnonzero(changed.any(axis=1)), np.flatnonzero(changed.any(axis=0))
    assert 34 <= len(rows) <= 46
    assert 70 <= np.ptp(columns) <= 90
    assert 2 <= np.ptp(columns) + 1 - len(columns) <= 6  # the drop over the lips stays


def sharpness(part: Pixels) -> float:
    return float(cv2.Laplacian(part, cv2.CV_32F).var())


def test_the_focus_is_pulled_from_the_ground_to_the_people_before_they_speak() -> None:
    shot = timed(Move.RACK, spoken=True)
    take = Performance(picture(), shot, seed=1)
    first, middle = frame_of(take, 0).y.copy(), frame_of(take, shot.lines[0].start - PULL // 2).y.copy()
    last = frame_of(take, shot.frames - 1).y.copy()
    ground, person = np.s_[900:1000, 220:330], np.s_[900:1000, 320:360]
    assert sharpness(first[ground]) > 10 * sharpness(last[ground])
    assert sharpness(last[person]) > 5 * sharpness(first[person])
    assert sharpness(last[ground]) < sharpness(middle[ground]) < sharpness(first[ground])
    assert shot.lines[0].start >= PULL


def test_mouths_move_once_the_people_are_sharp() -> None:
    shot = timed(Move.RACK, spoken=True)
    speaking = shot.lines[0].start + 4
    shown = frame_of(Performance(picture(), shot, seed=1), speaking).y
    rest = frame_of(Performance(replace(picture(), faces=()), shot, seed=1), speaking).y
    assert np.argwhere(shown != rest).size > 0


def test_only_a_camera_near_people_wants_them_apart_from_the_ground() -> None:
    shot = timed(Move.PUSH).shot
    assert wants_depth(shot)
    assert not wants_depth(replace(shot, framing=Framing.FULL))
    assert not wants_depth(replace(shot, figures=()))
    assert not wants_depth(replace(shot, move=Move.STILL))
    assert wants_depth(replace(shot, move=Move.PAN_LEFT, framing=Framing.CLOSE))
