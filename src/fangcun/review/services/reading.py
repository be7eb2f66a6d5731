"""A model's second reading of a draft under review: asked of the farm, its hints added while people are at it."""

from __future__ import annotations

from django.db import transaction

from fangcun.base.api import actor_of_tenant
from fangcun.farm.api import Task, results_of, submit
from fangcun.review.asking import configured_model
from fangcun.review.contracts import Strength
from fangcun.review.contracts.cases import CaseKind
from fangcun.review.engine.carrying import Found
from fangcun.review.engine.case.standing import JUDGED
from fangcun.review.models import Case, Version
from fangcun.review.services.screening import point_out
from fangcun.review.services.steps import Moving


def ask_the_model(case_id: int) -> None:
    """Ask for a reading of a draft's last version, where the settings name a model; without one nothing happens."""
    model = configured_model()
    case = Case.objects.across_tenants().get(pk=case_id)
    if model is None or case.kind != CaseKind.DRAFT.value:
        return
    version = case.versions.order_by("-round").first()
    if version is None:
        return
    inputs = {"snapshot": version.snapshot, "on": version.day.isoformat(), "model": model.name}
    task = Task("review.reading", inputs, title=f"模型读《{case.name}》", weight=30)
    Version.objects.filter(pk=version.pk).update(task_key=task.key)
    submit([task], title=f"模型读《{case.name}》", by=actor_of_tenant(case.tenant_id), targets=[task.key])
    take_reading(task.key)  # a reading that is known needs no work, and nobody is told of it


def take_reading(key: str) -> None:
    """The farm has a model's reading: its hints go into the case, if it is still under review. Harmless told again."""
    for found in Version.objects.filter(task_key=key, case__kind=CaseKind.DRAFT.value):
        result = results_of([key]).get(key)
        if result is None:
            continue
        with transaction.atomic():
            cases = Case.objects.across_tenants().select_for_update(of=("self",)).select_related("centre")
            case = cases.get(pk=found.case_id)
            step = Moving.by_nobody(case)
            if case.round == found.round and step.standing.state in JUDGED:
                hints = [Found(**one | {"strength": Strength(one["strength"])}) for one in result.values["findings"]]
                point_out(step, found, hints)
