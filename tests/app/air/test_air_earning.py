"""Coins are earned once, wait where they must, and follow a guest who signs in."""

from __future__ import annotations

from datetime import timedelta

import pytest
from air_house import House
from django.test import Client
from till_stage import GUEST, MEI, NOW, give, priced, visitor

from fangcun.air.account import minding
from fangcun.air.contracts import Viewer, Visitor
from fangcun.air.discover.guarding import banks_of, keep_banks
from fangcun.air.engine.minors import BANDS
from fangcun.air.engine.talk.standings import Standing
from fangcun.air.models import Follow, Remark, Reward, Title, TitleShare, Unlock, WatchBank, WatchDay
from fangcun.air.till import adopting, books, earning, watching
from fangcun.air.till.buying import buy
from fangcun.air.till.days import today
from fangcun.air.till.paying import pay_due
from fangcun.air.till.wallet import PAGE, wallet
from fangcun.kit import clock
from fangcun.kit.errors import FangcunError
from fangcun.ledger import api as ledger

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)


def sign_in(who: Visitor = MEI) -> earning.Earned:
    return earning.sign_in_today(who)


def balance(who: Visitor = MEI) -> int:
    return books.balance_of(who.viewer)


def suspicious(who: Visitor) -> None:
    """Somebody who claims an hour in a minute, and never sleeps."""
    banks = banks_of([who], now=clock.now())
    bank = banks[who.viewer.key]
    bank.claimed_ms, bank.excess_ms = 4_000_000, 3_900_000
    keep_banks(banks)


def test_seven_days_in_a_row_climb_the_ladder_and_begin_again() -> None:
    got = []
    for day in range(8):
        with clock.frozen(NOW + day * DAY):
            got.append(sign_in().coins)
    assert got == [10, 12, 15, 18, 20, 25, 50, 10]


def test_a_missed_day_begins_again() -> None:
    for day, coins in ((0, 10), (1, 12), (3, 10)):
        with clock.frozen(NOW + day * DAY):
            assert sign_in().coins == coins


def test_a_second_sign_in_on_a_day_earns_nothing() -> None:
    with clock.frozen(NOW):
        sign_in()
        with pytest.raises(FangcunError, match="已经领过"):
            sign_in()
    assert balance() == 10


def test_a_day_is_the_site_s_day() -> None:
    before_midnight = NOW.replace(hour=15, minute=59)  # 23:59 in Shanghai
    with clock.frozen(before_midnight):
        assert sign_in().coins == 10
    with clock.frozen(before_midnight + timedelta(minutes=2)):
        assert sign_in().coins == 12


def test_a_little_is_paid_at_once_and_what_is_more_waits_a_day() -> None:
    with clock.frozen(NOW):
        assert earning.take_task(MEI, "welcome").paid is True  # 40
        assert sign_in().paid is True  # 50
        watching.add({MEI.viewer: 10 * 60_000}, today())
        assert earning.take_watching(MEI, 3).paid is True  # 55
        assert earning.take_watching(MEI, 10).paid is False  # 65 would be more than 60
        assert (balance(), wallet(MEI.viewer).waiting) == (55, 10)
        assert pay_due() == (0, 0)
    with clock.frozen(NOW + DAY):
        assert pay_due() == (1, 0)
        assert (balance(), wallet(MEI.viewer).waiting) == (65, 0)
        assert pay_due() == (0, 0)
    assert ledger.check(books.theatre()).faults == ()


def test_a_second_account_on_the_same_device_waits() -> None:
    with clock.frozen(NOW):
        assert sign_in(visitor("account:7", device="one phone")).paid is True
        assert sign_in(visitor("account:8", device="one phone")).paid is False
        assert sign_in(visitor("account:9", device="another phone")).paid is True


def test_who_is_suspicious_waits_until_somebody_looks_and_then_gets_nothing() -> None:
    with clock.frozen(NOW):
        suspicious(MEI)
        assert sign_in().paid is False
    with clock.frozen(NOW + 2 * DAY):
        assert pay_due() == (0, 0)
    with clock.frozen(NOW + 31 * DAY):
        assert pay_due() == (0, 1)
    assert balance() == 0
    [line] = wallet(MEI.viewer).lines
    assert (line.coins, line.state) == (10, "refused")
    tenant = books.theatre()
    issued = ledger.find_account(tenant, "issued")
    assert issued is not None
    assert ledger.balance(tenant, issued.id) == 0
    assert ledger.check(tenant).faults == ()


def test_watching_is_paid_by_credited_minutes(house: House) -> None:
    house.publish(1, duration_ms=600_000)
    client = Client()
    for second in range(0, 185, 5):
        with clock.frozen(NOW + timedelta(seconds=second)):
            client.post("/watch/lamp/1/position/", {"position_ms": second * 1000})
    assert WatchDay.objects.get().credited_ms == 180_000
    guest = Viewer(WatchDay.objects.get().viewer)
    with clock.frozen(NOW):
        who = Visitor(guest, "phone", "home")
        assert earning.take_watching(who, 3).coins == 5
        with pytest.raises(FangcunError, match="还没看满"):
            earning.take_watching(who, 10)
        with pytest.raises(FangcunError):
            earning.take_watching(who, 4)


