"""弹幕: saying a line at a place of an episode, and the windows in which lines are handed out.

《互联网跟帖评论服务管理规定》（2022）第四条（四）: who offers danmaku shows the same words as a
list on the same page. The sheet of comments has that list.
"""

from __future__ import annotations

import json
from functools import lru_cache

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from fangcun.air.engine.heat import Part
from fangcun.air.engine.talk import danmaku as engine
from fangcun.air.engine.talk import manners
from fangcun.air.engine.talk.danmaku import COLOURS, LONGEST, WINDOW_MS, Line, Place
from fangcun.air.engine.talk.standings import Standing
from fangcun.air.models import Danmaku, DanmakuWindow
from fangcun.air.talk.deeds import heat_once
from fangcun.air.talk.places import Spot
from fangcun.air.talk.screening import screened
from fangcun.air.talk.speakers import Speaker, limit
from fangcun.air.talk.standing import counted
from fangcun.kit import clock
from fangcun.kit.errors import FangcunError, Kind

MOST_READ = 3_000
"""Lines of a window that are looked at: the newest, when there are more."""

MOST_LISTED = 1_000


def say(place: Spot, speaker: Speaker, *, text: str, at_ms: int, position: int = 0, colour: int = 0) -> Danmaku:
    """Say a line. What is returned is shown, or held for a moderator (``standing``).

    Raises INVALID for no words, too many, a place that the episode does not have, and for words that cannot be shown
    (``talk.refused``); BUSY for too many.
    """
    words = manners.tidied(text, one_line=True)
    if not words:
        raise FangcunError("talk.empty", Kind.INVALID, _("还没有写内容。"))
    if len(words) > LONGEST:
        message = _("弹幕最多 {most} 个字，现在有 {n} 个。").format(most=LONGEST, n=len(words))
        raise FangcunError("talk.long", Kind.INVALID, message)
    if not (0 <= at_ms <= place.duration_ms and position in list(Place) and 0 <= colour < len(COLOURS)):
        raise FangcunError("talk.place", Kind.INVALID, _("弹幕的位置或颜色不对，请刷新页面再发。"))
    limit(speaker.visitor, "danmaku", a_minute=8, an_hour=120)
    seen = screened(words, on=timezone.localtime(clock.now()).date())
    with transaction.atomic():
        row = Danmaku.objects.create(
            title_id=place.title_id,
            number=place.number,
            author=speaker.key,
            byline=speaker.byline,
            maker=speaker.maker,
            text=words,
            standing=seen.standing,
            findings=seen.findings,
            created_at=clock.now(),
            at_ms=at_ms,
            place=position,
            colour=colour,
        )
        if seen.standing == Standing.SHOWN:
            counted(row, 1)
            heat_once(place.title_id, place.tenant_id, Part.COMMENT, speaker.visitor)
    return row


def version(place: Spot, window: int) -> int:
    """How often a window changed; 0 for one in which nobody has said anything."""
    rows = DanmakuWindow.objects.filter(title_id=place.title_id, number=place.number, window=window)
    return rows.values_list("version", flat=True).first() or 0


def window_json(place: Spot, window: int, *, version: int) -> bytes:
    """A window as compact JSON, kept in the process as long as its version holds."""
    if not version:
        return b'{"window":%d,"lines":[]}' % window
    return _window_json(place.title_id, place.number, window, version)


@lru_cache(maxsize=2_048)
def _window_json(title_id: int, number: int, window: int, version: int) -> bytes:
    lines = engine.thinned(engine.merged(_lines(title_id, number, window)))
    data = [[s.pk, s.at_ms, int(s.place), s.colour, s.text, s.times, int(s.maker)] for s in lines]
    return json.dumps({"window": window, "lines": data}, ensure_ascii=False, separators=(",", ":")).encode()


def forget_windows() -> None:
    """Make every window anew: for tests, whose rows come again under the same keys."""
    _window_json.cache_clear()


def _lines(title_id: int, number: int, window: int) -> list[Line]:
    rows = Danmaku.objects.filter(title_id=title_id, number=number, standing=Standing.SHOWN)
    rows = rows.filter(at_ms__gte=window * WINDOW_MS, at_ms__lt=(window + 1) * WINDOW_MS).order_by("-id")
    fields = rows.values_list("pk", "at_ms", "text", "place", "colour", "maker")[:MOST_READ]
    return [Line(pk, at, text, Place(where), colour, maker) for pk, at, text, where, colour, maker in fields]


def listed(place: Spot) -> list[Line]:
    """The lines of an episode as a list, by their places, alike ones together: the newest thousand."""
    rows = Danmaku.objects.filter(title_id=place.title_id, number=place.number, standing=Standing.SHOWN)
    fields = rows.order_by("-id").values_list("pk", "at_ms", "text", "maker")[:MOST_LISTED]
    return engine.merged(Line(pk, at, text, maker=maker) for pk, at, text, maker in fields)
