"""Subtitles and voices of other languages beside a film that is there already: nothing of the picture is made again."""

from __future__ import annotations

import json
import subprocess
from dataclasses import dataclass
from pathlib import Path

import av
import numpy as np
import pytest

from fangcun.cut.abroad import Editions, first_glossary, read_editions, rows_of
from fangcun.cut.contracts import Figure, Framing, Line, Look, Move, Shot, ShotKind
from fangcun.cut.engine.abroad import Abroad, add_languages, timed_shots
from fangcun.cut.engine.grid import FPS, RATE
from fangcun.cut.engine.label import AigcLabel
from fangcun.cut.engine.make import EpisodeCut, SceneCut, make_episode, make_scene, read_scene
from fangcun.cut.engine.package_check import examine_package
from fangcun.cut.engine.picture import Picture, Pixels
from fangcun.cut.engine.playlists import read_master
from fangcun.cut.engine.sound_files import read_sound
from fangcun.cut.engine.translation import Translation, line_id, read_table, write_table
from fangcun.cut.engine.voice import NARRATOR, speak, voice_of
from fangcun.cut.series import EpisodePlan, plan_episodes
from fangcun.write.contracts import Voice
from fangcun.write.engine.reader import read_text

ROOT = Path(__file__).parents[3]
SHOTS = [
    [
        Shot(
            f"{name}{k}",
            ShotKind.SINGLE,
            Framing.CLOSE,
            Move.STILL,
            "客厅",
            "夜",
            "内",
            (Figure("沈星", speaking=True),),
            (Line("沈星", text, Voice.SPOKEN),) if text else (),
            1.4,
        )
        for k, text in enumerate(texts)
    ]
    for name, texts in (("a", ("你怎么来了？", "")), ("b", ("我在这里等了三天三夜。",)))
]
TEXTS = {
    "en": {line_id("a0", 1): "Why are you here?", line_id("b0", 1): "I waited three days and nights."},
    "ar": {line_id("a0", 1): "لماذا أنت هنا؟"},
}


def draw_label(text: str, height: int) -> Pixels:
    return np.full((height, height * len(text), 4), (255, 255, 255, 230), np.uint8)


@dataclass(frozen=True)
class Made:
    scenes: list[SceneCut]
    episode: EpisodeCut
    film: bytes
    added: Abroad


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Made:
    folder = tmp_path_factory.mktemp("abroad")
    picture = Picture(np.full((2150, 1210, 3), (90, 110, 150), np.uint8))
    for i, shots in enumerate(SHOTS):
        make_scene(
            shots,
            sources=lambda place: picture,
            speeches=[[speak(line.text, voice=NARRATOR) for line in shot.lines] for shot in shots],
            draw_cue=lambda cue: None,
            draw_label=draw_label,
            folder=folder / f"scene{i}",
            opening=i == 0,
            seed=i,
        )
    scenes = [read_scene(folder / f"scene{i}") for i in range(len(SHOTS))]
    label = AigcLabel("方寸制作基地", "FC-0001-01")
    episode = make_episode(scenes, folder=folder / "out", label=label, stem="第01集")
    film = episode.video.read_bytes()
    added = add_languages(
        folder / "out" / "hls",
        scenes=scenes,
        shots=SHOTS,
        translation=Translation(TEXTS),
        folder=folder / "out",
        stem="第01集",
        dubs=["en"],
        voices={"沈星": voice_of(Look("沈星", 5, "女", 24, "modern", "suit"))},
    )
    return Made(scenes, episode, film, added)


def test_the_lines_of_a_made_scene_stand_where_they_were_heard(made: Made) -> None:
    [first, silent] = timed_shots(made.scenes[0], SHOTS[0])
    assert [line.line.text for line in first.lines] == ["你怎么来了？"]
    assert first.start < first.lines[0].start < first.end
    assert 0.5 < first.lines[0].frames / FPS < 3
    assert silent.lines == ()


def test_every_language_has_its_files_and_the_film_is_untouched(made: Made) -> None:
    names = {path.name for path in made.added.subtitles}
    assert names == {f"第01集.{code}.{form}" for code in ("en", "ar") for form in ("srt", "vtt", "ass")}
    assert made.episode.video.read_bytes() == made.film
    english = next(p for p in made.added.subtitles if p.name == "第01集.en.srt").read_text(encoding="utf-8")
    assert "I waited three days and nights." in english
    arabic = next(p for p in made.added.subtitles if p.name == "第01集.ar.vtt").read_text(encoding="utf-8")
    assert "لماذا أنت هنا؟" in arabic
    assert "我在这里等了三天三夜" in arabic  # what nobody translated is still told


