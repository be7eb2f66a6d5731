"""When traffic is suspicious: every sign with its figures, how strongly it speaks, and its words."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

FASTEST = 2.0
"""The player's highest speed: an hour of watching credits at most two of film."""

BANK_S = 30.0
"""Wall seconds that may be saved up between receipts: two beats, so that a slow network costs nobody anything."""

SLACK_S = 6.0
"""Film seconds of one beat beyond what time allows that are still the network's doing."""

AT_ONCE_S = 20.0
"""Receipts closer than this are at the same time: a beat comes every fifteen seconds."""

SUSPICIOUS = 0.5
REFUSED = 0.9
"""From the first on rewards are held and deeds count less, from the second on rewards are refused until somebody
looks. One strong sign is enough for the first, two are needed for the second."""

PAYOUT_AFTER_S = 86_400.0
"""Every reward waits this long before it is paid: rings that work by day show within one."""


class Sign(StrEnum):
    """What makes traffic suspicious."""

    TOO_FAST = "too_fast"
    REPEATED = "repeated"
    TWO_PLACES = "two_places"
    CROWDED_DEVICE = "crowded_device"
    SHARED_DEVICE = "shared_device"
    SLEEPLESS = "sleepless"
    ONE_TITLE = "one_title"
    FRESH_CROWD = "fresh_crowd"


@dataclass(frozen=True, slots=True)
class Rule:
    """``strength`` is the chance that a viewer who shows the sign is not honest, by our simulator's rings."""

    strength: float
    words: str


RULES: dict[Sign, Rule] = {
    Sign.TOO_FAST: Rule(0.85, "播放进度比真实时间走得快"),
    Sign.REPEATED: Rule(0.7, "同一条播放记录反复上报"),
    Sign.TWO_PLACES: Rule(0.4, "同一账号在多台设备上同时播放"),
    Sign.CROWDED_DEVICE: Rule(0.75, "同一设备上多个账号同时播放"),
    Sign.SHARED_DEVICE: Rule(0.55, "同一设备一天内换了很多账号"),
    Sign.SLEEPLESS: Rule(0.75, "一天里几乎每小时都在播放"),
    Sign.ONE_TITLE: Rule(0.65, "同一网络的新账号几乎只看一部剧"),
    Sign.FRESH_CROWD: Rule(0.3, "同一网络一天内冒出大量新账号"),
}

LEAST_EXCESS_S = 90.0  # claimed beyond what time allows: below, somebody skipped an opening
EXCESS_SHARE = 0.4  # … of all that was claimed: below, somebody likes to skip
LEAST_REPEATS = 6
REPEATS_SHARE = 0.25
LEAST_TWO_PLACES = 8
CROWD_AT_ONCE = 3  # viewers on one device at the same time; a family passes it on
LEAST_CROWDED = 6  # times that was seen in a day
VIEWERS_A_DEVICE = 6  # different ones in a day
WAKING_HOURS = 20  # of the last 24 with playing in them
LEAST_CROWD = 12  # new accounts of one address in a day
NEW_S = 2 * 86_400.0
NEW_SHARE = 0.6
ONE_TITLE_SHARE = 0.8
