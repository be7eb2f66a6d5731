"""The class of a work by day, investment, subject and make."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from fangcun.kit.errors import FangcunError
from fangcun.review.api import Tier, classify


@pytest.mark.parametrize(
    ("day", "wan", "ai", "tier", "name"),
    [
        ("2024-06-01", 100, False, Tier.KEY, "重点"),
        ("2025-12-31", 99.99, False, Tier.NORMAL, "普通"),
        ("2025-12-31", 30, True, Tier.NORMAL, "普通"),
        ("2025-12-31", 29.99, False, Tier.OTHER, "其他"),
        ("2026-01-01", 100, False, Tier.NORMAL, "普通"),
        ("2026-01-01", 300, False, Tier.KEY, "重点"),
        ("2026-06-30", 80, True, Tier.OTHER, "其他"),
        ("2026-07-01", 80, True, Tier.KEY, "重点"),
        ("2026-07-01", 80, False, Tier.OTHER, "其他"),
        ("2026-08-31", 30, True, Tier.NORMAL, "普通"),
        ("2026-09-01", 30, True, Tier.NORMAL, "二类"),
        ("2026-09-01", 29.99, True, Tier.OTHER, "三类"),
        ("2026-09-01", 300, False, Tier.KEY, "一类"),
    ],
)
def test_the_rule_of_the_day_decides(day: str, wan: float, ai: bool, tier: Tier, name: str) -> None:
    found = classify(on=date.fromisoformat(day), investment=Decimal(str(wan)) * 10_000, ai=ai)
    assert (found.tier, found.name) == (tier, name)


def test_a_special_subject_is_always_in_the_top_class() -> None:
    found = classify(on=date(2026, 10, 1), investment=Decimal(1), subjects=["公安"])
    assert found.tier is Tier.KEY
    assert "公安" in found.rule


def test_a_first_screen_lifts_a_work_to_the_top_class() -> None:
    assert classify(on=date(2026, 10, 1), investment=Decimal(1), homepage_push=True).tier is Tier.KEY


def test_each_class_has_the_form_of_its_number_and_a_source() -> None:
    forms = {classify(on=date(2026, 10, 1), investment=Decimal(n)).number_form for n in (5_000_000, 2_000_000, 100_000)}
    assert len(forms) == 3
    assert any("审字" in form for form in forms)
    assert "令第16号" in classify(on=date(2026, 10, 1), investment=Decimal(1)).source


@pytest.mark.parametrize(
    ("day", "amount", "subjects", "code"),
    [
        (date(2024, 5, 31), Decimal(1), [], "class.too_early"),
        (date(2026, 1, 1), Decimal(-1), [], "class.investment"),
        (date(2026, 1, 1), Decimal("NaN"), [], "class.investment"),
        (date(2026, 1, 1), Decimal(1), ["爱情"], "class.subject"),
    ],
)
def test_what_cannot_be_classed_is_refused(day: date, amount: Decimal, subjects: list[str], code: str) -> None:
    with pytest.raises(FangcunError) as refused:
        classify(on=day, investment=amount, subjects=subjects)
    assert refused.value.code == code
