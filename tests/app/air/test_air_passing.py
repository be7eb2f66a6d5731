"""Where there is a review centre, the theatre shows only what passed, under its number, and not again for ever."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta

import pytest
from air_house import House

from fangcun.air import queries
from fangcun.air.making import passing
from fangcun.air.making.series import commission
from fangcun.air.models import Making, Order
from fangcun.base.api import actor_of, create_user, ensure_tenant, join
from fangcun.base.contracts import Actor, Role
from fangcun.kit import clock
from fangcun.kit.errors import FangcunError
from fangcun.review import api as review
from fangcun.review.contracts import Filing
from fangcun.review.contracts.cases import Call
from fangcun.write import api as write

SCRIPT = "《灯下》\n\n第1集\n\n1-1 夜 内 书房\n人物：阿宁\n△阿宁点灯。\n阿宁：一盏灯就够了。\n"
NOW = datetime(2026, 11, 23, 1, 0, tzinfo=UTC)


class Centre:
    """A review centre that passes what it is sent."""

    def __init__(self) -> None:
        self.first, self.chief = self._member("anne", Role.REVIEWER), self._member("shen", Role.CHIEF)
        review.open_centre(self.chief, short="晋审")

    def _member(self, login: str, role: Role) -> Actor:
        user = create_user(login, name=login, password="only-for-tests", checked=False)
        join(user, ensure_tenant("centre", name="审核中心"), role)
        found = actor_of(user)
        assert found is not None
        return found

    def passes(self, house: House, *, text: str = SCRIPT, investment: int = 100_000) -> tuple[str, str]:
        """The number that a script passes with, and the digest of its file."""
        draft = write.ensure_draft(house.actor, production="灯下", file_name="灯下.txt", data=text.encode())
        case = review.submit(house.actor, draft_id=draft, filing=Filing(investment))
        review.take(self.first, case)
        review.recommend(self.first, case, call=Call.PASS)
        review.take(self.chief, case)
        number = review.decide(self.chief, case, call=Call.PASS)
        return number, write.draft(draft, house.actor).blob


@pytest.fixture
def centre(house: House) -> Centre:
    """The centre, opened on a Monday morning."""
    with clock.frozen(NOW):
        return Centre()


@contextmanager
def refused(code: str, words: str = "") -> Iterator[None]:
    """The refusal that a person would read."""
    with pytest.raises(FangcunError) as caught:
        yield
    assert caught.value.code == code
    assert words in caught.value.message


def on_the_shelf() -> list[str]:
    return [card.name for card in queries.shelf() if card.published]


def test_without_a_centre_a_site_shows_what_its_owner_makes(house: House) -> None:
    house.publish()
    assert on_the_shelf() == ["灯下"]


def test_what_has_not_passed_is_not_shown(house: House, centre: Centre) -> None:
    with refused("air.not_passed"):
        house.publish(slug="灯下")
    assert on_the_shelf() == []


def test_what_passed_is_shown_once_its_opening_has_the_number(house: House, centre: Centre) -> None:
    number, source = centre.passes(house)
    with refused("air.not_passed"):
        house.publish(slug="灯下", source=source)
    with refused("air.not_passed"):
        house.publish(slug="灯下", source="0" * 64, shown_as=number)
    house.publish(slug="灯下", source=source, shown_as=number)
    assert on_the_shelf() == ["灯下"]


def test_another_houses_pass_opens_nothing(house: House, centre: Centre, open_house: object) -> None:
    number, source = centre.passes(house)
    other = open_house("rival")  # type: ignore[operator]  # the fixture opens houses
    with refused("air.not_passed"):
        other.publish(slug="rival-lamp", source=source, shown_as=number)


def test_the_upper_classes_need_their_cut_passed(house: House, centre: Centre) -> None:
    _, source = centre.passes(house, investment=5_000_000)
    [case] = review.work_cases(house.actor, "灯下")
    review.enter_number(centre.chief, case.id, number="（晋）网微剧审字（2026）第001号")
    with refused("air.not_passed", "成片也要过审"):
        house.publish(slug="灯下", source=source, shown_as="（晋）网微剧审字（2026）第001号")


def test_the_third_class_is_reviewed_again_before_it_is_shown_again(house: House, centre: Centre) -> None:
    with clock.frozen(NOW):
        number, source = centre.passes(house)
        house.publish(slug="灯下", source=source, shown_as=number)
    with clock.frozen(NOW + timedelta(days=30)):
        passing.take_down(house.actor, "灯下")
        assert on_the_shelf() == []
        with refused("air.not_passed"):
            passing.put_back(house.actor, "灯下")
    with clock.frozen(NOW + timedelta(days=31)):
        again, _ = centre.passes(house)
        assert again == number, "a work keeps its number"
        passing.put_back(house.actor, "灯下")
        assert on_the_shelf() == ["灯下"]


def test_a_passed_script_waits_to_be_made(house: House, centre: Centre) -> None:
    assert passing.ready(house.actor) == []
    number, _ = centre.passes(house)
    [one] = passing.ready(house.actor)
    assert (one.name, one.number, one.made) == ("灯下", number, False)


def test_a_series_is_made_again_from_what_passed_with_its_number(house: House, centre: Centre) -> None:
    commission(house.actor, file_name="灯下.txt", data=SCRIPT.encode(), name="灯下", planned=False, style="cinema")
    [before] = Making.objects.of(house.actor.tenant_id)
    assert before.shown_as == ""
    number, source = centre.passes(house)
    case = review.work_cases(house.actor, "灯下")[0].id
    passing.carry_number(house.actor.tenant_id, "灯下", case_id=case)
    [after] = Making.objects.of(house.actor.tenant_id)
    assert (after.shown_as, after.source) == (number, source)
    assert after.task_key != before.task_key, "its opening is drawn anew"
    assert Order.objects.of(house.actor.tenant_id).get().style == "cinema"
    assert passing.ready(house.actor) == []


def test_a_cut_is_sent_once_all_of_it_is_made(house: House, centre: Centre) -> None:
    commission(house.actor, file_name="灯下.txt", data=SCRIPT.encode(), name="灯下", planned=False)
    with refused("air.not_made"):
        passing.send_cut(house.actor, "灯下")
