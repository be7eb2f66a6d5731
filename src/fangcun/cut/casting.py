"""定妆: how the people of a production look. The script decides; what somebody decides here counts more, in every
episode that is made from then on."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, replace

from django.db import transaction

from fangcun.base.api import audit, grant, holds, require
from fangcun.base.contracts import Actor, Role
from fangcun.cut.contracts import Look
from fangcun.cut.engine.costumes import COSTUMES
from fangcun.cut.engine.looks import ANCIENT, MEN, MODERN, REPUBLIC, WOMEN, looks_of
from fangcun.cut.models import CharacterSheet
from fangcun.kit import clock
from fangcun.kit.errors import FangcunError, Kind
from fangcun.write.contracts import Screenplay

EDIT = "cut.edit_looks"
FIELDS = ("sex", "age", "era", "costume", "seed")
"""What of a look can be decided."""

grant(EDIT, holds(Role.PRODUCER, Role.OPERATOR))


def looks_for(actor: Actor, *, production_id: int, screenplay: Screenplay) -> dict[str, Look]:
    """The looks of a screenplay's people by name, with what was decided for its production."""
    rows = CharacterSheet.objects.of(actor.tenant_id).filter(production_id=production_id)
    decided: dict[str, dict[str, object]] = dict(rows.values_list("name", "changes"))
    return {name: _changed(look, decided.get(name, {})) for name, look in looks_of(screenplay).items()}


def _changed(look: Look, changes: Mapping[str, object]) -> Look:
    """The look with the changes that (still) make sense: a wardrobe may have lost a costume since."""
    good = {field: value for field, value in changes.items() if field in FIELDS and not _wrong(field, value)}
    return replace(look, **good)  # type: ignore[arg-type]  # each value was checked against its field


@transaction.atomic
def decide_look(
    actor: Actor | None, *, production_id: int, screenplay: Screenplay, name: str, wanted: Mapping[str, object]
) -> Look:
    """Keep how a person looks; what equals the script's own reading is not kept, so ``wanted`` without differences
    takes everything back. Returns the look. Raises ``denied``, ``cut.no_such_person``, ``cut.look``."""
    maker = require(actor, EDIT)
    own = looks_of(screenplay).get(name)
    if own is None:
        message = f"剧本里没有“{name}”这个角色，请从角色列表里选。"
        raise FangcunError("cut.no_such_person", Kind.NOT_FOUND, message)
    for field, value in wanted.items():
        problem = _wrong(field, value) if field in FIELDS else f"定妆里没有“{field}”这一项。"
        if problem:
            raise FangcunError("cut.look", Kind.INVALID, problem, field=field)
    read = asdict(own)
    changes = {field: value for field, value in wanted.items() if read[field] != value}
    rows = CharacterSheet.objects.of(maker.tenant_id)
    if changes:
        fields = {"changes": changes, "changed_at": clock.now()}
        rows.update_or_create(
            production_id=production_id,
            name=name,
            defaults=fields,
            create_defaults={"tenant_id": maker.tenant_id, **fields},
        )
    else:
        rows.filter(production_id=production_id, name=name).delete()
    audit("cut.look.decided", by=maker, subject=f"{production_id}/{name}", changes=changes)
    return _changed(own, changes)


def _wrong(field: str, value: object) -> str:
    """Why a value cannot be; empty when it can."""
    match field:
        case "sex":
            return "" if value in (MEN, WOMEN) else "性别请选男或女。"
        case "age":
            good = isinstance(value, int) and not isinstance(value, bool) and 1 <= value <= 110
            return "" if good else "年龄请填 1 到 110 的整数。"
        case "era":
            return "" if value in (ANCIENT, REPUBLIC, MODERN) else "时代请选古代、民国或现代。"
        case "costume":
            return "" if value in COSTUMES else f"服装里没有“{value}”，请从列表里选。"
        case _:
            good = isinstance(value, int) and not isinstance(value, bool) and 0 <= value < 1 << 32
            return "" if good else "面孔编号请填 0 到 4294967295 的整数。"
