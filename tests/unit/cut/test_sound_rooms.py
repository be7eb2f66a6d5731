"""Where a voice is heard: rooms by the words of a place, and the ways by which a voice comes."""

from __future__ import annotations

import itertools

import numpy as np
import pytest
from test_voice import centroid_of, person

from fangcun.cut.contracts import Figure, Framing, Line, Move, Shot, ShotKind
from fangcun.cut.engine.ambience import room_tone
from fangcun.cut.engine.grid import RATE
from fangcun.cut.engine.hearing import Channel, channel_of
from fangcun.cut.engine.rooms import Room, answered, room_at
from fangcun.cut.engine.sounds.beds import BEDS
from fangcun.cut.engine.timbre import Floats
from fangcun.cut.engine.timeline import lay_out
from fangcun.cut.engine.voice import speak, voice_of
from fangcun.write.contracts import Voice

VOICE = voice_of(person("男", 34, 5))
LINE = "开门，我知道你在里面。"


def room(place: str, int_ext: str = "内", **given: str) -> Room:
    return room_at(place, int_ext=int_ext, time_of_day=given.get("time", "日"), weather=given.get("weather"))


def heard(channel: Channel) -> Floats:
    return speak(LINE, voice=VOICE, channel=channel).pcm


def share(pcm: Floats, low: float, high: float) -> float:
    """The share of the power between two frequencies."""
    power = np.abs(np.fft.rfft(pcm)) ** 2
    hertz = np.fft.rfftfreq(len(pcm), 1 / RATE)
    return float(power[(hertz >= low) & (hertz < high)].sum() / power.sum())


@pytest.mark.parametrize(
    ("place", "int_ext", "name"),
    [
        ("沈家客厅", "内", "home"),
        ("市第一医院·病房", "内", "hospital"),
        ("总裁办公室", "内", "office"),
        ("大殿", "内", "palace"),
        ("黑色轿车内", "内", "car"),
        ("地下停车场", "内", "stone"),
        ("酒店宴会厅", "内", "hall"),
        ("夜市", "外", "market"),
        ("山野", "外", "country"),
        ("天台", "外", "roof"),
        ("村口小河边", "外", "water"),
        ("某处", "内", "home"),
        ("某处", "外", "street"),
        ("大殿", "外", "courtyard"),
        ("山洞", "内", "stone"),
        ("MAIN STREET", "EXT.", "street"),
        ("SALOON", "INT.", "feast"),
    ],
)
def test_a_place_is_heard_as_its_room(place: str, int_ext: str, name: str) -> None:
    assert room(place, int_ext).name == name


def test_time_and_weather_decide_what_is_heard_outside() -> None:
    def beds(**given: str) -> set[str]:
        return {bed for bed, _ in room("院子", "外", **given).beds}

    assert beds() & {"birds", "insects"} == {"birds"}
    assert beds(time="夜") & {"birds", "insects"} == {"insects"}
    assert beds(weather="rain") >= {"rain"}
    assert not beds(weather="rain") & {"birds", "insects"}
    assert "rain_behind_walls" in {bed for bed, _ in room("客厅", weather="rain").beds}


