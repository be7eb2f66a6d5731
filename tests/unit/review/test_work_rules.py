"""Class, notices and numbers of a whole work, as of a day."""

from __future__ import annotations

import tomllib
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
from review_works import DAY, example, found, report, work

from fangcun.review.api import Strength, Tier, Verdict
from fangcun.review.engine.work import numbers, rules
from fangcun.review.engine.work.numbers import read_number

PLAIN = "第1集\n1-1 日 内 茶馆\n人物：阿青、老贺\n△阿青放下茶碗。\n阿青：今天的茶凉了。\n老贺：那就再烧一壶。\n"
BEFORE = date(2026, 8, 31)


def test_the_class_says_who_issues_which_paper() -> None:
    (top,) = found(work(PLAIN, investment=Decimal(4_000_000)), "class.result")
    assert "一类" in top.message
    assert "《微短剧发行许可证》" in top.message
    (third,) = found(work(PLAIN), "class.result")
    assert "节目编号" in third.message
    assert third.severity is Strength.NOTE


def test_a_rule_speaks_as_it_did_on_its_day() -> None:
    (now,) = found(work(PLAIN), "class.result")
    (then,) = found(work(PLAIN), "class.result", on=BEFORE)
    assert "令第16号" in now.source
    assert "35号" in then.source
    assert found(work(PLAIN, ai=True), "notice.ai", on=date(2025, 8, 31)) == []
    assert "第34条" in found(work(PLAIN, ai=True), "notice.ai")[0].rule


def test_before_there_were_rules_nothing_is_found() -> None:
    early = report(work(PLAIN, number="x", ai=True, subjects=("公安",)), on=date(2024, 5, 31))
    assert early.findings == ()
    assert early.work_class is None
    assert early.verdict is Verdict.PASS


def test_without_an_investment_the_class_is_asked_for() -> None:
    (missing,) = found(work(PLAIN, investment=None), "class.missing")
    assert missing.severity is Strength.ASK
    declared = report(work(PLAIN, investment=None, subjects=("公安",)))
    assert declared.work_class is not None
    assert declared.work_class.tier is Tier.KEY


def test_a_work_by_ai_needs_its_notice_in_every_episode() -> None:
    assert "每一集" in found(work(PLAIN, ai=True), "notice.ai")[0].action
    assert found(work(PLAIN), "notice.ai") == []


def test_a_missing_synopsis_is_asked_for_only_when_somebody_looked() -> None:
    assert [f.severity for f in found(work(PLAIN, synopsis=False), "papers.synopsis")] == [Strength.ASK]
    assert found(work(PLAIN), "papers.synopsis") == []


@pytest.mark.parametrize(
    ("typed", "tier", "year"),
    [
        ("（总局）网微剧审字（2025）第001号", Tier.KEY, 2025),
        ("(粤)网微剧审字(2026)第12号", Tier.KEY, 2026),
        ("（浙）网微剧备字（2025）第 0123 号", Tier.NORMAL, 2025),
        ("（浙）网微剧备字〔2025〕第１２３号", Tier.NORMAL, 2025),
        ("（红果）网微剧备字（2025）第88号", Tier.OTHER, 2025),
    ],
)
def test_a_number_tells_its_class_however_it_is_typed(typed: str, tier: Tier, year: int) -> None:
    number = read_number(typed, on=DAY)
    assert number is not None
    assert (number.tier, number.year) == (tier, year)


@pytest.mark.parametrize(
    "typed", ["12345", "网微剧备字（2025）第1号", "（粤）网剧审字（2025）第1号", "（粤）网微剧备字（2025）第0号"]
)
def test_a_number_of_an_unknown_form_is_a_question_and_never_stops_a_work(typed: str) -> None:
    for day in (BEFORE, DAY):
        (unknown,) = found(work(PLAIN, number=typed), "number.form", on=day)
        assert unknown.severity is Strength.ASK
        assert unknown.measured == typed


def test_since_the_new_order_the_forms_are_only_general_knowledge() -> None:
    assert found(work(PLAIN, number="新号1"), "number.form")[0].graded == "K"
    assert found(work(PLAIN, number="新号1"), "number.form", on=BEFORE)[0].graded == "V"


def test_a_number_of_a_lower_class_stops_a_work_while_its_form_is_known() -> None:
    costly = work(PLAIN, investment=Decimal(4_000_000), number="（红果）网微剧备字（2026）第8号")
    assert found(costly, "number.class", on=BEFORE)[0].severity is Strength.BLOCK
    assert found(costly, "number.class")[0].severity is Strength.ASK


def test_filing_upwards_is_allowed() -> None:
    (higher,) = found(work(PLAIN, number="（浙）网微剧备字（2026）第8号"), "number")
    assert higher.code == "number.higher"
    assert higher.severity is Strength.NOTE


@pytest.mark.parametrize("year", [2019, 2027])
def test_a_year_that_cannot_be_is_asked_about(year: int) -> None:
    (wrong,) = found(work(PLAIN, number=f"（红果）网微剧备字（{year}）第8号"), "number.year")
    assert wrong.measured == str(year)


def test_the_right_number_raises_nothing() -> None:
    assert found(work(PLAIN, number="（红果）网微剧备字（2026）第8号"), "number") == []


@pytest.mark.parametrize("file", [numbers._FILE, rules._FILE])
def test_every_row_is_dated_graded_and_has_a_source(file: Path) -> None:
    table = tomllib.loads(file.read_text("utf-8"))
    for row in table.get("rules", table.get("forms", [])):
        assert isinstance(row["since"], date)
        assert row["graded"] in {"V", "R", "K"}
        assert row["source"]


@pytest.mark.parametrize(
    "name",
    [
        "七分钟.txt",
        "全组都在找场记.txt",
        "合租条款第九条.txt",
        "替身绣娘.txt",
        "石头沟的信号.md",
        "the-last-slate.fountain",
    ],
)
def test_the_examples_are_not_stopped(name: str) -> None:
    answer = report(example(name))
    assert Strength.BLOCK not in {f.severity for f in answer.findings}
    asked = [f.code for f in answer.findings if f.severity is Strength.ASK]
    assert asked == (["class.subject"] if name == "七分钟.txt" else [])
