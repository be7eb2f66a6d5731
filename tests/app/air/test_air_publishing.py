"""Publishing: idempotent, replacing, allowed to those who may, told to the rooms above."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import pytest
from air_house import House
from pytest_django import DjangoAssertNumQueries

from fangcun.air.api import announce, feed, publish, shelf
from fangcun.air.contracts import ReleasePublished
from fangcun.air.models import Release, Title
from fangcun.base.api import blobs
from fangcun.base.contracts import Actor, Role
from fangcun.base.models import AuditEntry, OutboxEvent
from fangcun.base.tenancy import TenantMissingError
from fangcun.kit import clock
from fangcun.kit.errors import FangcunError, Kind

pytestmark = pytest.mark.django_db


def test_an_episode_brings_its_title_onto_the_shelf(house: House) -> None:
    house.publish(1, planned_episodes=12, ai_generated=True)
    [card] = shelf()
    assert (card.name, card.published, card.planned, card.first) == ("灯下", 1, 12, 1)
    assert card.ai_generated
    assert card.in_the_making


def test_publishing_the_same_again_changes_nothing_and_tells_nobody(house: House) -> None:
    first = house.publish()
    before = Release.objects.across_tenants().get()
    with clock.frozen(clock.now() + timedelta(days=1)):
        again = house.publish()
    assert (first.changed, again.changed) == (True, False)
    assert again.release_id == first.release_id
    assert Release.objects.across_tenants().get().published_at == before.published_at
    assert OutboxEvent.objects.filter(name="air.release.published").count() == 1


def test_a_recut_takes_the_place_of_the_episode(house: House) -> None:
    first = house.publish()
    again = house.publish(film=b"another cut", duration_ms=12_000)
    assert (again.changed, again.release_id) == (True, first.release_id)
    [episode] = feed("lamp").episodes
    assert episode.duration_ms == 12_000


def test_every_publication_is_told_and_audited(house: House) -> None:
    house.publish()
    house.publish(film=b"another cut")
    facts = [ReleasePublished(**row.data) for row in OutboxEvent.objects.order_by("id")]
    assert [(f.slug, f.number, f.replaced) for f in facts] == [("lamp", 1, False), ("lamp", 1, True)]
    assert {f.tenant_id for f in facts} == {house.actor.tenant_id}
    assert AuditEntry.objects.filter(action="air.release_published", subject="lamp/1").count() == 2


@pytest.mark.parametrize(("role", "allowed"), [(r, r in (Role.PRODUCER, Role.OPERATOR)) for r in Role])
def test_producers_and_operators_publish_and_nobody_else(house: House, role: Role, allowed: bool) -> None:
    someone = House(Actor(house.actor.tenant_id, "studio", None, "某人", frozenset({role})))
    if allowed:
        assert someone.publish().changed
    else:
        with pytest.raises(FangcunError) as refused:
            someone.publish()
        assert refused.value.kind is Kind.DENIED
        assert not Title.objects.across_tenants().exists()


def test_a_slug_belongs_to_who_used_it_first(house: House, open_house: Callable[[str], House]) -> None:
    house.publish()
    with pytest.raises(FangcunError, match="已被其他机构使用") as refused:
        open_house("rival").publish(name="别人的灯")
    assert refused.value.kind is Kind.CONFLICT
    assert shelf()[0].name == "灯下"


@pytest.mark.parametrize("slug", ["", "a/b", "../x", "a b", "-x", "x" * 81, "a\n"])
def test_a_slug_that_would_break_an_address_is_refused(house: House, slug: str) -> None:
    with pytest.raises(FangcunError, match="代号"):
        house.publish(slug=slug)


def test_a_chinese_slug_is_fine(house: House) -> None:
    assert house.publish(slug="灯下-第二季").slug == "灯下-第二季"
    assert len(feed("灯下-第二季").episodes) == 1


def test_what_cannot_be_played_is_not_published(house: House) -> None:
    with pytest.raises(FangcunError, match="时长"):
        house.publish(duration_ms=0)
    with pytest.raises(FangcunError, match="集号"):
        house.publish(0)
    with pytest.raises(FangcunError, match="不在存储中"):
        house.publish(files={"a.mp4": "ab" * 32})
    with pytest.raises(FangcunError, match="海报"):
        house.publish(poster="ab" * 32)
    with pytest.raises(FangcunError, match="剧名"):
        house.publish(name="  ")
    assert not Release.objects.across_tenants().exists()
    assert not Title.objects.across_tenants().exists()


def test_the_poster_of_the_first_episode_is_the_titles_whichever_comes_first(house: House) -> None:
    one, two, three = (blobs().put(b"\xff\xd8\xff" + bytes([n])) for n in (1, 2, 3))
    house.publish(2, poster=two)
    assert shelf()[0].poster == two
    house.publish(1, poster=one)
    house.publish(3, poster=three)
    assert shelf()[0].poster == one


def test_a_title_can_be_announced_before_its_first_episode(house: House) -> None:
    announce(house.actor, slug="lamp", name="灯下", planned_episodes=3)
    assert [(c.published, c.planned) for c in shelf()] == [(0, 3)]
    house.publish(2)
    assert [(c.published, c.planned) for c in shelf()] == [(1, 3)]


def test_a_title_nobody_promised_anything_of_is_not_on_the_shelf(house: House) -> None:
    announce(house.actor, slug="lamp", name="灯下")
    assert shelf() == []


def test_a_title_that_is_not_public_is_nowhere(house: House) -> None:
    house.publish(public=False)
    assert shelf() == []
    with pytest.raises(FangcunError) as refused:
        feed("lamp")
    assert refused.value.kind is Kind.NOT_FOUND


def test_rows_cannot_be_read_without_a_tenant(house: House) -> None:
    house.publish()
    for model in (Title, Release):
        with pytest.raises(TenantMissingError):
            model.objects.all()


def test_the_shelf_costs_the_same_however_full_it_is(
    house: House, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    for n in range(5):
        house.publish(slug=f"title-{n}")
    with django_assert_num_queries(2):
        assert len(shelf()) == 5


def test_publish_is_the_doors_own(house: House) -> None:
    film = blobs().put(b"film")
    done = publish(house.actor, slug="s", name="名", number=1, duration_ms=1, files={"a.mp4": film})
    assert (done.slug, done.number, done.changed) == ("s", 1, True)
