"""Login, logout, language and the headers that keep a page safe."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from django.test import Client

from fangcun.base import views
from fangcun.base.api import DEMO_PASSWORD, count_attempt, create_user, ensure_demo
from fangcun.base.models import AuditEntry
from fangcun.config import config
from fangcun.kit import clock
from fangcun.kit.errors import FangcunError

pytestmark = pytest.mark.django_db
PASSWORD = "a long enough one"


@pytest.fixture
def client() -> Client:
    create_user("lin", name="林制片", password=PASSWORD)
    return Client(enforce_csrf_checks=True, headers={"host": "localhost"})


def post(client: Client, address: str, **fields: str) -> object:
    client.get("/account/login/")
    token = client.cookies["csrftoken"].value
    return client.post(address, {**fields, "csrfmiddlewaretoken": token})


def test_one_logs_in_and_out(client: Client) -> None:
    answer = post(client, "/account/login/", login="LIN", password=PASSWORD)
    assert answer.status_code == 302  # type: ignore[attr-defined]
    assert "林制片" in client.get("/account/login/").content.decode()
    post(client, "/account/logout/")
    assert "林制片" not in client.get("/account/login/").content.decode()
    assert [e.action for e in AuditEntry.objects.order_by("id")] == ["user.created", "user.logged_in"]


def test_a_wrong_password_says_so_and_keeps_the_name(client: Client) -> None:
    answer = post(client, "/account/login/", login="lin", password="wrong")
    assert answer.status_code == 401  # type: ignore[attr-defined]
    page = answer.content.decode()  # type: ignore[attr-defined]
    assert "账号或密码不对" in page
    assert 'value="lin"' in page


def test_guessing_is_slowed_down_even_with_the_right_password_at_last(client: Client) -> None:
    for _ in range(10):
        post(client, "/account/login/", login="lin", password="guess")
    answer = post(client, "/account/login/", login="lin", password=PASSWORD)
    assert answer.status_code == 429  # type: ignore[attr-defined]
    assert "分钟后再试" in answer.content.decode()  # type: ignore[attr-defined]


def test_a_limit_counts_in_windows_of_time() -> None:
    start = datetime(2026, 11, 22, 5, 0, tzinfo=UTC)
    with clock.frozen(start):
        for _ in range(3):
            count_attempt("x", most=3, per=timedelta(minutes=15))
        with pytest.raises(FangcunError, match=r"请 1[56] 分钟后再试"):
            count_attempt("x", most=3, per=timedelta(minutes=15))
    with clock.frozen(start + timedelta(minutes=15)):
        count_attempt("x", most=3, per=timedelta(minutes=15))


def test_the_known_password_opens_a_demo_and_nothing_else(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    ensure_demo()
    words = {"login": "producer", "password": DEMO_PASSWORD}
    monkeypatch.setattr(views, "config", lambda: config().model_copy(update={"mode": "site"}))
    assert post(client, "/account/login/", **words).status_code == 401  # type: ignore[attr-defined]
    monkeypatch.undo()
    assert post(client, "/account/login/", **words).status_code == 302  # type: ignore[attr-defined]


def test_a_form_without_its_token_is_refused_in_words(client: Client) -> None:
    answer = client.post("/account/login/", {"login": "lin", "password": PASSWORD})
    assert answer.status_code == 403
    assert "页面已过期" in answer.content.decode()


def test_after_login_one_stays_on_this_site(client: Client) -> None:
    answer = post(client, "/account/login/", login="lin", password=PASSWORD, next="https://evil.example/")
    assert answer.headers["Location"] == "/"  # type: ignore[attr-defined]


def test_the_site_speaks_chinese_first_and_english_on_request(client: Client) -> None:
    assert "登录方寸" in client.get("/account/login/").content.decode()
    post(client, "/language/setlang/", language="en", next="/account/login/")
    assert "Log in to Fangcun" in client.get("/account/login/").content.decode()


def test_scripts_come_from_this_site_alone(client: Client) -> None:
    headers = client.get("/account/login/").headers
    policy = headers["Content-Security-Policy"]
    assert "default-src 'self'" in policy
    assert "'unsafe-inline'" not in policy.split("script-src")[1].split(";")[0]
    assert headers["X-Frame-Options"] == "DENY"
    assert headers["X-Content-Type-Options"] == "nosniff"


def test_an_address_that_leads_nowhere_has_a_page() -> None:
    answer = Client(headers={"host": "localhost"}).get("/no/such/page")
    assert answer.status_code == 404
    assert "没有这个页面" in answer.content.decode()
