"""The desk of moderators: what waits, in the order in which it came, and what they rule.

The makers' operators look after their own titles, the people of the review centre after all. Every ruling is a line of
the append-only audit log; the rulings of somebody who is gone stay.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from django.db import transaction
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils.translation import gettext as _

from fangcun.air.engine.talk.standings import GONE, WAITING, Standing
from fangcun.air.models import Danmaku, Remark, Report
from fangcun.air.talk.reporting import reasons, subject_of
from fangcun.air.talk.standing import held, move
from fangcun.base.api import audit, grant, holds, require
from fangcun.base.contracts import Actor, Role
from fangcun.kit import clock
from fangcun.kit.errors import FangcunError, Kind
from fangcun.review.api import centre_of

MODERATE = "air.moderate_talk"
PAGE = 100
MOST_AT_ONCE = 200

grant(MODERATE, holds(Role.OPERATOR, Role.REVIEWER, Role.CHIEF))


class Ruling(StrEnum):
    """What a moderator does with words."""

    PASS = "pass"  # noqa: S105  a ruling, no password
    HIDE = "hide"
    DELETE = "delete"


_TO = {Ruling.PASS: Standing.SHOWN, Ruling.HIDE: Standing.HIDDEN, Ruling.DELETE: Standing.DELETED}


@dataclass(frozen=True, slots=True)
class Waiting:
    """Words before a moderator. ``key`` is ``c12`` for a comment, ``d12`` for a line of danmaku; ``author`` the number
    of the account that wrote them and no more; ``runs`` the text in pieces, each with what screening found there."""

    key: str
    author: str
    title: str
    slug: str
    number: int
    at_ms: int | None
    runs: tuple[tuple[str, str], ...]
    standing: Standing
    complaints: tuple[tuple[str, int], ...]
    notes: tuple[str, ...]
    at: datetime
    ruling: str


def waiting(actor: Actor | None) -> list[Waiting]:
    """What waits for this moderator, oldest first: held, hidden by reports, or complained of; a hundred at most.
    Raises DENIED."""
    return _shown(actor, Q(standing__in=[int(s) for s in WAITING]), complained=True)


def hidden(actor: Actor | None) -> list[Waiting]:
    """What moderators have hidden and can show again, newest first. Raises DENIED."""
    return _shown(actor, Q(standing=Standing.HIDDEN), complained=False)[::-1]


def many_wait(actor: Actor | None) -> int:
    """How much waits for this moderator. Raises DENIED."""
    return sum(_waiting(model, actor).count() for model in (Remark, Danmaku))


@transaction.atomic
def rule(actor: Actor | None, keys: Sequence[str], ruling: Ruling, *, reason: str = "") -> int:
    """Rule on words by their keys; returns how many were still there to rule on. Hiding and deleting need a reason.
    Raises DENIED, INVALID, NOT_FOUND for words under somebody else's title."""
    who = require(actor, MODERATE)
    why = " ".join(reason.split())[:200]
    if ruling is not Ruling.PASS and not why:
        raise FangcunError("talk.no_reason", Kind.INVALID, _("隐藏或删除要写明理由。"))
    if len(keys) > MOST_AT_ONCE:
        raise FangcunError("talk.many", Kind.INVALID, _("一次最多处理 {n} 条。").format(n=MOST_AT_ONCE))
    return sum(
        _rule(who, model, pk, ruling, why) for model, pk in sorted(map(_row, keys), key=lambda r: (str(r[0]), r[1]))
    )


def _rule(who: Actor, model: type[Remark | Danmaku], pk: int, ruling: Ruling, why: str) -> bool:
    row = held(model, pk) if _of(who, model).filter(pk=pk).exists() else None
    if row is None:
        raise FangcunError("talk.missing", Kind.NOT_FOUND, _("没有这条内容，或它不归你管。"))
    if row.standing in GONE:
        return False
    row.ruled_at, row.ruled_by_id, row.ruling = clock.now(), who.user_id, why
    before = Standing(row.standing)
    if ruling is Ruling.PASS:
        row.cleared, row.reports = True, 0
    move(row, _TO[ruling])
    _reports(row).update(open=False)
    audit(
        "air.talk_ruled",
        by=who,
        subject=subject_of(row),
        ruling=ruling.value,
        reason=why,
        before=before.name.lower(),
        author=row.author,
    )
    return True


