"""Pages on which titles are discovered: the ranks, and search."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from fangcun.air import links
from fangcun.air.account import minding
from fangcun.air.account.viewers import viewer_of
from fangcun.air.contracts import Card
from fangcun.air.discover import finding, ranking
from fangcun.air.engine.heat import WEIGHTS, Explanation, Share
from fangcun.air.engine.search.index import Field
from fangcun.kit import clock

SHORTEST_BAR = 0.02


@never_cache
@require_safe
def ranked(request: HttpRequest) -> HttpResponse:
    """The hottest titles, what the heat of each is made of, and how heat is counted."""
    hidden = minding.hidden_from(viewer_of(request))
    rows = [row for row in ranking.ranks(clock.now()) if row.card.slug not in hidden]
    names = words()
    weights = [{"name": names[w.name], "points": w.points} for w in WEIGHTS.values()]
    top = rows[0].heat.points if rows else 0.0
    context = {"rows": [_row(row, top=top) for row in rows], "weights": weights, "place": "ranks"}
    return render(request, "air/ranks.html", context)


@never_cache
@require_safe
def search(request: HttpRequest) -> HttpResponse:
    """Titles by name, person, tag or pinyin (``q``); what is hot while nothing is asked for."""
    query = request.GET.get("q", "").strip()[:40]
    now = clock.now()
    hidden = minding.hidden_from(viewer_of(request))
    found = [_found(one) for one in finding.find(query, now=now) if one.card.slug not in hidden]
    ranks = [] if query else [row for row in ranking.ranks(now, most=10) if row.card.slug not in hidden]
    hot = [_on_shelf(row.card) | {"rank": row.place} for row in ranks]
    return render(request, "air/search.html", {"query": query, "found": found, "hot": hot, "place": "search"})


def words() -> dict[str, str]:
    """The names of the parts and the gates of heat, in the reader's language."""
    return {
        "有效播放": _("有效播放"),
        "看完一集": _("看完一集"),
        "点赞": _("点赞"),
        "追剧": _("追剧"),
        "评论": _("评论"),
        "分享": _("分享"),
        "看广告解锁": _("看广告解锁"),
        "付费解锁": _("付费解锁"),
        "可疑流量": _("可疑流量"),
        "同一观众重复": _("同一观众重复"),
        "同一设备过多": _("同一设备过多"),
        "同一网络过多": _("同一网络过多"),
        "新账号过多": _("新账号过多"),
    }


def marked(text: str, spans: tuple[tuple[int, int], ...]) -> list[tuple[str, bool]]:
    """A text in pieces, each with whether it is to be marked."""
    pieces: list[tuple[str, bool]] = []
    at = 0
    for start, end in spans:
        pieces += [(text[at:start], False), (text[start:end], True)]
        at = end
    return [(piece, mark) for piece, mark in [*pieces, (text[at:], False)] if piece]


def _row(row: ranking.Ranked, *, top: float) -> dict[str, Any]:
    share = max(SHORTEST_BAR, row.heat.points / top) if top else 0.0
    return _on_shelf(row.card) | {
        "rank": row.place,
        "points": _points(row.heat.points),
        "percent": round(100 * share),
        "parts": _shares(row.heat.parts),
        "held": _shares(row.heat.held),
        "held_percent": _held(row.heat),
    }


def _held(heat: Explanation) -> int:
    return round(100 * sum(share.share for share in heat.held))


def _shares(shares: tuple[Share, ...]) -> list[dict[str, Any]]:
    names = words()
    return [{"name": names[s.name], "points": _points(s.points), "percent": round(100 * s.share)} for s in shares]


def _points(points: float) -> str:
    return f"{points:,.0f}" if points >= 10 else f"{points:.1f}"


def _on_shelf(card: Card) -> dict[str, Any]:
    return {"card": card, "poster": links.poster_path(card.slug, card.poster), "page": links.watch_path(card.slug)}


def _found(one: finding.Found) -> dict[str, Any]:
    pieces = marked(one.hit.text, one.hit.spans)
    kinds = {Field.PERSON: _("主创"), Field.TAG: _("标签")}
    by_name = one.hit.field is Field.NAME
    return _on_shelf(one.card) | {
        "name": pieces if by_name else [(one.card.name, False)],
        "why": [] if by_name else pieces,
        "kind": "" if by_name else kinds[one.hit.field],
    }
