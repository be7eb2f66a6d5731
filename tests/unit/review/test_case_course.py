"""The course of a case told as the centre tells it: who did what, and what could not be done."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from fangcun.kit.errors import FangcunError, Kind
from fangcun.review.contracts import Strength
from fangcun.review.contracts.cases import Act, Call, CaseState, Person, Ruling, Seen, Step
from fangcun.review.engine.case.allowed import allowed
from fangcun.review.engine.case.course import follow, may_judge
from fangcun.review.engine.case.standing import Standing

MONDAY = datetime(2026, 11, 23, 1, 0, tzinfo=UTC)
PRODUCER = Person(1, own=True)
ANNE, BEN = Person(10), Person(11)
CHIEF, OTHER_CHIEF, THIRD_CHIEF = (Person(n, chief=True) for n in (20, 21, 22))
MACHINE = Person(None)
BLOCK, ASK, NOTE = Seen("gun", Strength.BLOCK), Seen("brand", Strength.ASK), Seen("slang", Strength.NOTE)


class Course:
    """A case that people act on, an hour passing with each step."""

    def __init__(self) -> None:
        self.now, self.standing = MONDAY, Standing()

    def do(self, act: Act, by: Person = MACHINE, **fields: Any) -> Course:
        self.standing = follow(self.standing, Step(act, self.now, by, **fields))
        self.now += timedelta(hours=1)
        return self

    def refused(self, kind: Kind, act: Act, by: Person = MACHINE, **fields: Any) -> str:
        before = self.standing
        with pytest.raises(FangcunError) as caught:
            self.do(act, by, **fields)
        assert self.standing is before
        assert caught.value.kind is kind
        return caught.value.code

    def submitted(self, *seen: Seen) -> Course:
        return self.do(Act.SUBMIT, PRODUCER).do(Act.SCREEN, seen=seen)

    def at_the_chief(self, *seen: Seen) -> Course:
        """Taken by Anne, every finding dismissed that she may dismiss, recommended to pass."""
        self.submitted(*seen).do(Act.TAKE, ANNE)
        for one in seen:
            if one.strength is Strength.ASK:
                self.do(Act.RULE, ANNE, key=one.key, ruling=Ruling.DISMISSED, words="剧情语境")
        return self.do(Act.RECOMMEND, ANNE, call=Call.PASS)


def test_two_people_pass_a_clean_case() -> None:
    case = Course().at_the_chief().do(Act.TAKE, CHIEF).do(Act.DECIDE, CHIEF, call=Call.PASS, number="第1号")
    assert case.standing.state is CaseState.PASSED
    assert (case.standing.first_by, case.standing.final_by, case.standing.number) == (10, 20, "第1号")
    assert not case.standing.running


def test_nobody_judges_the_same_case_twice() -> None:
    case = Course().submitted().do(Act.TAKE, CHIEF).do(Act.RECOMMEND, CHIEF, call=Call.PASS)
    assert case.refused(Kind.DENIED, Act.TAKE, CHIEF) == "denied"
    assert case.refused(Kind.DENIED, Act.TAKE, ANNE) == "denied", "a chief decides"
    case.do(Act.TAKE, OTHER_CHIEF).do(Act.DECIDE, OTHER_CHIEF, call=Call.PASS)
    assert case.standing.state is CaseState.PASSED


def test_the_first_stage_cannot_be_skipped() -> None:
    case = Course().submitted().do(Act.TAKE, CHIEF)
    assert case.refused(Kind.CONFLICT, Act.DECIDE, CHIEF, call=Call.PASS) == "case.stage"


def test_nobody_judges_the_work_of_their_own_house() -> None:
    insider = Person(12, own=True)
    case = Course().submitted()
    case.refused(Kind.DENIED, Act.TAKE, insider)
    assert not may_judge(case.standing, insider)
    case.do(Act.TAKE, ANNE)
    case.refused(Kind.DENIED, Act.HAND_OVER, ANNE, to=12, to_own=True)
    case.refused(Kind.DENIED, Act.CONSULT, ANNE, to=12, to_own=True)
    case.do(Act.RECOMMEND, ANNE, call=Call.PASS).do(Act.TAKE, CHIEF)
    case.refused(Kind.CONFLICT, Act.PANEL, CHIEF, people=(11, 12, 21), to_own=True)


def test_what_the_lexicon_blocks_only_the_chief_dismisses() -> None:
    case = Course().submitted(BLOCK).do(Act.TAKE, ANNE)
    case.refused(Kind.DENIED, Act.RULE, ANNE, key="gun", ruling=Ruling.DISMISSED, words="道具")
    case.do(Act.RECOMMEND, ANNE, call=Call.PASS).do(Act.TAKE, CHIEF)
    assert case.refused(Kind.CONFLICT, Act.DECIDE, CHIEF, call=Call.PASS) == "case.open"
    case.do(Act.RULE, CHIEF, key="gun", ruling=Ruling.DISMISSED, words="警用道具，正面表现")
    assert case.do(Act.DECIDE, CHIEF, call=Call.PASS).standing.state is CaseState.PASSED


def test_what_stands_keeps_a_case_from_passing() -> None:
    case = Course().submitted(ASK).do(Act.TAKE, ANNE)
    assert case.refused(Kind.CONFLICT, Act.RECOMMEND, ANNE, call=Call.PASS) == "case.open"
    assert case.refused(Kind.INVALID, Act.RULE, ANNE, key="brand", ruling=Ruling.UPHELD) == "case.words"
    case.do(Act.RULE, ANNE, key="brand", ruling=Ruling.UPHELD, words="请改写")
    assert case.refused(Kind.CONFLICT, Act.RECOMMEND, ANNE, call=Call.PASS) == "case.upheld"
    case.do(Act.RECOMMEND, ANNE, call=Call.RETURN, words="一处要改")
    assert case.standing.state is CaseState.RETURNED


def test_a_mended_script_keeps_what_was_settled() -> None:
    case = Course().submitted(ASK, Seen("name", Strength.ASK), NOTE).do(Act.TAKE, ANNE)
    case.do(Act.RULE, ANNE, key="name", ruling=Ruling.DISMISSED, words="角色名")
    case.do(Act.RULE, ANNE, key="brand", ruling=Ruling.UPHELD, words="请改写")
    case.do(Act.RECOMMEND, ANNE, call=Call.RETURN, words="一处要改")
    case.do(Act.RESUBMIT, PRODUCER).do(Act.SCREEN, seen=(Seen("name", Strength.ASK), Seen("new", Strength.ASK)))
    rulings = {key: matter.ruling for key, matter in case.standing.matters.items()}
    assert rulings == {
        "brand": Ruling.MENDED,
        "name": Ruling.DISMISSED,
        "slang": Ruling.MENDED,
        "new": Ruling.OPEN,
    }
    assert case.standing.unruled == ("new",)


def test_what_a_person_found_is_looked_at_again_when_its_place_was_changed() -> None:
    case = Course().submitted().do(Act.TAKE, ANNE).do(Act.ADD, ANNE, key="mine", strength=Strength.ASK)
    case.do(Act.RECOMMEND, ANNE, call=Call.RETURN, words="请改")
    case.do(Act.RESUBMIT, PRODUCER).do(Act.SCREEN, seen=(Seen("mine", Strength.ASK, again=True),)).do(Act.TAKE, BEN)
    assert case.standing.unruled == ("mine",)
    case.do(Act.RULE, BEN, key="mine", ruling=Ruling.MENDED, words="已改")
    assert case.do(Act.RECOMMEND, BEN, call=Call.PASS).standing.state is CaseState.FINAL


def test_a_refusal_names_its_article_and_is_appealed_against_once_before_somebody_else() -> None:
    case = Course().at_the_chief().do(Act.TAKE, CHIEF)
    assert case.refused(Kind.INVALID, Act.DECIDE, CHIEF, call=Call.REFUSE, words="主旨不当") == "case.article"
    case.do(Act.DECIDE, CHIEF, call=Call.REFUSE, words="主旨不当", article="第25条")
    case.do(Act.APPEAL, PRODUCER, words="主旨是劝善")
    case.refused(Kind.DENIED, Act.TAKE, CHIEF)
    case.do(Act.TAKE, OTHER_CHIEF).do(Act.DECIDE, OTHER_CHIEF, call=Call.REFUSE, words="维持", article="第25条")
    assert case.refused(Kind.CONFLICT, Act.APPEAL, PRODUCER, words="再申诉") == "case.appealed"


def test_a_won_appeal_passes() -> None:
    case = Course().at_the_chief().do(Act.TAKE, CHIEF)
    case.do(Act.DECIDE, CHIEF, call=Call.REFUSE, words="主旨不当", article="第25条")
    case.do(Act.APPEAL, PRODUCER, words="主旨是劝善").do(Act.TAKE, OTHER_CHIEF)
    assert case.do(Act.DECIDE, OTHER_CHIEF, call=Call.PASS).standing.state is CaseState.PASSED


def test_the_clock_stands_still_while_the_producer_owes_an_answer() -> None:
    case = Course().submitted().do(Act.TAKE, ANNE).do(Act.ASK, ANNE, words="请补授权书")
    assert not case.standing.running
    assert case.refused(Kind.CONFLICT, Act.RECOMMEND, ANNE, call=Call.PASS) == "case.waits"
    case.do(Act.ANSWER, PRODUCER, words="已附").do(Act.RECOMMEND, ANNE, call=Call.RETURN, words="请改")
    assert case.standing.runs == (
        (MONDAY, MONDAY + timedelta(hours=3)),
        (MONDAY + timedelta(hours=4), MONDAY + timedelta(hours=5)),
    )


def test_a_panel_votes_before_the_chief_decides() -> None:
    case = Course().at_the_chief().do(Act.TAKE, CHIEF)
    assert case.refused(Kind.CONFLICT, Act.PANEL, CHIEF, people=(11, 21)) == "case.panel_size"
    case.do(Act.PANEL, CHIEF, people=(11, 21, 22))
    assert case.refused(Kind.CONFLICT, Act.DECIDE, CHIEF, call=Call.PASS) == "case.panel_open"
    for who, call in ((BEN, Call.RETURN), (OTHER_CHIEF, Call.RETURN), (THIRD_CHIEF, Call.PASS)):
        case.do(Act.VOTE, who, call=call)
    assert case.standing.majority is Call.RETURN
    assert case.refused(Kind.INVALID, Act.DECIDE, CHIEF, call=Call.PASS) == "case.words", (
        "against the majority: say why"
    )
    assert case.do(Act.DECIDE, CHIEF, call=Call.PASS, words="已核对原著").standing.state is CaseState.PASSED


def test_a_second_opinion_comes_from_somebody_who_will_not_decide() -> None:
    case = Course().submitted().do(Act.TAKE, ANNE).do(Act.CONSULT, ANNE, to=20).do(Act.RECOMMEND, ANNE, call=Call.PASS)
    case.refused(Kind.DENIED, Act.TAKE, CHIEF)
    case.do(Act.OPINE, CHIEF, call=Call.RETURN)
    assert case.refused(Kind.CONFLICT, Act.OPINE, CHIEF, call=Call.PASS) == "case.opinion"


def test_only_the_holder_works_on_a_case_and_hands_it_over() -> None:
    case = Course().submitted(ASK).do(Act.TAKE, ANNE)
    assert case.refused(Kind.CONFLICT, Act.TAKE, BEN) == "case.held"
    case.refused(Kind.DENIED, Act.RULE, BEN, key="brand", ruling=Ruling.DISMISSED, words="无碍")
    case.do(Act.HAND_OVER, ANNE, to=11)
    case.do(Act.RULE, BEN, key="brand", ruling=Ruling.DISMISSED, words="无碍")
    case.refused(Kind.DENIED, Act.HAND_OVER, ANNE, to=10)
    assert case.do(Act.HAND_OVER, CHIEF, to=10).standing.holder == 10, "a chief can always move it"


def test_a_page_offers_only_what_would_be_done() -> None:
    case = Course().submitted(ASK)
    assert allowed(case.standing, ANNE, centre=True, now=case.now) == {Act.TAKE}
    assert allowed(case.standing, PRODUCER, centre=False, now=case.now) == {Act.WITHDRAW}
    case.do(Act.TAKE, ANNE)
    mine = allowed(case.standing, ANNE, centre=True, now=case.now)
    assert {Act.RULE, Act.ADD, Act.ASK, Act.RECOMMEND, Act.HAND_OVER} <= mine
    assert not {Act.TAKE, Act.DECIDE, Act.PANEL} & mine
