"""Edits of a plan by hand: move, freeze, undo, redo. Each one knows what it takes to take it back.

A plan's history is a line: a new edit after an undo forgets what was undone. The last edit that counts names the state
of the board (``BoardView.revision``); an edit made on an older one is refused instead of overwriting another's.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass
from datetime import datetime, timedelta

from django.db import transaction
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from fangcun.base.api import audit, require
from fangcun.base.contracts import Actor
from fangcun.kit import clock, digest
from fangcun.kit.errors import FangcunError, Kind
from fangcun.shoot.contracts import CostParts, PlanState
from fangcun.shoot.models import Move, Placement, Plan
from fangcun.shoot.permissions import PLAN
from fangcun.shoot.queries.board import Load, ends, loads
from fangcun.shoot.queries.plans import plan_row
from fangcun.shoot.queries.posed import Clash, Posed, clashes, cost, posed, slots_of, violations

Spot = tuple[int, int, bool]
"""Slot, place in its order, frozen."""


@dataclass(frozen=True, slots=True)
class MoveResult:
    """What an edit did. ``moved`` are (strip, slot, order, frozen); ``clashes`` are all of the plan's afterwards."""

    revision: int
    words: str
    moved: tuple[tuple[int, int, int, bool], ...]
    before: tuple[Clash, ...]
    after: tuple[Clash, ...]
    loads: tuple[Load, ...]
    cost_before: CostParts
    cost: CostParts

    @property
    def appeared(self) -> tuple[Clash, ...]:
        """The conflicts that the edit made."""
        known = set(self.before)
        return tuple(clash for clash in self.after if clash not in known)

    @property
    def vanished(self) -> tuple[Clash, ...]:
        """The conflicts that the edit solved."""
        left = set(self.after)
        return tuple(clash for clash in self.before if clash not in left)


def move(
    actor: Actor | None,
    plan_id: int,
    *,
    strips: Sequence[int],
    slot: int,
    order: int,
    revision: int | None = None,
    now: datetime | None = None,
) -> MoveResult:
    """Put strips into a slot, in the order given, before what stands at ``order`` there.

    Conflicts are told, never refused: a plan is often broken for a minute while it is mended. Raises ``plan.missing``,
    ``plan.readonly``, ``plan.stale`` (``data``: ``changes`` in words, ``revision``), ``strip.missing``,
    ``strip.frozen`` and ``slot.missing``.
    """

    def change(plan: Posed, spots: dict[int, Spot]) -> str:
        if not 0 <= slot < plan.problem.slots:
            raise FangcunError("slot.missing", Kind.INVALID, _("计划里没有这个时段，请拖到计划的日期以内。"))
        chosen = _chosen(plan, spots, strips)
        locked = [strip for strip in chosen if spots[strip][2]]
        if locked:
            message = _("有 %(n)d 场已锁定，请先解锁再移动。") % {"n": len(locked)}
            raise FangcunError("strip.frozen", Kind.CONFLICT, message, strips=locked)
        for crew in sorted({plan.seats[strip][0] for strip in chosen}):
            mine = [strip for strip in chosen if plan.seats[strip][0] == crew]
            there = _in_order(plan, spots, crew, slot)
            at = max(0, min(order, len(there)))
            rest = [strip for strip in there[:at] if strip not in mine], [s for s in there[at:] if s not in mine]
            for place, strip in enumerate([*rest[0], *mine, *rest[1]]):
                spots[strip] = (slot, place, spots[strip][2])
        return _words(plan, chosen, slot)

    return _edit(actor, plan_id, change, action="plan.moved", revision=revision, now=now)


def freeze(
    actor: Actor | None,
    plan_id: int,
    *,
    strips: Sequence[int],
    revision: int | None = None,
    now: datetime | None = None,
) -> MoveResult:
    """Lock strips where they are: neither a hand nor a replanning moves them. Raises as ``move``."""
    return _set_frozen(actor, plan_id, strips=strips, frozen=True, revision=revision, now=now)


def unfreeze(
    actor: Actor | None,
    plan_id: int,
    *,
    strips: Sequence[int],
    revision: int | None = None,
    now: datetime | None = None,
) -> MoveResult:
    """Let strips be moved again. Raises as ``move``."""
    return _set_frozen(actor, plan_id, strips=strips, frozen=False, revision=revision, now=now)


