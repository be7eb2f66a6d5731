"""Who may see scripts, who may change them, and that no tenant reaches another's."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.test import Client
from script_samples import FIRST

from fangcun.base.contracts import Actor, Role
from fangcun.kit.errors import FangcunError, Kind
from fangcun.write import api
from fangcun.write.contracts import DraftView

SEE = {Role.PRODUCER, Role.OPERATOR, Role.REVIEWER}
EDIT = {Role.PRODUCER, Role.OPERATOR}
PAGES = ["", "1/", "1/breakdown/", "1/scenes/1/", "1/export.xlsx", "1/export.json", "compare/"]


@pytest.mark.parametrize("role", list(Role))
def test_producers_operators_and_reviewers_read_producers_and_operators_write(
    role: Role, draft: DraftView, browse: Callable[..., Client]
) -> None:
    client = browse(role)
    for page in ["/scripts/", *(f"/scripts/{draft.slug}/{p}" for p in PAGES)]:
        assert client.get(page).status_code == (200 if role in SEE else 403), page
    for page in ["/scripts/new/", f"/scripts/{draft.slug}/1/edit/"]:
        assert client.get(page).status_code == (200 if role in EDIT else 403), page
    for page in ["/scripts/upload/", f"/scripts/{draft.slug}/rename/"]:
        sent = client.post(page, {"name": "新名", "text": FIRST + str(role)})
        assert sent.status_code == (302 if role in EDIT else 403), page
    assert client.post("/scripts/check/", {"text": FIRST}).status_code == (200 if role in EDIT else 403)
    assert client.post(f"/scripts/{draft.slug}/archive/").status_code == (302 if role in EDIT else 403)


def test_guests_are_sent_to_the_login(draft: DraftView, client: Client) -> None:
    answer = client.get(f"/scripts/{draft.slug}/1/")
    assert answer.status_code == 403
    assert "/account/login/?next=" in answer.content.decode()


def test_another_tenant_finds_nothing_at_the_addresses(
    draft: DraftView, browse: Callable[..., Client], elsewhere: tuple[str, str]
) -> None:
    client = browse(tenant=elsewhere)
    pages = [*PAGES, "1/edit/", f"files/{draft.id}/"]
    assert [client.get(f"/scripts/{draft.slug}/{p}").status_code for p in pages] == [404] * len(pages)
    for page in ("rename/", "archive/"):
        assert client.post(f"/scripts/{draft.slug}/{page}", {"name": "抢"}).status_code == 404
    stolen = client.post("/scripts/upload/", {"slug": draft.slug, "text": "第1集"})
    assert stolen.status_code == 404


def test_another_tenant_finds_nothing_through_the_door(draft: DraftView, stranger: Actor) -> None:
    calls: list[Callable[[], object]] = [
        lambda: api.draft(draft.id, stranger),
        lambda: api.load(draft.id, stranger),
        lambda: api.open_original(draft.id, stranger),
        lambda: api.production(draft.slug, stranger),
        lambda: api.export_draft(draft.id, stranger, form="txt"),
        lambda: api.compare_drafts(draft.id, draft.id, stranger),
        lambda: api.add_draft(stranger, production=draft.production_id, file_name="a.txt", data=b"1"),
        lambda: api.rename_production(stranger, slug=draft.slug, name="抢"),
        lambda: api.archive_production(stranger, slug=draft.slug),
    ]
    for call in calls:
        with pytest.raises(FangcunError) as caught:
            call()
        assert caught.value.kind is Kind.NOT_FOUND
    assert api.productions(stranger) == []


def test_the_same_name_and_file_in_another_tenant_is_another_production(draft: DraftView, stranger: Actor) -> None:
    theirs = api.add_draft(stranger, production="归来的绣娘", file_name="绣娘.txt", data=FIRST.encode())
    assert theirs.number == 1
    assert theirs.production_id != draft.production_id


def test_a_draft_has_no_address_under_another_production(
    draft: DraftView, actor: Callable[..., Actor], browse: Callable[..., Client]
) -> None:
    other = api.add_draft(actor(), production="另一部", file_name="b.txt", data=FIRST.encode())
    assert browse().get(f"/scripts/{other.slug}/files/{draft.id}/").status_code == 404
    assert browse().get(f"/scripts/{draft.slug}/files/{draft.id}/").status_code == 200
