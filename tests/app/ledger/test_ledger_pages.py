"""The books as finance sees them: pages and the API."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.test import Client
from ledger_house import Books

from fangcun.base.contracts import Role
from fangcun.base.models import AuditEntry
from fangcun.kit import clock
from fangcun.ledger import api

PAGES = ("/ledger/", "/ledger/accounts/", "/ledger/holds/", "/ledger/periods/", "/ledger/check/", "/ledger/export/")


def read(client: Client, page: str) -> str:
    answer = client.get(page)
    assert answer.status_code == 200, page
    whole = b"".join(answer.streaming_content) if answer.streaming else answer.content  # type: ignore[attr-defined]
    return whole.decode()


def hold(books: Books) -> int:
    until = clock.now() + timedelta(minutes=15)
    return api.hold(books.tenant, books.lin, 40, until=until, key="o", kind="unlock", reference="episode:7").id


@pytest.mark.parametrize("page", PAGES)
def test_finance_and_operators_may_look_others_not(browse: Callable[..., Client], page: str) -> None:
    for role, status in ((Role.FINANCE, 200), (Role.OPERATOR, 200), (Role.PRODUCER, 403), (Role.VIEWER, 403)):
        assert browse(role).get(page).status_code == status
    assert Client().get(page).status_code == 403


def test_empty_books_say_what_will_be_there(browse: Callable[..., Client]) -> None:
    client = browse()
    said = [read(client, page) for page in PAGES[:5]]
    for words, page in zip(
        ("账簿还是空的", "还没有账户", "没有冻结着的金额", "还没有结过账", "账实相符"), said, strict=True
    ):
        assert words in page


def test_the_first_page_is_the_trial_balance(books: Books, browse: Callable[..., Client]) -> None:
    books.spend(books.lin, 30)
    page = read(browse(), "/ledger/")
    assert "用户钱包" in page
    assert page.count("¥1,000.00") == 4, "two lines and both sums"
    assert "那时还没有账" in read(browse(Role.OPERATOR), "/ledger/?before=2020-01-01")
    assert browse(Role.CITY).get("/ledger/?before=bad").status_code == 403
    assert browse(Role.FINANCE, tenant="other").get("/ledger/?before=2026-02-31").status_code == 422


def test_an_account_shows_every_entry_with_what_stood_then(books: Books, browse: Callable[..., Client]) -> None:
    books.spend(books.lin, 30, memo="第 7 集 <b>", reference="episode:7")
    hold(books)
    page = read(browse(), f"/ledger/accounts/{books.lin}/")
    for words in ("用户钱包", "viewer:1", "解锁", "签到", "+100", "−30", "第 7 集 &lt;b&gt;", "episode:7", "冻结 40"):
        assert words in page


def test_long_statements_have_pages(books: Books, browse: Callable[..., Client]) -> None:
    for _ in range(60):
        books.spend(books.lin, 1)
    client = browse()
    first = read(client, f"/ledger/accounts/{books.lin}/")
    assert first.count("解锁") == 50
    earlier = first.split("?before=")[1].split('"')[0]
    second = read(client, f"/ledger/accounts/{books.lin}/?before={earlier}")
    assert (second.count("解锁"), second.count("签到"), "回到最新" in second) == (10, 1, True)


def test_accounts_are_found_by_role_and_owner(books: Books, browse: Callable[..., Client]) -> None:
    client = browse()
    assert read(client, "/ledger/accounts/?role=wallet").count("viewer:") == 3, "two rows and the field's example"
    assert "viewer:1<" in read(client, "/ledger/accounts/?owner=viewer:1")
    assert "没有符合的" in read(client, "/ledger/accounts/?owner=nobody")


def test_a_transfer_can_be_taken_back_by_finance_only(books: Books, browse: Callable[..., Client]) -> None:
    spent = books.spend(books.lin, 30)
    address = f"/ledger/transfers/{spent.id}/"
    assert "冲销原因" not in read(browse(Role.OPERATOR), address)
    assert browse(Role.PRODUCER).post(f"{address}reverse/").status_code == 403
    client = browse()
    assert "冲销原因" in read(client, address)
    answer = client.post(f"{address}reverse/", {"memo": "误扣"}, follow=True)
    assert "误扣" in answer.content.decode()
    assert "这笔转账已冲销" in read(client, address)
    assert books.on(books.lin) == 100
    assert AuditEntry.objects.filter(action="ledger.reversed", subject=str(spent.id)).exists()
    again = client.post(f"{address}reverse/", {"memo": "再来"}, follow=True)
    assert "已经冲销过" in again.content.decode()


def test_a_hold_is_let_go_on_its_page(books: Books, browse: Callable[..., Client]) -> None:
    held, client = hold(books), browse()
    assert "episode:7" in read(client, "/ledger/holds/")
    assert "已解冻" in client.post(f"/ledger/holds/{held}/release/", follow=True).content.decode()
    assert books.on(books.lin) == 100


def test_a_month_is_closed_on_its_page(books: Books, browse: Callable[..., Client]) -> None:
    books.spend(books.lin, 10, at=clock.now() - timedelta(days=40))
    client = browse()
    assert 'value="2026-11-01"' in read(client, "/ledger/periods/")
    for day, words in (
        ("2026-11-01", "已结清"),
        ("2026-10-01", "更晚的账期"),
        ("", "请选一个日期"),
        ("x", "日期要写成"),
    ):
        assert words in client.post("/ledger/periods/close/", {"before": day}, follow=True).content.decode()
    assert [p.closed_by for p in api.periods(books.tenant)] == ["finance"]


def test_another_tenant_s_books_do_not_exist(others: Books, browse: Callable[..., Client]) -> None:
    client = browse()
    transfer = others.spend(others.lin, 1).id
    for page in (f"accounts/{others.lin}/", f"transfers/{transfer}/"):
        assert client.get(f"/ledger/{page}").status_code == 404
    assert client.post(f"/ledger/transfers/{transfer}/reverse/").status_code == 404
    assert client.get(f"/api/ledger/accounts/{others.lin}").status_code == 404
    assert others.on(others.lin) == 99


def test_pages_speak_english(books: Books, browse: Callable[..., Client]) -> None:
    client = browse()
    client.cookies["django_language"] = "en"
    page = read(client, "/ledger/")
    assert "Trial balance" in page
    assert "Advertising receivable" in page


# The API


def send(client: Client, path: str, **body: object) -> tuple[int, dict[str, object]]:
    answer = client.post(f"/api/ledger{path}", body, content_type="application/json")
    return answer.status_code, answer.json()


def test_the_api_books_and_reads(books: Books, browse: Callable[..., Client]) -> None:
    client = browse()
    entries = [{"account": books.lin, "amount": 30}, {"account": books.spent, "amount": -30}]
    order = {"key": "k", "kind": "unlock", "entries": entries, "reference": "episode:7"}
    first, again = (send(client, "/transfers", **order) for _ in range(2))
    assert (first[0], again[0], first[1]["id"]) == (201, 200, again[1]["id"])
    assert send(client, "/transfers", **(order | {"memo": "x"}))[0] == 409
    assert send(client, "/transfers", **(order | {"key": "l", "entries": entries[:1]}))[0] == 422
    status, said = send(client, "/transfers", **(order | {"key": "m", "entries": [
        {"account": books.zhou, "amount": 1}, {"account": books.spent, "amount": -1}]}))  # fmt: skip
    assert (status, said["error"]["code"]) == (409, "ledger.funds")  # type: ignore[index]
    assert client.get(f"/api/ledger/accounts/{books.lin}").json()["balance"] == 70
    assert client.get(f"/api/ledger/accounts/{books.lin}/statement").json()[0]["balance"] == 70
    assert client.get(f"/api/ledger/transfers/{first[1]['id']}").json()["entries"][0]["account"]["name"] == "用户钱包"
    assert client.get("/api/ledger/trial-balance").json()["totals"]["COIN"] == [100, 100]
    assert client.get("/api/ledger/check").json()["faults"] == []


def test_the_api_holds_takes_and_lets_go(books: Books, browse: Callable[..., Client]) -> None:
    client = browse()
    until = (clock.now() + timedelta(minutes=5)).isoformat()
    _, held = send(client, "/holds", account=books.lin, amount=40, until=until, key="o", kind="unlock")
    assert [h["amount"] for h in client.get("/api/ledger/holds").json()] == [40]
    status, taken = send(client, f"/holds/{held['id']}/capture", to=books.spent, amount=25)
    assert (status, books.on(books.lin)) == (201, 75)
    assert send(client, f"/holds/{held['id']}/release")[0] == 409
    assert send(client, f"/transfers/{taken['id']}/reverse", memo="退")[0] == 201
    assert books.on(books.lin) == 100


def test_the_api_opens_accounts_and_closes_periods(books: Books, browse: Callable[..., Client]) -> None:
    client = browse()
    _, opened = send(client, "/accounts", role="wallet", owner="viewer:9")
    assert [a["id"] for a in client.get("/api/ledger/accounts?owner=viewer:9").json()] == [opened["id"]]
    assert send(client, "/accounts", role="slush")[0] == 422
    assert send(client, "/periods", ends_at="2026-11-01T00:00:00+08:00")[0] == 200
    assert len(client.get("/api/ledger/periods").json()) == 1


def test_who_only_looks_changes_nothing_by_the_api(books: Books, browse: Callable[..., Client]) -> None:
    client = browse(Role.OPERATOR)
    assert client.get("/api/ledger/trial-balance").status_code == 200
    for path in ("/accounts", "/transfers", "/holds", "/periods"):
        body = {"role": "wallet", "key": "k", "kind": "t", "account": 1, "amount": 1, "until": clock.now().isoformat()}
        body |= {"entries": [{"account": 1, "amount": 1}] * 2, "ends_at": "2026-11-01T00:00:00Z"}
        assert send(client, path, **body)[0] == 403
    assert Client().get("/api/ledger/check").status_code == 401
