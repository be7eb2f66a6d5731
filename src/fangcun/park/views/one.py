"""The page of one thing: what is known of it, its pictures, its week."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_GET, require_POST

from fangcun.base.api import may
from fangcun.base.contracts import Actor
from fangcun.kit.errors import FangcunError, Kind
from fangcun.park import api
from fangcun.park.contracts import PersonView, ResourceKind, SheetKind, SpaceView
from fangcun.park.permissions import ASK, MANAGE
from fangcun.park.views.asked import manager_of, reader_of, rights
from fangcun.park.views.desk import line_of
from fangcun.park.views.week import week_of


@require_GET
def space(request: HttpRequest, pk: int) -> HttpResponse:
    """A space."""
    actor = reader_of(request)
    found = api.space(actor, pk)
    facts = [
        (_("类别"), api.SPACE_KINDS[found.kind]),
        (_("年代"), found.period),
        (_("内外"), found.int_ext),
        (_("园区"), found.district),
        (_("面积"), f"{found.area:,} ㎡" if found.area else ""),
        (_("开放"), _hours(found)),
        (_("夜拍"), _("可以") if found.night else _("不可")),
        (_("容纳"), _("%(n)s 个剧组") % {"n": found.capacity}),
        (_("日价"), _yuan(found.day_rate)),
        (_("免费"), _free(found)),
        (_("开放对象"), "、".join(found.open_to) or _("全部剧组")),
    ]
    return _show(request, actor, "spaces", found, facts, count=found.capacity, tags=found.tags, photos=found.photos)


@require_GET
def person(request: HttpRequest, pk: int) -> HttpResponse:
    """A person; the telephone number for those who manage the base."""
    actor = reader_of(request)
    found = api.person(actor, pk)
    facts = [
        (_("类别"), api.PERSON_KINDS[found.kind]),
        (_("性别"), found.sex),
        (_("可演年龄"), _ages(found)),
        (_("身高"), f"{found.height} cm" if found.height else ""),
        (_("特长"), "、".join(found.skills)),
        (_("语言"), "、".join(found.languages)),
        (_("工种"), "、".join(found.jobs)),
        (_("日价"), _yuan(found.day_rate)),
        (
            _("不可用"),
            "、".join([*(f"周{'一二三四五六日'[n]}" for n in found.weekdays_off), *map(str, found.days_off)]),
        ),
        (_("监护人"), found.guardian),
        (_("电话"), api.telephone(actor, person_id=pk) if may(actor, MANAGE) else ""),
    ]
    return _show(request, actor, "people", found, facts, count=1, tags=found.looks, photos=found.portraits)


@require_GET
def stock_item(request: HttpRequest, pk: int) -> HttpResponse:
    """A counted thing."""
    actor = reader_of(request)
    found = api.stock_item(actor, pk)
    facts = [
        (_("类别"), api.STOCK_KINDS[found.kind]),
        (_("数量"), f"{found.count:,} {found.unit}"),
        (_("尺码"), "、".join(f"{size} {n}" for size, n in found.sizes.items())),
        (_("年代"), found.period),
        (_("仓库"), found.district),
        (_("日价"), _yuan(found.day_rate)),
    ]
    return _show(request, actor, "stock", found, facts, count=found.count, tags=found.tags, photos=())


@require_GET
def crew(request: HttpRequest, pk: int) -> HttpResponse:
    """A crew with its bookings."""
    actor = reader_of(request)
    found = api.crew(actor, pk)
    page = api.bookings(actor, crew_id=pk, states=tuple(api.KEEPING), size=200)
    groups = [
        (words, [b for b in page.items if b.resource_kind is kind])
        for kind, words in (
            (ResourceKind.SPACE, _("场景")),
            (ResourceKind.PERSON, _("人员")),
            (ResourceKind.STOCK, _("物资")),
        )
    ]
    context = {
        "crew": found,
        "groups": [g for g in groups if g[1]],
        "total": page.total,
        "tab": "crews",
        "lines": [line_of(r) for r in api.requests(actor, crew_id=pk, size=20).items],
        "may_ask": may(actor, ASK),
    }
    return render(request, "park/crew.html", context | rights(actor))


@require_POST
def retire(request: HttpRequest, pk: int) -> HttpResponse:
    """Take a thing out of service, or bring it back."""
    api.retire(manager_of(request), pk, back=bool(request.POST.get("back")))
    return redirect(_back(request))


@require_POST
def add_photos(request: HttpRequest, pk: int) -> HttpResponse:
    """Photos for a space or a person."""
    actor = manager_of(request)
    files = request.FILES.getlist("photos")
    if not files:
        raise FangcunError("picture.none", Kind.INVALID, _("没有收到照片，请选一张再传。"))
    for file in files[:12]:
        api.add_photo(actor, pk, file.read(api.MOST_PHOTO_BYTES + 1))
    return redirect(_back(request))


@require_POST
def drop_photo(request: HttpRequest, pk: int, digest: str) -> HttpResponse:
    """Take a photo away."""
    api.drop_photo(manager_of(request), pk, digest)
    return redirect(_back(request))


@require_GET
@cache_control(private=True, max_age=31_536_000, immutable=True)
def photo(request: HttpRequest, pk: int, digest: str) -> HttpResponse:
    """A photo, for those who may see the base."""
    return HttpResponse(api.photo(reader_of(request), pk, digest), content_type="image/jpeg")


def _show(
    request: HttpRequest,
    actor: Actor,
    kind: str,
    thing: Any,
    facts: list[tuple[str, str]],
    *,
    count: int,
    tags: tuple[str, ...],
    photos: tuple[str, ...],
) -> HttpResponse:
    context = {
        "tab": kind,
        "kind": kind,
        "kind_name": api.TITLES[SheetKind(kind)],
        "thing": thing,
        "facts": [f for f in facts if f[1]],
        "tags": tags,
        "photos": photos,
        "with_photos": kind in ("spaces", "people"),
        "week": week_of(actor, thing.id, count=count, asked=request.GET.get("week", "")),
        "list": reverse(f"park:{kind}"),
    }
    return render(request, "park/one.html", context | rights(actor))


def _back(request: HttpRequest) -> str:
    kind, pk = request.POST.get("kind", ""), request.POST.get("id", "")
    if kind in ("spaces", "people", "stock") and pk.isdecimal():
        return reverse(f"park:{kind}-one", args=[int(pk)])
    return reverse("park:overview")


def _hours(space: SpaceView) -> str:
    if (space.opens, space.closes) == (0, 1440):
        return _("全天")
    return f"{space.opens // 60:02d}:{space.opens % 60:02d}–{space.closes // 60:02d}:{space.closes % 60:02d}"


def _free(space: SpaceView) -> str:
    if not space.free_days:
        return ""
    return _("前 %(n)s 天（%(who)s）") % {"n": space.free_days, "who": "、".join(space.free_for) or _("全部剧组")}


def _ages(person: PersonView) -> str:
    words = f"{person.ages[0]}–{person.ages[1]}"
    return f"{words} · {_('未成年')}" if person.minor else words


def _yuan(fen: int) -> str:
    return f"¥{fen / 100:,.2f}" if fen else _("免费")
