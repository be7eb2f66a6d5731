"""Call sheets: typed for a day, issued for good, acknowledged by link; the log that is written against them."""

from __future__ import annotations

import io
import zipfile
from datetime import date
from pathlib import Path

import pytest
from django.db import DatabaseError, transaction
from django.test import Client
from django.urls import reverse
from sheet_rows import DAY, one_day

from fangcun.base.api import actor_of_tenant, blobs, create_user, ensure_tenant, join
from fangcun.base.contracts import Actor, Role
from fangcun.kit.errors import FangcunError
from fangcun.shoot.models import CallSheet, Placement, Plan, Receipt, Shoot, Strip, Take
from fangcun.shoot.queries.logs import day_report
from fangcun.shoot.queries.sheets import issued_sheet, issued_sheets, preview
from fangcun.shoot.services.logs import log_outcome, log_take
from fangcun.shoot.services.papers import write_papers
from fangcun.shoot.services.sheets import acknowledge, edit_sheet, issue_sheet

pytestmark = pytest.mark.django_db


@pytest.fixture
def producer() -> Actor:
    return actor_of_tenant(ensure_tenant("fangcun", name="方寸影视").pk)


@pytest.fixture
def stranger() -> Actor:
    return actor_of_tenant(ensure_tenant("elsewhere", name="别家影视").pk)


@pytest.fixture
def shoot(producer: Actor) -> Shoot:
    return one_day(producer)


def test_times_follow_the_plan_until_somebody_types_others(producer: Actor, shoot: Shoot) -> None:
    assert [row.starts_at for place in preview(producer, shoot.pk, day=DAY).places for row in place.rows] == [
        "07:30",
        "08:00",
    ]
    edit_sheet(producer, shoot.pk, day=DAY, edits={"weather": "晴", "rows": {"1-1": {"note": "带伞"}}})
    sheet = edit_sheet(producer, shoot.pk, day=DAY, edits={"roles": {"沈青": {"makeup_at": "05:30"}}})
    assert sheet.weather == "晴"
    assert sheet.places[0].rows[1].note == "带伞"
    assert sheet.roles[0].makeup_at == "05:30"
    assert edit_sheet(producer, shoot.pk, day=DAY, edits={"weather": ""}).weather == ""


def test_what_is_not_on_the_sheet_cannot_be_typed(producer: Actor, shoot: Shoot) -> None:
    with pytest.raises(FangcunError, match="没有可改的"):
        edit_sheet(producer, shoot.pk, day=DAY, edits={"version": 9})


def test_an_issued_sheet_cannot_be_changed_or_deleted(producer: Actor, shoot: Shoot) -> None:
    sheet, _ = issue_sheet(producer, shoot.pk, day=DAY)
    rows = CallSheet.objects.of(producer.tenant_id).filter(pk=sheet.id)
    with pytest.raises(DatabaseError, match="immutable"), transaction.atomic():
        rows.update(version=9)
    with pytest.raises(DatabaseError, match="immutable"), transaction.atomic():
        rows._raw_delete(rows.db)
    assert blobs().get(sheet.pdf).startswith(b"%PDF")


def test_a_reissue_is_the_next_version_with_its_changes_marked(producer: Actor, shoot: Shoot) -> None:
    issue_sheet(producer, shoot.pk, day=DAY)
    with pytest.raises(FangcunError, match="没有不同"):
        issue_sheet(producer, shoot.pk, day=DAY)
    Placement.objects.filter(strip__shoot=shoot, strip__key="1-1").delete()
    sheet = preview(producer, shoot.pk, day=DAY)
    assert (sheet.version, sheet.changes) == (2, ("取消 1-1",))
    issue_sheet(producer, shoot.pk, day=DAY)
    assert [s.version for s in issued_sheets(producer, shoot.pk)] == [2, 1]


def test_a_day_without_scenes_has_no_sheet_to_issue(producer: Actor, shoot: Shoot) -> None:
    with pytest.raises(FangcunError, match="没有排戏"):
        issue_sheet(producer, shoot.pk, day=date(2026, 11, 24))


def test_a_recipient_acknowledges_by_a_token_that_is_not_stored(producer: Actor, shoot: Shoot) -> None:
    sheet, (delivery,) = issue_sheet(producer, shoot.pk, day=DAY)
    assert sheet.waiting == ("沈青",)
    assert not Receipt.objects.filter(token=delivery.token).exists()
    first = acknowledge(delivery.token, address="10.0.0.1").acknowledged_at
    assert acknowledge(delivery.token, address="10.0.0.1").acknowledged_at == first
    assert issued_sheet(producer, sheet.id).waiting == ()
    with pytest.raises(FangcunError) as refused:
        acknowledge("wrong", address="10.0.0.1")
    assert refused.value.code == "sheet.missing"


