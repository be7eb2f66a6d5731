"""Which sounds a scene is heard with, where they stand, and what they are like."""

from __future__ import annotations

import numpy as np
import pytest
from subtitle_stage import said

from fangcun.cut.contracts import Expression, Figure, Framing, Line, Move, Shot, ShotKind
from fangcun.cut.engine.grid import RATE, SAMPLES_PER_FRAME
from fangcun.cut.engine.mix import effects_stem
from fangcun.cut.engine.sounds.spotting import FOLEY, Heard, render, spot
from fangcun.cut.engine.sounds.stingers import STINGERS
from fangcun.cut.engine.sounds.words import level_of, sounds_in
from fangcun.cut.engine.timbre import Floats
from fangcun.cut.engine.timeline import Timeline, lay_out
from fangcun.write.contracts import Voice


def shot(
    beat: str = "",
    *,
    expression: Expression = Expression.NEUTRAL,
    kind: ShotKind = ShotKind.SINGLE,
    move: Move = Move.STILL,
    line: str = "",
    caption: str | None = None,
    seconds: float = 3.0,
    flashback: bool = False,
) -> Shot:
    lines = (Line("沈星", line, Voice.SPOKEN),) if line else ()
    figures = (Figure("沈星", expression),)
    id = f"{beat}{line}{caption}{kind}{expression}"
    return Shot(
        id, kind, Framing.CLOSE, move, "客厅", "日", "内", figures, lines, seconds, caption, beat=beat or line,
        flashback=flashback,
    )  # fmt: skip


def scene(*shots: Shot) -> Timeline:
    return lay_out(shots, [[said(line.text) for line in one.lines] for one in shots])


def heard(*shots: Shot) -> list[str]:
    return [f"{one.sound} {one.at:.1f}" for one in spot(scene(*shots))]


def centroid(pcm: Floats) -> float:
    power = np.abs(np.fft.rfft(pcm.mean(axis=0) if pcm.ndim == 2 else pcm)) ** 2
    return float(np.sum(power * np.fft.rfftfreq(2 * len(power) - 2, 1 / RATE)) / np.sum(power))


def test_a_cliffhanger_drops_where_a_riser_ends() -> None:
    assert heard(shot("她走了。"), shot("他回头。", kind=ShotKind.HOLD)) == ["riser 1.2", "drop 3.0"]


def test_a_strike_is_hit_and_softer_where_the_thing_is_heard() -> None:
    alone = spot(scene(shot("他抬手。", move=Move.SHAKE)))
    slapped = spot(scene(shot("他一个耳光。", move=Move.SHAKE)))
    assert [one.sound for one in alone] == ["hit"]
    assert {one.sound for one in slapped} == {"hit", "slap"}
    assert next(one.level for one in slapped if one.sound == "hit") < 0.5 * alone[0].level


def test_a_face_newly_shocked_stings_once() -> None:
    shocked = Expression.SHOCK
    assert heard(shot("她坐着。"), shot("她听。", expression=shocked), shot("她看。", expression=shocked)) == [
        "swell 2.0",
        "sting 3.0",
    ]
    near = [shot("她坐着。", expression=e, seconds=1.5) for e in (shocked, Expression.NEUTRAL, shocked)]
    assert sum("sting" in one for one in heard(*near)) == 1


def test_a_letter_that_tells_something_is_led_to_and_rings() -> None:
    assert heard(shot("她拿起信。"), shot("信上写着", kind=ShotKind.INSERT, caption="我走了"))[-2:] == [
        "riser 1.2",
        "bell 3.0",
    ]


def test_memories_open_and_close_with_a_sweep() -> None:
    sweeps = heard(shot("今天。"), shot("那年。", flashback=True), shot("后来。", flashback=True), shot("如今。"))
    assert sweeps == ["sweep 2.6", "sweep 8.6"]


def test_fear_beats_and_a_fool_is_plucked() -> None:
    assert heard(shot("她退到墙角。", expression=Expression.FEAR)) == ["heartbeat 0.0"]
    (pluck,) = spot(scene(shot("他尴尬地挠头。")))
    assert (pluck.sound, pluck.at) == ("pluck", 0.35)


