"""Letters of opinion: what they say, to whom, and that a print can be checked."""

from __future__ import annotations

import io
import json
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from types import SimpleNamespace
from urllib.parse import unquote

import pdfplumber
import pytest
from click.testing import CliRunner
from django.test import Client
from review_house import CLEAN, PLANTED, SMALL, House

from fangcun.base.api import blobs
from fangcun.kit import clock
from fangcun.kit.errors import FangcunError
from fangcun.review import api
from fangcun.review.commands import review
from fangcun.review.contracts import Strength
from fangcun.review.contracts.cases import Call, Filing, Ruling
from fangcun.review.contracts.cuts import CutEpisode
from fangcun.review.engine.carrying import Found, keyed
from fangcun.review.models import Case
from fangcun.review.services.screening import record
from fangcun.review.services.steps import Moving

HOURS = timedelta(hours=1)


def printed(house: House, case: int, *, by: str = "producer") -> str:
    """The words of the letter as they stand on its pages, blanks apart."""
    with pdfplumber.open(io.BytesIO(api.opinion_pdf(house[by], case))) as pdf:
        return "".join("".join(page.extract_text().split()) for page in pdf.pages)


def returned(house: House, text: str = PLANTED) -> int:
    """A case that the first reviewer sent back, with a second opinion asked for."""
    case = house.submit(text)
    api.take(house["anne"], case)
    api.consult(house["anne"], case, to=house["ben"].user_id or 0)
    api.opine(house["ben"], case, call=Call.PASS, words="我看可以放行")
    house.rule_all(case, Ruling.UPHELD, by="anne")
    api.recommend(house["anne"], case, call=Call.RETURN, words="请删去招赌的台词")
    return case


def test_a_letter_says_what_was_found_and_what_to_do(house: House) -> None:
    text = printed(house, returned(house))
    for words in (
        "晋南审核中心", "审核意见书", "晋审〔2026〕", "《胡同口的早餐铺》", "方寸影视", "三类微短剧", "投资低于100万元",
        "退回修改", "请删去招赌的台词", "第1集1-1日外胡同口", "网络赌-博", "总局令第16号第25条", "成立：统一处理",
        "如何重新送审", "5个工作日", "按期办结", "第1页共2页", "核对码",
    ):  # fmt: skip
        assert words in text, words


def test_the_producers_copy_keeps_the_centres_discussion_inside(house: House) -> None:
    case = returned(house)
    theirs, ours = printed(house, case), printed(house, case, by="chief")
    assert "制作方本" in theirs
    for inner in ("anne", "ben", "独立意见", "我看可以放行", "中心内部记录"):
        assert inner not in theirs
        assert inner in ours


def test_nobody_else_gets_a_letter(house: House) -> None:
    case = returned(house)
    with pytest.raises(FangcunError, match="没有这件审核"):
        api.opinion_pdf(house["rival"], case)


def test_there_is_no_letter_before_there_is_an_opinion(house: House) -> None:
    case = house.submit(CLEAN)
    with pytest.raises(FangcunError, match="还没有作出意见"):
        api.opinion_pdf(house["producer"], case)
    assert "目前还没有作出意见" in printed(house, case, by="chief")


def test_the_same_facts_are_the_same_bytes_and_code(house: House) -> None:
    case = returned(house)
    first, code = api.opinion_pdf(house["producer"], case), api.opinion(house["producer"], case)["code"]
    with clock.frozen(clock.now() + 500 * HOURS):
        assert api.opinion_pdf(house["producer"], case) == first
    api.resubmit(house["producer"], case, draft_id=house.draft(CLEAN), note="已删")
    assert api.opinion(house["producer"], case)["code"] != code


def test_what_was_mended_and_the_number_stand_in_the_next_letter(house: House) -> None:
    case = returned(house)
    api.resubmit(house["producer"], case, draft_id=house.draft(CLEAN), note="已删招赌台词")
    house.first(case, Call.PASS)
    number = house.final(case, Call.PASS, words="同意")
    text = printed(house, case)
    for words in ("已经改好的问题", "网络赌-博", "已删招赌台词", number, "片头显著位置", "没有须要修改的问题"):
        assert words in text, words


def test_a_script_of_a_higher_class_waits_for_its_number_and_film(house: House) -> None:
    case = house.submit(CLEAN, filing=Filing(investment=5_000_000))
    house.first(case, Call.PASS)
    house.final(case, Call.PASS)
    text = printed(house, case)
    assert "编号由主管部门核发" in text
    assert "成片也要送审" in text


def test_a_refusal_can_be_appealed_once(house: House) -> None:
    case = house.submit(CLEAN)
    house.first(case, Call.REFUSE)
    house.final(case, Call.REFUSE, words="主旨不符")
    assert "可以申诉一次" in printed(house, case)
    api.appeal(house["producer"], case, words="请再看结尾")
    house.final(case, Call.REFUSE, by="deputy", words="维持")
    text = printed(house, case)
    assert "申诉决定：不予通过" in text
    assert "最终决定" in text
    assert "可以申诉一次" not in text


def test_waiting_for_the_producer_is_not_the_centres_time(house: House) -> None:
    case = house.submit(CLEAN)
    api.take(house["anne"], case)
    with clock.frozen(clock.now() + 2 * HOURS):
        api.ask(house["anne"], case, words="请补授权书")
    with clock.frozen(clock.now() + 50 * HOURS):
        api.answer(house["producer"], case, words="已附")
        api.recommend(house["anne"], case, call=Call.RETURN, words="请改")
    line = api.opinion(house["producer"], case)["clocks"][0]
    assert (line["spent"], line["outcome"]) == ("2 小时", "按期办结")
    assert line["pauses"] == ["2026-11-23 11:00 至 2026-11-25 11:00，请补授权书"]


