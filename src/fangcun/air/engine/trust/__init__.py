"""Trust: how much watch time is credited, and which traffic is not to be believed."""

from fangcun.air.engine.trust.credit import Credit, Credits
from fangcun.air.engine.trust.guard import Guard, Payout, Verdict, hours_after, judged, payout, signs_of_watching
from fangcun.air.engine.trust.rules import FASTEST, RULES, SUSPICIOUS, Sign

__all__ = [
    "FASTEST",
    "RULES",
    "SUSPICIOUS",
    "Credit",
    "Credits",
    "Guard",
    "Payout",
    "Sign",
    "Verdict",
    "hours_after",
    "judged",
    "payout",
    "signs_of_watching",
]
