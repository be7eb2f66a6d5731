"""Cases through the door: a script comes in, is judged by two people, comes back, is mended, and gets its number."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta

import pytest
from django.db import DatabaseError, transaction
from review_house import CLEAN, PLANTED, SMALL, House

from fangcun.base.api import ensure_tenant, join
from fangcun.base.contracts import Role
from fangcun.base.models import AuditEntry, User
from fangcun.kit import clock, digest
from fangcun.kit.errors import FangcunError, Kind
from fangcun.review import api
from fangcun.review.contracts import Strength
from fangcun.review.contracts.cases import Act, Call, CaseState, Filing, Lane, Ruling
from fangcun.review.models import StepRow
from fangcun.write import api as write

HOURS = timedelta(hours=1)


@contextmanager
def refused(code: str, kind: Kind) -> Iterator[None]:
    """The refusal that a person would read."""
    with pytest.raises(FangcunError) as caught:
        yield
    assert (caught.value.code, caught.value.kind) == (code, kind)


def test_a_planted_problem_goes_the_whole_way(house: House) -> None:
    case = house.submit(PLANTED)
    found = house.weighing(case)
    assert found, "the machine found what was planted"
    manuscript = api.manuscript(house["anne"], case, round_=1)
    for one in found:
        start, end = one.evidence["start"], one.evidence["end"]
        assert manuscript.text[start:end] == one.surface, "highlighted exactly as written"
        assert one.place.startswith("第1集")
        assert one.rule
        assert one.origin

    api.take(house["anne"], case)
    house.rule_all(case, Ruling.UPHELD, by="anne")
    api.recommend(house["anne"], case, call=Call.RETURN, words="请删去招赌的台词")
    assert house.seen(case, by="producer").line.state is CaseState.RETURNED

    with refused("case.same", Kind.CONFLICT):
        api.resubmit(house["producer"], case, draft_id=house.draft(PLANTED))
    api.resubmit(house["producer"], case, draft_id=house.draft(CLEAN), note="已删")
    again = house.seen(case)
    assert (again.line.round, again.line.state) == (2, CaseState.FIRST)
    assert {f.ruling for f in again.findings if not f.here} == {Ruling.MENDED}
    assert len(again.findings) >= len(found), "no finding is lost"
    assert api.changed(house["anne"], case, round_=2) == {"第1集 1-1 日 外 胡同口"}

    house.first(case, Call.PASS)
    number = house.final(case, Call.PASS)
    assert number == "（晋审）网微剧备字（2026）第0001号"
    assert api.number_of(house["producer"].tenant_id, again.work) == number


def test_what_was_settled_is_not_asked_again(house: House) -> None:
    text = CLEAN.replace("趁热吃。", "趁热吃。\n小满：听说有人网络赌博把家底输光，警察叔叔都劝别碰。")
    case = house.submit(PLANTED.replace("趁热吃。", "趁热吃。\n小满：听说有人网络赌博把家底输光，警察叔叔都劝别碰。"))
    api.take(house["anne"], case)
    api.hand_over(house["anne"], case, to=house["ben"].user_id or 0)
    warned = [f for f in house.seen(case, by="ben").findings if "输光" in f.line]
    assert warned
    assert all(f.strength is not Strength.BLOCK for f in warned)
    for one in house.weighing(case, by="ben"):
        ruling = Ruling.DISMISSED if "输光" in one.line else Ruling.UPHELD
        api.rule(house["ben"], case, key=one.key, ruling=ruling, words="警示" if "输光" in one.line else "招赌")
    api.recommend(house["ben"], case, call=Call.RETURN, words="请改")
    api.resubmit(house["producer"], case, draft_id=house.draft(text))
    kept = [f for f in house.seen(case).findings if "输光" in f.line and f.strength is not Strength.NOTE]
    assert all(f.ruling is Ruling.DISMISSED for f in kept)
    assert house.seen(case).line.open == 0


def test_a_reviewers_own_remark_hangs_on_the_words_it_is_about(house: House) -> None:
    case = house.submit(CLEAN)
    api.take(house["anne"], case)
    text = api.manuscript(house["anne"], case, round_=1).text
    start = text.index("数着零钱")
    api.add(house["anne"], case, message="请交代钱的来历", strength=Strength.ASK, start=start, end=start + 4)
    mine = house.seen(case).findings[-1]
    assert (mine.surface, mine.place, mine.ruling) == ("数着零钱", "第1集 1-2 夜 内 早餐铺", Ruling.UPHELD)
    api.recommend(house["anne"], case, call=Call.RETURN, words="一处")
    api.resubmit(house["producer"], case, draft_id=house.draft(CLEAN.replace("数着零钱", "把零钱数进饼干盒")))
    again = house.seen(case).findings[-1]
    assert (again.again, again.ruling) == (True, Ruling.OPEN), "its place was changed: somebody looks again"
    api.take(house["ben"], case)
    api.rule(house["ben"], case, key=again.key, ruling=Ruling.MENDED, words="已改")
    api.recommend(house["ben"], case, call=Call.PASS)


def test_nobody_else_sees_a_case(house: House) -> None:
    case = house.submit()
    for look in (
        lambda: api.case(house["rival"], case),
        lambda: api.manuscript(house["rival"], case, round_=1),
        lambda: api.withdraw(house["rival"], case),
        lambda: api.answer(house["rival"], case, words="x"),
    ):
        with refused("case.missing", Kind.NOT_FOUND):
            look()
    assert api.cases(house["rival"]) == []
    with refused("denied", Kind.DENIED):
        api.take(house["producer"], case)


def test_producers_see_the_outcome_not_the_discussion(house: House) -> None:
    case = house.submit(CLEAN)
    api.take(house["anne"], case)
    api.consult(house["anne"], case, to=house["ben"].user_id or 0)
    api.opine(house["ben"], case, call=Call.PASS, words="我看可以")
    api.recommend(house["anne"], case, call=Call.PASS, words="内部意见")
    theirs = house.seen(case, by="producer")
    assert {s.act for s in theirs.steps} == {Act.SUBMIT, Act.SCREEN}
    assert (theirs.line.holder, theirs.recommended, theirs.consulted) == ("", None, ())
    assert "ben" not in {s.by for s in theirs.steps}


def test_a_second_opinion_is_given_without_knowing_the_first(house: House) -> None:
    case = house.submit(CLEAN)
    api.take(house["anne"], case)
    api.consult(house["anne"], case, to=house["ben"].user_id or 0)
    api.recommend(house["anne"], case, call=Call.PASS, words="可以")
    blind = house.seen(case, by="ben")
    assert blind.recommended is None
    assert Act.RECOMMEND not in {s.act for s in blind.steps}
    api.opine(house["ben"], case, call=Call.RETURN)
    assert house.seen(case, by="ben").recommended is Call.PASS


def test_somebody_with_a_foot_in_the_house_is_barred(house: House) -> None:
    join(User.objects.get(login="anne"), ensure_tenant("fangcun", name="方寸影视"), Role.PRODUCER)
    case = house.submit(CLEAN)
    with refused("denied", Kind.DENIED):
        api.take(house["anne"], case)
    assert not next(line for line in api.cases(house["anne"]) if line.id == case).takes
    api.take(house["ben"], case)
    with refused("denied", Kind.DENIED):
        api.hand_over(house["ben"], case, to=house["anne"].user_id or 0)


def test_a_centre_does_not_review_itself(house: House) -> None:
    join(User.objects.get(login="chief"), ensure_tenant("centre", name="晋南审核中心"), Role.PRODUCER)
    chief = house._actor("chief")
    draft_id = write.ensure_draft(chief, production="自家剧", file_name="a.txt", data=CLEAN.encode())
    with refused("centre.own", Kind.DENIED):
        api.submit(chief, draft_id=draft_id, filing=SMALL)


def test_the_promise_is_in_working_days(house: House) -> None:
    case = house.submit(CLEAN)
    line = house.seen(case).line
    assert line.due == clock.now() + timedelta(days=7), "five working days from Monday end on the next Monday"
    assert line.left == timedelta(days=5)
    api.take(house["anne"], case)
    api.ask(house["anne"], case, words="请补授权书")
    with clock.frozen(clock.now() + 24 * HOURS):
        assert house.seen(case).line.due is None, "the clock stands still"
        api.answer(house["producer"], case, words="已附")
        assert house.seen(case).line.due == clock.now() + timedelta(days=7)


def test_what_will_be_late_first_stands_first(house: House) -> None:
    slow = house.submit(CLEAN)
    draft = house.draft(CLEAN + "\n", name="急件")
    fast = api.submit(house["producer"], draft_id=draft, filing=SMALL, lane=Lane.FAST)
    lines = api.cases(house["anne"])
    assert [line.id for line in lines] == [fast, slow]
    assert all(line.forecast for line in lines)


def test_the_expedited_lane_has_a_quota(house: House) -> None:
    api.promise(house["chief"], days=5, again_days=3, fast_days=1, fast_quota=1)
    house.submit(CLEAN, lane=Lane.FAST)
    with refused("case.quota", Kind.CONFLICT):
        api.submit(house["producer"], draft_id=house.draft(CLEAN, name="又一部"), filing=SMALL, lane=Lane.FAST)


def test_one_work_is_under_review_once(house: House) -> None:
    house.submit(CLEAN)
    with refused("case.open", Kind.CONFLICT):
        api.submit(house["producer"], draft_id=house.draft(PLANTED), filing=SMALL)


def test_an_authoritys_number_is_entered_by_the_chief(house: House) -> None:
    case = house.submit(CLEAN, filing=Filing(investment=5_000_000))
    assert house.seen(case).line.tier_name == "一类"
    house.first(case, Call.PASS)
    assert house.final(case, Call.PASS) == ""
    api.enter_number(house["chief"], case, number="（晋）网微剧审字（2026）第018号")
    assert house.seen(case, by="producer").line.number == "（晋）网微剧审字（2026）第018号"
    with refused("case.words", Kind.INVALID):
        api.enter_number(house["chief"], case, number="（晋）网微剧审字（2026）第019号")


def test_a_case_cannot_be_rewritten(house: House) -> None:
    case = house.submit(CLEAN)
    with pytest.raises(DatabaseError), transaction.atomic():
        StepRow.objects.filter(case_id=case).update(act="decide")
    with pytest.raises(DatabaseError), transaction.atomic():
        StepRow.objects.filter(case_id=case).delete()
    api.take(house["anne"], case)
    assert list(AuditEntry.objects.filter(action__startswith="case.").values_list("action", flat=True)) == [
        "case.take",
        "case.screen",
        "case.submit",
    ]


def test_the_board_tells_whether_reviewers_agree(house: House) -> None:
    for place in range(3):
        draft = house.draft(CLEAN, name=f"剧{place}")
        case = api.submit(house["producer"], draft_id=draft, filing=SMALL)
        api.take(house["anne"], case)
        api.consult(house["anne"], case, to=house["ben"].user_id or 0)
        api.opine(house["ben"], case, call=Call.PASS if place else Call.RETURN, words="x")
        api.recommend(house["anne"], case, call=Call.PASS if place < 2 else Call.RETURN, words="x")
    board = api.board(house["chief"])
    assert (board.doubled, board.agreed) == (3, 1)
    assert board.kappa == pytest.approx(-0.5)
    assert board.decided == 1, "one was returned"
    assert board.kept == 1.0
    with refused("denied", Kind.DENIED):
        api.board(house["anne"])


def test_rules_that_are_mostly_dismissed_are_called_noise(house: House) -> None:
    case = house.submit(PLANTED)
    api.take(house["anne"], case)
    asks = [f for f in house.weighing(case) if f.strength is Strength.ASK]
    for one in asks:
        api.rule(house["anne"], case, key=one.key, ruling=Ruling.DISMISSED, words="误报")
    noisy = {r.canonical: r.noise for r in api.board(house["chief"]).rules if r.dismissed}
    assert set(noisy) == {one.canonical for one in asks}
    assert set(noisy.values()) <= {1.0}


def test_a_film_is_shown_only_when_what_it_was_made_from_passed(house: House) -> None:
    tenant, source = house["producer"].tenant_id, digest.of_bytes(CLEAN.encode())
    case = house.submit(CLEAN)
    work = house.seen(case).work

    def shown(**asked: object) -> bool:
        fields = {"sources": frozenset({source}), "shown_as": number, **asked}
        return api.clearance(tenant, work, **fields).cleared  # type: ignore[arg-type]

    number = ""
    assert not shown()
    house.first(case, Call.PASS)
    number = house.final(case, Call.PASS)
    assert shown()
    assert not shown(shown_as=""), "the number stands in the opening"
    assert not shown(sources=frozenset({"0" * 64})), "another script"
    assert not shown(since=clock.now() + HOURS), "a rebroadcast of the third class is reviewed again"
    assert not api.clearance(tenant + 1, work, sources=frozenset({source}), shown_as=number).cleared
