"""Rows of the theatre."""

from fangcun.air.models.accounts import MinorsMode, SuitableTitle, ViewerAccount, ViewerCode
from fangcun.air.models.heat import EMPTY, HeatParty, TitleHeat, TitleTrial, WatchBank
from fangcun.air.models.making import Making, Order
from fangcun.air.models.shelf import Release, Title
from fangcun.air.models.till import AdBooking, Adoption, AdShowing, FreeWindow, Reward, TitleFare, Unlock, WatchDay
from fangcun.air.models.watching import WatchState

__all__ = [
    "EMPTY",
    "AdBooking",
    "AdShowing",
    "Adoption",
    "FreeWindow",
    "HeatParty",
    "Making",
    "MinorsMode",
    "Order",
    "Release",
    "Reward",
    "SuitableTitle",
    "Title",
    "TitleFare",
    "TitleHeat",
    "TitleTrial",
    "Unlock",
    "ViewerAccount",
    "ViewerCode",
    "WatchBank",
    "WatchDay",
    "WatchState",
]
