"""Leases run out, fences refuse who comes late, and the clock is given."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import farm_trial.jobs  # noqa: F401  its kinds are the work of these tests
import pytest

from fangcun.base.api import create_tenant, system_actor
from fangcun.farm.api import Result, Task, attempts_of, problems_of, progress_of, result_of, submit
from fangcun.farm.executor.identity import is_gone, my_name
from fangcun.farm.services.leases import LEASE, Lease, claim, complete, fail, give_back, heartbeat
from fangcun.farm.services.upkeep import close_finished, recover
from fangcun.kit import clock

pytestmark = pytest.mark.django_db

NOON = datetime(2026, 6, 1, 12, tzinfo=UTC)
LATER = NOON + LEASE + timedelta(seconds=1)


@pytest.fixture
def job() -> int:
    """A job of one task, asked for at noon."""
    create_tenant("crew", name="一号剧组")
    with clock.frozen(NOON):
        return submit([Task("trial.nothing", {"number": 1}, title="镜头")], title="试", by=system_actor("crew"))


def take(worker: str, at: datetime) -> Lease:
    """A claim that must succeed."""
    with clock.frozen(at):
        lease = claim(worker)
    assert lease is not None
    return lease


def take_back(at: datetime) -> int:
    """Upkeep at a moment, when nobody is known to be gone."""
    with clock.frozen(at):
        return recover(is_gone=lambda worker: False)


def test_a_task_is_held_by_one(job: int) -> None:
    assert take("甲", NOON).title == "镜头"
    with clock.frozen(NOON):
        assert claim("乙") is None


def test_a_lease_runs_out_and_another_takes_over(job: int) -> None:
    take("甲", NOON)
    assert take_back(NOON + LEASE) == 0
    assert take_back(LATER) == 1
    assert take("乙", LATER).attempt == 2
    assert [(a["worker"], a["outcome"]) for a in attempts_of(job)] == [("甲", "lost")]


def test_heartbeats_hold_a_lease(job: int) -> None:
    lease = take("甲", NOON)
    with clock.frozen(NOON + LEASE / 2):
        assert heartbeat(lease, fraction=0.5, text="配音")
    assert take_back(LATER) == 0
    assert progress_of(job).running[0].fraction == 0.5


def test_the_late_result_of_a_lost_worker_is_refused(job: int) -> None:
    late = take("甲", NOON)
    take_back(LATER)
    assert not complete(late, Result({"number": 13})), "even before another has the task"
    new = take("乙", LATER)
    assert new.fence > late.fence
    assert not heartbeat(late)
    assert not complete(late, Result({"number": 13}))
    assert not fail(late, code="x", message="迟到的失败", retryable=False)
    assert not give_back(late)
    assert complete(new, Result({"number": 1}))
    assert result_of(new.key).values == {"number": 1}
    assert not complete(new, Result({"number": 13})), "nor twice"
    assert [a["outcome"] for a in attempts_of(job)] == [
        "lost",
        "refused",
        "refused",
        "refused",
        "stopped",
        "done",
        "refused",
    ]


def test_a_worker_known_to_be_gone_is_not_waited_for(job: int) -> None:
    take("甲", NOON)
    with clock.frozen(NOON):
        assert recover(is_gone=lambda worker: worker == "甲") == 1
    assert take("乙", NOON).attempt == 2


def test_a_task_that_loses_three_workers_has_failed(job: int) -> None:
    for n in range(3):
        take("甲", NOON + n * (LEASE + timedelta(minutes=1)))
        take_back(LATER + n * (LEASE + timedelta(minutes=1)))
    with clock.frozen(LATER):
        assert close_finished() == 1
    assert progress_of(job).state == "failed"
    assert "中途消失" in problems_of(job)[0].message


def test_asking_again_forgives_the_workers_lost_before(job: int) -> None:
    for n in range(6):
        at = NOON + n * (LEASE + timedelta(minutes=1))
        take("甲", at)
        again = submit([Task("trial.nothing", {"number": 1}, title="镜头")], title="试", by=system_actor("crew"))
        assert again == job
        take_back(at + LEASE + timedelta(seconds=1))
    assert take("乙", NOON + timedelta(hours=1)).attempt == 2


def test_a_retry_waits_longer_each_time(job: int) -> None:
    lease = take("甲", NOON)
    with clock.frozen(NOON):
        assert fail(lease, code="away", message="没有应答", retryable=True)
        assert claim("甲") is None
    second = take("甲", NOON + timedelta(seconds=1))
    with clock.frozen(NOON):
        fail(second, code="away", message="没有应答", retryable=True)
    with clock.frozen(NOON + timedelta(seconds=1)):
        assert claim("甲") is None
    assert take("甲", NOON + timedelta(seconds=2)).attempt == 3


def test_a_task_given_back_counts_as_not_tried(job: int) -> None:
    for _ in range(5):
        lease = take("甲", NOON)
        with clock.frozen(NOON):
            assert give_back(lease)
    assert take("乙", NOON).attempt == 1


def test_this_process_is_alive_and_others_are_judged_with_care() -> None:
    me = my_name()
    assert not is_gone(me)
    assert is_gone(me.rsplit(":", 1)[0] + ":1"), "the number was given to another process since"
    assert not is_gone("elsewhere:0123456789ab:1:1"), "of another machine nothing is sure"
    assert not is_gone("甲")
