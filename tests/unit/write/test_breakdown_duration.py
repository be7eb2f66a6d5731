"""How long scenes run by the rule of thumb, and how many eighths of a page they fill."""

import pytest
from script_text import script

from fangcun.write.engine.breakdown import break_down
from fangcun.write.engine.duration import Rates, spoken


def seconds(body: str, rates: Rates | None = None) -> tuple[float, float]:
    return break_down(script(f"1-1 日 内 客厅\n{body}\n"), rates=rates).scenes[0].estimated_seconds


def test_dialogue_runs_by_its_characters_and_action_by_its_lines() -> None:
    # Nine characters heard (commas and the direction are not) and two lines of action.
    assert seconds("林晚：（冷笑）你走吧，我不会再回来。\n△她转身。\n△门关上。") == (5.8, 10.2)


def test_the_middle_of_the_range_is_the_rule() -> None:
    low, high = seconds("△她转身。\n" + "林晚：" + "话" * 90)
    assert (low + high) / 2 == pytest.approx(3 + 90 / 4.5, rel=0.02)


def test_english_is_counted_in_words() -> None:
    assert spoken("Don't go (softly), 林晚 OK?") == (2, 3)
    assert seconds("A：one two three four five") == (round(5 / 2.8, 1), round(5 / 2.2, 1))


def test_a_production_sets_its_own_rates() -> None:
    rates = Rates(characters_per_second=(5.0, 5.0), seconds_per_action=(1.0, 1.0))
    assert seconds("△她转身。\n林晚：一二三四五", rates) == (2.0, 2.0)


def test_what_is_not_played_takes_no_time() -> None:
    assert seconds("人物：林晚\n道具：手机\n【付费卡点】") == (0.0, 0.0)


def test_western_pages_are_counted_in_eighths_and_chinese_ones_are_not() -> None:
    line = "△" + "The men look at each other and drink long and well from the beers. " * 6
    short, long = break_down(
        script(f"INT. BAR - DAY\n△They sit.\nEXT. ROAD - DAY\n{(line + chr(10)) * 9}", format="fountain")
    ).scenes
    assert short.eighths == 1
    assert long.eighths == round((9 * (7 + 1) + 2) * 8 / 54)
    assert break_down(script("1-1 日 内 客厅\n△她转身。\n")).scenes[0].eighths is None
