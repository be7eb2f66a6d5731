"""The door of the shoot: opening, casting, planning, publishing, replanning."""

from fangcun.shoot.queries.plans import plan, plan_in_force, plans
from fangcun.shoot.queries.shoots import shoot, shoots
from fangcun.shoot.services.casting import cast, place, propose, suggest_people, suggest_spaces
from fangcun.shoot.services.opening import open_shoot, take_draft
from fangcun.shoot.services.papers import write_papers
from fangcun.shoot.services.planning import prepare_plan, start_plan, stop_plan
from fangcun.shoot.services.publishing import publish
from fangcun.shoot.services.replanning import start_redraft, start_replan
from fangcun.shoot.services.working import ensure_demo_plan, paper_plan, plan_now

__all__ = [
    "cast",
    "ensure_demo_plan",
    "open_shoot",
    "paper_plan",
    "place",
    "plan",
    "plan_in_force",
    "plan_now",
    "plans",
    "prepare_plan",
    "propose",
    "publish",
    "shoot",
    "shoots",
    "start_plan",
    "start_redraft",
    "start_replan",
    "stop_plan",
    "suggest_people",
    "suggest_spaces",
    "take_draft",
    "write_papers",
]
