"""The same way over HTTP: every step that a page offers is an address too."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

from django.test import Client
from review_house import CLEAN, PLANTED, House

Browse = Callable[[str], Client]


def post(client: Client, path: str, **body: Any) -> Any:
    """The answer to a body, as data."""
    answer = client.post(f"/api/review{path}", json.dumps(body), content_type="application/json")
    return answer.status_code, answer.json()


def test_a_case_goes_its_way_over_http(house: House, browse: Browse) -> None:
    lin, anne, chief = browse("producer"), browse("anne"), browse("chief")
    status, made = post(lin, "/cases", draft_id=house.draft(CLEAN), investment=200_000)
    assert status == 201
    pk = made["line"]["id"]
    assert [line["id"] for line in anne.get("/api/review/cases").json()] == [pk]
    assert anne.get(f"/api/review/cases/{pk}/text").json()["text"] == CLEAN
    assert post(anne, f"/cases/{pk}/steps", act="take")[0] == 200
    status, remark = post(anne, f"/cases/{pk}/findings", message="请确认出处", strength="note", start=0, end=4)
    assert status == 201
    assert post(anne, f"/cases/{pk}/steps", act="recommend", call="pass")[1]["line"]["state"] == "final"
    assert post(chief, f"/cases/{pk}/steps", act="take")[0] == 200
    status, decided = post(chief, f"/cases/{pk}/steps", act="decide", call="pass")
    assert decided["line"]["number"].startswith("（晋审）")
    assert remark["key"] in {f["key"] for f in decided["findings"]}
    assert [line["id"] for line in lin.get("/api/review/cases?done=1").json()] == [pk]
    assert chief.get("/api/review/board").json()["decided"] == 1


def test_what_cannot_follow_is_refused_with_the_reason(house: House, browse: Browse) -> None:
    case = house.submit(PLANTED)
    anne = browse("anne")
    status, told = post(anne, f"/cases/{case}/steps", act="decide", call="pass")
    assert status == 403
    post(anne, f"/cases/{case}/steps", act="take")
    status, told = post(anne, f"/cases/{case}/steps", act="recommend", call="pass")
    assert (status, told["error"]["code"]) == (409, "case.open")
    assert post(anne, f"/cases/{case}/steps", act="screen")[0] == 422
    key = house.weighing(case)[0].key
    assert post(anne, f"/cases/{case}/findings/{key}", ruling="upheld", words="请改")[0] == 200


def test_strangers_find_nothing(house: House, browse: Browse) -> None:
    case = house.submit(PLANTED)
    assert browse("rival").get(f"/api/review/cases/{case}").status_code == 404
    assert Client().get(f"/api/review/cases/{case}").status_code == 401


def test_a_text_is_screened_without_being_kept(house: House, browse: Browse) -> None:
    status, found = post(browse("producer"), "/text", text="加微信扫码领红包")
    assert status == 200
    assert found["verdict"] in ("ask", "block")
    assert [f["surface"] for f in found["findings"]]
    assert post(browse("producer"), "/class", investment=5_000_000)[1]["tier"] == "key"
