"""What is made again when a script changes: the scene that changed and its episode, no more."""

from __future__ import annotations

from pathlib import Path

import pytest

from fangcun.air.commands import SUBTITLE_STYLES
from fangcun.cut.api import EpisodePlan, plan_episodes
from fangcun.cut.engine.subtitle_style import styles
from fangcun.kit.errors import FangcunError
from fangcun.write.api import read_text

EXAMPLE = (Path(__file__).parents[3] / "examples" / "全组都在找场记.txt").read_text(encoding="utf-8")


def plans(text: str, **options: object) -> tuple[EpisodePlan, ...]:
    return plan_episodes(read_text(text), name="全组都在找场记", **options)  # type: ignore[arg-type]


def keys(made: tuple[EpisodePlan, ...]) -> set[str]:
    return {task.key for plan in made for task in plan.tasks}


@pytest.fixture(scope="module")
def example() -> tuple[EpisodePlan, ...]:
    return plans(EXAMPLE)


def test_the_same_script_is_the_same_work(example: tuple[EpisodePlan, ...]) -> None:
    assert keys(plans(EXAMPLE)) == keys(example)
    assert len(example) == 15
    assert [plan.number for plan in example] == list(range(1, 16))


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("您的表快三分钟。现在是九点五十七。", "您的表快三分钟，现在是九点五十七。"),
        ("△大门缓缓打开", "△大门猛地打开"),
        ("本子没丢就行。", "本子没有丢就行。"),
        ("端的？", "端着的？"),
    ],
)
def test_a_changed_line_redoes_its_scene_and_its_episode_in_all_sizes(
    example: tuple[EpisodePlan, ...], old: str, new: str
) -> None:
    if EXAMPLE.count(old) != 1:
        old, new = "我说开除，就现在，十点整。", "我说开除，就是现在，十点整。"
    assert EXAMPLE.count(old) == 1
    changed = plans(EXAMPLE.replace(old, new))
    fresh = keys(changed) - keys(example)
    redone = sorted(task.kind for plan in changed for task in plan.tasks if task.key in fresh)
    assert redone == ["cut.episode", "cut.ladder", "cut.rungs", "cut.scene"]
    [episode] = [p for p, q in zip(example, changed, strict=True) if p.target != q.target]
    assert sum(task.kind == "cut.scene" for task in episode.tasks) >= 3


def test_a_wide_version_is_the_same_edit_made_beside_the_upright_one(example: tuple[EpisodePlan, ...]) -> None:
    both = plans(EXAMPLE, wide=True)
    assert keys(example) < keys(both)
    assert [plan.target for plan in both] == [plan.target for plan in example]
    for plan in both:
        by_key = {task.key: task for task in plan.tasks}
        episodes = [by_key[by_key[key].needs["episode"]] for key in (plan.target, plan.wide)]
        upright, wide = ([by_key[need].inputs for _, need in sorted(e.needs.items())] for e in episodes)
        assert {scene["shape"] for scene in wide} == {"16x9"}
        assert [s["shots"] for s in wide] == [s["shots"] for s in upright]


def test_a_new_scene_redoes_nothing_but_its_episode(example: tuple[EpisodePlan, ...]) -> None:
    text = EXAMPLE.replace("\n第2集", "\n1-9 夜 外 河边\n人物：老秦\n△老秦把鱼竿收起来。\n\n第2集", 1)
    fresh = keys(plans(text)) - keys(example)
    # The last scene of an episode is held: the one that was last is it no longer.
    assert len(fresh) == 6  # two scenes and their smaller sizes, the episode in its own size and in all


def test_scenes_go_before_later_episodes(example: tuple[EpisodePlan, ...]) -> None:
    first, second = example[0], example[1]
    assert max(t.priority for t in first.tasks) < max(t.priority for t in second.tasks)
    assert {t.kind for t in first.tasks} == {"cut.scene", "cut.episode", "cut.rungs", "cut.ladder"}


def test_every_episode_can_be_watched_before_the_first_is_made_smaller(example: tuple[EpisodePlan, ...]) -> None:
    tasks = [task for plan in example for task in plan.tasks]
    watched = [task.priority for task in tasks if task.kind in ("cut.scene", "cut.episode")]
    assert max(watched) < min(task.priority for task in tasks if task.kind in ("cut.rungs", "cut.ladder"))
    for plan in example:
        by_key = {task.key: task for task in plan.tasks}
        finished = by_key[plan.target]
        assert plan.early == finished.needs["episode"]
        rungs = [by_key[key] for name, key in sorted(finished.needs.items()) if name != "episode"]
        joined = by_key[plan.early].needs
        assert [task.needs["scene"] for task in rungs] == [joined[name] for name in sorted(joined)]


def test_only_the_wanted_episodes_are_planned(example: tuple[EpisodePlan, ...]) -> None:
    assert keys(plans(EXAMPLE, numbers={2, 3})) == keys(example[1:3])
    with pytest.raises(FangcunError, match="现有第 1 到第 15 集"):
        plans(EXAMPLE, numbers={99})


def test_a_script_without_numbers_is_one_episode() -> None:
    [only] = plans("INT. KITCHEN - DAY\n\nAnna pours tea.\n\nANNA\nTea?\n")
    assert only.number == 1


def test_repeated_numbers_do_not_hide_an_episode() -> None:
    twice = "第1集\n1-1 日 内 客厅\n甲：你好。\n第1集\n1-1 夜 内 客厅\n甲：再见。\n"
    assert [plan.number for plan in plans(twice)] == [1, 2]


def test_a_script_with_nothing_to_show_says_so() -> None:
    with pytest.raises(FangcunError, match="没有可以拍的内容"):
        plans("第1集\n1-1 日 内 客厅\n人物：甲\n")


def test_every_style_that_make_offers_is_there() -> None:
    assert set(SUBTITLE_STYLES) == set(styles())
    cinema = plans(EXAMPLE, numbers=[1], style="cinema")[0]
    styled = [task.inputs["style"] for task in cinema.tasks if task.kind in ("cut.scene", "cut.episode")]
    assert set(styled) == {"cinema"}


def test_every_person_of_a_scene_has_a_look_and_a_voice(example: tuple[EpisodePlan, ...]) -> None:
    scenes = [task.inputs for plan in example for task in plan.tasks if task.kind == "cut.scene"]
    assert all(scene["voices"].keys() == scene["looks"].keys() for scene in scenes)
    heard = {name: voice for scene in scenes for name, voice in scene["voices"].items()}
    assert all(scene["voices"][name] == heard[name] for scene in scenes for name in scene["voices"])
    assert len({str(sorted(voice.items())) for voice in heard.values()}) == len(heard)


def test_a_new_licence_number_redoes_the_first_scenes_alone(example: tuple[EpisodePlan, ...]) -> None:
    numbered = plans(EXAMPLE, licence="许可证号：（鲁）网微剧审字（2026）第0123号")
    fresh = keys(numbered) - keys(example)
    redone = [task for plan in numbered for task in plan.tasks if task.key in fresh]
    assert sorted(task.kind for task in redone) == sorted(["cut.scene", "cut.rungs", "cut.episode", "cut.ladder"] * 15)
    plated = [task for task in redone if task.kind in ("cut.scene", "cut.episode")]
    assert all("第0123号" in str(task.inputs["plate"]) for task in plated)
    assert keys(plans(EXAMPLE, licence="  ")) == keys(example)
