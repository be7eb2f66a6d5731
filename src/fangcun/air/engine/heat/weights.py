"""What each deed is worth, and how much one party can give: all figures of heat, each with its reason."""

from __future__ import annotations

from dataclasses import dataclass
from enum import IntEnum


class Part(IntEnum):
    """What heat is made of. The numbers name columns and rows: never reuse one."""

    PLAY = 1
    FINISH = 2
    LIKE = 3
    FOLLOW = 4
    COMMENT = 5
    SHARE = 6
    AD_UNLOCK = 7
    COIN_UNLOCK = 8


@dataclass(frozen=True, slots=True)
class Weight:
    """``points`` of one deed, its name for viewers, and why it is worth that."""

    points: float
    name: str
    reason: str


WEIGHTS: dict[Part, Weight] = {
    Part.PLAY: Weight(0.5, "有效播放", "播满 10 秒才算。开一集最便宜，也最容易买到，所以分最低。"),
    Part.FINISH: Weight(1.5, "看完一集", "真正看过七成以上才算。时间是观众付出的，三倍于播放。"),
    Part.LIKE: Weight(1.0, "点赞", "只要一次点按，抵不上看完一集。"),
    Part.FOLLOW: Weight(4.0, "追剧", "说明还要回来看，每人每剧只有一次。"),
    Part.COMMENT: Weight(2.0, "评论", "比点赞费力，但容易代写。"),
    Part.SHARE: Weight(3.0, "分享", "用自己的信用推荐给别人。"),
    Part.AD_UNLOCK: Weight(2.0, "看广告解锁", "用半分钟广告换着看下去。"),
    Part.COIN_UNLOCK: Weight(5.0, "付费解锁", "花了钱，最难造假。"),
}
"""The points of each deed. The kinds are those that theatres name for their own heat (play, finish, like, collect,
comment, share); no theatre publishes its points, so these are ours."""

HALF_LIFE_S = 210_000.0
"""After this long a deed counts half: 58 hours 20 minutes. A mean over the last seven days, which is what Hongguo has
shown since 29 April 2025 (before: fourteen days), counts deeds of 3.5 days on average; an exponential decay does the
same when its half-life is 3.5 days × ln 2 = 58.2 hours."""

LANDMARK_S = 1_767_225_600.0
"""The Unix second from which decay is measured forward (2026-01-01 00:00 UTC). Any moment would do; it must never
change while scores are kept, and scores stay small numbers for centuries because only their logarithm is kept."""

VALID_S = 10.0
"""Credited seconds that make a play: beyond the second or two of somebody who swipes past."""

FINISHED_SHARE = 0.7
"""The share of an episode, in credited seconds, without which its end does not count: credits and intros are skipped
by honest people, whole episodes only by scripts."""

NEW_ACCOUNT_S = 86_400.0
"""How long an account counts as new: accounts of bought traffic are mostly made for the order."""


@dataclass(frozen=True, slots=True)
class Caps:
    """The most live points that one party can hold of one title, however much it does.

    ``viewer``: six episodes seen and followed; a viewer who sees eighty counts as a devoted one, not as forty.
    ``device``: a family's tablet. ``address`` is a household or a small office, and ``address_share`` of the title on
    top: behind the one address of a mobile network stand thousands, but of a title that thousands watch.
    ``newcomers`` and ``newcomers_share`` bound all new accounts together, the latter by what the others give: a title
    that lives by accounts of yesterday alone stays small.
    """

    viewer: float = 16.0
    device: float = 24.0
    address: float = 40.0
    address_share: float = 0.02
    newcomers: float = 200.0
    newcomers_share: float = 1.0


CAPS = Caps()
