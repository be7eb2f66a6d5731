"""The demo's six productions: their scripts read, cast and placed on the demo base, ready to be planned."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta

from fangcun.base.contracts import Actor
from fangcun.config import ROOT
from fangcun.park import api as park
from fangcun.shoot.contracts import ShootView
from fangcun.shoot.engine.demo_scripts import demo_script
from fangcun.shoot.services.casting import propose
from fangcun.shoot.services.opening import open_shoot
from fangcun.write import api as write

PRODUCTIONS: dict[str, tuple[str, str]] = {
    "zhao-changji": ("全组都在找场记", "何秋"),
    "minguo-yaopu": ("民国药铺", "梁叙白"),
    "changning-junzhu": ("长宁郡主", "宋南枝"),
    "dingceng-bangongshi": ("顶层办公室", "陆行舟"),
    "huaishu-chuntian": ("槐树村的春天", "田家圃"),
    "diqi-ye": ("第七页", "闻一苇"),
}
"""Codes of the crews → name of the production and its (invented) director."""

EXAMPLE = ROOT / "examples" / "全组都在找场记.txt"


def ensure_demo_shoots(
    actor: Actor, *, today: date, tell: Callable[[str], None] = lambda words: None
) -> tuple[ShootView, ...]:
    """The six shoots on the demo base, opened, cast and placed; what is there already stays as it is.

    Shooting starts two days after ``today``. ``tell`` hears what is being done.
    """
    tell("建影视基地：500 处场景、10,000 名人员、器材与服装")
    park.ensure_demo_base(actor, today=today)
    crews = {crew.code: crew for crew in park.crews(actor, active=None)}
    shoots = []
    for code, (name, director) in PRODUCTIONS.items():
        tell(f"读剧本《{name}》，拆成场次条")
        file_name, data = _script(code)
        draft_id = write.ensure_draft(actor, production=name, file_name=file_name, data=data)
        crew_id = crews[code].id if code in crews else None
        starts_on = today + timedelta(days=2)
        shoots.append(open_shoot(actor, draft_id=draft_id, crew_id=crew_id, starts_on=starts_on, director=director))
    tell("六个剧组一起选角、选景")
    propose(actor, [shoot.id for shoot in shoots])
    return tuple(shoots)


def _script(code: str) -> tuple[str, bytes]:
    if code == "zhao-changji":
        return EXAMPLE.name, EXAMPLE.read_bytes()
    file_name, text = demo_script(code)
    return file_name, text.encode()
