"""One's own data: everything kept of a viewer, as JSON for programs and as a page for people, in one ZIP."""

from __future__ import annotations

import io
import json
import zipfile
from collections.abc import Callable
from html import escape
from typing import Any

from django.utils import timezone

from fangcun.air.account.accounts import key_of
from fangcun.air.contracts import Viewer
from fangcun.air.models import MinorsMode, ViewerAccount, WatchState
from fangcun.kit import clock

Exporter = Callable[[Viewer], list[dict[str, Any]]]
"""Gives plain rows; their keys are what a reader sees."""

_exporters: dict[str, Exporter] = {}


def exporter(name: str) -> Callable[[Exporter], Exporter]:
    """Register what else is kept of a viewer under a heading of its own."""

    def register(give: Exporter) -> Exporter:
        _exporters[name] = give
        return give

    return register


def archive(viewer: Viewer) -> bytes:
    """The ZIP: ``data.json`` and ``index.html``, both with every registered heading."""
    data = {name: give(viewer) for name, give in _exporters.items()}
    whole = {"exported_at": clock.now().isoformat(timespec="seconds"), "data": data}
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as box:
        box.writestr("data.json", json.dumps(whole, ensure_ascii=False, indent=2))
        box.writestr("index.html", _page(data))
    return buffer.getvalue()


def _page(data: dict[str, list[dict[str, Any]]]) -> str:
    parts = [f"<h2>{escape(name)}</h2>{_table(rows)}" for name, rows in data.items()]
    head = '<!doctype html><html lang="zh"><meta charset="utf-8"><title>我的数据</title><h1>我的数据</h1>'
    return head + "".join(parts)


def _table(rows: list[dict[str, Any]]) -> str:
    if not rows:
        return "<p>没有</p>"
    head = "".join(f"<th>{escape(key)}</th>" for key in rows[0])
    body = "".join("<tr>" + "".join(f"<td>{escape(str(v))}</td>" for v in row.values()) + "</tr>" for row in rows)
    return f"<table><tr>{head}</tr>{body}</table>"


@exporter("账号")
def _account(viewer: Viewer) -> list[dict[str, Any]]:
    rows = ViewerAccount.objects.exclude(target=None)
    return [
        {
            "登录方式": row.target,
            "注册时间": _time(row.joined_at),
            "同意的条款": row.terms,
            "同意时间": _time(row.agreed_at),
        }
        for row in rows.filter(pk=_pk(viewer))
        if key_of(row.pk) == viewer.key
    ]


@exporter("观看记录")
def _history(viewer: Viewer) -> list[dict[str, Any]]:
    rows = WatchState.objects.filter(viewer=viewer.key).select_related("title").order_by("-updated_at", "pk")
    return [
        {"剧名": r.title.name, "集": r.number, "看到（毫秒）": r.position_ms, "时间": _time(r.updated_at)} for r in rows
    ]


@exporter("青少年模式")
def _minors(viewer: Viewer) -> list[dict[str, Any]]:
    rows = MinorsMode.objects.filter(viewer=viewer.key)
    return [{"开启时间": _time(r.since), "年龄段": r.band, "今日已看（秒）": r.seconds} for r in rows]


def _pk(viewer: Viewer) -> int:
    kind, _, name = viewer.key.partition(":")
    return int(name) if kind == "account" else 0


def _time(moment: Any) -> str:
    return str(timezone.localtime(moment).isoformat(timespec="seconds"))