def test_who_only_claims_to_have_watched_earns_nothing(house: House) -> None:
    house.publish(1, duration_ms=3_600_000)
    client = Client()
    for second in (0, 1, 2):
        with clock.frozen(NOW + timedelta(seconds=second)):
            client.post("/watch/lamp/1/position/", {"position_ms": second * 1_200_000})
    assert sum(WatchDay.objects.values_list("credited_ms", flat=True)) < 10_000


def test_a_task_is_paid_when_it_is_done() -> None:
    with clock.frozen(NOW):
        with pytest.raises(FangcunError, match="还没有完成"):
            earning.take_task(GUEST, "welcome")
        assert earning.take_task(MEI, "welcome").coins == 40
    with clock.frozen(NOW + 5 * DAY), pytest.raises(FangcunError, match="已经领过"):
        earning.take_task(MEI, "welcome")
    with pytest.raises(FangcunError):
        earning.take_task(MEI, "no such task")


def test_following_sharing_and_saying_something_are_tasks(house: House) -> None:
    house.publish(1)
    title = Title.objects.across_tenants().get()
    who = MEI.viewer.key
    Follow.objects.create(viewer=who, title=title, at=NOW, known=1)
    TitleShare.objects.create(viewer=who, title=title, day=NOW.date())
    Remark.objects.create(title=title, number=1, author=who, text="好看", created_at=NOW, standing=Standing.HELD)
    with clock.frozen(NOW):
        states = {t.task.key: t.ready for t in earning.earning_of(MEI.viewer).tasks}
        assert (states["follow_one"], states["share_one"], states["say_one"]) == (True, True, False)
        Remark.objects.update(standing=Standing.SHOWN)
        assert earning.take_task(MEI, "say_one").coins == 5


def test_in_minors_mode_nothing_is_earned() -> None:
    minding.turn_on(MEI.viewer, pin="1234", band=BANDS[0].key)
    with pytest.raises(FangcunError) as refused:
        sign_in()
    assert refused.value.code == "air.minors_till"
    assert not Reward.objects.exists()


# ---- a guest signs in


def test_a_guest_s_coins_wait_and_come_along(house: House) -> None:
    with clock.frozen(NOW):
        priced(house)
        assert sign_in(GUEST).paid is False
        give(GUEST, 25)
        buy(GUEST, slug="lamp", number=3, price=20)
        adopting.adopt(GUEST.viewer, MEI.viewer)
        assert (balance(GUEST), balance()) == (0, 5)
        assert wallet(MEI.viewer).waiting == 10
        assert Unlock.objects.get().viewer == MEI.viewer.key
        adopting.adopt(GUEST.viewer, MEI.viewer)
        assert (balance(GUEST), balance()) == (0, 5)
    with clock.frozen(NOW + DAY):
        assert pay_due() == (1, 0)
    assert balance() == 15
    assert ledger.check(books.theatre()).faults == ()


def test_what_both_have_earned_is_earned_once(house: House) -> None:
    with clock.frozen(NOW):
        sign_in(GUEST)
        sign_in(MEI)
        adopting.adopt(GUEST.viewer, MEI.viewer)
        assert (balance(), wallet(MEI.viewer).waiting) == (10, 0)
    assert set(Reward.objects.values_list("viewer", "state")) == {
        (GUEST.viewer.key, "refused"), (MEI.viewer.key, "paid"),
    }  # fmt: skip


def test_a_guest_s_rewards_are_not_paid_while_it_is_one() -> None:
    with clock.frozen(NOW):
        sign_in(GUEST)
    with clock.frozen(NOW + 5 * DAY):
        assert pay_due() == (0, 0)
    with clock.frozen(NOW + 40 * DAY):
        assert pay_due() == (0, 1)


def test_who_is_forgotten_leaves_entries_without_devices() -> None:
    sign_in()
    watching.add({MEI.viewer: 60_000}, today())
    adopting.forget(MEI.viewer)
    assert Reward.objects.get().device == ""
    assert not WatchDay.objects.exists()
    assert balance() == 10


# ---- pages


def test_the_page_of_coins_takes_a_guest_through_a_sign_in(client: Client) -> None:
    page = client.get("/coins/").content.decode()
    assert "签到" in page
    assert "登录后到账" in page
    answer = client.post("/coins/earn/", {"what": "sign_in"}, follow=True).content.decode()
    assert "+10 金币，审核后到账" in answer
    assert "今天已签到" in answer
    again = client.post("/coins/earn/", {"what": "sign_in"}, follow=True).content.decode()
    assert "已经领过" in again
    purse = client.get("/wallet/").content.decode()
    assert "签到第 1 天" in purse
    assert "待到账" in purse


def test_a_long_wallet_is_read_page_by_page_and_shows_every_line_once() -> None:
    for n in range(PAGE * 2 + 5):
        give(MEI, 1, key=f"gift {n}")
    seen: list[int] = []
    before = None
    while True:
        page = wallet(MEI.viewer, before=before)
        seen += [line.entry for line in page.lines]
        before = page.more
        if before is None:
            break
    assert len(seen) == len(set(seen)) == PAGE * 2 + 5
    assert seen == sorted(seen, reverse=True)


def test_an_empty_wallet_says_what_to_do(client: Client) -> None:
    assert "还没有金币往来" in client.get("/wallet/").content.decode()
    assert client.get("/api/till/wallet").json() == {"balance": 0, "waiting": 0, "lines": [], "more": None}
    assert not WatchBank.objects.exists()
