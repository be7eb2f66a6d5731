"""A plan is edited by hand: what moves, what clashes, how it is taken back, and who may."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from board_rows import NOW, Rows, make_plan, two_crews
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from fangcun.base.api import actor_of, create_user, ensure_tenant, join
from fangcun.base.contracts import Actor, Role
from fangcun.base.models import AuditEntry, User
from fangcun.kit.errors import FangcunError, Kind
from fangcun.shoot.contracts import PlanState, RuleKind
from fangcun.shoot.models import Placement, Plan
from fangcun.shoot.queries.board import board
from fangcun.shoot.services.copying import copy_plan
from fangcun.shoot.services.moving import freeze, move, redo, undo, unfreeze


def somebody(role: Role = Role.PRODUCER, *, tenant: str = "fangcun") -> Actor:
    login = f"{role}-{tenant}"
    user = User.objects.filter(login=login).first()
    if user is None:
        user = create_user(login, name="林制片", password="only-for-tests", checked=False)
        join(user, ensure_tenant(tenant, name=tenant), role)
    found = actor_of(user)
    assert found is not None
    return found


@pytest.fixture
def producer(db: None) -> Actor:
    return somebody()


@pytest.fixture
def plan(producer: Actor) -> Rows:
    return make_plan(producer, *two_crews())


def spots(plan_id: int) -> dict[int, tuple[int, int, bool]]:
    return {p.strip_id: (p.slot, p.order, p.frozen) for p in Placement.objects.filter(plan_id=plan_id)}


def refused(act: Callable[[], object]) -> FangcunError:
    with pytest.raises(FangcunError) as caught:
        act()
    return caught.value


def test_a_sound_plan_has_no_conflicts(producer: Actor, plan: Rows) -> None:
    assert board(producer, plan.plan_id).clashes == ()


def test_a_set_taken_by_another_production_is_told_at_once(producer: Actor, plan: Rows) -> None:
    result = move(producer, plan.plan_id, strips=[plan.strips[1, "1-2"]], slot=0, order=0)
    rules = {clash.rule for clash in result.appeared}
    assert {RuleKind.PLACE_TAKEN, RuleKind.PERSON_TAKEN} <= rules
    taken = next(clash for clash in result.appeared if clash.rule == RuleKind.PLACE_TAKEN)
    assert set(taken.crews) == {0, 1}
    assert plan.strips[0, "1-1"] in taken.strips
    assert plan.strips[1, "1-2"] in taken.strips
    assert set(board(producer, plan.plan_id).clashes) == set(result.after)


def test_moving_away_again_solves_the_conflict(producer: Actor, plan: Rows) -> None:
    strip = plan.strips[1, "1-2"]
    made = move(producer, plan.plan_id, strips=[strip], slot=0, order=0).appeared
    result = move(producer, plan.plan_id, strips=[strip], slot=4, order=0)
    assert set(result.vanished) == set(made)
    assert result.after == ()


def test_the_plan_keeps_its_new_cost_and_conflicts(producer: Actor, plan: Rows) -> None:
    result = move(producer, plan.plan_id, strips=[plan.strips[0, "1-3"]], slot=7, order=0)
    row = Plan.objects.of(producer.tenant_id).get(pk=plan.plan_id)
    assert row.cost["holding"] == result.cost.holding
    assert len(row.violations) == len(result.after)
    assert result.cost.holding == result.cost_before.holding + 2 * 60_000  # 周妈 is held two days longer


def test_strips_stand_where_they_were_put(producer: Actor, plan: Rows) -> None:
    first, second, third = (plan.strips[0, key] for key in ("1-1", "1-2", "1-3"))
    move(producer, plan.plan_id, strips=[third], slot=0, order=1)
    assert [spots(plan.plan_id)[s][:2] for s in (first, third, second)] == [(0, 0), (0, 1), (0, 2)]
    move(producer, plan.plan_id, strips=[second, first], slot=0, order=3)
    assert [spots(plan.plan_id)[s][1] for s in (third, second, first)] == [0, 1, 2]


def test_loads_are_told_for_the_slots_that_were_touched(producer: Actor, plan: Rows) -> None:
    result = move(producer, plan.plan_id, strips=[plan.strips[0, "1-2"]], slot=1, order=0)
    loads = {(load.crew, load.slot): load.minutes for load in result.loads}
    assert loads == {(0, 0): 90 + 20, (0, 1): 60 + 80 + 2 * 20}


def test_a_locked_strip_stays(producer: Actor, plan: Rows) -> None:
    strip = plan.strips[0, "1-1"]
    freeze(producer, plan.plan_id, strips=[strip])
    error = refused(lambda: move(producer, plan.plan_id, strips=[strip], slot=3, order=0))
    assert error.code == "strip.frozen"
    unfreeze(producer, plan.plan_id, strips=[strip])
    move(producer, plan.plan_id, strips=[strip], slot=3, order=0)
    assert spots(plan.plan_id)[strip] == (3, 0, False)


def test_whoever_saw_an_older_board_is_told_what_changed(producer: Actor, plan: Rows) -> None:
    seen = board(producer, plan.plan_id).revision
    move(producer, plan.plan_id, strips=[plan.strips[0, "1-3"]], slot=4, order=0, revision=seen)
    before = spots(plan.plan_id)
    error = refused(
        lambda: move(producer, plan.plan_id, strips=[plan.strips[0, "1-1"]], slot=4, order=0, revision=seen)
    )
    assert (error.code, error.kind) == ("plan.stale", Kind.CONFLICT)
    assert "1-3" in error.data["changes"][0]
    assert "林制片" in error.data["changes"][0]
    assert spots(plan.plan_id) == before


def test_an_undo_that_a_colleague_made_is_a_change_too(producer: Actor, plan: Rows) -> None:
    seen = move(producer, plan.plan_id, strips=[plan.strips[0, "1-3"]], slot=4, order=0).revision
    undo(producer, plan.plan_id)
    error = refused(lambda: undo(producer, plan.plan_id, revision=seen))
    assert error.code == "plan.stale"
    assert error.data["changes"] == ["撤销了之前的改动"]


def test_a_new_edit_forgets_what_was_undone(producer: Actor, plan: Rows) -> None:
    move(producer, plan.plan_id, strips=[plan.strips[0, "1-3"]], slot=4, order=0)
    undo(producer, plan.plan_id)
    move(producer, plan.plan_id, strips=[plan.strips[0, "1-1"]], slot=4, order=0)
    assert refused(lambda: redo(producer, plan.plan_id)).code == "plan.nothing_to_redo"


def test_moving_nothing_anywhere_is_no_edit(producer: Actor, plan: Rows) -> None:
    seen = board(producer, plan.plan_id).revision
    result = move(producer, plan.plan_id, strips=[plan.strips[0, "1-1"]], slot=0, order=0)
    assert (result.revision, result.moved) == (seen, ())
    assert refused(lambda: undo(producer, plan.plan_id)).code == "plan.nothing_to_undo"


@pytest.mark.parametrize("state", [PlanState.IN_FORCE, PlanState.SUPERSEDED, PlanState.WORKING, PlanState.FAILED])
def test_only_drafts_are_edited(producer: Actor, state: PlanState) -> None:
    plan = make_plan(producer, *two_crews(), state=state)
    error = refused(lambda: move(producer, plan.plan_id, strips=[plan.strips[0, "1-1"]], slot=3, order=0))
    assert error.code == "plan.readonly"
    assert not board(producer, plan.plan_id).editable


def test_a_plan_in_force_is_edited_as_a_copy(producer: Actor) -> None:
    plan = make_plan(producer, *two_crews(), state=PlanState.IN_FORCE)
    copy = copy_plan(producer, plan.plan_id, name="试一试")
    before = spots(plan.plan_id)
    move(producer, copy, strips=[plan.strips[0, "1-1"]], slot=3, order=0)
    assert spots(plan.plan_id) == before
    row = Plan.objects.of(producer.tenant_id).get(pk=copy)
    assert (row.state, row.based_on_id, row.name) == ("draft", plan.plan_id, "试一试")


def test_plans_of_others_are_not_there(producer: Actor, plan: Rows) -> None:
    stranger = somebody(tenant="elsewhere")
    strip = plan.strips[0, "1-1"]
    for act in (
        lambda: board(stranger, plan.plan_id),
        lambda: move(stranger, plan.plan_id, strips=[strip], slot=3, order=0),
        lambda: freeze(stranger, plan.plan_id, strips=[strip]),
        lambda: undo(stranger, plan.plan_id),
        lambda: copy_plan(stranger, plan.plan_id),
    ):
        assert refused(act).code == "plan.missing"


def test_strips_of_other_plans_cannot_be_named(producer: Actor, plan: Rows) -> None:
    theirs = make_plan(somebody(tenant="elsewhere"), *two_crews())
    error = refused(lambda: move(producer, plan.plan_id, strips=[theirs.strips[0, "1-1"]], slot=3, order=0))
    assert error.code == "strip.missing"


def test_a_slot_beyond_the_plan_is_refused(producer: Actor, plan: Rows) -> None:
    for slot in (-1, 9):
        error = refused(
            lambda slot=slot: move(producer, plan.plan_id, strips=[plan.strips[0, "1-1"]], slot=slot, order=0)
        )
        assert error.code == "slot.missing"


def test_finance_may_look_and_not_touch(producer: Actor, plan: Rows) -> None:
    finance = somebody(Role.FINANCE)
    assert not board(finance, plan.plan_id).editable
    error = refused(lambda: move(finance, plan.plan_id, strips=[plan.strips[0, "1-1"]], slot=3, order=0))
    assert error.kind == Kind.DENIED


def test_edits_are_in_the_audit_log(producer: Actor, plan: Rows) -> None:
    move(producer, plan.plan_id, strips=[plan.strips[0, "1-1"]], slot=3, order=0, now=NOW)
    undo(producer, plan.plan_id)
    actions = list(AuditEntry.objects.filter(subject=str(plan.plan_id)).order_by("id").values_list("action", flat=True))
    assert actions == ["plan.moved", "plan.undone"]


KEYS = [(0, "1-1"), (0, "1-2"), (0, "1-3"), (0, "2-1"), (1, "1-1"), (1, "1-2")]
edits = st.lists(
    st.tuples(
        st.lists(st.sampled_from(KEYS), min_size=1, max_size=3, unique=True), st.integers(0, 8), st.integers(0, 4)
    ),
    min_size=1,
    max_size=6,
)


class UndoRedo(TestCase):
    """Every edit can be taken back and made again."""

    @settings(max_examples=12, deadline=None, suppress_health_check=list(HealthCheck))
    @given(edits=edits)
    def test_undo_is_the_way_back_and_redo_the_way_forth(
        self, edits: list[tuple[list[tuple[int, str]], int, int]]
    ) -> None:
        actor = somebody()
        plan = make_plan(actor, *two_crews())
        states = [(spots(plan.plan_id), board(actor, plan.plan_id).cost)]
        for keys, slot, order in edits:
            result = move(actor, plan.plan_id, strips=[plan.strips[key] for key in keys], slot=slot, order=order)
            if result.moved:
                states.append((spots(plan.plan_id), result.cost))
        for state in reversed(states[:-1]):
            cost = undo(actor, plan.plan_id).cost
            assert (spots(plan.plan_id), cost) == state
        for state in states[1:]:
            cost = redo(actor, plan.plan_id).cost
            assert (spots(plan.plan_id), cost) == state
        for slot in range(9):
            for crew in (0, 1):
                mine = {plan.strips[key] for key in KEYS if key[0] == crew}
                here = sorted(o for s, (at, o, _f) in spots(plan.plan_id).items() if at == slot and s in mine)
                assert len(here) == len(set(here))
