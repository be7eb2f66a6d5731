"""What a letter of opinion quotes, counts and promises, before it is set."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

from fangcun.review.contracts import Strength
from fangcun.review.contracts.cases import Act, Call, CaseState, Person, Ruling, Seen, Step
from fangcun.review.contracts.desk import FindingView
from fangcun.review.engine.papers.clocks import Clock, clocks
from fangcun.review.engine.papers.items import dismissed, hints, lead, mended, origins, quote, standing_items
from fangcun.review.engine.papers.words import working

ZONE = ZoneInfo("Asia/Shanghai")
MONDAY = datetime(2026, 11, 23, 1, 0, tzinfo=UTC)
HOUR = timedelta(hours=1)
ANNE, CHIEF, MACHINE = Person(1), Person(2, chief=True), Person(None)
FINDING = FindingView(
    id=1, key="k", source="lexicon", category="gambling", strength=Strength.ASK, surface="赌-博", canonical="赌博",
    line="小满：来赌-博吧。", place="第1集 1-1 日 外 胡同口", rule="第 25 条", origin="总局令第 16 号；细则", message="赌博导流",
    advice="", evidence={}, first_round=1, here=True, again=False, ruling=Ruling.UPHELD, ruled_by="anne", ruled_at=None,
    reason="招赌",
)  # fmt: skip


def at(text: str, surface: str, *, after: int = 0) -> FindingView:
    """The finding where ``surface`` stands in ``text``."""
    start = text.index(surface, after)
    return replace(FINDING, surface=surface, evidence={"start": start, "end": start + len(surface)})


def test_the_second_of_two_equal_words_in_a_line_is_the_one_that_is_marked() -> None:
    text = "前一行\n小满：彩票啊，彩票！\n后一行"
    assert quote(at(text, "彩票", after=9), text) == ("小满：彩票啊，", "彩票", "！")


def test_what_is_broken_over_lines_is_quoted_over_them() -> None:
    text = "小满：网络赌\n李大爷：博呢？\n"
    assert quote(at(text, "赌\n李大爷：博"), text) == ("小满：网络", "赌⏎李大爷：博", "呢？")


def test_a_long_line_is_cut_around_what_was_found() -> None:
    text = "左" * 500 + "赌博" + "右" * 500
    before, surface, after = quote(at(text, "赌博"), text)
    assert (before, surface, after) == ("…" + "左" * 60, "赌博", "右" * 60 + "…")


def test_a_finding_without_a_place_in_the_text_is_quoted_from_its_line() -> None:
    assert quote(FINDING, "") == ("小满：来", "赌-博", "吧。")
    assert quote(replace(FINDING, surface=""), "") == ("", "小满：来赌-博吧。", "")


def test_a_finding_in_a_film_says_when() -> None:
    shot = replace(FINDING, place="第3集", evidence={"episode": 3, "from_ms": 72_400, "to_ms": 75_000})
    assert standing_items([shot], text="", inside=False)[0]["place"] == "第3集 1分12秒至1分15秒"


def test_the_strongest_stand_first_and_then_the_order_of_the_text() -> None:
    late = replace(FINDING, id=2, evidence={"start": 90}, message="后")
    early = replace(FINDING, id=3, evidence={"start": 10}, message="前")
    block = replace(FINDING, id=4, evidence={"start": 200}, message="拦", strength=Strength.BLOCK)
    assert [i["message"] for i in standing_items([late, early, block], text="", inside=False)] == ["拦", "前", "后"]


def test_each_finding_stands_in_one_part_of_the_letter() -> None:
    note = replace(FINDING, strength=Strength.NOTE, ruling=Ruling.OPEN)
    gone = replace(FINDING, here=False, ruling=Ruling.MENDED)
    away = replace(FINDING, ruling=Ruling.DISMISSED, reason="警示")
    everything = [FINDING, note, gone, away]
    assert len(standing_items(everything, text="", inside=False)) == 1
    assert len(hints(everything, text="", inside=False)) == 1
    assert mended(everything) == [["第 1 轮", FINDING.place, "赌-博", "赌博导流"]]
    assert dismissed(everything) == [[FINDING.place, "赌-博", "赌博导流", "警示"]]


def test_who_ruled_is_told_inside_only() -> None:
    assert standing_items([FINDING], text="", inside=True)[0]["by"] == "anne"
    assert standing_items([FINDING], text="", inside=False)[0]["by"] == ""


def test_documents_are_named_once() -> None:
    items = standing_items([FINDING, replace(FINDING, id=2, origin="细则")], text="", inside=False)
    assert origins(items) == ["总局令第 16 号", "细则"]
    assert [item["refs"] for item in items] == [[1, 2], [2]]


def test_a_place_is_not_quoted_as_its_own_evidence() -> None:
    assert quote(replace(FINDING, surface="第1集", line="第1集", place="第1集"), "") == ("", "", "")


def test_a_refused_work_is_not_told_to_be_mended() -> None:
    items = standing_items([FINDING], text="", inside=False)
    assert "请改写或删去" in lead(items, CaseState.RETURNED)
    assert "请" not in lead(items, CaseState.REFUSED)
    assert lead([], CaseState.PASSED) == "没有须要修改的问题。"


def course(*tail: Step) -> list[Clock]:
    """The clocks of a case that anne holds from Monday, 10:00; looked at on Friday."""
    first = [
        Step(Act.SUBMIT, MONDAY, Person(9, own=True)),
        Step(Act.SCREEN, MONDAY, MACHINE, seen=(Seen("k", Strength.NOTE),)),
        Step(Act.TAKE, MONDAY + HOUR, ANNE),
    ]
    promised = timedelta(days=2)
    return clocks([*first, *tail], promised=lambda _: promised, now=MONDAY + 96 * HOUR, zone=ZONE)


def test_a_clock_that_runs_has_no_end() -> None:
    [clock] = course()
    assert (clock.end, clock.spent, clock.late, clock.pauses) == (None, timedelta(days=4), True, ())


def test_a_pause_that_is_not_answered_is_open() -> None:
    [clock] = course(Step(Act.ASK, MONDAY + 5 * HOUR, ANNE, words="补授权"))
    assert clock.spent == 5 * HOUR
    assert clock.pauses == ((MONDAY + 5 * HOUR, None, "补授权"),)


def test_each_round_and_an_appeal_have_their_own_clock() -> None:
    found = course(
        Step(Act.RECOMMEND, MONDAY + 3 * HOUR, ANNE, call=Call.REFUSE, words="不宜"),
        Step(Act.TAKE, MONDAY + 4 * HOUR, CHIEF),
        Step(Act.DECIDE, MONDAY + 6 * HOUR, CHIEF, call=Call.REFUSE, words="不宜", article="第 25 条"),
        Step(Act.APPEAL, MONDAY + 30 * HOUR, Person(9, own=True), words="请再看"),
    )
    assert [(c.round, c.appeal, c.spent) for c in found] == [(1, False, 6 * HOUR), (1, True, 66 * HOUR)]
    assert found[0].end == MONDAY + 6 * HOUR


def test_working_time_in_words() -> None:
    lengths = [timedelta(minutes=9), 5 * HOUR, 5 * HOUR + timedelta(minutes=20), timedelta(days=2, hours=3)]
    assert [working(one) for one in lengths] == ["9 分", "5 小时", "5 小时 20 分", "2 个工作日 3 小时"]