def _of(who: Actor, model: type[Remark | Danmaku]) -> QuerySet[Remark | Danmaku]:
    rows: QuerySet[Remark | Danmaku] = model.objects.all()
    return rows if centre_of(who) else rows.filter(title__tenant_id=who.tenant_id)


def _waiting(model: type[Remark | Danmaku], actor: Actor | None) -> QuerySet[Remark | Danmaku]:
    complaint = Report.objects.filter(open=True, **{_column(model): OuterRef("pk")})
    mine = _of(require(actor, MODERATE), model)
    # Apart, so that each part has its own index.
    held = Q(standing__in=[int(s) for s in WAITING])
    return mine.filter(held | Q(Exists(complaint), standing=Standing.SHOWN))


def _shown(actor: Actor | None, standing: Q, *, complained: bool) -> list[Waiting]:
    found: list[Remark | Danmaku] = []
    for model in (Remark, Danmaku):
        rows = _waiting(model, actor) if complained else _of(require(actor, MODERATE), model).filter(standing)
        order = "id" if complained else "-ruled_at"
        found += rows.select_related("title").order_by(order)[:PAGE]
    found.sort(key=lambda row: row.created_at if complained else row.ruled_at or row.created_at)
    chosen = found[:PAGE] if complained else found[-PAGE:]
    complaints = _complaints(chosen)
    return [_one(row, complaints.get(_key(row), [])) for row in chosen]


def _complaints(rows: Iterable[Remark | Danmaku]) -> dict[str, list[Report]]:
    by: dict[str, list[Report]] = {}
    rows = list(rows)
    remarks = [row.pk for row in rows if isinstance(row, Remark)]
    danmaku = [row.pk for row in rows if isinstance(row, Danmaku)]
    for report in Report.objects.filter(Q(remark_id__in=remarks) | Q(danmaku_id__in=danmaku)).order_by("id"):
        key = f"c{report.remark_id}" if report.remark_id else f"d{report.danmaku_id}"
        by.setdefault(key, []).append(report)
    return by


def _one(row: Remark | Danmaku, reports: list[Report]) -> Waiting:
    names = reasons()
    counted = Counter(names.get(report.reason, report.reason) for report in reports)
    return Waiting(
        key=_key(row),
        author=author_shown(row.author),
        title=row.title.name,
        slug=row.title.slug,
        number=row.number,
        at_ms=row.at_ms if isinstance(row, Danmaku) else None,
        runs=tuple(runs(row.text, row.findings)),
        standing=Standing(row.standing),
        complaints=tuple(counted.most_common()),
        notes=tuple(report.note for report in reports if report.note),
        at=row.created_at,
        ruling=row.ruling,
    )


def author_shown(author: str) -> str:
    """A writer as moderators see them: the number of an account, never a name or an address."""
    kind, _sep, name = author.partition(":")
    if kind in ("account", "user"):
        return _("账号 {n}").format(n=name) if kind == "account" else _("员工 {n}").format(n=name)
    return _("模拟观众") if kind == "sim" else _("已注销用户")


def runs(text: str, findings: Iterable[Sequence[object]]) -> list[tuple[str, str]]:
    """A text in pieces, each with what was found there; of findings that overlap the first is marked."""
    pieces: list[tuple[str, str]] = []
    at = 0
    for start, end, what in sorted((int(str(a)), int(str(b)), str(w)) for a, b, w in findings):
        if start < at:
            continue
        pieces += [(text[at:start], ""), (text[start:end], what)]
        at = end
    return [piece for piece in [*pieces, (text[at:], "")] if piece[0]]


def _reports(row: Remark | Danmaku) -> QuerySet[Report]:
    return Report.objects.filter(open=True, **{_column(type(row)): row})


def _column(model: type[Remark | Danmaku]) -> str:
    return "remark" if model is Remark else "danmaku"


def _key(row: Remark | Danmaku) -> str:
    return f"{'c' if isinstance(row, Remark) else 'd'}{row.pk}"


def _row(key: str) -> tuple[type[Remark | Danmaku], int]:
    models: dict[str, type[Remark | Danmaku]] = {"c": Remark, "d": Danmaku}
    number = key[1:]
    if key[:1] not in models or not (number.isascii() and number.isdigit() and len(number) <= 18):
        raise FangcunError("talk.missing", Kind.NOT_FOUND, _("没有这条内容，请刷新页面。"))
    return models[key[0]], int(number)
