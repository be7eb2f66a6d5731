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
from fangcun.air.models.watching import WatchState

__all__ = [
    "EMPTY",
    "CountedDeed",
    "Danmaku",
    "DanmakuWindow",
    "EpisodeLike",
    "EpisodeTalk",
    "Follow",
    "HeatParty",
    "Making",
    "MinorsMode",
    "Order",
    "Release",
    "Remark",
    "RemarkLike",
    "Report",
    "Spoken",
    "SuitableTitle",
    "Title",
    "TitleHeat",
    "TitleShare",
    "TitleTalk",
    "TitleTrial",
    "ViewerAccount",
    "ViewerCode",
    "WatchBank",
    "WatchState",
]