def test_what_people_write_is_printed_not_run(house: House) -> None:
    case = house.submit(CLEAN)
    house.first(case, Call.RETURN, words='#panic("x") $a$ *b* @c <d> \\ 𠮷野家')
    text = printed(house, case)
    assert '#panic("x")$a$*b*@c<d>\\' in text
    assert "〔U+20BB7〕野家" in text, "no empty box"


def test_a_long_letter_numbers_its_pages_and_items(house: House) -> None:
    lines = "\n".join(f"小满：第{n}回，加微信扫码领红包{'，没完没了' * 60 if n == 3 else ''}。" for n in range(1, 31))
    case = returned(house, CLEAN.replace("小满：大爷，来两根油条。", lines))
    letter = api.opinion(house["producer"], case)
    assert len(letter["items"]) >= 60
    assert all(len(one["before"] + one["after"]) <= 122 for one in letter["items"])
    text = printed(house, case)
    assert f"{len(letter['items'])}.第1集" in text


def test_a_remark_that_only_tells_is_a_hint(house: House) -> None:
    case = house.submit(CLEAN)
    api.take(house["anne"], case)
    start = api.manuscript(house["anne"], case, round_=1).text.index("数着零钱")
    api.add(house["anne"], case, message="可交代钱的来历", strength=Strength.NOTE, start=start, end=start + 4)
    api.recommend(house["anne"], case, call=Call.RETURN, words="一处")
    letter = api.opinion(house["producer"], case)
    assert "数着零钱" in {one["surface"] for one in letter["hints"]}
    assert letter["items"] == []


def test_the_page_gives_a_file_named_after_the_work(house: House, browse: Callable[[str], Client]) -> None:
    case = returned(house)
    answer = browse("producer").get(f"/review/{case}/opinion.pdf")
    assert answer.headers["Content-Type"] == "application/pdf"
    assert unquote(answer.headers["Content-Disposition"]).endswith("审核意见书-胡同口的早餐铺-第1轮.pdf")
    assert answer.content == api.opinion_pdf(house["producer"], case)
    assert browse("rival").get(f"/review/{case}/opinion.pdf").status_code == 404
    assert Client().get(f"/review/{case}/opinion.pdf").status_code in (302, 403)


def test_cases_and_letters_from_a_terminal(house: House, tmp_path: Path) -> None:
    case, out = returned(house), tmp_path / "意见.pdf"

    def say(*words: str) -> str:
        return CliRunner().invoke(review, list(words), catch_exceptions=False).stdout

    listed = json.loads(say("cases", "--tenant", "centre", "--json"))
    assert [(one["id"], one["state"], one["house"]) for one in listed] == [(case, "returned", "方寸影视")]
    assert "退回修改" in say("cases", "--tenant", "centre")
    assert say("cases", "--tenant", "other") == "没有在办的审核件。\n"
    whole = json.loads(say("case", str(case), "--tenant", "fangcun", "--json"))
    assert {step["act"] for step in whole["steps"]} == {"submit", "screen", "recommend"}
    assert "网络赌-博" in say("case", str(case), "--tenant", "fangcun")
    told = json.loads(say("opinion", str(case), "--tenant", "fangcun", "--out", str(out), "--json"))
    assert told["code"] == api.opinion(house["producer"], case)["code"]
    assert out.read_bytes() == api.opinion_pdf(house["producer"], case)


def test_a_film_is_quoted_with_the_moment(house: House, monkeypatch: pytest.MonkeyPatch) -> None:
    farm = "fangcun.review.services.cutting"  # what the machine finds is written down here, no film is looked at
    monkeypatch.setattr(f"{farm}._ask_the_farm", lambda *_: None)
    monkeypatch.setattr(f"{farm}._tasks", lambda *_, **__: [SimpleNamespace(key="k" * 64)])
    film = CutEpisode(number=3, name="第三集", film=blobs().put(b"film"), duration_ms=90_000, manifest="0" * 64)
    case = api.submit_cut(house["producer"], work="w", name="晚灯", episodes=[film], filing=SMALL)
    row = Case.objects.across_tenants().select_related("centre").get(pk=case)
    sign = Found(
        source="picture", category="gambling", strength=Strength.ASK, canonical="赌场", surface="赌场", place="第3集",
        line="王朝赌场", rule="第25条", origin="总局令第16号", message="画面文字：“赌场”",
        evidence={"episode": 3, "from_ms": 72_400, "to_ms": 75_000},
    )  # fmt: skip
    record(Moving.by_nobody(row), row.versions.get(), keyed([sign]), rules="r" * 64)
    api.take(house["anne"], case)
    house.rule_all(case, Ruling.UPHELD, by="anne")
    api.add(house["anne"], case, message="此处灯牌请遮挡", strength=Strength.ASK, episode=3, at_ms=80_000)
    api.recommend(house["anne"], case, call=Call.RETURN, words="请改两处")
    text = printed(house, case)
    for words in ("成片，第3集", "第3集1分12秒至1分15秒", "王朝赌场", "第3集1分20秒", "此处灯牌请遮挡"):
        assert words in text, words


def test_a_withdrawn_case_is_told_so(house: House) -> None:
    case = house.submit(CLEAN)
    api.withdraw(house["producer"], case)
    assert "制作方已撤回本件" in printed(house, case)
