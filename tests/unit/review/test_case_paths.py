"""Every path of a case, walked at random: none passes without two people, loses a finding, or cheats the clock."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule

from fangcun.kit.errors import FangcunError
from fangcun.review.contracts import Strength
from fangcun.review.contracts.cases import Act, Call, CaseState, Person, Ruling, Seen, Step
from fangcun.review.engine.case.course import fold, follow
from fangcun.review.engine.case.standing import ENDED, Standing

START = datetime(2026, 11, 23, tzinfo=UTC)
PRODUCER, MACHINE = Person(1, own=True), Person(None)
PEOPLE = {
    p.id: p for p in (Person(10), Person(11), *(Person(n, chief=True) for n in (20, 21, 22)), Person(30, own=True))
}
WHO = st.sampled_from([20, 21, 22, 10, 11, 30])
CALLS = st.sampled_from(Call)
KEYS = st.sampled_from("abcdef")
WORDS = st.sampled_from(["", "理由"])
SEEN = st.dictionaries(KEYS, st.tuples(st.sampled_from(Strength), st.booleans()), max_size=4)


class Centre(RuleBasedStateMachine):
    """People of a centre and a producer do whatever they like; what the course refuses did not happen."""

    def __init__(self) -> None:
        super().__init__()
        self.now, self.standing = START, Standing()
        self.steps: list[Step] = []
        self.known: set[str] = set()
        self.owed = timedelta()  # what the centre's clock should have counted since its promise began

    def _try(self, act: Act, by: Person = MACHINE, **fields: object) -> None:
        step = Step(act, self.now, by, **fields)  # type: ignore[arg-type]  # fields are drawn for each act
        before = self.standing
        try:
            self.standing = follow(before, step)
        except FangcunError:
            assert self.standing is before
            return
        self.steps.append(step)
        self.known |= {one.key for one in step.seen} | ({step.key} if act is Act.ADD else set())
        if act in (Act.RESUBMIT, Act.APPEAL):
            self.owed = timedelta()

    @initialize(seen=SEEN)
    def submitted(self, seen: dict[str, tuple[Strength, bool]]) -> None:
        self._try(Act.SUBMIT, PRODUCER)
        self.screened(seen)

    def screened(self, seen: dict[str, tuple[Strength, bool]]) -> None:
        self._try(Act.SCREEN, seen=tuple(Seen(k, s, a) for k, (s, a) in seen.items()))

    @rule(hours=st.integers(1, 40))
    def time_passes(self, hours: int) -> None:
        ours = self.standing.state in (CaseState.SCREENING, CaseState.FIRST, CaseState.FINAL)
        if ours and not self.standing.waits:
            self.owed += timedelta(hours=hours)
        self.now += timedelta(hours=hours)

    @rule(who=WHO)
    def somebody_takes(self, who: int) -> None:
        self._try(Act.TAKE, PEOPLE[who])

    @rule(who=WHO, to=WHO)
    def somebody_hands_over(self, who: int, to: int) -> None:
        other = PEOPLE[to]
        self._try(Act.HAND_OVER, PEOPLE[who], to=to, to_chief=other.chief, to_own=other.own)

    @rule(who=WHO, key=KEYS, ruling=st.sampled_from(Ruling), words=WORDS)
    def somebody_rules(self, who: int, key: str, ruling: Ruling, words: str) -> None:
        self._try(Act.RULE, PEOPLE[who], key=key, ruling=ruling, words=words)

    @rule(who=WHO, key=st.sampled_from("xyz"), strength=st.sampled_from(Strength))
    def somebody_adds(self, who: int, key: str, strength: Strength) -> None:
        self._try(Act.ADD, PEOPLE[who], key=key, strength=strength)

    @rule(seen=st.dictionaries(st.sampled_from("mno"), st.sampled_from([Strength.ASK, Strength.NOTE]), max_size=2))
    def a_model_points_out(self, seen: dict[str, Strength]) -> None:
        self._try(Act.HINT, seen=tuple(Seen(k, s) for k, s in seen.items()))

    @rule(who=WHO)
    def somebody_asks(self, who: int) -> None:
        self._try(Act.ASK, PEOPLE[who], words="请补")

    @rule()
    def the_producer_answers(self) -> None:
        self._try(Act.ANSWER, PRODUCER, words="已补")

    @rule(who=WHO, to=WHO)
    def somebody_consults(self, who: int, to: int) -> None:
        self._try(Act.CONSULT, PEOPLE[who], to=to, to_own=PEOPLE[to].own)

    @rule(who=WHO, call=CALLS)
    def somebody_opines(self, who: int, call: Call) -> None:
        self._try(Act.OPINE, PEOPLE[who], call=call)

    @rule(who=WHO, call=CALLS, words=WORDS)
    def somebody_recommends(self, who: int, call: Call, words: str) -> None:
        self._try(Act.RECOMMEND, PEOPLE[who], call=call, words=words)

    @rule(who=WHO, call=CALLS)
    def somebody_tries_the_whole_stage(self, who: int, call: Call) -> None:
        """Take it, dismiss everything, close the stage: most walks get far only by this."""
        self._stage(who, call, Ruling.DISMISSED)

    @rule(who=WHO, call=CALLS)
    def somebody_upholds_everything(self, who: int, call: Call) -> None:
        self._stage(who, call, Ruling.UPHELD)

    @rule(first=WHO, final=WHO, call=CALLS)
    def two_carry_it_to_the_end(self, first: int, final: int, call: Call) -> None:
        self._stage(first, Call.PASS, Ruling.DISMISSED)
        self._stage(final, call, Ruling.DISMISSED)

    @rule(first=WHO, final=WHO)
    def a_refusal_is_appealed_against(self, first: int, final: int) -> None:
        self._stage(first, Call.REFUSE, Ruling.UPHELD)
        self._stage(final, Call.REFUSE, Ruling.UPHELD)
        self._try(Act.APPEAL, PRODUCER, words="不服")

    def _stage(self, who: int, call: Call, ruling: Ruling) -> None:
        self._try(Act.ANSWER, PRODUCER, words="已补")
        self._try(Act.TAKE, PEOPLE[who])
        for key in self.standing.matters:
            self._try(Act.RULE, PEOPLE[who], key=key, ruling=ruling, words="理由")
        act = Act.RECOMMEND if self.standing.state is CaseState.FIRST else Act.DECIDE
        self._try(act, PEOPLE[who], call=call, words="理由", article="第25条")

    @rule(who=WHO, people=st.lists(WHO, min_size=1, max_size=4))
    def somebody_calls_a_panel(self, who: int, people: list[int]) -> None:
        own = any(PEOPLE[one].own for one in people)
        self._try(Act.PANEL, PEOPLE[who], people=tuple(people), to_own=own)

    @rule(who=WHO, call=CALLS)
    def somebody_votes(self, who: int, call: Call) -> None:
        self._try(Act.VOTE, PEOPLE[who], call=call)

    @rule(who=WHO, call=CALLS, words=WORDS, number=st.sampled_from(["", "第1号"]))
    def somebody_decides(self, who: int, call: Call, words: str, number: str) -> None:
        self._try(Act.DECIDE, PEOPLE[who], call=call, words=words, article=words, number=number)

    @rule(seen=SEEN)
    def the_producer_sends_it_again(self, seen: dict[str, tuple[Strength, bool]]) -> None:
        self._try(Act.RESUBMIT, PRODUCER)
        self.screened(seen)

    @rule()
    def the_producer_appeals(self) -> None:
        self._try(Act.APPEAL, PRODUCER, words="不服")

    @rule()
    @precondition(lambda self: len(self.steps) > 15)
    def the_producer_withdraws(self) -> None:
        self._try(Act.WITHDRAW, PRODUCER)

    @invariant()
    def nothing_passes_without_two_people(self) -> None:
        s = self.standing
        if s.state not in (CaseState.PASSED, CaseState.REFUSED):
            return
        assert s.first_by != s.final_by
        assert not any(PEOPLE[who].own for who in (s.first_by, s.final_by))
        assert PEOPLE[s.final_by].chief

    @invariant()
    def nothing_passes_with_something_standing(self) -> None:
        if self.standing.state is CaseState.PASSED:
            assert not self.standing.stopping

    @invariant()
    def no_finding_is_lost(self) -> None:
        assert set(self.standing.matters) == self.known

    @invariant()
    def the_clock_counts_what_the_centre_owes_and_nothing_else(self) -> None:
        s = self.standing
        counted = sum(((end or self.now) - start for start, end in s.runs), timedelta())
        assert counted == self.owed
        ours = s.state in (CaseState.SCREENING, CaseState.FIRST, CaseState.FINAL) and not s.waits
        assert s.running == (ours and s.round > 0)

    @invariant()
    def nobody_holds_what_is_not_under_review(self) -> None:
        if self.standing.state in ENDED | {CaseState.RETURNED}:
            assert self.standing.holder is None

    @invariant()
    def an_appeal_is_judged_by_somebody_new(self) -> None:
        decided = [step.by.id for step in self.steps if step.act is Act.DECIDE]
        appeals = sum(step.act is Act.APPEAL for step in self.steps)
        assert appeals <= 1
        if appeals:
            at = next(i for i, step in enumerate(self.steps) if step.act is Act.APPEAL)
            before = {s.by.id for s in self.steps[:at] if s.act in (Act.RECOMMEND, Act.DECIDE)}
            after = [s.by.id for s in self.steps[at:] if s.act is Act.DECIDE][:1]
            assert not before & set(after), decided

    def teardown(self) -> None:
        assert fold(self.steps) == self.standing


Centre.TestCase.settings = settings(max_examples=300, stateful_step_count=30, deadline=None, derandomize=True)
TestEveryPath = Centre.TestCase
