"""The demo dramas: complete, always the same, read without an error, and read as they were meant."""

from collections import Counter

import pytest

from fangcun.kit.errors import FangcunError, Severity
from fangcun.shoot.engine.days import days_needed
from fangcun.shoot.engine.demo_scripts import CODES, demo_script
from fangcun.shoot.engine.demo_scripts.stories import load_beats, load_story
from fangcun.shoot.engine.demo_scripts.writer import Writer
from fangcun.shoot.engine.periods import period_of
from fangcun.shoot.engine.roles import roles_of
from fangcun.shoot.engine.strips import strips_of
from fangcun.write.api import break_down, read_text

PERIODS = dict(zip(CODES, ("民国", "古代", "现代", "现代", "现代"), strict=True))


@pytest.fixture(params=CODES)
def code(request: pytest.FixtureRequest) -> str:
    return str(request.param)


def test_reads_without_errors_or_warnings(code: str) -> None:
    play = read_text(demo_script(code)[1])
    assert [p.message for p in play.problems if p.severity is not Severity.INFO] == []
    assert play.title == load_story(code).facts["title"]


def test_episodes_scenes_cast_and_light_come_out_as_written(code: str) -> None:
    written = tuple(Writer(load_story(code)).scenes())
    play = read_text(demo_script(code)[1])
    found = strips_of(play, break_down(play))
    assert 60 <= len(play.episodes) <= 80
    assert 120 <= len(found) <= 220
    assert len(found) == len(written)
    for scene, facts in zip(written, found, strict=True):
        assert facts.key == f"{scene.episode}-{scene.number}"
        assert facts.script_place == scene.place
        assert set(facts.cast) == set(scene.cast)
        assert facts.night == (scene.time == "夜")
        assert facts.exterior == (scene.side == "外")


def test_every_character_plays_and_leads_lead(code: str) -> None:
    story = load_story(code)
    play = read_text(demo_script(code)[1])
    breakdown = break_down(play)
    roles = roles_of(play, breakdown, strips_of(play, breakdown), period=PERIODS[code])
    assert {r.name for r in roles} == {p.name for p in story.people}
    assert min(r.scenes for r in roles) >= 2
    assert {roles[0].name, roles[1].name} == {story.facts["lead"], story.facts["partner"]}
    assert all(r.sex and r.ages for r in roles)


def test_period_is_told_by_the_words(code: str) -> None:
    text = demo_script(code)[1]
    play = read_text(text)
    found = strips_of(play, break_down(play))
    assert period_of(found, text=text) == PERIODS[code]


def test_children_never_play_at_night(code: str) -> None:
    young = {
        p.name
        for p in load_story(code).people
        if "9岁" in p.sheet.split("，")[1:2] or "10岁" in p.sheet.split("，")[1:2]
    }
    for scene in Writer(load_story(code)).scenes():
        assert scene.time != "夜" or not young.intersection(scene.cast)


def test_seven_to_ten_days_are_enough(code: str) -> None:
    play = read_text(demo_script(code)[1])
    assert 7 <= days_needed(strips_of(play, break_down(play))) <= 11


def test_no_slot_of_the_grammar_is_left_open(code: str) -> None:
    text = demo_script(code)[1]
    assert "{" not in text
    assert "None" not in text


def test_scenes_differ_from_each_other(code: str) -> None:
    told = Counter(s.lines for s in Writer(load_story(code)).scenes())
    assert max(told.values()) == 1


def test_same_script_every_time_and_another_for_another_seed() -> None:
    story = load_story(CODES[0])
    assert tuple(Writer(story).scenes()) == tuple(Writer(story).scenes())
    assert tuple(Writer(story, seed=1).scenes()) != tuple(Writer(story).scenes())


def test_chapters_name_known_people_and_every_foe_has_a_hand(code: str) -> None:
    story = load_story(code)
    names = {p.name for p in story.people}
    assert {b.use for b in load_beats().values()} <= set(story.places)
    for chapter in story.chapters:
        assert {chapter.foe, chapter.ally, chapter.witness, story.hands[chapter.foe]} <= names
        assert len({chapter.foe, chapter.ally, chapter.witness, story.hands[chapter.foe]}) == 4


def test_unknown_code_says_which_there_are() -> None:
    with pytest.raises(FangcunError, match="minguo-yaopu"):
        demo_script("第八页")
