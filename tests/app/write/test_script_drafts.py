"""Drafts come in, are read, numbered and kept; nothing a user gave is lost."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from script_samples import FIRST, SECOND, UNREADABLE

from fangcun.base.api import blobs
from fangcun.base.contracts import Actor
from fangcun.base.models import AuditEntry, OutboxEvent
from fangcun.config import config
from fangcun.kit import digest
from fangcun.kit.errors import FangcunError, Kind
from fangcun.write import api, services
from fangcun.write.contracts import DraftView

People = Callable[..., Actor]


def test_the_first_file_makes_a_production_and_is_its_draft_1(draft: DraftView, actor: People) -> None:
    assert (draft.production_name, draft.slug, draft.number) == ("归来的绣娘", "归来的绣娘", 1)
    assert draft.stats is not None
    assert (draft.stats.episodes, draft.stats.scenes) == (2, 3)
    assert draft.stats.seconds[0] < draft.stats.seconds[1]
    [listed] = api.productions(actor())
    assert listed.latest == draft


def test_without_a_name_the_script_names_its_production(actor: People) -> None:
    view = api.add_draft(actor(), file_name="2026终稿.txt", data=FIRST.encode())
    assert view.production_name == "归来的绣娘"


def test_the_next_file_is_draft_2_and_both_stay_as_they_were_given(draft: DraftView, actor: People) -> None:
    given = SECOND.encode("gb18030")
    second = api.add_draft(actor(), production=draft.production_id, file_name="绣娘.txt", data=given)
    assert second.number == 2
    assert (second.encoding or "").lower().replace("-", "") == "gb18030"
    _, stream = api.open_original(second.id, actor())
    with stream:
        assert stream.read() == given
    _, stream = api.open_original(draft.id, actor())
    with stream:
        assert stream.read() == FIRST.encode()


def test_the_same_file_again_is_said_to_be_there_already(draft: DraftView, actor: People) -> None:
    with pytest.raises(FangcunError, match="第 1 稿") as caught:
        api.add_draft(actor(), production="归来的绣娘", file_name="改个名字.txt", data=FIRST.encode())
    assert (caught.value.kind, caught.value.data["draft_id"]) == (Kind.CONFLICT, draft.id)
    assert api.ensure_draft(actor(), production="归来的绣娘", file_name="x.txt", data=FIRST.encode()) == draft.id


def test_the_same_file_may_be_in_two_productions(draft: DraftView, actor: People) -> None:
    other = api.add_draft(actor(), production="绣娘 短版", file_name="绣娘.txt", data=FIRST.encode())
    assert other.production_id != draft.production_id
    assert other.number == 1


def test_a_file_that_cannot_be_read_is_kept_and_takes_no_number(actor: People) -> None:
    with pytest.raises(FangcunError) as caught:
        api.add_draft(actor(), production="绣娘", file_name="坏文件.txt", data=UNREADABLE)
    [production] = api.productions(actor())
    [kept] = production.unread
    assert (kept.number, kept.stats, kept.failure) == (None, None, caught.value.message)
    assert blobs().get(kept.blob) == UNREADABLE
    readable = api.add_draft(actor(), production="绣娘", file_name="好文件.txt", data=FIRST.encode())
    assert readable.number == 1
    assert api.production(production.slug, actor()).unread == ()


def test_a_file_that_a_later_reader_can_read_becomes_the_latest_draft(
    draft: DraftView, actor: People, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(blob: str, *, file_name: str) -> None:
        raise FangcunError("script.format", Kind.INVALID, "还读不了这种文件。")

    with monkeypatch.context() as patch:
        patch.setattr(services, "read_file", refuse)
        with pytest.raises(FangcunError):
            api.add_draft(actor(), production=draft.production_id, file_name="b.txt", data=SECOND.encode())
    api.add_draft(actor(), production=draft.production_id, file_name="c.txt", data=f"{FIRST}\n".encode())
    again = api.add_draft(actor(), production=draft.production_id, file_name="b.txt", data=SECOND.encode())
    production = api.production(draft.slug, actor())
    assert again.number == 3
    assert production.latest == again
    assert [d.number for d in production.drafts] == [3, 2, 1]


def test_a_file_beyond_the_limit_is_refused_before_it_is_kept(actor: People, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(config(), "upload_megabytes", 1)
    data = b"a" * (1024 * 1024 + 1)
    with pytest.raises(FangcunError, match=r"1\.0 MB，超过上限 1 MB"):
        api.add_draft(actor(), production="太长", file_name="太长.txt", data=data)
    assert not blobs().has(digest.of_bytes(data))
    assert api.productions(actor()) == []


def test_every_draft_is_a_fact_in_the_outbox_and_a_line_in_the_audit_log(draft: DraftView, actor: People) -> None:
    [fact] = OutboxEvent.objects.filter(name="write.draft.added")
    assert fact.tenant_id == actor().tenant_id
    assert fact.data["draft_id"] == draft.id
    line = AuditEntry.objects.get(action="draft.added")
    assert (line.user_id, line.subject, line.data["number"]) == (actor().user_id, draft.slug, 1)


def test_a_production_is_renamed_and_keeps_its_address(draft: DraftView, actor: People) -> None:
    assert api.rename_production(actor(), slug=draft.slug, name="  归来\n的 绣娘2 ") == draft.slug
    assert api.production(draft.slug, actor()).name == "归来 的 绣娘2"
    assert AuditEntry.objects.get(action="production.renamed").data == {
        "before": "归来的绣娘",
        "after": "归来 的 绣娘2",
    }


def test_an_archived_production_leaves_the_list_and_can_come_back(draft: DraftView, actor: People) -> None:
    api.archive_production(actor(), slug=draft.slug)
    assert api.productions(actor()) == []
    assert [p.name for p in api.productions(actor(), archived=True)] == ["归来的绣娘"]
    assert api.load(draft.id, actor())[0].source == FIRST
    again = api.add_draft(actor(), production="归来的绣娘", file_name="绣娘.txt", data=FIRST.encode())
    assert again.slug == "归来的绣娘-2"
    api.restore_production(actor(), slug=draft.slug)
    assert len(api.productions(actor())) == 2
    assert AuditEntry.objects.filter(action__in=["production.archived", "production.restored"]).count() == 2


def test_loading_a_draft_gives_the_screenplay_with_a_breakdown_of_every_scene(draft: DraftView, actor: People) -> None:
    screenplay, breakdown = api.load(draft.id, actor())
    assert screenplay.source == FIRST
    assert [b.scene for b in breakdown.scenes] == list(screenplay.scenes())
    assert [s.place for s in screenplay.scenes()] == ["绣坊客厅", "古城夜市", "周家书房"]


def test_two_drafts_compare_by_their_scenes(draft: DraftView, actor: People) -> None:
    second = api.add_draft(actor(), production=draft.production_id, file_name="绣娘.txt", data=SECOND.encode())
    result = api.compare_drafts(draft.id, second.id, actor())
    assert [c.kind for c in result.comparison.changes] == ["same", "changed", "same", "added"]


@pytest.mark.parametrize("form", ["xlsx", "fountain", "fdx", "json", "txt"])
def test_a_draft_is_exported_under_the_name_of_its_production(draft: DraftView, actor: People, form: str) -> None:
    made = api.export_draft(draft.id, actor(), form=form)
    assert made.file_name == f"归来的绣娘-1.{form}"
    assert made.data


def test_an_unknown_form_is_refused_with_those_there_are(draft: DraftView, actor: People) -> None:
    with pytest.raises(FangcunError, match="xlsx、fountain"):
        api.export_draft(draft.id, actor(), form="doc")


@pytest.mark.parametrize(
    "name",
    [
        "../../etc/passwd.txt",
        "C:\\稿子\\绣娘.txt",
        "绣娘\r\nSet-Cookie: a=b.txt",
        "\u202egnp.txt",
        "a" * 400 + ".txt",
        "",
        "..",
        '<b>"绣"</b>.txt',
    ],
)
def test_hostile_file_names_become_plain_ones(actor: People, name: str) -> None:
    view = api.add_draft(actor(), production="绣娘", file_name=name, data=FIRST.encode())
    assert view.file_name.endswith(".txt")
    assert len(view.file_name) <= 200
    assert not set(view.file_name) & set('/\\\r\n"<>\u202e')


@pytest.mark.parametrize(
    ("name", "slug"),
    [("new", "new-2"), ("upload", "upload-2"), ("../admin", "admin"), ("A  b／c", "a-b-c"), ("？？", "script")],
)
def test_addresses_of_productions_never_stand_in_the_way_of_pages(actor: People, name: str, slug: str) -> None:
    assert api.add_draft(actor(), production=name, file_name="a.txt", data=FIRST.encode()).slug == slug


@pytest.mark.parametrize("name", ["长" * 121, "\u200b\u202e"])
def test_a_production_needs_a_name_that_can_be_read(draft: DraftView, actor: People, name: str) -> None:
    with pytest.raises(FangcunError, match="剧名"):
        api.rename_production(actor(), slug=draft.slug, name=name)
