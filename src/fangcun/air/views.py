"""Pages of the theatre: the shelf, the player, and the note of how far somebody got."""

from __future__ import annotations

import json
from typing import Any
from urllib.parse import quote

from django.http import HttpRequest, HttpResponse
from django.middleware.csrf import get_token
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.gzip import gzip_page
from django.views.decorators.http import require_POST, require_safe

from fangcun.air import links, queries, services, sharing
from fangcun.air.account import minding
from fangcun.air.account.viewers import viewer_of, visitor_of
from fangcun.air.contracts import Card, TitlePage, Watching
from fangcun.air.discover import swiping
from fangcun.air.discover.offering import offered
from fangcun.air.engine import heads
from fangcun.air.rest import feed_text, turn_out
from fangcun.air.talk.following import Followed, followed
from fangcun.air.talk.pages import talk_context
from fangcun.kit.errors import FangcunError, Kind


@never_cache
@require_safe
def home(request: HttpRequest) -> HttpResponse:
    """The front page: what the viewer was watching, what they follow, the newest title, what they may like, all."""
    viewer = viewer_of(request)
    hidden = minding.hidden_from(viewer)
    cards = [_on_shelf(card) for card in queries.shelf() if card.slug not in hidden]
    going_on = [_going_on(w) for w in queries.watching(viewer) if w.card.slug not in hidden]
    newest = cards[0] if cards else None
    # A shelf that is seen at a glance needs no advice.
    offers = offered(request) if len(cards) > FEW_TITLES else []
    follows = [_followed(f) for f in followed(viewer) if f.card.slug not in hidden]
    context = {
        "cards": cards,
        "newest": newest,
        "watching": going_on,
        "followed": follows,
        "offers": offers,
        "minors": bool(hidden),
    }
    return render(request, "air/home.html", context)


@never_cache
@require_safe
def title(request: HttpRequest, slug: str) -> HttpResponse:
    """A title's own address leads to the episode its viewer would go on with."""
    page = queries.title_page(slug, viewer=viewer_of(request))
    return redirect(links.watch_path(slug, page.at))


