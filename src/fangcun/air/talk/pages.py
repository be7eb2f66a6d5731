"""What the player's page needs of talk: addresses, limits, and every word its scripts may have to say."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest
from django.middleware.csrf import get_token
from django.urls import reverse
from django.utils.translation import gettext as _

from fangcun.air.engine.talk.danmaku import COLOURS, LONGEST
from fangcun.air.engine.talk.manners import LONGEST as LONGEST_COMMENT
from fangcun.air.talk.reporting import reasons


def talk_context(request: HttpRequest, slug: str) -> dict[str, Any]:
    """The page's own part: for the templates, and under ``talk`` for the scripts."""
    return {"talk": _data(request, slug), "reasons": reasons(), "colours": COLOURS, "longest_line": LONGEST}


def _data(request: HttpRequest, slug: str) -> dict[str, Any]:
    root = reverse("api:api-root")
    return {
        "csrf": get_token(request),
        "address": f"{root}talk/titles/{slug}",
        "comments": f"{root}talk/comments",
        "lines": f"{root}talk/danmaku",
        "sign_in": reverse("air:sign-in"),
        "longest": LONGEST_COMMENT,
        "colours": COLOURS,
        "words": _words(),
    }


def _words() -> dict[str, str]:
    return {
        "like": _("点赞"),
        "comment": _("评论"),
        "follow": _("追剧"),
        "following": _("已追"),
        "followed": _("已追剧，更新时首页会提醒"),
        "maker": _("主创"),
        "pinned": _("置顶"),
        "pin": _("置顶"),
        "unpin": _("取消置顶"),
        "reply": _("回复"),
        "remove": _("删除"),
        "removed": _("已删除"),
        "report": _("举报"),
        "reported": _("已举报，我们会尽快查看"),
        "spoiler": _("这条含剧透，点开看"),
        "unfold_text": _("展开"),
        "unfold": _("展开 {n} 条回复"),
        "more_replies": _("展开更多回复"),
        "answering": _("回复 {name}"),
        "in_review": _("审核中"),
        "waiting": _("已提交，审核后大家就能看到"),
        "waiting_line": _("弹幕已提交，审核后大家就能看到"),
        "gone": _("这条评论已删除"),
        "no_comments": _("还没有评论，来说第一句"),
        "no_lines": _("这一集还没有弹幕"),
        "danmaku_on": _("弹幕已打开"),
        "danmaku_off": _("弹幕已关闭"),
        "retry": _("重试"),
        "offline": _("网络断开，没有发出去，请检查网络后重试。"),
        "broken": _("出了点问题，请稍后再试。"),
    }
