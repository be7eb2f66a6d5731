"""Planning to the end in one call: for the command line, which waits, and for the demo."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date

from fangcun.base.contracts import Actor
from fangcun.farm.api import run_job
from fangcun.shoot.contracts import PlanState, PlanView, ShootView
from fangcun.shoot.queries.placed import plan_in_force as newest_plan
from fangcun.shoot.queries.plans import plan, plan_in_force
from fangcun.shoot.queries.sheets import days_of
from fangcun.shoot.queries.shoots import shoots
from fangcun.shoot.services.demo import ensure_demo_shoots
from fangcun.shoot.services.planning import SECONDS, prepare_plan, search
from fangcun.shoot.services.publishing import publish
from fangcun.shoot.services.sheets import issue_sheet


def plan_now(
    actor: Actor,
    *,
    shoot_ids: Sequence[int],
    seconds: float = SECONDS,
    starts_on: date | None = None,
    days: int | None = None,
    name: str = "",
) -> PlanView:
    """Plan these shoots and wait for it; the plan that there is when nothing has changed since."""
    plan_id, task = prepare_plan(actor, shoot_ids=shoot_ids, seconds=seconds, starts_on=starts_on, days=days, name=name)
    job = search(actor, plan_id, task)
    if job is not None:
        run_job(job, workers=1)
    return plan(actor, plan_id)


def ensure_demo_plan(
    actor: Actor, *, today: date, seconds: float = 20.0, tell: Callable[[str], None] = lambda words: None
) -> PlanView:
    """The demo's six productions planned together and in force; made once."""
    six = ensure_demo_shoots(actor, today=today, tell=tell)
    known = plan_in_force(actor, six[0].id)
    if known is not None:
        return known
    tell(f"六个剧组 {sum(shoot.scenes for shoot in six)} 场，一起排 {seconds:.0f} 秒")
    found = plan_now(actor, shoot_ids=[shoot.id for shoot in six], seconds=seconds, name="本期大计划")
    if found.state is PlanState.DRAFT and not found.violations:
        tell("发布计划：预订场景、演员与器材")
        publish(actor, found.id)
        tell("发出第一天的通告单")
        for shoot in six:
            issue_sheet(actor, shoot.id, day=days_of(actor, shoot.id)[0][0])
    return plan(actor, found.id)


def paper_plan(actor: Actor, production_id: int) -> tuple[ShootView, int] | None:
    """The shoot of a production and the plan that its papers come from; None before there is one."""
    for shoot in shoots(actor):
        if shoot.production_id == production_id:
            plan_id = newest_plan(actor, shoot.id)
            return (shoot, plan_id) if plan_id is not None else None
    return None
