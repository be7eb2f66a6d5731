"""Rows of the theatre."""

from fangcun.air.models.accounts import MinorsMode, SuitableTitle, ViewerAccount, ViewerCode
from fangcun.air.models.heat import EMPTY, HeatParty, TitleHeat, TitleTrial, WatchBank
from fangcun.air.models.making import Making, Order
from fangcun.air.models.shelf import Release, Title
from fangcun.air.models.talk import (
    CountedDeed,
    Danmaku,
    DanmakuWindow,
    EpisodeLike,
    EpisodeTalk,
    Follow,
    Remark,
    RemarkLike,
    Report,
    Spoken,
    TitleShare,
    TitleTalk,
)
from fangcun.air.models.till import AdBooking, Adoption, AdShowing, FreeWindow, Reward, TitleFare, Unlock, WatchDay
from fangcun.air.models.watching import WatchState

__all__ = [
    "EMPTY",
    "AdBooking",
    "AdShowing",
    "Adoption",
    "CountedDeed",
    "Danmaku",
    "DanmakuWindow",
    "EpisodeLike",
    "EpisodeTalk",
    "Follow",
    "FreeWindow",
    "HeatParty",
    "Making",
    "MinorsMode",
    "Order",
    "Release",
    "Remark",
    "RemarkLike",
    "Report",
    "Reward",
    "Spoken",
    "SuitableTitle",
    "Title",
    "TitleFare",
    "TitleHeat",
    "TitleShare",
    "TitleTalk",
    "TitleTrial",
    "Unlock",
    "ViewerAccount",
    "ViewerCode",
    "WatchBank",
    "WatchDay",
    "WatchState",
]
