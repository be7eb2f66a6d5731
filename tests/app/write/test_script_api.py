"""The HTTP API of the scripts: what a program gets, and what it is refused."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from script_samples import FIRST, SECOND, UNREADABLE

from fangcun.base.contracts import Actor, Role
from fangcun.write import api, services
from fangcun.write.contracts import DraftView

pytestmark = pytest.mark.urls("script_urls")
Browse = Callable[..., Client]


def _upload(client: Client, data: bytes, *, name: str = "绣娘.txt", **fields: object) -> tuple[int, dict[str, object]]:
    answer = client.post("/api/scripts", {"file": SimpleUploadedFile(name, data), **fields})
    return answer.status_code, answer.json()


def test_an_uploaded_draft_is_listed_with_its_figures(browse: Browse) -> None:
    status, added = _upload(browse(), FIRST.encode(), production="绣娘")
    assert (status, added["production_name"]) == (201, "绣娘")
    [production] = browse().get("/api/scripts").json()
    [draft] = production["drafts"]
    assert draft == added["draft"]
    assert (draft["number"], draft["stats"]["scenes"]) == (1, 3)
    assert browse().get(f"/api/scripts/{draft['id']}/about").json() == draft


def test_a_draft_reads_as_the_stable_contract(draft: DraftView, browse: Browse, actor: Callable[..., Actor]) -> None:
    answer = browse().get(f"/api/scripts/{draft.id}").json()
    assert answer == api.to_json(*api.load(draft.id, actor()))
    assert [s["id"] for e in answer["episodes"] for s in e["scenes"]] == ["1-1", "1-2", "2-1"]


def test_a_posted_text_is_judged_and_not_kept(browse: Browse, actor: Callable[..., Actor]) -> None:
    text = FIRST + "\n第4集\n4-1 日 内 厨房\n林夏：少了一集。\n"
    answer = browse().post("/api/scripts/problems", {"text": text}, content_type="application/json").json()
    assert answer["scenes"] == 4
    assert {"code", "severity", "line", "message"} <= set(answer["problems"][0])
    assert api.productions(actor()) == []


def test_two_drafts_compare(draft: DraftView, browse: Browse) -> None:
    _, added = _upload(browse(), SECOND.encode(), production_id=draft.production_id)
    second = added["draft"]["id"]  # type: ignore[index]  # JSON
    answer = browse().get(f"/api/scripts/comparison?old={draft.id}&new={second}").json()
    assert [c["kind"] for c in answer["changes"]] == ["same", "changed", "same", "added"]
    assert answer["changes"][3]["needs"][0]["work"] == "reschedule"


def test_a_draft_is_exported(draft: DraftView, browse: Browse) -> None:
    answer = browse().get(f"/api/scripts/{draft.id}/export/fountain")
    assert answer.headers["Content-Disposition"].startswith("attachment")
    assert "绣坊客厅" in answer.content.decode()


@pytest.mark.parametrize(
    ("data", "status", "code"),
    [(FIRST.encode(), 409, "draft.exists"), (UNREADABLE, 422, "script."), (b"", 422, "script.")],
)
def test_refusals_say_what_is_wrong(draft: DraftView, browse: Browse, data: bytes, status: int, code: str) -> None:
    got, answer = _upload(browse(), data, production_id=draft.production_id)
    error = answer["error"]
    assert isinstance(error, dict)
    assert got == status
    assert error["code"].startswith(code)
    assert error["message"]


@pytest.mark.parametrize("path", ["", "/{id}", "/{id}/about", "/{id}/export/xlsx", "/comparison?old={id}&new={id}"])
def test_only_members_who_may_see_scripts_get_them(
    draft: DraftView, browse: Browse, client: Client, elsewhere: tuple[str, str], path: str
) -> None:
    address = "/api/scripts" + path.format(id=draft.id)
    assert client.get(address).status_code == 401
    assert browse(Role.VIEWER).get(address).status_code == 403
    assert browse(Role.REVIEWER).get(address).status_code == 200
    theirs = browse(tenant=elsewhere).get(address)
    if path:
        assert theirs.status_code == 404
    else:
        assert theirs.json() == []


def test_reviewers_cannot_upload(browse: Browse) -> None:
    assert _upload(browse(Role.REVIEWER), FIRST.encode())[0] == 403


def test_a_change_without_the_token_is_refused(browse: Browse) -> None:
    client = browse(csrf=True)
    file = SimpleUploadedFile("a.txt", FIRST.encode())
    assert client.post("/api/scripts", {"file": file}).status_code == 403
    client.get("/scripts/")
    token = client.cookies["csrftoken"].value
    file.seek(0)
    assert client.post("/api/scripts", {"file": file}, headers={"X-CSRFToken": token}).status_code == 201


def test_uploads_are_counted(browse: Browse, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(services, "UPLOADS_PER_USER", 2)
    sent = [_upload(browse(), f"{FIRST}{n}".encode()) for n in range(3)]
    assert [status for status, _ in sent] == [201, 201, 503]
    assert "请 " in str(sent[2][1])
