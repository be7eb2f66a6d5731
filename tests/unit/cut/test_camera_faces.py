"""Pictures as planes, the camera over them, faces in them, text over them."""

from __future__ import annotations

import itertools

import cv2
import numpy as np
import pytest

from fangcun.cut.contracts import Framing, Line, Move, Shot, ShotKind
from fangcun.cut.engine.camera import SLIDES, view_at
from fangcun.cut.engine.grid import HEIGHT, SAMPLES_PER_FRAME, WIDTH
from fangcun.cut.engine.lens import FINE, Lens
from fangcun.cut.engine.performance import CLOSED, OPEN, Performance, blinks_of, mouth_of
from fangcun.cut.engine.picture import Face, Overlay, Picture, Pixels, Sprite
from fangcun.cut.engine.planes import Planes, Stamp, to_planes
from fangcun.cut.engine.timeline import lay_out
from fangcun.cut.engine.voice import Speech
from fangcun.kit.errors import FangcunError
from fangcun.write.contracts import Voice

SIZE = (1210, 2150)


def empty_frame() -> Planes:
    half = (HEIGHT // 2, WIDTH // 2)
    return Planes(np.zeros((HEIGHT, WIDTH), np.uint8), np.zeros(half, np.uint8), np.zeros(half, np.uint8))


def patch(colour: tuple[int, int, int, int], *, width: int = 60, height: int = 40) -> Pixels:
    return np.full((height, width, 4), colour, np.uint8)


@pytest.mark.parametrize(
    ("rgb", "ycc"),
    [
        ((255, 255, 255), (235, 128, 128)),
        ((0, 0, 0), (16, 128, 128)),
        ((255, 0, 0), (63, 102, 240)),
        ((0, 255, 0), (173, 42, 26)),
        ((0, 0, 255), (32, 240, 118)),
    ],
)
def test_colours_are_bt709_in_limited_range(rgb: tuple[int, int, int], ycc: tuple[int, int, int]) -> None:
    planes = to_planes(np.full((4, 4, 3), rgb, np.uint8))
    assert (planes.y[0, 0], planes.u[0, 0], planes.v[0, 0]) == pytest.approx(ycc, abs=1)


@pytest.mark.parametrize("move", list(Move))
def test_the_view_never_leaves_the_picture(move: Move) -> None:
    for at in range(100):
        view = view_at(move, at=at, frames=100, size=SIZE, seed=4)
        assert view.left >= 0
        assert view.top >= 0
        assert view.left + WIDTH / view.zoom <= SIZE[0] + 1e-6
        assert view.top + HEIGHT / view.zoom <= SIZE[1] + 1e-6


@pytest.mark.parametrize("move", [m for m in Move if m not in (Move.SHAKE, Move.STILL)])
def test_moves_glide(move: Move) -> None:
    views = [view_at(move, at=at, frames=100, size=SIZE) for at in range(100)]
    centres = np.array([(v.left + WIDTH / v.zoom / 2, v.top + HEIGHT / v.zoom / 2, 1000 * v.zoom) for v in views])
    speed = np.diff(centres, axis=0)
    assert np.abs(speed).max() < 3.5  # pixels a frame
    assert np.abs(np.diff(speed, axis=0)).max() < 0.08  # and no jerks


def test_a_slow_move_is_finer_than_a_pixel() -> None:
    wave = (128 + 100 * np.sin(np.arange(SIZE[0]) / 9)).astype(np.uint8)
    lens = Lens(to_planes(np.repeat(np.tile(wave, (SIZE[1], 1))[:, :, None], 3, axis=2)), slides=FINE)
    frame, shown = empty_frame(), []
    for at in range(40, 60):
        lens.film(view_at(Move.PAN_RIGHT, at=at, frames=150, size=SIZE), frame)
        shown.append(frame.y[900].astype(int))
    moved = [float(np.abs(b - a).mean()) for a, b in itertools.pairwise(shown)]
    assert min(moved) > 0.2  # every frame moves, although by less than a pixel
    assert max(moved) < 2.5 * min(moved)


def test_a_still_shot_is_pixel_for_pixel() -> None:
    rgb = np.random.default_rng(1).integers(0, 255, (SIZE[1], SIZE[0], 3), np.uint8)
    planes, frame = to_planes(rgb), empty_frame()
    view = view_at(Move.STILL, at=7, frames=50, size=SIZE)
    Lens(planes).film(view, frame)
    left, top = int(view.left), int(view.top)
    assert np.array_equal(frame.y, planes.y[top : top + HEIGHT, left : left + WIDTH])
    assert np.array_equal(frame.u, planes.u[top // 2 :, left // 2 :][: HEIGHT // 2, : WIDTH // 2])


def test_no_border_shows_in_a_white_picture() -> None:
    planes, frame = to_planes(np.full((SIZE[1], SIZE[0], 3), 255, np.uint8)), empty_frame()
    for move in Move:
        lens = Lens(planes, slides=FINE if move in SLIDES else 0)
        for at in (0, 49):
            lens.film(view_at(move, at=at, frames=50, size=SIZE), frame)
            assert frame.y.min() == 235, move


@pytest.mark.parametrize("move", [Move.PUSH, Move.SHAKE, Move.PAN_LEFT, Move.TILT_DOWN])
def test_the_cheap_ways_of_the_lens_show_what_a_warp_would(move: Move) -> None:
    rgb = cv2.GaussianBlur(np.random.default_rng(3).integers(0, 255, (SIZE[1], SIZE[0], 3), np.uint8), (0, 0), 4)
    planes, frame = to_planes(rgb), empty_frame()
    lens = Lens(planes, slides=FINE if move in SLIDES else 0)
    for at in (0, 31, 77, 99):
        view = view_at(move, at=at, frames=100, size=SIZE, seed=5)
        lens.film(view, frame)
        for source, shown, half in ((planes.y, frame.y, 1), (planes.u, frame.u, 2)):
            step = 1 / view.zoom
            edge = [[step, 0, view.left / half + step / 2 - 0.5], [0, step, view.top / half + step / 2 - 0.5]]
            size = (WIDTH // half, HEIGHT // half)
            true = cv2.warpAffine(source, np.array(edge), size, flags=cv2.INTER_LINEAR | cv2.WARP_INVERSE_MAP)
            off = np.abs(true.astype(int) - shown.astype(int))[4:-4, 4:-4]
            assert off.mean() < 1, (at, half)
            assert off.max() < 12, (at, half)


def test_a_mouth_opens_in_a_slide_too() -> None:
    rgb = np.full((SIZE[1], SIZE[0], 3), 90, np.uint8)
    lens, frame = Lens(to_planes(rgb), slides=FINE), empty_frame()
    for at in range(30):
        lens.film(view_at(Move.PAN_RIGHT, at=at, frames=30, size=SIZE), frame)
    lens.planes.y[900:960, 500:580] = 200
    lens.changed([(500, 900, 80, 60)])
    view = view_at(Move.PAN_RIGHT, at=12, frames=30, size=SIZE)
    lens.film(view, frame)
    seen = np.argwhere(frame.y > 195)
    left, top = ((edge - start) * view.zoom for edge, start in ((500, view.left), (900, view.top)))
    assert seen.min(axis=0) == pytest.approx([top, left], abs=2)
    assert seen.max(axis=0) == pytest.approx([top + 60 * view.zoom, left + 80 * view.zoom], abs=2)
    rest = frame.y.copy()
    rest[int(top) - 3 : int(top + 60 * view.zoom) + 3, int(left) - 3 : int(left + 80 * view.zoom) + 3] = 0
    assert rest.max() < 120


def test_a_mouth_follows_the_voice() -> None:
    loud = np.sin(np.arange(10 * SAMPLES_PER_FRAME) / 20).astype(np.float32) * 0.2
    pcm = np.concatenate([loud, np.zeros(6 * SAMPLES_PER_FRAME, np.float32), loud])
    states = mouth_of(Speech("啊啊", pcm, ((0, 1), (1, 2))))
    assert len(states) == 26
    assert set(states[1:9]) == {OPEN}
    assert set(states[12:15]) == {CLOSED}
    changes = [i for i in range(1, 26) if states[i] != states[i - 1]]
    assert all(b - a >= 2 for a, b in itertools.pairwise(changes))


def test_eyes_blink_every_three_to_five_seconds_each_person_at_their_own_time() -> None:
    closed = sorted(blinks_of("沈星", frames=1500, seed=1))
    starts = [at for at in closed if at - 1 not in closed]
    assert all(75 <= b - a <= 125 for a, b in itertools.pairwise(starts))
    assert len(closed) == 4 * len(starts)
    assert blinks_of("沈星", frames=1500, seed=1) == set(closed) != blinks_of("陆沉舟", frames=1500, seed=1)


def test_only_who_speaks_in_the_picture_moves_the_mouth() -> None:
    base = np.full((SIZE[1], SIZE[0], 3), 90, np.uint8)
    red, blue = patch((255, 0, 0, 255)), patch((0, 0, 255, 255))
    faces = tuple(
        Face(name, half=Sprite(x, 501, red), open=Sprite(x, 501, blue)) for name, x in (("沈星", 101), ("陆沉舟", 801))
    )
    pcm = (np.sin(np.arange(20 * SAMPLES_PER_FRAME) / 20) * 0.2).astype(np.float32)
    speech = Speech("走", pcm, ((0, len(pcm)),))
    lines = (Line("沈星", "走", Voice.SPOKEN), Line("陆沉舟", "走", Voice.INNER))
    shot = Shot("s", ShotKind.TWO, Framing.MEDIUM, Move.STILL, "街", "日", "外", (), lines, 1.0)
    (timed,) = lay_out([shot], [[speech, speech]]).shots
    filmed = Performance(Picture(base, faces), timed, seed=1)
    rest = filmed.stage.planes.y.copy()
    assert not filmed.move_to(0)
    assert filmed.move_to(timed.lines[0].start - timed.start + 5)
    changed = np.argwhere(filmed.stage.planes.y != rest)
    assert changed.min(axis=0).tolist() == [501, 101]
    assert changed.max(axis=0).tolist() == [540, 160]
    filmed.move_to(timed.lines[1].start - timed.start + 5)
    assert np.array_equal(filmed.stage.planes.y, rest)


def test_an_overlay_shows_in_its_time_and_in_its_box_only() -> None:
    frame = empty_frame()
    frame.y[:], frame.u[:], frame.v[:] = 100, 128, 128
    stamp = Stamp(Overlay(101, 201, patch((255, 255, 255, 255)), start=10, end=20))
    stamp.lay(frame, at=9)
    assert (frame.y == 100).all()
    stamp.lay(frame, at=10)
    assert np.argwhere(frame.y != 100).min(axis=0).tolist() == [201, 101]
    assert np.argwhere(frame.y != 100).max(axis=0).tolist() == [240, 160]
    assert frame.y[220, 130] == 235


def test_a_half_transparent_overlay_mixes_and_a_fading_one_grows() -> None:
    def luma(overlay: Overlay, at: int) -> int:
        frame = empty_frame()
        frame.y[:] = 100
        Stamp(overlay).lay(frame, at=at)
        return int(frame.y[220, 130])

    assert luma(Overlay(100, 200, patch((255, 255, 255, 128))), 0) == pytest.approx(168, abs=2)
    fading = Overlay(100, 200, patch((255, 255, 255, 255)), start=0, end=50, fade=8)
    levels = [luma(fading, at) for at in range(10)]
    assert levels == sorted(levels)
    assert levels[0] < 130
    assert levels[9] == 235


def test_an_overlay_past_the_edge_is_cut_off() -> None:
    frame = empty_frame()
    Stamp(Overlay(WIDTH - 21, HEIGHT - 11, patch((255, 255, 255, 255)))).lay(frame, at=0)
    Stamp(Overlay(-30, -20, patch((255, 255, 255, 255)))).lay(frame, at=0)
    assert frame.y[-1, -1] == frame.y[0, 0] == 235
    assert int((frame.y == 235).sum()) == 21 * 11 + 30 * 20


def test_a_picture_that_does_not_fill_the_frame_is_refused() -> None:
    with pytest.raises(FangcunError, match="小于 1080×1920"):
        Picture(np.zeros((100, 100, 3), np.uint8))