def test_players_are_offered_the_languages(made: Made) -> None:
    master = made.episode.package.folder / "master.m3u8"
    code = "console.log(JSON.stringify(require('hls-parser').parse(require('fs').readFileSync(0, 'utf8'))))"
    done = subprocess.run(
        ["node", "-e", code],
        input=master.read_text(encoding="utf-8"),
        capture_output=True,
        text=True,
        cwd=ROOT,
        check=True,
    )
    [variant] = json.loads(done.stdout)["variants"]
    assert [(t["language"], t["uri"]) for t in variant["subtitles"]] == [("en", "subs-en.m3u8"), ("ar", "subs-ar.m3u8")]
    assert [(t["language"], t.get("uri"), t["isDefault"]) for t in variant["audio"]] == [
        ("zh-Hans", None, True),
        ("en", "sound-en/video.m3u8", False),
    ]
    assert examine_package(made.episode.package.folder).problems == ()
    assert read_master(master).streams[0].peak > made.episode.package.bandwidth


def test_the_dubbed_sound_is_as_long_as_the_film_and_says_something_else(made: Made) -> None:
    folder = made.episode.package.folder / "sound-en"
    with av.open(str(folder / "video.m3u8")) as stream:
        [audio] = stream.streams
        assert (audio.codec_context.name, audio.codec_context.sample_rate) == ("aac", RATE)
    dubbed, own = read_sound(folder / "video.m3u8"), read_sound(made.episode.video)
    assert abs(dubbed.shape[1] - own.shape[1]) <= 2048
    length = min(dubbed.shape[1], own.shape[1])
    spoken = np.corrcoef(dubbed[0, :length], own[0, :length])[0, 1]
    assert spoken < 0.5


SCRIPT = """《借伞》
第1集
1-1 日 内 客厅
人物：林晚、沈星
△林晚推门进来。
林晚：你回来了？
沈星：嗯，雨停了。

第2集
2-1 夜 外 街道
人物：沈星
△沈星一个人走。
沈星：都过去了。
"""


def plans(editions: Editions | None = None) -> tuple[EpisodePlan, ...]:
    return plan_episodes(read_text(SCRIPT), name="借伞", editions=editions)


def filled(english: dict[str, str]) -> bytes:
    rows = rows_of(read_text(SCRIPT), languages=["en"])
    table = write_table(rows).decode("utf-8-sig")
    for source, text in english.items():
        table = "\n".join(row + text if f",{source}," in row else row for row in table.splitlines())
    return table.encode()


ENGLISH = {"你回来了？": "Back?", "嗯，雨停了。": "Rain is over.", "都过去了。": "All past."}


def test_a_table_has_a_row_for_every_line_and_caption_with_its_time() -> None:
    rows = rows_of(read_text(SCRIPT), languages=["en"])
    spoken = [row for row in rows if row.speaker]
    assert [row.source for row in spoken] == list(ENGLISH)
    assert all(row.seconds > 0.5 for row in rows)
    assert [term.source for term in first_glossary(read_text(SCRIPT)).terms] == ["林晚", "沈星"]


def test_translations_add_work_and_make_no_scene_again() -> None:
    editions, _ = read_editions(read_text(SCRIPT), table=filled(ENGLISH), dubs=["en"])
    plain = {task.key for plan in plans() for task in plan.tasks}
    more = [task for plan in plans(editions) for task in plan.tasks if task.key not in plain]
    assert sorted(task.kind for task in more) == ["cut.abroad", "cut.abroad", "cut.ladder", "cut.ladder"]


def test_another_word_in_one_line_redoes_that_episode_alone() -> None:
    before, _ = read_editions(read_text(SCRIPT), table=filled(ENGLISH))
    after, _ = read_editions(read_text(SCRIPT), table=filled(ENGLISH | {"都过去了。": "It is over."}))
    old = {task.key for plan in plans(before) for task in plan.tasks}
    fresh = [(plan.number, task.kind) for plan in plans(after) for task in plan.tasks if task.key not in old]
    assert fresh == [(2, "cut.abroad"), (2, "cut.ladder")]


def test_a_table_of_another_draft_says_what_changed_and_loses_nothing() -> None:
    table = filled(ENGLISH)
    changed = read_text(SCRIPT.replace("都过去了。", "全都过去了。"))
    translation, problems = read_table(table, rows=rows_of(changed, languages=()))
    assert "All past." in translation.texts["en"].values()
    assert {problem.code for problem in problems} >= {"cut.translation_unknown", "cut.translation_missing"}


def test_a_table_exported_again_keeps_what_is_gone_and_marks_what_changed() -> None:
    # The word for 林晚's line changes; the last line is another one now.
    changed = read_text(SCRIPT.replace("都过去了。", "全都过去了。"))
    translation, _ = read_table(filled(ENGLISH), rows=rows_of(changed, languages=()))
    again = write_table(rows_of(changed, languages=["en"], translation=translation))
    assert "All past." in again.decode("utf-8-sig")
    later, problems = read_table(again, rows=rows_of(changed, languages=()))
    assert "All past." in later.texts["en"].values()
    assert "cut.translation_unknown" not in {problem.code for problem in problems}
