"""What a screening finds, what it lets pass, and how it marks it."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path

import pytest

from fangcun.review.api import Strength, Technique, Verdict, screen_text
from fangcun.review.engine.lexicon import assemble
from fangcun.review.engine.screen import Screen

DAY = date(2026, 10, 1)
LABELLED = Path(__file__).parents[2] / "data" / "review" / "labelled.jsonl"
ROWS = [json.loads(line) for line in LABELLED.read_text("utf-8").splitlines()]


def found(text: str) -> list[tuple[str, str]]:
    """Surface and canonical term of every finding."""
    return [(f.surface, f.canonical) for f in screen_text(text, on=DAY).findings]


@pytest.mark.parametrize(
    ("text", "surface", "canonical"),
    [
        ("来玩赌\u200b博，稳赢", "赌\u200b博", "赌博"),
        ("网上賭博稳赢", "賭博", "赌博"),
        ("赌*博稳赢", "赌*博", "赌博"),
        ("来du博，稳赢", "du博", "赌博"),
        ("来dǔ bó，稳赢", "dǔ bó", "赌博"),
        ("上堵博平台", "堵博平台", "赌博平台"),
        ("来贝者博吧", "贝者博", "赌博"),
        ("来赌x博吧", "赌x博", "赌博"),
        ("有仿真🔫要吗", "仿真🔫", "仿真枪"),
        ("有穿⼭甲到货", "穿⼭甲", "穿山甲"),
        ("今晚{6合彩}特码".replace("{", "").replace("}", ""), "6合彩特码", "六合彩特码"),
        ("来玩赌\n博，稳赢", "赌\n博", "赌博"),
        ("甲：我会办\n乙：证，三天拿", "办\n乙：证", "办证"),
        ("彩合六今晚开", "彩合六", "六合彩"),
    ],
)
def test_a_hidden_term_is_found_and_marked_as_written(text: str, surface: str, canonical: str) -> None:
    assert (surface, canonical) in found(text)


@pytest.mark.parametrize(
    "text",
    [
        "我有一套现房出售。",
        "大同挖矿的历史很悠久。",
        "煤矿工人下井挖矿。",
        "软件开发票务系统上线了。",
        "请把办证件的复印件交给他。",
        "一套X光机要多少钱？",
        "他爱打赌\n博士却从不下棋。",
        "文旅+微短剧，推动业态升级。",
        "The cat sat on the mat. Somebody get me a rope.",
        "",
        "\u200b\n \t",
    ],
)
def test_clean_text_passes(text: str) -> None:
    assert screen_text(text, on=DAY).verdict is Verdict.PASS


def test_an_offer_is_blocked_and_the_warning_against_it_never() -> None:
    offer = screen_text("高价收购银行卡，现结！", on=DAY)
    warning = screen_text("民警：高价收购银行卡，现结，都是骗局！", on=DAY)
    assert offer.verdict is Verdict.BLOCK
    assert warning.verdict in (Verdict.ASK, Verdict.NOTE)
    assert all(f.reason for f in warning.findings)


def test_a_term_that_is_only_spoken_of_is_a_note() -> None:
    [finding] = screen_text("小镇上有一家赌场。", on=DAY).findings
    assert finding.severity is Strength.NOTE


def test_initials_count_only_among_the_words_of_their_trade() -> None:
    assert screen_text("他学的是db设计。", on=DAY).verdict is Verdict.PASS
    [finding] = [f for f in screen_text("有db平台，投注返水高", on=DAY).findings if f.surface == "db"]
    assert finding.technique is Technique.INITIALS


def test_traditional_text_is_no_disguise_by_itself() -> None:
    traditional = "這個小鎮歷來熱鬧，鎮東頭開著一間賭場，鎮民們見慣不驚。"
    assert screen_text(traditional, on=DAY).verdict is Verdict.NOTE


def test_a_finding_says_rule_and_source() -> None:
    [finding] = screen_text("出售管制刀具，包邮", on=DAY).findings
    assert finding.category == "weapons"
    assert "第25条(10)" in finding.rule
    assert "第16号" in finding.source


def test_what_a_longer_word_allows_is_not_found() -> None:
    table = {
        "code": "gambling",
        "rule": "r",
        "source": "s",
        "allow": ["赌城拉斯维加斯"],
        "terms": [{"severity": "block", "words": ["赌城"]}],
    }
    screen = Screen(assemble([("test", table)]))
    assert screen.screen("飞往赌城拉斯维加斯").verdict is Verdict.PASS
    assert screen.screen("这座赌城很大").verdict is Verdict.BLOCK


def test_a_lexicon_comes_into_force_on_its_day() -> None:
    assert screen_text("出售管制刀具，包邮", on=date(2026, 8, 31)).verdict is Verdict.PASS


@pytest.mark.parametrize("row", [r for r in ROWS if r["kind"] == "context"], ids=lambda r: r["text"][:12])
def test_a_context_is_never_blocked(row: dict[str, str]) -> None:
    assert screen_text(row["text"], on=DAY).verdict is not Verdict.BLOCK


def test_the_labelled_set_is_broad_enough() -> None:
    evasions = [r for r in ROWS if r["kind"] == "evasion"]
    assert len(evasions) >= 200
    assert len({r["technique"] for r in evasions}) >= 20
    assert sum(r["kind"] == "trap" for r in ROWS) >= 100
    assert sum(r["kind"] == "context" for r in ROWS) >= 30


def test_the_part_for_scoring_stays_above_its_bars() -> None:
    score = [r for r in ROWS if r["part"] == "score"]
    evasions = [r for r in score if r["kind"] == "evasion"]
    traps = [r for r in score if r["kind"] == "trap"]
    hits = [
        any(f.start < r["end"] and r["start"] < f.end for f in screen_text(r["text"], on=DAY).findings)
        for r in evasions
    ]
    alarms = [bool(screen_text(r["text"], on=DAY).findings) for r in traps]
    assert sum(hits) >= 0.85 * len(hits)
    assert sum(alarms) <= 0.05 * len(alarms)