@transaction.atomic
def undo(actor: Actor | None, plan_id: int, *, revision: int | None = None, now: datetime | None = None) -> MoveResult:
    """Take the last edit back. Raises ``plan.nothing_to_undo`` and as ``move``."""
    row, plan = _open(actor, plan_id, revision)
    last, _next = ends(row)
    if last is None:
        raise FangcunError("plan.nothing_to_undo", Kind.CONFLICT, _("没有可以撤销的改动。"))
    return _turn(actor, row, plan, last, undone=True)


@transaction.atomic
def redo(actor: Actor | None, plan_id: int, *, revision: int | None = None, now: datetime | None = None) -> MoveResult:
    """Make the edit again that was undone last. Raises ``plan.nothing_to_redo`` and as ``move``."""
    row, plan = _open(actor, plan_id, revision)
    _last, undone = ends(row)
    if undone is None:
        raise FangcunError("plan.nothing_to_redo", Kind.CONFLICT, _("没有可以重做的改动。"))
    return _turn(actor, row, plan, undone, undone=False)


def _set_frozen(
    actor: Actor | None,
    plan_id: int,
    *,
    strips: Sequence[int],
    frozen: bool,
    revision: int | None,
    now: datetime | None,
) -> MoveResult:
    def change(plan: Posed, spots: dict[int, Spot]) -> str:
        for strip in _chosen(plan, spots, strips):
            spots[strip] = (*spots[strip][:2], frozen)
        what = _("锁定 %(what)s") if frozen else _("解锁 %(what)s")
        return what % {"what": _named(strips)}

    action = "plan.frozen" if frozen else "plan.unfrozen"
    return _edit(actor, plan_id, change, action=action, revision=revision, now=now)


@transaction.atomic
def _edit(
    actor: Actor | None,
    plan_id: int,
    change: Callable[[Posed, dict[int, Spot]], str],
    *,
    action: str,
    revision: int | None,
    now: datetime | None,
) -> MoveResult:
    row, plan = _open(actor, plan_id, revision)
    rows = {p.strip_id: p for p in Placement.objects.filter(plan=row)}
    spots: dict[int, Spot] = {strip: (p.slot, p.order, p.frozen) for strip, p in rows.items()}
    words = change(plan, spots)
    changed = [strip for strip, p in rows.items() if spots[strip] != (p.slot, p.order, p.frozen)]
    last, _undone = ends(row)
    if not changed:
        slots = slots_of(row, plan)
        found, price = clashes(plan, slots), cost(plan, slots)
        return MoveResult(last.pk if last else 0, "", (), found, found, (), price, price)
    Move.objects.filter(plan=row, undone=True, pk__gt=last.pk if last else 0).delete()
    made = Move.objects.create(
        plan=row,
        words=words[:200],
        before=[[rows[s].pk, rows[s].slot, rows[s].order, rows[s].frozen] for s in changed],
        after=[[rows[s].pk, *spots[s]] for s in changed],
        by_id=actor.user_id if actor else None,
        at=now or clock.now(),
    )
    result = _put(row, plan, made.after, revision=made.pk, words=words)
    audit(action, by=actor, subject=str(row.pk), words=words, placements=len(changed))
    return result


def _turn(actor: Actor | None, row: Plan, plan: Posed, edit: Move, *, undone: bool) -> MoveResult:
    edit.undone = undone
    edit.save(update_fields=["undone"])
    last, _next = ends(row)
    result = _put(row, plan, edit.before if undone else edit.after, revision=last.pk if last else 0, words=edit.words)
    audit("plan.undone" if undone else "plan.redone", by=actor, subject=str(row.pk), words=edit.words)
    return result


