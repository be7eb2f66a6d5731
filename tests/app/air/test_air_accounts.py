"""Signing in with a code, a guest's history, minors' mode, one's own data."""

from __future__ import annotations

import io
import json
import re
import zipfile
from datetime import UTC, datetime, timedelta

import pytest
from air_house import House
from django.http import HttpResponse
from django.test import Client

from fangcun.air.account import accounts, codes, minding
from fangcun.air.contracts import Viewer
from fangcun.air.engine.minors import BANDS
from fangcun.air.engine.targets import Channel, Target
from fangcun.air.models import ViewerAccount, ViewerCode, WatchState
from fangcun.base.models import AuditEntry, OutboxEvent
from fangcun.config import config
from fangcun.kit import clock
from fangcun.kit.errors import FangcunError

pytestmark = pytest.mark.django_db
ANNA = Target(Channel.EMAIL, "anna@example.com")
HERE = {"device": "phone", "address": "203.0.113.9"}
NOON = datetime(2026, 11, 23, 4, tzinfo=UTC)


def wrong(code: str) -> str:
    """Six digits that are not the code."""
    return f"{(int(code) + 1) % 10**6:06d}"


def sign_in(browser: Client, target: str = "anna@example.com") -> HttpResponse:
    """Go through both pages."""
    browser.post("/sign-in/", {"target": target, "agree": "1"})
    page = browser.get("/sign-in/code/").content.decode()
    found = re.search(r"<code>(\d{6})</code>", page)
    assert found is not None
    return browser.post("/sign-in/code/", {"code": found[1]})


def test_a_code_works_once() -> None:
    code = codes.ask(ANNA, **HERE)
    codes.use(ANNA, code, **HERE)
    with pytest.raises(FangcunError, match="不对或已过期"):
        codes.use(ANNA, code, **HERE)


def test_neither_the_code_nor_the_target_is_kept_in_the_clear() -> None:
    code = codes.ask(ANNA, **HERE)
    kept = str(ViewerCode.objects.values())
    assert code not in kept
    assert "anna" not in kept


def test_five_tries_and_then_not_even_the_right_one() -> None:
    code = codes.ask(ANNA, **HERE)
    for _ in range(5):
        with pytest.raises(FangcunError):
            codes.use(ANNA, wrong(code), **HERE)
    with pytest.raises(FangcunError):
        codes.use(ANNA, code, **HERE)


def test_a_code_is_good_for_five_minutes_and_only_where_it_was_asked_for() -> None:
    with clock.frozen(NOON):
        code = codes.ask(ANNA, **HERE)
        with pytest.raises(FangcunError):
            codes.use(ANNA, code, device="another", address="203.0.113.9")
    with clock.frozen(NOON + timedelta(minutes=5)), pytest.raises(FangcunError):
        codes.use(ANNA, code, **HERE)


def test_the_next_code_after_a_minute_and_five_in_an_hour() -> None:
    with clock.frozen(NOON):
        codes.ask(ANNA, **HERE)
        with pytest.raises(FangcunError) as soon:
            codes.ask(ANNA, **HERE)
    assert soon.value.code == "air.code_wait"
    for minute in range(1, 5):
        with clock.frozen(NOON + timedelta(minutes=minute)):
            codes.ask(ANNA, **HERE)
    with clock.frozen(NOON + timedelta(minutes=5)), pytest.raises(FangcunError) as many:
        codes.ask(ANNA, **HERE)
    assert many.value.code == "too_many_attempts"


def test_the_answer_is_the_same_with_and_without_an_account(client: Client) -> None:
    accounts.sign_in(ANNA, guest=None)
    known = client.post("/sign-in/", {"target": "anna@example.com", "agree": "1"})
    unknown = Client().post("/sign-in/", {"target": "nina@example.com", "agree": "1"})
    assert (known.status_code, known["Location"]) == (unknown.status_code, unknown["Location"])
    assert ViewerAccount.objects.count() == 1


