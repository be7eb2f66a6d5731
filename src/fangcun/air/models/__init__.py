"""Rows of the theatre."""

from fangcun.air.models.accounts import MinorsMode, SuitableTitle, ViewerAccount, ViewerCode
from fangcun.air.models.heat import EMPTY, HeatParty, TitleHeat, TitleTrial, WatchBank
from fangcun.air.models.making import Making, Order
from fangcun.air.models.shelf import Release, Title
from fangcun.air.models.watching import WatchState

__all__ = [
    "EMPTY",
    "HeatParty",
    "Making",
    "MinorsMode",
    "Order",
    "Release",
    "SuitableTitle",
    "Title",
    "TitleHeat",
    "TitleTrial",
    "ViewerAccount",
    "ViewerCode",
    "WatchBank",
    "WatchState",
]
