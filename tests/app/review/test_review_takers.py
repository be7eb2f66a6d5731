"""Many reach for one case at once: one has it."""

from __future__ import annotations

import os
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from django.db import connection
from review_house import CLEAN, House

from fangcun.kit.errors import FangcunError
from fangcun.review import api
from fangcun.review.models import StepRow

TAKERS = 8
on_postgres = pytest.mark.skipif(
    not os.environ.get("FANGCUN_DATABASE_URL", "").startswith("postgres"),
    reason="an in-memory SQLite has one connection; the part on PostgreSQL runs it",
)


@on_postgres
@pytest.mark.django_db(transaction=True)
def test_one_of_many_takes_a_case(emptied_steps: None, house: House) -> None:
    case = house.submit(CLEAN)
    start = Barrier(TAKERS)

    def reach(place: int) -> str:
        start.wait()
        try:
            api.take(house["anne" if place % 2 else "ben"], case)
        except FangcunError as refused:
            return refused.code
        finally:
            connection.close()
        return "has it"

    with ThreadPoolExecutor(TAKERS) as pool:
        answers = list(pool.map(reach, range(TAKERS)))
    assert set(answers) == {"has it", "case.held"}
    takers = set(StepRow.objects.filter(case_id=case, act="take").values_list("by_id", flat=True))
    assert len(takers) == 1
