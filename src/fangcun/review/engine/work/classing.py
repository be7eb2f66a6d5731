"""The class of a work and what follows from it: who issues which paper, and what must be shown and handed in."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from decimal import Decimal

from fangcun.kit.errors import FangcunError
from fangcun.review.contracts import Work, WorkClass, WorkFinding
from fangcun.review.engine.classes import classify
from fangcun.review.engine.work.rules import Rule


def class_of(work: Work, *, on: date) -> WorkClass | None:
    """The class of a work on a day; None without an investment, or before there were classes.

    Raises ``class.investment`` and ``class.subject`` for what nobody can mean.
    """
    if work.investment is None and not (work.subjects or work.homepage_push):
        return None
    try:
        return classify(
            on=on,
            investment=work.investment or Decimal(0),  # the top class needs no amount
            ai=work.ai,
            subjects=work.subjects,
            homepage_push=work.homepage_push,
        )
    except FangcunError as error:
        if error.code == "class.too_early":
            return None
        raise


def check_class(work: Work, found: WorkClass | None, *, rules: Mapping[str, Rule]) -> Iterator[WorkFinding]:
    """The class with what follows from it, or that it cannot be told."""
    if found is None:
        if work.investment is None and (rule := rules.get("class.missing")):
            yield rule.finding("没有填总投资额，定不了类别。")
        return
    if rule := rules.get("class.result"):
        issuer, paper = (rule.figures[k][found.tier.value] for k in ("issuer", "paper"))
        message = f"{found.name}微短剧（{found.rule}）：由{issuer}办理，取得{paper}。"
        yield rule.finding(message, measured=found.name, limit=found.number_form)


def check_notices(work: Work, *, rules: Mapping[str, Rule]) -> Iterator[WorkFinding]:
    """The notices that the work has to carry, and papers that are missing."""
    if rule := rules.get("notice.opening"):
        yield rule.finding("片头要标注片名与编号。")
    if work.ai and (rule := rules.get("notice.ai")):
        yield rule.finding("AI 制作：要有人工智能提示。")
    if work.synopsis is False and (rule := rules.get("papers.synopsis")):
        yield rule.finding("没有内容梗概或大纲。")
