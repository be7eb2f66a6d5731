"""A small review centre, the house that sends it a script, and what they say to each other."""

from __future__ import annotations

from fangcun.base.api import actor_of, create_user, ensure_tenant, join
from fangcun.base.contracts import Actor, Role
from fangcun.base.models import User
from fangcun.review import api
from fangcun.review.contracts.cases import Call, Filing, Lane, Ruling
from fangcun.review.contracts.desk import CaseView, FindingView
from fangcun.write import api as write

HOUSE, CENTRE, OTHER = ("fangcun", "方寸影视"), ("centre", "晋南审核中心"), ("other", "别家影业")
PEOPLE = {
    "producer": (HOUSE, Role.PRODUCER),
    "rival": (OTHER, Role.PRODUCER),
    "anne": (CENTRE, Role.REVIEWER),
    "ben": (CENTRE, Role.REVIEWER),
    "chief": (CENTRE, Role.CHIEF),
    "deputy": (CENTRE, Role.CHIEF),
    "third": (CENTRE, Role.CHIEF),
}
SMALL = Filing(investment=200_000)

CLEAN = """《胡同口的早餐铺》

第1集

1-1 日 外 胡同口
人物：李大爷、小满
△李大爷支起早餐铺，热气腾腾。
小满：大爷，来两根油条。
李大爷：好嘞，趁热吃。

1-2 夜 内 早餐铺
人物：李大爷、小满
△灯下，李大爷数着零钱。
李大爷：日子嘛，一勺一勺地过。
"""
PLANTED = CLEAN.replace("小满：大爷，来两根油条。", "小满：大爷，加微信扫码领红包，网络赌-博稳赚不赔。")


class House:
    """Everybody by name; drafts are sent in by the producer."""

    def __init__(self) -> None:
        self.anyone = {name: self._actor(name) for name in PEOPLE}
        self.centre = api.open_centre(self.anyone["chief"], short="晋审")

    def __getitem__(self, name: str) -> Actor:
        return self.anyone[name]

    def _actor(self, name: str) -> Actor:
        (slug, tenant_name), role = PEOPLE[name]
        user = User.objects.filter(login=name).first() or create_user(
            name, name=name, password="only-for-tests", checked=False
        )
        join(user, ensure_tenant(slug, name=tenant_name), role)
        found = actor_of(user)
        assert found is not None
        return found

    def draft(self, text: str, *, by: str = "producer", name: str = "胡同口的早餐铺") -> int:
        """A draft of the series."""
        return write.ensure_draft(self[by], production=name, file_name="剧本.txt", data=text.encode())

    def submit(self, text: str = PLANTED, *, filing: Filing = SMALL, lane: Lane = Lane.NORMAL) -> int:
        """A case of a script."""
        return api.submit(self["producer"], draft_id=self.draft(text), filing=filing, lane=lane)

    def seen(self, case: int, *, by: str = "anne") -> CaseView:
        """The case as somebody sees it."""
        return api.case(self[by], case)

    def rule_all(self, case: int, ruling: Ruling, *, by: str) -> None:
        """Rule alike on all that weighs."""
        for one in self.weighing(case, by=by):
            api.rule(self[by], case, key=one.key, ruling=ruling, words="统一处理")

    def weighing(self, case: int, *, by: str = "anne") -> list[FindingView]:
        """The findings that somebody has to rule on."""
        return [f for f in self.seen(case, by=by).findings if f.here and f.strength.value != "note"]

    def first(self, case: int, call: Call, *, by: str = "anne", words: str = "见意见") -> None:
        """The first stage: taken and closed."""
        api.take(self[by], case)
        api.recommend(self[by], case, call=call, words=words)

    def final(self, case: int, call: Call, *, by: str = "chief", words: str = "见意见", number: str = "") -> str:
        """The last stage: taken and decided."""
        api.take(self[by], case)
        return api.decide(self[by], case, call=call, words=words, article="第25条", number=number)