@gzip_page
@never_cache
@require_safe
def watch(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    """The player at an episode, which may still be in the making. Raises NOT_FOUND for a number nobody promised."""
    viewer = viewer_of(request)
    seconds = minding.admitted(viewer, slug)
    page = queries.title_page(slug, viewer=viewer)
    episode = next((e for e in page.episodes if e.number == number), None)
    if episode is None and not 1 <= number <= page.card.planned:
        raise FangcunError("air.episode_missing", Kind.NOT_FOUND, _("没有这一集，请从选集里另选一集。"))
    poster = links.poster_path(slug, episode.poster if episode else "", number=number)
    poster = poster or links.poster_path(slug, page.card.poster)
    player = _player(request, page, number, seconds=seconds)
    context = {
        "card": page.card,
        "number": number,
        "episode": episode,
        "share": sharing.card_of(
            request, page.card, number, poster=poster or links.poster_path(slug, page.card.poster)
        ),
        "player": player,
        "start": _start(player["feed"]["episodes"], number),
        "modules": [f"air/js/{name}.js" for name in FIRST_MODULES],
        "speeds": SPEEDS,
    }
    return render(request, "air/watch.html", context | talk_context(request, slug))


@gzip_page
@never_cache
@require_safe
def swipe(request: HttpRequest) -> HttpResponse:
    """The reel across titles. Without a title to show it leads to the empty shelf."""
    viewer = viewer_of(request)
    turns = [turn_out(page, viewer=viewer, seconds=s).model_dump() for page, s in swiping.turns(request)]
    if not turns:
        return redirect("home")
    # The player knows screens by number: the first title's episode is screen 1, whatever its own number is.
    feed = {
        "turns": turns,
        "episodes": [t["episode"] | {"own": t["episode"]["number"], "number": 1} for t in turns[:1]],
    }
    end = {
        "making": _("已经刷到底了"),
        "making_hint": _("新剧上架就会出现在这里，也可以去榜单看看。"),
        "making_way": {"name": _("去榜单"), "page": reverse("air:ranks")},
    }
    player = {
        "feed": feed,
        "number": 1,
        "csrf": get_token(request),
        "addresses": {"feed": reverse("api:swipe"), "titles": reverse("api:feed", args=["-"])},
        "words": _words() | end,
    }
    context = {
        "swipe": True,
        "card": turns[0]["title"],
        "player": player,
        "start": _start(feed["episodes"], 1),
        "modules": [f"air/js/{name}.js" for name in FIRST_MODULES],
        "speeds": SPEEDS,
    }
    return render(request, "air/watch.html", context)


@require_POST
def remember(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    """Keep the position (``position_ms`` of the form). Raises INVALID for one that is no number."""
    position = request.POST.get("position_ms", "")
    if not (position.isascii() and position.isdigit() and len(position) <= 9):
        raise FangcunError("air.position", Kind.INVALID, _("播放位置不对，请刷新页面再看。"))
    visitor = visitor_of(request)
    if minding.is_on(visitor.viewer):
        minding.note(visitor.viewer)
        minding.admitted(visitor.viewer, slug)
    services.remember(visitor.viewer, slug=slug, number=number, position_ms=int(position), visitor=visitor)
    return HttpResponse(status=204)


FEW_TITLES = 6
# What the player is made of; asked for behind what the first picture needs.
FIRST_MODULES = (
    *("feed", "turns", "reel", "slots", "source", "engine", "loaders", "bandwidth", "stills", "subtitles", "memory"),
    *(
        "controls",
        "episodes",
        "gate",
        "thumbs",
        "gestures",
        "hearts",
        "keys",
        "prefs",
        "screens",
        "session",
        "settings",
        "sharing",
    ),
)
SPEEDS = ["0.75", "1", "1.25", "1.5", "2"]


def _on_shelf(card: Card) -> dict[str, Any]:
    return {"card": card, "poster": links.poster_path(card.slug, card.poster), "page": links.watch_path(card.slug)}


def _going_on(item: Watching) -> dict[str, Any]:
    page = links.watch_path(item.card.slug, item.number)
    return _on_shelf(item.card) | {"at": item, "page": page}


def _followed(item: Followed) -> dict[str, Any]:
    page = links.watch_path(item.card.slug, item.number or None)
    return _on_shelf(item.card) | {"fresh": item.fresh, "page": page}


def _player(request: HttpRequest, page: TitlePage, number: int, *, seconds: int | None) -> dict[str, Any]:
    """All that the player's script needs: the feed, its addresses, and every word it may have to say."""
    slug = page.card.slug
    return {
        "feed": json.loads(feed_text(page, viewer=viewer_of(request), near=number, seconds=seconds)),
        "number": number,
        "csrf": get_token(request),
        # An episode's address is the title's and its number; the player follows it without asking.
        "addresses": {
            "feed": reverse("api:feed", args=[slug]),
            "title": links.watch_path(slug),
            "till": reverse("api:own_wallet").removesuffix("wallet"),
            "coins": reverse("air:coins"),
        },
        "words": _words(),
        "gate_words": _gate_words(),
    }


def _start(episodes: list[dict[str, Any]], number: int) -> dict[str, Any]:
    """What the browser can ask for before any script runs: the head of the episode, and the player that fits it."""
    shown = next((e for e in episodes if e["number"] == number and e["prefix"]), None)
    if shown is None:
        return {"head": (), "full": True, "early": False}
    head = heads.head_of(shown["inline"], shown["playlist"], seconds=shown["position_ms"] / 1000)
    full = heads.has_other_tracks(shown["inline"], shown["playlist"])
    # Who begins at the beginning sees it before hls.js has come; all others wait for hls.js.
    early = bool(head) and not full and not shown["position_ms"]
    return {"head": [shown["prefix"] + quote(path) for path in head], "full": full, "early": early}


def _words() -> dict[str, str]:
    return {
        "episode": _("第{n}集"),
        "making": _("第{n}集 制作中"),
        "making_hint": _("做好后会自动出现在这里，不用刷新。"),
        "of_episodes": _("{done} / {all} 集"),
        "all_episodes": _("共 {n} 集"),
        "play": _("播放"),
        "pause": _("暂停"),
        "mute": _("静音"),
        "no_subtitles": _("不显示"),
        "offline": _("网络断开，无法继续播放。请检查网络后重试。"),
        "broken": _("这一集暂时放不出来，请重试；如果仍然不行，请先看别的集。"),
        "copied": _("链接已复制"),
        "copy_this": _("复制这个链接分享："),
        "finished": _("已看完全部剧集"),
        "caught_up": _("已看到最新一集"),
        "position": _("{at}，共 {all}"),
        "auto": _("自动"),
        "episode_locked": _("第{n}集，未解锁"),
    }


def _gate_words() -> dict[str, str]:
    return {
        "locked": _("第{n}集待解锁"),
        "by_ad": _("看一段广告，免费解锁 {n} 集"),
        "by_coins": _("{n} 金币解锁本集"),
        "balance": _("余额 {n}"),
        "whole": _("{n} 金币解锁整部剧"),
        "earn": _("金币不够？去赚金币"),
        "wallet": _("我的金币"),
        "pick": _("选集"),
        "minors": _("青少年模式下不能解锁。请家长用密码关闭青少年模式后再解锁。"),
        "again": _("再试一次"),
        "ad": _("广告"),
        "seconds_left": _("{n} 秒后解锁"),
        "checking": _("正在确认…"),
        "ad_failed": _("没有等到广告平台的确认，这次不能解锁。请再看一次，或用金币。"),
        "leave_ad": _("还没看完，现在关闭不能解锁。确定关闭吗？"),
        "offline": _("网络断开，请检查网络后重试。"),
    }
