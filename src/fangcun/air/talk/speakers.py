"""Who may do what: guests read, like, follow and report; words come from whom the site knows.

《互联网跟帖评论服务管理规定》（国家网信办 2022 年修订，2022-12-15 起施行）第四条（一）: comments are open only to
users whose identity is established by a mobile number, an identity document or a credit code (后台实名、前台自愿). A
viewer is known by the phone number that codes go to, a user of the desks by the institution that employs them; an
e-mail address establishes nobody. 《移动互联网应用程序信息服务管理规定》（2022 年修订）第六条 says so of apps.

The place of an address (IP 属地, 《互联网用户账号信息管理规定》第十二条) is not shown: the base has no register of
networks to take it from, and a guess would be worse.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta

from django.http import HttpRequest
from django.utils.translation import gettext as _

from fangcun.air.account import minding
from fangcun.air.account.accounts import target_of
from fangcun.air.account.viewers import account_of, visitor_of
from fangcun.air.contracts import Viewer, Visitor
from fangcun.air.discover.guarding import keyed
from fangcun.air.engine.talk.bylines import byline, shade
from fangcun.air.engine.targets import Channel
from fangcun.base.api import belongs, count_attempt
from fangcun.base.contracts import Actor
from fangcun.kit.errors import FangcunError, Kind

MINUTE, HOUR = timedelta(minutes=1), timedelta(hours=1)


@dataclass(frozen=True, slots=True)
class Speaker:
    """Somebody whose words may be shown: as whom readers see them, and whether they belong to the title's makers."""

    visitor: Visitor
    byline: str
    maker: bool

    @property
    def key(self) -> str:
        """The viewer's key."""
        return self.visitor.viewer.key


def speaker_of(request: HttpRequest, *, tenant_id: int) -> Speaker:
    """The speaker of a request about a title of a tenant. Raises DENIED with what is missing: signing in, a phone
    number, or age."""
    account, actor = account_of(request), actor_of(request)
    visitor = visitor_of(request)
    # First: whoever minds a child need not be told how to sign in.
    if minding.state_of(visitor.viewer) is not None:
        message = _("青少年模式下可以看评论和弹幕，不能发表。")
        raise FangcunError("talk.minors", Kind.DENIED, message)
    if account is None and not request.user.is_authenticated:
        raise FangcunError("talk.sign_in", Kind.DENIED, _("登录后就能发表，只要一个手机号。"))
    if account is not None:
        if target_of(account).channel is not Channel.PHONE:
            message = _("按国家规定，发表评论和弹幕要用手机号登录。请退出后换手机号登录。")
            raise FangcunError("talk.phone", Kind.DENIED, message)
        return Speaker(visitor, name_of(visitor.viewer), maker=False)
    maker = actor is not None and actor.tenant_id == tenant_id
    return Speaker(visitor, actor.tenant_name[:60] if actor and maker else name_of(visitor.viewer), maker)


def hindrance(request: HttpRequest, *, tenant_id: int, viewer: Viewer | None) -> FangcunError | None:
    """Why somebody may not write now; None for whoever may. Starts no session for a guest."""
    if viewer is None:
        return FangcunError("talk.sign_in", Kind.DENIED, _("登录后就能发表，只要一个手机号。"))
    try:
        speaker_of(request, tenant_id=tenant_id)
    except FangcunError as error:
        return error
    return None


def actor_of(request: HttpRequest) -> Actor | None:
    """The user of the desks that a request acts for, unless a viewer's account is signed in over them."""
    actor: Actor | None = getattr(request, "actor", None)
    return actor if account_of(request) is None else None


def makes(viewer: Viewer, tenant_id: int) -> bool:
    """Whether a viewer belongs to a title's makers, whose own deeds make no heat."""
    kind, _, name = viewer.key.partition(":")
    return kind == "user" and belongs(int(name), tenant_id)


def name_of(viewer: Viewer) -> str:
    """The name that readers see of a viewer: the same everywhere, and nothing to find anybody by."""
    return byline(keyed(f"byline:{viewer.key}"))


def hue_of(name: str) -> int:
    """The colour of a name's disc, in degrees."""
    return shade(keyed(f"shade:{name}"))


def limit(visitor: Visitor, what: str, *, a_minute: int, an_hour: int) -> None:
    """Count one deed of a viewer, and of the network behind it ten times as many in an hour. Raises BUSY."""
    count_attempt(f"talk:{what}:{visitor.viewer.key}", most=a_minute, per=MINUTE)
    count_attempt(f"talk-hour:{what}:{visitor.viewer.key}", most=an_hour, per=HOUR)
    if visitor.network:
        count_attempt(f"talk-net:{what}:{keyed(visitor.network)}", most=an_hour * 10, per=HOUR)