def test_guessing_tokens_is_slowed_down(producer: Actor, shoot: Shoot) -> None:
    for _ in range(120):
        with pytest.raises(FangcunError, match="没有这张通告单"):
            acknowledge("guess", address="10.0.0.9")
    with pytest.raises(FangcunError, match="次数过多"):
        acknowledge("guess", address="10.0.0.9")


def test_the_link_needs_no_login_and_an_old_version_says_so(producer: Actor, shoot: Shoot, client: Client) -> None:
    _, (delivery,) = issue_sheet(producer, shoot.pk, day=DAY)
    address = reverse("shoot:receipt", args=[delivery.token])
    page = client.get(address)
    assert page.status_code == 200
    assert "古城来信" in page.content.decode()
    assert client.post(reverse("shoot:receipt_confirm", args=[delivery.token])).status_code == 302
    assert "已回" in client.get(address).content.decode()
    assert client.get(reverse("shoot:receipt_pdf", args=[delivery.token])).content[:5] == b"%PDF-"
    Placement.objects.filter(strip__shoot=shoot, strip__key="1-1").delete()
    issue_sheet(producer, shoot.pk, day=DAY)
    assert "已过时" in client.get(address).content.decode()
    assert client.get(reverse("shoot:receipt", args=["wrong"])).status_code == 404


def test_another_tenant_sees_nothing_of_it(producer: Actor, stranger: Actor, shoot: Shoot) -> None:
    sheet, _ = issue_sheet(producer, shoot.pk, day=DAY)
    strip = Strip.objects.filter(shoot=shoot).first()
    assert strip is not None
    for trespass in (
        lambda: preview(stranger, shoot.pk, day=DAY),
        lambda: issue_sheet(stranger, shoot.pk, day=DAY),
        lambda: edit_sheet(stranger, shoot.pk, day=DAY, edits={"weather": "雨"}),
        lambda: issued_sheet(stranger, sheet.id),
        lambda: day_report(stranger, shoot.pk, day=DAY),
        lambda: log_outcome(stranger, strip.pk, day=DAY, state="done"),
    ):
        with pytest.raises(FangcunError) as refused:
            trespass()
        assert refused.value.code.endswith(".missing")


def test_a_take_sent_twice_is_one_take_and_the_next_number_follows(producer: Actor, shoot: Shoot) -> None:
    strip = Strip.objects.get(shoot=shoot, key="1-0")
    assert log_take(producer, strip.pk, day=DAY, shot="1", take=1, verdict="ng", key="k1")
    assert not log_take(producer, strip.pk, day=DAY, shot="1", take=1, verdict="ng", key="k1")
    assert Take.objects.filter(strip=strip).count() == 1
    assert day_report(producer, shoot.pk, day=DAY).scenes[0].next_take == ("1", 2)
    log_take(producer, strip.pk, day=DAY, shot="1", take=2, verdict="good", key="k2")
    assert day_report(producer, shoot.pk, day=DAY).scenes[0].next_take == ("2", 1)


def test_the_report_sets_what_was_done_against_the_plan(producer: Actor, shoot: Shoot) -> None:
    strip = Strip.objects.get(shoot=shoot, key="1-0")
    log_outcome(producer, strip.pk, day=DAY, state="part", minutes=20)
    log_outcome(producer, strip.pk, day=DAY, state="done", minutes=45)
    report = day_report(producer, shoot.pk, day=DAY)
    assert (report.done, report.actual_minutes, report.planned_minutes) == (1, 45, 60)


def test_all_papers_come_in_one_archive(producer: Actor, shoot: Shoot, client: Client) -> None:
    user = create_user("lin", name="林制片", password="of this test only", checked=False)
    join(user, ensure_tenant("fangcun", name="方寸影视"), Role.PRODUCER)
    assert client.get(reverse("shoot:papers", args=[shoot.pk])).status_code in (302, 403)
    client.force_login(user)
    for language in ("zh", "en"):
        answer = client.get(reverse("shoot:papers", args=[shoot.pk]), {"lang": language})
        names = zipfile.ZipFile(io.BytesIO(answer.content)).namelist()
        assert {"大计划.pdf", "计划与日程.xlsx", "拍摄日历.ics"} <= set(names)


def test_all_papers_are_written(producer: Actor, shoot: Shoot, tmp_path: Path) -> None:
    plan = Plan.objects.of(producer.tenant_id).get()
    written = write_papers(producer, plan.pk, tmp_path, shoot_id=shoot.pk)
    names = {path.relative_to(tmp_path).as_posix() for path in written}
    assert names == {
        "大计划.pdf",
        "顺场表.pdf",
        "顺景表.pdf",
        "演员日程.pdf",
        "计划与日程.xlsx",
        "通告单/第01天 11月23日.pdf",
        "拍摄日历.ics",
    }
    assert all(path.read_bytes()[:5] == b"%PDF-" for path in written if path.suffix == ".pdf")
