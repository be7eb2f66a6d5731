"""Which class a work is in: by its day, investment, subject, and whether AI made it. The rules are dated data."""

from __future__ import annotations

import tomllib
from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import Any

from fangcun.kit.errors import FangcunError, Kind
from fangcun.review.contracts import Filing, Tier, WorkClass

_FILE = Path(__file__).parent / "data" / "classes.toml"


def classify(
    *,
    on: date,
    investment: Decimal,
    ai: bool = False,
    subjects: Sequence[str] = (),
    homepage_push: bool = False,
) -> WorkClass:
    """The class of a work filed on a day. ``investment`` is in yuan.

    Sources: 广电办发〔2024〕35号, Order 16 of the National Radio and Television Administration and its thresholds, as
    ``data/classes.toml`` holds them. Raises ``class.too_early``, ``class.investment``, ``class.subject``.
    """
    table = _table()
    if not investment.is_finite() or investment < 0:
        raise FangcunError("class.investment", Kind.INVALID, f"投资额“{investment}”不对：请写不小于 0 的金额，单位元。")
    special = tuple(table["subjects"]["words"])
    for subject in subjects:
        if subject not in special:
            message = f"不认识特殊题材“{subject}”。可选：{'、'.join(special)}；其他题材不必写。"
            raise FangcunError("class.subject", Kind.INVALID, message)
    threshold = _threshold(table["thresholds"], on, ai=ai)
    tier, rule, source, graded = _decide(table, threshold, investment, subjects, homepage_push)
    names = _in_force(table["names"], on)
    numbers = _in_force(table["numbers"], on)
    return WorkClass(
        tier=tier,
        name=names[tier.value],
        number_form=numbers[tier.value],
        rule=rule,
        source=source if source == names["source"] else f"{source}；{names['source']}",
        since=max(threshold["since"], names["since"]),
        graded=graded,
    )


def class_of(filing: Filing, *, on: date) -> WorkClass:
    """The class of a work as its producer declares it. Raises as ``classify``."""
    return classify(
        on=on,
        investment=Decimal(filing.investment),
        ai=filing.ai,
        subjects=filing.subjects,
        homepage_push=filing.homepage_push,
    )


def _decide(
    table: dict[str, Any],
    threshold: dict[str, Any],
    investment: Decimal,
    subjects: Sequence[str],
    pushed: bool,
) -> tuple[Tier, str, str, str]:
    if subjects:
        return Tier.KEY, f"特殊题材（{'、'.join(subjects)}）按最高一类管理", table["subjects"]["source"], "V"
    if pushed:
        return Tier.KEY, "平台首页首屏推荐或招商主推的按最高一类管理", table["push"]["source"], table["push"]["graded"]
    kind = "AI作品投资" if threshold["ai"] else "投资"
    key, normal = threshold["key"], threshold["normal"]
    if investment >= key:
        return Tier.KEY, f"{kind}不低于{_wan(key)}", threshold["source"], threshold["graded"]
    if investment >= normal:
        return Tier.NORMAL, f"{kind}{_wan(normal)}（含）至{_wan(key)}", threshold["source"], threshold["graded"]
    return Tier.OTHER, f"{kind}低于{_wan(normal)}", threshold["source"], threshold["graded"]


def _threshold(rows: list[dict[str, Any]], on: date, *, ai: bool) -> dict[str, Any]:
    """The amounts that hold on a day; those for AI where there are any."""
    own = [row for row in rows if row["ai"] and row["since"] <= on] if ai else []
    return _in_force(own or [row for row in rows if not row["ai"]], on)


def _in_force(rows: list[dict[str, Any]], on: date) -> dict[str, Any]:
    """The row that holds on a day: the one that came into force last."""
    held = [row for row in rows if row["since"] <= on]
    if not held:
        first = min(row["since"] for row in rows)
        message = f"{on} 还没有分类规则：数据从 {first} 起。请核对日期。"
        raise FangcunError("class.too_early", Kind.INVALID, message)
    return max(held, key=lambda row: row["since"])


def _wan(amount: int) -> str:
    return f"{amount // 10_000}万元"


@cache
def _table() -> dict[str, Any]:
    return tomllib.loads(_FILE.read_text("utf-8"))