def test_a_hall_rings_longer_than_a_room_and_a_car_hardly() -> None:
    click = np.zeros(2 * RATE, np.float32)
    click[100] = 1.0

    def tail(place: str) -> float:
        rest = answered(click, room(place), wet=0.3)[100 + RATE // 100 :].astype(np.float64) ** 2
        left = np.cumsum(rest[::-1])[::-1]
        return float(np.argmax(left < left[0] / 1000)) / RATE  # seconds to fall by 30 dB

    car, home, palace = tail("轿车内"), tail("客厅"), tail("大殿")
    assert car < 0.06 < home < 0.25 < palace


def test_who_rings_does_not_keep_others_waiting() -> None:
    here, there = (speak(LINE, voice=VOICE, room=room(place)) for place in ("客厅", "大殿"))
    assert there.ring > here.ring > 0
    assert there.spoken == pytest.approx(here.spoken, abs=RATE // 50)
    line = Line("甲", LINE, Voice.SPOKEN)
    one = Shot("s", ShotKind.SINGLE, Framing.CLOSE, Move.STILL, "殿", "日", "内", (), (line, line), 1.0)
    first, second = lay_out([one], [[there, there]]).lines()
    assert (second.start - first.start) * RATE / 25 < there.samples


def test_a_telephone_passes_300_to_3400_hertz() -> None:
    phone, near = heard(Channel.PHONE), heard(Channel.NEAR)
    assert share(phone, 300, 3500) > 0.97
    assert share(phone, 4300, RATE / 2) < 1e-4 < share(near, 4300, RATE / 2)
    assert share(phone, 0, 200) < 1e-3


def test_a_door_takes_the_top_and_a_loudspeaker_both_ends() -> None:
    near, door, hall = heard(Channel.NEAR), heard(Channel.DOOR), heard(Channel.BROADCAST)
    assert share(door, 2500, RATE / 2) < 0.2 * share(near, 2500, RATE / 2)
    assert share(hall, 0, 160) < 0.2 * share(near, 0, 160)
    assert centroid_of(hall) > centroid_of(near) > centroid_of(door)


@pytest.mark.parametrize(
    ("speaker", "manner", "voice", "seen", "channel"),
    [
        ("沈星", None, Voice.SPOKEN, True, Channel.NEAR),
        ("沈星", "对着手机", Voice.SPOKEN, True, Channel.NEAR),
        ("沈星", "电话里", Voice.SPOKEN, False, Channel.PHONE),
        ("沈星", "手机里传来", Voice.OS, False, Channel.PHONE),
        ("沈星", "门外", Voice.OS, False, Channel.DOOR),
        ("沈星", None, Voice.OS, False, Channel.OFF),
        ("沈星", None, Voice.VO, False, Channel.OVER),
        ("沈星", None, Voice.INNER, True, Channel.THOUGHT),
        ("系统音", None, Voice.VO, False, Channel.BROADCAST),
        (None, None, Voice.SPOKEN, False, Channel.BROADCAST),
        (None, None, Voice.VO, False, Channel.OVER),
        ("JACK", "on the phone", Voice.OS, False, Channel.PHONE),
    ],
)
def test_how_a_voice_comes(speaker: str | None, manner: str | None, voice: Voice, seen: bool, channel: Channel) -> None:
    line = Line(speaker, "喂？", voice, manner)
    figures = (Figure(speaker),) if seen and speaker else ()
    shot = Shot("s", ShotKind.SINGLE, Framing.CLOSE, Move.STILL, "家", "日", "内", figures, (line,), 1.0)
    assert channel_of(line, shot) is channel


@pytest.mark.parametrize("name", sorted(BEDS))
def test_a_bed_goes_on_without_joints_and_alike_for_one_seed(name: str) -> None:
    def made(seed: int) -> Floats:
        return BEDS[name](np.random.default_rng(seed), 13 * RATE)

    bed = made(1)
    assert (bed.shape, bed.dtype) == ((2, 13 * RATE), np.float32)
    assert np.array_equal(bed, made(1))
    assert not np.array_equal(bed, made(2))
    level = float(np.sqrt(np.mean(bed**2)))
    assert 0.02 < level < 2.5
    loop = 1 << 18  # where a loop comes round nothing jumps more than elsewhere
    steps = np.abs(np.diff(bed, axis=1))
    assert steps[:, loop - 2 : loop + 2].max() <= steps.max()
    assert abs(float(np.corrcoef(bed[0], bed[1])[0, 1])) < 0.98 or name in ("clock", "beeps")


def test_every_bed_that_a_room_names_is_there() -> None:
    for name in ("客厅", "办公室", "病房", "大殿", "礼堂", "酒店", "教室", "山洞", "车内"):
        assert {bed for bed, _ in room(name, time="夜").beds} <= BEDS.keys()
    for name in ("街", "天台", "夜市", "院", "山", "河"):
        for weather in ("rain", "snow", "wind", "fog"):
            assert {bed for bed, _ in room(name, "外", weather=weather).beds} <= BEDS.keys()


def test_rooms_sound_unlike_each_other() -> None:
    places = [("客厅", "内"), ("病房", "内"), ("大殿", "内"), ("街", "外"), ("夜市", "外"), ("山", "外")]
    tones = [room_tone(room(*place), samples=6 * RATE, seed=1)[0] for place in places]
    bands = np.geomspace(60, 12_000, 13)
    shapes = [
        [10 * np.log10(share(tone, low, high) + 1e-6) for low, high in itertools.pairwise(bands)] for tone in tones
    ]
    for i, one in enumerate(shapes):
        for other in shapes[:i]:
            assert np.abs(np.subtract(one, other)).max() > 3
    assert all(-60 < 20 * np.log10(np.sqrt(np.mean(tone**2))) < -38 for tone in tones)


def test_rain_outside_is_bright_and_behind_walls_dull() -> None:
    wet = room_tone(room("院", "外", weather="rain"), samples=4 * RATE, seed=1)[0]
    inside = room_tone(room("客厅", weather="rain"), samples=4 * RATE, seed=1)[0]
    assert centroid_of(wet) > 3000 > 800 > centroid_of(inside)
