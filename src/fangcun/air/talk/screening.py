"""Words are screened before anybody sees them (《互联网跟帖评论服务管理规定》2022 第四条（五）, 审核管理;
screening before publication is allowed for all comments and ordered for those on news, 第四条（三）).

What the review room's lexicon stops is refused with its place, what it asks about waits for a moderator, notes pass.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _

from fangcun.air.engine.talk.manners import mannered
from fangcun.air.engine.talk.standings import Standing
from fangcun.kit.errors import FangcunError, Kind
from fangcun.review import api as review
from fangcun.review.contracts import Finding, Strength


@dataclass(frozen=True, slots=True)
class Screened:
    """Where words stand after screening, and why they wait: [start, end, what]."""

    standing: Standing
    findings: list[tuple[int, int, str]]


def screened(text: str, *, on: date) -> Screened:
    """What becomes of ``text``. Raises INVALID (``talk.refused``) with the ``text`` and the ``places``
    of it that cannot be shown."""
    found = review.screen_text(text, on=on).findings
    stopped = [f for f in found if f.severity is Strength.BLOCK]
    if stopped:
        raise _refusal(text, stopped)
    asked = [(f.start, f.end, f.rule) for f in found if f.severity is Strength.ASK]
    asked += [(m.start, m.end, m.what) for m in mannered(text)]
    return Screened(Standing.HELD if asked else Standing.SHOWN, sorted(asked))


def _refusal(text: str, stopped: list[Finding]) -> FangcunError:
    first = stopped[0]
    message = _("“{words}”（第 {start} 到 {end} 个字）不能发表：{rule}。改一改再发吧。").format(
        words=first.surface, start=first.start + 1, end=first.end, rule=first.rule
    )
    places = [[f.start, f.end] for f in stopped]
    return FangcunError("talk.refused", Kind.INVALID, message, places=places, text=text)