def _put(row: Plan, plan: Posed, spots: list[list[int]], *, revision: int, words: str) -> MoveResult:
    """Write placements and tell what that did."""
    before = slots_of(row, plan)
    rows = Placement.objects.filter(plan=row).in_bulk([spot[0] for spot in spots])
    touched: set[tuple[int, int]] = set()
    for pk, slot, order, frozen in spots:
        placement = rows[pk]
        crew = plan.seats[placement.strip_id][0]
        touched |= {(crew, placement.slot), (crew, slot)}
        placement.slot, placement.order, placement.frozen = slot, order, bool(frozen)
    Placement.objects.bulk_update(rows.values(), ["slot", "order", "frozen"], batch_size=500)
    after = slots_of(row, plan)
    row.cost = asdict(cost(plan, after))
    row.violations = [digest.plain(violation) for violation in violations(plan, after)]
    row.save(update_fields=["cost", "violations"])
    moved = tuple((p.strip_id, p.slot, p.order, p.frozen) for p in rows.values())
    return MoveResult(
        revision,
        words,
        moved,
        clashes(plan, before),
        clashes(plan, after),
        tuple(load for load in loads(plan, after) if (load.crew, load.slot) in touched),
        cost(plan, before),
        cost(plan, after),
    )


def _open(actor: Actor | None, plan_id: int, revision: int | None) -> tuple[Plan, Posed]:
    """The plan, locked, if it may be edited and is as the editor saw it."""
    who = require(actor, PLAN)
    Plan.objects.of(who.tenant_id).select_for_update().filter(pk=plan_id).first()
    row = plan_row(who.tenant_id, plan_id)
    if row.state == PlanState.IN_FORCE.value:
        message = _("这份计划正在执行，不能直接改，请先另存一份再改。")
        raise FangcunError("plan.readonly", Kind.CONFLICT, message, copy=True)
    if row.state == PlanState.WORKING.value:
        raise FangcunError("plan.readonly", Kind.CONFLICT, _("这份计划还在排，排完或停止后再改。"))
    if row.state != PlanState.DRAFT.value:
        message = _("这份计划已被新的计划取代，只能查看，请到新的计划里改。")
        raise FangcunError("plan.readonly", Kind.CONFLICT, message)
    last, _undone = ends(row)
    current = last.pk if last else 0
    if revision is not None and revision != current:
        raise _stale(row, revision, current)
    return row, posed(row)


def _stale(row: Plan, seen: int, current: int) -> FangcunError:
    """What happened since: later edits, or that the edit which the editor saw was taken back."""
    later = Move.objects.filter(plan=row, undone=False, pk__gt=seen).select_related("by")
    changes = [_("%(who)s：%(what)s") % {"who": edit.by or _("方寸"), "what": edit.words} for edit in later]
    if current < seen:
        changes.append(_("撤销了之前的改动"))
    message = _("计划刚被别人改过（%(what)s），已换成最新的，请再试一次。") % {"what": "；".join(changes[-3:])}
    return FangcunError("plan.stale", Kind.CONFLICT, message, changes=changes, revision=current)


def _chosen(plan: Posed, spots: dict[int, Spot], strips: Sequence[int]) -> list[int]:
    chosen = list(dict.fromkeys(strips))
    missing = [strip for strip in chosen if strip not in spots or strip not in plan.seats]
    if missing or not chosen:
        raise FangcunError("strip.missing", Kind.NOT_FOUND, _("计划里没有这一场，请刷新页面后再试。"), strips=missing)
    return chosen


def _in_order(plan: Posed, spots: dict[int, Spot], crew: int, slot: int) -> list[int]:
    there = [s for s, spot in spots.items() if spot[0] == slot and s in plan.seats and plan.seats[s][0] == crew]
    return sorted(there, key=lambda strip: (spots[strip][1], strip))


def _words(plan: Posed, strips: Sequence[int], slot: int) -> str:
    day, part = divmod(slot, len(plan.problem.parts))
    starts = plan.problem.starts_on
    when = (
        date_format(starts + timedelta(days=day), "MONTH_DAY_FORMAT") if starts else _("第 %(n)d 天") % {"n": day + 1}
    )
    return _("%(what)s → %(when)s %(part)s") % {
        "what": _named(strips),
        "when": when,
        "part": plan.problem.parts[part].name,
    }


def _named(strips: Sequence[int]) -> str:
    keys = list(Placement.objects.filter(strip_id=strips[0]).values_list("strip__key", flat=True)[:1])
    first = keys[0] if keys else str(strips[0])
    return first if len(strips) == 1 else _("%(first)s 等 %(n)d 场") % {"first": first, "n": len(strips)}
