"""One box to find spaces, people and kit in words, and to hold what was found."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from urllib.parse import urlencode
from uuid import uuid4

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from fangcun.base.api import require
from fangcun.kit.errors import FangcunError, Kind
from fangcun.park import api
from fangcun.park.contracts import CrewView, PersonView, SpaceView
from fangcun.park.engine.finding.wishes import Chip, Field
from fangcun.park.permissions import BOOK
from fangcun.park.views.asked import reader_of, rights

KINDS = ("spaces", "people", "kit")
EXAMPLES = {
    "spaces": (
        "可以拍夜戏的民国院子，3 天，5 km 内",
        "古代宫殿 免费",
        "医院病房 周一起两天",
        "乡村农家院 外景",
        "总裁办公室",
    ),
    "people": (
        "25 岁左右会骑马的女演员，身高 165 以上",
        "会四川话的老太太",
        "10 个群演，男，一米七以上",
        "霸总，日酬 3000 以内",
        "航拍飞手",
    ),
    "kit": (
        "灯光组 A + 100 套民国群演服装",
        "600W聚光灯 5台，三脚架 2个",
        "两辆黄包车，老式轿车 1辆",
        "标准盒饭 120份",
    ),
}
EXPECTED = (Kind.INVALID, Kind.CONFLICT, Kind.NOT_FOUND, Kind.BUSY)


@dataclass(frozen=True, slots=True)
class Asked:
    """A wish as the address says it."""

    kind: str
    text: str
    off: frozenset[str]
    crew: CrewView | None
    start: date | None
    days: int | None

    def query(self, *, kind: str = "", off: frozenset[str] | None = None, text: str | None = None) -> str:
        """The address of the same wish, or of one that differs in this."""
        pairs: list[tuple[str, str]] = [("kind", kind or self.kind), ("q", self.text if text is None else text)]
        pairs += [("off", key) for key in sorted(self.off if off is None else off)]
        pairs += [("crew", str(self.crew.id))] if self.crew else []
        pairs += [("start", self.start.isoformat())] if self.start else []
        pairs += [("days", str(self.days))] if self.days else []
        return f"{reverse('park:find')}?{urlencode(pairs)}"


@dataclass(frozen=True, slots=True)
class Tap:
    """Something to tap: its words and where it leads."""

    words: str
    address: str


@require_GET
def find(request: HttpRequest) -> HttpResponse:
    """The box and what it finds; htmx gets what was found alone."""
    actor = reader_of(request)
    crews = api.crews(actor)
    asked = _asked(request.GET, crews)
    context: dict[str, object] = {
        "tab": "find",
        "asked": asked,
        "kinds": [(word, kind, asked.query(kind=kind, off=frozenset())) for kind, word in _kind_words().items()],
        "crews": crews,
        "hint": {
            "spaces": _("说说要什么样的景：年代、样子、几天、多远"),
            "people": _("说说要什么样的人：年龄、特长、方言、身高、日酬"),
            "kit": _("把要的器材、服装、道具写成一行，用加号或逗号隔开"),
        }[asked.kind],
        "key": uuid4().hex,
        "examples": [Tap(t, asked.query(text=t, off=frozenset())) for t in EXAMPLES[asked.kind]],
    }
    if asked.text:
        context |= _found(request, asked)
    partial = request.headers.get("HX-Request") == "true" and "HX-Boosted" not in request.headers
    return render(request, "park/_found.html" if partial else "park/find.html", context | rights(actor))


@require_POST
def hold(request: HttpRequest) -> HttpResponse:
    """Hold what was ticked, or all of an order of kit, and come back to the same wish."""
    actor = require(getattr(request, "actor", None), BOOK)
    asked = _asked(request.POST, api.crews(actor))
    try:
        if asked.crew is None:
            raise FangcunError("finding.crew", Kind.INVALID, _("还没有选剧组，请先选为哪个剧组预占。"))
        key = request.POST.get("key", "")[:40]
        if asked.kind == "kit":
            _order, made = api.hold_kit(
                actor, asked.crew.id, asked.text, without=asked.off, start=asked.start, days=asked.days,
                short=bool(request.POST.get("short")), purpose=asked.text[:120], key=key,
            )  # fmt: skip
        else:
            ids = [int(i) for i in request.POST.getlist("id") if i.isdecimal() and len(i) < 19]
            first, days = _date(request.POST.get("first", "")), _days(request.POST.get("length", ""))
            if first is None or days is None:
                raise FangcunError("finding.days", Kind.INVALID, _("没有读到日期，请刷新页面再试。"))
            made = api.hold_found(actor, asked.crew.id, ids, start=first, days=days, purpose=asked.text[:120], key=key)
    except FangcunError as error:
        if error.kind not in EXPECTED:
            raise
        messages.error(request, error.message)
    else:
        names = "、".join(dict.fromkeys(b.resource_name for b in made[:3]))
        more = _("等 %(n)s 项") % {"n": len(made)} if len(made) > 3 else ""
        words = _("已为《%(crew)s》预占 %(what)s，24 小时内请确认。")
        messages.success(request, words % {"crew": asked.crew.name, "what": names + more})
    return redirect(asked.query())


def _found(request: HttpRequest, asked: Asked) -> dict[str, object]:
    actor = reader_of(request)
    found: api.Found[SpaceView] | api.Found[PersonView] | api.FoundKit
    if asked.kind == "spaces":
        found = api.search_spaces(
            actor, asked.text, without=asked.off, start=asked.start, days=asked.days, crew=asked.crew
        )
    elif asked.kind == "people":
        found = api.search_people(actor, asked.text, without=asked.off, start=asked.start, days=asked.days)
    else:
        found = api.search_kit(actor, asked.text, without=asked.off, start=asked.start, days=asked.days)
    known = frozenset(chip.key for chip in found.dropped)
    return {
        "found": found,
        "chips": [(chip.words, _less(asked, known, chip)) for chip in found.wish.chips],
        "dropped": [Tap(chip.words, asked.query(off=known - {chip.key})) for chip in found.dropped],
        "off": sorted(known),
        "yuan": found.price // 100 if isinstance(found, api.FoundKit) else 0,
        "lacking": isinstance(found, api.FoundKit) and any(line.missing for line in found.lines),
    }


def _less(asked: Asked, off: frozenset[str], chip: Chip) -> str:
    """Where the wish without a chip is; empty for what the fields say: there it is taken back."""
    by_field = (chip.field is Field.DAYS and asked.days is not None) or (
        chip.field is Field.START and asked.start is not None
    )
    return "" if by_field else asked.query(off=off | {chip.key})


def _asked(data: QueryDict, crews: tuple[CrewView, ...]) -> Asked:
    kind = data.get("kind", "")
    return Asked(
        kind if kind in KINDS else KINDS[0],
        data.get("q", "").strip()[:400],
        frozenset(key[:80] for key in data.getlist("off")[:40]),
        next((c for c in crews if str(c.id) == data.get("crew", "")), None),
        _date(data.get("start", "")),
        _days(data.get("days", "")),
    )


def _date(text: str) -> date | None:
    try:
        day = date.fromisoformat(text)
    except ValueError:
        return None
    return day if 2000 <= day.year < 2200 else None


def _days(text: str) -> int | None:
    return int(text) if text.isascii() and text.isdigit() and len(text) < 4 and 0 < int(text) <= 120 else None


def _kind_words() -> dict[str, str]:
    return {"spaces": _("场景"), "people": _("人员"), "kit": _("器材")}
