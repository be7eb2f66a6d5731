"""A model reads a draft too: its hints join the case while people are at it, and wait for a ruling like any other."""

from __future__ import annotations

import json

import pytest
from review_house import CLEAN, House

from fangcun.base.api import hand_over_waiting
from fangcun.config import config
from fangcun.farm.api import jobs, run_here
from fangcun.review import api
from fangcun.review.contracts.cases import Call, Ruling
from model_server import Reply, serving

QUOTE = "一勺一勺地过"


def hinting(text: str, number: int) -> Reply:
    """One true quote and one that stands nowhere."""
    del number
    said = [{"category": "decadence", "quote": QUOTE, "reason": "消极"}] if QUOTE in text else []
    return Reply(json.dumps({"findings": [*said, {"category": "violence", "quote": "没有的话", "reason": "编的"}]}))


def farm(house: House) -> None:
    """The farm does what was asked of it."""
    for job in jobs(tenant_id=house["producer"].tenant_id):
        run_here(job.job_id)
    hand_over_waiting()


def test_a_models_hint_joins_the_case_and_stays_while_its_words_stand(
    house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    with serving(hinting) as (model, seen):
        monkeypatch.setattr(config(), "model_url", model.url)
        monkeypatch.setattr(config(), "model_name", model.name)
        case = house.submit(CLEAN)
        api.take(house["anne"], case)
        farm(house)
        assert seen.bodies, "the model was asked"
        [hint] = [f for f in house.seen(case).findings if f.source == "model"]
        assert (hint.surface, hint.strength.value, hint.ruling) == (QUOTE, "ask", Ruling.OPEN)
        api.rule(house["anne"], case, key=hint.key, ruling=Ruling.DISMISSED, words="生活语言")
        api.recommend(house["anne"], case, call=Call.RETURN, words="请换个名字")
    monkeypatch.setattr(config(), "model_url", "")
    api.resubmit(house["producer"], case, draft_id=house.draft(CLEAN.replace("李大爷", "王大爷")))
    [kept] = [f for f in house.seen(case).findings if f.source == "model"]
    assert (kept.here, kept.ruling) == (False, Ruling.DISMISSED), "its line was changed: nobody is asked again"


def test_without_a_model_nothing_is_asked(house: House) -> None:
    house.submit(CLEAN)
    assert jobs(tenant_id=house["producer"].tenant_id) == []