def test_without_a_sender_a_site_in_earnest_lets_nobody_in(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(config(), "mode", "site")
    answer = client.post("/sign-in/", {"target": "anna@example.com", "agree": "1"})
    assert "还没有开通验证码" in answer.content.decode()


def test_a_guest_takes_the_history_along_and_goes_on_elsewhere(client: Client, house: House) -> None:
    house.publish()
    client.post("/watch/lamp/1/position/", {"position_ms": "4000"})
    assert sign_in(client)["Location"] == "/me/"
    assert "灯下" in client.get("/me/").content.decode()
    other = Client()
    sign_in_again(other)
    assert other.get("/api/feed/lamp").json()["episodes"][0]["position_ms"] == 4000
    assert OutboxEvent.objects.filter(name="air.guest.adopted").exists()


def sign_in_again(browser: Client) -> None:
    """On a second device, a minute later."""
    with clock.frozen(clock.now() + timedelta(minutes=2)):
        sign_in(browser)


def test_the_newer_of_two_states_stays(house: House) -> None:
    house.publish()
    title_id = house_title_id()
    mine = accounts.key_of(accounts.sign_in(ANNA, guest=None).pk)
    for viewer, at, hour in ((mine, 9000, 1), ("guest:x", 2000, 2)):
        moment = NOON + timedelta(hours=hour)
        WatchState.objects.create(viewer=viewer, title_id=title_id, number=1, position_ms=at, updated_at=moment)
    accounts.sign_in(ANNA, guest=Viewer("guest:x"))
    assert list(WatchState.objects.values_list("viewer", "position_ms")) == [(mine, 2000)]


def house_title_id() -> int:
    """The one title there is."""
    from fangcun.air.models import Title

    return Title.objects.across_tenants().get().pk


def test_whoever_leaves_is_a_new_guest(client: Client, house: House) -> None:
    house.publish()
    client.post("/watch/lamp/1/position/", {"position_ms": "4000"})
    sign_in(client)
    client.post("/sign-out/")
    assert "灯下" not in client.get("/me/").content.decode()
    assert WatchState.objects.count() == 1


def test_minors_see_only_what_is_marked_and_only_with_time_left(client: Client, house: House) -> None:
    house.publish()
    house.publish(slug="moon", name="月下")
    minding.mark_suitable("moon")
    with clock.frozen(NOON):
        client.post("/me/minors/", {"pin": "2468", "band": "under_16"})
        assert [t["slug"] for t in client.get("/api/titles").json()] == ["moon"]
        assert client.get("/api/feed/lamp").status_code == 403
        assert client.get("/watch/lamp/1/").status_code == 403
        expires = client.get("/api/feed/moon").json()["episodes"][0]["expires"]
        assert expires <= NOON.timestamp() + 40 * 60
    for minute in range(42):
        with clock.frozen(NOON + timedelta(minutes=minute)):
            client.post("/watch/moon/1/position/", {"position_ms": "100"})
    with clock.frozen(NOON + timedelta(minutes=42)):
        assert client.get("/api/feed/moon").json()["error"]["code"] == "air.minors_time"
    with clock.frozen(NOON + timedelta(hours=11)):
        assert client.get("/api/feed/moon").json()["error"]["code"] == "air.minors_hours"


def test_only_the_pin_ends_minors_mode_and_tries_are_counted(client: Client) -> None:
    client.post("/me/minors/", {"pin": "2468", "band": "under_16"})
    assert client.post("/sign-out/").status_code == 403
    assert client.post("/me/minors/", {"pin": "1111"}).status_code == 422
    assert client.post("/me/minors/", {"pin": "2468"}).status_code == 302
    client.post("/me/minors/", {"pin": "2468", "band": "under_16"})
    codes_seen = [client.post("/me/minors/", {"pin": "0000"}).status_code for _ in range(4)]
    assert codes_seen[-1] == 429


def test_no_second_account_leads_out_of_minors_mode(client: Client) -> None:
    sign_in(client)
    client.post("/me/minors/", {"pin": "2468", "band": "under_16"})
    assert client.post("/sign-in/", {"target": "nina@example.com", "agree": "1"})["Location"] == "/me/"
    assert ViewerAccount.objects.count() == 1


def test_a_guest_in_minors_mode_stays_in_it_by_signing_in(client: Client) -> None:
    client.post("/me/minors/", {"pin": "2468", "band": "under_16"})
    sign_in(client)
    assert client.post("/sign-out/").status_code == 403


def test_one_file_holds_everything_kept(client: Client, house: House) -> None:
    house.publish()
    client.post("/watch/lamp/1/position/", {"position_ms": "4000"})
    sign_in(client)
    with zipfile.ZipFile(io.BytesIO(client.post("/me/export/").content)) as box:
        data = json.loads(box.read("data.json"))["data"]
        page = box.read("index.html").decode()
    assert data["账号"][0]["登录方式"] == "anna@example.com"
    assert data["观看记录"][0]["剧名"] == "灯下"
    assert "灯下" in page


def test_whoever_asks_is_forgotten_after_fifteen_days(client: Client, house: House) -> None:
    house.publish()
    client.post("/watch/lamp/1/position/", {"position_ms": "4000"})
    with clock.frozen(NOON):
        sign_in(client)
    with clock.frozen(NOON + timedelta(minutes=2)):
        asked = client.post("/me/forget/").content.decode()
        code = re.search(r"<code>(\d{6})</code>", asked)
        assert code is not None
        client.post("/me/forget/", {"code": code[1]})
    with clock.frozen(NOON + timedelta(days=15)):
        assert accounts.forget_due() == 0
    with clock.frozen(NOON + timedelta(days=16)):
        assert accounts.forget_due() == 1
        assert accounts.forget_due() == 0
    assert not WatchState.objects.exists()
    assert ViewerAccount.objects.get().target is None
    assert "anna" not in str(list(AuditEntry.objects.values("subject", "data")))


def test_signing_in_during_the_days_of_grace_keeps_the_account() -> None:
    with clock.frozen(NOON):
        account = accounts.sign_in(ANNA, guest=None)
        accounts.ask_to_be_forgotten(account.pk)
    with clock.frozen(NOON + timedelta(days=10)):
        assert accounts.sign_in(ANNA, guest=None).pk == account.pk
    with clock.frozen(NOON + timedelta(days=30)):
        assert accounts.forget_due() == 0


def test_a_forgotten_pin_is_replaced_by_a_code_to_the_account_s_own_phone(client: Client) -> None:
    with clock.frozen(NOON):
        sign_in(client)
        client.post("/me/minors/", {"pin": "1234", "band": BANDS[0].key})
    viewer = Viewer(accounts.key_of(ViewerAccount.objects.get().pk))
    with clock.frozen(NOON + timedelta(minutes=2)):
        page = client.post("/me/minors/forgotten/").content.decode()
        found = re.search(r"<code>(\d{6})</code>", page)
        assert found is not None
        assert "不对或已过期" in client.post("/me/minors/forgotten/", {"code": wrong(found[1])}).content.decode()
        assert minding.state_of(viewer) is not None
        client.post("/me/minors/forgotten/", {"code": found[1]})
    assert minding.state_of(viewer) is None
    assert AuditEntry.objects.filter(action="air.minors_off_by_code").exists()


def test_a_guest_who_forgot_the_pin_has_no_way_around_it(client: Client) -> None:
    client.post("/me/minors/", {"pin": "1234", "band": BANDS[0].key})
    assert client.get("/me/minors/forgotten/").status_code == 302
    assert "忘记密码" not in client.get("/me/").content.decode()