@pytest.mark.parametrize(
    ("action", "sounds"),
    [
        ("有人敲门，他推开门走进来。", ["knock", "door", "steps"]),
        ("手机响了，又震动两下。", ["ring", "vibrate"]),
        ("手机铃声响起。", ["ring"]),
        ("啪！一个耳光。", ["slap"]),
        ("酒杯摔碎，宾客哗然。", ["clink", "glass", "murmur"]),
        ("一道闪电，惊雷炸响。", ["thunder"]),
        ("黑色轿车急刹。", ["car", "brake"]),
        ("远处警笛长鸣。", ["siren"]),
        ("她猛地站起来，撞翻水杯。", ["chair", "fallen"]),
        ("灯忽然灭了，电话里只有沙沙声。", ["switch", "static"]),
        ("火把映红宫墙，侍卫围过来。", ["fire", "armour"]),
        ("水壶响了，他把信放在桌上。", ["kettle", "put"]),
        ("惊堂木一拍。", ["gavel"]),
        ("门外鞭炮齐鸣，唢呐声起。", ["crackers", "gong"]),
        ("The phone rings during breakfast.", ["ring"]),
        ("她想起了母亲。", []),
    ],
)
def test_an_action_is_heard_by_its_words(action: str, sounds: list[str]) -> None:
    assert [sound for sound, _ in sounds_in(action)] == sounds


def test_spoken_words_only_speak_of_things() -> None:
    assert heard(shot(line="别敲门了，小心打碎玻璃！")) == []


def test_one_sentence_in_two_shots_is_heard_once() -> None:
    action = "他推门进来。"
    assert heard(shot(action, kind=ShotKind.ESTABLISHING), shot(action), shot(action)) == ["door 3.4"]


@pytest.mark.parametrize("name", sorted([*STINGERS, *FOLEY]))
def test_every_sound_is_whole_of_its_size_and_different_each_time(name: str) -> None:
    make = STINGERS.get(name) or FOLEY[name]
    one, again, other = (make(np.random.default_rng(seed), 2.0) for seed in (1, 1, 2))
    assert one.dtype == np.float32
    assert np.array_equal(one, again)
    assert one.shape != other.shape or not np.array_equal(one, other)
    assert float(np.abs(one).max()) == pytest.approx(1, abs=0.01)
    assert float(np.abs(one[..., 0]).max()) < 0.05  # neither end clicks
    assert float(np.abs(one[..., -1]).max()) < 0.05
    assert abs(float(one.mean())) < 0.02
    assert -34 < 20 * np.log10(level_of(name)) < -9  # always under the voices


def test_sounds_have_their_colour() -> None:
    colour = {name: centroid(make(np.random.default_rng(4), 2.0)) for name, make in (STINGERS | FOLEY).items()}
    deep = [colour[n] for n in ("hit", "drop", "heartbeat", "thunder", "thud", "blast")]
    bright = [colour[n] for n in ("glass", "clink", "blade", "slap", "shutter", "paper", "armour", "switch")]
    assert max(deep) < 300 < 1500 < min(bright)


def test_a_riser_swells_to_the_cut_and_breaks_off() -> None:
    for name in ("riser", "swell"):
        pcm = STINGERS[name](np.random.default_rng(1), 1.2)
        quarters = [float(np.sqrt(np.mean(part**2))) for part in np.array_split(pcm, 4, axis=1)]
        assert quarters == sorted(quarters)
        assert quarters[3] > 5 * quarters[0]


def test_what_runs_past_the_end_fades_there() -> None:
    late = (Heard("hit", 1.0, 1.0, 0.3, "a"),)
    out = render(late, samples=round(1.6 * RATE), seed=3)
    assert out.shape == (2, round(1.6 * RATE))
    assert not out[:, : RATE - 10].any()
    assert np.abs(out[:, -1]).max() < 1e-3


def test_the_stem_has_them_in_their_places_and_the_same_each_time() -> None:
    made = scene(shot("他坐着。"), shot("惊雷炸响。"), shot("他听。"))
    stem = effects_stem(made, seed=2)
    assert stem.shape == (2, made.frames * SAMPLES_PER_FRAME)
    assert np.array_equal(stem, effects_stem(made, seed=2))
    before, after = stem[:, 2 * RATE : 3 * RATE], stem[:, round(3.2 * RATE) : round(4.2 * RATE)]
    assert np.sqrt(np.mean(after**2)) > 4 * np.sqrt(np.mean(before**2))
