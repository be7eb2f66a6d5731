"""From a draft to strips: keys, light, minutes, needs, and keys kept over drafts."""

from pathlib import Path

from fangcun.shoot.contracts import Light, SceneFacts
from fangcun.shoot.engine.paces import MICRO_DRAMA, PREMIUM, Pace
from fangcun.shoot.engine.strips import match_keys, minutes_on_set, strips_of
from fangcun.write.api import break_down, compare, read_text
from fangcun.write.contracts import Screenplay

EXAMPLE = Path(__file__).parents[3] / "examples" / "全组都在找场记.txt"

SHORT = """第1集
1-1 日 内 客厅
人物：林晚、顾城、士兵*50
道具：玉佩
△林晚把玉佩摔在地上。顾城一拳打在墙上。
林晚（怒）：当年放火的人，原来是你！
1-2 夜 外 后山
人物：林晚
△大雨倾盆，林晚骑马冲下山坡。
1-2 黄昏 外 村口
人物：顾城、小石头
△顾城牵着小石头，慢慢走远。
"""


def strips(text: str, pace: Pace = MICRO_DRAMA) -> tuple[SceneFacts, ...]:
    play = read_text(text)
    return strips_of(play, break_down(play), pace=pace)


def test_example_gives_one_strip_for_each_scene_with_its_own_key() -> None:
    found = strips(EXAMPLE.read_text("utf-8"))
    assert len(found) == 54
    assert len({f.key for f in found}) == 54
    assert [f.key for f in found[:4]] == ["1-1", "1-2", "1-3", "2-1"]
    assert [f.position for f in found] == list(range(54))


def test_first_scene_of_the_example_says_what_planning_needs() -> None:
    first = strips(EXAMPLE.read_text("utf-8"))[0]
    assert first.light is Light.DAY_INT
    assert first.script_place == "宫殿"
    assert first.cast == ("昭华公主", "霍将军", "苏小满", "贺明川", "陆一鸣")
    assert first.extras == (("群演", 12),)
    assert first.needs["道具"] == ("长剑", "红皮场记本", "手表")
    assert first.load == ("群戏",)
    assert dict(first.lines)["苏小满"] == 3


def test_light_follows_heading_and_dusk_counts_as_day() -> None:
    assert [f.light for f in strips(SHORT)] == [Light.DAY_INT, Light.NIGHT_EXT, Light.DAY_EXT]


def test_heading_without_side_is_judged_by_its_place() -> None:
    found = strips("第1集\n1-1 日 村口\n人物：甲\n甲：走。\n1-2 夜 卧室\n人物：甲\n甲：睡。\n")
    assert [f.light for f in found] == [Light.DAY_EXT, Light.NIGHT_INT]


def test_repeated_number_gets_a_letter() -> None:
    assert [f.key for f in strips(SHORT)] == ["1-1", "1-2", "1-2b"]
    assert strips(SHORT)[2].number == "1-2"


def test_script_without_episodes_has_keys_too() -> None:
    found = strips("日 内 客厅\n△甲进门。\n甲：有人吗？\n\n夜 外 街道\n△乙跑过。\n乙：等等！\n")
    assert len({f.key for f in found}) == len(found) == 2


def test_loads_make_a_scene_longer_and_say_why() -> None:
    first, second, _ = strips(SHORT)
    assert "大群戏" in first.load
    assert {"夜外", "动物"} <= set(second.load)
    assert {"雨", "骑乘"} <= set(second.wishes)
    assert minutes_on_set(30, speaking=2, load=()) < minutes_on_set(30, speaking=2, load=("武戏",))


def test_minutes_are_rounded_up_and_bounded() -> None:
    assert minutes_on_set(1, speaking=1, load=()) == MICRO_DRAMA.least
    assert minutes_on_set(9999, speaking=9, load=("武戏", "大群戏", "夜外")) == MICRO_DRAMA.most
    assert minutes_on_set(30, speaking=2, load=()) == 35  # 10 + 30 × 0.75 = 32.5
    assert minutes_on_set(30, speaking=5, load=()) == 40  # two more mouths


def test_pace_gives_twelve_to_fifteen_finished_minutes_in_a_thirteen_hour_day() -> None:
    finished = 13 * 60 / minutes_on_set(60, speaking=3, load=())
    assert 12 <= finished <= 15
    slow = 13 * 60 / minutes_on_set(60, speaking=3, load=(), pace=PREMIUM)
    assert 6 <= slow <= 8


def test_synopsis_is_short_and_in_the_words_of_the_script() -> None:
    text = EXAMPLE.read_text("utf-8")
    for facts in strips(text):
        assert 0 < len(facts.synopsis) <= 40
        assert facts.synopsis.split("；")[0].rstrip("…")[:6] in text


def test_keys_stay_when_a_scene_is_put_in_before_and_numbers_move() -> None:
    scene = "{n} 日 内 {place}\n人物：林晚、顾城\n△林晚在{place}里找那封旧信，翻遍了抽屉。\n林晚：{line}\n顾城：{line}我知道。\n"
    a = ("客厅", "信不在客厅，是谁拿走了？")
    b = ("书房", "书房的锁被人换过了，钥匙在谁手里？")
    new_one = ("车库", "轮胎上有泥，昨夜有人出过门。")

    def draft(*parts: tuple[str, str]) -> str:
        return "第1集\n" + "".join(
            scene.format(n=f"1-{i}", place=place, line=line) for i, (place, line) in enumerate(parts, 1)
        )

    old, new = read_text(draft(a, b)), read_text(draft(a, new_one, b))
    matched = _match(old, new)
    assert [f.key for f in matched] == ["1-1", "1-2b", "1-2"]
    assert [f.number for f in matched] == ["1-1", "1-2", "1-3"]
    again = _match(old, new, taken=("1-2b",))
    assert again[1].key == "1-2c"


def _match(old: Screenplay, new: Screenplay, taken: tuple[str, ...] = ()) -> tuple[SceneFacts, ...]:
    was, now = break_down(old), break_down(new)
    keys = [f.key for f in strips_of(old, was)]
    return match_keys(keys, strips_of(new, now), compare(old, new, old_breakdown=was, new_breakdown=now), taken=taken)
